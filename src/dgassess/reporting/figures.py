"""What a report prints, in machine-readable form: its figures, and every number of its text in reading order.

The figures say what must follow from the responses; the numbers say what the pages show. `dgassess verify` compares
both. Everything in here is a finished text, as the report prints it, and obeys the report's audience.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.reporting.audience import view
from dgassess.reporting.blocks import (
    Attachment,
    Block,
    BulletList,
    Callout,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
    plain,
)
from dgassess.reporting.contents import Audience, SystemText
from dgassess.reporting.wording import ABSENT, Numbers

FORMAT = "dgassess/figures/1"
NAME = "figures.json"
INPUTS_FORMAT = "dgassess/inputs/1"
INPUTS_NAME = "inputs.json"
DIVIDER = "|"
_ZERO_WIDTH = re.compile("\u200b\\s*")
_DETACHED_SIGN = re.compile(r"(?<=[+−])\s+(?=\d)")
_LONG_WORD = re.compile(r"[0-9A-Za-z]{16,}…?")
_NUMBER = r"[+−]?(?<![A-Za-z0-9.])\d+(?:\.\d+)*(?![A-Za-z0-9])%?"
_SVG_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class Tokens:
    """Finds the numbers of a text, and the words that decide as much as numbers do: the names of levels."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        usable = {word for word in words if word.strip() and DIVIDER not in word}
        self.words = tuple(sorted(usable, key=lambda word: (-len(word), word)))
        self._pattern = re.compile("|".join((_NUMBER, *map(re.escape, self.words))))

    def of(self, text: str) -> list[str]:
        """The numbers and words in order. Digests and other long words are no numbers."""
        text = _DETACHED_SIGN.sub("", _ZERO_WIDTH.sub("", text))
        return self._pattern.findall(_LONG_WORD.sub(" ", text))


def origin(
    results: Results, unit: UnitResult | None = None, audience: Audience = "internal"
) -> dict[str, object]:
    """What the figures were computed from: versions and digests.

    `cohort` says how many units were scored together, and the digest of their responses: ranks follow from it. The
    public gets no digest of responses: whoever knows all answers but one could try which answer gives it.
    """
    own = audience != "public"
    digests = "\n".join(sorted(results.response_digests.values()))
    found: dict[str, object] = {
        "system": {
            "id": results.system_id, "version": results.system_version, "digest": results.system_digest,
        },
        "questionnaire": {
            "id": results.questionnaire_id, "version": results.questionnaire_version,
            "digest": results.questionnaire_digest,
        },
        "basis": results.basis,
        "cohort": {"units": len(results.units), **({"digest": _sha256(digests)} if own else {})},
    }  # fmt: skip
    if unit is not None and own:
        found["response"] = results.response_digests.get(unit.id, "")
    return found


def unit_figures(
    results: Results, unit: UnitResult, system: SystemText, audience: Audience
) -> dict[str, object]:
    """One unit's figures as texts. The public sees no self-assessed ones, and of hidden nodes nothing."""
    numbers, seen = Numbers.of(results), view(unit, system, audience)
    unit = seen.unit
    own = audience != "public"

    def score(value: object) -> str | None:
        return None if value is None else numbers.score(value)  # type: ignore[arg-type]

    def node(one: NodeResult) -> dict[str, str]:
        shown: dict[str, str | None] = {
            "score": score(one.score), "contribution": score(one.contribution), "lost": score(one.lost),
            "share": None if one.share is None else numbers.percent(one.share), "level": one.level,
            "state": one.state,
        }  # fmt: skip
        shown |= {"self_score": score(one.self_score)} if own else {}
        return {key: text for key, text in shown.items() if text is not None}

    figures: dict[str, object] = {
        "id": unit.id, "name": unit.name, "type": unit.type, "class": unit.unit_class,
        "base": score(unit.base), "total": score(unit.total), "level": unit.level,
        "level_by_score": unit.level_by_score,
        "nodes": {one.id: node(one) for one in unit.nodes.values() if seen.shown(one)},
        "adjustments": {
            item.id: numbers.signed(item.points)
            for item in unit.adjustments
            if item.id != ABSENT and not seen.totals_only
        },
        "vetoes": [veto.id for veto in unit.vetoes if veto.triggered and veto.id != ABSENT],
    }  # fmt: skip
    if own:
        figures |= {"self_total": score(unit.self_total), "self_level": unit.self_level}
    return figures


def attached(document: Document, figures: Mapping[str, object]) -> Attachment:
    """The figures of a document with what it prints, as the file that goes with it. Same document, same bytes."""
    words = figures.get("words", ())
    tokens = Tokens(words if isinstance(words, Sequence) else ())
    said = {"format": FORMAT, **figures, "printed": printed(document, tokens)}
    return Attachment(NAME, as_json(said), "The figures of this report as printed")


def of_format(document: Document, format_: str) -> Document:
    """The document as one format carries it: without what only others print."""
    attachments = []
    for one in document.attachments:
        if one.name == NAME:
            said = json.loads(one.text)
            said["printed"] = [entry[:2] for entry in said["printed"] if entry[2:] in ([], [format_])]
            one = replace(one, text=as_json(said))
        attachments.append(one)
    return replace(document, attachments=tuple(attachments))


def as_json(value: object) -> str:
    """JSON on few lines, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def printed(document: Document, tokens: Tokens) -> list[list[str]]:
    """Every number of a document: [place, numbers] or [place, numbers, the only format that shows them there].

    Places are a heading, a table with the row's first cell, or a chart; numbers stand between bars.
    """
    found: list[list[str]] = []
    for place, text, only in _texts(document):
        numbers = tokens.of(text)
        if numbers:
            found.append([place, DIVIDER.join(numbers), *([only] if only else [])])
    return found


def _texts(document: Document) -> Iterator[tuple[str, str, str]]:
    cover = document.cover
    facts = [text for fact in cover.facts for text in (fact.name, fact.value, fact.note)]
    cover_texts = (cover.notice, cover.title, cover.subtitle, *facts, cover.organisation, cover.date)
    yield "封面", "\n".join(cover_texts), ""
    place = "正文"
    for block in document.blocks:
        if isinstance(block, Heading):
            place = f"{block.label}{plain(block.runs)}".strip()
        yield from _of_block(block, place)


def _of_block(block: Block, place: str) -> Iterator[tuple[str, str, str]]:
    match block:
        case Heading():
            yield place, f"{block.label}{plain(block.runs)}", ""
        case Paragraph():
            yield place, plain(block.runs), ""
        case BulletList():
            for number, item in enumerate(block.items, 1):
                # Browsers number a list themselves; in a PDF its numbers are text.
                if block.ordered:
                    yield place, str(number), "pdf"
                yield place, plain(item), ""
        case Table():
            yield from _of_table(block, block.label or place)
        case Figure():
            drawn = (html.unescape(_TAG.sub("", text)) for text in _SVG_TEXT.findall(block.svg))
            yield block.label or place, "\n".join(drawn), ""
            yield block.label or place, f"{block.label} {block.caption}", ""
        case Facts():
            for fact in block.items:
                yield place, f"{fact.name}\n{fact.value}\n{fact.note}", ""
        case Callout():
            yield place, "\n".join((block.title, *map(plain, block.paragraphs))), ""


def _of_table(table: Table, place: str) -> Iterator[tuple[str, str, str]]:
    # Notes stand above the rows in a PDF and below them in HTML, where rows may unfold instead of having all columns.
    notes = "\n".join(table.notes)
    yield place, f"{table.label} {table.caption}", ""
    yield place, notes, "pdf"
    kept = _kept(table)
    headers = [column.header for column in table.columns]
    yield from _both(f"{place} {HEADER}", headers, kept)
    for row in table.rows:
        texts = ["\n".join(cell.texts()) for cell in row.cells]
        named = (
            texts[table.row_header] if texts[0].isdecimal() and len(texts) > table.row_header else texts[0]
        )
        where = f"{place} {named[:20].strip()}".strip()
        yield from _both(where, texts, kept)
        for detail in row.details:
            yield where, "\n".join((detail.label, *map(plain, detail.paragraphs))), "html"
    yield place, notes, "html"


def _kept(table: Table) -> list[int]:
    """The columns that HTML shows: those whose texts stand in the rows' details are left out."""
    everything = list(range(len(table.columns)))
    if not any(row.details for row in table.rows):
        return everything
    return [i for i in everything if not table.columns[i].detail or i == table.row_header]


def _both(place: str, texts: Sequence[str], kept: Sequence[int]) -> Iterator[tuple[str, str, str]]:
    shown = [texts[index] for index in kept] if len(texts) > 1 else [*texts]
    if len(shown) == len(texts):
        yield place, "\n".join(texts), ""
        return
    yield place, "\n".join(texts), "pdf"
    yield place, "\n".join(shown), "html"


HEADER = "表头"


def _sha256(text: str) -> str:
    import hashlib

    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
