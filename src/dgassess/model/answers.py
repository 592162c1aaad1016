"""Reading one raw answer against its question: the same for YAML, JSON, tables and forms.

Raw values are what those files hold: None, bool, int, Decimal, text, lists and mappings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dgassess.values.answers import MISSING, Answer, answered, not_applicable
from dgassess.values.diagnostics import Fix, Severity, same_name, suggest
from dgassess.values.numbers import NumberProblem, normalise_text, parse_number, show_plain
from dgassess.values.questions import AskedQuestion

_YES = {"true", "yes", "是", "有", "√"}
_NO = {"false", "no", "否", "无", "×"}
_DATE = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_LIST_SEPARATORS = r"[|;,、\uff1b\uff0c\uff5c\s]+"
MAX_TEXT = 2000
_WRITE_DIGITS = "Write digits only, such as 95 or 0.5; leave it blank if the figure is not known."


class AnswerProblem(ValueError):
    """A raw answer its question does not permit; `where` leads from the answer to the part at fault."""

    fix: Fix | None = None

    def __init__(self, check: str, message: str, help: str = "", where: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.check, self.message, self.help, self.where = check, message, help, where


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about an accepted answer that people should look at."""

    check: str
    severity: Severity
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer with remarks on it."""

    answer: Answer
    remarks: tuple[Remark, ...] = ()


def read_answer(question: AskedQuestion, raw: Any) -> Reading:
    """The answer a raw value stands for. Raises AnswerProblem when the question does not permit it."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return Reading(MISSING)
    if isinstance(raw, Mapping) and "not_applicable" in raw:
        return Reading(_declared_not_applicable(question, raw))
    if question.type == "proportion" and isinstance(raw, Mapping):
        return Reading(_proportion(question, raw))
    if question.is_numeric:
        return _number(question, raw)
    match question.type:
        case "yes-no":
            return Reading(answered(_yes_no(question, raw)))
        case "single":
            return Reading(answered(_option(question, _text(question, raw), ())))
        case "multi":
            return Reading(answered(_options(question, raw)))
        case "indicators":
            return Reading(answered(frozenset(_listed(question, raw))))
        case "date":
            return Reading(answered(_date(question, raw)))
    text = _text(question, raw)
    most = question.max_length or MAX_TEXT
    if len(text) > most:
        message = f"The answer to {question.id} has {len(text)} characters; at most {most} are allowed."
        raise AnswerProblem("text-too-long", message, "Shorten it; details belong in the evidence.")
    return Reading(answered(text))


def _declared_not_applicable(question: AskedQuestion, raw: Mapping[str, Any]) -> Answer:
    extra = [key for key in raw if key != "not_applicable"]
    if extra:
        raise AnswerProblem(
            "not-applicable-with-value",
            f"The answer to {question.id} is declared not applicable and has '{extra[0]}' as well.",
            "Give either the reason under 'not_applicable' or a value.",
            (extra[0],),
        )
    reason = raw["not_applicable"]
    where = ("not_applicable",)
    if not isinstance(reason, str) or not reason.strip():
        raise AnswerProblem(
            "not-applicable-without-reason",
            f"The answer to {question.id} is declared not applicable without a reason.",
            _permitted(question),
            where,
        )
    if not question.not_applicable:
        raise AnswerProblem(
            "not-applicable-not-permitted",
            f"Question {question.id} does not permit 'not applicable' (given: '{reason}').",
            "Answer the question, or leave it blank if the figure is not known.",
            where,
        )
    if reason.strip() not in question.not_applicable:
        nearest_reason = suggest(reason, question.not_applicable)
        raise AnswerProblem(
            "not-applicable-reason-unknown",
            f"'{reason}' is not a permitted reason for {question.id}.",
            f"{nearest_reason} {_permitted(question)}".strip(),
            where,
        )
    return not_applicable(reason.strip())


def _permitted(question: AskedQuestion) -> str:
    if not question.not_applicable:
        return "This question does not permit 'not applicable'."
    return "Permitted reasons: " + "; ".join(f"'{reason}'" for reason in question.not_applicable) + "."


def read_decimal(raw: Any, name: str) -> tuple[Decimal, bool]:
    """A raw number and whether it carried a percent sign. Raises AnswerProblem naming what was given."""
    if isinstance(raw, bool | Mapping | list):
        message = f"A number is needed for {name}, not {_shown(raw)}."
        raise AnswerProblem("not-a-number", message, _WRITE_DIGITS)
    if isinstance(raw, int | Decimal):
        text = str(raw)[:60]
        percent = False
    else:
        text = normalise_text(str(raw))
        percent = text.endswith("%")
        text = text.removesuffix("%").strip()
    try:
        return parse_number(text), percent
    except NumberProblem as problem:
        message = f"A number is needed for {name}. {problem}"
        raise AnswerProblem("not-a-number", message, _WRITE_DIGITS) from None


def _number(question: AskedQuestion, raw: Any) -> Reading:
    value, percent = read_decimal(raw, question.id)
    if percent and not question.is_percentage and question.unit != "%":
        raise AnswerProblem(
            "unexpected-percent",
            f"'{raw}' has a percent sign, but {question.id} is asked in {question.unit or 'plain numbers'}.",
            "Write the number itself, without '%'.",
        )
    if question.type == "integer" and value != value.to_integral_value():
        counted = f", counted in {question.unit}" if question.unit else ""
        message = f"{question.id} needs a whole number, not {show_plain(value)}."
        raise AnswerProblem("not-an-integer", message, f"Write a number without decimals{counted}.")
    _within(question, Fraction(value))
    remarks: list[Remark] = []
    if question.is_percentage and not percent and 0 < value < 1:
        remarks.append(
            Remark(
                "percent-below-one",
                "warning",
                f"{question.id} is answered {show_plain(value)}, which means {show_plain(value)}%.",
                f"If {show_plain(value * 100)}% is meant, write {show_plain(value * 100)}.",
            )
        )
    if question.decimals is not None and Fraction(value) * 10**question.decimals % 1:
        message = (
            f"{question.id} is answered {value}; the number of decimals asked for is {question.decimals}."
        )
        help_ = "Round it, unless the source states it so; it counts as written."
        remarks.append(Remark("too-many-decimals", "warning", message, help_))
    return Reading(answered(Fraction(value)), tuple(remarks))


def _within(question: AskedQuestion, value: Fraction, where: tuple[str | int, ...] = ()) -> None:
    low, high = question.bounds
    if (low is not None and value < Fraction(low)) or (high is not None and value > Fraction(high)):
        limits = f"from {show_plain(low)}" if low is not None else ""
        limits += f" to {show_plain(high)}" if high is not None else ""
        raise AnswerProblem(
            "answer-out-of-range",
            f"{question.id} is answered {show_plain(value)}; allowed is a number{' ' + limits.strip()}"
            f"{' ' + question.shown_unit if question.shown_unit else ''}.",
            "Percentages are written in points: 95 means 95%."
            if question.is_percentage
            else "Check the figure and its unit.",
            where,
        )


def _proportion(question: AskedQuestion, raw: Mapping[str, Any]) -> Answer:
    for name in raw:
        if name not in ("numerator", "denominator"):
            raise AnswerProblem(
                "unknown-key",
                f"'{name}' is not part of a proportion.",
                suggest(str(name), ("numerator", "denominator")) or "Allowed are numerator and denominator.",
                (name,),
            )
    given = {name: None if isinstance(part, str) and not part.strip() else part for name, part in raw.items()}
    if not any(part is not None for part in given.values()):
        return MISSING
    parts: dict[str, Decimal] = {}
    for name in ("numerator", "denominator"):
        if given.get(name) is None:
            help_ = "Write {numerator: 41, denominator: 50}, or the percentage alone, such as 82."
            message = f"The proportion {question.id} has no {name}."
            raise AnswerProblem("proportion-incomplete", message, help_)
        try:
            value, percent = read_decimal(raw[name], f"the {name} of {question.id}")
        except AnswerProblem as problem:
            raise AnswerProblem(problem.check, problem.message, problem.help, (name,)) from None
        if value < 0 or percent:
            raise AnswerProblem(
                "answer-out-of-range",
                f"The {name} of {question.id} is {raw[name]}; a count is needed.",
                "Write a number of 0 or more, without '%'.",
                (name,),
            )
        parts[name] = value
    top, bottom = parts["numerator"], parts["denominator"]
    high = question.bounds[1]
    if top > bottom and (high is None or high <= 100):
        raise AnswerProblem(
            "numerator-over-denominator",
            f"The numerator {show_plain(top)} of {question.id} is above the denominator {show_plain(bottom)}.",
            "Check both figures: a part cannot be larger than its whole; they may have been swapped.",
            ("numerator",),
        )
    if bottom == 0:
        return not_applicable("分母为0")
    percent_points = Fraction(top) * 100 / Fraction(bottom)
    _within(question, percent_points)
    return answered(percent_points, (Fraction(top), Fraction(bottom)))


def _shown(raw: Any) -> str:
    text = _written(raw)
    return f"'{text if len(text) <= 60 else text[:57] + '...'}'"


def _written(raw: Any) -> str:
    """A raw value as the file has it, not as Python shows it."""
    if isinstance(raw, Mapping):
        return f"{{{', '.join(f'{key}: {_written(value)}' for key, value in raw.items())}}}"
    if isinstance(raw, list | tuple):
        return f"[{', '.join(_written(item) for item in raw)}]"
    if raw is None:
        return "null"
    return str(raw).lower() if isinstance(raw, bool) else str(raw)


def _text(question: AskedQuestion, raw: Any) -> str:
    if isinstance(raw, bool | Mapping | list):
        options = f"Allowed are {', '.join(question.options)}." if question.options else ""
        message = f"{question.id} needs {'one of its options' if options else 'a text'}, not {_shown(raw)}."
        raise AnswerProblem("not-a-text", message, options or "Put the text in quotation marks.")
    return str(raw).strip()


def _yes_no(question: AskedQuestion, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    text = normalise_text(raw).casefold() if isinstance(raw, str) else ""
    if text in _YES or text in _NO:
        return text in _YES
    raise AnswerProblem(
        "not-yes-or-no", f"{question.id} needs yes or no, not {_shown(raw)}.", "Write true or false."
    )


def _option(question: AskedQuestion, text: str, where: tuple[str | int, ...]) -> str:
    options = question.options
    if text in options:
        return text
    folded = normalise_text(text)
    if folded in options:
        return folded
    by_label = [option for option, label in options.items() if label == text]
    if len(by_label) == 1:
        return by_label[0]
    help_, what = f"{suggest(text, options)} Allowed are {', '.join(options)}.".strip(), _shown(text)
    problem = AnswerProblem("option-not-in-list", f"{what} is not an option of {question.id}.", help_, where)
    problem.fix = same_name(text, options)
    raise problem


def _items(raw: Any) -> Sequence[Any]:
    """The parts of a list, or of a text with separators; `-` alone is none."""
    if isinstance(raw, list | tuple):
        return raw
    text = str(raw).strip()
    return [] if text == "-" else [part for part in re.split(_LIST_SEPARATORS, text) if part]


def _options(question: AskedQuestion, raw: Any) -> frozenset[str]:
    found: list[str] = []
    items = _items(raw)
    if isinstance(raw, bool | Mapping):
        help_ = f"Write [{', '.join(list(question.options or ())[:2])}], or [] when none applies."
        message = f"{question.id} needs a list of options, not {_shown(raw)}."
        raise AnswerProblem("not-a-list", message, help_)
    for index, item in _separated(question, items):
        where = (index,) if isinstance(raw, list | tuple) else ()
        if isinstance(item, bool | Mapping | list) or item is None:
            help_ = f"Allowed are {', '.join(question.options or ())}."
            message = f"{_shown(item)} is not an option of {question.id}."
            raise AnswerProblem("not-an-option", message, help_, where)
        option = _option(question, str(item).strip(), where)
        if option in found:
            message = f"Option '{option}' of {question.id} is given twice."
            raise AnswerProblem("option-twice", message, "Delete one of the two.", where)
        found.append(option)
    return frozenset(found)


def _separated(question: AskedQuestion, items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    """The items with their positions; `[a，b]` with a full-width comma, to YAML one item, is read as meant."""
    for index, item in enumerate(items):
        parts = re.split(_LIST_SEPARATORS, item.strip()) if isinstance(item, str) else []
        if len(parts) > 1 and all(part in question.options for part in parts):
            yield from ((index, part) for part in parts)
        else:
            yield index, item


def _listed(question: AskedQuestion, raw: Any) -> list[str]:
    items = _items(raw)
    if isinstance(raw, bool | Mapping) or any(not isinstance(item, str) or not item for item in items):
        message = f"{question.id} needs a list of indicator ids, not {_shown(raw)}."
        help_ = "Write ids in brackets, such as [TC-1-2], or [] when none is concerned."
        raise AnswerProblem("not-a-list", message, help_)
    return list(items)


def _date(question: AskedQuestion, raw: Any) -> str:
    text = normalise_text(str(raw)) if not isinstance(raw, bool | Mapping | list) else ""
    match = re.fullmatch(_DATE, text)
    try:
        if match:
            return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        pass
    raise AnswerProblem(
        "not-a-date", f"{question.id} needs a date, not {_shown(raw)}.", "Write it as 2026-12-20."
    )
