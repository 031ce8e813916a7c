"""How a network crosses: as text, checked against a list, and built anew. Everything in the text may be hostile."""

from __future__ import annotations

import copy
import json
import resource
import sys
import time

import numpy as np
import pytest

from labkit import checks, models, networks
from labkit.models import Architecture, ModelRefused, canonical, describe, rebuild

keras = pytest.importorskip("keras")
layers = keras.layers


def dense_network(**settings):
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Flatten(),
            layers.Dense(12, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(**{"optimizer": "adam", "loss": "sparse_categorical_crossentropy", **settings})
    return model


def compiled(model, **settings):
    model.compile(**{"optimizer": "adam", "loss": "sparse_categorical_crossentropy", **settings})
    return model


def branched_network():
    """A functional model with branches, a shared layer, an operation on tensors and a model inside it."""
    inputs = keras.Input((28, 28, 1))
    relu = layers.ReLU()
    left = relu(layers.Conv2D(4, 3, padding="same")(inputs))
    right = relu(layers.BatchNormalization()(layers.Conv2D(4, 5, padding="same")(inputs / 2.0)))
    both = layers.Concatenate()([left, right])
    block = keras.Sequential([layers.MaxPooling2D(), layers.Conv2D(3, 3, activation="gelu")], name="block")
    outputs = layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(block(both) + 1.0))
    return compiled(keras.Model(inputs, outputs))


def parsed(model) -> dict:
    return json.loads(describe(model).model)


def with_layers(change) -> Architecture:
    """Describe the dense network, and let ``change`` write into its list of layers."""
    architecture = describe(dense_network())
    model = json.loads(architecture.model)
    change(model["config"]["layers"])
    return Architecture(json.dumps(model), architecture.compiled)


def hostile_layer(entry: dict) -> Architecture:
    return with_layers(lambda stack: stack.insert(2, entry))


# What crosses


@pytest.mark.parametrize("build", [dense_network, branched_network])
def test_rebuilt_network_computes_the_same_with_the_same_weights(build):
    model = build()
    rebuilt = rebuild(model)
    rebuilt.set_weights(model.get_weights())
    images = np.random.default_rng(0).random((3, 28, 28, 1))
    assert np.allclose(rebuilt.predict(images, verbose=0), model.predict(images, verbose=0), atol=1e-6)
    assert rebuilt.count_params() == model.count_params()


def test_weights_do_not_cross():
    model = dense_network()
    model.set_weights([np.full(weight.shape, 7.0) for weight in model.get_weights()])
    assert not any((weight == 7).all() for weight in rebuild(model).get_weights())
    assert "7.0" not in describe(model).model


@pytest.mark.parametrize("build", [dense_network, branched_network])
def test_equal_designs_have_equal_descriptions(build):
    assert describe(build()) == describe(build()) == describe(rebuild(build()))


def test_description_is_canonical_already():
    assert canonical(describe(branched_network())) == describe(branched_network())


def test_other_designs_have_other_descriptions():
    def variant(units, activation, **settings):
        return describe(
            compiled(keras.Sequential([layers.Flatten(), layers.Dense(units, activation=activation)]), **settings)
        )

    logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    described = [
        variant(10, "softmax"),
        variant(11, "softmax"),
        variant(10, None),
        variant(10, "softmax", loss=logits),
        variant(10, "softmax", optimizer="sgd"),
        variant(10, "softmax", optimizer=keras.optimizers.Adam(0.1)),
    ]
    assert len(set(described)) == len(described)


@pytest.mark.parametrize(
    "loss",
    [
        "sparse_categorical_crossentropy",
        keras.losses.sparse_categorical_crossentropy,
        keras.losses.SparseCategoricalCrossentropy(),
        keras.losses.SparseCategoricalCrossentropy(name="mine"),
    ],
)
def test_a_loss_has_one_description_however_it_is_given(loss):
    assert describe(dense_network(loss=loss)) == describe(dense_network())
    assert networks.loss_of(dense_network(loss=loss)) == ("SparseCategoricalCrossentropy", False)


def test_every_name_of_a_loss_is_one_that_keras_knows():
    for name, class_name in __import__("labkit.allowlist", fromlist=["LOSSES"]).LOSSES.items():
        assert keras.losses.get(name) is not None
        assert hasattr(keras.losses, class_name)


def test_everything_on_the_list_exists_in_keras():
    from keras.src import ops
    from keras.src.models import Functional

    from labkit.allowlist import ACTIVATIONS, ALLOWED

    places = {"keras.src.ops.numpy": ops.numpy, "keras.src.ops.nn": ops.nn}
    missing = [name for name in ACTIVATIONS.split() if not hasattr(keras.activations, name)]
    for module, names in ALLOWED.items():
        if module.startswith("keras.src.models"):
            assert names == Functional.__name__
            continue
        place = places.get(module, keras)
        for part in module.split(".")[1:] if module not in places else ():
            place = getattr(place, part)
        missing += [f"{module}.{name}" for name in names.split() if not hasattr(place, name)]
    # an older Keras lacks a few newer ones; the network is then refused by Keras itself
    assert set(missing) <= {"keras.Functional", "keras.layers.RMSNormalization", "keras.optimizers.Muon"}


@pytest.mark.parametrize("activation", ["relu", keras.activations.relu, keras.ops.relu, layers.ReLU()])
def test_activations_may_be_given_in_any_way(activation):
    model = compiled(keras.Sequential([layers.Flatten(), layers.Dense(10, activation=activation)]))
    outputs = rebuild(model).predict(np.random.default_rng(1).normal(0, 1, (4, 28, 28, 1)), verbose=0)
    assert (outputs >= 0).all()
    assert (outputs == 0).any()


def test_activations_of_tensorflow_are_known_by_their_names():
    tensorflow = pytest.importorskip("tensorflow")
    model = compiled(
        keras.Sequential(
            [
                layers.Flatten(),
                layers.Dense(5, activation=tensorflow.nn.relu),
                layers.Dense(10, activation=tensorflow.nn.softmax),
            ]
        )
    )
    names = [layer["config"].get("activation") for layer in parsed(model)["config"]["layers"]]
    assert names == [None, "relu", "softmax"]


def test_network_without_input_layer_takes_the_shape_that_we_say():
    model = compiled(keras.Sequential([layers.Conv2D(2, 3), layers.Flatten(), layers.Dense(10)]))
    assert rebuild(model).input_shape == (None, 28, 28, 1)
    assert rebuild(model, input_shape=(9, 8, 3)).input_shape == (None, 9, 8, 3)


def test_network_that_was_built_or_used_keeps_its_own_shape():
    model = compiled(keras.Sequential([layers.Flatten(), layers.Dense(10)]))
    model.predict(np.zeros((2, 28, 28)), verbose=0)
    assert rebuild(model).input_shape == (None, 28, 28)


def test_batch_size_and_open_axes_are_the_examiners():
    inputs = keras.Input(batch_shape=(32, None, None, 1))
    outputs = layers.Dense(10)(layers.GlobalMaxPooling2D()(layers.Conv2D(2, 3)(inputs)))
    assert rebuild(compiled(keras.Model(inputs, outputs))).input_shape == (None, 28, 28, 1)


def test_precision_and_seeds_are_the_examiners():
    model = keras.Sequential(
        [layers.Flatten(dtype="float64"), layers.Dropout(0.5, seed=3), layers.Dense(10, dtype="mixed_float16")]
    )
    rebuilt = rebuild(compiled(model))
    assert {layer.compute_dtype for layer in rebuilt.layers} == {"float32"}
    assert "seed" not in describe(compiled(model)).model


def test_optimizer_and_schedule_cross():
    rate = keras.optimizers.schedules.CosineDecay(0.25, 100)
    rebuilt = rebuild(dense_network(optimizer=keras.optimizers.SGD(rate, momentum=0.5)))
    assert isinstance(rebuilt.optimizer, keras.optimizers.SGD)
    assert rebuilt.optimizer.momentum == 0.5
    assert float(rebuilt.optimizer.learning_rate) == pytest.approx(0.25)


def test_metrics_of_the_students_own_do_no_harm():
    def mine(truth, outputs):
        return 1.0

    assert describe(dense_network(metrics=[mine, "accuracy"])) == describe(dense_network())


def test_regularisers_constraints_and_initialisers_cross():
    model = compiled(
        keras.Sequential(
            [
                layers.Flatten(),
                layers.Dense(
                    10,
                    kernel_regularizer="l2",
                    kernel_constraint=keras.constraints.MaxNorm(2),
                    bias_initializer=keras.initializers.Constant(0.5),
                ),
            ]
        )
    )
    dense = rebuild(model).layers[-1]
    assert isinstance(dense.kernel_regularizer, keras.regularizers.L2)
    assert isinstance(dense.kernel_constraint, keras.constraints.MaxNorm)
    assert (np.asarray(dense.bias) == 0.5).all()


# What is refused


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "gives None, not a Keras model"),
        (..., "gives Ellipsis, not a Keras model"),
        ([1, 2], "gives a list, not a Keras model"),
        ("model", "gives a str, not a Keras model"),
    ],
)
def test_what_is_no_model_is_refused(answer, words):
    with pytest.raises(ModelRefused, match=words):
        rebuild(answer)


def test_uncompiled_network_is_refused_with_the_remedy():
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10)])
    assert describe(model).compiled is None
    with pytest.raises(ModelRefused, match=r"not compiled: call model\.compile"):
        rebuild(model)
    with pytest.raises(ModelRefused, match="not compiled"):
        models.loss_of(model)


def test_class_of_the_students_own_is_refused():
    class Network(keras.Model):
        def __init__(self):
            super().__init__()
            self.last = layers.Dense(10)

        def call(self, inputs):
            return self.last(inputs)

    with pytest.raises(ModelRefused, match=r"of the class Network: build it with keras\.Sequential"):
        rebuild(compiled(Network()))


def test_layer_of_the_students_own_is_refused():
    class Twice(layers.Layer):
        def call(self, inputs):
            return 2 * inputs

    with pytest.raises(ModelRefused, match="uses Twice, which the examiner does not build"):
        rebuild(compiled(keras.Sequential([layers.Flatten(), Twice(), layers.Dense(10)])))


def test_registered_layer_is_refused_even_where_it_is_registered():
    @keras.saving.register_keras_serializable(package="mine")
    class Registered(layers.Dense):
        pass

    with pytest.raises(ModelRefused, match="uses Registered"):
        rebuild(compiled(keras.Sequential([layers.Flatten(), Registered(10)])))


@pytest.mark.filterwarnings("ignore:The object being serialized includes a `lambda`")
def test_code_is_refused():
    with pytest.raises(ModelRefused, match="uses Lambda"):
        rebuild(compiled(keras.Sequential([layers.Flatten(), layers.Lambda(lambda x: x), layers.Dense(10)])))
    with pytest.raises(ModelRefused, match="uses a lambda as an activation"):
        rebuild(compiled(keras.Sequential([layers.Flatten(), layers.Dense(10, activation=lambda x: x)])))


def test_functions_of_the_students_own_are_refused():
    def double(x):
        return 2 * x

    def my_loss(truth, outputs):
        return 0.0

    with pytest.raises(ModelRefused, match="a function of its own, double"):
        rebuild(compiled(keras.Sequential([layers.Flatten(), layers.Dense(10, activation=double)])))
    with pytest.raises(ModelRefused, match="loss my_loss is none"):
        rebuild(dense_network(loss=my_loss))


@pytest.mark.parametrize("loss", [["sparse_categorical_crossentropy"], None])
def test_anything_but_one_loss_is_refused(loss):
    with pytest.raises(ModelRefused, match="without a loss"):
        rebuild(dense_network(loss=loss))


LAMBDA = {"class_name": "__lambda__", "config": {"value": ["4wEAAAAA", None, None]}}


@pytest.mark.parametrize(
    "entry",
    [
        {"module": "keras.layers", "class_name": "Lambda", "config": {"name": "x", "function": LAMBDA}},
        {"module": "keras.layers", "class_name": "TFSMLayer", "config": {"name": "x", "filepath": "/etc"}},
        {"module": "keras.layers", "class_name": "StringLookup", "config": {"name": "x", "vocabulary": "/etc/passwd"}},
        {
            "module": "keras.layers",
            "class_name": "Dense",
            "registered_name": "mine>Dense",
            "config": {"name": "x", "units": 3},
        },
        {"module": "os", "class_name": "system", "config": {"name": "x", "command": "true"}},
        {"module": "builtins", "class_name": "eval", "config": {"name": "x"}},
        {"module": "keras.src.saving.saving_lib", "class_name": "load_model", "config": {"name": "x"}},
        {"module": "keras.utils", "class_name": "get_file", "config": {"name": "x", "origin": "http://x"}},
        {"module": None, "class_name": "Dense", "config": {"name": "x", "units": 3}},
        {"module": ["keras.layers"], "class_name": "Dense", "config": {"name": "x"}},
        {"module": "keras.layers", "class_name": {"a": 1}, "config": {"name": "x"}},
        {"module": "keras.layers", "class_name": "Dense", "config": ["name"]},
        {"module": "keras.layers", "class_name": "Dense", "config": None},
        {"class_name": "__tensor__", "config": {"value": [1], "dtype": "float32"}},
        {"class_name": "__numpy__", "config": {"value": [1], "dtype": "float32"}},
        {"class_name": "__typespec__", "spec_name": "x", "module": "os", "config": []},
        {"class_name": "function", "module": "os", "registered_name": "system", "config": "system"},
        LAMBDA,
        {"no": "class"},
        [],
        "Dense",
        None,
        7,
    ],
)
def test_hostile_layers_are_refused(entry):
    with pytest.raises(ModelRefused):
        rebuild(hostile_layer(entry))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("kernel_initializer", {"module": "keras.initializers", "class_name": "Evil", "config": {}}),
        ("kernel_initializer", {"class_name": "__numpy__", "config": {"value": [[1.0]], "dtype": "float32"}}),
        ("kernel_regularizer", {"module": "os", "class_name": "system", "config": {}}),
        ("kernel_constraint", LAMBDA),
        ("activation", LAMBDA),
        ("activation", "eval"),
        ("activation", {"class_name": "function", "module": "builtins", "config": "eval", "registered_name": "eval"}),
        ("units", 10**12),
        ("units", -(10**12)),
        ("units", 1e400),
        ("units", "ten"),
        ("units", []),
        ("units", [1] * 1000),
        ("name", "a" * 5000),
        ("name", "../../etc\n"),
        ("surprise", 1),
        ("lora_rank", "everything"),
    ],
)
def test_hostile_settings_are_refused(setting, value):
    with pytest.raises(ModelRefused):
        rebuild(with_layers(lambda stack: stack[2]["config"].update({setting: value})))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "3", '"x"', "[" * 100_000, '{"a":' * 5000 + "1" + "}" * 5000, "1" * 200_001]
)
def test_text_that_is_no_configuration_is_refused(text):
    good = describe(dense_network())
    with pytest.raises(ModelRefused):
        rebuild(Architecture(text, good.compiled))
    with pytest.raises(ModelRefused):
        rebuild(Architecture(good.model, text))


@pytest.mark.parametrize("text", [7, b"{}", ["{}"]])
def test_text_that_is_no_text_is_refused(text):
    with pytest.raises(ModelRefused):
        rebuild(Architecture(text, describe(dense_network()).compiled))


@pytest.mark.parametrize(
    "change",
    [
        {"optimizer": None},
        {"optimizer": "adam"},
        {"optimizer": {"module": "os", "class_name": "system", "config": {}}},
        {"optimizer": {"module": "keras.optimizers", "class_name": "Adam", "config": {"learning_rate": LAMBDA}}},
        {"optimizer": {"module": "keras.optimizers", "class_name": "Adam", "config": {"learning_rate": "fast"}}},
        {
            "optimizer": {
                "module": "keras.optimizers",
                "class_name": "LossScaleOptimizer",
                "config": {"inner_optimizer": LAMBDA},
            }
        },
        {"loss": LAMBDA},
        {"loss": {"class_name": "function", "module": "os", "config": "system"}},
        {"loss": {"module": "keras.losses", "class_name": "Evil", "config": {}}},
        {"loss": {"module": "keras.losses", "class_name": "Huber", "config": {"delta": LAMBDA}}},
        {"loss": "os.system"},
        {"loss": 3},
    ],
)
def test_hostile_compilation_is_refused(change):
    good = describe(dense_network())
    with pytest.raises(ModelRefused):
        rebuild(Architecture(good.model, json.dumps({**json.loads(good.compiled), **change})))


def functional(change) -> Architecture:
    architecture = describe(branched_network())
    model = json.loads(architecture.model)
    change(model["config"])
    return Architecture(json.dumps(model), architecture.compiled)


def point_to(config, layer, history):
    node = config["layers"][layer]["inbound_nodes"][0]["args"][0]
    (node[0] if isinstance(node, list) else node)["config"]["keras_history"] = history


@pytest.mark.parametrize(
    "change",
    [
        lambda config: point_to(config, 2, ["nowhere", 0, 0]),
        lambda config: point_to(config, 2, ["dense_9", 10**6, 0]),
        lambda config: point_to(config, 2, [config["layers"][2]["name"], 0, 0]),
        lambda config: point_to(config, 2, [0, 0, 0]),
        lambda config: point_to(config, 2, []),
        lambda config: config.update(input_layers=[]),
        lambda config: config.update(output_layers=["nowhere", 0, 0]),
        lambda config: config.update(output_layers=None),
        lambda config: config.update(layers=[]),
        lambda config: config.update(layers={}),
        lambda config: config.pop("layers"),
        lambda config: config["layers"].append(copy.deepcopy(config["layers"][1])),
        lambda config: config["layers"][0]["config"].update(batch_shape="x"),
        lambda config: config["layers"][0]["config"].update(batch_shape=[None, 1.5]),
    ],
)
def test_graphs_that_make_no_sense_are_refused_at_once(change):
    started = time.monotonic()
    with pytest.raises(ModelRefused):
        rebuild(functional(change))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "build",
    [
        lambda: [layers.Flatten(), layers.Dense(1_000_000), layers.Dense(1_000_000), layers.Dense(10)],
        lambda: [layers.Conv2D(100_000, 28), layers.Flatten(), layers.Dense(10)],
        lambda: [layers.Flatten(), *(layers.Dense(2000) for _ in range(100)), layers.Dense(10)],
        lambda: [layers.UpSampling2D(1000), layers.GlobalMaxPooling2D(), layers.Dense(10)],
        lambda: [layers.ZeroPadding2D(100_000), layers.GlobalMaxPooling2D(), layers.Dense(10)],
        lambda: [layers.Flatten(), layers.RepeatVector(900_000), layers.Flatten(), layers.Dense(10)],
    ],
)
def test_huge_networks_are_refused_without_being_allocated(build):
    entries = [keras.saving.serialize_keras_object(layer) for layer in build()]
    architecture = with_layers(lambda stack: stack.__setitem__(slice(1, None), entries))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ModelRefused, match=r"parameters; the examiner builds at most|numbers for one image"):
        rebuild(architecture)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200_000 * (1024 if sys.platform == "darwin" else 1)


def test_number_of_layers_is_limited():
    flat = {"module": "keras.layers", "class_name": "Flatten", "config": {"name": "f"}, "registered_name": None}
    many = [{**flat, "config": {"name": f"f{i}"}} for i in range(500)]
    with pytest.raises(ModelRefused, match="more than 400 layers"):
        rebuild(with_layers(lambda stack: stack.extend(many)))


def test_limit_on_parameters_can_be_lowered():
    assert rebuild(dense_network(), largest=9550).count_params() == 784 * 12 + 12 + 12 * 10 + 10 == 9550
    with pytest.raises(ModelRefused, match="9,550 parameters; the examiner builds at most 9,549"):
        rebuild(dense_network(), largest=9549)


def test_layers_that_do_not_fit_together_are_refused_in_one_line():
    model = compiled(keras.Sequential([layers.Conv2D(2, 40), layers.Flatten(), layers.Dense(10)]))
    with pytest.raises(ModelRefused, match="Keras cannot build your network") as caught:
        rebuild(model)
    assert "\n" not in str(caught.value)


def test_refusals_show_no_markup_of_the_student():
    entry = {"module": "x", "class_name": "<script>alert(1)</script>" * 50, "config": {"name": "x"}}
    with pytest.raises(ModelRefused) as caught:
        rebuild(hostile_layer(entry))
    assert "<" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_checking_leaves_nothing_behind_in_keras():
    before = keras.Sequential([layers.Flatten()]).name
    rebuild(dense_network())
    after = keras.Sequential([layers.Flatten()]).name
    number = int(before.split("_")[-1]) if "_" in before else 0
    assert after == f"sequential_{number + 2}"  # one more for dense_network, none for checking it


# What tests ask of a rebuilt network


def test_inputs_and_targets_follow_the_network():
    images, labels = np.full((2, 28, 28), 51, np.uint8), np.array([3, 1])
    flat = compiled(keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10)]))
    deep = dense_network(loss="categorical_crossentropy")
    assert networks.inputs_for(flat, images).shape == (2, 28, 28)
    assert networks.inputs_for(deep, images).shape == (2, 28, 28, 1)
    assert networks.inputs_for(deep, images).max() == pytest.approx(0.2)
    assert networks.targets_for(flat, labels).tolist() == [3, 1]
    assert networks.targets_for(deep, labels).shape == (2, 10)
    assert networks.targets_for(deep, labels).argmax(axis=1).tolist() == [3, 1]


@pytest.mark.parametrize("shape", [(784,), (1, 28, 28), (28, 28, 3), (14, 14, 1)])
def test_networks_for_other_inputs_are_told_so(shape):
    model = compiled(keras.Sequential([keras.Input(shape), layers.Flatten(), layers.Dense(10, activation="softmax")]))
    with pytest.raises(ModelRefused, match=r"a digit has the shape \(28, 28, 1\)"):
        networks.check_ends(model, "build()")


def ends(last, loss):
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), *last])
    networks.check_ends(compiled(model, loss=loss), "build()")


LOGITS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


@pytest.mark.parametrize(
    ("last", "loss"),
    [
        ([layers.Dense(10, activation="softmax")], "sparse_categorical_crossentropy"),
        ([layers.Dense(10), layers.Softmax()], "categorical_crossentropy"),
        ([layers.Dense(10)], LOGITS),
        ([layers.Dense(10)], keras.losses.CategoricalCrossentropy(from_logits=True)),
    ],
)
def test_ends_that_go_together(last, loss):
    ends(last, loss)


@pytest.mark.parametrize(
    ("last", "loss", "words"),
    [
        ([layers.Dense(10, activation="softmax")], LOGITS, "softmax twice"),
        ([layers.Dense(10)], "sparse_categorical_crossentropy", "expects probabilities"),
        ([layers.Dense(10, activation="sigmoid")], "categorical_crossentropy", "expects probabilities"),
        ([layers.Dense(10, activation="softmax")], "binary_crossentropy", "does not suit classes"),
        ([layers.Dense(10, activation="softmax")], "mse", "does not suit classes"),
        ([layers.Dense(9, activation="softmax")], "sparse_categorical_crossentropy", "wrong shape"),
    ],
)
def test_ends_that_do_not(last, loss, words):
    with pytest.raises(checks.Mismatch, match=words):
        ends(last, loss)


def test_probabilities_come_from_logits_too():
    images = np.random.default_rng(2).random((5, 28, 28, 1))
    for model in (dense_network(), compiled(keras.Sequential([layers.Flatten(), layers.Dense(10)]), loss=LOGITS)):
        probabilities = networks.probabilities_of(model, images)
        assert probabilities.shape == (5, 10)
        assert np.allclose(probabilities.sum(axis=1), 1)


def test_layers_without_activation_are_found():
    def found(*stack):
        return networks.linear_layers(compiled(keras.Sequential([keras.Input((28, 28, 1)), *stack])))

    flat, last = layers.Flatten, lambda: layers.Dense(10)
    assert found(layers.Conv2D(2, 3), layers.MaxPooling2D(), flat(), last()) == ["Conv2D at place 0"]
    assert found(layers.Conv2D(2, 3, activation="relu"), flat(), layers.Dense(4), last()) == ["Dense at place 2"]
    assert found(layers.Conv2D(2, 3), layers.BatchNormalization(), layers.ReLU(), flat(), last()) == []
    assert found(layers.Conv2D(2, 3, activation=layers.LeakyReLU()), flat(), last()) == []
    assert networks.linear_layers(branched_network()) == []


def test_kinds_of_layers_include_those_of_inner_models():
    kinds = networks.kinds_of_layers(branched_network())
    assert {"Conv2D", "MaxPooling2D", "Dense"} <= set(kinds)
    assert kinds.count("Conv2D") == 3
