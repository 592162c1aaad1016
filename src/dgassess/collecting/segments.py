"""Sentences such as ≥95%得100分、[80%,95%)得60分、<80%得0分 and ≤50%得0分,≥100%得满分 as bands or straight lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dgassess.collecting.drafts import Draft, Subject, full_marks, number, score
from dgassess.collecting.ratios import Figure, measured
from dgassess.collecting.weights import exact_decimal
from dgassess.values.numbers import show_plain

_N = r"(\d+(?:\.\d+)?)"
_U = r"(%|‰|[^\d\s,;:、()\[\]≥≤<>=得计加—~-]{0,8})"
_SCORE = rf"(?:的)?(?:得|计|加)(?:({_N[1:-1]})分?|(满分))"
_INTERVAL = re.compile(rf"([\[(]){_N}{_U},{_N}{_U}([\])]){_SCORE}")
_RANGE = re.compile(rf"{_N}{_U}(?:[-—~]|至|到){_N}{_U}(?:之间)?{_SCORE}")
_BOUND = re.compile(rf"([≥>≤<=]?){_N}{_U}{_SCORE}")
_ARROW = re.compile(rf"()([≥>]?){_N}(%?)(?:→|->){_N}分?")
_ZERO_DENOMINATOR = re.compile(r"[;,]?分母为0的?(?:不计分\(不适用\)|得满分|得0分|视为缺项)")
_OTHERWISE = re.compile(rf"(?:其余|其他|否则){_SCORE}")
_TARGETS = re.compile(r"(?:满分目标|满分目标值)((?:[^\d、,;]+\d+(?:\.\d+)?[^\d、,;]{0,4}[、,]?)+)")
_BY_TYPE = re.compile(rf"([^\d≥≤、,;:]+)([≥≤]){_N}{_U}(?=[、得])")
_LABEL = re.compile(r"([^:≥≤<>;]{2,80}):(?=.)")
_PREFIX = re.compile(r"^([^\d:≥≤<>;,\[(]{2,14})(?=[≥≤<>\d\[])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of values and its score; None as a bound is without end, as a score full marks."""

    low: Fraction | None
    closed: bool
    high: Fraction | None
    high_closed: bool
    score: Fraction | None


def by_segments(text: str, subject: Subject) -> Draft | None:
    """Bands or a straight line, whichever the stretches of a sentence make."""
    text = text.replace("零分", "0分")
    label = _LABEL.match(text)
    name = label[1] if label and not re.search(r"\d", label[1].replace("×100%", "")) else ""
    body = text[label.end() :] if label and name else text
    prefix = _PREFIX.match(body)
    if prefix and not name:
        name, body = prefix[1].removesuffix("为").removesuffix("在"), body[prefix.end() :]
    if name and ("÷" in name or (name.endswith(("率", "比例")) is False and len(name) > 40)):
        name = ""
    body = _ZERO_DENOMINATOR.sub("", body)
    typed = _line_by_type(body, subject, name)
    if typed is not None:
        return typed
    segments, unit, rest = _segments(body)
    if len(segments) < 2:
        return None
    figure = measured(subject, text, name or subject.name, unit or subject.unit or "")
    return _line(segments, figure, subject, rest) or _bands(segments, figure, subject, rest)


def _segments(text: str) -> tuple[list[Segment], str, str]:
    """The stretches a sentence names, their unit, and what is left of it."""
    found: list[Segment] = []
    units: list[str] = []

    def take(read: Callable[[re.Match[str]], tuple[Segment, str]]) -> Callable[[re.Match[str]], str]:
        def taken(match: re.Match[str]) -> str:
            segment, unit = read(match)
            found.append(segment)
            units.append(unit)
            return ""

        return taken

    rest = text
    for pattern, read in _READERS:
        rest = pattern.sub(take(read), rest)
    return found, next((unit for unit in units if unit), ""), rest


def _otherwise(match: re.Match[str]) -> tuple[Segment, str]:
    return Segment(None, False, None, False, _points(match[1])), ""


def _interval(match: re.Match[str]) -> tuple[Segment, str]:
    opens, low, unit, high, unit2, closes, points, _ = match.groups()
    return Segment(number(low), opens == "[", number(high), closes == "]", _points(points)), unit or unit2


def _between(match: re.Match[str]) -> tuple[Segment, str]:
    low, unit, high, unit2, points, _ = match.groups()
    return Segment(number(low), True, number(high), True, _points(points)), unit2 or unit


def _arrow(match: re.Match[str]) -> tuple[Segment, str]:
    _, sign, value, unit, points = match.groups()
    return Segment(number(value), sign != ">", None, False, number(points)), unit


def _bound(match: re.Match[str]) -> tuple[Segment, str]:
    sign, value, unit, points, _ = match.groups()
    at = number(value)
    if sign in ("≤", "<"):
        return Segment(None, False, at, sign == "≤", _points(points)), unit
    if sign in ("≥", ">"):
        return Segment(at, sign == "≥", None, False, _points(points)), unit
    return Segment(at, True, at, True, _points(points)), unit


def _points(text: str | None) -> Fraction | None:
    return None if text is None else number(text)


_READERS = (
    (_OTHERWISE, _otherwise), (_INTERVAL, _interval), (_RANGE, _between), (_ARROW, _arrow), (_BOUND, _bound),
)  # fmt: skip


def _line(segments: list[Segment], figure: Figure, subject: Subject, rest: str) -> Draft | None:
    """A straight line: one end earns nothing, the other everything, and something lies between."""
    if len(segments) != 2:
        return None
    worst = next((s for s in segments if s.score == 0), None)
    best = next((s for s in segments if s is not worst), None)
    if worst is None or best is None or best.score == 0:
        return None
    if best.score is not None and full_marks(best.score, subject) is None:
        return None
    floor, target = _end(worst), _end(best)
    if floor is None or target is None or floor == target:
        return None
    rising = floor < target
    if not (_reaches(worst, down=rising) and _reaches(best, down=not rising)):
        return None
    return _linear(exact_decimal(floor), exact_decimal(target), figure, rest)


def _reaches(segment: Segment, *, down: bool) -> bool:
    """Whether a stretch goes on downwards (or upwards), or is a single value."""
    return segment.low == segment.high or (segment.low is None if down else segment.high is None)


def _end(segment: Segment) -> Fraction | None:
    return segment.low if segment.low is not None else segment.high


def _linear(floor: Any, target: Any, figure: Figure, rest: str) -> Draft:
    remarks = list(figure.remarks)
    if "线性" not in rest and "比例" not in rest and "插值" not in rest:
        remarks.append("两端之间按线性插值")
    bounds = {"floor": floor, "target": target}
    if figure.ratio:
        rule = {"kind": "ratio", **figure.ratio, **bounds, "zero_denominator": figure.zero}
        if isinstance(floor, int | Decimal) and not isinstance(target, dict) and max(floor, target) > 100:
            rule["part_of_whole"] = False
        return Draft(rule, figure.questions, remarks, rest)
    return Draft(
        {"kind": "linear", "question": figure.questions[0]["key"], **bounds}, figure.questions, remarks, rest
    )


def _line_by_type(text: str, subject: Subject, name: str) -> Draft | None:
    """`≤40%得0分;满分目标省98%、市95%`, or `省≥98%、其他≥90%得满分`."""
    named = _TARGETS.search(text)
    pairs: list[tuple[str, str, str]] = []
    if named:
        pairs = re.findall(rf"([^\d、,;]+){_N}([^\d、,;]{{0,4}})", named[1])
        rest = text.replace(named[0], "")
    else:
        found = list(_BY_TYPE.finditer(text))
        pairs = [(match[1], match[3], match[4]) for match in found]
        rest = re.sub(r"^[、,;]*|[、]+(?=得满分)|得满分", "", _BY_TYPE.sub("", text))
    segments, unit, rest = _segments(rest)
    if not pairs or len(segments) != 1 or segments[0].score != 0:
        return None
    targets: dict[str, Any] = {}
    for types, value, _ in pairs:
        names = _types(types, subject.unit_types)
        if names is None:
            return None
        targets |= dict.fromkeys(names, exact_decimal(number(value)))
    floor = _end(segments[0])
    if floor is None or floor in targets.values():
        return None
    figure = measured(subject, text, name or subject.name, unit or pairs[0][2])
    return _linear(exact_decimal(floor), targets, figure, rest)


def _types(text: str, known: tuple[str, ...]) -> list[str] | None:
    """The unit types run together in a text such as 省市部门."""
    if text in ("其他", "其余"):
        return ["default"]
    found: list[str] = []
    text = text.removesuffix("级").replace("和", "").replace("及", "")
    while text:
        name = next((name for name in sorted(known, key=len, reverse=True) if text.startswith(name)), None)
        if name is None:
            return None
        found.append(name)
        text = text[len(name) :]
    return found


def _bands(segments: list[Segment], figure: Figure, subject: Subject, rest: str) -> Draft | None:
    """Bands, where the stretches follow one another without a gap or overlap."""
    scores = [segment.score for segment in segments if segment.score is not None]
    highest = subject.full[0] if len(scores) < len(segments) else max(scores)
    full = full_marks(highest, subject)
    remarks = list(figure.remarks)
    ordered = _ordered(segments, remarks)
    if full is None or ordered is None:
        return None
    bands, rest_score = [], None
    for segment in ordered:
        points = score(highest if segment.score is None else segment.score, full, remarks)
        if segment.low is None:
            rest_score = points
        else:
            bands.append(
                {"at_least" if segment.closed else "above": exact_decimal(segment.low), "score": points}
            )
    if rest_score is None:
        remarks.append("最低一档以下按0分")
    rule: dict[str, Any] = {"kind": "bands", "question": figure.questions[0]["key"]}
    if figure.ratio:
        rule = {"kind": "ratio", **figure.ratio}
    rule |= {"bands": bands, "otherwise": 0 if rest_score is None else rest_score}
    if figure.ratio:
        rule["zero_denominator"] = figure.zero
    return Draft(rule, figure.questions, remarks, rest)


def _ordered(segments: list[Segment], remarks: list[str]) -> list[Segment] | None:
    """The stretches from the highest down; None where they leave a gap, overlap or repeat one another."""
    rest = [s for s in segments if s.low is None]
    above = sorted(
        (s for s in segments if s.low is not None), key=lambda s: s.low or Fraction(0), reverse=True
    )
    if len(rest) > 1 or not above or len({s.low for s in above}) < len(above):
        return None
    points = [segment for segment in above if segment.low == segment.high]
    if points and points != above[:1]:
        return None  # a single value in the middle is no band
    for upper, lower in zip(above, [*above[1:], *rest], strict=False):
        if lower.high is None:
            continue
        if lower.high != upper.low:
            return None
        if lower.high_closed and upper.closed:
            remarks.append(f"{show_plain(lower.high)}归入上一档")
    return [*above, *rest]
