"""Levels: the level the rounded total reaches, the gates that lower it, the vetoes that cap it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dgassess.engine.exact import compare
from dgassess.engine.method import Bound, GatePlan, LevelPlan
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.engine.results import Step
from dgassess.values.language import joined, say
from dgassess.values.numbers import show_plain


def level_index(levels: Sequence[LevelPlan], score: Fraction) -> int:
    """The position of the first level whose bound holds; the last level holds for everything below."""
    for index, level in enumerate(levels):
        if _holds(level.bound, score):
            return index
    return len(levels) - 1


def level_name(levels: Sequence[LevelPlan], score: Fraction | None) -> str | None:
    """The name of the level a rounded score reaches; None without a score or without levels."""
    return levels[level_index(levels, score)].name if levels and score is not None else None


def _holds(bound: Bound, score: Fraction) -> bool:
    if bound.at_least is not None:
        return compare(score, ">=", bound.at_least)
    return bound.above is None or compare(score, ">", bound.above)


def bound_text(bound: Bound) -> str:
    """`≥90` or `>90`, or the empty string when there is no bound."""
    if bound.at_least is not None:
        return f"≥{show_plain(bound.at_least)}"
    return f">{show_plain(bound.above)}" if bound.above is not None else ""


def through_gates(
    levels: Sequence[LevelPlan], start: int, outcomes: Mapping[str, Outcome], names: Mapping[str, str]
) -> tuple[int, list[Step]]:
    """Lower the level step by step while any of its gates fails; one step object per level lost.

    `outcomes` holds rounded node scores by node id and raw answers by question id; `names` their names.
    """
    index = start
    steps: list[Step] = []
    while index < len(levels) - 1:
        # Several gates may ask the same of one subject; where they fail together, the strictest says it all.
        failures: dict[str, str] = {}
        for gate in sorted(
            levels[index].gates, key=lambda gate: gate.bound.at_least or gate.bound.above or 0
        ):
            failures.update(gate_failures(gate, outcomes, names))
        if not failures:
            break
        lower = levels[index + 1].name
        text = say(
            "未达到“{level}”的门槛条件:{reasons},下调为“{lower}”",
            level=levels[index].name,
            reasons=joined(failures.values(), "、"),
            lower=lower,
        )
        steps.append(Step("gate", text, levels[index].name, lower, tuple(failures)))
        index += 1
    return index, steps


def gate_failures(
    gate: GatePlan, outcomes: Mapping[str, Outcome], names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """What of a gate does not hold: ids with a text of the figure and the bound."""
    failures: list[tuple[str, str]] = []
    for subject in gate.nodes or (gate.question or "",):
        value = outcomes.get(subject, Gap("not-applicable"))
        if isinstance(value, Gap):
            policy = gate.not_applicable if value.state == "not-applicable" else gate.missing
            holds = policy == "pass"
        else:
            holds = _holds(gate.bound, value if isinstance(value, Fraction) else Fraction(0))
        if not holds:
            failures.append((subject, _failure(gate, names.get(subject, subject), value)))
    return failures


def _failure(gate: GatePlan, name: str, value: Outcome) -> str:
    bound = bound_text(gate.bound)
    if isinstance(value, Gap):
        if value.state == "not-applicable":
            return say("{name}不适用(要求{bound})", name=name, bound=bound)
        return say("{name}缺项(要求{bound})", name=name, bound=bound)
    shown = show_plain(value if isinstance(value, Fraction) else Fraction(0))
    if gate.nodes:
        return say("{name}{score}分(要求{bound})", name=name, score=shown, bound=bound)
    return say("{name}{answer}(要求{bound})", name=name, answer=shown, bound=bound)
