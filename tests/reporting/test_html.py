"""The HTML file: closed, accessible, literal, repeatable."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from dgassess.reporting import diagnosis, html
from dgassess.reporting.blocks import Block, Cell, Column, Cover, Document, Row, Table, runs
from dgassess.reporting.contents import Contents
from dgassess.reporting.page_words import page_words
from dgassess.reporting.writer import ReportWriter
from dgassess.values.language import LANGUAGES, speaking
from tests.reporting.conftest import REPORTS, REQUEST
from tests.reporting.factory import sample, texts_of
from tests.reporting.test_template import HOSTILE

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "base"}


class Page(HTMLParser):
    """Elements and text of a page; raises where tags do not match."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.text += data

    def all(self, tag: str) -> list[dict[str, Any]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page(rendered: dict[str, bytes]) -> Page:
    return Page(rendered["html"].decode())


def test_nothing_is_requested(rendered: dict[str, bytes], page: Page) -> None:
    source = rendered["html"].decode()
    for tag, attributes in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "form", "base")
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "style", "xlink:href")
            if name == "href":
                assert str(value).startswith("#")
    assert set(re.findall(r"https?://[^\s\"'<)]+", source)) == {"http://www.w3.org/2000/svg"}
    assert "@import" not in source
    assert "url(" not in re.sub(r"url\(#", "", source)


def test_the_policy_allows_this_style_and_script_alone(rendered: dict[str, bytes], page: Page) -> None:
    source = rendered["html"].decode()
    digests = {}
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        digests[tag] = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert [found for found in page.all(tag) if found.get("type") != "application/json"] == [{}]
    policy = next(meta["content"] for meta in page.all("meta") if "http-equiv" in meta)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_script_reaches_for_nothing(rendered: dict[str, bytes]) -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", rendered["html"].decode(), re.DOTALL)
    told = "fetch( XMLHttpRequest WebSocket sendBeacon import( eval Function( setTimeout innerHTML outerHTML cookie"
    for word in [
        *told.split(),
        "insertAdjacent",
        "document.write",
        "Storage",
        "indexedDB",
        "clipboard",
        "open(",
    ]:
        assert word not in script


def test_structure(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "zh-CN"
    assert page.all("a")[0] == {"class": "skip", "href": "#report"}
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert max(ids.values()) == 1
    for attributes in page.all("a"):
        assert attributes["href"].removeprefix("#") in ids
    for _, attributes in page.elements:
        for reference in (attributes.get("aria-labelledby") or "").split():
            assert reference in ids
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_are_tables(page: Page) -> None:
    tables, captions = page.all("table"), page.all("caption")
    assert len(tables) == len(captions) > 10
    assert all(attributes.get("scope") in ("col", "row", "rowgroup") for attributes in page.all("th"))
    assert sum(attributes.get("class") == "scroll" for attributes in page.all("div")) == len(tables)


def test_hostile_text_stays_literal(writer: ReportWriter) -> None:
    results, unit, _, evidence = sample()
    nodes = {key: replace(node, name=HOSTILE) for key, node in unit.nodes.items()}
    hostile = replace(unit, name=HOSTILE, nodes=nodes, peer_group=HOSTILE)
    system = texts_of(hostile, answer_text=HOSTILE, review_text=HOSTILE)
    pieces = tuple(replace(piece, description=HOSTILE, page=HOSTILE) for piece in evidence)
    request = replace(REQUEST, organisation=HOSTILE, title=HOSTILE, notice=HOSTILE, period=HOSTILE)
    contents = diagnosis.build(results, hostile, system, pieces, request)
    page = Page(writer.render(contents, ["html"])["html"].decode())
    assert page.text.count(HOSTILE) > 100
    assert [found for found in page.all("script") if found.get("type") != "application/json"] == [{}]
    assert page.all("img") == []


def test_same_contents_same_bytes(writer: ReportWriter, contents: Any, rendered: dict[str, bytes]) -> None:
    assert writer.render(contents, ["html"])["html"] == rendered["html"]


def test_size(rendered: dict[str, bytes]) -> None:
    assert len(rendered["html"]) < 400_000


def test_explanations_stand_below_their_row_and_only_there(
    rendered: dict[str, bytes], contents: Contents
) -> None:
    page = Page(rendered["html"].decode())
    table = contents.tables["indicators"]
    explained = [row for row in table.rows if row.details]
    assert len(explained) == 45
    assert [detail.label for detail in explained[1].details] == ["计分标准", "填报情况", "佐证要求"]
    standard = "≤50%得0分，≥100%得满分，其间线性插值"
    assert page.text.count(standard) == len(explained)
    headers = [column.header for column in table.columns if column.detail]
    assert headers == ["计分标准", "填报情况"]
    assert page.text.count("填报情况") - len(explained) < 5  # no column of the list beside the explanations


def test_details_follow_the_audience(writer: ReportWriter) -> None:
    results, unit, system, evidence = sample()
    secret = replace(
        system.indicators["SJ-1-1"],
        answer_text="答案甲",
        method_text="算式乙",
        review_text="核定丙",
        evidence=("佐证丁",),
    )
    words = replace(system, indicators={**system.indicators, "SJ-1-1": secret})
    told = {}
    for audience in ("internal", "public"):
        request = replace(REQUEST, audience=audience)
        built = diagnosis.build(results, unit, words, evidence, request)
        told[audience] = Page(writer.render(built, ["html"])["html"].decode()).text
    for text in ("答案甲", "算式乙", "核定丙", "佐证丁"):
        assert text in told["internal"]
        assert text not in told["public"]


def test_tags_are_what_the_rows_show(contents: Contents, rendered: dict[str, bytes]) -> None:
    rows = {row.cells[0].runs[0].text: row.tags for row in contents.tables["indicators"].rows}
    assert rows["TC-1-1"] == ("缺项",)
    assert rows["XM-1-1"] == ("不适用",)
    assert rows["TC"] == ()
    assert {tag for tags in rows.values() for tag in tags} == {"缺项", "不适用", "有失分", "得分率低于60%"}
    tagged = [row["data-tags"] for row in Page(rendered["html"].decode()).all("tr") if "data-tags" in row]
    assert tagged == ["|".join(tags) for tags in rows.values() if tags]


def document(*blocks: Block, **more: Any) -> Document:
    return Document(Cover("题名", organisation="省数据局", date="2026-03-20", seal=True), blocks, **more)


def written(made: Document) -> Page:
    with speaking(made.language):
        return Page(html.write(made, REPORTS / "theme" / "html").decode())


def test_the_words_of_the_page_follow_its_language() -> None:
    table = Table((Column("A"), Column("B")), (Row((Cell(runs("1")), Cell(runs("2")))),), "", notes=("n",))
    chinese, english = (written(document(table, language=tag)) for tag in ("zh-CN", "en"))
    assert [page.all("html")[0]["lang"] for page in (chinese, english)] == ["zh-CN", "en"]
    for text in ("跳到正文", "目录", "注：n", "（盖章）"):
        assert text in chinese.text
    assert (
        re.search("[\u3000-\u303f\uff00-\uffef]", english.text.replace("题名", "").replace("省数据局", ""))
        is None
    )
    for text in ("Skip to the report", "Contents", "Note: n", "(seal)"):
        assert text in english.text
    spoken = [json.loads(page.all("body")[0]["data-words"]) for page in (chinese, english)]
    assert spoken[0].keys() == spoken[1].keys()
    assert spoken[0] != spoken[1]


def test_every_word_of_the_script_is_given() -> None:
    script = (REPORTS / "theme" / "html" / "report.js").read_text("utf-8")
    used = set(re.findall(r"\bwords\.(\w+)", script)) | {"ascending", "descending"}  # named by a variable
    for language in LANGUAGES:
        with speaking(language):
            assert set(page_words().script) == used


def test_a_watermark_is_text_nobody_reads_aloud() -> None:
    page = written(document(watermark="<b>征求意见稿</b>"))
    assert "<b>征求意见稿</b>" in page.text
    (mark,) = [attributes for attributes in page.all("div") if attributes.get("class") == "watermark"]
    assert mark["aria-hidden"] == "true"
    assert page.all("b") == []
    assert not any(
        "watermark" in str(attributes.get("class")) for _, attributes in written(document()).elements
    )


def test_a_long_watermark_gets_room() -> None:
    boxes = [
        float(written(document(watermark="密" * length)).all("svg")[0]["viewbox"].split()[2])
        for length in (4, 40)
    ]
    assert boxes == [500.0, 4100.0]


def test_room_for_a_seal_only_where_asked() -> None:
    sealed = written(document())
    plain = written(replace(document(), cover=replace(document().cover, seal=False)))
    assert any(attributes.get("class") == "imprint sealed" for attributes in sealed.all("p"))
    assert "（盖章）" in sealed.text
    assert "（盖章）" not in plain.text


def test_a_detail_column_stands_below_its_rows() -> None:
    columns = (Column("名称"), Column("原因", detail=True), Column("得分", "right"))
    first = Row((Cell(runs("甲")), Cell(runs("缘由一"), more=(runs("缘由二"),)), Cell(runs("1"))))
    second = Row((Cell(runs("乙")), Cell(()), Cell(runs("2"))))
    page = written(document(Table(columns, (first, second), "表")))
    assert len(page.all("th")) == 2 + 2
    assert [tag for tag, _ in page.elements].count("dd") == 2
    assert page.text.index("甲") < page.text.index("原因") < page.text.index("缘由二") < page.text.index("乙")
    assert sum(attributes.get("class") == "details" for attributes in page.all("tr")) == 1
