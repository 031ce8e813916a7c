"""Lab 5's networks: what functions are given arrives whole, what comes back is looked through, oracles are right."""

import dataclasses
import json
import os

import numpy as np
import pytest

from labkit import checks, data, models, transfer, transplant, weights
from labkit.given import is_network, packed, unpacked
from labkit.models import ModelRefused, describe, rebuild, thawed
from workbook import naming, train_extractor
from workbook.examiner import accuracy, oracles_transfer, training
from workbook.examiner.protocols import TRANSFER, Measured

keras = pytest.importorskip("keras")


def frozen_extractor():
    base = transfer.extractor()
    base.trainable = False
    return base


def network(base, prepare=transfer.preprocess_input, classes=3):
    inputs = keras.Input(base.input_shape[1:])
    maps = base(prepare(inputs), training=False)
    outputs = keras.layers.Dense(classes, activation="softmax")(keras.layers.GlobalAveragePooling2D()(maps))
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# What a function is given


def test_a_network_arrives_with_names_weights_flags_and_compilation():
    model = network(frozen_extractor())
    model.get_layer("extractor").trainable = True
    model.get_layer("extractor").get_layer("conv2").trainable = False
    model.compile(keras.optimizers.Adam(0.02), "categorical_crossentropy")
    arrived = unpacked(packed(model))
    assert [weight.path for weight in arrived.trainable_weights] == [weight.path for weight in model.trainable_weights]
    assert all(map(np.array_equal, arrived.get_weights(), model.get_weights()))
    assert float(arrived.optimizer.learning_rate) == pytest.approx(0.02)
    assert models.loss_of(arrived) == ("CategoricalCrossentropy", False)


def test_what_the_function_changes_stays_its_own():
    def emptied(base):
        base.trainable = False
        base.set_weights([0 * array for array in base.get_weights()])

    base = transfer.extractor()
    list(naming.answers({"emptied": emptied}, [naming.Probe("emptied", (base,))]))
    assert base.trainable_weights
    assert any(array.any() for array in base.get_weights())


def test_a_test_that_asks_about_a_large_network_ends_there():
    def run(names):
        names["f"](3)
        names["f"](transfer.small_network(1))
        with pytest.raises(naming.OnlyAsking):
            names["f"](transfer.extractor())

    asked = naming.record({"f": lambda given: given}, ["f"], run, largest=len(transfer.small_network(1).weights))
    assert [is_network(probe.arguments[0]) for probe in asked] == [False, True]


def test_what_learns_here_is_what_learns_there():
    base = frozen_extractor()
    base.layers[-3].trainable = True  # Keras trains it, although the model around it is frozen
    model, copy = network(base), rebuild(network(base), input_shape=transfer.SHAPE)
    assert len(model.trainable_weights) == len(copy.trainable_weights) == 3
    transplant.check_learning(copy, base, ["conv4"], "it")


def test_only_networks_are_networks():
    assert is_network(transfer.small_network(1))
    assert is_network(models.Architecture("{}", None))
    assert not any(map(is_network, (1, "a", np.zeros(3), [transfer])))


# What comes back


@pytest.mark.parametrize(
    "part",
    [
        {"class_name": "__numpy__", "config": {"value": [[1.0] * 9] * 9, "dtype": "float32"}},
        {"class_name": "__numpy__", "config": {"value": [1.0] * 65, "dtype": "float32"}},
        {"class_name": "__tensor__", "config": {"value": [float("inf")], "dtype": "float32"}},
        {"class_name": "__tensor__", "config": {"value": ["1"], "dtype": "object"}},
        {"class_name": "__tensor__", "config": {"value": [], "dtype": "float32"}},
        {"class_name": "__tensor__", "config": 3},
        {"class_name": "__slice__", "config": {"start": "0", "stop": None, "step": None}},
        {"class_name": "__slice__", "config": {"start": 2**40, "stop": None, "step": None}},
        {"class_name": "__slice__", "config": []},
        {"class_name": "__lambda__", "config": {"value": "x"}},
    ],
)
def test_hostile_constants_are_refused(part):
    architecture = describe(network(frozen_extractor(), lambda images: images - np.float32([1, 2, 3])))
    entry = json.loads(architecture.model)
    (operation,) = (layer for layer in entry["config"]["layers"] if layer["class_name"] == "Subtract")
    operation["inbound_nodes"][0]["args"][1] = part
    with pytest.raises(ModelRefused):
        rebuild(dataclasses.replace(architecture, model=json.dumps(entry)))


@pytest.mark.parametrize("module", ["vgg16", "inception_v3"])
def test_pre_processing_of_keras_comes_back(module):
    prepare = getattr(keras.applications, module).preprocess_input
    model = rebuild(network(frozen_extractor(), prepare), input_shape=transfer.SHAPE)
    images = np.random.default_rng(0).integers(0, 256, (2, *transfer.SHAPE)).astype(np.float32)
    found = transplant.base_within(model, transfer.extractor(), "it")
    ((fed, _),) = transplant.heard(model, found[:1], images)
    np.testing.assert_allclose(fed, prepare(images.copy()), atol=1e-3)


def test_from_scratch_everything_learns():
    model = rebuild(thawed(describe(network(frozen_extractor()))), input_shape=transfer.SHAPE)
    assert len(model.trainable_weights) == 4 * 3 + 2
    assert "training" not in thawed(describe(network(frozen_extractor()))).model


def test_another_network_is_not_the_base():
    with pytest.raises(checks.Mismatch, match="does not contain the whole base"):
        transplant.base_within(transfer.small_network(1), transfer.extractor(), "build_transfer(extractor, 3)")


def test_batch_normalisation_that_learns_is_noticed():
    images = np.random.default_rng(0).uniform(0, 255, (2, *transfer.SHAPE)).astype(np.float32)
    base = frozen_extractor()
    inputs = keras.Input(transfer.SHAPE)
    outputs = keras.layers.Dense(3, activation="softmax")(keras.layers.Flatten()(base(inputs / 255)))
    model = keras.Model(inputs, outputs)
    transplant.check_features(model, transfer.extractor(), images / 255, images, "it")
    base.get_layer("norm2").trainable = True
    with pytest.raises(checks.Mismatch, match="other features"):
        transplant.check_features(model, transfer.extractor(), images / 255, images, "it")


# What is shipped


def test_the_extractor_is_small_and_recorded():
    record = weights.extractor_record()
    assert os.path.getsize(weights.FOLDER / "extractor.npz") < 1_000_000
    assert record["parameters"] == transfer.extractor().count_params() == 79_600
    assert record["test_accuracy"] > 0.95
    assert record["seed"] == train_extractor.SEED


@pytest.mark.slow
def test_the_extractor_tells_the_new_digits_apart_that_it_never_saw():
    task = transfer.few_digits()
    assert len(task.train_images) == 25
    features = transfer.extractor().predict(transfer.preprocess_input(task.train_images), verbose=0).reshape(25, -1)
    new = transfer.extractor().predict(transfer.preprocess_input(task.test_images), verbose=0)
    new = new.reshape(len(new), -1)
    nearest = np.linalg.norm(new[:, np.newaxis] - features, axis=-1).argmin(axis=1)
    assert (task.train_labels[nearest] == task.test_labels).mean() > 0.5  # guessing gives 0.2


@pytest.mark.slow
def test_twenty_five_images_are_enough_with_the_extractor_and_too_few_without(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))
    assert accuracy.transfer_at_least(lambda base, classes: network(frozen_extractor(), classes=classes), 0.5)
    from_nothing = dataclasses.replace(TRANSFER, start="scratch")
    design = thawed(describe(network(frozen_extractor(), classes=5)))
    assert training.train_and_measure(design, protocol=from_nothing).accuracy < 0.5


def test_too_few_new_digits_are_told_in_figures(monkeypatch):
    def measured(reached):
        trained = Measured(reached, 80_085, 3.0, "digits", (1.0,))
        monkeypatch.setattr(training, "train_and_measure", lambda *_, **__: trained)

    measured(0.5)
    accuracy.transfer_at_least(lambda base, classes: None, 0.5)
    measured(0.499)
    with pytest.raises(checks.Mismatch, match=r"25 images(.|\n)*at least 50% right(.|\n)*49\.9% right"):
        accuracy.transfer_at_least(lambda base, classes: None, 0.5)


def test_white_digits_are_the_painted_ones():
    white, painted = transfer.few_digits(in_colours=False), transfer.few_digits()
    assert np.array_equal(white.test_labels, painted.test_labels)
    assert white.test_images.shape == painted.test_images.shape
    assert not white.test_images[:, 0, 0].any()
    shapes = white.test_images[..., 0].astype(float).reshape(len(white.test_labels), -1)
    inks = np.abs(painted.test_images.astype(int) - painted.test_images[:, :1, :1]).mean(axis=-1).reshape(shapes.shape)
    assert min(np.corrcoef(shape, ink)[0, 1] for shape, ink in zip(shapes, inks, strict=True)) > 0.99


def test_every_image_of_the_new_task_has_two_colours_that_tell_paper_from_ink():
    task, again = transfer.few_digits(), transfer.few_digits()
    assert np.array_equal(task.train_images, again.train_images)
    corners = task.train_images[:, 0, 0].astype(int)
    assert len(np.unique(corners, axis=0)) == 25
    ink = np.abs(task.train_images.astype(int) - corners[:, np.newaxis, np.newaxis]).mean(axis=-1).max(axis=(1, 2))
    assert ink.min() > 80
    brighter = task.train_images.mean(axis=(1, 2, 3)) > corners.mean(axis=1)
    assert 0 < brighter.sum() < 25


def test_what_the_extractor_learns_from_holds_no_new_digit():
    digits = data.bundled_digits()
    _, labels = train_extractor.known_digits(digits.train_images, digits.train_labels)
    assert set(labels) == {0, 1, 2, 3, 4}
    ink, labels = train_extractor.letters(1, np.random.default_rng(0))
    assert len(ink) == 26
    assert set(labels) == set(range(5, 31))
    painted = train_extractor.coloured(ink, np.random.default_rng(0))
    assert painted.shape == (26, *transfer.SHAPE)
    assert 0 <= painted.min() < painted.max() <= 255


@pytest.mark.parametrize("name", ["extractor", "vgg16", "resnet50", "inception_v3"])
def test_each_base_has_its_pre_processing(name):
    class Base:
        pass

    Base.name = name
    images = np.random.default_rng(1).integers(0, 256, (2, 4, 4, 3)).astype(np.float32)
    got = transfer.preprocessing_of(Base)(images.copy())
    np.testing.assert_allclose(got, oracles_transfer.prepared(name, images), atol=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("name", transfer.APPLICATIONS)
def test_a_head_on_each_network_of_the_lecture_is_accepted_if_that_is_fed_rightly(name):
    def built(base, classes, prepare=None):
        base.trainable = False
        return network(base, prepare or transfer.preprocessing_of(base), classes)

    oracles_transfer.check_around(built, name, 4)
    with pytest.raises(checks.Mismatch, match="is not fed what it was trained on"):
        oracles_transfer.check_around(lambda base, classes: built(base, classes, transfer.preprocess_input), name, 4)


def test_an_unknown_base_has_none():
    with pytest.raises(ValueError, match="the bases are extractor"):
        transfer.preprocessing_of(transfer.small_network(1))
    with pytest.raises(ValueError, match="no base 'LeNet'"):
        transfer.load_base("LeNet")


def test_without_a_network_the_extractor_takes_the_place(monkeypatch, capsys):
    def unreachable(**settings):
        raise Exception("URL fetch failure on https://example.org")

    monkeypatch.setattr(keras.applications, "VGG16", unreachable)
    assert transfer.load_base("VGG16").name == "extractor"
    assert "VGG16 could not be downloaded (URL fetch failure" in capsys.readouterr().out


# The oracles


def test_oracles_agree_with_keras():
    rng = np.random.default_rng(3)
    model = transfer.small_network(3, (15, 12, 2), (4, 3), 5)
    image = rng.uniform(0, 1, (15, 12, 2)).astype(np.float32)
    part = keras.Model(model.input, [model.get_layer(name).output for name in ("conv1", "pool1")])
    conv, pool = (np.asarray(maps)[0] for maps in part(image[np.newaxis]))
    maps = oracles_transfer.first_maps(model, image)
    np.testing.assert_allclose(maps, conv, atol=1e-5)
    np.testing.assert_allclose(oracles_transfer.pooled_maps(maps), pool, atol=1e-5)
    expected = np.asarray(model(image[np.newaxis]))
    np.testing.assert_allclose(oracles_transfer.probabilities(model, image[np.newaxis]), expected, atol=1e-5)
    covered = image.copy()
    covered[3:7, 6:10] = 0.5
    drop = expected[0, 2] - np.asarray(model(covered[np.newaxis]))[0, 2]
    assert oracles_transfer.occlusion_map(model, image, 2, 4, 3, 0.5)[1, 2] == pytest.approx(drop, abs=1e-5)


def test_filter_grid_of_the_prompt():
    kernels = np.array([[[[0.0, -1, 3]], [[4, 1, 3]]]])
    expected = [[0, 1, 1, 0, 1], [1, 1, 1, 1, 1], [0.5, 0.5, 1, 1, 1]]
    np.testing.assert_array_equal(oracles_transfer.filter_grid(kernels)[..., 0], expected)
