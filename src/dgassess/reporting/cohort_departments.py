"""The view by responsible department (条线): how well the indicators each answers for do over all units.

Restricted indicators are not counted for anybody, nor in the whole that the parts are of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.reporting.blocks import Column, Table
from dgassess.reporting.cohort_audience import Cohort
from dgassess.reporting.cohort_indicators import Figures, named, pooled_rate, unlisted
from dgassess.reporting.wording import ABSENT, compact, number_column, row, typeset
from dgassess.values.language import joined, say


@dataclass(frozen=True, slots=True)
class Task:
    """What a department is asked to look after: its indicators with the lowest rates, as text."""

    department: str
    indicators: str


def by_department(seen: Cohort, several: Sequence[Figures]) -> dict[str, list[Figures]]:
    """Indicators by the department that answers for them, departments in the system's order."""
    found: dict[str, list[Figures]] = {}
    for one in several:
        responsible = typeset(seen.text(one.node.id).responsible).strip()
        if responsible:
            found.setdefault(responsible, []).append(one)
    return found


def departments_table(seen: Cohort, several: Sequence[Figures]) -> Table | None:
    """Score rate and lost points by department, the most lost first; None where nobody is named."""
    numbers, units = seen.numbers, sum(unit.total is not None for unit in seen.results.units)
    # A department that answers for one restricted indicator would be named with that one's figures.
    shown, several = several, named(seen, several)
    found = by_department(seen, several)
    if not found or not units:
        return None
    lost = {name: sum((one.lost or Fraction(0) for one in own), Fraction(0)) for name, own in found.items()}
    rates = {name: pooled_rate(own) for name, own in found.items()}
    every = sum((one.lost or Fraction(0) for one in several), Fraction(0))
    columns = (
        Column(say("责任单位"), width=1.8), number_column(say("指标数")), number_column(say("平均得分率")),
        number_column(say("平均每单位失分")),
        number_column(say("占可列示失分") if seen.hidden or unlisted(seen, shown) else say("占全部失分")),
        Column(say("得分率最低的指标"), width=3),
    )  # fmt: skip
    rows = []
    for name in sorted(found, key=lambda name: (-lost[name], rates[name] or 0)):
        low = min(found[name], key=lambda one: one.found.mean)
        rows.append(
            row(
                name, str(len(found[name])), numbers.percent(rates[name], 1),
                numbers.score(lost[name] / units) if every else ABSENT,
                numbers.percent(lost[name] / every, 1) if every else ABSENT,
                say("{name}（{rate}）", name=seen.said(low.node.id), rate=numbers.rate(low.found.mean)),
            )
        )  # fmt: skip
    left_out = seen.restricted if seen.audience == "internal" else seen.hidden
    notes = (say("只计可列示的指标，公开范围受限的不计入。"),) if left_out else ()
    return compact(Table(columns, tuple(rows), say("责任单位（条线）得分情况"), notes=notes))


def tasks(seen: Cohort, low: Sequence[Figures]) -> tuple[Task, ...]:
    """What follows from the indicators that fall short, by department, the lowest rate first."""

    def said(one: Figures) -> str:
        rate = seen.numbers.rate(one.found.mean)
        return say("“{name}”（平均得分率{rate}）", name=seen.said(one.node.id), rate=rate)

    return tuple(Task(name, joined(map(said, own), "、")) for name, own in by_department(seen, low).items())
