"""One Pydantic error in words: the name of the defect, a whole sentence, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dgassess.loading.slips import number_meant, text_hint
from dgassess.loading.wording import alternatives, described, listed, quoted
from dgassess.values.diagnostics import Fix, same_name, suggest

EXPECTED: dict[str, str] = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "a whole number"),
    **dict.fromkeys(("decimal_type", "decimal_parsing", "fraction_type", "fraction_parsing"), "a number"),
    **dict.fromkeys(("float_type", "float_parsing"), "a number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false"),
    **dict.fromkeys(("string_type", "string_sub_type", "string_unicode"), "text"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), "a list"),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type", "model_attributes_type"), "a mapping"),
    **dict.fromkeys(("dataclass_type", "is_instance_of"), "a mapping"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "a date such as 2026-12-31"),
    "none_required": "empty",
}
"""What each error about the type of a value expected, in the words of a YAML author."""

_TRUTH = {**dict.fromkeys(("yes", "true", "是"), "true"), **dict.fromkeys(("no", "false", "否"), "false")}
_NUMBERS = ("a number", "a whole number")


@dataclass(frozen=True, slots=True)
class Problem:
    """A Pydantic error with what surrounds it: `subject` names the value, `holder` the mapping it stands in."""

    type: str
    subject: str
    holder: str
    key: str
    value: Any
    context: Mapping[str, Any]
    said: str
    expected: tuple[str, ...] = ()
    allowed: tuple[Any, ...] = ()
    in_rule: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The name of a defect, the sentence, and the remedy."""

    check: str
    message: str
    help: str = ""
    fix: Fix | None = None


def word(problem: Problem) -> Wording:
    """The problem in words; an error type not known here keeps Pydantic's sentence."""
    if problem.expected or problem.type in EXPECTED:
        return _wrong_type(problem)
    if problem.type in _WORDERS:
        return _WORDERS[problem.type](problem)
    if problem.type in _BOUNDS:
        return _out_of_range(problem)
    if problem.type in _LENGTHS:
        return _wrong_length(problem)
    # A validator that raises PydanticCustomError with a kebab-case type names its own defect.
    check = problem.type if "-" in problem.type else "invalid-value"
    return Wording(check, _sentence(problem, problem.said), str(problem.context.get("help", "")))


def _unknown_key(problem: Problem) -> Wording:
    message = f"The key {quoted(problem.key)} is unknown in {problem.holder}."
    allowed = [str(name) for name in problem.allowed]
    near = suggest(problem.key, allowed) or _allowed_keys(problem)
    return Wording("unknown-key", message, near, same_name(problem.key, allowed))


def _allowed_keys(problem: Problem) -> str:
    return f"Allowed are {listed(problem.allowed, 'and')}." if problem.allowed else ""


def _missing_key(problem: Problem) -> Wording:
    if problem.type == "union_tag_not_found":
        message = f"The key {quoted(problem.key)} is missing in {problem.subject}."
        return Wording("missing-key", message, _allowed_values(problem))
    if problem.key.isdecimal():
        message = f"{_start(problem.holder)} has too few items: item {int(problem.key) + 1} is missing."
        return Wording("wrong-length", message)
    return Wording("missing-key", f"The key {quoted(problem.key)} is missing in {problem.holder}.")


def _allowed_values(problem: Problem) -> str:
    return f"It may be {listed(problem.allowed)}." if problem.allowed else ""


def _wrong_type(problem: Problem) -> Wording:
    expected = problem.expected or (EXPECTED[problem.type],)
    value = problem.value
    wanted = alternatives(expected)
    if value is None:
        message = f"{_start(problem.subject)} has no value; it must be {wanted}."
        return Wording("wrong-type", message, "Write a value after the colon, or delete the line.")
    stands = quoted(value) if isinstance(value, str) else described(value)
    message = f"{_start(problem.subject)} must be {wanted}, but it is {stands}."
    return Wording("wrong-type", message, _type_help(expected, value), _type_fix(expected, value))


def _type_help(expected: tuple[str, ...], value: Any) -> str:
    if isinstance(value, str):
        numeric = any(kind in _NUMBERS for kind in expected)
        hint = text_hint(value, wants_mapping="a mapping" in expected, wants_number=numeric)
        if hint:
            return hint
    if isinstance(value, (dict, list)):
        return ""
    if "text" in expected:
        return f'Put it in quotation marks: "{quoted(value)[1:-1]}".'
    if "true or false" in expected:
        return "Write true or false, without quotation marks."
    if "a list" in expected:
        return f"Write a list even for one item: [{quoted(value)[1:-1]}]."
    return ""


def _type_fix(expected: tuple[str, ...], value: Any) -> Fix | None:
    """A number in quotation marks or in full-width digits, and a word for yes or no: what they mean is certain."""
    if not isinstance(value, str):
        return None
    numeric = any(kind in _NUMBERS for kind in expected) and "text" not in expected
    number = number_meant(value) if numeric else None
    if number is not None and ("." not in number or "a number" in expected):
        return Fix(value, number, "value")
    if expected == ("true or false",) and (word := _TRUTH.get(value.strip().casefold())):
        return Fix(value, word, "value")
    return None


def _not_allowed(problem: Problem) -> Wording:
    allowed = problem.allowed or tuple(re.findall(r"'([^']*)'", str(problem.context.get("expected", ""))))
    value = problem.value
    stands = "it has no value" if value is None else f"it is {quoted(value)}"
    message = f"{_start(problem.subject)} must be {listed(allowed)}, but {stands}."
    if not isinstance(value, str):
        return Wording("value-not-allowed", message)
    names = [str(name) for name in allowed]
    help_ = suggest(value, names) or text_hint(value)
    return Wording("value-not-allowed", message, help_, same_name(value, names))


def _bad_kind(problem: Problem) -> Wording:
    allowed = problem.allowed or tuple(
        re.findall(r"'([^']*)'", str(problem.context.get("expected_tags", "")))
    )
    tag = str(problem.context.get("tag", ""))
    unknown = f"{_start(problem.subject)} has the unknown {problem.key} {quoted(tag)}"
    message = f"{unknown}; allowed are {listed(allowed, 'and')}."
    check = "bad-rule-kind" if problem.in_rule else "value-not-allowed"
    names = [str(name) for name in allowed]
    return Wording(check, message, suggest(tag, names), same_name(tag, names))


def _wrong_form(problem: Problem) -> Wording:
    pattern = problem.context.get("pattern", "")
    message = f"{_start(problem.subject)} does not have the required form: {quoted(problem.value)}."
    return Wording(
        "wrong-form", message, text_hint(str(problem.value)) or f"It must match the pattern {pattern}."
    )


def _value_error(problem: Problem) -> Wording:
    error = problem.context.get("error")
    check = str(getattr(error, "check", "invalid-value"))
    return Wording(check, _sentence(problem, str(error)), str(getattr(error, "help", "")))


def _sentence(problem: Problem, said: str) -> str:
    """What a validator said, as a whole sentence that names its subject."""
    said = said.strip()
    if said[:1].isupper() or said[:1] in "'\"":
        return said if said.endswith((".", "。", "?", "!")) else f"{said}."
    return f"{_start(problem.subject)}: {said.rstrip('.')}."


_BOUNDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "greater_than": lambda context: f"must be above {context['gt']}",
    "greater_than_equal": lambda context: f"must be at least {context['ge']}",
    "less_than": lambda context: f"must be below {context['lt']}",
    "less_than_equal": lambda context: f"must be at most {context['le']}",
    "multiple_of": lambda context: f"must be a multiple of {context['multiple_of']}",
    "finite_number": lambda _: "must be a finite number",
    "decimal_max_digits": lambda context: f"may have at most {context['max_digits']} digits",
    "decimal_max_places": lambda context: f"may have at most {context['decimal_places']} decimals",
    "decimal_whole_digits": lambda context: (
        f"may have at most {context['whole_digits']} digits before the point"
    ),
    "int_parsing_size": lambda _: "is too large",
}


def _out_of_range(problem: Problem) -> Wording:
    bound = _BOUNDS[problem.type](problem.context)
    message = f"{_start(problem.subject)} {bound}, but it is {quoted(problem.value)}."
    return Wording("number-out-of-range", message)


_LENGTHS: dict[str, tuple[str, str, str]] = {
    "too_short": ("at least", "min_length", "item"),
    "too_long": ("at most", "max_length", "item"),
    "string_too_short": ("at least", "min_length", "character"),
    "string_too_long": ("at most", "max_length", "character"),
}


def _wrong_length(problem: Problem) -> Wording:
    bound, limit, unit = _LENGTHS[problem.type]
    number = problem.context[limit]
    actual = problem.context.get("actual_length", len(problem.value or ""))
    plural = "" if number == 1 else "s"
    message = f"{_start(problem.subject)} must have {bound} {number} {unit}{plural}, but it has {actual}."
    return Wording("wrong-length", message)


_WORDERS: dict[str, Callable[[Problem], Wording]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "union_tag_not_found": _missing_key,
    "union_tag_invalid": _bad_kind,
    "literal_error": _not_allowed,
    "enum": _not_allowed,
    "string_pattern_mismatch": _wrong_form,
    "value_error": _value_error,
    "assertion_error": _value_error,
}


def _start(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
