"""A finished report read back: the JSON that goes with it, and the numbers its pages show, in reading order."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from dgassess.reporting.errors import ReportError
from dgassess.reporting.figures import FORMAT, INPUTS_FORMAT, Tokens

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_INLINE = frozenset(("a", "b", "code", "em", "i", "s", "small", "span", "strong", "tspan", "u"))
# What is not the report's own text: navigation, controls, and descriptions of drawings.
_APART = frozenset((
    "button", "datalist", "desc", "dialog", "footer", "label", "menu", "nav", "noscript", "select", "style", "template",
    "textarea", "title",
))  # fmt: skip
_CLASSES_APART = frozenset(("skip", "described", "watermark", "seal"))
_PAGE_NUMBER = re.compile(r"^— (\d+) —$")
_BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_SPLIT = re.compile("\u200b\\s*")
_DETACHED_SIGN = re.compile(r"(?<=[+−])\s+(?=\d)")
LARGEST = 50_000_000
"""Bytes of the largest file that is read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A number a page shows, the page of a PDF, and the text around it."""

    token: str
    page: int = 0
    around: str = ""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a report carries (`figures`, perhaps `inputs`) and the texts its pages show."""

    kind: str
    figures: Mapping[str, Any]
    inputs: Mapping[str, Any]
    pages: tuple[tuple[int, str], ...] = field(repr=False)

    def shown(self) -> list[Shown]:
        """Every number and level name of the pages, in reading order."""
        words = [word for word in self.figures.get("words", ()) if isinstance(word, str)]
        tokens = Tokens(words)
        return [
            Shown(token, page, line.strip()[:60])
            for page, text in self.pages
            for line in text.splitlines()
            for token in tokens.of(line)
        ]


def read_report(data: bytes, name: str) -> ReadReport:
    """A report in HTML or PDF. Raises ReportError when it is neither or carries no figures."""
    if data.startswith(b"%PDF-"):
        return _pdf(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportError(f"'{name}' is neither an HTML page in UTF-8 nor a PDF document.") from None
    reader = _Page()
    reader.feed(text)
    reader.close()
    blocks = {id_: "".join(parts) for id_, parts in reader.data.items()}
    figures = _json(blocks.get("dgassess-figures"), FORMAT, name)
    inputs = _json(blocks.get("dgassess-inputs"), INPUTS_FORMAT, name) if "dgassess-inputs" in blocks else {}
    return ReadReport("html", figures, inputs, ((0, "".join(reader.texts)),))


def _json(text: str | None, format_: str, name: str) -> Mapping[str, Any]:
    if text is None:
        raise ReportError(
            f"'{name}' carries no figures of dgassess: it is of another program or an older version."
        )
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ReportError(f"The data that '{name}' carries is no JSON.") from None
    if not isinstance(data, dict) or data.get("format") != format_:
        stated = data.get("format") if isinstance(data, dict) else None
        raise ReportError(
            f"The data that '{name}' carries is of format '{stated}'; this version reads '{format_}'."
        )
    return data


class _Page(HTMLParser):
    """The visible text of a page, a line for each block, and its JSON data blocks by id."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.data: dict[str, list[str]] = {}
        self._apart: list[str] = []
        self._block: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "script":
            self._block = said.get("id") or "" if said.get("type") == "application/json" else ""
            if self._block:
                self.data.setdefault(self._block, [])
            return
        apart = tag in _APART or not _CLASSES_APART.isdisjoint((said.get("class") or "").split())
        if self._apart or apart:
            self._apart += [tag] if tag not in _VOID else []
        elif tag not in _INLINE:
            self.texts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._block = None
        elif self._apart:
            if tag in self._apart:
                while self._apart.pop() != tag:
                    pass
        elif tag not in _INLINE:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._block is not None:
            if self._block:
                self.data[self._block].append(data)
        elif not self._apart:
            self.texts.append(data.replace("\n", " "))


def _pdf(data: bytes, name: str) -> ReadReport:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        attachments = {key: document.attachments[key] for key in document.attachments}
        pages = [page.extract_text() for page in document.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as problem:
        raise ReportError(f"'{name}' cannot be read as a PDF document: {problem}.") from problem
    figures = _json(_attached(attachments.get("figures.json")), FORMAT, name)
    inputs: Mapping[str, Any] = {}
    if "inputs.json" in attachments:
        inputs = _json(_attached(attachments["inputs.json"]), INPUTS_FORMAT, name)
    made = figures.get("report")
    watermark = made.get("watermark") if isinstance(made, dict) else ""
    return ReadReport(
        "pdf", figures, inputs, tuple(_sheets(pages, watermark if isinstance(watermark, str) else ""))
    )


def _attached(found: list[bytes] | None) -> str | None:
    return found[0].decode("utf-8", "replace") if found and len(found) == 1 else None


def _sheets(pages: list[str], watermark: str) -> list[tuple[int, str]]:
    """The cover and the numbered pages without their running lines; the contents in between repeat headings."""
    kept, mark = [], "".join(watermark.split())
    for index, text in enumerate(pages):
        lines = text.splitlines()
        if mark and lines and "".join(lines[0].split()) == mark:
            del lines[0]
        numbers = [place for place, line in enumerate(lines) if _PAGE_NUMBER.match(line.strip())]
        if numbers:
            del lines[numbers[-1]]
            kept.append((index + 1, _flowing("\n".join(lines[1:]))))
        elif index == 0:
            kept.append((1, _flowing("\n".join(lines))))
    return kept


def _flowing(text: str) -> str:
    """Words that a line end has broken are whole again."""
    return _BETWEEN_CHINESE.sub("", _DETACHED_SIGN.sub("", _SPLIT.sub("", text)))
