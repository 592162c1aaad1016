"""The YAML of report folders as nodes, each with its place."""

from __future__ import annotations

from pathlib import Path

import yaml

# PyYAML comes without the C library where it was built from source.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(file: Path) -> yaml.Node | None:
    """The root node of a file, or None for an empty one. Raises yaml.MarkedYAMLError, OSError."""
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _unreadable("the file is not saved as UTF-8", data.count(b"\n", 0, problem.start)) from None
    # Both loaders refuse these, each in its own way and without a line.
    odd = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if odd is not None:
        message = f"the character U+{ord(odd[0]):04X} stands in no text"
        raise _unreadable(message, text.count("\n", 0, odd.start()))
    root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    return root


def _unreadable(problem: str, line: int) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=yaml.Mark("", 0, line, 0, None, 0))
