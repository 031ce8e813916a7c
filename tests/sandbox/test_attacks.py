"""Every attack has the outcome that it must have, by every way that leads to a mark."""

import itertools
import shutil
from pathlib import Path

import psutil
import pytest
from attacks import lab, observe
from attacks.everything import ATTACKS
from attacks.honest import HONEST
from filelock import FileLock

from workbook.examiner import training
from workbook.examiner.isolation import Isolation
from workbook.examiner.probe import strongest
from workbook.examiner.protocols import Measured
from workbook.grade import examine as grading
from workbook.grade.assignment import Assignment
from workbook.grade.discover import HandedIn
from workbook.grade.result import FROM_CACHE
from workbook.grade.run import grade_all, local
from workbook.reports.class_report import class_report_html

OTTER_CAN_OPEN = [attack for attack in ATTACKS if attack.group != "malformed" and attack.lab == lab.LAB]


def cases(attacks, fast_ones=0) -> list:
    """Name each attack; all are slow but some of the quick ones, every so many of them."""
    quick, found = itertools.count(), []
    for attack in attacks:
        fast = fast_ones and not attack.slow and next(quick) % fast_ones == 0
        marks = () if fast else pytest.mark.slow
        found.append(pytest.param(attack, id=f"{attack.group}: {attack.name}", marks=marks))
    return found


@pytest.fixture(scope="session")
def shared(tmp_path_factory, request) -> Path:
    """A folder of this test run, the same in all processes that share the tests."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


@pytest.fixture(scope="session")
def autograders(shared) -> Path:
    """The folder of the course's zips, made once."""
    root = shared / "attacked"
    with FileLock(f"{root}.lock"):
        if not (root / "autograder").is_dir():
            shutil.rmtree(root, ignore_errors=True)
            lab.write_course(root)
    return root / "autograder"


@pytest.fixture(scope="session")
def assignments(autograders) -> dict[str, Assignment]:
    return {name: Assignment.load(autograders / f"{name}.zip") for name in (lab.LAB, lab.KERAS_LAB)}


@pytest.fixture
def isolation(shared, monkeypatch) -> Isolation:
    """The strongest level; without any, these submissions would do to this machine what they try."""
    if strongest() is Isolation.PROCESS:
        pytest.skip("no isolation works here (install bubblewrap), and attacks would do real harm")
    monkeypatch.delenv("WORKBOOK_DATA", raising=False)
    monkeypatch.setenv("WORKBOOK_CACHE", str(shared / "trained"))
    return strongest()


@pytest.mark.parametrize("attack", cases(ATTACKS, fast_ones=5))
def test_workbook_grade(attack, assignments, isolation, tmp_path):
    marker = tmp_path / "marker"
    path = observe.hand_in(attack, tmp_path / "in", marker)
    (tmp_path / "in" / "neighbour.txt").write_text("narwhal")
    before = {child.pid for child in psutil.Process().children()}  # such as what multiprocessing keeps for itself
    observed = observe.directly(attack, path, assignments, isolation)
    assert observe.complaints(attack, observed, marker) == []
    templates = {template.pid for template in grading._templates.values()}
    assert {child.pid for child in psutil.Process().children()} <= templates | before
    if isolation is not Isolation.BUBBLEWRAP:  # else a template is two processes deep
        assert all(psutil.Process(pid).children() == [] for pid in templates)
    assert (tmp_path / "in" / "neighbour.txt").read_text() == "narwhal"


@pytest.mark.parametrize("attack", cases(OTTER_CAN_OPEN[::12]))  # each takes half a minute; tests/parity has 25 more
def test_otter_run(attack, autograders, isolation, tmp_path):
    marker = tmp_path / "marker"
    path = observe.hand_in(attack, tmp_path / "in", marker)
    observed = observe.by_otter_run(autograders / f"{attack.lab}.zip", path, tmp_path / "out")
    assert observe.complaints(attack, observed, marker) == []


@pytest.mark.parametrize("attack", cases(ATTACKS[2::12]))
def test_run_autograder(attack, autograders, isolation, tmp_path):
    if attack.lab != lab.LAB:
        attack = HONEST[0]
    marker = tmp_path / "marker"
    path = observe.hand_in(attack, tmp_path / "in", marker)
    observed = observe.by_run_autograder(autograders / f"{attack.lab}.zip", path, tmp_path / "out")
    assert observe.complaints(attack, observed, marker) == []


@pytest.mark.slow
def test_a_network_is_trained_once_however_many_hand_it_in(assignments, isolation, tmp_path, monkeypatch):
    """And each result, and the report on the class, say who found it trained."""
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    trained = []

    def pretend(architecture, *_):
        trained.append(architecture)
        return Measured(0.97, 26_000, 60.0, "digits", (2.0, 0.1))

    monkeypatch.setattr(training, "_train_apart", pretend)
    honest = next(attack for attack in HONEST if attack.lab == lab.KERAS_LAB)
    results = [
        grading.examine(
            observe.hand_in(honest, tmp_path / who, tmp_path / "marker"), who, assignments, lab.LIMITS, isolation
        )
        for who in ("ada", "bob", "cleo")
    ]
    assert len(trained) == 1
    assert [result.notes for result in results] == [{FROM_CACHE: hit} for hit in (False, True, True)]
    assert [result.earned for result in results] == [sum(honest.points.values())] * 3
    assert "<dt>Networks from the cache</dt><dd>2 <small>of 3</small></dd>" in class_report_html(results, "C", "L")


@pytest.mark.slow
def test_attackers_change_nobody_elses_row(autograders, isolation, tmp_path):
    """A class of attackers with an honest student between each two, graded two at a time."""
    names = (
        "leave a daemon that rewrites results",
        "kill the parent and all others",
        "delete everything in reach",
        "a pickle in place of a reply",
        "fork bomb",
        "not JSON",
        "a file named as a formula",
    )
    attackers = [next(attack for attack in ATTACKS if attack.name == name) for name in names]
    handed = []
    for number, attack in enumerate(attackers):
        for student, who in (("mallory", attack), ("ada", HONEST[0])):
            path = observe.hand_in(who, tmp_path / f"{student}{number}", tmp_path / "marker")
            handed.append(HandedIn(path, student))
    zips = [autograders / f"{lab.LAB}.zip"]
    with local(2, lab.LIMITS, isolation) as examiners:
        results = dict(grade_all(handed, zips, examiners, limits=lab.LIMITS, required=isolation))
    assert len(results) == len(handed)
    assert [results[n].earned for n in range(1, len(handed), 2)] == [9.0] * len(attackers)
    assert all(results[n].status != "grader error" for n in results), [r.for_instructor for r in results.values()]
    assert not (tmp_path / "marker").exists()
