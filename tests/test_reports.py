"""The feedback page, its Markdown, the class report and the numbers in it."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import example_results as examples
import matplotlib
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from labkit import checks
from workbook.grade.result import CaseResult, Picture, QuestionResult, Result
from workbook.reports import statistics
from workbook.reports.class_report import class_report_html
from workbook.reports.feedback import Message, feedback_html, feedback_markdown, fenced, inline
from workbook.reports.heatmap import LARGEST_SHOWN, draw
from workbook.reports.page import STATUSES, duration, number, printable

HOSTILE = (
    "\"'><script>alert(1)</script></pre><img src=x onerror=alert(1)> ``` & [a](http://evil.example) "
    "\x00\x1b[31m\ud800\u202e"
)
VOID = {"meta", "br", "rect", "path"}


class Page(HTMLParser):
    """Reads a page as a browser would, and notes what the tests ask about."""

    def __init__(self, source: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self._open: list[str] = []
        source.encode("utf-8")
        self.feed(source)
        assert not self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.text += " "
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open[-1:] not in (["style"], ["script"]):
            self.text += data

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


def feedback(result: Result) -> Page:
    return Page(feedback_html(result, examples.COURSE, examples.LAB))


def report(results: list[Result]) -> Page:
    return Page(class_report_html(results, examples.COURSE, examples.LAB))


def asks_for_nothing(page: Page) -> bool:
    links = [attributes[key] for _, attributes in page.tags for key in ("src", "href") if key in attributes]
    return all(link.startswith("#") for link in links) and not page.all("link") and not page.all("img")


def one_case(message: str = "", picture: Picture | None = None, *, hidden: bool = False) -> Result:
    case = CaseResult("a case", 2, hidden, passed=False, message=message, picture=picture)
    return replace(examples.EXAMPLE, questions=(QuestionResult("relu", "2.1 ReLU", (case,)),))


# --- The feedback page


def test_feedback_shows_marks_messages_and_mistakes():
    words = feedback(examples.EXAMPLE).words
    assert "3.5 of 12 points" in words
    assert "1.2 How many windows fit? 1.5 of 2 75 %" in words
    assert "This looks like: flipped the kernel You turn the kernel by half a turn" in words
    assert "the next question; here a weight meets" in words
    assert "expected [[19., 22., 16.], [31., 27., 12.], [54., 37., 15.]] got [[23., 11., 8.]" in words
    assert "try Print the first window and its products with the kernel" in words
    assert "Stopped. conv2d took longer than 10 s and was stopped." in words
    assert "kernels of other sizes ✗ not passed · 0 of 1 point · hidden test" in words
    assert "your answer has two rows of two numbers ✓ passed" in words
    assert STATUSES["graded with stops"] in words


def test_feedback_is_self_contained_and_keeps_what_is_for_the_instructor():
    source = feedback_html(examples.EXAMPLE, examples.COURSE, examples.LAB)
    page = Page(source)
    assert asks_for_nothing(page)
    assert not page.all("script")
    assert "SECRET" not in source
    assert page.all("html") == [{"lang": "en"}]
    assert len(source) < 100_000


def test_a_whole_sentence_about_a_stop_is_not_repeated_for_every_case():
    page = feedback(replace(examples.EXAMPLE, questions=(examples.CONV2D_STOPPED,), remark=""))
    assert page.text.count(examples.CONV2D_STOPPED.stopped) == 1


@pytest.mark.parametrize("result", [examples.REFUSED, examples.GRADER_ERROR], ids=lambda result: result.status)
def test_feedback_on_what_was_not_run_gives_the_reason_and_no_marks(result):
    page = feedback(result)
    assert result.remark in page.words
    assert STATUSES[result.status] in page.words
    assert "not passed" not in page.words
    assert "points" not in page.words
    markdown = feedback_markdown(result, examples.COURSE, examples.LAB)
    assert "not passed" not in markdown
    assert inline(result.remark) in markdown


def test_feedback_survives_hostile_text_everywhere():
    case = CaseResult(HOSTILE, 1, True, passed=False, message=HOSTILE + f"\n  got:      {HOSTILE}")
    question = QuestionResult(HOSTILE, HOSTILE, (case,), mistake=HOSTILE, advice=HOSTILE, stopped=HOSTILE + "!")
    result = Result(HOSTILE, HOSTILE, HOSTILE, "graded", remark=HOSTILE, questions=(question,))
    page = Page(feedback_html(result, HOSTILE, HOSTILE))
    assert not page.all("script")
    assert asks_for_nothing(page)
    assert all(not key.startswith("on") for _, attributes in page.tags for key in attributes)
    assert page.text.count("alert(1)") >= 20
    assert not re.search("[\x00\x1b\u202e]", page.text)


def test_question_without_points_or_cases():
    question = QuestionResult("predict", "1.1 Predict", (CaseResult("a shape", 0, False, passed=True),))
    result = replace(examples.EXAMPLE, questions=(question, QuestionResult("empty", "1.2 Empty", ())))
    assert "0 of 0 points" in feedback(result).words


def test_messages_are_taken_apart_as_checks_put_them_together():
    with pytest.raises(checks.Mismatch) as caught:
        checks.fail("relu(x) is wrong.", expected=np.eye(2), got=np.zeros((2, 2)), hint="Look at 0.\nThen at 1.")
    assert Message.parse(str(caught.value)) == Message(
        "relu(x) is wrong.", "[[1., 0.],\n [0., 1.]]", "[[0., 0.],\n [0., 0.]]", "Look at 0.\nThen at 1."
    )
    assert Message.parse(caught.value.brief) == Message("relu(x) is wrong.", hint="Look at 0.\nThen at 1.")
    plain = "conv2d raised ValueError.\nexpected: nothing"
    assert Message.parse(plain) == Message(plain)


# --- The feedback as Markdown


def test_markdown_says_what_the_page_says():
    text = feedback_markdown(examples.EXAMPLE, examples.COURSE, examples.LAB)
    rendered = Page(MarkdownIt("commonmark").render(text)).words
    for part in (
        "Marks: 3.5 of 12 points",
        "This looks like: flipped the kernel",
        "passed: strides that end exactly on the last pixel · 0.5 of 0.5 points · hidden test",
        "try: Print the first window and its products",
        "Stopped: conv2d took longer",
        "eriksson_4004_01_convolution.ipynb",
    ):
        assert part in rendered
    assert "SECRET" not in text


@pytest.mark.parametrize("before", ["", "Student: "])
@given(text=st.text() | st.text("`~<>&*_[]()!#|\\$ \n-=+1."))
def test_markdown_cannot_be_broken_from_inside_a_line(before, text):
    wanted = " ".join(f"{before}{printable(text)}".split())
    tokens = MarkdownIt("js-default", {"html": True, "linkify": False}).parse(before + inline(text))
    assert [token.type for token in tokens] == (["paragraph_open", "inline", "paragraph_close"] if wanted else [])
    pieces = [piece for token in tokens for piece in token.children or ()]
    assert all(piece.type in ("text", "text_special") for piece in pieces)
    assert "".join(piece.content for piece in pieces) == wanted


@example("```\n<b>out</b>")
@example("a\n`````\n<b>out</b>")
@example("~~~\n    four\n\ttab")
@given(st.text() | st.text("`~<>a \n", max_size=60))
def test_markdown_cannot_be_broken_from_inside_a_code_block(text):
    tokens = MarkdownIt("commonmark").parse(f"before\n\n{fenced(text)}\n\nafter")
    assert [token.type for token in tokens if token.level == 0] == [
        *("paragraph_open", "paragraph_close", "fence", "paragraph_open", "paragraph_close")
    ]
    assert tokens[3].content == printable(text) + "\n"


def test_markdown_of_hostile_text_holds_no_html():
    case = CaseResult(HOSTILE, 1, True, passed=False, message=HOSTILE)
    question = QuestionResult(HOSTILE, HOSTILE, (case,), mistake=HOSTILE, advice=HOSTILE, stopped="stopped")
    assert "<" not in inline(HOSTILE)
    refused = Result(HOSTILE, HOSTILE, HOSTILE, HOSTILE, remark=HOSTILE)
    for result in (refused, replace(refused, status="graded", questions=(question,))):
        text = feedback_markdown(result, HOSTILE, HOSTILE)
        page = Page(MarkdownIt("commonmark").render(text))
        assert {tag for tag, _ in page.tags} <= {"h1", "h2", "p", "strong", "pre", "code"}
        text.encode("utf-8")


# --- Heat maps


def painted(svg: str) -> int:
    return sum(int(run) for run in re.findall(r"h(\d+)", svg))


def test_maps_of_a_failed_case_are_drawn_with_words():
    page = feedback(one_case("wrong", Picture([[1, 2], [3, 4]], [[1, 2], [3, 9]])))
    maps = [svg["aria-label"] for svg in page.all("svg") if svg.get("class") == "map"]
    assert maps == [
        "Expected, 2 × 2: from 1 to 9; rows: 1, 2; 3, 4.",
        "Got, 2 × 2: from 1 to 9; rows: 1, 2; 3, 9.",
        "Difference, 2 × 2: 1 of 4 cells differ, the first at row 1, column 1; the largest difference is 5; "
        "rows: 0, 0; 0, 5.",
    ]


def test_maps_of_a_hidden_case_are_not_drawn():
    page = feedback(one_case("wrong", Picture([[1, 2]], [[3, 4]]), hidden=True))
    assert not [svg for svg in page.all("svg") if svg.get("class") == "map"]


def test_equal_numbers_have_equal_colours_in_both_maps():
    expected, got, _ = draw(Picture([[0.0, 10.0]], [[10.0, 5.0]])).maps
    colours = [dict(re.findall(r'stroke="(#\w+)" d="M(\d)', drawing.svg)) for drawing in (expected, got)]
    first, second = ({place: colour for colour, place in found.items()} for found in colours)
    assert first["1"] == second["0"]
    assert first["0"] != second["1"]


def test_a_difference_of_nothing_is_in_the_middle_of_its_scale():
    drawings = draw(Picture([[1.0, 2.0]], [[1.0, 5.0]]))
    assert [(scale.low, scale.high) for scale in drawings.scales] == [("1", "5"), ("−3", "3")]
    middle = "#" + bytes(matplotlib.colormaps["PuOr"](0.5, bytes=True)[:3]).hex()
    assert f'<path stroke="{middle}" d="M0 0.5h1"/>' in drawings.maps[2].svg


def test_noise_of_float32_is_no_difference():
    drawings = draw(Picture([[1000.0, 2.0]], [[1000.001, 2.0]]))
    assert "no cell differs" in drawings.maps[2].svg


def test_of_a_large_map_the_part_around_the_first_wrong_cell_is_drawn():
    expected = np.zeros((100, 70))
    got = expected.copy()
    got[90, 40] = 1
    for drawing in draw(Picture(expected.tolist(), got.tolist())).maps:
        assert painted(drawing.svg) == LARGEST_SHOWN**2
        assert drawing.caption.endswith(", 100 × 70; shown: rows 68 to 99, columns 24 to 55")
    assert "the first at row 90, column 40" in drawing.svg


def test_maps_of_different_shapes_have_no_difference():
    drawings = draw(Picture(np.ones((3, 4)).tolist(), np.ones((4, 3)).tolist()))
    assert [drawing.caption for drawing in drawings.maps] == ["Expected, 3 × 4", "Got, 4 × 3"]
    assert len(drawings.scales) == 1


@pytest.mark.parametrize("values", [[], [[]], [[1], [2, 3]], [[[1]]], [["a"]], [[{}]]])
def test_what_is_no_map_is_not_drawn(values):
    assert draw(Picture(values, [[1]])) is None
    assert "a case" in feedback(one_case("wrong", Picture([[1]], values))).words


@pytest.mark.parametrize(
    "got",
    [
        [float("nan"), 1.0],
        [float("inf"), -float("inf")],
        [1.7e308, -1.7e308],
        [5e-324, 0.0],
        [True, False],
        [None, 1],
        [10**30, 1],
    ],
)
def test_odd_numbers_can_be_drawn(got):
    for drawing in draw(Picture([float("nan"), -1.7e308], got)).maps + draw(Picture(got, got)).maps:
        assert painted(drawing.svg) == 2
        assert drawing.caption.endswith("1 × 2")


# --- The numbers of the class report


def answered(*earned: float, mistakes: tuple[str, ...] = ("", "", "")) -> Result:
    """Make a submission that earned so many of 4 points in each of its questions."""
    questions = tuple(
        QuestionResult(
            f"q{i}",
            f"Question {i}",
            (CaseResult("right", value, True, passed=True), CaseResult("wrong", 4 - value, True, passed=False)),
            mistake=mistake,
        )
        for i, (value, mistake) in enumerate(zip(earned, mistakes, strict=False))
    )
    return Result("f.ipynb", "s", "01_tiny", "graded", seconds=2, questions=questions)


def test_facility_and_discrimination_follow_their_formulas():
    marks = np.random.default_rng(5).integers(0, 5, (40, 3)).astype(float)
    marks[:, 1] = np.clip(marks[:, 0] + marks[:, 2] - 2, 0, 4)
    found = statistics.question_statistics(statistics.answers_table([answered(*row) for row in marks]))
    for i, question in enumerate(found):
        rest = marks.sum(axis=1) - marks[:, i]
        assert question.facility == pytest.approx(marks[:, i].mean() / 4)
        assert question.discrimination == pytest.approx(np.corrcoef(marks[:, i], rest)[0, 1])
        assert (question.none, question.full) == ((marks[:, i] == 0).sum(), (marks[:, i] == 4).sum())
        assert question.points == 4


def test_discrimination_is_left_out_where_it_means_nothing():
    few = statistics.question_statistics(statistics.answers_table([answered(i, 4 - i) for i in range(5)]))
    assert [(question.discrimination, question.why) for question in few] == [(None, "too few")] * 2
    alike = [answered(4, 0.1 + i % 3, 0.2 - 0.1 * (i % 2)) for i in range(12)]
    first, *others = statistics.question_statistics(statistics.answers_table(alike))
    assert (first.discrimination, first.why) == (None, "all alike")
    assert all(question.discrimination is not None for question in others)
    assert "too few" in report(examples.example_class(6)).words


def test_a_question_that_good_students_fail_is_pointed_out():
    results = [answered(i % 5, i % 5, 4 - i % 5) for i in range(20)]
    assert statistics.question_statistics(statistics.answers_table(results))[2].discrimination == pytest.approx(-1)
    assert "negative −1.00" in report(results).words


def test_mistakes_are_counted_among_the_submissions_that_were_graded():
    results = [
        answered(0, 4, mistakes=("flipped the kernel", "")),
        answered(0, 0, mistakes=("flipped the kernel", "did not use the stride")),
        answered(4, 4),
        examples.REFUSED,
    ]
    found = statistics.mistake_counts(statistics.answers_table(results))
    assert [(entry.mistake, entry.count, entry.submissions) for entry in found] == [
        ("flipped the kernel", 2, 3),
        ("did not use the stride", 1, 3),
    ]
    assert "flipped the kernel Question 0 2 of 3" in report(results).words


def test_every_graded_submission_is_in_the_histogram_once():
    results = [answered(0), answered(4), answered(4), answered(1), examples.REFUSED, examples.GRADER_ERROR]
    assert statistics.mark_counts(results) == [1, 0, 1, 0, 0, 0, 0, 0, 0, 2]
    label = next(svg["aria-label"] for svg in report(results).all("svg") if svg.get("class") == "histogram")
    assert "0 to 10: 1; 10 to 20: 0; 20 to 30: 1;" in label
    assert "90 to 100: 2." in label


def test_the_histogram_always_spans_all_marks():
    assert statistics.mark_counts([answered(1)] * 3) == [0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    assert statistics.mark_counts([]) == [0] * 10


def test_statuses_stops_times_and_cache_hits():
    results = examples.example_class(120)
    page = report(results)
    assert "graded with stops" in dict(statistics.status_counts(results))
    assert sum(count for _, count in statistics.status_counts(results)) == 120
    stopped = sum(bool(question.stopped) for result in results for question in result.questions)
    assert statistics.stop_counts(statistics.answers_table(results)) == [("1.6 A convolutional layer", stopped)]
    hits = sum(result.notes["trained_from_cache"] for result in results if result.notes)
    assert f"Networks from the cache {hits} of 115" in page.words
    assert f"Time in all {duration(sum(result.seconds for result in results))}" in page.words
    assert "bubblewrap 115 of 120" in page.words
    assert "from the cache" not in report([examples.REFUSED]).words


# --- The class report


def test_report_on_nobody():
    page = report([])
    assert "none was handed in" in page.words
    assert not page.all("table")
    assert asks_for_nothing(page)


@pytest.mark.parametrize(
    "results",
    [
        [examples.EXAMPLE],
        [examples.REFUSED],
        [examples.REFUSED, examples.GRADER_ERROR],
        [answered(0, 0, 0)] * 15,
        [replace(examples.EXAMPLE, questions=())],
        [replace(examples.EXAMPLE, student=name) for name in (*examples.UNUSUAL_NAMES, "", HOSTILE)],
        [answered(1, 2), answered(1, 2, 3), examples.EXAMPLE],
    ],
    ids=["one", "one refused", "none graded", "all failed", "no questions", "names", "different questions"],
)
def test_report_renders(results):
    source = class_report_html(results, examples.COURSE, examples.LAB)
    page = Page(source)
    assert asks_for_nothing(page)
    assert f"Submissions {len(results)}" in page.words
    assert len(page.all("tr")) >= len(results) + 1
    for result in results:
        assert printable(result.student) in page.text
    assert "nan" not in re.sub(r"<(style|script)>.*?</\1>", "", source, flags=re.DOTALL).lower().split()


def test_names_are_text_and_stand_apart_from_what_is_around_them():
    assert len(examples.UNUSUAL_NAMES[4]) >= 60
    source = class_report_html(examples.example_class(6), examples.COURSE, examples.LAB)
    assert source.count("<script>") == 1
    for name in examples.UNUSUAL_NAMES[:5]:
        assert f"<bdi>{name}</bdi>" in source


def test_the_table_of_students_can_be_sorted_by_values():
    page = report([examples.EXAMPLE, examples.REFUSED])
    heads = [attributes for attributes in page.all("th") if "data-kind" in attributes]
    assert [(head["scope"], head.get("aria-sort")) for head in heads] == [
        ("col", "ascending"),
        *[("col", None)] * 4,
    ]
    cells = [attributes["data-value"] for _, attributes in page.tags if "data-value" in attributes]
    assert cells[:3] == ["eriksson", "3.5", "graded with stops"]
    assert cells[5:7] == ["haddad", "-1"]


def test_the_report_tells_the_instructor_what_students_do_not_read():
    assert "SECRET-DETAIL" in report([examples.EXAMPLE]).words


def test_a_thousand_submissions_take_less_than_two_seconds():
    results = examples.example_class(1000)
    started = time.process_time()
    source = class_report_html(results, examples.COURSE, examples.LAB)
    assert time.process_time() - started < 2
    assert source.count("<bdi>") == 2000


# --- Words and numbers


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0.0 s"), (9.96, "10 s"), (59.6, "1 min 0 s"), (185, "3 min 5 s"), (7810, "2 h 10 min")],
)
def test_durations(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("value", "text"), [(4.0, "4"), (2.5, "2.5"), (1 / 3, "0.33"), (10, "10"), (-0.001, "0"), (0.1 + 0.2, "0.3")]
)
def test_numbers(value, text):
    assert number(value) == text
