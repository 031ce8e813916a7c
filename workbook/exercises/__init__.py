"""Exercises as people write them: text files in ``source/``, read and checked."""

from workbook.exercises.model import Cell, Exercise, Mistake, TestCase
from workbook.exercises.reader import read_exercise, read_lab

__all__ = ["Cell", "Exercise", "Mistake", "TestCase", "read_exercise", "read_lab"]
