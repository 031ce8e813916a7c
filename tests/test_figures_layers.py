"""The figures of lab 2 have a picture and words, and an unfinished function gets a note instead of a traceback."""

import numpy as np
import pytest

from labkit import data, weights
from labkit.figures import fields
from labkit.figures import layers as figures
from workbook.examiner import oracles, oracles_layers


def unfinished(*arguments, **settings):
    return None


def conv2d(images, kernels, bias):
    return oracles.conv2d(images, kernels, bias)


def one_digit(*functions):
    return figures.through_the_network(data.bundled_digits().test_images[4], weights.digits_cnn(), *functions)


def misread(logits):
    digits = data.bundled_digits()
    return figures.misread_digits(digits.test_images[:20], digits.test_labels[:20], logits)


FINISHED = {
    "receptive_field": lambda: fields.receptive_field([(3, 1), (2, 2), (3, 1)]),
    "activation_curves": lambda: figures.activation_curves(oracles_layers.relu),
    "pooling_windows": lambda: figures.pooling_windows(np.arange(16).reshape(4, 4)),
    "maps": lambda: figures.maps_before_and_after_pooling(oracles_layers.relu, oracles.max_pool2d),
    "loss_curve": lambda: figures.loss_curve(oracles_layers.cross_entropy),
    "network": figures.network,
    "through_the_network": lambda: one_digit(
        conv2d, oracles_layers.relu, oracles.max_pool2d, oracles_layers.cnn_logits
    ),
    "some misread": lambda: misread(np.eye(10)[np.arange(20) % 10]),
    "all misread": lambda: misread(np.eye(10)[(data.bundled_digits().test_labels[:20] + 1) % 10]),
    "none misread": lambda: misread(np.eye(10)[data.bundled_digits().test_labels[:20]]),
}

UNFINISHED = {
    "activation_curves": lambda: figures.activation_curves(unfinished),
    "maps": lambda: figures.maps_before_and_after_pooling(oracles_layers.relu, unfinished),
    "loss_curve": lambda: figures.loss_curve(unfinished),
    "through_the_network": lambda: one_digit(unfinished, unfinished, unfinished, unfinished),
    "misread": lambda: misread(None),
}


@pytest.mark.parametrize("figure", FINISHED)
def test_a_figure_has_a_picture_and_words(figure):
    shown = FINISHED[figure]().data
    assert shown.startswith('<img alt="')
    assert "data:image/png;base64," in shown


@pytest.mark.parametrize("figure", UNFINISHED)
def test_an_unfinished_function_gets_a_note(figure):
    shown = UNFINISHED[figure]().data
    assert "Nothing to draw yet." in shown
    assert "<img" not in shown
