"""The workbook tool: generates the labs from source/, proves them, and grades what students hand in."""

import sys

# Where this package is installed, jsonschema, which Otter imports, spends two seconds on 38 grammars for it: in every
# process, and for addresses that no notebook holds.
sys.modules.setdefault("rfc3987_syntax", None)
