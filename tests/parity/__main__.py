"""Makes docs/parity.md: ``python -m tests.parity`` from the checkout, as root on Linux.

``.ci/with-docker python -m tests.parity`` starts the Docker daemon that ``otter grade`` needs, too.
"""

from __future__ import annotations

import argparse
import sys

from .run import DOCUMENT, run


def main() -> None:
    """Grade everything, write the page, and exit with 1 if there is a difference that nobody can explain."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="only the graders whose titles hold this word, and write no page")
    only = parser.parse_args().only
    text, faults = run(tell=print, only=only)
    if only:
        print(text)
    else:
        DOCUMENT.write_text(text, encoding="utf-8")
        print(f"Written: {DOCUMENT}")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
