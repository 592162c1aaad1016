"""From the base to the total as a chart: vetoes, every adjustment that counts, caps and clamps."""

from __future__ import annotations

from fractions import Fraction

from dgassess.engine.results import UnitResult
from dgassess.reporting.audience import View
from dgassess.reporting.charts import Chart
from dgassess.reporting.shapes import WaterfallChart, WaterfallStep
from dgassess.reporting.wording import Numbers, typeset


def waterfall(numbers: Numbers, seen: View) -> Chart | None:
    """The chart; None where nothing lies between the base and the total."""
    unit = seen.unit
    if unit.total is None or unit.total_exact is None or unit.base is None:
        return None
    moves = _moves(unit)
    if not moves:
        return None
    before = unit.base - sum((change for name, change in moves if name == _VETO), Fraction(0))
    heights, running = [before], before
    for _, change in moves:
        running += change
        heights.append(running)
    lowest, highest = min(numbers.lowest, *heights), max(numbers.highest, *heights)

    def place(value: Fraction) -> float:
        return float((value - lowest) / (highest - lowest)) if highest > lowest else 0.0

    first = "处理前基础总分" if moves[0][0] == _VETO else "基础总分"
    steps = [WaterfallStep(first, place(numbers.lowest), place(before), numbers.score(before), whole=True)]
    for (name, change), start, end in zip(moves, heights, heights[1:], strict=False):
        steps.append(WaterfallStep(name, place(start), place(end), numbers.signed(change)))
    steps.append(
        WaterfallStep(
            "综合得分", place(numbers.lowest), place(unit.total), numbers.score(unit.total), whole=True
        )
    )
    said = "，".join(f"{step.label}{step.text}" for step in steps)
    title = "从基础总分到综合得分"
    return Chart("waterfall", WaterfallChart(tuple(steps)), title, f"{said}。", title)


_VETO, _LIMIT = "底线约束", "封顶与限值"


def _moves(unit: UnitResult) -> list[tuple[str, Fraction]]:
    """What changed the score, in the order of scoring; what caps and clamps took is one item."""
    assert unit.base is not None and unit.total_exact is not None
    moves: list[tuple[str, Fraction]] = []
    zeroing = next((step.before for step in unit.steps if step.kind == "veto-zero" and step.before), None)
    if zeroing is not None:
        moves.append((_VETO, unit.base - Fraction(zeroing.replace("−", "-"))))
    moves += [(typeset(item.name), item.points) for item in unit.adjustments if item.points]
    reached = unit.base + sum((item.points for item in unit.adjustments), Fraction(0))
    if reached != unit.total_exact:
        moves.append((_LIMIT, unit.total_exact - reached))
    return moves
