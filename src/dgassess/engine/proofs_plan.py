"""A plan over all units of its type at once: what every node, the total and the level can be.

It follows `evaluation` and `totals` step by step, with the interval closures in place of the exact ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from dgassess.engine.intervals import lower
from dgassess.engine.intervals_functions import compared, rounded
from dgassess.engine.intervals_values import (
    BOTH,
    INFINITY,
    NUMBERS,
    OUT,
    ZERO,
    Choices,
    End,
    Env,
    Possible,
    Reach,
    Span,
    Texts,
    join,
    point,
)
from dgassess.engine.method import ROOT, Branch, GatePlan, Leaf, Method, Plan, VetoPlan
from dgassess.expressions.operations import Comparison, input_names
from dgassess.values.questions import AskedQuestion

_PEERS, _PEER_COUNT = "peers.", "peers.count."


@dataclass(frozen=True, slots=True)
class NodeReach:
    """What a node can be: scored from answers, its score, and without one missing or not applicable."""

    scored: bool
    score: Span | None
    missing: bool = False  # its state may be missing, with a score or without
    without: bool = False  # it may have no score
    not_applicable: bool = False

    @property
    def seen(self) -> Reach:
        """What formulas above see: a node without a score counts as not applicable."""
        return Reach(self.score, not_applicable=self.without)


@dataclass(frozen=True, slots=True)
class RunReach:
    """What one run over a plan can give. `levels` are the positions of the levels that can be the final one,
    `levels_by_score` of those the total alone can give.
    """

    nodes: Mapping[str, NodeReach]
    anything_scored: bool
    total: Span | None
    levels: frozenset[int]
    levels_by_score: frozenset[int]


def domain(question: AskedQuestion, indicators: frozenset[str] = frozenset()) -> Reach:
    """What can be answered to a question: what its type, range, options and reasons let in, or a blank."""
    out = bool(question.not_applicable) or question.type == "proportion" or question.visible_when is not None
    return Reach(_values(question, indicators), missing=True, not_applicable=out)


def _values(question: AskedQuestion, indicators: frozenset[str]) -> Possible:
    if question.is_numeric:
        low, high = question.bounds
        whole = question.type == "integer"
        return Span(
            -INFINITY if low is None else Fraction(low), INFINITY if high is None else Fraction(high), whole
        )
    match question.type:
        case "yes-no":
            return BOTH
        case "single":
            return Texts(frozenset(question.options))
        case "multi":
            return Choices(frozenset(), frozenset(question.options))
        case "indicators":
            return Choices(frozenset(), indicators)
    return Texts(None)


class IntervalPlan:
    """A plan lowered to interval closures."""

    def __init__(self, method: Method, plan: Plan) -> None:
        self.method, self.plan = method, plan
        self.conditions = {name: lower(operation) for name, operation in plan.conditions.items()}
        self.nodes = [(node, lower(node.operation)) for node in plan.nodes]
        self.adjustments = [(item, lower(item.operation)) for item in plan.adjustments]
        self.vetoes = [(veto, lower(veto.operation)) for veto in plan.vetoes]

    def everything(self) -> dict[str, Reach]:
        """All that units of the type can answer; what they are not asked is not applicable."""
        leaves = frozenset(node.id for node in self.method.tree if node.kind == "indicator")
        asked = set(self.plan.asked)
        found = {
            id_: domain(question, leaves) if id_ in asked else OUT
            for id_, question in self.method.questions.items()
        }
        return found | dict(self._peers())

    def _peers(self) -> Iterator[tuple[str, Reach]]:
        """Peer statistics are not known; a proof holds for every cohort."""
        for part in (*self.plan.nodes, *self.plan.adjustments):
            for name in input_names(part.operation):
                if name.startswith(_PEER_COUNT):
                    yield name, Reach(Span(ZERO, INFINITY, True))
                elif name.startswith(_PEERS):
                    yield name, Reach(NUMBERS, not_applicable=True)

    def run(self, answers: Env, known: Mapping[str, Span] | None = None) -> RunReach:
        """What units whose answers lie within `answers` can get; `known` are tighter bounds of indicators' scores."""
        env = self.visible(answers)
        vetoes = [(veto, *_triggered(veto, condition(env))) for veto, condition in self.vetoes]
        zeroed = self._zeroed(vetoes, env)
        nodes: dict[str, NodeReach] = {}
        for node, compute in self.nodes:
            reach = compute(env)
            if known and node.id in known:
                reach = replace(reach, value=known[node.id])
            found = (
                self._leaf(node, reach) if isinstance(node, Leaf) else self._branch(node, reach, env, nodes)
            )
            if node.id in zeroed:
                found = self._with_zero(found)
            nodes[node.id] = found
            env[node.id] = found.seen
        scored = any(isinstance(node, Leaf) and nodes[node.id].scored for node, _ in self.nodes)
        total = self._total(nodes[ROOT].score, env, vetoes) if scored else None
        levels = self._levels(total, nodes, env, vetoes) if total is not None else frozenset()
        by_score = frozenset(self._by_score(total)) if total is not None else frozenset()
        return RunReach(nodes, scored, total, levels, by_score)

    def visible(self, answers: Env) -> dict[str, Reach]:
        """The answers with those of questions that are hidden taken for not applicable."""
        env = dict(answers)
        for _ in range(len(self.conditions) + 1):
            before = dict(env)
            for name, condition in self.conditions.items():
                shown = condition(env)
                hidden = shown.gaps or shown.may_be(False)
                if not shown.may_be(True):
                    env[name] = OUT
                elif hidden:
                    env[name] = replace(env[name], not_applicable=True)
            if env == before:
                break
        return env

    # nodes

    def _leaf(self, leaf: Leaf, reach: Reach) -> NodeReach:
        found = NodeReach(
            reach.span is not None, reach.span, False, reach.not_applicable, reach.not_applicable
        )
        return self._when_missing(found, leaf) if reach.missing else found

    def _when_missing(self, found: NodeReach, node: Leaf | Branch) -> NodeReach:
        found = replace(found, missing=True)
        if node.missing == "zero":
            return replace(found, score=_including(found.score, self.method.lowest))
        return replace(found, without=True)

    def _branch(self, branch: Branch, reach: Reach, env: Env, nodes: Mapping[str, NodeReach]) -> NodeReach:
        children = [nodes[child] for child in branch.children if branch.weights[child]]
        blanks = any(child.missing for child in children)
        found = NodeReach(reach.span is not None, reach.span, blanks, reach.gaps, reach.gaps)
        # Of a share of what applies, only what is missing is not there.
        return self._when_missing(found, branch) if branch.minimum_present is not None and blanks else found

    def _with_zero(self, found: NodeReach) -> NodeReach:
        return replace(found, score=_including(found.score, self.method.lowest))

    def _zeroed(self, vetoes: list[tuple[VetoPlan, bool, bool]], env: Env) -> set[str]:
        found: set[str] = set()
        for veto, may, _ in vetoes:
            for effect in veto.effects if may else ():
                if effect.kind == "zero":
                    found.add(effect.node)
                elif effect.kind == "zero-listed":
                    listed = env[effect.question].value
                    found |= listed.may if isinstance(listed, Choices) else frozenset()
        return found

    # the total

    def _total(self, base: Span | None, env: Env, vetoes: list[tuple[VetoPlan, bool, bool]]) -> Span | None:
        if base is None:
            return None
        method, limits = self.method, self.method.limits
        bonus = self._points("bonus", env, limits.bonus_cap)
        if limits.bonus_above is not None:
            shown = rounded(base, method.digits, method.mode)
            if shown.low <= limits.bonus_above:
                bonus = Span(ZERO, bonus.high if shown.high > limits.bonus_above else ZERO)
        if any(may and _has(veto, "no-bonus") for veto, may, _ in vetoes):
            bonus = Span(ZERO, bonus.high)
        penalty = self._points("penalty", env, limits.penalty_cap)
        low: End = max(base.low + bonus.low - penalty.high, limits.lowest)
        high: End = max(base.high + bonus.high - penalty.low, limits.lowest)
        if limits.highest is not None:
            low, high = min(low, limits.highest), min(high, limits.highest)
        for veto, may, _ in vetoes:
            for effect in veto.effects if may else ():
                low = min(low, effect.total) if effect.kind == "cap-total" else low
        return rounded(Span(low, high), method.digits, method.mode)

    def _points(self, effect: str, env: Env, cap: Fraction | None) -> Span:
        low: End = ZERO
        high: End = ZERO
        for item, compute in self.adjustments:
            if item.effect != effect:
                continue
            reach = compute(env)
            own = reach.span
            if own is not None:
                own = Span(max(own.low, ZERO), max(own.high, ZERO))
            if reach.not_applicable or (reach.missing and item.missing != "full"):
                own = _including(own, ZERO)
            if reach.missing and item.missing == "full":
                own = _including(own, max(item.largest, ZERO))
            if own is not None:
                low, high = low + own.low, high + own.high
        return Span(low if cap is None else min(low, cap), high if cap is None else min(high, cap))

    # the level

    def _levels(
        self,
        total: Span,
        nodes: Mapping[str, NodeReach],
        env: Env,
        vetoes: list[tuple[VetoPlan, bool, bool]],
    ) -> frozenset[int]:
        levels = self.method.levels
        arrives: set[int] = set(self._by_score(total))
        stays: set[int] = set()
        for index, level in enumerate(levels):
            if index not in arrives:
                continue
            gates = [self._gate(gate, nodes, env) for gate in level.gates]
            last = index == len(levels) - 1
            if last or all(may_hold for may_hold, _ in gates):
                stays.add(index)
            if not last and any(may_fail for _, may_fail in gates):
                arrives.add(index + 1)
        positions = {level.name: index for index, level in enumerate(levels)}
        for veto, may, must in vetoes:
            for effect in veto.effects if may else ():
                if effect.kind == "cap-level":
                    cap = positions[effect.level]
                    capped = {max(index, cap) for index in stays}
                    stays = capped if must else stays | capped
        return frozenset(stays)

    def _by_score(self, total: Span) -> Iterator[int]:
        """The levels whose part of the scale the rounded total can fall into."""
        rest: Span | None = total
        for index, level in enumerate(self.method.levels):
            if rest is None:
                return
            bound = level.bound.at_least if level.bound.at_least is not None else level.bound.above
            if bound is None or index == len(self.method.levels) - 1:
                yield index
                return
            sign = compared(rest, ">=" if level.bound.at_least is not None else ">", Span(bound, bound))
            if True in sign.may:
                yield index
            rest = Span(rest.low, min(rest.high, bound)) if False in sign.may else None

    def _gate(self, gate: GatePlan, nodes: Mapping[str, NodeReach], env: Env) -> tuple[bool, bool]:
        """Whether a gate may hold, and whether it may fail."""
        holds, fails = True, False
        for subject in gate.nodes or (gate.question or "",):
            value = self._gate_value(subject, nodes, env)
            outcomes: set[bool] = set()
            if value.span is not None:
                bound = gate.bound.at_least if gate.bound.at_least is not None else gate.bound.above
                assert bound is not None
                sign: Comparison = ">=" if gate.bound.at_least is not None else ">"
                outcomes |= compared(value.span, sign, Span(bound, bound)).may
            elif value.value is not None:
                outcomes |= {True, False}  # not a number: counts as 0
            if value.missing:
                outcomes.add(gate.missing == "pass")
            if value.not_applicable:
                outcomes.add(gate.not_applicable == "pass")
            holds, fails = holds and True in outcomes, fails or False in outcomes
        return holds, fails

    def _gate_value(self, subject: str, nodes: Mapping[str, NodeReach], env: Env) -> Reach:
        node = nodes.get(subject)
        if node is None:
            return env.get(subject, OUT)
        score = node.score
        shown = rounded(score, self.method.digits, self.method.mode) if score is not None else None
        return Reach(shown, node.missing and node.without, node.not_applicable)


def _including(span: Span | None, value: Fraction) -> Span:
    own = Reach(point(value))
    found = own if span is None else join(Reach(span), own)
    assert found.span is not None
    return found.span


def _triggered(veto: VetoPlan, reach: Reach) -> tuple[bool, bool]:
    """Whether a veto may be triggered, and whether it must be."""
    by_blank = reach.missing and veto.missing == "triggered"
    may = reach.may_be(True) or by_blank
    may_not = reach.may_be(False) or reach.not_applicable or (reach.missing and not by_blank)
    return may, not may_not


def _has(veto: VetoPlan, kind: str) -> bool:
    return any(effect.kind == kind for effect in veto.effects)
