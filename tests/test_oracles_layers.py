"""What lab 2 compares with is right: its oracles agree with SciPy and Keras, its shipped weights with their record."""

import numpy as np
import pytest
from scipy import special

from labkit import convolution, data, weights
from workbook import train_weights
from workbook.examiner import oracles, oracles_layers

SIZES = {
    "the shipped network": ((28, 28, 1), (8, 16), ((3, 3), (3, 3)), 10),
    "other filters": ((20, 20, 1), (4, 6), ((3, 3), (3, 3)), 7),
    "other kernels": ((20, 20, 2), (3, 5), ((5, 2), (2, 4)), 4),
    "not square": ((15, 23, 3), (4, 3), ((3, 3), (3, 3)), 5),
}


@pytest.fixture
def rng():
    return np.random.default_rng(2)


def test_relu(rng):
    x = rng.normal(0, 2, (2, 3, 4, 2))
    np.testing.assert_array_equal(oracles_layers.relu(x), np.maximum(x, 0))


def test_flatten(rng):
    images = rng.normal(0, 2, (3, 4, 5, 2))
    np.testing.assert_array_equal(oracles_layers.flatten(images), images.reshape(3, 40))


@pytest.mark.parametrize(("layers", "width"), [([(3, 1)], 3), ([(3, 2), (3, 2), (3, 2)], 15), ([(11, 4), (3, 2)], 19)])
def test_receptive_field(layers, width):
    """Widths counted on paper; the last pair is AlexNet's first convolution and pooling."""
    assert oracles_layers.receptive_field(layers) == width


def test_dense(rng):
    x, matrix, bias = rng.normal(0, 1, (3, 7)), rng.normal(0, 1, (7, 2)), np.array([-4.0, 5])
    np.testing.assert_allclose(oracles_layers.dense(x, matrix, bias), x @ matrix + bias, rtol=1e-12)
    assert (oracles_layers.dense_scale(x, matrix, bias) >= np.abs(x @ matrix + bias)).all()


@pytest.mark.parametrize("shift", [0.0, 1500.0, -1500.0])
@pytest.mark.parametrize("shape", [(5,), (3, 5), (4, 4)])
def test_softmax(rng, shape, shift):
    logits = rng.normal(shift, 3, shape)
    np.testing.assert_allclose(oracles_layers.softmax(logits), special.softmax(logits, axis=-1), rtol=1e-9)


def test_softmax_far_apart():
    np.testing.assert_allclose(oracles_layers.softmax([2000.0, -2000, 1999]), special.softmax([1.0, -3999, 0]))


def test_cross_entropy():
    probabilities = np.array([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]])
    assert oracles_layers.cross_entropy(probabilities, np.array([1, 2])) == pytest.approx(-np.log([0.25, 0.7]).mean())


@pytest.mark.slow
@pytest.mark.parametrize("sizes", SIZES)
def test_whole_network_equals_keras(rng, sizes):
    shape, filters, kernels, classes = SIZES[sizes]
    network = train_weights.build_network(shape, filters, kernels, classes)
    network.set_weights([rng.normal(0, 0.4, array.shape).astype(np.float32) for array in network.get_weights()])
    images = rng.random((5, *shape), dtype=np.float32)
    expected = network.predict(images, verbose=0)
    got = oracles_layers.cnn_logits(images, train_weights.named_weights(network))
    np.testing.assert_allclose(got, expected, rtol=0, atol=1e-4 * np.abs(expected).max())


@pytest.mark.slow
def test_shipped_weights_give_the_logits_of_keras():
    params = weights.digits_cnn()
    network = train_weights.build_network()
    for layer, names in train_weights.LAYERS.items():
        network.get_layer(layer).set_weights([params[f"{layer}_{name}"] for name in names])
    images = train_weights.as_input(data.bundled_digits().test_images[:120])
    expected = network.predict(images, verbose=0)
    np.testing.assert_allclose(
        oracles_layers.cnn_logits(images, params), expected, rtol=0, atol=1e-4 * np.abs(expected).max()
    )


def test_shipped_weights_are_what_their_record_says():
    params, record, digits = weights.digits_cnn(), weights.digits_cnn_record(), data.bundled_digits()
    assert {name: array.shape for name, array in params.items()} == {
        "conv1_kernels": (3, 3, 1, 8),
        "conv1_bias": (8,),
        "conv2_kernels": (3, 3, 8, 16),
        "conv2_bias": (16,),
        "dense_weights": (400, 10),
        "dense_bias": (10,),
    }
    assert all(array.dtype == np.float32 for array in params.values())
    assert (weights.FOLDER / "digits_cnn.npz").stat().st_size < 100_000
    assert (record["training_digits"], record["test_digits"]) == (len(digits.train_labels), len(digits.test_labels))
    logits = oracles_layers.cnn_logits(train_weights.as_input(digits.test_images), params)
    accuracy = (logits.argmax(axis=1) == digits.test_labels).mean()
    assert accuracy == pytest.approx(record["test_accuracy"], abs=1e-4)
    assert accuracy >= 0.98
    recorded = np.array(record["first_training_logits"])
    first = oracles_layers.cnn_logits(train_weights.as_input(digits.train_images[: len(recorded)]), params)
    np.testing.assert_allclose(first, recorded, rtol=0, atol=1e-4 * np.abs(recorded).max())


@pytest.mark.parametrize(("stride", "pad"), [(1, 0), (2, 1), (3, 2)])
def test_the_convolution_that_comes_with_lab_2_is_that_of_lab_1(stride, pad, rng):
    images = rng.integers(0, 256, (3, 9, 7, 2), np.uint8)
    kernels, bias = rng.normal(size=(3, 2, 2, 4)), rng.normal(size=4)
    given = images.copy()
    expected = oracles.conv2d(images, kernels, bias, stride, pad)
    np.testing.assert_allclose(convolution.conv2d(images, kernels, bias, stride, pad), expected, rtol=1e-9)
    np.testing.assert_array_equal(images, given)
