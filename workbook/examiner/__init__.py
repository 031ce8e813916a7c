"""The trusted side: tests, hidden data and marks. Nothing here ever runs a line of student code."""
