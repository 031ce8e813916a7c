"""Makes docs/parity.md: ``python -m tests.parity`` from the checkout, after ``workbook generate``, as root on Linux.

``.ci/with-docker .venv/bin/python -m tests.parity`` starts the Docker daemon that ``otter grade`` needs, too.
"""

from __future__ import annotations

import argparse
import sys

from .run import DOCUMENT, run
from .table import news


def main() -> None:
    """Grade everything, write the page, and exit with 1 if there is a difference that nobody can explain."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the page says something else")
    what.add_argument("--only", help="only the graders whose titles hold this word, and write no page")
    parser.add_argument(
        "--every", type=int, default=1, help="with --check, only every so many of each lab's submissions"
    )
    chosen = parser.parse_args()
    if chosen.every != 1 and not chosen.check:
        parser.error("--every goes with --check: the page shows all submissions")
    text, faults, missing = run(tell=lambda line: print(line, flush=True), only=chosen.only, every=chosen.every)
    for title, why in missing.items():
        print(f"{title} was left out: {why}.", file=sys.stderr)
    if chosen.only:
        print(text)
    elif not chosen.check:
        DOCUMENT.write_text(text, encoding="utf-8")
        print(f"Written: {DOCUMENT}")
    elif missing:
        print(f"So {DOCUMENT} was not compared with what came out.", file=sys.stderr)
    elif changed := news(text, DOCUMENT.read_text(encoding="utf-8"), whole=chosen.every == 1):
        remedy = "Run 'python -m tests.parity', and look at what changed."
        faults.append(f"{DOCUMENT} says something else. {remedy} This came out:\n" + "\n".join(changed))
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
