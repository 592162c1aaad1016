"""Evaluating the tree for one unit on one basis: answers → indicators → redistribution → groups → base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dgassess.engine.outcomes import Gap, Outcome, outcome_of
from dgassess.engine.plan import ROOT, Branch, Leaf, Plan
from dgassess.engine.results import NodeState
from dgassess.rules.peers import PREFIX
from dgassess.values.answers import MISSING, NOT_ASKED, Answer, AnswerState

_EXCLUDED = Gap("not-applicable", "缺项,不计入")


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


class PeerStatistics(dict[str, Outcome]):
    """Statistics of the peer group by input name; without a cohort every count is 0 and the fallback holds."""

    def __missing__(self, name: str) -> Outcome:
        if name.startswith(f"{PREFIX}count."):
            return Fraction(0)
        if name.startswith(PREFIX):
            return Gap("not-applicable", "没有同类样本")
        raise KeyError(name)


def effective_answers(
    plan: Plan, given: Mapping[str, Answer]
) -> tuple[dict[str, Answer], dict[str, Outcome]]:
    """Every asked question's answer, with those hidden by a condition not asked, and the values formulas see.

    A condition whose own inputs are blank leaves its question hidden: it cannot be demanded yet.
    """
    values = PeerStatistics()
    answers = {question_id: given.get(question_id, MISSING) for question_id in plan.asked}
    for question_id in plan.questionnaire.questions:
        answer = answers.get(question_id, NOT_ASKED)
        values[question_id] = outcome_of(question_id, answer)
    # A hidden question may itself decide whether another is asked, so conditions run until nothing changes.
    for _ in range(len(plan.conditions) + 1):
        changed = False
        for question_id, condition in plan.conditions.items():
            shown = condition.compute(values)
            hidden = isinstance(shown, Gap) or not shown
            if hidden and answers[question_id].state is not AnswerState.NOT_ASKED:
                answers[question_id] = NOT_ASKED
                values[question_id] = outcome_of(question_id, NOT_ASKED)
                changed = True
        if not changed:
            break
    return answers, values


def evaluate(plan: Plan, given: Mapping[str, Answer], zeroed: Mapping[str, str] | None = None) -> Evaluation:
    """Score every node of the plan for one unit. `zeroed` maps node ids to the veto that sets them to the lowest."""
    answers, values = effective_answers(plan, given)
    run = Evaluation(answers, values)
    for node in plan.nodes:
        if isinstance(node, Leaf):
            value = _leaf(plan, node, run)
            node_id = node.indicator.id
        else:
            value = _branch(plan, node, run)
            node_id = node.id
        veto = (zeroed or {}).get(node_id)
        if veto is not None:
            value = NodeValue("scored", plan.system.scale.lowest, zeroed_by=veto)
        run.nodes[node_id] = value
        values[node_id] = _EXCLUDED if value.score is None else value.score
    return run


def _leaf(plan: Plan, leaf: Leaf, run: Evaluation) -> NodeValue:
    outcome = leaf.compute(run.values)
    if not isinstance(outcome, Gap):
        assert isinstance(outcome, Fraction)
        return NodeValue("scored", outcome)
    if outcome.state == "not-applicable":
        return NodeValue("not-applicable", None, outcome.reason)
    return _when_missing(plan, leaf, leaf.indicator.id, run, outcome.questions)


def _when_missing(
    plan: Plan, node: Leaf | Branch, node_id: str, run: Evaluation, questions: tuple[str, ...]
) -> NodeValue:
    if node.missing == "reject":
        run.rejected_by.append(node_id)
    score = plan.system.scale.lowest if node.missing == "zero" else None
    return NodeValue("missing", score, missing=questions)


def _branch(plan: Plan, branch: Branch, run: Evaluation) -> NodeValue:
    children = {child: run.nodes[child] for child in branch.children}
    blanks = tuple(child for child, value in children.items() if value.state == "missing")
    if branch.minimum_present is not None:
        applicable = sum(
            (branch.weights[c] for c, v in children.items() if v.state != "not-applicable"), Fraction(0)
        )
        present = sum((branch.weights[c] for c, v in children.items() if v.state == "scored"), Fraction(0))
        if applicable and present * 100 < branch.minimum_present * applicable:
            return _when_missing(plan, branch, branch.id or plan.system.id, run, blanks)
    outcome = branch.compute(run.values)
    if isinstance(outcome, Gap):
        if blanks:
            return NodeValue("missing", None, missing=blanks)
        reason = "所属指标均不适用" if branch.children else "没有适用于该对象类型的指标"
        return NodeValue("not-applicable", None, reason)
    assert isinstance(outcome, Fraction)
    all_blank = bool(blanks) and all(v.state != "scored" for v in children.values())
    return NodeValue("missing" if all_blank else "scored", outcome, missing=blanks)


def anything_scored(run: Evaluation, plan: Plan) -> bool:
    """Whether at least one indicator has a score that came from answers."""
    return any(
        isinstance(node, Leaf)
        and run.nodes[node.indicator.id].state == "scored"
        and not _only_zeroed(run, node)
        for node in plan.nodes
    )


def _only_zeroed(run: Evaluation, leaf: Leaf) -> bool:
    return run.nodes[leaf.indicator.id].zeroed_by is not None


def base_of(run: Evaluation) -> NodeValue:
    """The value of the system itself."""
    return run.nodes[ROOT]
