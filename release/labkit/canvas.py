"""A sheet to draw on, which saves drawings as the files of a data set, and a data set of shapes for who draws none.

The sheet is a canvas of the browser. In JupyterLab its drawing comes to the notebook through a hidden text field of
ipywidgets, on Colab through a callback. A drawing is ink on nothing: a PNG that is transparent where no pen was.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
import secrets
from pathlib import Path

import numpy as np
from IPython.display import HTML, JSON, display
from PIL import Image, ImageDraw

from labkit.figures.unfinished import note
from labkit.start import on_colab

SIDE = 280
"""Width and height of the sheet, in pixels; drawings are saved in this size."""
LONGEST_DRAWING = 1 << 20
CLASS_NAME = re.compile(r"[^\W_][\w -]{0,39}\Z")
ANSWER = "answer:"
"""Begins what comes back through the text field."""
PREFIX = "data:image/png;base64,"
FEWEST = 5
"""Pictures of each of two classes that make a folder worth reading."""

SHEET = """
<div id="{id}" style="background:#fff;color:#222;color-scheme:light;border:1px solid #666;border-radius:6px;
padding:10px;width:{side}px">
<canvas width="{side}" height="{side}" style="border:1px dashed #666;touch-action:none;cursor:crosshair;display:block"
 role="img" aria-label="A sheet to draw on with mouse, pen or finger. Instead you can put files into the folder."
></canvas>
<label style="display:block;margin:8px 0">Class <input value="{first}" maxlength="40" style="width:9em"></label>
<button type="button">Save</button> <button type="button">Wipe</button>
<div role="status" style="margin-top:6px"></div>
</div>
<script>
(() => {{
  const sheet = document.getElementById("{id}"), canvas = sheet.querySelector("canvas");
  const pen = canvas.getContext("2d"), name = sheet.querySelector("input");
  const [save, wipe] = sheet.querySelectorAll("button"), status = sheet.querySelector("[role=status]");
  let last = null, blank = true;
  const at = event => {{
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * {side}, (event.clientY - box.top) / box.height * {side}];
  }};
  const line = (from, to) => {{
    pen.lineWidth = 18; pen.lineCap = "round"; pen.strokeStyle = "#000";
    pen.beginPath(); pen.moveTo(...from); pen.lineTo(...to); pen.stroke(); blank = false;
  }};
  const clear = () => {{ pen.clearRect(0, 0, canvas.width, canvas.height); blank = true; }};
  canvas.onpointerdown = event => {{
    canvas.setPointerCapture(event.pointerId);
    last = at(event); line(last, last); status.textContent = "";
  }};
  canvas.onpointermove = event => {{ if (last) {{ line(last, at(event)); last = at(event); }} }};
  canvas.onpointerup = canvas.onpointercancel = () => {{ last = null; }};
  for (const event of ["keydown", "keypress", "keyup"]) name.addEventListener(event, e => e.stopPropagation());
  wipe.onclick = () => {{ clear(); status.textContent = ""; }};
  const ask = async message => {{
    if (window.google && google.colab) {{
      const answer = await google.colab.kernel.invokeFunction("{id}", [message], {{}});
      return answer.data["application/json"];
    }}
    const field = document.querySelector(".{id} textarea");
    if (!field) return {{"text": "This page cannot reach the notebook: put files into the folder instead."}};
    field.value = message;
    field.dispatchEvent(new Event("input", {{bubbles: true}}));
    field.dispatchEvent(new Event("change", {{bubbles: true}}));
    for (let tick = 0; tick < 200; tick++) {{
      await new Promise(done => setTimeout(done, 50));
      if (field.value.startsWith("{answer}")) return JSON.parse(field.value.slice({length}));
    }}
    return {{"text": "No answer from the notebook. Is another cell still running?"}};
  }};
  save.onclick = async () => {{
    if (blank) {{ status.textContent = "Nothing to save: the sheet is empty."; return; }}
    status.textContent = "Saving …";
    const told = await ask(JSON.stringify({{"name": name.value, "image": canvas.toDataURL("image/png")}}));
    status.textContent = told.text;
    if (told.saved) clear();
  }};
}})();
</script>
"""


def sheet(folder: str, first: str = "three"):
    """Show a sheet to draw on; each drawing becomes a file in ``folder/<class>/``.

    Args:
        folder: where the classes are, or will be.
        first: what the field for the class holds at first.

    Returns:
        None, or a note where there are no widgets.
    """
    name = f"sheet-{secrets.token_hex(6)}"
    shown = {"id": name, "side": SIDE, "first": html.escape(first, quote=True), "answer": ANSWER, "length": len(ANSWER)}
    page = HTML(SHEET.format(**shown))
    if on_colab():
        from google.colab import output

        output.register_callback(name, lambda message: JSON(received(folder, message)))
        display(page)
        return None
    try:
        from ipywidgets import Textarea
    except ImportError:
        return note(f"The sheet needs the package ipywidgets, which is not here. Put files into {folder}/<class>/.")
    field = Textarea()
    field.add_class(name)
    field.layout.display = "none"

    def drawn(change) -> None:
        if not change["new"].startswith(ANSWER):
            field.value = ANSWER + json.dumps(received(folder, change["new"]))

    field.observe(drawn, "value")
    display(page, field)
    return None


def received(folder: str, message: str) -> dict:
    """Save a drawing as the sheet sent it.

    Returns:
        ``saved``, whether it was saved, and ``text``, a sentence for the student.
    """
    try:
        drawing = json.loads(message)
        name, address = drawing["name"].strip(), drawing["image"]
        if not address.startswith(PREFIX) or len(address) > LONGEST_DRAWING:
            raise ValueError
        content = base64.b64decode(address.removeprefix(PREFIX), validate=True)
        Image.open(io.BytesIO(content), formats=["PNG"]).load()
    except (ValueError, TypeError, KeyError, AttributeError, OSError, SyntaxError, binascii.Error):
        return {"saved": False, "text": "Not saved: the drawing did not arrive whole. Try once more."}
    if not CLASS_NAME.match(name):
        text = "Not saved: write the class into the field, in letters and digits, such as three."
        return {"saved": False, "text": text}
    place = Path(folder, name)
    place.mkdir(parents=True, exist_ok=True)
    numbers = [int(file.stem) for file in place.glob("*.png") if file.stem.isdecimal()]
    file = place / f"{max(numbers, default=0) + 1:04d}.png"
    file.write_bytes(content)
    return {"saved": True, "text": f"Saved as {file.as_posix()}."}


def own_or_example(own: str, example: str) -> str:
    """Choose the student's own folder, or the drawn shapes as long as there are fewer than five files in two classes.

    Args:
        own: the student's folder, which may not be there.
        example: where the shapes are, or will be put.
    """
    folders = [entry for entry in Path(own).glob("*") if entry.is_dir() and not entry.name.startswith(".")]
    full = [folder for folder in folders if len([file for file in folder.iterdir() if file.is_file()]) >= FEWEST]
    if len(full) >= 2:
        print(f"You work with your own pictures, {own}.")
        return own
    print(f"Two classes in {own} need {FEWEST} pictures each before you can work with them.")
    print(f"Until then you work with drawn shapes, which are now in {example}.")
    write_shapes(example)
    return example


def write_shapes(folder: str) -> None:
    """Draw a small data set as people hand them in: of some classes little, transparent and not, copies, damage.

    Args:
        folder: where its classes go.
    """
    rng = np.random.default_rng(5)
    for name, (draw, count) in SHAPES.items():
        place = Path(folder, name)
        place.mkdir(parents=True, exist_ok=True)
        for serial in range(count):
            image = Image.new("RGBA", (SIDE // 2, SIDE // 2), (0, 0, 0, 0))
            draw(ImageDraw.Draw(image), rng)
            image = image.rotate(float(rng.uniform(-15, 15)), Image.Resampling.BILINEAR)
            if serial % 4 == 3:  # a photo: on paper, as JPEG
                paper = Image.new("RGBA", image.size, (235, 232, 220, 255))
                Image.alpha_composite(paper, image).convert("RGB").save(place / f"{serial:03d}.JPG", quality=90)
            else:
                image.save(place / f"{serial:03d}.png")
        (place / "copy of 000.png").write_bytes((place / "000.png").read_bytes())
    Path(folder, "cross", "040.png").write_bytes(b"")
    Path(folder, "ring", "list.txt").write_text("drawn on Monday\n", encoding="utf-8")


def _ends(rng: np.random.Generator) -> tuple[float, float, float, float]:
    """Where a shape begins and ends: left, top, right, bottom."""
    left, top = rng.uniform(15, 45, 2)
    right, bottom = rng.uniform(95, 125, 2)
    return left, top, right, bottom


def _ring(pen: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    pen.ellipse(_ends(rng), outline="black", width=int(rng.integers(6, 12)))


def _cross(pen: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    left, top, right, bottom = _ends(rng)
    width = int(rng.integers(6, 12))
    pen.line((left, top, right, bottom), fill="black", width=width)
    pen.line((left, bottom, right, top), fill="black", width=width)


def _roof(pen: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    left, top, right, bottom = _ends(rng)
    corners = [(left, bottom), ((left + right) / 2, top), (right, bottom), (left, bottom)]
    pen.line(corners, fill="black", width=int(rng.integers(6, 12)), joint="curve")


SHAPES = {"cross": (_cross, 40), "ring": (_ring, 24), "roof": (_roof, 12)}
"""How each shape is drawn, and how often."""
