"""A unit's results as the public may read them: nothing of restricted vetoes and adjustments but that there was one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction

from dgassess.engine.results import AdjustmentResult, Step, UnitResult, VetoResult
from dgassess.values.language import msg, say

_CLOSED = {"bonus": msg("不公开的加分事项"), "penalty": msg("不公开的扣分事项")}
_IN_POINTS = frozenset(("base", "adjustments", "cap", "clamp", "rounding"))


def moved_by(unit: UnitResult, secret: Collection[str]) -> bool:
    """Whether a restricted veto or adjustment did anything to the unit. secret: their ids."""
    return any(item.points and item.id in secret for item in unit.adjustments) or any(
        veto.triggered and veto.id in secret for veto in unit.vetoes
    )


def masked(
    unit: UnitResult,
    secret: Collection[str],
    closed: Collection[str],
    hidden: Collection[str],
    totals_only: bool = False,
) -> UnitResult:
    """The unit without what its sentences and points would tell.

    secret: ids of restricted vetoes and adjustments. closed: ids of adjustments that are not public. hidden: ids of
    nodes that are not shown, and of nodes and questions whose figures are not. totals_only: nothing is said of points
    between the indicators and the total, for what a restricted part took or gave is the difference.
    """
    awards = [step for step in unit.steps if step.kind == "veto-award"]
    return replace(
        unit,
        base=None if totals_only else unit.base,
        total_exact=None if totals_only else unit.total_exact,
        adjustments=_adjustments(unit.adjustments, closed, totals_only),
        vetoes=_vetoes(unit.vetoes, secret, hidden),
        steps=_steps(unit.steps, secret, hidden, totals_only),
        not_applicable_share=unit.not_applicable_share if not hidden else Fraction(0),
        award=unit.award or (bool(awards) and all(set(step.causes) & set(secret) for step in awards)),
    )  # fmt: skip


def _adjustments(
    items: Iterable[AdjustmentResult], closed: Collection[str], totals_only: bool
) -> tuple[AdjustmentResult, ...]:
    """Public ones as they are; the others together by effect, without names."""
    shown: list[AdjustmentResult] = []
    together: dict[str, AdjustmentResult] = {}
    for item in items:
        if item.id not in closed:
            shown.append(item)
        elif item.points and not totals_only:
            before = together.get(item.effect)
            points = item.points + (before.points if before is not None else 0)
            name = say(_CLOSED[item.effect])
            together[item.effect] = replace(
                item, id="—", name=name, points=points, state="scored", missing=(), reason=""
            )
    return (*shown, *together.values())


def _vetoes(
    items: Iterable[VetoResult], secret: Collection[str], hidden: Collection[str]
) -> tuple[VetoResult, ...]:
    """Restricted ones that were triggered are one line, which does not say how many they are or what they did."""
    shown: list[VetoResult] = []
    told = False
    for item in items:
        if item.id not in secret:
            effects = tuple(
                say("有关部分计最低分") if any(f"({node})" in effect for node in hidden) else effect
                for effect in item.effects
            )
            shown.append(replace(item, effects=effects))
        elif item.triggered and not told:
            told = True
            shown.append(VetoResult("—", say("不公开事项"), True, "scored"))
    return tuple(shown)


def _steps(
    steps: Iterable[Step], secret: Collection[str], hidden: Collection[str], totals_only: bool
) -> tuple[Step, ...]:
    shown: list[Step] = []
    steps = tuple(steps)
    held_back = Step("veto-level", say("触发底线约束,已按规定处理"))
    # All of them begin at the score before any: beside one without figures, the others' would be that one's.
    blind = any(step.kind == "veto-zero" and {*hidden} & {*step.causes} for step in steps)
    for step in steps:
        if totals_only and step.kind in _IN_POINTS:
            continue
        if step.kind.startswith("veto-") and any(cause in secret for cause in step.causes):
            if held_back not in shown:
                shown.append(held_back)
            continue
        step = _step(step, secret, hidden)
        if blind and step.kind == "veto-zero":
            step = replace(step, before=None, after=None)
        # Where a restricted veto came before, the step would begin with what that one left.
        if totals_only and step.kind.startswith("veto-"):
            step = replace(step, before=None, after=step.after if step.kind == "veto-level" else None)
        shown.append(step)
    return tuple(shown)


def _step(step: Step, secret: Collection[str], hidden: Collection[str]) -> Step:
    if step.kind == "unranked" and hidden:
        return replace(step, text=say("不适用指标的权重超过规定上限,计分但不参与排名"))
    if not any(cause in hidden or cause in secret for cause in step.causes):
        return step
    match step.kind:
        case "gate":
            text = say("未达到“{above}”的门槛条件,下调为“{level}”", above=step.before, level=step.after)
            return replace(step, text=text)
        case "veto-zero":
            return replace(step, text=say("触发底线约束,有关部分计最低分"))
        case "rejected":
            return replace(step, text=say("有缺项须补报,不计总分"))
    return step
