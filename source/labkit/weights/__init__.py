"""Weights that the course ships, trained in Keras.

Lab 2's are made by ``python -m workbook.train_weights``, lab 5's by ``workbook train-extractor``.

Beside each ``.npz`` lies a ``.json``: what the network learned from, with which seed and versions, and how well.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent


def digits_cnn() -> dict[str, np.ndarray]:
    """Load the small network of lab 2, which reads 28×28 digits.

    Returns:
        float32 arrays by name: ``conv1_kernels`` (3, 3, 1, 8), ``conv1_bias`` (8,), ``conv2_kernels`` (3, 3, 8, 16),
        ``conv2_bias`` (16,), ``dense_weights`` (400, 10), ``dense_bias`` (10,). They are new arrays at every call.
    """
    with np.load(FOLDER / "digits_cnn.npz", allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def digits_cnn_record() -> dict:
    """Read how `digits_cnn` was trained.

    Returns:
        among others ``"test_accuracy"``, and ``"first_training_logits"``: what Keras computes for the first training
        digits of ``labkit.data.bundled_digits()``, a list of ten logits for each.
    """
    return json.loads((FOLDER / "digits_cnn.json").read_text(encoding="utf-8"))


def extractor() -> list[np.ndarray]:
    """Load what the feature extractor of lab 5 has learned: float32 arrays in the order of Keras's ``set_weights``."""
    with np.load(FOLDER / "extractor.npz", allow_pickle=False) as archive:
        return [archive[name] for name in archive.files]


def extractor_record() -> dict:
    """Read how `extractor` was trained: data, seed, versions, and ``"test_accuracy"``."""
    return json.loads((FOLDER / "extractor.json").read_text(encoding="utf-8"))
