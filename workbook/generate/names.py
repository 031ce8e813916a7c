"""Makes what a student's notebook names mistakes from: further questions, fingerprints and encrypted texts."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from labkit.naming import Recording, fingerprint, sealed, telling
from labkit.soundings import outcomes
from workbook import naming
from workbook.examiner.test_files import read_tests
from workbook.exercises import Exercise
from workbook.generate.catalogue import question_title
from workbook.generate.soundings import soundings
from workbook.namespaces import exchanged, quiet, solved


def name_entries(exercises: list[Exercise], public: dict[str, str], complete: dict[str, str]) -> dict[str, dict]:
    """Put every mistake to the public tests and to further questions, and note what the student's notebook will see.

    Mistakes that cannot be told from each other, or from a right answer, get no entry: a wrong name is worse than none.
    Neither do those that only raise.

    Args:
        exercises: the lab.
        public: file name to text of the tests as students get them.
        complete: the same with hidden test cases.

    Returns:
        for each question, what `labkit.progress` shows of it; ``ask``: what to ask (see `labkit.soundings`); and
        ``known``: fingerprint to encrypted feedback (see `labkit.naming`).
    """
    names = solved(exercises)
    entries: dict[str, dict] = {}
    with tempfile.TemporaryDirectory() as folder:
        for exercise in exercises:
            file = f"{exercise.name}.py"
            if file not in public:
                continue
            path = Path(folder, file)
            path.write_text(complete[file], encoding="utf-8")
            questions = soundings(_probes(path, names))
            path.write_text(public[file], encoding="utf-8")
            seen = {"": _seen(path, names, questions)}
            texts = {mistake.title: mistake.feedback for mistake in exercise.mistakes}
            for mistake in exercise.mistakes:
                seen[mistake.title] = _seen(path, exchanged(names, mistake.source), questions)
            prints = {title: fingerprint(results) for title, results in seen.items() if results is not None}
            times = Counter(prints.values())
            nameable = [title for title, digest in prints.items() if title and times[digest] == 1]
            known = dict(sorted(sealed(seen[title], texts[title]) for title in nameable))
            entries[exercise.name] = {
                "title": question_title(exercise),
                "points": exercise.points,
                "minutes": exercise.minutes,
                "ask": questions,
                "known": known,
            }
    return entries


def _probes(path: Path, names: dict) -> list[naming.Probe]:
    test = read_tests(path)
    wanted = sorted({name for case in test.test_cases for name in case.body._get_func_params()})
    with quiet():
        return naming.record(names, wanted, test.run, largest=0)  # no notebook is asked about one


def _seen(path: Path, names: dict, questions: list) -> list | None:
    """Return what a notebook sees of an answer; None if that names nothing."""
    recording = Recording(names)
    test = read_tests(path)
    with naming.untrained(), quiet():
        test.run(recording)
        asked = outcomes(names, questions)
    came = [result for _, result in recording.results] + asked
    return [recording.results, asked] if telling(came) else None
