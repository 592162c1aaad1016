"""The HTML writer: one self-contained file without script, without requests, readable on a phone and on paper."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from dgassess.reporting.blocks import Document, Heading

if TYPE_CHECKING:
    from jinja2 import Environment


def write(document: Document, theme: Path) -> bytes:
    """The document as UTF-8 HTML. theme: reports/theme/html with page.html.j2, blocks.html.j2 and style.css."""
    style = (theme / "style.css").read_text("utf-8")
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
    return environment
