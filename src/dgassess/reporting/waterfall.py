"""From the base to the total as a chart: vetoes, every adjustment that counts, caps and clamps."""

from __future__ import annotations

from fractions import Fraction

from dgassess.engine.results import UnitResult
from dgassess.reporting.audience import View
from dgassess.reporting.charts import Chart
from dgassess.reporting.shapes import WaterfallChart, WaterfallStep
from dgassess.reporting.wording import Numbers, typeset
from dgassess.values.language import joined, say


def waterfall(numbers: Numbers, seen: View) -> Chart | None:
    """The chart; None where nothing lies between the base and the total."""
    unit = seen.unit
    if unit.total is None or unit.total_exact is None or unit.base is None:
        return None
    zeroed = _zeroed(unit)
    moves = [*([(say("底线约束"), zeroed)] if zeroed is not None else []), *_moves(unit)]
    if not moves:
        return None
    before = unit.base - (zeroed or 0)
    heights, running = [before], before
    for _, change in moves:
        running += change
        heights.append(running)
    lowest, highest = min(numbers.lowest, *heights), max(numbers.highest, *heights)

    def place(value: Fraction) -> float:
        return float((value - lowest) / (highest - lowest)) if highest > lowest else 0.0

    first = say("处理前基础总分") if zeroed is not None else say("基础总分")
    steps = [WaterfallStep(first, place(numbers.lowest), place(before), numbers.score(before), whole=True)]
    for (name, change), start, end in zip(moves, heights, heights[1:], strict=False):
        steps.append(WaterfallStep(name, place(start), place(end), numbers.signed(change)))
    steps.append(
        WaterfallStep(
            say("综合得分"), place(numbers.lowest), place(unit.total), numbers.score(unit.total), whole=True
        )
    )
    said = joined((say("{name}{score}", name=step.label, score=step.text) for step in steps), "，")
    title = say("从基础总分到综合得分")
    return Chart("waterfall", WaterfallChart(tuple(steps)), title, say("{said}。", said=said), title)


def _zeroed(unit: UnitResult) -> Fraction | None:
    """What vetoes changed the base by."""
    assert unit.base is not None
    zeroing = next((step.before for step in unit.steps if step.kind == "veto-zero" and step.before), None)
    return None if zeroing is None else unit.base - Fraction(zeroing.replace("−", "-"))


def _moves(unit: UnitResult) -> list[tuple[str, Fraction]]:
    """What changed the base, in the order of scoring; what caps and clamps took is one item."""
    assert unit.base is not None and unit.total_exact is not None
    moves = [(typeset(item.name), item.points) for item in unit.adjustments if item.points]
    reached = unit.base + sum((item.points for item in unit.adjustments), Fraction(0))
    if reached != unit.total_exact:
        moves.append((say("封顶与限值"), unit.total_exact - reached))
    return moves
