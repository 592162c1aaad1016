"""Evaluating the tree for one unit on one basis: answers → indicators → redistribution → groups → base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from dgassess.engine.exact import Closure, lower
from dgassess.engine.method import ROOT, AdjustmentPlan, Branch, Leaf, Method, Plan, VetoPlan
from dgassess.engine.outcomes import Gap, Outcome, outcome_of
from dgassess.engine.results import NodeState
from dgassess.values.answers import MISSING, Answer, AnswerState, not_asked
from dgassess.values.language import say

_PEERS, _PEER_COUNT = "peers.", "peers.count."


@dataclass(frozen=True, slots=True)
class NodeValue:
    """A node's outcome on one basis, before shares are worked out."""

    state: NodeState
    score: Fraction | None
    reason: str = ""
    missing: tuple[str, ...] = ()
    zeroed_by: str | None = None


@dataclass(slots=True)
class Evaluation:
    """One unit on one basis: effective answers, what formulas saw, every node's value."""

    answers: dict[str, Answer]
    values: dict[str, Outcome]
    nodes: dict[str, NodeValue] = field(default_factory=dict)
    rejected_by: list[str] = field(default_factory=list)

    @property
    def base(self) -> Fraction | None:
        """The score of the system itself."""
        return self.nodes[ROOT].score


class Values(dict[str, Outcome]):
    """What formulas see, by name. Without a cohort every peer count is 0, so that the fallback holds."""

    def __missing__(self, name: str) -> Outcome:
        if name.startswith(_PEER_COUNT):
            return Fraction(0)
        if name.startswith(_PEERS):
            return Gap("not-applicable", say("没有同类样本"))
        raise KeyError(name)


class ExactPlan:
    """A plan lowered to exact closures, for any number of units of its type."""

    def __init__(self, method: Method, plan: Plan) -> None:
        self.method, self.plan = method, plan
        self._conditions = {name: lower(operation) for name, operation in plan.conditions.items()}

    # Lowered on first use: reading and cross-checking answers needs only the conditions.

    @cached_property
    def _nodes(self) -> list[tuple[Leaf | Branch, Closure]]:
        return [(node, lower(node.operation)) for node in self.plan.nodes]

    @cached_property
    def adjustments(self) -> list[tuple[AdjustmentPlan, Closure]]:
        """Every adjustment with its lowered points."""
        return [(item, lower(item.operation)) for item in self.plan.adjustments]

    @cached_property
    def vetoes(self) -> list[tuple[VetoPlan, Closure]]:
        """Every veto with its lowered condition."""
        return [(veto, lower(veto.operation)) for veto in self.plan.vetoes]

    def effective_answers(self, given: Mapping[str, Answer]) -> tuple[dict[str, Answer], dict[str, Outcome]]:
        """Every asked question's answer, with those hidden by a condition not asked, and the values formulas see.

        A condition that cannot be decided for a blank hides nothing: a blank must not take an indicator out.
        """
        unasked = not_asked()
        values = Values(dict.fromkeys(self.method.questions, outcome_of("", unasked)))
        answers = {question_id: given.get(question_id, MISSING) for question_id in self.plan.asked}
        for question_id, answer in answers.items():
            values[question_id] = outcome_of(question_id, answer)
        # A hidden question may itself decide whether another is asked, so conditions run until nothing changes.
        for _ in range(len(self._conditions) + 1):
            changed = False
            for question_id, condition in self._conditions.items():
                shown = condition(values)
                hidden = shown.state == "not-applicable" if isinstance(shown, Gap) else not shown
                if hidden and answers[question_id].state is not AnswerState.NOT_ASKED:
                    answers[question_id] = unasked
                    values[question_id] = outcome_of(question_id, unasked)
                    changed = True
            if not changed:
                break
        return answers, values

    def evaluate(self, given: Mapping[str, Answer]) -> Evaluation:
        """Score every node for one unit."""
        run = Evaluation(*self.effective_answers(given))
        for node, compute in self._nodes:
            _keep(run, node.id, self._value(node, compute, run))
        return run

    def altered(self, run: Evaluation, fixed: Mapping[str, NodeValue]) -> Evaluation:
        """The evaluation with the nodes in `fixed` set to those values, and everything above them computed anew."""
        other = Evaluation(run.answers, Values(run.values), dict(run.nodes))
        other.rejected_by = [id_ for id_ in run.rejected_by if id_ not in fixed]
        changed = set(fixed)
        for node, compute in self._nodes:
            if node.id in fixed:
                _keep(other, node.id, fixed[node.id])
            elif isinstance(node, Branch) and not changed.isdisjoint(node.children):
                other.rejected_by = [id_ for id_ in other.rejected_by if id_ != self._named(node)]
                _keep(other, node.id, self._value(node, compute, other))
                changed.add(node.id)
        if other.rejected_by:
            other.rejected_by.sort(key=[self._named(node) for node in self.plan.nodes].index)
        return other

    def zeroed(self, veto: str) -> NodeValue:
        """The value of a node that a veto sets to the lowest score."""
        return NodeValue("scored", self.method.lowest, zeroed_by=veto)

    def _value(self, node: Leaf | Branch, compute: Closure, run: Evaluation) -> NodeValue:
        return self._leaf(node, compute, run) if isinstance(node, Leaf) else self._branch(node, compute, run)

    def _named(self, node: Leaf | Branch) -> str:
        return node.id or self.method.system.id

    def _leaf(self, leaf: Leaf, compute: Closure, run: Evaluation) -> NodeValue:
        outcome = compute(run.values)
        if not isinstance(outcome, Gap):
            assert isinstance(outcome, Fraction)
            return NodeValue("scored", outcome)
        if outcome.state == "not-applicable":
            return NodeValue("not-applicable", None, outcome.reason)
        return self._when_missing(leaf, run, outcome.questions)

    def _when_missing(self, node: Leaf | Branch, run: Evaluation, questions: tuple[str, ...]) -> NodeValue:
        if node.missing == "reject" and node.weight:
            run.rejected_by.append(self._named(node))
        score = self.method.lowest if node.missing == "zero" else None
        return NodeValue("missing", score, missing=questions)

    def _branch(self, branch: Branch, compute: Closure, run: Evaluation) -> NodeValue:
        # A child of weight 0 changes nothing: neither the group's score nor whether the group applies.
        children = {child: run.nodes[child] for child in branch.children if branch.weights[child]}
        blanks = tuple(child for child, value in children.items() if value.state == "missing")
        if branch.minimum_present is not None and _too_little(branch, branch.minimum_present, children):
            return self._when_missing(branch, run, blanks)
        outcome = compute(run.values)
        if isinstance(outcome, Gap):
            if blanks:
                return NodeValue("missing", None, missing=blanks)
            reason = say("所属指标均不适用") if branch.children else say("没有适用于该对象类型的指标")
            return NodeValue("not-applicable", None, reason)
        assert isinstance(outcome, Fraction)
        all_blank = bool(blanks) and all(value.state != "scored" for value in children.values())
        return NodeValue("missing" if all_blank else "scored", outcome, missing=blanks)

    def anything_scored(self, run: Evaluation) -> bool:
        """Whether at least one indicator has a score that came from answers."""
        return any(
            isinstance(node, Leaf)
            and run.nodes[node.id].state == "scored"
            and run.nodes[node.id].zeroed_by is None
            for node, _ in self._nodes
        )


def _keep(run: Evaluation, node_id: str, value: NodeValue) -> None:
    run.nodes[node_id] = value
    run.values[node_id] = Gap("not-applicable", say("缺项,不计入")) if value.score is None else value.score


def _too_little(branch: Branch, least: Fraction, children: Mapping[str, NodeValue]) -> bool:
    """Whether the present share of the applicable weight is below `least` percent."""
    applicable = sum(
        (branch.weights[c] for c, v in children.items() if v.state != "not-applicable"), Fraction(0)
    )
    present = sum((branch.weights[c] for c, v in children.items() if v.state == "scored"), Fraction(0))
    return bool(applicable) and present * 100 < least * applicable
