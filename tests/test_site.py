"""The documentation site: it builds without a warning, its links lead somewhere, its pages are accessible."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Build the site from a copy, since the pages on the code are written beside the others."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("docs", "workbook", "source", "benchmarks/results"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "api"))
    for page in ROOT.glob("*.md"):
        shutil.copy(page, copy)
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "-q", "docs", "site"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return copy / "site"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_to_files_of_the_repository_lead_somewhere(page):
    """Also for who reads the pages in the repository, where Sphinx does not look."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.slow
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_the_site_builds_and_every_page_is_accessible(site, browser, colour_scheme):
    context = browser.new_context(viewport={"width": 1200, "height": 900}, color_scheme=colour_scheme)
    page = context.new_page()
    outside = []
    page.on("request", lambda request: outside.append(request.url))
    violations = {}
    pages = [path for path in sorted(site.rglob("*.html")) if "_static" not in path.parts]
    if colour_scheme == "dark":  # the pages on the code are large, and all of one make: one of them shows the colours
        code = [path for path in pages if "api" in path.parts]
        pages = [*(path for path in pages if path not in code), min(code, key=lambda path: path.stat().st_size)]
    for path in pages:
        page.goto(path.as_uri())
        found = Axe().run(page)
        if found.violations_count:
            violations[path.relative_to(site).as_posix()] = found.generate_report()
    context.close()
    assert violations == {}
    assert [url for url in outside if not url.startswith("file:")] == []
