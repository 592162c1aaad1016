"""A page's markup in order: every tag, comment, style and script, with the numbers that stand between them.

Two pages of the same markup, each read by the same browser, differ in words alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from html.parser import HTMLParser

from dgassess.reporting.tokens import Tokens
from dgassess.reporting.uncertain import Piece, pieces_of_text

_EMPTY = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
_QUOTED = ("script", "style")
# Browsers and this reader may disagree on any other form.
_PLAIN_TAG = re.compile(
    r"""<[A-Za-z][^\s/<>"'=]*(?:\s+[^\s/<>"'=]+(?:="[^"]*"|='[^']*'|=[^\s"'=<>`]+)?)*\s*/?>"""
)


def markup(page: str, said: Collection[str]) -> tuple[Piece, ...]:
    """The markup of a page. said: attributes whose values people read, whose words need not be the same."""
    reader = _Markup(said)
    # References stay as they are written: a '<' among the text is then one that a browser may take for markup.
    reader.feed(page.replace("\r\n", "\n").replace("\r", "\n").replace("&", "&amp;"))
    reader.close()
    reader.end()
    return tuple(reader.found)


class _Markup(HTMLParser):
    def __init__(self, said: Collection[str]) -> None:
        super().__init__()
        self.found: list[Piece] = []
        self._said = said
        self._tokens = Tokens()
        self._text: list[str] = []
        self._within = ""

    def end(self) -> None:
        """Tell the text so far."""
        text, self._text = "".join(self._text), []
        line, _ = self.getpos()
        if self._within:
            text = text.replace("&amp;", "&").strip()
            # The figures and inputs in it are compared on their own, however they are spaced.
            data = self._within != "style" and text.startswith("{") and "<" not in text
            if text and not data:
                self.found.append(Piece(f"in <{self._within}> {text}", self._within, line))
            return
        if "<" in text:
            self.found.append(Piece("'<' that is no tag", "<", line))
        self.found += pieces_of_text(self._tokens, html.unescape(text).replace("\n", " "), line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.end()
        raw = (self.get_starttag_text() or "").replace("&amp;", "&")
        line, _ = self.getpos()
        # The first of two attributes of a name is the one that holds.
        given = sorted(((name, html.unescape(value or "")) for name, value in attrs), key=lambda one: one[0])
        shown = "".join(f' {name}="{"…" if name in self._said else value}"' for name, value in given)
        names = " ".join(dict.fromkeys(name for name, _ in given))
        self.found.append(Piece(f"<{tag}{shown}>", f"{tag} {names}", line))
        if not _PLAIN_TAG.fullmatch(raw):
            self.found.append(Piece(f"the tag {raw}", "tag", line))
        for name, value in given:
            if name in self._said:
                self.found += pieces_of_text(self._tokens, value, line)
        self._within = tag if tag in _QUOTED else ""

    def handle_endtag(self, tag: str) -> None:
        self.end()
        self._within = ""
        if tag not in _EMPTY:
            self.found.append(Piece(f"</{tag}>", f"/{tag}", self.getpos()[0]))

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self._other(f"a comment '{data}'", "comment")

    def handle_decl(self, decl: str) -> None:
        self._other(f"<!{decl.lower()}>", "declaration")

    def handle_pi(self, data: str) -> None:
        self._other(f"<?{data}>", "instruction")

    def unknown_decl(self, data: str) -> None:
        self._other(f"<![{data}]>", "section")

    def _other(self, what: str, kind: str) -> None:
        self.end()
        self.found.append(Piece(what, kind, self.getpos()[0]))
