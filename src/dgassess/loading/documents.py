"""Files to documents, and the `format:` line they open with."""

from __future__ import annotations

import os
from pathlib import Path

from dgassess.loading.files import CONTENT_LIMIT, read_text
from dgassess.loading.tree import Document
from dgassess.loading.wording import described, listed, quoted
from dgassess.loading.yaml_tree import parse_yaml
from dgassess.values.diagnostics import Diagnostic, suggest

FORMATS: dict[str, str] = {
    "dgassess/indicator-system/1": "an indicator system",
    "dgassess/dimension/1": "a dimension",
    "dgassess/clauses/1": "a list of clauses",
    "dgassess/adjustments/1": "a list of adjustments",
    "dgassess/vetoes/1": "a list of vetoes",
    "dgassess/cross-checks/1": "a list of cross-checks",
    "dgassess/cases/1": "golden cases",
    "dgassess/questionnaire/1": "a questionnaire",
    "dgassess/section/1": "a section of a questionnaire",
    "dgassess/response/1": "a response",
    "dgassess/report/1": "a report",
    "dgassess/theme/1": "the look of a report",
    "dgassess/results/1": "results",
}
"""Every format this version reads, and what it is."""


def read_document(
    path: str | os.PathLike[str], *, shown: str | None = None, limit: int = CONTENT_LIMIT
) -> tuple[Document | None, list[Diagnostic]]:
    """A YAML or JSON file (by its ending) as a document, or None when it cannot be read; and all that is wrong.

    The document's own `diagnostics` are the same list. `shown` is the path as diagnostics name it.
    """
    file = shown if shown is not None else Path(path).as_posix()
    text, diagnostics = read_text(path, shown=file, limit=limit)
    if text is None:
        return None, diagnostics
    document, found = parse_text(text, file)
    diagnostics += found
    if document is not None and len(diagnostics) > len(found):
        document = Document(document.file, document.data, document.text, document.mark, tuple(diagnostics))
    return document, diagnostics


def parse_text(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """A document from text already read: JSON when the file's name ends in .json, else YAML."""
    if file.lower().endswith(".json"):
        from dgassess.loading.json_tree import parse_json

        return parse_json(text, file)
    return parse_yaml(text, file)


def format_of(document: Document) -> str | None:
    """What the `format:` line says, or None when there is none or it is not text."""
    stated = document.data.get("format") if isinstance(document.data, dict) else None
    return stated if isinstance(stated, str) else None


def check_format(document: Document, *expected: str) -> list[Diagnostic]:
    """What is wrong with the `format:` line of a file expected to be of one of the `expected` formats."""
    data = document.data
    wanted = listed(expected)
    line = f"Begin the file with 'format: {expected[0]}'."
    if len(expected) > 1:
        line = f"Begin the file with a line such as 'format: {expected[0]}', by what it is."
    if not isinstance(data, dict):
        message = f"The file must hold a mapping (format {wanted}), but it holds {described(data)}."
        return [Diagnostic("wrong-type", "error", document.place(), message, line)]
    if "format" not in data:
        message = f"The file does not say its format; expected is {wanted}."
        help_ = line
        for key in data:
            if suggest(key, ["format"]) and str(data[key]).startswith("dgassess/"):
                help_ = f"Write 'format' instead of {quoted(key)}."
        return [Diagnostic("missing-format", "error", document.place(), message, help_)]
    stated = data["format"]
    if stated in expected:
        return []
    place = document.place(("format",))
    if isinstance(stated, str) and stated in FORMATS:
        message = f"This file is {FORMATS[stated]} ({quoted(stated)}), but {wanted} is expected here."
        return [Diagnostic("wrong-format", "error", place, message)]
    kind, _, version = str(stated).rpartition("/")
    same = [name for name in FORMATS if name.rpartition("/")[0] == kind]
    if same and version.isdecimal():
        message = f"The format {quoted(stated)} is of another version; this dgassess reads {listed(same)}."
        help_ = "Use a dgassess that reads this version, or convert the file."
        return [Diagnostic("unsupported-format", "error", place, message, help_)]
    help_ = suggest(str(stated), FORMATS) or line
    message = f"The format {quoted(stated)} is unknown; expected is {wanted}."
    return [Diagnostic("unknown-format", "error", place, message, help_)]
