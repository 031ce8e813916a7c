"""The figures of lab 6 have a picture and words, and an unfinished function gets a note instead of a traceback."""

import numpy as np
import pytest

from labkit.figures import learning as figures
from workbook.examiner import oracles_learning, ratio

IMAGE = np.arange(16).reshape(4, 4)
X = np.linspace(-1, 1, 12).reshape(3, 4)


def unfinished(*arguments, **settings):
    return None


def watched(train):
    seen = oracles_learning.sorted_digits()
    part = seen[0][::25], seen[1][::25]
    params = oracles_learning.initial_params(0)
    return figures.learning(train, oracles_learning.loss, oracles_learning.accuracy, params, part, part)


def one_step(images, labels, params, epochs, batch_size, learning_rate, seed):
    return {name: 0.9 * array for name, array in params.items()}


FINISHED = {
    "windows_to_rows": lambda: figures.windows_to_rows(IMAGE, np.full((3, 3), 1 / 9)),
    "digit_as_matrix": lambda: figures.digit_as_matrix(oracles_learning.im2col),
    "timing_bars": lambda: figures.timing_bars(ratio.plain_loops, oracles_learning.conv2d),
    "there_and_back": figures.there_and_back,
    "gradient_of_pooling": lambda: figures.gradient_of_pooling(IMAGE),
    "one gradient": lambda: figures.gradient_check(X, x=X),
    "a wrong gradient": lambda: figures.gradient_check(2 * X, x=X),
    "three gradients": lambda: figures.gradient_check((X, X, X[0]), x=X, weights=X, bias=X[0]),
    "a gradient of zeros": lambda: figures.gradient_check(0 * X, x=0 * X),
    "learning": lambda: watched(one_step),
}

UNFINISHED = {
    "digit_as_matrix": lambda: figures.digit_as_matrix(unfinished),
    "timing_bars": lambda: figures.timing_bars(ratio.plain_loops, unfinished),
    "one gradient": lambda: figures.gradient_check(None, x=X),
    "three gradients": lambda: figures.gradient_check(..., x=X, weights=X, bias=X),
    "two of three gradients": lambda: figures.gradient_check((X, X), x=X, weights=X, bias=X),
    "a shape that differs": lambda: figures.gradient_check(X.T, x=X),
    "learning": lambda: watched(unfinished),
}


@pytest.mark.parametrize("figure", FINISHED)
def test_a_figure_has_a_picture_and_words(figure):
    shown = FINISHED[figure]().data
    assert shown.startswith('<img alt="')
    assert "data:image/png;base64," in shown


@pytest.mark.parametrize("figure", UNFINISHED)
def test_an_unfinished_function_gets_a_note(figure):
    assert "Nothing to draw yet." in UNFINISHED[figure]().data
