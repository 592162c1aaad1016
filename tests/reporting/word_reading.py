"""Reading a Word document back as its readers see it: paragraphs, tables, texts and alternative texts."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import docx

from dgassess.reporting.blocks import Block, Cover, Document
from dgassess.reporting.writer import ReportWriter, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
# The smallest chart there is.
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 100"><text x="9" y="40">图</text></svg>'
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def squeezed(text: str) -> str:
    """A text without the white that lines and pages put in."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class Opened:
    """A document taken apart; `parts` are its XML files by name."""

    parts: dict[str, Any]
    names: tuple[str, ...]

    @property
    def body(self) -> Any:
        return self.parts["word/document.xml"].find(f"{W}body")

    @property
    def running(self) -> dict[str, Any]:
        return {name: root for name, root in self.parts.items() if re.match(r"word/(header|footer)", name)}

    def all(self, tag: str) -> list[Any]:
        return list(self.body.iter(W + tag))

    def paragraphs(self, style: str) -> list[str]:
        return [text_of(one) for one in self.all("p") if style_of(one) == style]

    def sections(self) -> list[Any]:
        return self.all("sectPr")

    def everything(self) -> str:
        """All that is shown or told by whoever opens it."""
        roots = [self.body, *self.running.values()]
        texts = [text_of(one) for root in roots for one in root.iter(f"{W}p")]
        texts += [one.get(key, "") for one in self.body.iter(f"{WP}docPr") for key in ("title", "descr")]
        texts += [
            one.get("string", "") for root in self.running.values() for one in root.iter(f"{VML}textpath")
        ]
        return "\n".join(texts)


def opened(data: bytes) -> Opened:
    """Every XML part parsed; the library opens the whole as well."""
    docx.Document(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = tuple(archive.namelist())
        parts = {
            name: ElementTree.fromstring(archive.read(name))  # noqa: S314 - the writer's own
            for name in names
            if name.endswith((".xml", ".rels"))
        }
    return Opened(parts, names)


def text_of(element: Any) -> str:
    """The text of an element as shown."""
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def style_of(paragraph: Any) -> str:
    """The style's id."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    """An attribute of a descendant named by Word's tags, None where there is none."""
    found = element.find("/".join(W + part for part in path.split("/")))
    return None if found is None else found.get(W + attribute)


def style_by_id(report: Opened, id_: str) -> Any:
    """A style's element."""
    styles = report.parts["word/styles.xml"].iter(f"{W}style")
    return next(style for style in styles if style.get(f"{W}styleId") == id_)


def small(*blocks: Block, **more: Any) -> Document:
    """A document with little more than these blocks."""
    return Document(Cover("题"), blocks, **more)


def written(writer: ReportWriter, made: Document) -> Opened:
    """The document written and read back."""
    return opened(write(made, "docx", writer.resources))
