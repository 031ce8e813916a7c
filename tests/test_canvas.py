"""The sheet to draw on: what arrives is saved or refused, and a real JupyterLab in a real browser sends it."""

import base64
import io
import json
import os
import re
import socket
import subprocess
import sys
import time
import types
import urllib.request
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from labkit import canvas

SCREENSHOTS = Path(__file__).parents[1] / "build" / "screenshots"


def address(image: Image.Image, file_type: str = "PNG") -> str:
    buffer = io.BytesIO()
    image.save(buffer, file_type)
    return canvas.PREFIX + base64.b64encode(buffer.getvalue()).decode()


DRAWING = address(Image.new("RGBA", (280, 280), (0, 0, 0, 0)))


def mode(path: Path) -> str:
    with Image.open(path) as image:
        return image.mode


def message(name="three", image=DRAWING) -> str:
    return json.dumps({"name": name, "image": image})


def test_drawings_are_numbered_and_never_overwritten(tmp_path):
    folder = tmp_path / "own"
    for name in ("three", "three", " Größe 7 ", "three"):
        told = canvas.received(str(folder), message(name))
        assert told["saved"]
        assert told["text"].startswith("Saved as ")
    (folder / "three" / "0001.png").unlink()
    canvas.received(str(folder), message())
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.png"))
    assert found == ["Größe 7/0001.png", "three/0002.png", "three/0003.png", "three/0004.png"]
    assert mode(folder / "three" / "0002.png") == "RGBA"


@pytest.mark.parametrize(
    "name", ["", " ", "../up", "/etc", "a/b", "a\\b", ".hidden", "..", "x" * 41, "a\nb", "_", "con:1", 'a"b']
)
def test_a_class_that_is_no_name_is_refused(name, tmp_path):
    told = canvas.received(str(tmp_path / "own"), message(name))
    assert not told["saved"]
    assert "letters and digits" in told["text"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        "null",
        '{"name": "three"}',
        message(name=3),
        message(image=7),
        message(image="data:text/html;base64,AAAA"),
        message(image=canvas.PREFIX + "!!!"),
        message(image=canvas.PREFIX),
        message(image=DRAWING[:-40]),
        message(image=address(Image.new("L", (9, 9)), "GIF")),
        message(image=canvas.PREFIX + "A" * canvas.LONGEST_DRAWING),
    ],
)
def test_a_drawing_that_did_not_arrive_is_refused(text, tmp_path):
    told = canvas.received(str(tmp_path / "own"), text)
    assert not told["saved"]
    assert "did not arrive whole" in told["text"]
    assert list(tmp_path.iterdir()) == []


def test_own_pictures_are_used_once_there_are_enough(tmp_path, capsys):
    own, example = tmp_path / "own", tmp_path / "example"
    assert canvas.own_or_example(str(own), str(example)) == str(example)
    for _ in range(canvas.FEWEST):
        canvas.received(str(own), message("a"))
    assert canvas.own_or_example(str(own), str(example)) == str(example)
    for _ in range(canvas.FEWEST):
        canvas.received(str(own), message("b"))
    assert canvas.own_or_example(str(own), str(example)) == str(own)
    assert "your own pictures" in capsys.readouterr().out


def test_the_shapes_hold_what_people_hand_in(tmp_path):
    canvas.write_shapes(str(tmp_path / "one"))
    canvas.write_shapes(str(tmp_path / "two"))
    files = {path.relative_to(tmp_path / "one"): path for path in (tmp_path / "one").rglob("*.*")}
    assert {path.parts[0] for path in files} == {"cross", "ring", "roof"}
    for name, path in files.items():
        assert path.read_bytes() == (tmp_path / "two" / name).read_bytes()
    pixels = np.asarray(Image.open(tmp_path / "one" / "ring" / "000.png"))
    assert 0.02 < (pixels[..., 3] > 128).mean() < 0.4
    assert mode(tmp_path / "one" / "ring" / "003.JPG") == "RGB"
    assert (tmp_path / "one" / "cross" / "040.png").stat().st_size == 0


def test_on_colab_the_drawing_comes_by_a_callback(tmp_path, monkeypatch):
    callbacks, shown = {}, []
    output = types.SimpleNamespace(register_callback=callbacks.__setitem__)
    monkeypatch.setitem(sys.modules, "google", types.ModuleType("google"))
    monkeypatch.setitem(sys.modules, "google.colab", types.SimpleNamespace(output=output))
    monkeypatch.setattr(canvas, "on_colab", lambda: True)
    monkeypatch.setattr(canvas, "display", shown.append)
    assert canvas.sheet(str(tmp_path)) is None
    ((name, answer),) = callbacks.items()
    assert f'invokeFunction("{name}"' in shown[0].data
    assert answer(message()).data["saved"] is True
    assert answer(message("..")).data["saved"] is False


def test_without_widgets_there_is_a_note(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert "Put files into own_digits" in canvas.sheet("own_digits").data


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """A JupyterLab with a notebook that shows the sheet: its address and its folder."""
    folder = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("from labkit import canvas\n\ncanvas.sheet('own_digits')")],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, folder / "draw.ipynb")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"]
    settings = {name: str(folder / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "HOME")}
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--IdentityProvider.token=t", "--LabApp.news_url=", f"--ServerApp.root_dir={folder}"],
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
        )
    try:
        base = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{base}/api/status?token=t", timeout=5).close()
                break
            except OSError:
                assert server.poll() is None, (folder / "log.txt").read_text()
                time.sleep(0.1)
        yield f"{base}/lab/tree/draw.ipynb?token=t", folder
    finally:
        server.terminate()
        server.wait(30)


def draw_a_line(page: Page) -> None:
    box = page.locator("canvas[aria-label^='A sheet']").bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 240, steps=8)
    page.mouse.up()


@pytest.mark.slow
def test_a_drawing_made_in_jupyterlab_becomes_a_file(browser, jupyterlab):
    address, folder = jupyterlab
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto(address)
    page.locator(".jp-Notebook .jp-CodeCell").first.click(timeout=60_000)
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_be_attached(timeout=60_000)
    page.keyboard.press("Control+Enter")
    sheet = page.locator("div[id^='sheet-']")
    expect(sheet).to_be_visible(timeout=60_000)
    expect(page.locator("textarea").last).to_be_attached()
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("status")).to_have_text("Nothing to save: the sheet is empty.")
    draw_a_line(page)
    sheet.get_by_label("Class").fill("one")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "canvas.png")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("status")).to_have_text("Saved as own_digits/one/0001.png.")
    draw_a_line(page)
    expect(sheet.get_by_role("status")).to_have_text("")
    sheet.get_by_label("Class").fill("../up")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("status")).to_have_text(re.compile("^Not saved: write the class"))
    sheet.get_by_label("Class").fill("two")  # the drawing is still there
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("status")).to_have_text("Saved as own_digits/two/0001.png.")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("status")).to_have_text("Nothing to save: the sheet is empty.")
    page.close()
    assert [path.relative_to(folder / "own_digits").as_posix() for path in sorted(folder.rglob("*.png"))] == [
        "one/0001.png",
        "two/0001.png",
    ]
    with Image.open(folder / "own_digits" / "one" / "0001.png") as image:
        pixels = np.asarray(image)
    rows, columns = np.nonzero(pixels[..., 3] > 128)
    assert pixels.shape == (280, 280, 4)
    assert pixels[rows, columns, :3].max() == 0
    assert abs(columns.mean() - 60) < 4
    assert abs(rows.mean() - 140) < 4
    assert np.ptp(rows) == pytest.approx(218, abs=6)


@pytest.mark.slow
def test_on_colab_s_page_the_sheet_calls_back(browser, tmp_path, monkeypatch):
    """With a stand-in for the two objects that Colab puts into the page: what is documented of them, no more."""
    shown = []
    monkeypatch.setitem(sys.modules, "ipywidgets", types.SimpleNamespace(Textarea=StandIn))
    monkeypatch.setattr(canvas, "display", lambda *parts: shown.extend(parts))
    canvas.sheet(str(tmp_path))
    page = browser.new_page()
    page.expose_function("answered", lambda text: canvas.received(str(tmp_path / "own"), text))
    page.set_content(
        "<script>window.google = {colab: {kernel: {invokeFunction: async (name, args) =>"
        "({data: {'application/json': await answered(args[0])}})}}}</script>" + shown[0].data
    )
    draw_a_line(page)
    page.get_by_label("Class").fill("one")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("one/0001.png")
    page.close()
    assert mode(tmp_path / "own" / "one" / "0001.png") == "RGBA"


class StandIn:
    """As much of a text field of ipywidgets as a page without a kernel needs."""

    layout = types.SimpleNamespace()

    def add_class(self, name):
        pass

    def observe(self, handler, name):
        pass
