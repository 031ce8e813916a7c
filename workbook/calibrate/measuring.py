"""Measures what answers reach, seed by seed, and keeps every result: whatever stops a calibration, it goes on there."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from queue import SimpleQueue

from labkit import networks, transfer
from labkit.models import Architecture, ModelRefused, describe, thawed
from workbook import namespaces
from workbook.cache import cache_folder
from workbook.calibrate.families import Answer, Extras
from workbook.calibrate.thresholds import SHORT_FIT, TRANSFER, Threshold
from workbook.examiner import protocols, training
from workbook.examiner.protocols import PROTOCOLS, Protocol, TrainingFailed
from workbook.examiner.training import RULES, CarryOut, train_and_measure
from workbook.examiner.warm import WarmTrainer
from workbook.problems import Problem, SourceError


@dataclass(frozen=True)
class Quantity:
    """What thresholds are put to: the work of one function, measured in one way on one data set."""

    question: str
    function: str
    name: str
    scale: str
    data: str
    limit: int | None
    source: str
    """The cell that measures; empty for a training."""

    @property
    def conditions(self) -> str:
        """Under what a result was measured; where this changes, results count no longer."""
        if self.source:
            return f"measured by {hashlib.sha256(self.source.encode()).hexdigest()[:12]}, rules {RULES}"
        base = f", extractor {training.extractor_digest()[:8]}" if self.name == TRANSFER else ""
        return f"{_protocol_text(self.protocol(1))}{base}, rules {RULES}"

    def protocol(self, seed: int, kind: str = "reference") -> Protocol:
        """Return how the network of an answer of this kind is trained for this quantity, with another seed."""
        shuffled = kind == "shuffled"
        if self.name == SHORT_FIT:
            settings = networks.SHORT_FIT | {"seed": networks.SHORT_FIT["seed"] - 1 + seed}
            return Protocol(**settings, shuffled_labels=shuffled)
        if self.name == TRANSFER:
            start = "scratch" if kind == "scratch" else "extractor"
            return replace(protocols.TRANSFER, seed=seed, start=start, shuffled_labels=shuffled)
        return replace(PROTOCOLS[self.data], seed=seed, shuffled_labels=shuffled)


def quantities(thresholds: list[Threshold], extras: Extras, data: str) -> list[Quantity]:
    """List what has to be measured on a data set, each quantity once."""
    sources = {title: source for title, _, source in extras.measures}
    return list(
        dict.fromkeys(
            Quantity(
                each.question,
                each.function,
                each.quantity,
                each.scale,
                data,
                each.limit,
                sources.get(each.quantity, ""),
            )
            for each in thresholds
            if each.data == data
        )
    )


@dataclass
class Work:
    """One quantity of one answer, to be measured with one seed."""

    quantity: Quantity
    answer: Answer
    seed: int
    place: int
    """Which of the answer's results this is, from 0 on."""
    measure: Callable[[int, CarryOut | None], float | None]

    def result(self, carry_out: CarryOut | None = None) -> float | None:
        """Measure, or look up what was measured before; None where the answer gives nothing to measure."""
        return self.measure(self.seed, carry_out)


def plan(answers: Mapping[Quantity, list[Answer]], solved: dict, most: int) -> list[Work]:
    """List the work in such an order that an early end leaves every kind of answer its due, solutions first.

    Args:
        answers: what to measure, of whom.
        solved: the names of the solved notebook.
        most: with how many seeds the reference is measured.
    """
    works = []
    for quantity, some in answers.items():
        for answer in some:
            seeds, measure = answer.seeds(most), _measure_of(quantity, answer, solved)
            for place, seed in enumerate(seeds):
                works.append(((place + 1) / len(seeds), Work(quantity, answer, seed, place, measure)))
    return [work for _, work in sorted(works, key=lambda pair: pair[0])]


def measured(works: list[Work]) -> Iterator[tuple[Work, float | None]]:
    """Do works, and yield each with its result, in their order.

    As many networks are trained at once as there are slots for it. Other measurements take time, so that each has the
    machine to itself.

    Raises:
        SourceError: a training was stopped, by whomever.
    """
    at_once = 1 if any(work.quantity.source for work in works) else training.slots()
    trainers: SimpleQueue[WarmTrainer] = SimpleQueue()

    def result(work: Work) -> float | None:
        trainer = trainers.get()
        try:
            return work.result(trainer)
        finally:
            trainers.put(trainer)

    with ExitStack() as end:  # when it is left: start nothing more, end the trainings, wait for the threads
        pool = end.enter_context(ThreadPoolExecutor(at_once))
        for _ in range(at_once):
            trainers.put(end.enter_context(WarmTrainer(training.environment())))
        end.callback(pool.shutdown, wait=False, cancel_futures=True)
        for work, future in [(work, pool.submit(result, work)) for work in works]:
            yield work, future.result()


def _measure_of(quantity: Quantity, answer: Answer, solved: dict) -> Callable[[int, CarryOut | None], float | None]:
    names = namespaces.exchanged(solved, answer.source)
    if quantity.source:
        return lambda seed, _: _measured(quantity, answer, names, seed)
    try:
        with namespaces.quiet():
            given = (transfer.extractor(), len(transfer.CLASSES)) if quantity.name == TRANSFER else ()
            architecture = describe(names[quantity.function](*given))
    except Exception:  # an answer may raise whatever it likes: it has no network to measure
        return lambda seed, carry_out: None
    if answer.kind == "scratch":
        architecture = thawed(architecture)
    return lambda seed, carry_out: _trained(quantity, answer, architecture, seed, carry_out)


def _trained(
    quantity: Quantity, answer: Answer, architecture: Architecture, seed: int, carry_out: CarryOut | None
) -> float | None:
    protocol = quantity.protocol(seed, answer.kind)
    try:
        measured = train_and_measure(
            architecture, protocol=protocol, largest=quantity.limit or training.LARGEST_MODEL, carry_out=carry_out
        )
    except ModelRefused:
        return None
    except TrainingFailed as error:
        if hasattr(error, "__notes__"):  # the process died or was stopped: that says nothing of the answer
            what = f"A training of {answer.title!r} for {quantity.question} did not end: {error}"
            raise SourceError([Problem(Path("workbook/calibrate"), 0, what, "Run the command again.")]) from error
        return None
    return measured.losses[-1] / measured.losses[0] if quantity.name == SHORT_FIT else measured.accuracy


def _measured(quantity: Quantity, answer: Answer, names: dict, seed: int) -> float | None:
    """Measure as the cell in tests/calibration says, and keep the result like that of a training."""
    key = json.dumps([asdict(quantity), answer.source, seed, RULES, training.data_at_hand(bundled=True)])
    entry = cache_folder("calibration") / f"{hashlib.sha256(key.encode()).hexdigest()}.json"
    try:
        return json.loads(entry.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        pass
    measuring: dict = {}
    exec(compile(quantity.source, "<measure>", "exec"), measuring)
    try:
        with namespaces.quiet():
            result = float(measuring["measure"](names[quantity.function], seed))
    except Exception:  # an answer may raise whatever it likes, and an oracle may refuse what it returned
        result = None
    with tempfile.NamedTemporaryFile("w", dir=entry.parent, suffix=".new", delete=False, encoding="utf-8") as file:
        json.dump(result, file)
    os.replace(file.name, entry)
    return result


def _protocol_text(protocol: Protocol) -> str:
    images = "" if protocol.images is None else f"{protocol.images} images, "
    return f"{images}{protocol.epochs} epochs, batches of {protocol.batch_size}"
