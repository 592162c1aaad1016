"""Contents to files: one document, laid out by the template, written in every format asked for.

Nothing here writes to disk; the caller does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from dgassess.reporting import charts as drawing
from dgassess.reporting.blocks import Block, Document, Facts, Figure, PageBreak, Table
from dgassess.reporting.contents import Contents
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.errors import ReportError
from dgassess.reporting.figures import attached, of_format
from dgassess.reporting.markdown import blocks
from dgassess.reporting.numbering import number
from dgassess.reporting.template import ReportTemplate

FORMATS = ("html", "pdf")
_Inserted = TypeVar("_Inserted")


@dataclass(frozen=True)
class Resources:
    """Where the content folders are. `extra_fonts`: folders whose fonts help out with rare characters in PDF.

    `own_fonts`: the folder of fonts that the report's own theme names, where it has one.
    """

    charts: Path
    themes: Path
    fonts: Path
    extra_fonts: Sequence[Path] = field(default=())
    own_fonts: Path | None = None

    @classmethod
    def under(cls, reports: Path, extra_fonts: Sequence[Path] = ()) -> Resources:
        """The folders below reports/, as they ship."""
        return cls(reports / "charts", reports / "theme", reports / "fonts", tuple(extra_fonts))


class ReportWriter:
    """Writes one report for any number of units: templates are compiled once.

    Raises ReportTemplateError where the template is wrong, MissingGlyphsError where a PDF needs other fonts, PdfError
    where the PDF theme fails.
    """

    def __init__(self, definition: ReportDefinition, resources: Resources) -> None:
        fonts = definition.folder / "fonts"
        own = fonts if definition.look.pdf_font and fonts.is_dir() else None
        self.definition, self.resources = definition, replace(resources, own_fonts=own)
        extended = definition.extended
        parts = {extended.id: extended.folder} if extended is not None else {}
        self._template = ReportTemplate(definition.folder, definition.template, parts)

    def document(self, contents: Contents) -> Document:
        """The laid-out document that every format is written from."""
        folder = self.resources.charts

        def figure(name: str) -> Figure:
            return drawing.figure(_named("figure", contents.charts, name), folder)

        def table(name: str) -> Table:
            return _named("table", contents.tables, name)

        def facts(name: str) -> Facts:
            return _named("facts", contents.facts, name)

        functions: Mapping[str, Callable[..., Block]] = {
            "figure": figure, "table": table, "facts": facts, "page_break": PageBreak,
        }  # fmt: skip
        markdown, store = self._template.markdown(contents.values, functions)
        found = blocks(markdown, store, str(self._template.path))
        numbered = number(found, self.definition.numbering == "chinese")
        look = self.definition.look
        document = Document(
            contents.cover, numbered, contents.identity, watermark=contents.watermark, look=look,
        )  # fmt: skip
        own = (attached(document, contents.figures),) if contents.figures else ()
        return replace(document, attachments=(*own, *contents.attachments))

    def render(self, contents: Contents, formats: Iterable[str] = FORMATS) -> dict[str, bytes]:
        """The report in each format: `html`, `pdf`. Same contents, same bytes."""
        document = self.document(contents)
        return {format_: write(document, format_, self.resources) for format_ in formats}


def write(document: Document, format_: str, resources: Resources) -> bytes:
    """One document in one format."""
    document = of_format(document, format_)
    match format_:
        case "html":
            from dgassess.reporting import html

            return html.write(document, resources.themes / "html")
        case "pdf":
            from dgassess.reporting import pdf

            return pdf.write(
                document,
                resources.themes / "pdf",
                resources.fonts,
                resources.extra_fonts,
                resources.own_fonts,
            )
        case _:
            raise ReportError(f"'{format_}' is no report format: it is one of {', '.join(FORMATS)}.")


def _named(kind: str, available: Mapping[str, _Inserted], name: str) -> _Inserted:
    if name not in available:
        known = ", ".join(sorted(available)) or "none"
        raise KeyError(f"there is no {kind} '{name}' in these contents (there are: {known})")
    return available[name]
