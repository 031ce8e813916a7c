"""Marks the speed of a student's convolution by its ratio to loops in the same run, never by seconds.

A machine that is slow, or busy with other work, slows all of them down alike. So the fast function, the student's own
loops and ours take turns, each time on new images, and the median of the ratios counts. Nothing is gained by slow loops
of one's own, since they count as ours; and by remembering results neither, since the fast function sees each input
first, and once. Loops take an image at a time anyway, so they get one for many, and their time counts as many times.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np
from threadpoolctl import threadpool_limits

from labkit import checks
from workbook.examiner.oracles_learning import conv2d

LEAST = 15
"""How many times as fast as loops a function has to be. Loops over single results reach 9 with every trick; a matrix
product and its like more than 50, the call into a sandbox included."""

PLAINLY_FAST = 20
"""So many times as fast as our loops is enough, however fast the student's own loops are. Ours count by processor time
here: where others keep the processor busy, waiting for it must not make them look slow."""

ROUNDS = 5
"""How often the three take turns: two of the ratios may be spoilt by whatever else the machine does."""

IMAGES, KERNELS = (8, 12, 18, 3), (3, 3, 3, 64)
"""What the fast function gets; loops get the first image, for which ours take about 50 ms."""


@dataclass(frozen=True)
class Ratios:
    """How many times as fast as the student's own loops, or ours where those are slower; and as ours alone."""

    own: float
    ours: float

    @property
    def enough(self) -> bool:
        """Whether that earns the points."""
        return self.own >= LEAST or self.ours >= PLAINLY_FAST


def faster_than_loops(fast: Callable, loops: Callable) -> Ratios:
    """Check that a student's convolution is right, and clearly faster than loops.

    Args:
        fast: the student's function, called as ``fast(images, kernels, bias)``.
        loops: the student's own loops, called likewise with one image; what they return does not matter.

    Raises:
        Mismatch: a result is wrong, or the function is too slow.
    """
    with threadpool_limits(1):  # several threads wait for one another where the machine is busy
        ratios = measured(fast, loops)
    if not ratios.enough:
        checks.fail(
            "conv2d_fast gives the right numbers, but is not much faster than loops.",
            expected=f"{LEAST} times as fast as conv2d_loops",
            got=f"{ratios.own:.1f} times",
            measured=True,
            hint="Is there still a loop over filters or over single results? One matrix product replaces them all.",
        )
    return ratios


def measured(fast: Callable, loops: Callable) -> Ratios:
    """Let the three take turns, always with the same calls.

    Raises:
        Mismatch: a result of ``fast`` is wrong.
    """
    rng = np.random.default_rng(61)
    own, ours = [], []
    for turn in range(ROUNDS + 1):
        images, *weights = (rng.normal(0, 1, shape) for shape in (IMAGES, KERNELS, KERNELS[-1:]))
        expected = conv2d(images, *weights)
        result, fast_seconds = _timed(fast, images.copy(), *weights)
        what = f"conv2d_fast(images {IMAGES}, kernels {KERNELS}, bias)"
        checks.same_array(result, expected, what, hint="Compare it with conv2d_loops on a small image.")
        if turn == 0:
            continue  # the first call may import and set up
        used = time.process_time()
        _, our_seconds = _timed(plain_loops, images[:1], *weights)
        our_work = time.process_time() - used
        _, own_seconds = _timed(loops, images[:1], *weights)
        own.append(len(images) * min(own_seconds, our_seconds) / fast_seconds)
        ours.append(len(images) * our_work / fast_seconds)
    return Ratios(median(own), median(ours))


def plain_loops(images: np.ndarray, kernels: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Apply a convolutional layer, one number of the result at a time: (N, H, W, C) -> (N, H', W', F)."""
    kernel_height, kernel_width, _, filters = kernels.shape
    rows, columns = images.shape[1] - kernel_height + 1, images.shape[2] - kernel_width + 1
    result = np.zeros((len(images), rows, columns, filters))
    for n, i, j, f in np.ndindex(result.shape):
        window = images[n, i : i + kernel_height, j : j + kernel_width, :]
        result[n, i, j, f] = np.sum(window * kernels[..., f]) + bias[f]
    return result


def _timed(function: Callable, *arguments) -> tuple[object, float]:
    started = time.perf_counter()
    result = function(*arguments)
    return result, time.perf_counter() - started
