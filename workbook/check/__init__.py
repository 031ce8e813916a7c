"""Proves that the workbook is sound: its tests bite, fail no right work, and give nothing away."""
