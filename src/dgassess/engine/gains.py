"""What a unit would gain: the change of its total by every indicator at full marks, and what the next level needs.

Nothing is estimated: the tree is computed anew with the indicator's score set to the highest, or to the self-assessed
one, and everything behind it (redistribution, caps, clamps, rounding stages, gates, vetoes) follows as in scoring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from dgassess.engine.evaluation import Evaluation, ExactPlan, NodeValue
from dgassess.engine.exact import compare
from dgassess.engine.levels import gate_failures, level_index
from dgassess.engine.method import Leaf, LevelPlan
from dgassess.engine.outcomes import Gap
from dgassess.engine.results import UnitResult
from dgassess.engine.totals import Assessment, conclude, gate_outcomes, names_of, total_of


@dataclass(frozen=True, slots=True)
class Barrier:
    """A gate of the next level that does not hold: its subject (a node's or question's id) and the figures in words.

    `indicators` at full marks would open it, the most effective first; none where no indicator's score can.
    """

    subject: str
    text: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextLevel:
    """The level above the present one and a short way there.

    short: points the rounded total lacks, 0 where the score is enough. `strict`: the bound itself does not suffice.
    indicators: those to bring to full marks, gates first, then by gain; together they lead to `total` and `reached`.
    vetoes: names of triggered vetoes that forbid the level whatever the score.
    """

    name: str
    bound: Fraction | None
    strict: bool
    short: Fraction
    indicators: tuple[str, ...]
    total: Fraction | None
    reached: bool
    barriers: tuple[Barrier, ...] = ()
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gains:
    """By indicator id, in the system's order, the exact change of the total before rounding; only changes above 0.

    `next_level` is None without levels, without a total, and on the best level. to_self: for indicators that
    verification lowered, the change by their self-assessed score; `by_indicator` holds what full marks would bring
    in all. without_veto: the change if a triggered veto did not hold, by its id.
    """

    by_indicator: Mapping[str, Fraction]
    next_level: NextLevel | None
    to_self: Mapping[str, Fraction] = field(default_factory=dict)
    without_veto: Mapping[str, Fraction] = field(default_factory=dict)


def gains_of(exact: ExactPlan, unit: UnitResult) -> Gains:
    """The gains of a scored unit, on the basis it was scored on; nothing without a total."""
    search = _Search(exact, exact.evaluate(unit.answers))
    now = search.at(())
    if now.total_exact is None:
        return Gains({}, None)
    gains: dict[str, Fraction] = {}
    for leaf in search.leaves:
        reached = search.total((leaf,))
        if reached is not None and reached > now.total_exact:
            gains[leaf] = reached - now.total_exact
    ordered = {node.id: gains[node.id] for node in exact.method.tree if node.id in gains}
    without = {veto.id: search.without(veto.id) for veto in now.vetoes if veto.triggered}
    return Gains(
        ordered,
        _next_level(search, now, ordered),
        _above(now.total_exact, _as_assessed(search, unit)),
        _above(now.total_exact, without),
    )


def _above(now: Fraction, reached: Mapping[str, Fraction | None]) -> dict[str, Fraction]:
    return {id_: total - now for id_, total in reached.items() if total is not None and total > now}


def _as_assessed(search: _Search, unit: UnitResult) -> dict[str, Fraction | None]:
    """The total with the self-assessed score of each indicator that verification lowered or accepted no value of."""
    if unit.self_answers == unit.answers:
        return {}
    own = search.exact.evaluate(unit.self_answers).nodes
    found: dict[str, Fraction | None] = {}
    for leaf in search.leaves:
        by_self, now = own[leaf], search.run.nodes[leaf]
        refused = now.state == "missing" and any(map(unit.refused, now.missing))
        if by_self.score is not None and (refused if now.score is None else by_self.score > now.score):
            found[leaf] = search.total((leaf,), by_self)
    return found


class _Search:
    """Assessments of one unit with some indicators at full marks."""

    def __init__(self, exact: ExactPlan, run: Evaluation) -> None:
        self.exact, self.run = exact, run
        full = exact.method.highest
        self.leaves = [
            node.id for node in exact.plan.nodes
            if isinstance(node, Leaf) and run.nodes[node.id].state != "not-applicable"
            and run.nodes[node.id].score != full
        ]  # fmt: skip
        self._full = NodeValue("scored", full)
        self._parents = {node.id: node.parent for node in exact.method.tree}

    def at(self, raised: Iterable[str]) -> Assessment:
        fixed = dict.fromkeys(raised, self._full)
        return conclude(self.exact, self.exact.altered(self.run, fixed) if fixed else self.run)

    def total(self, raised: Iterable[str], value: NodeValue | None = None) -> Fraction | None:
        """What `at` gives as the exact total, in less time; with another value than full marks, if there is one."""
        return total_of(self.exact, self.exact.altered(self.run, dict.fromkeys(raised, value or self._full)))

    def without(self, veto: str) -> Fraction | None:
        """The exact total if a veto did not hold."""
        return total_of(self.exact, self.run, (veto,))

    def below(self, leaf: str, node: str) -> bool:
        above: str | None = leaf
        while above is not None and above != node:
            above = self._parents[above]
        return above == node


def _next_level(search: _Search, now: Assessment, gains: Mapping[str, Fraction]) -> NextLevel | None:
    method = search.exact.method
    names = [level.name for level in method.levels]
    if now.level not in names or names.index(now.level) == 0 or now.total is None:
        return None
    target = names.index(now.level) - 1
    level = method.levels[target]
    bound = level.bound.at_least if level.bound.at_least is not None else level.bound.above
    raised, barriers = _through_gates(search, level)
    best = sorted(gains, key=lambda leaf: -gains[leaf])
    reached = search.at(raised)
    for leaf in (leaf for leaf in best if leaf not in raised):
        if reached.total is None or level_index(method.levels, reached.total) <= target:
            break
        raised.append(leaf)
        reached = search.at(raised)
    return NextLevel(
        level.name,
        bound,
        level.bound.at_least is None and bound is not None,
        max(bound - now.total, Fraction(0)) if bound is not None else Fraction(0),
        tuple(raised),
        reached.total,
        reached.level in names[: target + 1],
        tuple(barriers),
        _forbidding(search, now, target, level),
    )


def _through_gates(search: _Search, level: LevelPlan) -> tuple[list[str], list[Barrier]]:
    """Indicators that open the level's gates, and every gate that does not hold now."""
    raised: list[str] = []
    barriers: dict[str, Barrier] = {}
    # The strictest of several gates on one subject comes last and stands for all of them.
    for gate in sorted(level.gates, key=lambda gate: gate.bound.at_least or gate.bound.above or Fraction(0)):
        outcomes = gate_outcomes(search.exact, search.at(()).run)
        for subject, text in gate_failures(gate, outcomes, names_of(search.exact.method)):
            own = _opening(search, subject, raised, gate.bound.at_least, gate.bound.above)
            raised += [leaf for leaf in own if leaf not in raised]
            before = barriers[subject].indicators if subject in barriers else ()
            barriers[subject] = Barrier(subject, text, (*before, *(one for one in own if one not in before)))
    return raised, list(barriers.values())


def _opening(
    search: _Search, subject: str, raised: Sequence[str], at_least: Fraction | None, above: Fraction | None
) -> list[str]:
    """Indicators below a node that bring its score to a bound; none for a question or where they do not suffice."""
    found: list[str] = []
    if subject not in search.run.nodes:
        return found
    inner = [leaf for leaf in search.leaves if leaf not in raised and search.below(leaf, subject)]
    effects = {leaf: _score(search, [leaf], subject) for leaf in inner}
    for leaf in [None, *sorted(inner, key=lambda leaf: -effects[leaf])]:
        found += [leaf] if leaf is not None else []
        score = _score(search, [*raised, *found], subject)
        if compare(score, ">=", at_least) if at_least is not None else compare(score, ">", above or score):
            return found
    return []


def _score(search: _Search, raised: Sequence[str], subject: str) -> Fraction:
    """The rounded score of a node, as gates compare it; the lowest where it has none."""
    outcome = gate_outcomes(search.exact, search.at(raised).run)[subject]
    lowest = search.exact.method.lowest
    return outcome if not isinstance(outcome, Gap) and isinstance(outcome, Fraction) else lowest


def _forbidding(search: _Search, now: Assessment, target: int, level: LevelPlan) -> tuple[str, ...]:
    """Names of the triggered vetoes whose caps lie below the level."""
    places = {one.name: index for index, one in enumerate(search.exact.method.levels)}
    triggered = {veto.id: veto.name for veto in now.vetoes if veto.triggered}
    return tuple(
        triggered[plan.id]
        for plan in search.exact.plan.vetoes
        if plan.id in triggered
        and any(
            (effect.kind == "cap-level" and places[effect.level] > target)
            or (effect.kind == "cap-total" and level_index(search.exact.method.levels, effect.total) > target)
            for effect in plan.effects
        )
    )
