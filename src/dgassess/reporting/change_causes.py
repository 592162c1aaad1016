"""Why a unit moved, in words and as a table: vetoes, gates and adjustments that differ, and the parts of its total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from dgassess.reporting.blocks import Column, Table
from dgassess.reporting.change_text import CauseText, ChangeNoteText, PartMove, UnitMove
from dgassess.reporting.wording import Numbers, compact, number_column, row, typeset
from dgassess.values.language import joined, msg, say

_SORTS = {
    "bonus": msg("加分"),
    "penalty": msg("扣分"),
    "limits": msg("封顶、限幅和底线约束对总分的限制"),
}
_SECRET = {"bonus": msg("公开范围受限的加分"), "penalty": msg("公开范围受限的扣分")}


def sentences(text: ChangeNoteText, unit: UnitMove, internal: bool) -> tuple[str, ...]:
    """What made the unit move beside its indicators. internal: whether what is restricted may be named."""
    said = [_sentence(text.numbers, cause, internal) for cause in unit.causes]
    if unit.scores_kept and unit.by:
        said.append(
            say("各指标得分均未变") if said else say("各指标得分均未变，总分变动来自权重、合成等规定的调整")
        )
    return tuple(say("{clauses}。", clauses=one) for one in said)


def _sentence(numbers: Numbers, cause: CauseText, internal: bool) -> str:
    secret = cause.restricted and not internal
    name, before, after = map(typeset, (cause.name, cause.before, cause.after))
    match cause.sort:
        case "veto" if secret:
            if before and after:
                return say("公开范围受限的底线约束，处理有变")
            return say("新触发公开范围受限的底线约束") if after else say("不再触发公开范围受限的底线约束")
        case "veto":
            if before and after:
                return say(
                    "底线约束“{name}”的处理由“{before}”变为“{after}”", name=name, before=before, after=after
                )
            if after:
                return say("新触发底线约束“{name}”：{done}", name=name, done=after)
            return say("不再触发底线约束“{name}”（原处理：{done}）", name=name, done=before)
        case "gate":
            if after:
                return say("新受门槛条件限制：{done}", done=after)
            return say("不再受门槛条件限制（原为：{done}）", done=before)
    one, other = cause.points
    return say(
        "{name}由{before}分变为{after}分（{points}）",
        name=say(_SECRET[cause.sort]) if secret else say("{sort}“{name}”", sort=say(_SORTS[cause.sort]), name=name),
        before=numbers.signed(one), after=numbers.signed(other), points=numbers.change(one, other),
    )  # fmt: skip


def vetoed(shown: Iterable[UnitMove], now: bool) -> list[str]:
    """The units for which a veto was newly triggered or, if not `now`, no longer is, with its name."""
    found = []
    for unit in shown:
        names = [
            typeset(cause.name)
            for cause in unit.causes
            if cause.sort == "veto" and (not cause.before if now else not cause.after)
        ]
        if names:
            found.append(say("{name}（{points}）", name=unit.name, points=joined(names, "、")))
    return found


def makeup(text: ChangeNoteText, unit: UnitMove) -> Table | None:
    """What each part gives of the total then and now; None where the total did not move or has no such parts."""
    if not unit.by or unit.before is None or unit.after is None or not unit.parts:
        return None
    numbers = text.numbers
    weighed = any(part.weight_before != part.weight_after for part in unit.parts)
    columns = (
        Column(say("构成"), width=4), Column(say("权重"), "right", 2.4),
        number_column(say("{period}折算分", period=text.before)),
        number_column(say("{period}折算分", period=text.after)), number_column(say("变动")),
        Column(say("备注"), width=2),
    )  # fmt: skip
    rows = [
        row(
            typeset(part.name) if part.sort == "node" else say(_SORTS[part.sort]),
            _weights(numbers, part) if weighed else "",
            *_points(numbers, part),
            numbers.change(part.before or Fraction(0), part.after or Fraction(0)),
            say("各指标得分未变") if part.scores_kept and part.before != part.after else "",
        )
        for part in unit.parts
    ]  # fmt: skip
    figures = (numbers.score(unit.before), numbers.score(unit.after), numbers.signed(unit.by))
    total = replace(row(say("总分"), "", *figures, ""), kind="total")
    notes = (say("因四舍五入，各部分之和与总分略有差异。"),) if _misses(numbers, unit) else ()
    caption = say("{unit}总分变动的构成", unit=unit.name)
    return compact(Table(columns, (*rows, total), caption, notes=notes))


def _points(numbers: Numbers, part: PartMove) -> tuple[str, str]:
    if part.sort == "node":
        return numbers.score(part.before), numbers.score(part.after)
    return numbers.signed(part.before or Fraction(0)), numbers.signed(part.after or Fraction(0))


def _weights(numbers: Numbers, part: PartMove) -> str:
    if part.sort != "node":
        return ""
    one, other = numbers.percent(part.weight_before), numbers.percent(part.weight_after)
    return one if one == other else f"{one} → {other}"


def _misses(numbers: Numbers, unit: UnitMove) -> bool:
    """Whether the parts as printed miss the totals as printed."""
    sides = (
        (unit.before, [part.before for part in unit.parts]), (unit.after, [part.after for part in unit.parts]),
    )  # fmt: skip
    return any(total != sum(_rounded(numbers, points), Fraction(0)) for total, points in sides)


def _rounded(numbers: Numbers, values: Iterable[Fraction | None]) -> Iterator[Fraction]:
    return (numbers.rounded(value) for value in values if value is not None)
