"""The index of a folder of reports: one HTML page without script, with the look of the reports."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

Links = tuple[tuple[str, str], ...]
"""What each link says, and where it leads relative to the page, quoted as addresses are."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One unit in finished texts."""

    id: str
    name: str
    type: str
    total: str
    level: str
    rank: str
    type_rank: str
    links: Links


def write_index(
    theme: Path,
    *,
    title: str,
    notice: str,
    organisation: str,
    date: str,
    rows: tuple[IndexRow, ...],
    others: tuple[tuple[str, Links], ...],
    defective: tuple[str, ...],
    basis: str,
    version: str,
) -> bytes:
    """The page as UTF-8. others: reports on all units, by name; defective: files of responses without a report."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    style = "".join((theme / name).read_text("utf-8") for name in ("style.css", "index.css"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    loader = FileSystemLoader(theme, encoding="utf-8")
    environment = Environment(
        loader=loader, undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.get_template("index.html.j2").render(
        title=title, notice=notice, organisation=organisation, date=date, rows=rows, others=others,
        defective=defective, basis=basis, version=version, style=Markup(style), digest=digest,  # noqa: S704 (ours)
    )  # fmt: skip
    return page.encode("utf-8", "surrogateescape")
