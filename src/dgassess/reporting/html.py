"""The HTML writer: one self-contained file, complete without script, readable on a phone and on paper."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from dgassess.reporting.blocks import Cell, Column, Document, Heading, Row, Runs, Table, Text, unfolded
from dgassess.reporting.lettering import width
from dgassess.reporting.look import stylesheet
from dgassess.reporting.page_words import page_words

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

_WATERMARK = 100.0  # the size of a watermark's letters, in units of its own drawing


def write(document: Document, theme: Path, compiled: BytecodeCache | None = None) -> bytes:
    """The document as UTF-8 HTML.

    theme: reports/theme/html with page.html.j2, blocks.html.j2, style.css, latin.css and
    report.js. compiled: where compiled templates are kept.
    """
    style = _inlined(stylesheet(theme, document.look))
    script = _inlined((theme / "report.js").read_text("utf-8"))
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level <= 2]
    blocks = [unfolded(block) if isinstance(block, Table) else block for block in document.blocks]
    words = page_words()
    page = environment(theme, compiled).get_template("page.html.j2").render(
        document=document, blocks=blocks, headings=headings, style=style, script=script, words=words,
        script_words=json.dumps(dict(words.script), ensure_ascii=False),
        watermark_width=f"{width(document.watermark, _WATERMARK) + _WATERMARK:.0f}",
    )  # fmt: skip
    return page.encode()


@dataclass(frozen=True, slots=True)
class _Inlined:
    """A text of the theme's own, and the digest by which the page's policy lets it and nothing else in."""

    text: Markup
    digest: str


def _inlined(text: str) -> _Inlined:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return _Inlined(Markup(text), digest)  # noqa: S704


@functools.lru_cache(maxsize=4)
def environment(theme: Path, compiled: BytecodeCache | None = None) -> Environment:
    """What the templates of a theme are rendered in. compiled: where compiled templates are kept."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # No sandbox: these templates ship, nobody else's take their place, and asking at every attribute of thousands of
    # cells whether it is safe took half the time.
    found = Environment(
        loader=FileSystemLoader(theme, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled,
    )
    found.tests["kind"] = lambda block, name: type(block).__name__ == name
    found.filters["drawn"] = Markup  # figures are our own SVG, whose texts were escaped when it was drawn
    found.filters["data"] = _data
    found.filters["inline"] = _inline
    found.filters["paragraphs"] = _paragraphs
    found.filters["looks"] = _looks
    found.filters["depth"] = _depth
    return found


def _data(json: str) -> Markup:
    """JSON within a script element: no tag can end or open in it."""
    return Markup(json.replace("<", "\\u003c"))  # noqa: S704 (no markup is left in it)


# Functions rather than macros: a report has thousands of cells.
def _inline(runs: Runs) -> Markup:
    """Runs as HTML."""
    return Markup("").join(map(_run, runs)) if len(runs) != 1 else _run(runs[0])


def _run(run: Text) -> Markup:
    text = escape(run.text)
    if run.code:
        text = Markup("<code>%s</code>") % text
    elif run.muted:
        text = Markup('<span class="muted">%s</span>') % text
    return Markup("<strong>%s</strong>") % text if run.bold else text


def _paragraphs(cell: Cell) -> Markup:
    """What a cell holds: its text, or a paragraph for each of several."""
    if not cell.more:
        return _inline(cell.runs)
    return Markup("").join(Markup("<p>%s</p>") % _inline(one) for one in (cell.runs, *cell.more))


def _looks(column: Column, cell: Cell | None = None) -> str:
    """The classes of a cell: its column's alignment and width, its own shade and depth."""
    step = 0 if column.width == 0 else 1 + sum(column.width >= bound for bound in (1.5, 2.5, 3.5))
    names = f"{column.align} w{step}"
    if cell is not None and cell.shade:
        names += f" shade-{cell.shade}"
    return f"{names} depth-{min(cell.depth, 4)}" if cell is not None and cell.depth else names


def _depth(row: Row) -> int:
    """How deep a row stands among the groups of its table."""
    return max((cell.depth for cell in row.cells), default=0)
