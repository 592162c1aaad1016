"""The neutral pieces every writer understands: what a report says, not how HTML, PDF or Word say it.

Texts are literal: no writer may parse them as markup. Everything is frozen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from dgassess.reporting.look import Look
from dgassess.values.language import CHINESE, Language, say

Align = Literal["left", "center", "right"]
Tone = Literal["note", "good", "warning"]
RowKind = Literal["body", "group", "total"]
Shade = Literal["", "low", "middle", "high", "absent"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of literal text."""

    text: str
    bold: bool = False
    code: bool = False
    muted: bool = False


Runs = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; `label` is its number as shown (一、 or 附表1), empty when it has none.

    `anchor` is unique within the document once `numbering.number` has been over it.
    """

    level: int
    runs: Runs
    label: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of short items, with bullets or numbers."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. `width` is a share relative to the other columns; 0 keeps it as narrow as its content.

    A writer that can unfold rows leaves a `detail` column out and says it below each row, in the words of the row's
    own details where it has any.
    """

    header: str
    align: Align = "left"
    width: float = 0
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `shade` tints it beside its printed value, never in its place; `depth` indents it.

    `more` are further paragraphs below the first.
    """

    runs: Runs
    shade: Shade = ""
    depth: int = 0
    more: tuple[Runs, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """The text of every paragraph."""
        return plain(self.runs), *map(plain, self.more)


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that explains a row: what it is, and its paragraphs."""

    label: str
    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: `group` rows head the rows below them, `total` rows close them.

    A row of one cell spans the table. `details` explain it where rows can be unfolded, and `tags` are words to pick
    out rows of a long table by; writers of pages print neither.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = "body"
    details: tuple[Detail, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header row repeats on every page.

    `row_header` is the index of the column that names the row. `wide` asks for a landscape page. `label` (表1) is
    given by `numbering.number`. `notes` stand below the table.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str
    label: str = ""
    row_header: int = 0
    wide: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: SVG text, a title and a description for those who cannot see it, and a caption."""

    svg: str
    title: str
    description: str
    caption: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One key and its value; `strong` facts are shown large."""

    name: str
    value: str
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """A grid of facts."""

    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A set-off paragraph; `tone` is also said in its title, never by colour alone."""

    tone: Tone
    title: str
    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page where there are pages."""


Block = Heading | Paragraph | BulletList | Table | Figure | Facts | Callout | PageBreak


@dataclass(frozen=True, slots=True)
class Cover:
    """What a reader sees first; `date` is text, given by the caller."""

    title: str
    subtitle: str = ""
    notice: str = ""
    facts: tuple[Fact, ...] = ()
    organisation: str = ""
    date: str = ""
    seal: bool = False  # leave room for a seal at the organisation's name


@dataclass(frozen=True, slots=True)
class Attachment:
    """A JSON file that goes with a report: a data block in HTML, an attached file in PDF."""

    name: str
    text: str
    description: str

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, ready for any writer.

    `identity` is a short text for running headers, `watermark` one that lies pale across every page.
    """

    cover: Cover
    blocks: tuple[Block, ...]
    identity: str = ""
    language: Language = CHINESE
    watermark: str = ""
    attachments: tuple[Attachment, ...] = ()
    look: Look = field(default_factory=Look)


def plain(runs: Runs) -> str:
    """The text of runs without their looks."""
    return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


def runs(text: str, *, bold: bool = False, muted: bool = False) -> Runs:
    """One run, or none for an empty text."""
    return (Text(text, bold=bold, muted=muted),) if text else ()


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every (place, text) of a document in reading order; the place is a phrase for messages.

    Without the details of rows, which not every writer shows.
    """
    cover = document.cover
    for text in (
        cover.title,
        cover.subtitle,
        cover.notice,
        cover.organisation,
        cover.date,
        document.identity,
        document.watermark,
    ):
        yield say("封面"), text
    for fact in cover.facts:
        yield say("封面"), fact.name + fact.value + fact.note
    place = say("正文")
    for block in document.blocks:
        if isinstance(block, Heading):
            place = f"“{block.label}{plain(block.runs)}”"
        for text in block_texts(block):
            yield place, text


def block_texts(block: Block) -> Iterator[str]:
    """Every text of one block."""
    match block:
        case Heading():
            yield block.label + plain(block.runs)
        case Paragraph():
            yield plain(block.runs)
        case BulletList():
            yield from map(plain, block.items)
        case Table():
            yield from (block.label, block.caption, *block.notes)
            yield from (column.header for column in block.columns)
            yield from (text for row in block.rows for cell in row.cells for text in cell.texts())
        case Figure():
            yield from (block.label, block.caption, block.title, block.description, block.svg)
        case Facts():
            yield from (fact.name + fact.value + fact.note for fact in block.items)
        case Callout():
            yield block.title
            yield from map(plain, block.paragraphs)
        case PageBreak():
            pass


def unfolded(table: Table) -> Table:
    """The table without its `detail` columns, which stand below each row."""
    kept = [i for i, column in enumerate(table.columns) if not column.detail or i == table.row_header]
    if len(kept) == len(table.columns):
        return table
    rows = tuple(
        row
        if len(row.cells) == 1
        else replace(
            row,
            cells=tuple(row.cells[i] for i in kept),
            details=row.details
            or tuple(
                Detail(column.header, (cell.runs, *cell.more))
                for i, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True))
                if i not in kept and cell.runs
            ),
        )
        for row in table.rows
    )
    columns = tuple(table.columns[i] for i in kept)
    return replace(table, columns=columns, rows=rows, row_header=kept.index(table.row_header), wide=False)
