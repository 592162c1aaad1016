"""A Word document read back: its texts as it shows them or has them read out, its pictures, the files it carries."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from dgassess.reporting.errors import ReportError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
# What stands in for something else, what was deleted, and how paragraphs and tables look but for what they are called.
_UNSEEN = frozenset((
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_W}del", f"{_W}pPr", f"{_W}rPr",
))  # fmt: skip
CARRIED = "urn:dgassess:carried"
"""The namespace of the parts in which a document carries files."""
_MAIN = "word/document.xml"
_OTHERS = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")
# What breaking pages decides; nobody but the program that shows the document knows it.
_OF_PAGES = frozenset(("PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES"))


@dataclass(frozen=True, slots=True)
class WordText:
    """Lines of text in reading order, and pictures: what each is said to show, and the digest of its bytes."""

    text: str
    pictures: tuple[tuple[str, str], ...]
    carried: Mapping[str, str]


def read_word(found: Mapping[str, bytes], name: str) -> WordText:
    """The parts of a .docx file read. Raises ReportError."""
    if _MAIN not in found:
        raise ReportError(f"'{name}' is no Word document: it has no part '{_MAIN}'.")
    texts: dict[str, str] = {}
    pictures = []
    for part in (_MAIN, *sorted(one for one in found if _OTHERS.fullmatch(one))):
        read = _Part()
        read.walk(_tree(found[part], part, name))
        lines = (line.strip() for line in "".join(read.pieces).splitlines())
        texts[part] = "\n".join(line for line in lines if line)
        relations = _relations(found, part, name)
        for told, relation in read.pictures:
            data = found.get(relations.get(relation, ""), b"")
            pictures.append((told, hashlib.sha256(data).hexdigest()))
    # Programs repeat a header for every section, in whatever order.
    running = sorted(
        {text for part, text in texts.items() if part != _MAIN}, key=lambda text: (len(text), text)
    )
    return WordText("\n".join((texts[_MAIN], *running)), tuple(pictures), dict(_carried(found, name)))


def _tree(data: bytes, part: str, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(data)  # noqa: S314 - document types are refused
    except (ElementTree.ParseError, ValueError, LookupError) as problem:
        raise ReportError(f"'{name}' is damaged: its part '{part}' is no XML ({problem}).") from problem


def _relations(found: Mapping[str, bytes], part: str, name: str) -> dict[str, str]:
    folder, own = posixpath.split(part)
    path = f"{folder}/_rels/{own}.rels"
    if path not in found:
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        for one in _tree(found[path], path, name)
    }


def _carried(found: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str]]:
    for part in sorted(found):
        if part.startswith("customXml/") and part.endswith(".xml") and CARRIED.encode() in found[part]:
            root = _tree(found[part], part, name)
            if root.tag == f"{{{CARRIED}}}file":
                yield root.get("name", ""), root.text or ""


@dataclass
class _Part:
    """The texts and pictures of one part."""

    pieces: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)  # what each open field says it is
    _results: list[bool] = field(default_factory=list)  # whether its result has begun
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
            elif not _left_out(one):
                self._own(one)
                if one.tag in (f"{_W}p", f"{_W}tbl"):
                    self.pieces.append("\n")
                    stack.append("\n")
                stack += reversed(one)

    def _own(self, element: ElementTree.Element) -> None:
        match element.tag.removeprefix(_W):
            case "t":
                if not any(
                    begun and _kind(told) in _OF_PAGES
                    for told, begun in zip(self._fields, self._results, strict=True)
                ):
                    self.pieces.append((element.text or "").replace("\n", " "))
            case "tab":
                self.pieces.append(" ")
            case "br" | "cr":
                self.pieces.append("\n")
            case "noBreakHyphen":
                self.pieces.append("-")
            case "sym":
                self.pieces.append(f" {element.get(f'{_W}char', '')} ")
            case "tblCaption" | "tblDescription":
                self._read_out(element.get(f"{_W}val", ""))
            case "instrText":
                if self._fields:
                    self._fields[-1] += element.text or ""
            case "fldChar":
                self._field(element.get(f"{_W}fldCharType", ""))
            case _:
                self._drawn(element)

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
            self._fields.pop()
            self._results.pop()


def _left_out(element: ElementTree.Element) -> bool:
    if element.tag == f"{_W}fldSimple":
        return _kind(element.get(f"{_W}instr", "")) in _OF_PAGES
    return element.tag in _UNSEEN


def _kind(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()
