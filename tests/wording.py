"""What the code says in Chinese: texts given to `say`, and those that are not. Run with files to list them."""

from __future__ import annotations

import ast
import functools
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
SOURCE = Path(__file__).resolve().parents[1] / "src" / "dgassess"


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its place; `within` is the top-level name it stands in. values: the names given with it."""

    text: str
    file: Path
    line: int
    within: str
    context: str = ""
    values: frozenset[str] | None = None


@functools.cache
def texts(file: Path) -> tuple[list[Said], list[Said]]:
    """The texts of a module that can be translated, and its other Chinese texts; docstrings are neither."""
    tree = ast.parse(file.read_text("utf-8"))
    worded: list[Said] = []
    stray: list[Said] = []
    for top in tree.body:
        name = _name(top)
        known: set[int] = {id(one) for one in _docstrings(top)}
        for node in ast.walk(top):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found = _said(node, file, name)
                if found is not None:
                    worded.append(found)
                    known |= {id(argument) for argument in node.args}
        for node in ast.walk(top):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if id(node) not in known and CHINESE.search(node.value):
                stray.append(Said(node.value, file, node.lineno, name))
    return worded, stray


def _said(call: ast.Call, file: Path, within: str) -> Said | None:
    assert isinstance(call.func, ast.Name)
    arguments = [
        one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    values = frozenset(one.arg for one in call.keywords if one.arg)
    match call.func.id, arguments:
        case "say", [text]:
            return Said(text, file, call.lineno, within, values=values)
        case "msg", [text]:
            return Said(text, file, call.lineno, within)
        case "say_as", [context, text]:
            return Said(text, file, call.lineno, within, context, values)
        case "joined", [_]:
            return Said("", file, call.lineno, within)
    return None


def _name(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name), *_]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _docstrings(top: ast.stmt) -> Iterator[ast.expr]:
    for node in ast.walk(top):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def main(files: Sequence[str]) -> None:
    """Print the Chinese texts of files that are not given to `say`, and those that the catalogue does not have."""
    import polib

    entries = polib.pofile(str(SOURCE / "locale" / "en.po"), encoding="utf-8")
    known = {(entry.msgctxt or "", entry.msgid) for entry in entries if entry.msgstr}
    for file in files:
        worded, stray = texts(Path(file))
        for one in stray:
            sys.stdout.write(f"{one.file}:{one.line}: not given to say: {one.text!r} (in {one.within})\n")
        for one in worded:
            if one.text and (one.context, one.text) not in known:
                sys.stdout.write(f"{one.file}:{one.line}: not in en.po: {one.text!r}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
