"""The marks for accuracy: networks that students' functions build, put to a threshold after the examiner's training."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from labkit import checks, networks, transfer
from labkit.models import LARGEST_MODEL, Architecture
from workbook.examiner import training
from workbook.examiner.protocols import PROTOCOLS, TITLES, TRANSFER, Measured, Protocol, TrainingFailed

SHORT_TIME_LIMIT = 120
"""Seconds for a `short_fit`, which takes five."""

TRIES = 3
"""How often a network is trained that reads too few digits: then the mean of all trainings counts."""


def accuracy_at_least(
    build: Callable, thresholds: Mapping[str, float], *, limit: int = LARGEST_MODEL, what: str = "Your network"
) -> Measured:
    """Check that the network that a student's function builds reads enough held-out digits after training.

    One that reads too few is trained again with other seeds, and the mean counts: bad luck should cost no mark. It is
    not where that could not help, or where all trainings together would take longer than one may.

    Args:
        build: the student's function; takes nothing, gives a compiled Keras model or an `Architecture`.
        thresholds: the accuracy wanted for each data set, by its name.
        limit: the most parameters allowed.
        what: how messages call the network.

    Raises:
        Mismatch: it reads too few, or cannot be trained to the end.
        ModelRefused: it has too many parameters, or may not be built.
    """
    try:
        network = build()
        measured = training.train_and_measure(network, largest=limit)
        wanted = thresholds[measured.data]
        tries = [measured.accuracy]
        worth_it = measured.accuracy < wanted and measured.seconds <= training.TIME_LIMIT / TRIES
        while worth_it and len(tries) < TRIES and sum(tries) + TRIES - len(tries) >= TRIES * wanted:
            another = replace(PROTOCOLS[measured.data], seed=1 + len(tries))
            tries.append(training.train_and_measure(network, protocol=another, largest=limit).accuracy)
    except TrainingFailed as error:
        checks.fail(f"{what} could not be trained to the end.", got=error)
    measured = replace(measured, accuracy=sum(tries) / len(tries))
    if measured.accuracy < wanted:
        epochs = PROTOCOLS[measured.data].epochs
        checks.fail(
            f"{what}, trained by us for {epochs} epochs on {TITLES[measured.data]}, reads too few held-out digits.",
            expected=f"at least {wanted:.1%} right",
            got=f"{measured.accuracy:.1%} right" + (f", the mean of {len(tries)} trainings" if tries[1:] else ""),
            hint="Train it in your notebook: is its loss still falling at the end, or does it not fall at all?",
            measured=True,
        )
    return measured


def short_fit(network: Architecture) -> tuple[float, float]:
    """Do for the examiner what `labkit.networks.short_fit` does in a notebook, where a network can do no harm.

    Raises:
        Mismatch: it cannot be trained to the end.
        ModelRefused: it may not be built.
    """
    try:
        losses = training.train_and_measure(
            network, protocol=Protocol(**networks.SHORT_FIT), time_limit=SHORT_TIME_LIMIT
        ).losses
    except TrainingFailed as error:
        checks.fail("Your network could not be fitted to a few digits.", got=error)
    return losses[0], losses[-1]


def transfer_at_least(build_transfer: Callable, threshold: float) -> Measured:
    """Check that what a student builds around the course's extractor reads enough new digits after a few images.

    Args:
        build_transfer: the student's function.
        threshold: the accuracy wanted.

    Raises:
        Mismatch: it reads too few, or cannot be trained to the end.
        ModelRefused: it may not be built, or does not hold the extractor.
    """
    try:
        network = build_transfer(transfer.extractor(), len(transfer.CLASSES))
        measured = training.train_and_measure(network, protocol=TRANSFER)
    except TrainingFailed as error:
        checks.fail("Your network could not be trained to the end on the few images.", got=error)
    if measured.accuracy < threshold:
        checks.fail(
            f"Your network on the extractor, trained by us on {TRANSFER.images} images, reads too few new digits.",
            expected=f"at least {threshold:.0%} right",
            got=f"{measured.accuracy:.1%} right",
            hint="Is the extractor fed what it wants, does the head learn, is the learning rate Adam's own?",
            measured=True,
        )
    return measured
