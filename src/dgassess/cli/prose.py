"""Lines of Chinese text and formulas, broken where a reader would break them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

# What stays together: a number, id or word, with the brackets that open before it and the marks that close after it.
# The breaking rule of Chinese typesetting (避头尾): no line begins with a closing mark or ends with an opening one.
_PIECE = re.compile(r"[(“‘〔《①-⑳]*(?:[A-Za-z0-9_.%#-]{1,30}|.)[,。;:、,;:.)”’〕》%]*\s*")


def print_prose(console: Console, text: str, style: str = "") -> None:
    """Print a line; what does not fit goes on below it, indented twice as far."""
    for line in wrapped(text, console.width):
        console.print(Text(line, style=style), soft_wrap=True)


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text, none wider than `width` cells."""
    indent = len(text) - len(text.lstrip(" "))
    line = " " * indent
    for piece in _PIECE.findall(text.strip()):
        if line.strip() and cell_len(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = " " * (2 * indent)
        line += piece
    yield line.rstrip()
