"""One indicator, adjustment or veto of a table as the mapping its file will hold, with its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dgassess.collecting.cells import Cell, Findings, one_line
from dgassess.collecting.columns import cell_of, described, texts
from dgassess.collecting.drafts import Draft, Subject, skeleton
from dgassess.collecting.headers import Header
from dgassess.collecting.json_text import NotJson, json_value
from dgassess.collecting.rule_columns import NotUnderstood, question_drafts, rule_draft
from dgassess.collecting.sentences import counted, normal, understood
from dgassess.collecting.tree import Entry
from dgassess.expressions.parser import is_key
from dgassess.model.questions import Question
from dgassess.rules.fields import DEFAULT_TYPE
from dgassess.rules.kinds import RULES, AnyRule

_RULE: TypeAdapter[Any] = TypeAdapter(AnyRule)
_HUNDRED = Fraction(100)


@dataclass
class Item:
    """An item as its file will hold it, and its questions with whole ids."""

    item: dict[str, Any]
    questions: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """What reading the items of a table needs beside their rows."""

    header: Header
    unit_types: tuple[str, ...]
    points_scale: bool  # an indicator's weight is its points in the whole table
    findings: Findings

    def item(self, entry: Entry) -> Item:
        """The item an entry becomes."""
        own = described(entry, self.header, self.unit_types, self.findings)
        types = tuple(own.get("unit_types", self.unit_types))
        if entry.kind == "veto":
            from dgassess.collecting.vetoes import veto_item

            return veto_item(entry, own, self.questions(entry), self.header, self.findings)
        draft, pending = self._draft(entry, types)
        base: dict[str, Any] = {"id": entry.id, "name": entry.name or "(未命名)"}
        if entry.kind == "indicator":
            base["weight"] = entry.final
            if draft.rule["kind"] == "deduction" and not own.get("direction"):
                own["direction"] = "lower"
        else:
            base["effect"] = entry.kind
            own.pop("unit", None)
            own.pop("direction", None)
        return finished(base, own, draft, note_of(entry, self.header, draft, pending=pending))

    def _draft(self, entry: Entry, types: tuple[str, ...]) -> tuple[Draft, bool]:
        """The rule an entry states, and whether it is only a skeleton."""
        stated = self._from_columns(entry, types)
        if stated is not None:
            return stated, False
        cell = cell_of(entry, self.header, "standard")
        subject = self._subject(entry)
        draft = self._from_sentence(entry, subject)
        if draft is not None and _wrong(draft, types) is None:
            draft.remarks += [f"“{draft.rest}”未转入规则"] if draft.rest else []
            if cell is not None and draft.remarks:
                message = f"'{one_line(cell.text)[:60]}' became a rule with assumptions: {'、'.join(draft.remarks)}."
                self.findings.warn("rule-assumed", cell.place, message, "Check the rule in the YAML file.")
            return draft, False
        place = cell.place if cell is not None else entry.place
        if cell is None:
            message = f"'{entry.name[:40]}' has no scoring standard; a placeholder asks for the score itself."
        else:
            message = f"The scoring standard '{one_line(cell.text)[:60]}' was not understood; a placeholder stands in."
        help_ = f"Write the rule of {entry.id} in the YAML file; docs/files.md lists the kinds."
        self.findings.warn("rule-not-understood", place, message, help_)
        return self._placeholder(entry, subject), True

    def _placeholder(self, entry: Entry, subject: Subject) -> Draft:
        if entry.kind == "indicator":
            return skeleton(subject)
        draft = skeleton(subject)
        draft.questions[0]["text"] = f"{subject.name}分值(计分方法待转换)"
        rule = {"kind": "count", "question": "value", "each": 1, "cap": 1}
        return Draft(rule, draft.questions)

    def _subject(self, entry: Entry) -> Subject:
        full: list[Fraction] = []
        if isinstance(entry.points, Fraction) and entry.points > 0:
            full.append(entry.points)
        if self.points_scale and isinstance(entry.weight, Fraction) and entry.weight > 0:
            full.append(entry.weight)
        return Subject(
            name=entry.name or "本项",
            standard=texts(entry, self.header, "standard"),
            definition=texts(entry, self.header, "definition"),
            data=texts(entry, self.header, "data"),
            unit=one_line(texts(entry, self.header, "unit")),
            full=tuple(dict.fromkeys(full)) or (_HUNDRED,),
            unit_types=self.unit_types,
            points_from_weight=not isinstance(entry.points, Fraction),
        )

    def _from_sentence(self, entry: Entry, subject: Subject) -> Draft | None:
        if entry.kind == "indicator":
            return understood(subject)
        if entry.kind == "bonus" and "扣" in subject.standard and "加" not in subject.standard:
            message = (
                f"'{subject.name[:40]}' stands among what adds points, but its standard takes some away."
            )
            cell = cell_of(entry, self.header, "standard")
            place = cell.place if cell is not None else entry.place
            self.findings.warn(
                "kind-contradicts", place, message, "Move the row below 扣分项, or correct it."
            )
        text = normal(subject.standard).replace("扣", "加").replace("加完为止", "")
        return counted(text, subject, _HUNDRED)

    def questions(self, entry: Entry) -> list[dict[str, Any]]:
        """The questions the table states for an entry, with local keys."""
        cell = cell_of(entry, self.header, "questions_json")
        if cell is None:
            return []
        try:
            drafts = question_drafts(json_value(cell.text))
        except (NotJson, NotUnderstood) as problem:
            self.findings.warn("questions-unreadable", cell.place, f"The questions are not read: {problem}")
            return []
        good = [draft for draft in drafts if self._question(draft, cell)]
        return list({draft["key"]: draft for draft in good}.values())

    def _question(self, draft: Mapping[str, Any], cell: Cell) -> bool:
        try:
            Question.model_validate(_with_id("X", draft))
        except (ValidationError, ValueError) as problem:
            message = f"The question '{draft.get('key')}' is not read: {_reason(problem)}"
            self.findings.warn("questions-unreadable", cell.place, message, "Correct it in the table.")
            return False
        return True

    def _from_columns(self, entry: Entry, types: tuple[str, ...]) -> Draft | None:
        """The rule of the columns rule_type and rule_json; None where there is none that is understood."""
        cell = cell_of(entry, self.header, "rule_json")
        if cell is None:
            return None
        questions = self.questions(entry)
        try:
            rule = json_value(cell.text)
            kind = texts(entry, self.header, "rule_type").strip()
            if isinstance(rule, dict) and not kind and rule.get("kind") in RULES:
                draft = Draft(rule, questions)
            else:
                draft = rule_draft(kind, rule, questions)
        except (NotJson, NotUnderstood) as problem:
            self.findings.warn("rule-unreadable", cell.place, f"The rule is not read: {problem}")
            return None
        problem_found = _wrong(draft, types)
        if problem_found is not None:
            self.findings.warn("rule-unreadable", cell.place, f"The rule is not read: {problem_found}")
            return None
        return draft


def _reason(problem: Exception) -> str:
    if isinstance(problem, ValidationError):
        return str(problem.errors()[0]["msg"]).removeprefix("Value error, ").rstrip(".") + "."
    return str(problem)


def _wrong(draft: Draft, unit_types: tuple[str, ...]) -> str | None:
    """Why a rule cannot be written, or None: its form, its questions, the kinds of these."""
    try:
        rule = _RULE.validate_python(draft.rule)
    except (ValidationError, ValueError) as problem:
        return _reason(problem)
    for _, values in rule.by_unit_type():
        without = [name for name in unit_types if name not in values and DEFAULT_TYPE not in values]
        if without:
            return f"It says nothing for {'、'.join(without)}."
    types = {asked["key"]: asked["type"] for asked in draft.questions}
    for use in rule.uses():
        if "." in use.key:
            continue
        if not is_key(use.key) or use.key not in types:
            return f"It looks at '{use.key}', which is no question of this indicator."
        fits = {"number": {"number", "integer", "percent", "proportion"}}.get(use.kind, {use.kind})
        if use.kind != "any" and types[use.key] not in fits:
            return f"It cannot score '{use.key}', a question of type {types[use.key]}."
        asked = next(asked for asked in draft.questions if asked["key"] == use.key)
        options = asked.get("options", {})
        if use.kind in ("single", "multi") and set(use.options) != set(options):
            return f"Its options and those of '{use.key}' are not the same."
    return None


def _with_id(owner: str, draft: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{owner}.{draft['key']}",
        **{name: value for name, value in draft.items() if name != "key"},
    }


def finished(base: dict[str, Any], own: dict[str, Any], draft: Draft, note: str) -> Item:
    """The item with its keys in the usual order; questions of other indicators come in as inputs."""
    rule, inputs = _inputs(draft.rule)
    item = dict(base)
    order = ("unit_types", "applies_when", "inputs", "clauses", "definition", "unit", "direction", "rule", "source",
             "responsible", "evidence", "reference", "note")  # fmt: skip
    parts = own | {"applies_when": draft.applies_when, "inputs": inputs, "rule": rule, "note": note}
    item |= {key: parts[key] for key in order if parts.get(key)}
    return Item(item, [_with_id(base["id"], question) for question in draft.questions])


def _inputs(rule: Any) -> tuple[Any, dict[str, str]]:
    """The rule with local keys instead of whole question ids, and what the keys stand for."""
    found: dict[str, str] = {}

    def local(value: Any, name: str = "") -> Any:
        if isinstance(value, Mapping):
            return {key: local(item, key) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [local(item, name) for item in value]
        if name in ("question", "numerator", "denominator") and isinstance(value, str) and "." in value:
            key = value.rpartition(".")[2]
            while found.get(key, value) != value:
                key += "_other"
            found[key] = value
            return key
        return value

    return local(rule), found


def note_of(entry: Entry, header: Header, draft: Draft, *, pending: bool) -> str:
    """What is kept of the table's texts: the scoring standard as written, data notes, remarks."""
    standard = one_line(texts(entry, header, "standard"))
    parts = []
    if pending:
        parts.append(f"计分方法待转换:{standard or '(表中未写)'}")
    elif standard:
        parts.append(f"原计分方法:{standard}")
    for key, label in (
        ("method", "评估方法"),
        ("data", "数据说明"),
        ("questions", "填报内容"),
        ("note", "备注"),
    ):
        text = one_line(texts(entry, header, key))
        parts += [f"{label}:{text}"] if text else []
    parts += [f"转换时的假定:{'、'.join(draft.remarks)}"] if draft.remarks else []
    return ";".join(parts)
