"""Adjustments: the points of every bonus and penalty of one unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dgassess.engine.evaluation import Evaluation, ExactPlan
from dgassess.engine.method import AdjustmentPlan
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.engine.results import AdjustmentResult
from dgassess.values.language import say


def adjust(
    exact: ExactPlan, run: Evaluation, *, no_bonus: bool
) -> tuple[tuple[AdjustmentResult, ...], tuple[str, ...]]:
    """Every adjustment's signed points after its own cap, and the ids of those that reject a blank."""
    results: list[AdjustmentResult] = []
    rejecting: list[str] = []
    for item, compute in exact.adjustments:
        outcome = compute(run.values)
        result = _result(item, outcome)
        if isinstance(outcome, Gap) and outcome.state == "missing" and item.missing == "reject":
            rejecting.append(item.id)
        if no_bonus and item.effect == "bonus":
            result = replace(result, points=Fraction(0), reason=say("触发底线约束,取消加分"))
        results.append(result)
    return tuple(results), tuple(rejecting)


def _result(item: AdjustmentPlan, outcome: Outcome) -> AdjustmentResult:
    sign = 1 if item.effect == "bonus" else -1
    if not isinstance(outcome, Gap):
        assert isinstance(outcome, Fraction)
        return AdjustmentResult(item.id, item.name, item.effect, sign * max(outcome, Fraction(0)), "scored")
    full = outcome.state == "missing" and item.missing == "full"
    points = sign * max(item.largest, Fraction(0)) if full else Fraction(0)
    return AdjustmentResult(
        item.id, item.name, item.effect, points, outcome.state, outcome.questions, outcome.reason
    )
