"""A unit's results as the public may read them: no restricted vetoes and adjustments, no hidden nodes in sentences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dgassess.engine.results import AdjustmentResult, Step, UnitResult, VetoResult

MASKED = "不公开事项"


def masked(
    unit: UnitResult, secret: Collection[str], closed: Collection[str], hidden: Collection[str]
) -> UnitResult:
    """The unit without what its sentences would tell.

    secret: ids of restricted vetoes and adjustments. closed: ids of adjustments whose reasons are not public. hidden:
    ids of nodes that are not shown, and of nodes and questions whose figures are not.
    """
    return replace(
        unit,
        adjustments=tuple(
            _adjustment(item, secret, closed) for item in unit.adjustments if item.points or item.id not in secret
        ),
        vetoes=tuple(
            _veto(item, secret, hidden) for item in unit.vetoes if item.triggered or item.id not in secret
        ),
        steps=tuple(_step(step, secret, hidden) for step in unit.steps),
    )  # fmt: skip


def _adjustment(item: AdjustmentResult, secret: Collection[str], closed: Collection[str]) -> AdjustmentResult:
    if item.id in secret:
        return replace(item, id="—", name=MASKED, reason="")
    return replace(item, reason="") if item.id in closed else item


def _veto(item: VetoResult, secret: Collection[str], hidden: Collection[str]) -> VetoResult:
    effects = tuple(
        "有关部分计最低分" if any(f"({node})" in effect for node in hidden) else effect
        for effect in item.effects
    )
    # The id stays: nodes that were zeroed refer to it; it is not printed for a masked one.
    return replace(item, name=MASKED if item.id in secret else item.name, effects=effects)


def _step(step: Step, secret: Collection[str], hidden: Collection[str]) -> Step:
    told = [cause for cause in step.causes if cause in hidden]
    if not told and not any(cause in secret for cause in step.causes):
        return step
    match step.kind:
        case "gate":
            return replace(step, text=f"未达到“{step.before}”的门槛条件,下调为“{step.after}”")
        case "veto-zero":
            # The difference would be the hidden node's contribution.
            known = not told
            text = "触发底线约束,有关部分计最低分"
            return replace(
                step, text=text, before=step.before if known else None, after=step.after if known else None
            )
        case "veto-level":
            return replace(step, text=f"触发底线约束,等级最高为“{step.after}”")
        case "veto-total":
            return replace(step, text=f"触发底线约束,总分最高为{step.after}")
        case "veto-award":
            return replace(step, text="触发底线约束,取消评优资格")
        case "rejected":
            return replace(step, text="有缺项须补报,不计总分")
    return step
