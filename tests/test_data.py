"""The digits: where they are looked for, in which order, and what a file must hold to pass for MNIST."""

from __future__ import annotations

import sys
import types

import numpy as np
import pytest

from labkit import data


@pytest.fixture(scope="module")
def arrays() -> dict[str, np.ndarray]:
    """Arrays in the form of MNIST, cheap to write since they compress to nothing."""
    arrays = {key: np.zeros(shape, np.uint8) for key, shape in data.SHAPES.items()}
    arrays["x_test"][0, 0, 0] = 200
    arrays["y_train"][1] = 9
    return arrays


@pytest.fixture(autouse=True)
def no_data_here(monkeypatch, tmp_path):
    """Begin each test without any MNIST within reach."""
    monkeypatch.delenv("WORKBOOK_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))


@pytest.fixture
def keras_download(monkeypatch):
    """Replace Keras by a stand-in whose download does what the test wants."""

    def use(load_data):
        mnist = types.SimpleNamespace(load_data=load_data)
        keras = types.SimpleNamespace(datasets=types.SimpleNamespace(mnist=mnist))
        monkeypatch.setitem(sys.modules, "keras", keras)

    return use


def save(path, arrays):
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)
    return path


def test_bundled_digits_look_like_mnist():
    digits = data.bundled_digits()
    assert digits.name == "digits"
    assert digits.train_images.shape == (1400, 28, 28)
    assert digits.test_images.shape == (397, 28, 28)
    for images, labels in ((digits.train_images, digits.train_labels), (digits.test_images, digits.test_labels)):
        assert images.dtype == np.uint8
        assert labels.dtype == np.int64
        assert (images.min(), images.max()) == (0, 255)
        assert sorted(set(labels.tolist())) == list(range(10))
        assert images[:, :4].max() == images[:, -4:].max() == images[:, :, :4].max() == images[:, :, -4:].max() == 0


def test_bundled_digits_are_always_the_same():
    first, second = data.bundled_digits(), data.bundled_digits()
    for name in ("train_images", "train_labels", "test_images", "test_labels"):
        assert np.array_equal(getattr(first, name), getattr(second, name))
    assert first.test_labels[:8].tolist() == [7, 1, 5, 0, 2, 4, 1, 6]  # lab 2's shipped weights never saw these


def test_no_test_digit_is_among_the_training_digits():
    digits = data.bundled_digits()
    train = {image.tobytes() for image in digits.train_images}
    assert not any(image.tobytes() in train for image in digits.test_images)


@pytest.mark.parametrize("named", ["file", "folder"])
def test_workbook_data_names_a_file_or_its_folder(named, arrays, monkeypatch, tmp_path, capsys):
    file = save(tmp_path / "chosen" / "mnist.npz", arrays)
    monkeypatch.setenv("WORKBOOK_DATA", str(file if named == "file" else file.parent))
    digits = data.load_digits()
    assert digits.name == "mnist"
    assert digits.test_images[0, 0, 0] == 200
    assert digits.train_labels.dtype == np.int64
    assert digits.train_labels[1] == 9
    assert capsys.readouterr().out == ""


def test_workbook_data_comes_before_the_cache_of_keras(arrays, monkeypatch, tmp_path):
    save(data.keras_cache(), {**arrays, "x_test": np.full(data.SHAPES["x_test"], 7, np.uint8)})
    monkeypatch.setenv("WORKBOOK_DATA", str(save(tmp_path / "mnist.npz", arrays)))
    assert data.load_digits().test_images[0, 0, 0] == 200


def test_empty_workbook_data_counts_as_unset(arrays, monkeypatch):
    monkeypatch.setenv("WORKBOOK_DATA", "")
    save(data.keras_cache(), arrays)
    assert data.load_digits().name == "mnist"


def test_workbook_data_that_leads_nowhere_is_an_error_with_a_remedy(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "missing"))
    with pytest.raises(data.DataUnusable, match=r"there is no file .*missing.* Set WORKBOOK_DATA to"):
        data.load_digits()


def test_cache_of_keras_is_used(arrays, tmp_path):
    save(tmp_path / "keras" / "datasets" / "mnist.npz", arrays)
    assert data.load_digits().test_images[0, 0, 0] == 200


def test_home_folder_holds_the_cache_unless_keras_home_says_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert data.keras_cache() == tmp_path / ".keras" / "datasets" / "mnist.npz"


def test_without_mnist_one_sentence_announces_the_bundled_digits(capsys):
    assert data.load_digits().name == "digits"
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "scikit-learn's handwritten digits instead" in said


def test_graders_never_download(keras_download):
    def load_data():
        raise AssertionError("a download without fetch=True")

    keras_download(load_data)
    assert data.load_digits().name == "digits"


def test_fetch_downloads_through_keras(arrays, keras_download, capsys):
    keras_download(lambda: ((arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])))
    assert data.load_digits(fetch=True).test_images[0, 0, 0] == 200
    assert capsys.readouterr().out == ""


def test_failing_download_is_one_sentence_and_the_bundled_digits(keras_download, capsys):
    def load_data():
        raise Exception("URL fetch failure: no route to host\nand a second line")  # what Keras raises

    keras_download(load_data)
    assert data.load_digits(fetch=True).name == "digits"
    said = capsys.readouterr().out
    assert said.startswith("MNIST could not be downloaded (URL fetch failure: no route to host), so")
    assert said.count("\n") == 1


def test_damaged_cache_of_keras_is_announced_and_passed_over(capsys):
    data.keras_cache().parent.mkdir(parents=True)
    data.keras_cache().write_bytes(b"PK\x03\x04 half a download")
    assert data.load_digits().name == "digits"
    assert "cannot be read as mnist.npz" in capsys.readouterr().out


def test_download_waits_no_longer_than_it_should(keras_download, arrays):
    import socket

    seen = []

    def load_data():
        seen.append(socket.getdefaulttimeout())
        raise OSError("silence")

    keras_download(load_data)
    data.load_digits(fetch=True)
    assert seen == [data.DOWNLOAD_TIMEOUT]
    assert socket.getdefaulttimeout() is None


@pytest.mark.parametrize(
    ("name", "change", "complaint"),
    [
        ("a key is missing", lambda a: {k: v for k, v in a.items() if k != "y_test"}, "cannot be read"),
        ("too few images", lambda a: {**a, "x_test": a["x_test"][:500]}, "x_test is uint8"),
        ("images of another size", lambda a: {**a, "x_test": np.zeros((10_000, 32, 32), np.uint8)}, "x_test is uint8"),
        ("floats", lambda a: {**a, "y_train": a["y_train"].astype(float)}, "y_train is float64"),
        ("a label above 9", lambda a: {**a, "y_test": np.full(10_000, 10, np.uint8)}, "a label is above 9"),
    ],
)
def test_what_is_not_mnist_is_refused(name, change, complaint, arrays, monkeypatch, tmp_path):
    monkeypatch.setenv("WORKBOOK_DATA", str(save(tmp_path / "mnist.npz", change(arrays))))
    with pytest.raises(data.DataUnusable, match=complaint):
        data.load_digits()


def test_pickles_are_never_loaded(arrays, monkeypatch, tmp_path):
    class Trap:
        def __reduce__(self):
            return (pytest.fail, ("the pickle was loaded",))

    trapped = np.empty(data.SHAPES["y_test"], object)
    trapped[0] = Trap()
    monkeypatch.setenv("WORKBOOK_DATA", str(save(tmp_path / "mnist.npz", {**arrays, "y_test": trapped})))
    with pytest.raises(data.DataUnusable, match="cannot be read"):
        data.load_digits()


@pytest.mark.parametrize("content", [b"", b"not a zip", b"\x93NUMPY\x01\x00"])
def test_files_of_another_kind_are_refused(content, monkeypatch, tmp_path):
    (tmp_path / "mnist.npz").write_bytes(content)
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    with pytest.raises(data.DataUnusable, match=r"cannot be read as mnist\.npz"):
        data.load_digits()


def test_single_array_is_no_archive(monkeypatch, tmp_path):
    with (tmp_path / "mnist.npz").open("wb") as file:
        np.save(file, np.zeros(3))
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    with pytest.raises(data.DataUnusable, match=r"cannot be read as mnist\.npz"):
        data.load_digits()
