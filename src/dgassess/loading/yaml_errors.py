"""What PyYAML says of text it cannot read, as a diagnostic in plain words at the place where the slip was made."""

from __future__ import annotations

import re

import yaml

from dgassess.loading.slips import FULL_WIDTH, Slip, find_slip, punctuation_slip
from dgassess.loading.wording import visible
from dgassess.values.diagnostics import Diagnostic, Place

NOT_YAML_CHARACTER = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x85\u2028\u2029]"
_LINES_BEFORE = 3

# (pattern over "context | problem", message, help): the first that matches words the error; {here} is the text there.
_WORDED: tuple[tuple[str, str, str], ...] = (
    (
        r"unknown escape|escape code|hexdecimal|hexadecimal",
        "A backslash in double quotation marks starts an escape that YAML does not know.",
        "Write the backslash twice, or use single quotation marks.",
    ),
    (
        r"while scanning an? (?:alias|anchor)",
        "Text may not start with '*' or '&': to YAML these are references.",
        "Put the text in quotation marks.",
    ),
    (
        r"cannot start any token",
        "Text may not start with this character: {here}.",
        "Put the text in quotation marks.",
    ),
    (
        r"block scalar",
        "After '|' or '>' the text starts on the next line; found {here}.",
        "Move the text to the next line, or put it in quotation marks.",
    ),
    (
        r"mapping values are not allowed",
        "A second ':' stands where none may: {here}.",
        "Put a value that contains ': ' in quotation marks, or check the indentation of this line.",
    ),
    (
        r"unexpected mapping",
        "This line cannot follow the one above: {here}.",
        "Check the indentation: the line above has a value already, or no ':' after its key.",
    ),
    (
        r"could not find expected ':'",
        "This line is neither 'key: value' nor '- item': {here}.",
        "Write a key, a colon and a blank before the value.",
    ),
    (
        r"expected key|but found '<block mapping start>'|but found '<scalar>'",
        "This does not continue the mapping above: {here}.",
        "Check the indentation of this line, and whether quotation marks or brackets before it close too early.",
    ),
    (
        r"expected '-' indicator|parsing a block (?:collection|sequence)",
        "A list item '- ...' is expected here: {here}.",
        "Check the indentation: keys cannot follow list items at the same indentation.",
    ),
    (r"expected node content", "A value is expected here: {here}.", "Check brackets and commas."),
    (
        r"\btag\b|%TAG",
        "Tags ('!...') are not used in these files: {here}.",
        "Put the text in quotation marks.",
    ),
)


def syntax_diagnostic(
    problem: yaml.YAMLError, text: str, file: str, opened: tuple[int, int] | None = None
) -> Diagnostic:
    """The diagnostic for an error PyYAML raised while reading `text`.

    `opened` is the line and column of the bracket that is open where reading ended, if one is.
    """
    if not isinstance(problem, yaml.MarkedYAMLError):
        return character_diagnostic(text, file) or _defect("yaml-syntax", file, 1, 1, "This is not YAML.")
    lines = text.split("\n")
    said = f"{problem.context or ''} | {problem.problem or ''}"
    line, column = _position(problem.problem_mark, lines)
    context_line, context_column = (
        _position(problem.context_mark, lines) if problem.context_mark else (line, column)
    )
    in_flow = "parsing a flow" in said and opened is not None
    if opened is not None and in_flow:
        context_line, context_column = opened
    if "quoted scalar" in said and "escape" not in said:
        mark = visible(lines[context_line - 1][context_column - 1 : context_column])
        message = f"The quotation mark {mark} that opens here is never closed."
        return _defect(
            "unclosed-quote", file, context_line, context_column, message, f"Add the closing {mark}."
        )
    if begun := _quote_begun(lines, line, column):
        number, at, mark = begun
        message = (
            f"The quotation mark {mark} that opens here is not closed before the next one, in line {line}."
        )
        return _defect("unclosed-quote", file, number, at, message, f"Add the closing {mark}.")
    if lines[line - 1][column - 1 : column] in FULL_WIDTH:
        return from_slip(punctuation_slip(lines[line - 1][column - 1], column), file, line)
    for number in _suspects(lines, line, context_line, in_flow):
        if slip := find_slip(lines[number - 1], in_flow):
            return from_slip(slip, file, number)
    if in_flow:
        return _unclosed(file, lines, (line, column), (context_line, context_column))
    if "could not find expected ':'" in said:
        line, column = context_line, context_column
    if "mapping values are not allowed" in said and not re.search(r": |\?", lines[line - 1][: column - 1]):
        found = re.match(r" *(?:- +)*", lines[line - 1])
        column = found.end() + 1 if found else 1
        said = "unexpected mapping"
    return _worded(said, file, lines, line, column)


def character_diagnostic(text: str, file: str) -> Diagnostic | None:
    """The first character that YAML forbids, or that some programs take for a line end and others do not."""
    found = re.search(NOT_YAML_CHARACTER, text)
    if not found:
        return None
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    message = f"The invisible character U+{ord(found[0]):04X} may not stand in YAML."
    return _defect("control-character", file, line, column, message, "Delete it; it was probably pasted in.")


def from_slip(slip: Slip, file: str, line: int) -> Diagnostic:
    """A slip in a line of a file as a diagnostic."""
    place = Place(file, line, slip.column)
    return Diagnostic(slip.check, "error", place, slip.message, slip.help, fix=slip.fix)


def _defect(check: str, file: str, line: int, column: int, message: str, help_: str = "") -> Diagnostic:
    return Diagnostic(check, "error", Place(file, line, column), message, help_)


def _position(mark: yaml.Mark | None, lines: list[str]) -> tuple[int, int]:
    """1-based line and column of a mark; the end of the last line with text when it lies behind the end."""
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    if line >= len(lines) or (not lines[line].strip() and not any(rest.strip() for rest in lines[line:])):
        line = max((number for number, content in enumerate(lines) if content.strip()), default=0)
        column = len(lines[line].rstrip())
    return line + 1, column + 1


def _quote_begun(lines: list[str], line: int, column: int) -> tuple[int, int, str] | None:
    """Where a text in quotation marks begins that ends, right before a place, at a mark meant to open the next one."""
    before = lines[line - 1][: column - 1].rstrip()
    mark = before[-1:]
    if mark not in ("'", '"') or not re.search(r"(?:^|[\s\[{,])$", before[:-1]):
        return None
    for number in range(line - 1, 0, -1):
        above = lines[number - 1]
        if above.count(mark) % 2 and not above.lstrip().startswith("#"):
            opening = [found.end() for found in re.finditer(rf"(?:^|[\s\[{{,]){mark}", above)]
            return (number, opening[-1], mark) if opening else None
    return None


def _suspects(lines: list[str], line: int, context_line: int, in_flow: bool) -> list[int]:
    """The lines in which the slip may lie, likeliest first; never before an open bracket."""
    before = [number for number in range(line - 1, 0, -1) if lines[number - 1].strip()][:_LINES_BEFORE]
    bounded = in_flow or line != context_line
    kept = [number for number in before if number >= context_line or not bounded]
    return list(dict.fromkeys([line, context_line, *kept]))


def _unclosed(file: str, lines: list[str], here: tuple[int, int], opened: tuple[int, int]) -> Diagnostic:
    bracket = lines[opened[0] - 1][opened[1] - 1 : opened[1]]
    closing = {"[": "]", "{": "}"}.get(bracket, "]")
    at_end = here[0] == len(lines) or not any(rest.strip() for rest in lines[here[0] :])
    if here[0] > opened[0] or (at_end and not lines[here[0] - 1][here[1] - 1 :].strip()):
        message = f"The bracket '{bracket}' that opens here is never closed."
        return _defect("unclosed-bracket", file, *opened, message, f"Add the closing '{closing}'.")
    message = f"A ',' or the closing '{closing}' is missing before {_here(lines, *here)}."
    help_ = "Separate items with ', ', and put text that contains ': ', ',' or brackets in quotation marks."
    return _defect("yaml-syntax", file, *here, message, help_)


def _worded(said: str, file: str, lines: list[str], line: int, column: int) -> Diagnostic:
    here = _here(lines, line, column)
    for pattern, message, help_ in _WORDED:
        if re.search(pattern, said):
            return _defect("yaml-syntax", file, line, column, message.format(here=here), help_)
    return _defect("yaml-syntax", file, line, column, f"YAML cannot be read from here on: {here}.")


def _here(lines: list[str], line: int, column: int) -> str:
    rest = lines[line - 1][column - 1 :].strip() or lines[line - 1].strip()
    return f"'{visible(rest)}'" if rest else "an empty line"
