"""Rules and questions from the columns rule_type, rule_json and questions_json that some tables have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dgassess.collecting.drafts import Draft
from dgassess.rules.fields import DEFAULT_TYPE

_TYPES = {
    "boolean": "yes-no", "bool": "yes-no", "yesno": "yes-no", "select": "single", "multiple": "multi",
    "percentage": "percent", "string": "text",
}  # fmt: skip
_KNOWN_TYPES = {
    "single", "multi", "yes-no", "number", "integer", "percent", "proportion", "date", "text", "indicators",
}  # fmt: skip
_KEPT = ("definition", "scope", "as_of", "scored", "max_length", "decimals", "answered_by", "filler", "sensitivity",
         "visible_when", "note", "unit_types", "evidence", "exclusive_with", "inputs")  # fmt: skip
_ZERO = {"na": "not-applicable", "full": "full", "zero": "zero", "missing": "missing"}
_COHORT = {"minmax": "min-max", "zscore": "z-score", "percentile": "percentile", "rank": "rank-points"}
_PEERS = {"level": "type", "class": "class", "type": "type"}


class NotUnderstood(ValueError):
    """What of a rule or question is not understood, as a whole sentence."""


def question_drafts(listed: Any) -> list[dict[str, Any]]:
    """Questions with local keys. Raises NotUnderstood."""
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise NotUnderstood("The questions must be a list of mappings.")
    return [_question(item) for item in listed]


def _question(item: Mapping[str, Any]) -> dict[str, Any]:
    key, text = item.get("key"), item.get("text")
    if not isinstance(key, str) or not isinstance(text, str) or not text:
        raise NotUnderstood("A question needs 'key' and 'text'.")
    type_ = str(item.get("type", "number"))
    type_ = _TYPES.get(type_, type_)
    if type_ not in _KNOWN_TYPES:
        raise NotUnderstood(f"The question '{key}' has the unknown type '{type_}'.")
    if type_ == "number" and item.get("integer") is True:
        type_ = "integer"
    draft: dict[str, Any] = {"key": key, "type": type_, "text": text}
    if "options" in item:
        draft["options"] = _options(item["options"], key)
    unit = item.get("unit")
    if unit and not (type_ in ("percent", "proportion") and unit == "%"):
        draft["unit"] = unit
    percent = type_ in ("percent", "proportion")
    for name, own, usual in (("minimum", "min", 0), ("maximum", "max", 100)):
        value = item.get(name, item.get(own))
        if value is not None and not (percent and value == usual):
            draft[name] = value
    excused = item.get("not_applicable")
    if excused:
        draft["not_applicable"] = [excused] if isinstance(excused, str) else list(excused)
    return draft | {name: item[name] for name in _KEPT if name in item}


def _options(options: Any, key: str) -> dict[str, str]:
    if isinstance(options, Mapping):
        return {str(option): str(label) for option, label in options.items()}
    if isinstance(options, list) and all(isinstance(o, dict) and "value" in o for o in options):
        return {str(option["value"]): str(option.get("label", option["value"])) for option in options}
    raise NotUnderstood(f"The options of the question '{key}' are not understood.")


def rule_draft(kind: str, rule: Any, questions: list[dict[str, Any]]) -> Draft:
    """A rule as these tables state it, in the project's own words. Raises NotUnderstood."""
    if not isinstance(rule, dict):
        raise NotUnderstood("The rule must be a mapping.")
    try:
        draft = Draft(_rule(kind or str(rule.get("kind", "")), rule, questions), questions)
    except (KeyError, TypeError, AttributeError) as problem:
        missing = problem.args[0] if isinstance(problem, KeyError) else "something"
        raise NotUnderstood(
            f"The rule of type '{kind}' lacks '{missing}' or has it in another form."
        ) from None
    if rule.get("na_when"):
        condition = str(rule["na_when"])
        draft.applies_when = condition[4:] if condition.startswith("not ") else f"not ({condition})"
    return draft


def _rule(kind: str, rule: Mapping[str, Any], questions: list[dict[str, Any]]) -> dict[str, Any]:
    match kind:
        case "choice" | "checklist":
            return _by_option(kind, rule)
        case "yes-no" | "value":
            return {"kind": kind, "question": rule["q"], **_if_there(rule, "yes", "no")}
        case "linear":
            return {
                "kind": "linear",
                "question": rule["q"],
                "floor": rule["floor"],
                "target": _by_level(rule, "target"),
            }
        case "ratio":
            return _ratio(rule)
        case "bands":
            return {
                "kind": "bands",
                "question": rule["q"],
                "bands": _bands(rule),
                "otherwise": rule.get("else", 0),
            }
        case "deduction":
            return _deduction(rule)
        case "composite":
            return {"kind": "composite", "parts": [_part(part, questions) for part in rule["parts"]]}
        case "expression":
            return {"kind": "expression", "formula": rule["expr"]}
        case "cohort":
            return _cohort(rule)
        case "bonus" | "penalty":
            return _adjustment(rule)
    raise NotUnderstood(f"The rule type '{kind}' is unknown.")


def _deduction(rule: Mapping[str, Any]) -> dict[str, Any]:
    items = [
        {"question": item["q"], "each": item["per"]} | ({"cap": item["max"]} if "max" in item else {})
        for item in rule["items"]
    ]
    bounds = {"base": rule.get("base", 100), "floor": rule.get("min", 0)}
    return {"kind": "deduction", "base": bounds["base"], "items": items, "floor": bounds["floor"]}


def _if_there(rule: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: rule[name] for name in names if name in rule}


def _by_option(kind: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": kind,
        "question": rule["q"],
        "points": dict(rule.get("map") or rule["points"]),
    }
    if kind == "choice" and rule.get("na_values"):
        found["not_applicable"] = list(rule["na_values"])
    if kind == "checklist" and rule.get("max", 100) != 100:
        found["cap"] = rule["max"]
    return found


def _by_level(rule: Mapping[str, Any], name: str) -> Any:
    """A bound, by unit type where the table has it so."""
    own = rule.get(f"{name}_by_level")
    if not own:
        return rule[name]
    same = {level: value for level, value in own.items() if value != rule.get(name)}
    return {**same, DEFAULT_TYPE: rule[name]} if name in rule else dict(own)


def _ratio(rule: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": "ratio", "numerator": rule["num"], "denominator": rule["den"]}
    if "bands" in rule:
        found |= {"bands": _bands(rule), "otherwise": rule.get("else", 0)}
    else:
        found |= {"floor": rule["floor"], "target": _by_level(rule, "target")}
    zero = rule.get("den_zero", "na")
    if zero not in _ZERO:
        raise NotUnderstood(
            f"'{zero}' does not say what a denominator of 0 means: na, zero, full or missing."
        )
    return found | {"zero_denominator": _ZERO[zero]}


def _bands(rule: Mapping[str, Any]) -> Any:
    def listed(bands: Any) -> list[dict[str, Any]]:
        return [
            {"at_least" if "ge" in band else "above": band["ge"] if "ge" in band else band["gt"],
             "score": band["score"] if "score" in band else band["points"]}
            for band in bands
        ]  # fmt: skip

    if rule.get("by_level"):
        own = {level: listed(bands) for level, bands in rule["by_level"].items()}
        return own | {DEFAULT_TYPE: listed(rule["bands"])}
    return listed(rule["bands"])


def _part(part: Mapping[str, Any], questions: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {"weight": part["weight"]}
    if part.get("applicability"):
        found["unit_types"] = list(part["applicability"])
    return found | {"rule": _rule(part["kind"], part, questions)}


def _cohort(rule: Mapping[str, Any]) -> dict[str, Any]:
    if rule["method"] not in _COHORT:
        raise NotUnderstood(f"The method '{rule['method']}' of a rule within the cohort is unknown.")
    fallback = {"q": rule["q"], **rule["fallback"]}
    found: dict[str, Any] = {"kind": _COHORT[rule["method"]], "question": rule["q"]}
    peers = [_PEERS[name] for name in str(rule.get("group_by", "level+class")).split("+") if name in _PEERS]
    if peers != ["type", "class"]:
        found["peers"] = peers
    if rule.get("min_group", 5) != 5:
        found["minimum_group"] = rule["min_group"]
    return found | {"fallback": _rule(str(fallback.get("type") or fallback.get("kind")), fallback, [])}


def _adjustment(rule: Mapping[str, Any]) -> dict[str, Any]:
    if "bands" in rule:
        return {"kind": "bands", "question": rule["q"], "bands": _bands(rule), "otherwise": 0}
    return {"kind": "count", "question": rule["q"], "each": rule["per"], "cap": rule["max"]}
