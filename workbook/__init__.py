"""The workbook tool: generates the labs from source/, proves them, and grades what students hand in."""
