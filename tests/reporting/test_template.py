"""Templates: data stays literal, mistakes are named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.reporting.blocks import (
    Block,
    BulletList,
    Callout,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    Text,
    plain,
)
from dgassess.reporting.errors import ReportTemplateError
from dgassess.reporting.markdown import blocks
from dgassess.reporting.numbering import chinese_number, number
from dgassess.reporting.template import ReportTemplate

HOSTILE = (
    "<script>alert(1)</script> *#eval* **b** `c` $x$ {{7*7}} {% x %} [[…]] [a](b) \\x &amp; | - # 1. > _e_ ~~"
)


def read(folder: Path, source: str, **values: object) -> tuple[Block, ...]:
    (folder / "report.md.j2").write_text(source, "utf-8")
    template = ReportTemplate(folder)
    return blocks(*template.markdown(values, {"page_break": PageBreak}), file="report.md.j2")


def text(found: tuple[Block, ...]) -> str:
    assert len(found) == 1
    assert isinstance(found[0], Paragraph)
    return plain(found[0].runs)


@pytest.mark.parametrize(
    "source",
    [
        "前{{ x }}后",
        "前{{ x ~ '' }}后",
        "{% macro m(y) %}前{{ y }}{% endmacro %}{{ m(x) }}后",
        "{% macro m() %}前{% endmacro %}{{ m() ~ x ~ '后' }}",
        "{{ ['前', x] | join }}后",
        "{% set y %}前{{ x }}{% endset %}{{ y }}后",
        "{% autoescape false %}前{{ x }}后{% endautoescape %}",
        "{% for y in [x] %}前{{ y }}{% endfor %}后",
        "{{ [x] | map('default') | join('，') }}",
    ],
)
def test_data_is_never_markup(tmp_path: Path, source: str) -> None:
    found = read(tmp_path, source, x=HOSTILE)
    assert HOSTILE in text(found)
    assert isinstance(found[0], Paragraph)
    assert not any(run.bold or run.code or run.muted for run in found[0].runs)


def test_data_opens_no_block(tmp_path: Path) -> None:
    for opening in ("# 标题", "- 项", "> 引", "1. 项", "| a |\n|---|\n| b |", "a\n\n# b", "---"):
        found = read(tmp_path, "{{ x }}", x=opening)
        assert text(found) == " ".join(opening.split())


def test_control_and_direction_characters_go(tmp_path: Path) -> None:
    assert text(read(tmp_path, "{{ x }}", x="a\u202eb\x00c\ud800d\ue0001\ue001")) == "ab c\ufffdd1"


def test_looks_and_blocks(tmp_path: Path) -> None:
    source = (
        "# 甲\n\n得**{{ x }}**分，`码`*轻*。\n\n- 一\n- **二**：{{ x }}\n\n{{ page_break() }}\n\n"
        "> [!warning] 缺项\n> 共{{ x }}项\n"
    )
    heading, paragraph, bullets, page, callout = read(tmp_path, source, x="3")
    assert isinstance(heading, Heading)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (
        Text("得"), Text("3", bold=True), Text("分，"), Text("码", code=True), Text("轻", muted=True), Text("。"),
    )  # fmt: skip
    assert isinstance(bullets, BulletList)
    assert [plain(item) for item in bullets.items] == ["一", "二：3"]
    assert isinstance(page, PageBreak)
    assert callout == Callout("warning", "缺项", ((Text("共3项"),),))


def test_a_tag_that_ends_a_line_keeps_the_paragraph_apart(tmp_path: Path) -> None:
    found = read(tmp_path, "甲{% if true %}乙{% endif %}\n\n丙\n{% if true %}\n丁\n{% endif %}\n")
    assert [plain(block.runs) for block in found if isinstance(block, Paragraph)] == ["甲乙", "丙丁"]


def test_markdown_table(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "| 甲 | 乙 |\n|---|--:|\n{% for x in xs %}\n| {{ x }} | 1 |\n{% endfor %}\n",
        xs=["a|b", "c"],
    )
    table = found[0]
    assert isinstance(table, Table)
    assert [column.align for column in table.columns] == ["left", "right"]
    assert [plain(row.cells[0].runs) for row in table.rows] == ["a|b", "c"]


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("甲\n\n{{ nothing }}", 3, "'nothing' is undefined"),
        ("甲\n{{ x.nothing }}", 2, "nothing"),
        ("甲\n{% if %}", 2, "Expected an expression"),
        ("甲\n\n\n{{ 1 + 1 }}", 4, "templates do not calculate"),
        ("甲\n{{ -n }}", 2, "templates do not calculate"),
        ("甲\n{{ 1.5 }}", 2, "not a value of type float"),
        ("甲\n{{ none }}", 2, "not a value of type NoneType"),
        ("甲\n{{ x | safe }}", 2, "No filter named 'safe'"),
        ("甲\n{{ x.upper() }}", 2, "unsafe"),
        ("甲\n{{ x.__class__ }}", 2, "unsafe"),
        ("甲\n{{ 'a{}'.format(x) }}", 2, "unsafe"),
        ("{% macro m() %}{}{% endmacro %}\n{{ m().format(x) }}", 2, "unsafe"),
        ("{% macro m() %}甲{% endmacro %}\n{{ m().replace('甲', x) }}", 2, "unsafe"),
        ("{% macro m() %}甲{% endmacro %}\n{{ m() + x }}", 2, "do not calculate"),
        ("{% macro m() %}%s{% endmacro %}\n{{ m() % x }}", 2, "do not calculate"),
        ("甲\n{% include 'other.j2' %}", 2, "there is no template 'other.j2'"),
        ("甲\n\ue000 1\ue001", 2, "reserved"),
        ("{% for i in range(3) %}\n{{ figure('x') }}\n{% endfor %}", 2, "'figure' is undefined"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, source: str, line: int, said: str) -> None:
    with pytest.raises(ReportTemplateError, match=said) as caught:
        read(tmp_path, source, x="y", n=3)
    assert caught.value.line == line
    assert caught.value.file.endswith("report.md.j2")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("得**{{ x }}：**分", "not read as bold"),
        ("甲{{ page_break() }}", "line of its own"),
        ("> [!strange] 甲", "A callout is one of"),
        ("- 甲\n  - 乙", "one level"),
    ],
)
def test_markdown_mistakes(tmp_path: Path, source: str, said: str) -> None:
    with pytest.raises(ReportTemplateError, match=said):
        read(tmp_path, source, x="甲")


def test_markdown_links_images_and_html_stay_text(tmp_path: Path) -> None:
    source = "<b>粗</b> [链](http://example.org) ![图](x.png)"
    assert text(read(tmp_path, source)) == source


def test_there_must_be_a_template(tmp_path: Path) -> None:
    with pytest.raises(ReportTemplateError, match=r"report\.md\.j2"):
        ReportTemplate(tmp_path)


def test_numbers_of_headings(tmp_path: Path) -> None:
    source = "# 摘要 {-}\n\n# 甲\n\n## 乙\n\n## 丙\n\n# 丁\n\n## 戊\n\n### 己\n\n# 附表 庚\n\n# 附表 辛\n"
    headings = [block for block in number(read(tmp_path, source)) if isinstance(block, Heading)]
    shown = [heading.label + plain(heading.runs) for heading in headings]
    assert shown == [
        "摘要", "一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "1. 己", "附表1\u3000庚", "附表2\u3000辛",
    ]  # fmt: skip
    assert len({heading.anchor for heading in headings}) == len(headings)


def test_chinese_numbers() -> None:
    assert [chinese_number(n) for n in (1, 9, 10, 11, 20, 29, 99)] == [
        "一", "九", "十", "十一", "二十", "二十九", "九十九",
    ]  # fmt: skip
