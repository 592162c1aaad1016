"""A loaded system as what its files would hold: mappings of plain values, defaults left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from dgassess.collecting.keeping import Kept, KeptItem
from dgassess.model.adjustments import Adjustments
from dgassess.model.nodes import Group, Indicator
from dgassess.model.questions import Question, Questionnaire
from dgassess.model.systems import IndicatorSystem, SystemFile
from dgassess.rules.weighted_mean import WeightedMean

_USUAL = {"answered_by": "unit", "sensitivity": "internal", "scored": True}
_SETTINGS = ("description", "unit_types", "classes", "weights_sum", "missing", "not_applicable_limit", "rounding",
             "levels", "ranking", "views")  # fmt: skip


def plain_value(value: Any) -> Any:
    """A value of a model as mappings, lists and plain values, only what was written; keys as in YAML."""
    if isinstance(value, BaseModel):
        aliases = {name: field.alias or name for name, field in type(value).model_fields.items()}
        return {aliases[n]: plain_value(getattr(value, n)) for n in aliases if n in value.model_fields_set}
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    return value


def _settings(system: IndicatorSystem) -> dict[str, Any]:
    found: dict[str, Any] = {
        "format": "dgassess/indicator-system/1",
        "id": system.id, "name": system.name, "version": system.version,
    }  # fmt: skip
    found["questionnaire"] = plain_value(system.questionnaire)
    for name in _SETTINGS:
        value = getattr(system, name)
        default = SystemFile.model_fields[name].get_default(call_default_factory=True)
        if value != default and value not in (None, "", ()):
            found[name] = plain_value(value)
    if system.scale_field.model_fields_set:
        found["scale"] = plain_value(system.scale_field)
    if not isinstance(system.aggregation, WeightedMean):
        found["aggregation"] = plain_value(system.aggregation)
    return found


def _clauses(system: IndicatorSystem) -> dict[str, Any] | None:
    if not system.clauses:
        return None
    within = {clause.id for part in system.clause_parts for clause in part.clauses}
    found: dict[str, Any] = {"format": "dgassess/clauses/1"}
    found |= {"source": system.clause_source} if system.clause_source else {}
    found |= {"parts": plain_value(system.clause_parts)} if system.clause_parts else {}
    loose = [clause for clause in system.clauses if clause.id not in within]
    return found | ({"clauses": plain_value(loose)} if loose else {})


def _group(group: Group) -> dict[str, Any]:
    return {
        key: value
        for key, value in plain_value(group).items()
        if key not in ("groups", "indicators", "format")
    }


def asked(question: Question) -> dict[str, Any]:
    """A question with everything that holds for it, its id first."""
    found = plain_value(question)
    for name, usual in _USUAL.items():
        if found.get(name) == usual:
            del found[name]
    head = [key for key in ("id", "type", "text", "options", "unit") if key in found]
    return {key: found[key] for key in (*head, *(key for key in found if key not in head))}


def kept_of(
    system: IndicatorSystem, questionnaire: Questionnaire, shown: Mapping[str, Mapping[str, str]]
) -> Kept:
    """Everything of a system and its questionnaire; `shown` are the visible texts of each node by column."""
    kept = Kept(documents={"system": _settings(system)})
    clauses = _clauses(system)
    if clauses is not None:
        kept.documents["clauses"] = clauses
    if system.adjustments is not None:
        kept.documents["adjustments"] = _head(system.adjustments)
    _nodes(system.dimensions, system.indicators, [], kept, shown)
    adjustments = system.adjustments.items if system.adjustments is not None else ()
    for item in (*adjustments, *system.vetoes):
        kept.items[item.id] = KeptItem(plain_value(item), [], dict(shown.get(item.id, {})))
    _questions(questionnaire, kept)
    return kept


def _head(adjustments: Adjustments) -> dict[str, Any]:
    found = {key: value for key, value in plain_value(adjustments).items() if key != "items"}
    return {"format": "dgassess/adjustments/1", **found}


def _nodes(
    groups: tuple[Group, ...], indicators: tuple[Indicator, ...], path: list[str], kept: Kept,
    shown: Mapping[str, Mapping[str, str]],
) -> None:  # fmt: skip
    for group in groups:
        kept.groups[group.id] = {**_group(group), "shown": dict(shown.get(group.id, {}))}
        _nodes(group.groups, group.indicators, [*path, group.id], kept, shown)
    for indicator in indicators:
        kept.items[indicator.id] = KeptItem(plain_value(indicator), path, dict(shown.get(indicator.id, {})))


def _questions(questionnaire: Questionnaire, kept: Kept) -> None:
    kept.documents["questionnaire"] = {
        "format": "dgassess/questionnaire/1", "id": questionnaire.id, "name": questionnaire.name,
        "version": questionnaire.version,
    }  # fmt: skip
    if questionnaire.cross_checks:
        checks = plain_value(questionnaire.cross_checks)
        kept.documents["cross-checks"] = {"format": "dgassess/cross-checks/1", "cross_checks": checks}
    for section in questionnaire.sections:
        head = {
            key: value for key, value in plain_value(section).items() if key in ("id", "name", "description")
        }
        kept.sections[section.id] = {**head, "questions": [question.id for question in section.questions]}
        kept.questions |= {question.id: asked(question) for question in section.questions}
