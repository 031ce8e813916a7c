"""Figures to explore: controls redraw picture and words; a storyboard without widgets; notes for unfinished work."""

import re
import sys

import numpy as np
import pytest
from IPython.display import HTML

from labkit.figures import convolution, layers, maps, pooling
from labkit.figures.explore import WIDGETS, Choice, Explorable, Scale, Slider
from workbook.examiner import oracles, oracles_layers

IMAGE = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]])
KERNEL = np.array([[0, 1], [2, 3]])
MAP = np.array([[-4, -7, 2, -2], [-2, -9, 1, -4], [3, 0, -3, -1], [-2, -4, -3, 1]])


def correlate2d(image, kernel, stride=1, pad=0):
    return oracles.correlate2d(np.pad(image, pad), kernel)[::stride, ::stride]


def unfinished(*arguments, **settings):
    return None


def drawn(count, step, kind):
    return HTML(f'<img alt="{kind}: {step} of {count}">')


def small():
    controls = {"count": Scale((2, 4)), "step": Slider(1, lambda count, kind: count), "kind": Choice(("dot", "ring"))}
    return Explorable(drawn, controls, [(4, 3, "dot"), (2, 1, "ring")])


EXPLORABLES = {
    "small": small,
    "convolution": lambda: convolution.explore_convolution(IMAGE, KERNEL, correlate2d),
    "convolution to predict": lambda: convolution.explore_convolution(IMAGE, np.full((3, 3), 1 / 9)),
    "pooling": lambda: pooling.explore_pooling(MAP, oracles.max_pool2d, oracles.avg_pool2d),
    "softmax": lambda: layers.explore_softmax(oracles_layers.softmax),
}

UNFINISHED = {
    "convolution": lambda: convolution.explore_convolution(IMAGE, KERNEL, unfinished),
    "pooling": lambda: pooling.explore_pooling(MAP, oracles.max_pool2d, unfinished),
    "softmax": lambda: layers.explore_softmax(unfinished),
    "no network": lambda: maps.explore_maps(None, np.zeros((1, 28, 28, 1))),
    "no digit": lambda: maps.explore_maps(None, None),
}


def words(page):
    return re.findall(r'alt="([^"]*)"', page)


@pytest.mark.parametrize("name", EXPLORABLES)
def test_without_widgets_there_is_a_storyboard(name, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    figure = EXPLORABLES[name]()
    bundle = figure._repr_mimebundle_()
    assert WIDGETS not in bundle
    assert len(set(words(bundle["text/html"]))) == len(figure.storyboard) > 1
    assert bundle["text/html"].count("<figcaption>") == len(figure.storyboard)


@pytest.mark.parametrize("name", EXPLORABLES)
def test_every_control_redraws_picture_and_words(name):
    *controls, picture = EXPLORABLES[name]().widgets().children
    for control in controls:
        before, start = picture.value, control.value
        options = getattr(control, "options", None) or range(control.min, control.max + 1)
        control.value = next(value for value in options if value != start)
        assert words(picture.value) != words(before), control.description
        assert picture.value != before
        control.value = start


def test_a_page_may_choose_between_widgets_and_storyboard():
    bundle = small()._repr_mimebundle_()
    assert bundle[WIDGETS]["model_id"]
    assert words(bundle["text/html"]) == ["dot: 3 of 4", "ring: 1 of 2"]
    assert "count 2, step 1, kind ring" in bundle["text/html"]


def test_a_slider_follows_the_others_and_draws_no_setting_that_does_not_exist():
    count, step, _kind, picture = small().widgets().children
    assert (step.max, words(picture.value)) == (4, ["dot: 3 of 4"])
    count.value = 2
    assert (step.max, step.value, words(picture.value)) == (2, 2, ["dot: 2 of 2"])


def test_a_function_that_stops_later_gets_a_note_with_the_settings():
    def no_stride(image, kernel, stride=1, pad=0):
        if stride > 1:
            raise ZeroDivisionError("oh")
        return correlate2d(image, kernel, stride, pad)

    _step, stride, _pad, picture = convolution.explore_convolution(IMAGE, KERNEL, no_stride).widgets().children
    assert "<img" in picture.value
    stride.value = 2
    assert "With step 1, stride 2, pad 0 your function stopped: ZeroDivisionError: oh" in picture.value
    stride.value = 1
    assert "<img" in picture.value


@pytest.mark.parametrize("name", UNFINISHED)
def test_an_unfinished_function_gets_a_note(name):
    assert "Nothing to draw yet." in UNFINISHED[name]().data


def test_the_arithmetic_of_one_result_adds_up_and_asks_where_no_function_answers():
    *_controls, picture = convolution.explore_convolution(IMAGE, KERNEL, correlate2d).widgets().children
    assert "0 + 2 + 8 + 9 = 19" in words(picture.value)[0]
    *_controls, picture = convolution.explore_convolution(IMAGE, KERNEL).widgets().children
    assert "0 + 2 + 8 + 9 = ?" in words(picture.value)[0]


def test_pooling_shows_what_the_students_functions_keep():
    kind, *_others, picture = pooling.explore_pooling(MAP, oracles.max_pool2d, oracles.avg_pool2d).widgets().children
    assert "Max of -4, -7, -2, -9: your function gives -2." in words(picture.value)[0]
    kind.value = "average"
    assert "your function gives -5.5." in words(picture.value)[0]


def test_probabilities_that_are_no_numbers_are_named():
    def overflowing(logits):
        with np.errstate(all="ignore"):
            return np.exp(logits) / np.exp(logits).sum()

    _temperature, shift, picture = layers.explore_softmax(overflowing).widgets().children
    shift.value = 1000
    assert "nan" in words(picture.value)[0]


def test_every_map_of_a_students_network_can_be_seen():
    import keras

    entrance = keras.Input((28, 28, 1))
    inside = keras.layers.Conv2D(3, 5, name="sums")(entrance)
    inside = keras.layers.MaxPooling2D(name="pooled")(keras.layers.ReLU(name="bent")(inside))
    network = keras.Model(entrance, keras.layers.Dense(10)(keras.layers.Flatten()(inside)))
    network.get_layer("sums").set_weights([np.zeros((5, 5, 1, 3)), np.array([-1.0, 2.0, 3.0])])
    figure = maps.explore_maps(network, np.zeros((1, 28, 28, 1)))
    layer, number, picture = figure.widgets().children
    assert (layer.options, number.max) == (("sums", "bent", "pooled"), 2)
    layer.value, number.value = "pooled", 2
    (alt,) = words(picture.value)
    assert "all 3 maps that the layer pooled makes of it, and map 2 enlarged. Its largest number is 3.00" in alt
    assert "of 12×12; its mean is 3.00. 1 of the maps are positive nowhere." in alt
    assert len(words(figure.still())) == 2


def test_a_network_without_maps_gets_a_note():
    import keras

    network = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
    assert "no layer that makes maps" in maps.explore_maps(network, np.zeros((1, 28, 28, 1))).data
