"""What an attack is: a submission, and what has to become of it."""

from __future__ import annotations

import io
import json
import textwrap
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook.examiner.limits import Limits

from .lab import FULL, KERAS_LAB, KERAS_LIMITS, LAB, LIMITS, PATIENT, graded_cells

GROUPS = ("forge", "leak", "hang", "crash", "malformed", "tamper", "odd")


@dataclass(frozen=True)
class Attack:
    """A submission by its code or its bytes, and the outcome that it must have.

    Attributes:
        points: what each question must give.
        status: the status of the row; ``None`` leaves it open whether something had to be stopped.
        remark: words that the row's remark must hold.
        forbidden: what must not appear in anything that the student reads, besides the secrets of the lab.
        slow: whether it takes more than two seconds.
        suffix: how the name of the file ends.
    """

    name: str
    group: str
    content: bytes | None
    points: Mapping[str, float] = field(default_factory=lambda: FULL)
    status: str | None = "graded"
    remark: str = ""
    forbidden: tuple[str, ...] = ()
    slow: bool = False
    lab: str = LAB
    suffix: str = ".ipynb"

    @property
    def limits(self) -> Limits:
        """What the submission may use: little, unless it needs Keras or is slow by intention."""
        if self.lab == KERAS_LAB:
            return KERAS_LIMITS
        return PATIENT if self.group in ("odd", "tamper") else LIMITS

    def bytes_with(self, marker: str) -> bytes | None:
        """Fill in the path that code of the student's, were it to run in the examiner, would write to."""
        return None if self.content is None else self.content.replace(b"@MARKER@", marker.encode())


def notebook(*cells: str, lab: str | None = LAB, **changes) -> bytes:
    """Write a notebook as Jupyter does."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "otter": {"assignment_name": lab}}
    content = {
        "cells": [
            {
                "cell_type": "code",
                "id": f"c{number}",
                "metadata": {},
                "source": textwrap.dedent(cell).strip("\n"),
                "outputs": [],
                "execution_count": None,
            }
            for number, cell in enumerate(cells)
        ],
        "metadata": metadata if lab else {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content | changes).encode()


def right(*before: str, after: tuple[str, ...] = (), lab: str = LAB) -> bytes:
    """Write a notebook with all right answers, and more cells before and after them."""
    return notebook(*before, *graded_cells(lab), *after, lab=lab)


def instead(cell: str, lab: str = LAB) -> bytes:
    """Write a notebook with all right answers and then a cell that defines some of them anew."""
    return right(after=(cell,), lab=lab)


def zipped(files: Mapping[str, bytes | str], *, links: Mapping[str, str] | None = None) -> bytes:
    """Write a zip, also with names that no honest zip has."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        for name, target in (links or {}).items():
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.external_attr = 0o120777 << 16
            archive.writestr(info, target)
    return buffer.getvalue()
