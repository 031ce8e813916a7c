"""Turns sources into what students, instructors and graders get."""
