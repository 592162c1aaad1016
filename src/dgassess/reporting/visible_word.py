"""A Word document read back: its texts as it shows them or has them read out, its pictures, the files it carries."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from xml.etree import ElementTree

from dgassess.reporting.errors import ReportError
from dgassess.reporting.packages import main_part, relations, tree
from dgassess.reporting.tokens import Tokens
from dgassess.reporting.uncertain import Piece, doubtful, pieces_of_text
from dgassess.reporting.word_vocabulary import (
    ALTERING,
    DRAWING,
    ELEMENTS,
    FIELD,
    MC,
    OF_PAGES,
    OFF,
    PAGE_NUMBER,
    READ,
    SILENT,
    UNDERSTOOD,
    W,
)

_W, _MC = f"{{{W}}}", f"{{{MC}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
CARRIED = "urn:dgassess:carried"
"""The namespace of the parts in which a document carries files."""
_MAIN = "word/document.xml"
_GLUED = re.compile(r"[0-9A-Za-z.,+%−-]")


@dataclass(frozen=True, slots=True)
class WordText:
    """Lines of text in reading order, pictures (what each is said to show, and the digest of its bytes), carried files
    by name, and what Word may show otherwise than it is read."""

    text: str
    pictures: tuple[tuple[str, str], ...]
    carried: Mapping[str, str]
    uncertain: tuple[Piece, ...] = ()


def read_word(found: Mapping[str, bytes], name: str) -> WordText:
    """The parts of a .docx file read as Word finds them. Raises ReportError."""
    main = main_part(found, name) or _MAIN
    if main not in found:
        raise ReportError(f"'{name}' is no Word document: it has no part '{main}'.")
    related = relations(found, main, name)
    uncertain = [
        doubtful(f"a part of the kind '{one.kind}'") for one in related if one.kind not in READ | SILENT
    ]
    for one in related:
        if one.kind == "styles" and one.target in found:
            uncertain += (
                doubtful(f"{piece.what} in a style")
                for piece in altering(tree(found[one.target], one.target, name))
            )
    texts: dict[str, str] = {}
    pictures = []
    for part in (main, *sorted({one.target for one in related if one.kind in READ and one.target in found})):
        read = _Part()
        read.walk(_alternatives(found[part], part, name))
        lines = (line.strip() for line in "".join(read.pieces).splitlines())
        texts[part] = "\n".join(line for line in lines if line)
        targets = {one.id: one.target for one in relations(found, part, name)}
        for told, relation in read.pictures:
            data = found.get(targets.get(relation, ""), b"")
            pictures.append((told, hashlib.sha256(data).hexdigest()))
        uncertain += [*read.uncertain, *read.page_numbers(), *_odd(texts[part])]
    # Programs repeat a header for every section, in whatever order.
    running = sorted(
        {text for part, text in texts.items() if part != main}, key=lambda text: (len(text), text)
    )
    carried = dict(_carried(found, name))
    return WordText("\n".join((texts[main], *running)), tuple(pictures), carried, tuple(uncertain))


def _odd(text: str) -> Iterator[Piece]:
    """Lines with odd characters, each with the numbers that stand around these."""
    tokens = Tokens()
    for line in text.splitlines():
        pieces = list(pieces_of_text(tokens, line)) if not line.isascii() else []
        if any(one.kind for one in pieces):
            yield doubtful(", ".join(one.what for one in pieces))


def _alternatives(data: bytes, part: str, name: str) -> ElementTree.Element:
    """A part in which every alternative says what it requires by its full name: prefixes are lost in reading."""
    root = tree(data, part, name)
    if next(root.iter(f"{_MC}Choice"), None) is None:
        return root
    parser: ElementTree.XMLPullParser[Any] = ElementTree.XMLPullParser(("start", "start-ns", "end-ns"))
    parser.feed(data)
    parser.close()
    spaces: list[tuple[str, str]] = []
    first: ElementTree.Element | None = None
    for one in parser.read_events():
        event, found = cast("tuple[str, Any]", one)
        if event == "start-ns":
            spaces.append(found)
        elif event == "end-ns":
            spaces.pop()
        else:
            first = found if first is None else first
            if found.tag == f"{_MC}Choice":
                known = dict(spaces)
                required = (known.get(prefix, prefix) for prefix in found.get("Requires", "").split())
                found.set("Requires", " ".join(required))
    return root if first is None else first


def altering(element: ElementTree.Element) -> Iterator[Piece]:
    """Properties within that hide a text, turn it or put another in its place."""
    for one in element.iter():
        space, _, local = one.tag.rpartition("}")
        if local in ALTERING and (local == "dataBinding" or one.get(f"{space}}}val") not in OFF):
            yield doubtful(f"w:{local}")


def _carried(found: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str]]:
    for part in sorted(found):
        if part.startswith("customXml/") and part.endswith(".xml") and CARRIED.encode() in found[part]:
            root = tree(found[part], part, name)
            if root.tag == f"{{{CARRIED}}}file":
                yield root.get("name", ""), root.text or ""


@dataclass
class _Part:
    """The texts and pictures of one part."""

    pieces: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    uncertain: list[Piece] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)  # what each open field says it is
    _results: list[bool] = field(default_factory=list)  # whether its result has begun
    _unknown: dict[int, str] = field(
        default_factory=dict
    )  # results of page fields, by the piece they stand before
    _told: str = ""
    _described: str = ""

    def walk(self, element: ElementTree.Element) -> None:
        """Read an element and what is within."""
        # A stack of its own: text boxes nest without end.
        stack: list[ElementTree.Element | str] = [element]
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                self.pieces.append(one)
            elif one.tag == f"{_W}fldSimple" and self._simple(one):
                self._page_number("".join(text.text or "" for text in one.iter(f"{_W}t")))
            elif one.tag == f"{_MC}AlternateContent":
                stack += reversed(self._taken(one))
            elif one.tag.startswith(_W) and one.tag.endswith("Pr"):
                self._properties(one)
            else:
                self._own(one)
                if one.tag in (f"{_W}p", f"{_W}tbl"):
                    self.pieces.append("\n")
                    stack.append("\n")
                stack += reversed(one)

    def page_numbers(self) -> Iterator[Piece]:
        """Results of page fields that are no page numbers, or that stand so close to a figure that they change it."""
        for place, text in self._unknown.items():
            before, after = (
                "".join(self.pieces[:place][-9:])[-1:],
                "".join(self.pieces[place : place + 9])[:1],
            )
            if not PAGE_NUMBER.fullmatch(text) or _GLUED.match(before) or _GLUED.match(after):
                yield doubtful(f"a page number '{text}' beside '{before}' and '{after}'")

    def _taken(self, element: ElementTree.Element) -> list[ElementTree.Element]:
        """The alternative that Word takes."""
        numbers = [Tokens().of("\n".join(text.text or "" for text in one.iter(f"{_W}t"))) for one in element]
        if any(one != numbers[0] for one in numbers):
            self.uncertain.append(doubtful("mc:AlternateContent whose alternatives show different numbers"))
        for one in element:
            required = one.get("Requires", "").split()
            if one.tag == f"{_MC}Fallback" or (required and UNDERSTOOD.issuperset(required)):
                return list(one)
        return []

    def _properties(self, element: ElementTree.Element) -> None:
        self.uncertain += altering(element)
        for one in element.iter():
            if one.tag in (f"{_W}tblCaption", f"{_W}tblDescription"):
                self._read_out(one.get(f"{_W}val", ""))

    def _own(self, element: ElementTree.Element) -> None:
        match element.tag.removeprefix(_W):
            case "t":
                text = (element.text or "").replace("\n", " ")
                kinds = (
                    _kind(told) for told, begun in zip(self._fields, self._results, strict=True) if begun
                )
                if OF_PAGES.isdisjoint(kinds):
                    self.pieces.append(text)
                else:
                    self._page_number(text)
            case "tab" | "ptab":
                self.pieces.append(" ")
            case "br" | "cr":
                self.pieces.append("\n")
            case "noBreakHyphen":
                self.pieces.append("-")
            case "sym":
                self.pieces.append(f" {element.get(f'{_W}char', '')} ")
            case "instrText":
                if self._fields:
                    self._fields[-1] += element.text or ""
            case "fldChar":
                self._locked(element)
                self._field(element.get(f"{_W}fldCharType", ""))
            case _:
                self._known(element)
                self._drawn(element)

    def _known(self, element: ElementTree.Element) -> None:
        space, _, local = element.tag.removeprefix("{").rpartition("}")
        if (element.tail or "").strip():
            self.uncertain.append(doubtful(f"text behind w:{local}"))
        if space == W:
            if local not in ELEMENTS:
                self.uncertain.append(doubtful(f"w:{local}"))
        elif space not in DRAWING or (local == "t" and element.text) or element.get(f"{_R}link"):
            self.uncertain.append(doubtful(f"<{local}> of '{space}'"))

    def _page_number(self, text: str) -> None:
        place = len(self.pieces)
        self._unknown[place] = self._unknown.get(place, "") + text

    def _simple(self, element: ElementTree.Element) -> bool:
        """Whether a field in one element tells of pages."""
        told = element.get(f"{_W}instr", "")
        self._locked(element)
        self._instruction(told)
        return _kind(told) in OF_PAGES

    def _locked(self, element: ElementTree.Element) -> None:
        if element.get(f"{_W}fldLock", "false") not in OFF:
            self.uncertain.append(doubtful("a locked field"))

    def _instruction(self, told: str) -> None:
        if not FIELD.fullmatch(told):
            self.uncertain.append(doubtful(f"the field '{' '.join(told.split())}'"))

    def _drawn(self, element: ElementTree.Element) -> None:
        if element.tag == f"{_WP}docPr":
            self._told, self._described = element.get("title", ""), element.get("descr", "")
            self._line(self._described)
            # Some programs drop the title of a picture, which its description repeats.
            if not self._described.startswith(self._told):
                self._line(self._told)
        elif element.tag == f"{_PIC}cNvPr":
            # The same once more, unless somebody changed it.
            for said in (element.get("descr", ""), element.get("title", "")):
                if not self._described.startswith(said):
                    self._line(said)
        elif element.tag == f"{_A}blip":
            self.pictures.append((self._told, element.get(f"{_R}embed", "")))
        elif element.tag == f"{_V}imagedata":
            self.pictures.append((self._told, element.get(f"{_R}id", "")))
        elif element.tag == f"{_V}textpath" and element.get("string"):
            self._line(element.get("string", ""))

    def _read_out(self, text: str) -> None:
        """What a screen reader says of a table, where it is not the caption that everybody sees above it."""
        above = next((line for line in reversed("".join(self.pieces[-40:]).splitlines()) if line.strip()), "")
        if "".join(text.split()) != "".join(above.split()):
            self._line(text)

    def _line(self, text: str) -> None:
        self.pieces.append(f"\n{text}\n")

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
            self._results.append(False)
        elif self._fields and kind == "separate":
            self._results[-1] = True
        elif self._fields and kind == "end":
            self._instruction(self._fields.pop())
            self._results.pop()


def _kind(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()
