"""Both report pages in a real browser: accessible, quiet, sortable, readable in dark and light and on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import example_results as examples
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from workbook.reports.class_report import class_report_html
from workbook.reports.feedback import feedback_html

SCREENSHOTS = Path(__file__).parents[1] / "build" / "screenshots"

pytestmark = pytest.mark.slow

PAGES = {
    "feedback": feedback_html(examples.EXAMPLE, examples.COURSE, examples.LAB),
    "feedback_refused": feedback_html(examples.REFUSED, examples.COURSE, examples.LAB),
    "class_report": class_report_html(examples.example_class(120), examples.COURSE, examples.LAB),
    "class_report_of_nobody": class_report_html([], examples.COURSE, examples.LAB),
    "class_report_of_few": class_report_html(
        [*examples.example_class(6), replace(examples.EXAMPLE, student="ش" * 60, file="x" * 120 + ".ipynb")],
        examples.COURSE,
        examples.LAB,
    ),
}


@pytest.fixture
def visit(browser: Browser, tmp_path: Path):
    """Open a page: ``visit(name, width=..., color_scheme=...)``. It may ask for nothing and complain about nothing."""
    requests, complaints, contexts = [], [], []

    def visit(name: str, *, width: int = 1100, color_scheme: str = "light") -> Page:
        path = tmp_path / f"{name}.html"
        path.write_text(PAGES[name], encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=color_scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []
    assert len(requests) == len(contexts)


def names(page: Page) -> list[str]:
    return page.locator(".students tbody th > bdi").all_inner_texts()


def column(page: Page, number: int) -> list[float]:
    cells = page.locator(f".students tbody tr > :nth-child({number})").all()
    return [float(cell.get_attribute("data-value")) for cell in cells]


@pytest.mark.parametrize("width", [1100, 400])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(visit, name, color_scheme, width):
    page = visit(name, width=width, color_scheme=color_scheme)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}_{color_scheme}_{width}.png", full_page=True)
    for details in page.locator("details").all()[:3]:
        details.locator("summary").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("color_scheme", "darkest"), [("light", False), ("dark", True)])
def test_page_follows_the_reader_s_colour_scheme(visit, color_scheme, darkest):
    page = visit("feedback", color_scheme=color_scheme)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    levels = [int(part) for part in background.removeprefix("rgb(").removesuffix(")").split(",")]
    assert (max(levels) < 64) is darkest
    assert (min(levels) > 192) is not darkest


def test_a_dark_page_is_printed_on_white(visit):
    page = visit("class_report_of_few", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.pdf(path=SCREENSHOTS / "class_report.pdf", format="A4")
    assert (SCREENSHOTS / "class_report.pdf").stat().st_size > 10_000


def test_a_click_on_a_heading_sorts_by_it_and_another_turns_it_round(visit):
    page = visit("class_report")
    heading = page.locator(".students th", has_text="Marks")
    assert len(names(page)) == 120
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert column(page, 2) == sorted(column(page, 2))
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert column(page, 2) == sorted(column(page, 2), reverse=True)
    assert page.locator(".students th[aria-sort]").count() == 1
    assert len(set(names(page))) == 120


def test_the_keyboard_sorts_too(visit):
    page = visit("class_report")
    before = names(page)
    page.locator(".students th button").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".students th").first.get_attribute("aria-sort") == "descending"
    assert names(page)[-1] != before[-1]
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert column(page, 5) == sorted(column(page, 5))


def test_sorting_by_name_follows_the_alphabets(visit):
    page = visit("class_report_of_few")
    page.locator(".students th button").first.click()
    page.locator(".students th button").first.click()
    found = names(page)
    assert found.index("Łukasz Żółć 🦊") < found.index("Nguyễn Thị Minh Khai") < found.index("عبد الرحمن الخوارزمي")
    assert set(examples.UNUSUAL_NAMES) < set(found)
