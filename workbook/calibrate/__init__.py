"""``workbook calibrate``: what honest and wrong answers reach, and so which thresholds are fair."""
