"""What lab 6 compares with is right: windows, slopes and steps agree with NumPy's views and TensorFlow's gradients."""

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from labkit.checks import Mismatch
from workbook.examiner import oracles, oracles_layers
from workbook.examiner import oracles_learning as learning

CONVOLUTIONS = [
    ((2, 5, 7, 2), (3, 2, 2, 3), 1, 0),
    ((2, 6, 4, 1), (2, 3, 1, 2), 2, 1),
    ((1, 7, 6, 3), (3, 3, 3, 2), 3, 2),
]


@pytest.fixture
def rng():
    return np.random.default_rng(6)


@pytest.mark.parametrize(("images", "kernels", "stride", "pad"), CONVOLUTIONS)
def test_im2col_are_the_windows_in_numpys_order(rng, images, kernels, stride, pad):
    images = rng.normal(0, 1, images)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.moveaxis(sliding_window_view(padded, kernels[:2], axis=(1, 2))[:, ::stride, ::stride], 3, -1)
    expected = windows.reshape(-1, np.prod(kernels[:3]))
    np.testing.assert_array_equal(learning.im2col(images, *kernels[:2], stride, pad), expected)


@pytest.mark.parametrize(("images", "kernels", "stride", "pad"), CONVOLUTIONS)
def test_the_quick_convolution_is_the_slow_one(rng, images, kernels, stride, pad):
    arrays = rng.normal(0, 1, images), rng.normal(0, 1, kernels), rng.normal(0, 1, kernels[3])
    expected = oracles.conv2d(*arrays, stride, pad)
    np.testing.assert_allclose(learning.conv2d(*arrays, stride, pad), expected, atol=1e-12)


def test_the_slope_of_a_known_function(rng):
    x = rng.normal(0, 1, (3, 2))
    before = x.copy()
    np.testing.assert_allclose(learning.slope(lambda moved: float(np.sum(moved**3)), x), 3 * x**2, atol=1e-8)
    np.testing.assert_array_equal(x, before)


@pytest.mark.slow
@pytest.mark.parametrize(("images", "kernels", "stride", "pad"), CONVOLUTIONS)
def test_gradients_of_a_convolution_are_tensorflows(rng, images, kernels, stride, pad):
    import tensorflow as tf

    arrays = [rng.normal(0, 1, shape) for shape in (images, kernels, kernels[3:])]
    upstream = rng.normal(0, 1, oracles.conv2d(*arrays, stride, pad).shape)
    frame = [[0, 0], [pad, pad], [pad, pad], [0, 0]]
    expected = _tensorflows(lambda x, k, b: tf.nn.conv2d(tf.pad(x, frame), k, stride, "VALID") + b, upstream, arrays)
    got = learning.backward(lambda *moved: learning.conv2d(*moved, stride, pad), upstream, *arrays)
    for ours, theirs in zip(got, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-7)


@pytest.mark.slow
@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 2), (2, 1), (2, 3)])
def test_gradients_of_pooling_are_tensorflows(rng, size, stride):
    import tensorflow as tf

    images = rng.normal(0, 1, (2, 7, 8, 2))
    upstream = rng.normal(0, 1, oracles.max_pool2d(images, size, stride).shape)
    (expected,) = _tensorflows(lambda x: tf.nn.max_pool2d(x, size, stride, "VALID"), upstream, [images])
    (got,) = learning.backward(lambda x: oracles.max_pool2d(x, size, stride), upstream, images)
    np.testing.assert_allclose(got, expected, atol=1e-7)


@pytest.mark.slow
def test_gradients_of_relu_and_dense_are_tensorflows(rng):
    import tensorflow as tf

    arrays = [rng.normal(0, 1, shape) for shape in ((3, 4), (4, 5), (5,))]
    upstream = rng.normal(0, 1, (3, 5))
    expected = _tensorflows(lambda x, w, b: tf.nn.relu(x @ w + b), upstream, arrays)
    got = learning.backward(lambda *moved: oracles_layers.relu(oracles_layers.dense(*moved)), upstream, *arrays)
    for ours, theirs in zip(got, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-7)


@pytest.mark.slow
def test_a_step_of_descent_is_tensorflows(rng):
    import tensorflow as tf

    images, labels = rng.normal(0, 1, (6, 11, 14, 2)), rng.integers(0, 4, 6)
    params = learning.initial_params(3, image=(11, 14), kernels=(3, 2, 2, 3), classes=4)
    params["conv_bias"] += 0.1

    def loss(kernels, conv_bias, weights, bias):
        maps = tf.nn.relu(tf.nn.conv2d(tf.constant(images), kernels, 3, "VALID") + conv_bias)
        features = tf.reshape(tf.nn.max_pool2d(maps, 2, 2, "VALID"), (6, -1))
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, features @ weights + bias))

    expected = _tensorflows(loss, np.ones(()), list(params.values()))
    got = learning.descended(images, labels, params, learning_rate=0.5)
    for (name, array), theirs in zip(params.items(), expected, strict=True):
        np.testing.assert_allclose(got[name], array - 0.5 * theirs, atol=1e-8)


def test_digits_are_sorted_and_the_others_are_new():
    images, labels = learning.sorted_digits()
    new_images, new_labels = learning.held_out_digits()
    assert images.shape == (learning.DIGITS, 28, 28, 1)
    assert new_images.shape == (learning.HELD_OUT, 28, 28, 1)
    assert labels.tolist() == sorted(labels)
    assert (np.bincount(labels) == learning.DIGITS // 10).all()
    assert not {image.tobytes() for image in images} & {image.tobytes() for image in new_images}
    assert len(new_labels) == learning.HELD_OUT
    assert (images.min(), images.max()) == (0, 1)


@pytest.mark.parametrize("got", [None, ..., [1, 2], np.zeros(3), {"conv_kernels": np.zeros((5, 5, 1, 8))}])
def test_what_is_no_dictionary_of_weights_is_told_so(got):
    params = learning.initial_params(0)
    with pytest.raises(Mismatch, match=r"train\(...\)"):
        learning.trained(lambda *_, **__: got, None, None, params)


@pytest.mark.parametrize("got", [None, ..., 3, [1, 2], np.zeros((2, 2))])
def test_what_is_not_as_many_arrays_is_told_so(got):
    with pytest.raises(Mismatch, match="does not return 3 arrays"):
        learning.part(got, 0, ("a", "b", "c"), "f(x)")


def _tensorflows(function, upstream, arrays) -> list[np.ndarray]:
    import tensorflow as tf

    variables = [tf.Variable(array) for array in arrays]
    with tf.GradientTape() as tape:
        result = tf.reduce_sum(function(*variables) * tf.constant(upstream))
    return [gradient.numpy() for gradient in tape.gradient(result, variables)]
