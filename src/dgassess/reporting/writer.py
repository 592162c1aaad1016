"""Contents to files: one document, laid out by the template, written in every format asked for.

Nothing here writes to disk; the caller does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dgassess.reporting import charts as drawing
from dgassess.reporting.blocks import Block, Document, Facts, Figure, PageBreak, Table
from dgassess.reporting.contents import Contents
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.errors import ReportError, ReportTemplateError
from dgassess.reporting.figures import NAME, attached, of_format, origin_alone
from dgassess.reporting.look import inside
from dgassess.reporting.markdown import blocks
from dgassess.reporting.numbering import number
from dgassess.reporting.template import ReportTemplate
from dgassess.reporting.wording import date_text
from dgassess.values.diagnostics import suggest
from dgassess.values.language import CHINESE, Language, say, speaking

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

    from dgassess.reporting.pdf import Pages

FORMATS = ("html", "pdf", "docx")
_Inserted = TypeVar("_Inserted")


@dataclass(frozen=True)
class Resources:
    """Where the content folders are. `extra_fonts`: folders whose fonts help out with rare characters in PDF.

    `own_fonts`: the folder of fonts that the report's own theme names, where it has one. `own_word`: that of its own
    theme.yaml for Word documents. `compiled`: where compiled templates are kept.
    """

    charts: Path
    themes: Path
    fonts: Path
    extra_fonts: Sequence[Path] = field(default=())
    own_fonts: Path | None = None
    own_word: Path | None = None
    compiled: BytecodeCache | None = None

    @classmethod
    def under(
        cls, reports: Path, extra_fonts: Sequence[Path] = (), compiled: BytecodeCache | None = None
    ) -> Resources:
        """The folders below reports/, as they ship."""
        folders = (reports / "charts", reports / "theme", reports / "fonts")
        return cls(*folders, tuple(extra_fonts), compiled=compiled)


class ReportWriter:
    """Writes one report for any number of units, all in one language: templates are compiled once.

    Raises ReportTemplateError where the template is wrong, MissingGlyphsError where a PDF needs other fonts, PdfError
    where the PDF theme fails.
    """

    def __init__(
        self, definition: ReportDefinition, resources: Resources, language: Language = CHINESE
    ) -> None:
        fonts = definition.folder / "fonts"
        own = fonts if definition.look.pdf_font and fonts.is_dir() else None
        word = definition.folder / "theme" / "word"
        own_word = word if (word / "theme.yaml").is_file() and inside(definition.folder, word) else None
        self.definition, self.language = definition, language
        self.resources = replace(resources, own_fonts=own, own_word=own_word)
        extended = definition.extended
        parts = {extended.id: extended.folder} if extended is not None else {}
        self._template = ReportTemplate(
            definition.folder, definition.template, parts, resources.compiled, language
        )

    def document(self, contents: Contents) -> Document:
        """The laid-out document that every format is written from."""
        with speaking(self.language):
            return self._document(contents)

    def _document(self, contents: Contents) -> Document:
        resources = self.resources

        def figure(name: str) -> Figure:
            return drawing.figure(
                _named("figure", contents.charts, name), resources.charts, resources.compiled
            )

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
        if look.logo and not look.logo_text:
            look = replace(look, logo_text=say("标志"))
        own = (attached(contents.figures),) if contents.figures else ()
        return Document(
            replace(contents.cover, date=date_text(contents.cover.date)), numbered, contents.identity,
            self.language, contents.watermark,
            attachments=(*own, *contents.attachments), look=look,
        )  # fmt: skip

    def render(self, contents: Contents, formats: Iterable[str] = ("html", "pdf")) -> dict[str, bytes]:
        """The report in each of FORMATS asked for. Same contents, same bytes.

        Raises ReportError for a list that the contents do not have.
        """
        written, refused = self.attempt(contents, formats)
        for problem in refused.values():
            raise problem
        return written

    def attempt(
        self, contents: Contents, formats: Iterable[str]
    ) -> tuple[dict[str, bytes], dict[str, ReportError]]:
        """The report in those of the formats that can be made, and what is in the way of each of the others.

        Raises ReportTemplateError: of a wrong template there is no report in any format.
        """
        wanted = list(formats)
        written: dict[str, bytes] = {}
        refused: dict[str, ReportError] = {}
        documents = [format_ for format_ in wanted if format_ != "xlsx"]
        document = self.document(contents) if documents else None

        def made(format_: str) -> bytes:
            if format_ == "xlsx" or document is None:
                with speaking(self.language):
                    return _list(contents)
            return write(document, format_, self.resources)

        # typst works beside Python: the PDF comes about while the others are written.
        with ThreadPoolExecutor(1) as beside:
            started: dict[str, Future[bytes]] = {}
            if document is not None and "pdf" in documents and len(documents) > 1:
                try:
                    started["pdf"] = beside.submit(_pages(document, self.resources).compile)
                except ReportError as problem:
                    refused["pdf"] = problem
            for format_ in sorted((one for one in wanted if one not in refused), key=started.__contains__):
                try:
                    written[format_] = started[format_].result() if format_ in started else made(format_)
                except ReportTemplateError:
                    raise
                except ReportError as problem:
                    refused[format_] = problem
        return {format_: written[format_] for format_ in wanted if format_ in written}, refused


def _list(contents: Contents) -> bytes:
    from dgassess.reporting import xlsx

    if contents.sheet is None:
        raise ReportError("These contents have no list for a spreadsheet.")
    return xlsx.write(contents.sheet, {NAME: origin_alone(contents.figures)} if contents.figures else {})


def write(document: Document, format_: str, resources: Resources) -> bytes:
    """One document in one format."""
    with speaking(document.language):
        return _written(document, format_, resources)


def _written(document: Document, format_: str, resources: Resources) -> bytes:
    match format_:
        case "html":
            from dgassess.reporting import html

            return html.write(of_format(document, "html"), resources.themes / "html", resources.compiled)
        case "pdf":
            return _pages(document, resources).compile()
        case "docx":
            from dgassess.reporting import word

            theme = resources.own_word or resources.themes / "word"
            return word.write(of_format(document, "docx"), theme, resources.fonts, resources.extra_fonts)
        case _:
            raise ReportError(f"'{format_}' is no report format: it is one of {', '.join(FORMATS)}.")


def _pages(document: Document, resources: Resources) -> Pages:
    from dgassess.reporting import pdf

    fonts = (resources.fonts, resources.extra_fonts, resources.own_fonts)
    with speaking(document.language):
        return pdf.pages(of_format(document, "pdf"), resources.themes / "pdf", *fonts)


def _named(kind: str, available: Mapping[str, _Inserted], name: str) -> _Inserted:
    if name not in available:
        known = ", ".join(sorted(available)) or "none"
        near = suggest(name, available) or "docs/reports.md says what they are."
        raise KeyError(f"there is no {kind} '{name}' in these contents (there are: {known}). {near}")
    return available[name]
