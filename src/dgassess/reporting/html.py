"""The HTML writer: one self-contained file without script, without requests, readable on a phone and on paper."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from dgassess.reporting.blocks import Cell, Column, Document, Heading, Runs

if TYPE_CHECKING:
    from jinja2 import Environment


def write(document: Document, theme: Path) -> bytes:
    """The document as UTF-8 HTML. theme: reports/theme/html with page.html.j2, blocks.html.j2 and style.css."""
    style = (theme / "style.css").read_text("utf-8") + document.look.css()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level <= 2]
    # The style is the theme's own text; its digest in the policy lets nothing else style the page.
    page = _environment(theme).get_template("page.html.j2").render(
        document=document, blocks=document.blocks, headings=headings, style=Markup(style), digest=digest,  # noqa: S704
    )  # fmt: skip
    return page.encode()


@functools.lru_cache(maxsize=4)
def _environment(theme: Path) -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(theme, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["kind"] = lambda block, name: type(block).__name__ == name
    environment.filters["drawn"] = (
        Markup  # figures are our own SVG, whose texts were escaped when it was drawn
    )
    environment.filters["data"] = _data
    environment.filters["inline"] = _inline
    environment.filters["paragraphs"] = _paragraphs
    environment.filters["looks"] = _looks
    return environment


def _data(json: str) -> Markup:
    """JSON within a script element: no tag can end or open in it."""
    return Markup(json.replace("<", "\\u003c"))  # noqa: S704 (no markup is left in it)


# Functions rather than macros: a report has thousands of cells.
def _inline(runs: Runs) -> Markup:
    """Runs as HTML."""
    found = Markup()
    for run in runs:
        text = escape(run.text)
        if run.code:
            text = Markup("<code>%s</code>") % text
        elif run.muted:
            text = Markup('<span class="muted">%s</span>') % text
        found += Markup("<strong>%s</strong>") % text if run.bold else text
    return found


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
