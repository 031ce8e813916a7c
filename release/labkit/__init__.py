"""What the notebooks of the workbook share: set-up, data, figures, checks, hand-in.

Students fetch this package with their first cell; graders have it installed.
It holds no answer to any question.
"""
