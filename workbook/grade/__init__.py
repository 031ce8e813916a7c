"""Grades a folder of submissions: one row for every file, whatever it is."""
