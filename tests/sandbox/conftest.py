"""A course of two small questions, and the ways to grade a submission of it."""

import os
import tempfile
import textwrap
from pathlib import Path

import pytest
from filelock import FileLock
from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import create_test_file

from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Limits
from workbook.examiner.probe import breaches
from workbook.examiner.proxy import names_in_tests
from workbook.examiner.submission import Submission

QUICK = Limits(cell_seconds=4, call_seconds=3, total_seconds=60, memory=300 << 20, file_size=8 << 20, disk=32 << 20)

RELU = "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)"


def working_levels() -> list[Isolation]:
    """Find the levels that work on this machine, once for all processes that share the tests."""
    known = Path(tempfile.gettempdir(), f"workbook-levels-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}")
    with FileLock(f"{known}.lock"):
        if not known.is_file():
            known.write_text(" ".join(str(int(level)) for level in Isolation if _works(level)))
        return [Isolation(int(number)) for number in known.read_text().split()]


def _works(level: Isolation) -> bool:
    try:
        return level is Isolation.PROCESS or not breaches(level)
    except SandboxFailure:
        return False


LEVELS = working_levels()


@pytest.fixture(params=LEVELS, ids=str)
def level(request) -> Isolation:
    """Each level of isolation that works on this machine."""
    return request.param


@pytest.fixture(params=[level for level in LEVELS if level is not Isolation.PROCESS], ids=str)
def strong_level(request) -> Isolation:
    """Each level that keeps student code from more than using up the machine."""
    return request.param


@pytest.fixture
def start(request):
    """Start a submission from the source of its cells; it is ended after the test."""
    started = []

    def begin(*cells: str, files=None, limits=QUICK, isolation=None) -> Submission:
        submission = Submission([textwrap.dedent(cell) for cell in cells], files, limits, isolation)
        started.append(submission)
        return submission.__enter__()

    yield begin
    for submission in started:
        submission.__exit__(None, None, None)


@pytest.fixture
def mini_tests(tmp_path) -> list[Path]:
    """Otter test files of two questions: ``relu`` (a function) and ``answer`` (a value)."""
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "answer.py").write_text(ANSWER)
    (folder / "relu.py").write_text(RELU_TESTS)
    return sorted(folder.glob("*.py"))


def score(submission: Submission, paths: list[Path]) -> dict[str, tuple[float, list[str]]]:
    """Run test files on a submission: for each the points, and the messages of the cases that failed."""
    with submission.phases():
        environment = submission.environment(names_in_tests(paths))
        submission.run_public(paths, environment)
        results = {}
        for path in paths:
            file = create_test_file(str(path), NBMetadataConfig())
            file.run(environment)
            messages = [result.message for result in file.test_case_results if not result.passed]
            results[file.name] = (file.score, messages)
    return results


HEAD = "OK_FORMAT = False\nfrom otter.test_files import test_case\nname = {name!r}\npoints = None\n"

RELU_TESTS = (
    HEAD.format(name="relu")
    + """

@test_case(name="two numbers", points=1, hidden=False)
def test_two(relu):
    import numpy as np
    got = relu(np.array([-1.0, 2.0]))
    assert np.array_equal(got, [0, 2]), f"expected [0, 2], got {got}"


@test_case(name="many numbers", points=2, hidden=True)
def test_many(relu):
    import numpy as np
    x = np.random.default_rng(7).normal(size=(3, 5))
    before = x.copy()
    assert np.allclose(relu(x), np.where(x > 0, x, 0)), "wrong"
    assert np.array_equal(x, before), "changed"
"""
)

ANSWER = (
    HEAD.format(name="answer")
    + """

@test_case(name="the answer", points=1, hidden=False)
def test_answer(answer):
    assert answer == 42, f"got {answer}"
"""
)
