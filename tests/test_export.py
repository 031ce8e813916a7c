"""Marks get into the tables that Canvas and Moodle export: by number, and nothing else in them changes."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbook.cli import main
from workbook.grade.discover import discover, platform_id
from workbook.grade.export import NoExport, export_marks
from workbook.grade.marks import write_marks
from workbook.grade.result import CaseResult, QuestionResult, Result

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,"Lab 1, convolution (901)",Lab 2 (902),Final Score
,,,,,Manual Posting,,
    Points Possible,,,,,3.00,20.00,(read only)
"Lovelace, Ada",4711,007,ada,"A, B",,18.50,61.670
"Hopper, Grace",4712,0008,grace,A,1.00,,
"Noether, Emmy",4713,009,emmy,A,,,
"Turing, Alan",4714,010,alan,A,EX,,
"""

MOODLE = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (grade)","Feedback comments"
"Participant 4711","Ada Lovelace",ada@example.edu,"Submitted for grading",,3.00,Yes,-,"<p>Well, ""done"".</p>
<p>Go on.</p>"
"Participant 4712","Grace Hopper",=grace,"No submission",2.00,3.00,Yes,"Monday, 2 March 2026, 10:00 AM",
"""  # noqa: E501


def submitted(number: str, cases: int = 2, **changes) -> Result:
    passed = tuple(CaseResult(str(case), 1.5, False, case < cases) for case in range(2))
    questions = (QuestionResult("double", "Doubling", passed),)
    return replace(
        Result(f"{number}.ipynb", f"name{number}", "01_tiny", "graded", questions=questions, platform_id=number),
        **changes,
    )


@pytest.fixture
def grades(tmp_path):
    """Write the marks of some submissions as `workbook grade` does."""

    def write(*results: Result) -> Path:
        write_marks(results, tmp_path / "grades")
        return tmp_path / "grades"

    return write


@pytest.fixture
def table(tmp_path):
    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "export.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def cells(text: str, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def difference(before: list[list[str]], after: list[list[str]]) -> dict[tuple[int, int], str]:
    assert [len(row) for row in before] == [len(row) for row in after]
    return {
        (y, x): cell for y, row in enumerate(after) for x, cell in enumerate(row) if cell != before[y][x]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("lovelaceada_4711_99881_01_convolution.ipynb", "4711"),
        ("lovelaceada_LATE_4711_99881_01_convolution-1.ipynb", "4711"),
        ("王小明_4711_99881_lab 1 (2).zip", "4711"),
        ("o_brienpat_4711_99881_lab_7_8_.ipynb", "4711"),
        ("anon_xY3z_99881_01_convolution.ipynb", ""),
        ("Ada Lovelace_4711_assignsubmission_file_", "4711"),
        ("Participant_4711_assignsubmission_file_", "4711"),
        ("Ada 3 Lovelace_4711_assignsubmission_file_01_convolution.ipynb", "4711"),
        ("01_convolution.ipynb", ""),
        ("ada_01_convolution.ipynb", ""),
    ],
)
def test_numbers_are_found_in_names_as_platforms_write_them(name, number):
    assert platform_id(name) == number


def test_two_students_of_one_name_keep_their_numbers(tmp_path):
    for number in ("1", "2"):
        folder = tmp_path / f"Ada Lovelace_{number}_assignsubmission_file_"
        folder.mkdir()
        (folder / "lab.ipynb").touch()
    assert [(handed.student, handed.platform_id) for handed in discover(tmp_path, [])] == [
        ("Ada Lovelace", "1"),
        ("Ada Lovelace", "2"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_canvas_gets_marks_and_keeps_everything_else(grades, table, separator, mark, end):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(cells(CANVAS))
    text = stream.getvalue()
    done = export_marks(
        grades(submitted("4711", 1), submitted("4712")), "01_tiny", table(mark + text), "Canvas", "Lab 1, convolution"
    )
    written = done.path.read_bytes().decode("utf-8")
    assert written.startswith(mark + "Student")
    assert written.count(end) == text.count(end)
    assert ("\r" in written) == ("\r" in end)
    after = cells(written.removeprefix(mark), separator)
    assert difference(cells(CANVAS), after) == {(3, 5): "1.5", (4, 5): "3.0"}
    assert (done.written, done.replaced, done.untouched, done.unplaced) == (2, 1, 2, [])


@pytest.mark.parametrize("column", ["Lab 2", "902", "Lab 2 (902)"])
def test_an_assignment_of_canvas_is_chosen_by_title_or_number(grades, table, column):
    text = CANVAS.replace("20.00", "3")
    done = export_marks(grades(submitted("4713")), None, table(text), "Canvas", column)
    assert difference(cells(text), cells(done.path.read_text())) == {(5, 6): "3.0"}


def test_moodle_gets_marks_and_keeps_feedback(grades, table):
    done = export_marks(grades(submitted("4711", 1)), None, table(MOODLE), "Moodle", None)
    assert difference(cells(MOODLE), cells(done.path.read_text())) == {(1, 4): "1.5"}
    german = MOODLE.replace("Participant ", "Teilnehmer/in").replace(",Grade,", ",Bewertung,")
    with pytest.raises(NoExport, match=r"no column 'Grade'.*'Bewertung'.*--column"):
        export_marks(grades(submitted("4711", 1)), None, table(german), "Moodle", None)
    done = export_marks(grades(submitted("4711", 1)), None, table(german), "Moodle", "Bewertung")
    assert difference(cells(german), cells(done.path.read_text())) == {(1, 4): "1.5"}


def test_a_mark_that_an_instructor_wrote_goes_over_as_it_stands(grades, table):
    folder = grades(submitted("4711", 1))
    path = folder / "grades.csv"
    path.write_text(path.read_text().replace(",1.5,", ",2.250,"))
    done = export_marks(folder, None, table(MOODLE), "Moodle", None)
    assert cells(done.path.read_text())[1][4] == "2.250"


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([submitted("9999")], "Number 9999.*no such student.*mark 3.0 was not written"),
        ([submitted("", file="ada.ipynb")], "ada.ipynb.*no number.*mark 3.0 was not written"),
        ([submitted("4714")], "Turing, Alan: 'EX' stands there"),
        ([submitted("4711", file="a.ipynb"), submitted("4711", 0, file="b")], r"2 notebooks.*a.ipynb \(3.0\), b "),
        ([submitted("4711", status="grader error")], "4711.ipynb.*grader error, so no mark"),
        ([submitted("4711", lab="", questions=(), status="refused", remark="It is empty.")], "refused.*It is empty."),
    ],
)  # fmt: skip
def test_a_mark_without_a_place_is_told_and_nothing_guessed(grades, table, results, said):
    folder = grades(*results, submitted("4713"))
    done = export_marks(folder, None, table(CANVAS), "Canvas", "901")
    (sentence,) = done.unplaced
    assert re.search(said, sentence)
    assert difference(cells(CANVAS), cells(done.path.read_text())) == {(5, 5): "3.0"}


def test_a_notebook_counts_beside_a_file_that_is_none(grades, table):
    """Students hand in a picture or an essay beside their notebook."""
    essay = submitted("4711", file="essay.pdf", lab="", questions=(), status="refused")
    done = export_marks(grades(essay, submitted("4711")), None, table(MOODLE), "Moodle", None)
    assert cells(done.path.read_text())[1][4] == "3.0"
    assert len(done.unplaced) == 1


@pytest.mark.parametrize(
    ("platform", "text", "column", "said"),
    [
        ("Canvas", CANVAS, None, "More than one assignment.*'Lab 1, convolution .901.', 'Lab 2 .902.'.*--column"),
        ("Canvas", CANVAS, "Lab 3", "No assignment of the table is meant by 'Lab 3'"),
        ("Canvas", MOODLE, None, "no column 'ID', but 'Identifier'"),
        ("Canvas", CANVAS, "Lab 2", "gives 20.00 points for 'Lab 2 .902.', and the lab 3.0. Set the assignment"),
        ("Canvas", CANVAS.replace("3.00", '"30,00"'), "901", "gives 30,00 points"),
        ("Moodle", CANVAS, None, "no column 'Grade'"),
        ("Moodle", MOODLE.replace("3.00", "100.00"), None, "gives 100.00 points for 'Grade'"),
        ("Moodle", "", None, "is empty"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_with_what_to_do(grades, table, platform, text, column, said):
    folder = grades(submitted("4711"))
    with pytest.raises(NoExport, match=said):
        export_marks(folder, None, table(text), platform, column)
    assert sorted(path.name for path in (folder / "01_tiny").iterdir()) == ["grades.csv"]


def test_a_table_in_another_encoding_is_refused(grades, table):
    with pytest.raises(NoExport, match="not in UTF-8"):
        export_marks(grades(submitted("4711")), None, table("Jürgen", "latin-1"), "Canvas", None)


def test_a_lab_must_be_named_where_there_are_several(grades, table):
    folder = grades(submitted("4711"), submitted("4711", lab="02_more"))
    with pytest.raises(NoExport, match=r"several labs \(01_tiny, 02_more\)"):
        export_marks(folder, None, table(MOODLE), "Moodle", None)
    with pytest.raises(NoExport, match="no marks of lab 03_other"):
        export_marks(folder, "03_other", table(MOODLE), "Moodle", None)
    assert export_marks(folder, "02_more", table(MOODLE), "Moodle", None).written == 1
    with pytest.raises(NoExport, match="Run 'workbook grade FOLDER"):
        export_marks(folder / "nothing", None, table(MOODLE), "Moodle", None)


def test_the_command_tells_what_it_did_and_what_is_left(grades, table, tmp_path):
    folder, path = grades(submitted("4711"), submitted("9999")), table(MOODLE)
    run = CliRunner().invoke
    done = run(main, ["export-marks", str(folder), "--moodle", str(path)])
    assert done.exit_code == 1
    assert "Marks written into the column 'Grade': 1" in done.output
    assert "9999" in done.output
    assert run(main, ["export-marks", str(folder)]).exit_code == 2
    assert run(main, ["export-marks", str(folder), "--canvas", str(path)]).exit_code == 2
