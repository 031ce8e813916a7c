"""Lets nbgrader run the course: its source notebooks, and an autograder that grades in the sandbox.

`course` writes the course's folder, `source` its notebooks. The rest is what nbgrader loads there: `configure` puts
`starters`, `intake` and `examine` in their places.
"""
