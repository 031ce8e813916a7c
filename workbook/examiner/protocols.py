"""How networks are trained for a mark, and what comes of it: what the examiner and the training process both know."""

from __future__ import annotations

from dataclasses import dataclass

from labkit import transfer

TITLES = {"mnist": "MNIST", "digits": "scikit-learn's digits"}


class TrainingFailed(RuntimeError):
    """A network could not be trained to the end; the message says why, in a sentence."""


@dataclass(frozen=True)
class Protocol:
    """How a network is trained, the same for everybody; optimizer and loss are the student's."""

    epochs: int
    batch_size: int
    seed: int = 1
    images: int | None = None
    """So many of the bundled digits, or of lab 5's new task; None: all of the data that `load_digits` finds."""
    start: str | None = None
    """None: all of the digits. Otherwise the few images of lab 5's new task, and a network whose base begins with the
    weights that the course ships, ``"extractor"``, or with new ones like the rest, ``"scratch"``."""
    shuffled_labels: bool = False
    """To calibrate with: what does a network reach for which there was nothing to learn?"""


TRANSFER = Protocol(epochs=100, batch_size=5, images=transfer.PER_CLASS * len(transfer.CLASSES), start="extractor")
"""How lab 5's networks learn a new task from a few images."""

PROTOCOLS = {"mnist": Protocol(epochs=5, batch_size=128), "digits": Protocol(epochs=15, batch_size=32)}


@dataclass(frozen=True)
class Measured:
    """What came of a training.

    Attributes:
        accuracy: the share of held-out digits, slightly transformed, that the network reads rightly.
        parameters: how many it has, counted here.
        seconds: how long the training took.
        data: the name of the data set, ``"mnist"`` or ``"digits"``.
        losses: the loss of each epoch.
    """

    accuracy: float
    parameters: int
    seconds: float
    data: str
    losses: tuple[float, ...]


Order = dict[str, object]
"""What a training process is told to do, as JSON can hold it."""
