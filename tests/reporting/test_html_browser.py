"""The HTML file in real Chromium: silent, closed, accessible, usable by keyboard alone, complete without script."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dgassess.reporting import html
from dgassess.reporting.blocks import Cell, Column, Cover, Document, Heading, Paragraph, Row, Table, runs
from dgassess.reporting.contents import Contents
from dgassess.reporting.writer import ReportWriter
from tests.reporting.conftest import REPORTS

pytestmark = pytest.mark.chromium
LIST = "table:has(.unfold)"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    driver = pytest.importorskip("playwright.sync_api")
    with driver.sync_playwright() as started:
        found = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, writer: ReportWriter, contents: Contents) -> Path:
    target = tmp_path_factory.mktemp("page") / "report.html"
    target.write_bytes(writer.render(contents, ["html"])["html"])
    return target


@pytest.fixture
def visit(browser: Any, file: Path) -> Iterator[Open]:
    """Opens the report, or another file; whatever the console says or the page requests fails the test at its end."""
    noise: list[str] = []
    contexts = []

    def opened(source: Path = file, width: int = 1440, **more: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: noise.append(f"console: {message.text}"))
        page.on("pageerror", lambda problem: noise.append(f"error: {problem}"))
        page.on("request", lambda request: noise.append(f"request: {request.url}"))
        page.goto(source.as_uri())
        assert noise.pop(0) == f"request: {source.as_uri()}"
        return page

    yield opened
    for context in contexts:
        context.close()
    assert noise == []


def axe_violations(page: Any) -> list[tuple[str, str]]:
    """What axe-core finds wrong: rule and the first element it concerns."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response
    assert found["testEngine"]["name"] == "axe-core"
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]]


def reach(page: Any, selector: str) -> None:
    """Press Tab until what the selector names has the focus, as somebody without a mouse does."""
    for _ in range(600):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def column(page: Any, number: int) -> list[str]:
    """The texts of one column in the rows of the indicator list that are to be seen."""
    found: list[str] = page.evaluate(
        "([list, number]) => [...document.querySelectorAll(list + ' > tbody > tr:not(.details)')]"
        ".filter(row => row.checkVisibility()).map(row => row.cells[number].textContent.trim())",
        [LIST, number],
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(visit: Open, scheme: str, width: int) -> None:
    page = visit(width=width, color_scheme=scheme)
    page.get_by_role("button", name="展开全部说明").click()
    page.get_by_role("button", name="核定分").first.click()
    page.locator("summary").first.click()
    assert axe_violations(page) == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_page_never_scrolls_sideways(visit: Open, width: int, script: bool) -> None:
    page = visit(width=width, java_script_enabled=script)
    sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert sizes[0] <= sizes[1] == width


def test_sorting_by_keyboard(visit: Open) -> None:
    page = visit()
    written = column(page, 0)
    reach(page, f"{LIST} th:nth-of-type(5) button")
    page.keyboard.press("Enter")
    falling = column(page, 4)
    # Numbers as numbers (100.00 before 96.00), words and blanks last; groups are out of place in such an order.
    numbers = [float(text) for text in falling[:-2]]
    assert numbers == sorted(numbers, reverse=True)
    assert falling[-2:] == ["缺项", "不适用"]
    assert len(falling) == 45
    header = page.locator(f"{LIST} th:nth-of-type(5)")
    assert header.get_attribute("aria-sort") == "descending"
    assert page.locator("[role=status].unseen").text_content() == "已按“核定分”从大到小排列，分组行已隐去"
    page.keyboard.press("Space")
    assert [float(text) for text in column(page, 4)[:-2]] == sorted(numbers)
    assert column(page, 4)[-2:] == ["缺项", "不适用"]
    assert header.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") is None
    assert column(page, 0) == written


def test_texts_sort_with_the_numbers_in_them(visit: Open, tmp_path: Path) -> None:
    codes = ["A-10", "A-9", "B-1", "", "A-1", "—"]
    rows = tuple(
        Row((Cell(runs(code)), Cell(runs(value)))) for code, value in zip(codes, "−+4123", strict=True)
    )
    shown = ["−1.50", "+2.00", "4.00%", "—", "1,000.00", "0.00"]
    rows = tuple(Row((row.cells[0], Cell(runs(value)))) for row, value in zip(rows, shown, strict=True))
    table = Table((Column("编号"), Column("分值", "right")), rows, "加分")
    target = tmp_path / "t.html"
    target.write_bytes(html.write(Document(Cover("题"), (table,)), REPORTS / "theme" / "html"))
    page = visit(target)
    read = "n => [...document.querySelectorAll('tbody tr')].map(row => row.cells[n].textContent)"
    buttons = page.locator("th button")
    buttons.nth(0).press("Enter")
    assert page.evaluate(read, 0) == ["A-1", "A-9", "A-10", "B-1", "", "—"]
    buttons.nth(0).press("Enter")
    assert page.evaluate(read, 0) == ["B-1", "A-10", "A-9", "A-1", "", "—"]
    buttons.nth(1).press("Enter")
    assert page.evaluate(read, 1) == ["1,000.00", "4.00%", "+2.00", "0.00", "−1.50", "—"]


def test_filtering_by_keyboard(visit: Open) -> None:
    page = visit()
    whole = column(page, 0)
    count = page.locator(f".table:has({LIST}) .count")
    assert count.text_content() == "显示45行，共45行"
    reach(page, "input[type=search]")
    page.keyboard.type("sj-1")
    # The groups that rows stand in stay with them.
    assert column(page, 0) == ["SJ", "SJ-1", "SJ-1-1", "SJ-1-2", "SJ-1-3"]
    assert count.text_content() == "显示3行，共45行"
    page.keyboard.press("Escape")
    assert column(page, 0) == whole
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    page.keyboard.type("不适用")
    assert column(page, 0) == ["XM", "XM-1", "XM-1-1"]
    page.keyboard.press("Escape")
    assert column(page, 0) == whole
    assert count.text_content() == "显示45行，共45行"


def test_the_filter_reads_explanations_too(visit: Open) -> None:
    page = visit()
    page.locator("input[type=search]").first.fill("督办系统导出表")
    assert len([text for text in column(page, 0) if text.count("-") == 2]) == 44


def test_explanations_by_keyboard(visit: Open) -> None:
    page = visit()
    reach(page, ".unfold")
    button = page.locator(".unfold").first
    told = page.locator(".details").first
    assert button.get_attribute("aria-controls") == told.get_attribute("id")
    for key, open_ in (("Enter", True), ("Space", False), ("Space", True)):
        page.keyboard.press(key)
        assert told.is_visible() is open_
        assert button.get_attribute("aria-expanded") == str(open_).lower()
    assert "≤50%得0分" in told.inner_text()
    for name, seen in (("展开全部说明", 45), ("收起全部说明", 0)):
        page.get_by_role("button", name=name).press("Enter")
        assert page.locator(".details:visible").count() == seen


def test_explanations_move_with_their_row(visit: Open) -> None:
    page = visit()
    page.locator(f"{LIST} th button.sort").nth(4).click()
    assert page.evaluate(
        "list => [...document.querySelectorAll(list + ' .details')].every(told => told.id === "
        "told.previousElementSibling.querySelector('button').getAttribute('aria-controls'))",
        LIST,
    )


def test_without_script_everything_is_there(visit: Open, file: Path) -> None:
    page = visit(java_script_enabled=False)
    assert page.locator("button, input, select").count() == 0
    assert page.locator(".details:visible").count() == 45
    rows = page.locator("tbody tr")
    assert page.locator("tbody tr:visible").count() == rows.count() > 200
    described = page.locator("details.described")
    described.first.locator("summary").press("Enter")
    assert described.first.locator("p").is_visible()


def test_paper_gets_everything(visit: Open, tmp_path: Path) -> None:
    """Filters, folds and orders are for the screen; a watermark is on every page."""
    rows = tuple(
        Row((Cell(runs(f"甲{number}")), Cell(runs(str(number)))), details=()) for number in range(120)
    )
    table = Table((Column("名称"), Column("得分", "right")), rows, "得分")
    blocks = (Heading(1, runs("一"), anchor="s0"), Paragraph(runs("文")), table)
    target = tmp_path / "t.html"
    made = Document(Cover("题"), blocks, watermark="征求意稿")
    target.write_bytes(html.write(made, REPORTS / "theme" / "html"))
    page = visit(target)
    page.locator("input[type=search]").fill("甲11")
    assert page.locator("tbody tr:visible").count() == 11
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages]
    assert len(sheets) > 2
    assert all("征求意稿" in text for text in sheets)
    printed = "\n".join(sheets).split()
    assert [text for text in printed if text.startswith("甲")] == [f"甲{number}" for number in range(120)]
    assert "筛选" not in printed
    assert page.locator("tbody tr:visible").count() == 11


def test_motion_is_reduced_where_asked(visit: Open) -> None:
    style = "getComputedStyle(document.documentElement).scrollBehavior"
    assert visit(reduced_motion="reduce").evaluate(style) == "auto"
    assert visit(reduced_motion="no-preference").evaluate(style) == "smooth"


def test_the_contents_mark_where_the_reader_is(visit: Open) -> None:
    page = visit(reduced_motion="reduce")
    current = page.locator(".contents [aria-current]")
    assert current.text_content() == "摘要"
    page.locator(".contents a", has_text="附表2").click()
    page.locator(".contents [aria-current]", has_text="附表2").wait_for()
    assert current.count() == 1


def test_the_first_tab_stop_skips_to_the_report(visit: Open) -> None:
    page = visit()
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"


def test_what_scrolls_says_so_and_takes_the_focus(visit: Open) -> None:
    page = visit(width=390)
    for scroll in page.locator(".scroll").all():
        wide = scroll.evaluate("element => element.scrollWidth > element.clientWidth + 1")
        assert (scroll.get_attribute("tabindex") == "0") == wide
        assert scroll.locator("xpath=preceding-sibling::p[@class='hint']").is_visible() == wide


def test_wordy_tables_are_cards_on_a_phone_and_still_tables(visit: Open, tmp_path: Path) -> None:
    columns = (Column("编号"), Column("指标", width=2), Column("填报情况", width=4), Column("得分", "right"))
    rows = tuple(
        Row(tuple(Cell(runs(text)) for text in (f"A-{number}", "名称", "长文" * 40, f"{number}.00")))
        for number in range(8)
    )
    table = Table(columns, (Row((Cell(runs("甲")),), "group"), *rows), "失分", row_header=1)
    target = tmp_path / "t.html"
    target.write_bytes(html.write(Document(Cover("题"), (table,)), REPORTS / "theme" / "html"))
    page = visit(target, width=390)
    cards = page.locator(".cards table")
    assert cards.count() == 1
    assert axe_violations(page) == []
    page.locator("thead button", has_text="得分").press("Enter")
    assert page.locator("tbody th[role=rowheader] >> visible=true").count() == 8
    assert page.locator("tbody td[data-label=编号]").first.text_content() == "A-7"
    assert page.locator(".cards th[scope=row]").first.get_attribute("role") == "rowheader"
    cell = page.locator(".cards td[data-label]").first
    assert cell.get_attribute("role") == "cell"
    names = cards.first.locator("thead th").all_text_contents()
    assert cell.get_attribute("data-label") in names
    page.set_viewport_size({"width": 1440, "height": 900})
    cards.wait_for(state="detached")
    assert page.locator("td[data-label], td[role]").count() == 0


def test_charts_tell_their_values_to_the_pointer_and_to_keys(visit: Open) -> None:
    page = visit()
    tip = page.locator(".tip")
    assert not tip.is_visible()
    drawing = page.locator(".drawing:has(#bars-top-title)")
    drawing.locator("rect.bar").nth(1).hover()
    shown = tip.text_content()
    assert re.fullmatch(r"项目建设：\d+\.\d\d", shown)
    assert drawing.locator(".pointed").count() == 1
    page.mouse.move(2, 2)
    assert not tip.is_visible()
    reach(page, ".drawing:has(#bars-top-title)")
    assert drawing.get_attribute("aria-label").startswith("各维度得分")
    for key, name in (
        ("ArrowRight", "统筹管理"),
        ("ArrowRight", "项目建设"),
        ("ArrowLeft", "统筹管理"),
        ("ArrowLeft", "应用成效"),
    ):
        page.keyboard.press(key)
        assert tip.is_visible()
        assert tip.text_content().startswith(name)
        assert page.locator("[role=status].unseen").text_content() == tip.text_content()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_a_tip_stays_within_a_phone(visit: Open) -> None:
    page = visit(width=390, has_touch=True, is_mobile=True)
    drawing = page.locator(".drawing:has(#bars-losses-title)").or_(page.locator(".drawing").last)
    for mark in drawing.first.locator("g:has(> title)").all():
        mark.locator("rect, text").last.tap()
        box = page.locator(".tip").bounding_box()
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
    page.locator("h1").tap()
    assert not page.locator(".tip").is_visible()
