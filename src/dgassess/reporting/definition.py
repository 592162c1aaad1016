"""A report folder: report.yaml with its options, the template beside it, and what it takes over from another report."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from dgassess.reporting.look import Look, read_look
from dgassess.reporting.yaml_nodes import compose
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, suggest

FORMAT = "dgassess/report/1"
_FIELDS = ("format", "id", "name", "description", "extends", "subject", "template", "options", "numbering")
SUBJECTS = ("unit", "cohort", "system", "comparison")
"""What a report may be about."""


def options_of(subject: str) -> type[Any]:
    """The class of the options of reports about one of `SUBJECTS`; no other kind of report is loaded for it."""
    match subject:
        case "unit":
            from dgassess.reporting.diagnosis import DiagnosisOptions

            return DiagnosisOptions
        case "cohort":
            from dgassess.reporting.bulletin_options import BulletinOptions

            return BulletinOptions
        case "system":
            from dgassess.reporting.handbook import HandbookOptions

            return HandbookOptions
        case "comparison":
            from dgassess.reporting.change_note import ChangeNoteOptions

            return ChangeNoteOptions
        case _:
            raise ValueError(f"no report is about '{subject}'")


def _usual_options() -> Any:
    return options_of("unit")()


@dataclass(frozen=True, slots=True)
class ReportDefinition:
    """What report.yaml says. `numbering` is chinese or none; `options` are of the class `options_of` has for `subject`.

    `extended` is the report whose template and parts stand in for those this folder does not have; `look` what
    theme.yaml says.
    """

    id: str
    name: str
    folder: Path
    template: str = "report.md.j2"
    numbering: str = "chinese"
    subject: str = "unit"
    options: Any = field(default_factory=_usual_options)
    extended: ReportDefinition | None = None
    look: Look = field(default_factory=Look)


def load_report(folder: Path, shipped: Callable[[str], Path | None] = lambda _: None) -> ReportDefinition:
    """Read a report folder. shipped: the folder of a report that ships, by its id, for `extends`.

    Raises DefectsFound with the file and line of every mistake in report.yaml and theme.yaml.
    """
    file = folder / "report.yaml"
    try:
        root = compose(file)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise DefectsFound(
            [_defect(file, None, f"'{folder}' is no report: it has no report.yaml.")]
        ) from None
    except yaml.MarkedYAMLError as problem:
        raise DefectsFound([_defect(file, problem.problem_mark, f"{problem.problem}.")]) from None
    reader = _Reader(file)
    data = reader.mapping(root, _FIELDS)
    extended = reader.extended(data, shipped)
    subject = reader.text(data, "subject") or (extended.subject if extended else "unit")
    if subject not in SUBJECTS:
        mark = data["subject"].start_mark
        allowed = ", ".join(SUBJECTS)
        reader.found.append(
            _defect(
                file, mark, f"'subject' is one of {allowed}, not '{subject}'.", suggest(subject, SUBJECTS)
            )
        )
        subject = "unit"
    if extended is not None and subject != extended.subject:
        said = f"'{extended.id}' is about {extended.subject}, and a report that extends it is so too."
        reader.found.append(_defect(file, data["subject"].start_mark, said))
    options = reader.options(data.get("options"), options_of(subject), extended.options if extended else None)
    if reader.text(data, "format") != FORMAT:
        reader.found.append(
            _defect(file, root and root.start_mark, f"The file must open with 'format: {FORMAT}'.")
        )
    definition = ReportDefinition(
        id=reader.text(data, "id") or folder.name,
        name=reader.text(data, "name") or folder.name,
        folder=folder,
        template=reader.text(data, "template") or (extended.template if extended else "report.md.j2"),
        numbering=reader.text(data, "numbering") or (extended.numbering if extended else "chinese"),
        subject=subject,
        options=options,
        extended=extended,
    )
    if definition.numbering not in ("chinese", "none"):
        mark = data["numbering"].start_mark
        reader.found.append(_defect(file, mark, "'numbering' is 'chinese' or 'none'."))
    look = read_look(folder, reader.found)
    if reader.found:
        raise DefectsFound(reader.found)
    return replace(definition, look=look)


class _Reader:
    def __init__(self, file: Path) -> None:
        self.file, self.found = file, list[Diagnostic]()

    def mapping(self, node: yaml.Node | None, allowed: tuple[str, ...]) -> dict[str, yaml.Node]:
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.found.append(_defect(self.file, node.start_mark, "A mapping is expected here."))
            return {}
        found = {}
        for key, value in node.value:
            if key.value not in allowed:
                help_ = suggest(str(key.value), allowed) or f"Known are {', '.join(allowed)}."
                message = f"'{key.value}' is no field of a report."
                self.found.append(_defect(self.file, key.start_mark, message, help_))
            found[str(key.value)] = value
        return found

    def extended(
        self, data: Mapping[str, yaml.Node], shipped: Callable[[str], Path | None]
    ) -> ReportDefinition | None:
        """The report that `extends` names."""
        name = self.text(data, "extends")
        folder = shipped(name) if name else None
        if folder is not None and folder.resolve() != self.file.parent.resolve():
            return load_report(folder)
        if name:
            message = f"'extends' names a report that ships by its id; there is no '{name}'."
            self.found.append(_defect(self.file, data["extends"].start_mark, message))
        return None

    def text(self, data: Mapping[str, yaml.Node], key: str) -> str:
        node = data.get(key)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.found.append(_defect(self.file, node.start_mark, f"'{key}' is a text."))
            return ""
        return str(node.value)

    def options(self, node: yaml.Node | None, known: type[Any], inherited: Any = None) -> Any:
        kinds = {option.name: str(option.type) for option in fields(known)}
        data = self.mapping(node, tuple(kinds))
        read: dict[str, Any] = {}
        for key in data.keys() & kinds.keys():
            text = self.text(data, key)
            value, allowed = option_value(kinds[key], text, getattr(known, "CHOICES", {}).get(key, ()))
            if allowed:
                message = f"'{key}' is {allowed}, not '{text}'."
                self.found.append(_defect(self.file, data[key].start_mark, message))
            else:
                read[key] = value
        return known(**read) if inherited is None else replace(inherited, **read)


def option_value(kind: str, text: str, choices: Sequence[str] = ()) -> tuple[Any, str]:
    """An option's value from its text, by the annotation of its field; else what would be allowed, in words."""
    if choices:
        return text, "" if text in choices else f"one of {', '.join(choices)}"
    if kind == "bool":
        return text == "true", "" if text in ("true", "false") else "true or false"
    if kind == "int":
        whole = re.fullmatch(r"[0-9]{1,4}", text)
        return (int(text), "") if whole else (None, "a whole number from 0 to 9999")
    if kind == "Fraction":
        decimal = re.fullmatch(r"[0-9]{1,4}(?:\.[0-9]{1,6})?", text)
        return (Fraction(text), "") if decimal else (None, "a decimal number from 0 to 9999")
    return text, ""


def _defect(file: Path, mark: Any, message: str, help_: str = "") -> Diagnostic:
    place = Place(str(file), mark.line + 1, mark.column + 1) if mark else Place(str(file))
    return Diagnostic("report-definition", "error", place, message, help_)
