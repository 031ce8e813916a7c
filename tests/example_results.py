"""Results as grading gives them, for the tests of the reports: the messages come from `labkit.checks` itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.signal import convolve2d, correlate2d

from labkit import checks
from labkit.checks import Mismatch
from workbook.grade.result import CaseResult, Picture, QuestionResult, Result

COURSE, LAB = "Convolutional Neural Networks and Deep Learning", "Convolution on images"

LECTURE = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]], float)
KERNEL = np.array([[0, 1], [2, 3]], float)
LARGE = np.random.default_rng(7).normal(size=(28, 31)).round(3)


def failure(name: str, points: float, hidden: bool, check: Callable[[], object]) -> CaseResult:
    """Make the result of a test case that fails with the message of ``check()``."""
    try:
        check()
    except Mismatch as error:
        maps = [np.asarray(values) for values in (error.expected, error.got)]
        drawn = not hidden and all(values.ndim == 2 for values in maps)
        picture = Picture(*(values.tolist() for values in maps)) if drawn else None
        return CaseResult(name, points, hidden, False, error.brief if hidden else str(error), picture)
    raise AssertionError(f"{name} does not fail")


def passed(name: str, points: float, hidden: bool = True) -> CaseResult:
    return CaseResult(name, points, hidden, passed=True)


PREDICT = QuestionResult(
    "predict",
    "1.1 Predict, before any code",
    (
        passed("your answer has two rows of two numbers", 0, hidden=False),
        passed("the two upper numbers", 0.5),
        passed("the two lower numbers", 0.5),
    ),
)

OUTPUT_SIZE = QuestionResult(
    "output_size",
    "1.2 How many windows fit?",
    (
        passed("the first lines of the table", 0.5, hidden=False),
        passed("strides that end exactly on the last pixel", 0.5),
        passed("a last window that would hang over", 0.5),
        passed("padding, alone and with a stride", 0.5),
    ),
)
OUTPUT_SIZE_ROUNDED_UP = replace(
    OUTPUT_SIZE,
    cases=(
        *OUTPUT_SIZE.cases[:2],
        failure(
            "a last window that would hang over",
            0.5,
            True,
            lambda: checks.same_number(
                4,
                3,
                "output_size(8, 3, stride=2)",
                hint="Windows that hang over the end do not count.",
            ),
        ),
        OUTPUT_SIZE.cases[3],
    ),
    mistake="rounded the number of steps up",
    advice="You count a last window that hangs over the end of the row. Only windows that lie in the row as a whole\n"
    "count, so what is left over is dropped.",
)

CORRELATE2D = QuestionResult(
    "correlate2d",
    "1.4 Slide a kernel over an image",
    (
        passed("the lecture's image with the kernel above", 1, hidden=False),
        passed("a picture of 28 × 31 pixels", 1, hidden=False),
        passed("kernels of other sizes", 1),
        passed("strides that leave pixels over", 1),
    ),
)
CORRELATE2D_FLIPPED = replace(
    CORRELATE2D,
    cases=(
        failure(
            "the lecture's image with the kernel above",
            1,
            False,
            lambda: checks.same_array(
                convolve2d(LECTURE, KERNEL, mode="valid"),
                correlate2d(LECTURE, KERNEL, mode="valid"),
                "correlate2d(I, K)",
                hint="Print the first window and its products with the kernel, and compare with the 19 above.",
            ),
        ),
        failure(
            "a picture of 28 × 31 pixels",
            1,
            False,
            lambda: checks.same_array(
                convolve2d(LARGE, KERNEL, mode="valid"),
                correlate2d(LARGE, KERNEL, mode="valid"),
                "correlate2d(picture, K)",
                hint="Keep rows and columns apart: H with KH, W with KW.",
            ),
        ),
        failure(
            "kernels of other sizes",
            1,
            True,
            lambda: checks.same_array(
                convolve2d(LARGE, KERNEL[:1], mode="valid"),
                correlate2d(LARGE, KERNEL[:1], mode="valid"),
                "correlate2d(image, kernel)",
                hint="Take the height and the width of the window from kernel.shape.",
            ),
        ),
        passed("strides that leave pixels over", 1),
    ),
    mistake="flipped the kernel",
    advice="You turn the kernel by half a turn before you slide it. That is true convolution, the next question; here\n"
    "a weight meets the pixel that lies right under it.",
)

CONV2D = QuestionResult(
    "conv2d",
    "1.6 A convolutional layer",
    (
        passed("the example with two channels", 1, hidden=False),
        passed("several channels are added up", 2),
        passed("several filters, each with its bias", 2),
    ),
)
CONV2D_STOPPED = replace(
    CONV2D,
    cases=tuple(
        replace(case, passed=False, message="conv2d took longer than 10 s and was stopped.") for case in CONV2D.cases
    ),
    stopped="conv2d took longer than 10 s and was stopped.",
)
CONV2D_UNFINISHED = replace(
    CONV2D,
    cases=(
        failure("the example with two channels", 1, False, lambda: checks.same_shape(None, (1, 2, 2, 1), "conv2d(x)")),
        failure("several channels are added up", 2, True, lambda: checks.same_shape(None, (3, 4, 5, 2), "conv2d(x)")),
        failure("several filters, each with its bias", 2, True, lambda: checks.numeric(None, "conv2d(x)")),
    ),
)

EXAMPLE = Result(
    file="eriksson_4004_01_convolution.ipynb",
    student="eriksson",
    lab="01_convolution",
    status="graded with stops",
    remark="conv2d took longer than 10 s and was stopped.",
    isolation="bubblewrap",
    seconds=12.4,
    questions=(PREDICT, OUTPUT_SIZE_ROUNDED_UP, CORRELATE2D_FLIPPED, CONV2D_STOPPED),
    for_instructor="SECRET-DETAIL conv2d: while True",
    notes={"trained_from_cache": True, "digest": "SECRET-NOTE"},
)
REFUSED = Result(
    file="essay.ipynb",
    student="haddad",
    lab="01_convolution",
    status="refused",
    remark="This file is not a notebook: it is a PDF with another name. Hand in the .ipynb file.",
    questions=tuple(
        replace(q, cases=tuple(replace(case, passed=False) for case in q.cases))
        for q in (PREDICT, OUTPUT_SIZE, CORRELATE2D, CONV2D)
    ),
)
GRADER_ERROR = replace(
    REFUSED,
    file="ivanova_4011_01_convolution.ipynb",
    student="ivanova",
    status="grader error",
    remark="The grader failed on this submission; your instructor will look at it.",
    for_instructor="The examiner's process ended with code -9.",
)

UNUSUAL_NAMES = (
    "عبد الرحمن الخوارزمي",
    "王小明",
    "Nguyễn Thị Minh Khai",
    "Łukasz Żółć 🦊",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewiss",
    "<script>alert('mark me')</script>",
)


def example_class(size: int, seed: int = 1) -> list[Result]:
    """Make a class: the better a student, the fewer mistakes; now and then a stop, a refusal, an odd name."""
    draw = random.Random(seed)
    answers = (  # right, wrong, and how able one has to be
        (PREDICT, [PREDICT], 0.0),
        (OUTPUT_SIZE, [OUTPUT_SIZE_ROUNDED_UP], 0.25),
        (CORRELATE2D, [CORRELATE2D_FLIPPED], 0.4),
        (CONV2D, [CONV2D_STOPPED, CONV2D_UNFINISHED, CONV2D_UNFINISHED], 0.6),
    )
    results = []
    for number in range(size):
        name = UNUSUAL_NAMES[number] if number < len(UNUSUAL_NAMES) else f"student {number:04d}"
        if number % 40 == 20:
            results.append(replace(REFUSED, student=name, file=f"{number}.ipynb"))
            continue
        if number % 60 == 30:
            results.append(replace(GRADER_ERROR, student=name, file=f"{number}.ipynb"))
            continue
        skill = draw.random()
        questions = tuple(
            draw.choice(wrong) if skill + draw.gauss(0, 0.15) < needed else right for right, wrong, needed in answers
        )
        stopped = any(question.stopped for question in questions)
        results.append(
            Result(
                file=f"{number}_01_convolution.ipynb",
                student=name,
                lab="01_convolution",
                status="graded with stops" if stopped else "graded",
                remark=CONV2D_STOPPED.stopped if stopped else "",
                isolation="bubblewrap",
                seconds=round(draw.gammavariate(4, 0.6) + 30 * stopped, 2),
                questions=questions,
                for_instructor="conv2d: TimeoutError in cell 14" if stopped else "",
                notes={"trained_from_cache": draw.random() < 0.3},
            )
        )
    return results
