"""The small Markdown of report templates, read into blocks by markdown-it-py; tokens become the values they hide.

Known: headings, paragraphs, lists of one level, **bold**, *muted*, `code`, tables, and `> [!note] title` callouts.
Links, images, HTML and code blocks are not: a report is one closed document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from dgassess.reporting.blocks import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Runs,
    Table,
    Text,
    Tone,
    plain,
)
from dgassess.reporting.errors import ReportTemplateError
from dgassess.reporting.template import TOKEN, TokenStore
from dgassess.values.language import say_as

if TYPE_CHECKING:
    from markdown_it.token import Token

_RULES = (
    "heading", "list", "blockquote", "table", "emphasis", "backticks", "escape", "entity", "newline", "balance_pairs",
)  # fmt: skip
_TONES: dict[str, Tone] = {"note": "note", "good": "good", "warning": "warning"}
_ALERT = re.compile(r"\[!(\w+)\][ ]*")


def blocks(markdown: str, store: TokenStore, file: str = "") -> tuple[Block, ...]:
    """The blocks of a rendered template. Raises ReportTemplateError for what the small Markdown does not know."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(list(_RULES), ignoreInvalid=True)
    return tuple(_Reader(parser.parse(markdown), store, file).read())


class _Reader:
    def __init__(self, tokens: Sequence[Token], store: TokenStore, file: str) -> None:
        self.tokens, self.store, self.file = tokens, store, file

    def read(self) -> Iterator[Block]:
        position = 0
        while position < len(self.tokens):
            token = self.tokens[position]
            end = self._close(position)
            inner = self.tokens[position + 1 : end]
            match token.type:
                case "heading_open":
                    yield self._heading(int(token.tag[1]), inner[0])
                case "paragraph_open":
                    yield from self._paragraph(inner[0])
                case "bullet_list_open" | "ordered_list_open":
                    items = tuple(self._list(inner))
                    yield BulletList(items, ordered=token.type.startswith("ordered"))
                case "blockquote_open":
                    yield self._callout(inner)
                case "table_open":
                    yield self._table(inner)
                case _:
                    raise ReportTemplateError(f"Markdown '{token.type}' has no place in a report.", self.file)
            position = end + 1

    def _close(self, position: int) -> int:
        level = self.tokens[position].level
        closing = self.tokens[position].type.replace("_open", "_close")
        for index in range(position, len(self.tokens)):
            if self.tokens[index].type == closing and self.tokens[index].level == level:
                return index
        return position

    def _heading(self, level: int, inline: Token) -> Heading:
        found = self._runs(inline)
        if found and found[-1].text.rstrip().endswith("{-}"):
            last = found[-1].text.rstrip().removesuffix("{-}").rstrip()
            return Heading(level, (*found[:-1], Text(last, found[-1].bold)), label="-")
        return Heading(level, found)

    def _paragraph(self, inline: Token) -> Iterator[Block]:
        content = inline.content.strip()
        found = [self.store.values[int(number)] for number in TOKEN.findall(content)]
        if (
            found
            and not TOKEN.sub("", content).strip()
            and any(not isinstance(value, tuple) for value in found)
        ):
            for value in found:
                yield Paragraph(value) if isinstance(value, tuple) else value
            return
        text = self._runs(inline)
        if plain(text).strip():
            yield Paragraph(text)

    def _list(self, tokens: Sequence[Token]) -> Iterator[Runs]:
        if any(token.type in ("bullet_list_open", "ordered_list_open") for token in tokens):
            raise ReportTemplateError("Lists in reports have one level.", self.file)
        for token in tokens:
            if token.type == "inline":
                yield self._runs(token)

    def _callout(self, tokens: Sequence[Token]) -> Callout:
        paragraphs = [self._runs(token) for token in tokens if token.type == "inline"]
        tone, title = _TONES["note"], ""
        opening = next((token for token in tokens if token.type == "inline"), None)
        if opening is not None and (alert := _ALERT.match(opening.content)):
            if alert[1] not in _TONES:
                known = ", ".join(_TONES)
                raise ReportTemplateError(f"A callout is one of {known}, not '{alert[1]}'.", self.file)
            tone = _TONES[alert[1]]
            first, _, rest = opening.content[alert.end() :].partition("\n")
            title = plain(self._inline(first))
            paragraphs[0] = self._inline(rest)
        return Callout(
            tone,
            title or _usual(tone),
            tuple(paragraph for paragraph in paragraphs if plain(paragraph).strip()),
        )

    def _inline(self, text: str) -> Runs:
        from markdown_it import MarkdownIt

        parsed = MarkdownIt("zero").enable(list(_RULES), ignoreInvalid=True).parseInline(text)
        return self._runs(parsed[0])

    def _table(self, tokens: Sequence[Token]) -> Table:
        columns: list[Column] = []
        rows: list[Row] = []
        cells: list[Cell] = []
        for index, token in enumerate(tokens):
            if token.type == "th_open":
                style = str(token.attrs.get("style", ""))
                align = cast(Align, style.removeprefix("text-align:") or "left")
                columns.append(Column(plain(self._runs(tokens[index + 1])), align, 1))
            elif token.type == "td_open":
                cells.append(Cell(self._runs(tokens[index + 1])))
            elif token.type == "tr_close" and cells:
                rows.append(Row(tuple(cells)))
                cells = []
        return Table(tuple(columns), tuple(rows), caption="")

    def _runs(self, inline: Token) -> Runs:
        found: list[Text] = []
        bold = muted = False
        for child in inline.children or ():
            match child.type:
                case "strong_open" | "strong_close":
                    bold = child.type == "strong_open"
                case "em_open" | "em_close":
                    muted = child.type == "em_open"
                case "softbreak" | "hardbreak":
                    found.append(Text("\n", bold))
                case "text" | "text_special" | "code_inline":
                    if child.type == "text" and "**" in child.content:
                        raise ReportTemplateError(
                            f"A '**' is not read as bold in '{TOKEN.sub('…', child.content)}': move punctuation "
                            "that touches it outside.", self.file,
                        )  # fmt: skip
                    code = child.type == "code_inline"
                    found.extend(self._resolve(child.content, Text("", bold, code, muted)))
        return _merged(found)

    def _resolve(self, content: str, look: Text) -> Iterator[Text]:
        position = 0
        for token in TOKEN.finditer(content):
            yield Text(content[position : token.start()], look.bold, look.code, look.muted)
            value = self.store.values[int(token[1])]
            if not isinstance(value, tuple):
                kind = type(value).__name__.lower()
                raise ReportTemplateError(f"A {kind} must stand on a line of its own.", self.file)
            for run in value:
                yield Text(run.text, look.bold or run.bold, look.code or run.code, look.muted or run.muted)
            position = token.end()
        yield Text(content[position:], look.bold, look.code, look.muted)


def _usual(tone: Tone) -> str:
    """The title of a callout that is given none."""
    match tone:
        case "note":
            return say_as("callout", "说明")
        case "good":
            return say_as("callout", "亮点")
        case "warning":
            return say_as("callout", "请注意")


def _merged(found: Sequence[Text]) -> Runs:
    """Runs of one look joined; a line break is a blank between Latin words and nothing beside Chinese."""
    merged: list[Text] = []
    for index, run in enumerate(found):
        text = run.text
        if text == "\n":
            before = merged[-1].text[-1:] if merged else ""
            after = next((later.text[:1] for later in found[index + 1 :] if later.text), "")
            text = " " if before.isascii() and after.isascii() else ""
        if not text:
            continue
        look = (run.bold, run.code, run.muted)
        if merged and (merged[-1].bold, merged[-1].code, merged[-1].muted) == look:
            merged[-1] = Text(merged[-1].text + text, *look)
        else:
            merged.append(Text(text, *look))
    return tuple(merged)
