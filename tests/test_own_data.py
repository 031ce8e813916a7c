"""Lab 5's data: what hidden tests believe in is right, whatever an answer returns gets a sentence, figures speak."""

import numpy as np
import pytest
from PIL import Image

from labkit import folder_checks, folders
from labkit.checks import Mismatch
from labkit.figures import own_data as figures
from workbook.examiner import oracles_own_data as oracles

FILES = {"cat/1.png": 50, "dog/1.png": 200}
IMAGES = np.full((2, 28, 28, 1), 50.0)
IMAGES[1] = 200
LABELS = np.array([0, 1])
NAMES = ["cat", "dog"]


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 0, 0), (12, 200, 99), (255, 255, 255)])
def test_greys_are_pillow_s(colour):
    assert oracles.grey(colour) == pytest.approx(Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0)), abs=1)
    for alpha in (0, 77, 255):
        picture = Image.new("RGBA", (1, 1), (*colour, alpha))
        paper = Image.alpha_composite(Image.new("RGBA", (1, 1), "white"), picture).convert("L")
        assert oracles.on_white(colour, alpha) == pytest.approx(paper.getpixel((0, 0)), abs=1.5)


@pytest.mark.parametrize("inks", [(0, 0, 0, 0), (230, 20, 40, 10), (0, 0, 0, 200), (255, 255, 255, 255)])
def test_inks_are_pillow_s(inks):
    found = Image.new("CMYK", (1, 1), inks).convert("RGB").convert("L").getpixel((0, 0))
    assert oracles.of_inks(*inks) == pytest.approx(found, abs=2)


def loaded(got):
    folder_checks.loaded(got, FILES, NAMES, "load_folder(path)", skipped=["cat/x.txt"])


@pytest.mark.parametrize(
    "got",
    [
        (IMAGES, LABELS, NAMES, ["cat/x.txt"]),
        [IMAGES.tolist(), [0, 1], ("cat", "dog"), ("cat\\x.txt",)],
        (IMAGES.astype(np.uint8), LABELS.astype(float), np.array(NAMES), np.array(["cat/x.txt"])),
        (IMAGES + 3, LABELS, NAMES, ["cat/x.txt"]),
    ],
)
def test_every_form_of_a_right_result_passes(got):
    loaded(got)


@pytest.mark.parametrize(
    ("got", "told"),
    [
        (None, "gives None"),
        (..., "gives Ellipsis"),
        (IMAGES, "does not give four things"),
        ((IMAGES, LABELS, NAMES), "does not give four things"),
        ((IMAGES, LABELS, ["dog", "cat"], []), "names is wrong"),
        ((IMAGES, LABELS, {"cat": 0, "dog": 1}, []), "names is no list of texts"),
        ((IMAGES, LABELS, "cat dog", []), "names is no list of texts"),
        ((IMAGES, LABELS, NAMES, []), "skipped is wrong"),
        ((IMAGES, LABELS, NAMES, 1), "skipped is no list of texts"),
        ((IMAGES, LABELS, NAMES, None), "skipped is no list of texts"),
        ((IMAGES, LABELS, NAMES, ["x.txt"]), "skipped is wrong"),
        ((IMAGES[..., 0], LABELS, NAMES, ["cat/x.txt"]), "images has the wrong shape"),
        ((IMAGES[:1], LABELS, NAMES, ["cat/x.txt"]), "images has the wrong shape"),
        ((None, LABELS, NAMES, ["cat/x.txt"]), "images gives None"),
        (([IMAGES[0], 1], LABELS, NAMES, ["cat/x.txt"]), "images gives a list"),
        ((IMAGES, NAMES, NAMES, ["cat/x.txt"]), "labels gives a list"),
        ((IMAGES, LABELS + 1, NAMES, ["cat/x.txt"]), "labels has wrong values"),
        ((IMAGES / 255, LABELS, NAMES, ["cat/x.txt"]), "the picture of cat/1.png has wrong values"),
        ((IMAGES * np.nan, LABELS, NAMES, ["cat/x.txt"]), "the picture of cat/1.png has wrong values"),
        ((IMAGES[::-1], LABELS, NAMES, ["cat/x.txt"]), "the picture of cat/1.png has wrong values"),
    ],
)
def test_a_wrong_result_gets_a_sentence(got, told):
    with pytest.raises(Mismatch, match=told):
        loaded(got)


@pytest.mark.parametrize(
    ("got", "told"),
    [
        (None, "gives None"),
        ((), "does not give a pair"),
        ((1, 2, 3), "does not give a pair"),
        (([0, 1, 2], 3), "test, of f, has the wrong shape"),
        (([0, 1], [2]), "missing: 3\n"),
        (([0, 1, 2], [2, 3]), "more than once: 2\n"),
        (([0, 1, 2], [-1]), "does not use every image once"),
        (([0, 1, 2], [2.5]), "does not use every image once"),
        (([0, 1, 2], [np.nan]), "does not use every image once"),
        (([0, 1], "23"), "test, of f, gives a str"),
        ((np.zeros((2, 4, 4, 1)), np.zeros((2, 4, 4, 1))), "Return the numbers of the images"),
        ((np.array([True, True, False, False]), np.array([False, False, True, True])), "does not use every image once"),
    ],
)
def test_a_wrong_pair_gets_a_sentence(got, told):
    with pytest.raises(Mismatch, match=told):
        folder_checks.two_parts(got, 4, "f")


def test_shares_are_judged_by_pictures_with_room_for_both_roundings():
    rng = np.random.default_rng(1)
    pictures = rng.integers(0, 256, (8, 3, 3, 1))
    images = np.concatenate([pictures, pictures[:1]])  # the last one is a copy of the first
    labels = np.array([0] * 7 + [1, 0])

    def judge(test, share=0.5):
        train = np.setdiff1d(np.arange(9), test)
        oracles.check_shares((train, test), images, labels, share, "f")

    judge([1, 2, 3])
    judge([1, 2, 3, 4])
    judge([0, 8, 1, 2])
    judge([1], share=0.01)
    judge([0, 1, 2, 3, 4, 5, 8], share=0.99)
    for wrong in ([1, 2], [1, 2, 3, 4, 5], []):
        with pytest.raises(Mismatch, match="class 0 is not shared out"):
            judge(wrong)
    with pytest.raises(Mismatch, match="class 1 is not shared out"):
        judge([1, 2, 3, 7])
    with pytest.raises(Mismatch, match="on both sides"):
        judge([0, 1, 2])


def test_a_folder_of_every_kind_of_picture_can_be_written():
    noise = np.random.default_rng(2).integers(0, 256, (5, 7, 4), dtype=np.uint8)
    for pixels, mode in ((noise[..., 0], "L"), (noise[..., :3], "RGB"), (noise, "RGBA"), (noise[..., :2], "LA")):
        with Image.open(folders.make({"a": folders.picture(pixels, mode)}) + "/a") as image:
            assert image.mode == mode
            np.testing.assert_array_equal(np.asarray(image), pixels)
    deep = np.array([[0, 65535, 257]], np.uint16)
    with Image.open(folders.make({"a": folders.picture(deep)}) + "/a") as image:
        assert image.mode.startswith("I")
        np.testing.assert_array_equal(np.asarray(image), deep)


RESULT = (IMAGES, LABELS, NAMES, ["cat/x.txt"])
PROBABILITIES = np.array([[0.9, 0.1], [0.6, 0.4]])


@pytest.mark.parametrize(
    "shown",
    [
        figures.transparent_drawing,
        lambda: figures.folder_contents(RESULT),
        lambda: figures.folder_contents((IMAGES, LABELS, [*NAMES, "empty"], [])),
        lambda: figures.split_of_folder(RESULT, ([0], [1])),
        lambda: figures.split_of_folder(tuple(map(list, RESULT)), ([], [1, 0])),
        lambda: figures.readings(IMAGES / 255, LABELS, NAMES, PROBABILITIES),
    ],
)
def test_a_figure_has_a_picture_and_words(shown):
    page = shown().data
    assert page.startswith('<img alt="')
    assert "data:image/png;base64," in page


@pytest.mark.parametrize(
    "shown",
    [
        lambda: figures.folder_contents(None),
        lambda: figures.folder_contents((IMAGES[..., 0], LABELS, NAMES, [])),
        lambda: figures.folder_contents((IMAGES, LABELS, [], [])),
        lambda: figures.split_of_folder(None, None),
        lambda: figures.split_of_folder(RESULT, None),
        lambda: figures.split_of_folder(RESULT, ([0], [0])),
    ],
)
def test_an_unfinished_function_gets_a_note(shown):
    assert "Nothing to draw yet." in shown().data


def test_a_mistake_of_the_network_is_shown_first():
    page = figures.readings(IMAGES / 255, LABELS, NAMES, PROBABILITIES).data
    assert "1 of 2 test pictures read correctly" in page
    assert page.index("dog read as cat") < page.index("cat read as cat")
