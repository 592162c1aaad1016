"""The HTML file: closed, accessible, literal, repeatable."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dgassess.reporting import diagnosis
from dgassess.reporting.writer import ReportWriter
from tests.reporting.conftest import REQUEST
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
        if "style" not in self.open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, Any]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page(rendered: dict[str, bytes]) -> Page:
    return Page(rendered["html"].decode())


def test_nothing_is_requested_and_nothing_runs(rendered: dict[str, bytes], page: Page) -> None:
    source = rendered["html"].decode()
    assert page.all("script") == []
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


def test_the_policy_allows_this_style_alone(rendered: dict[str, bytes]) -> None:
    source = rendered["html"].decode()
    styles = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert len(styles) == 1
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in source


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
    assert page.all("script") == []


def test_same_contents_same_bytes(writer: ReportWriter, contents: Any, rendered: dict[str, bytes]) -> None:
    assert writer.render(contents, ["html"])["html"] == rendered["html"]


def test_size(rendered: dict[str, bytes]) -> None:
    assert len(rendered["html"]) < 400_000


@pytest.mark.chromium
@pytest.mark.parametrize("width", [390, 1440])
def test_no_sideways_scrolling(rendered: dict[str, bytes], tmp_path: Path, width: int) -> None:
    # A frame of the wanted width: headless windows are never narrower than 500 pixels.
    probe = (
        "<!doctype html><body style='margin:0'><iframe id=f style='border:0;width:%dpx;height:900px' srcdoc=\"%s\">"
        "</iframe><script>f.onload=()=>{const d=f.contentDocument.documentElement;"
        "document.title=d.scrollWidth+' '+d.clientWidth}</script>"
    )
    source = rendered["html"].decode().replace("&", "&amp;").replace('"', "&quot;")
    file = tmp_path / "probe.html"
    file.write_text(probe % (width, source), "utf-8")
    done = subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--virtual-time-budget=3000", f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width + 60},1000",
            "--dump-dom", file.as_uri(),
        ],
        capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    found = re.search(r"<title>(\d+) (\d+)</title>", done.stdout)
    assert found, done.stderr[-2000:]
    assert int(found[1]) <= int(found[2])
