"""Scoring units: the verified and the self-assessed basis side by side, shares, views, ranks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.evaluation import ExactPlan
from dgassess.engine.levels import level_name
from dgassess.engine.method import Branch, Leaf, Method, Plan, TreeNode
from dgassess.engine.ranking import ranked
from dgassess.engine.results import Basis, NodeResult, Results, Step, UnitResult
from dgassess.engine.shares import Share, not_applicable_share, shares_of
from dgassess.engine.totals import Assessment, assess
from dgassess.engine.views import views_of
from dgassess.values.answers import Answer, AnswerState
from dgassess.values.language import say, say_as, speaking
from dgassess.values.numbers import round_to, show_plain


@dataclass(frozen=True, slots=True)
class ScoringUnit:
    """One unit with its answers read: as given, and as verified where reviews changed them."""

    id: str
    name: str
    type: str | None
    unit_class: str | None
    parent: str | None
    given: Mapping[str, Answer]
    verified: Mapping[str, Answer]
    digest: str = ""


class Scorer:
    """Scores units by one method; a plan is compiled and lowered when a unit type first needs it.

    `compile_plan` may raise NoValueForType when a parameter says nothing for a type.
    """

    def __init__(self, method: Method, compile_plan: Callable[[str | None], Plan]) -> None:
        self.method = method
        self.plans: dict[str | None, Plan] = {}
        self._compile = compile_plan
        self._lowered: dict[str | None, ExactPlan] = {}

    def plan(self, unit_type: str | None) -> Plan:
        """The plan for a unit type."""
        if unit_type not in self.plans:
            with speaking(self.method.language):  # formulas say why something does not apply
                self.plans[unit_type] = self._compile(unit_type)
        return self.plans[unit_type]

    def exact(self, unit_type: str | None) -> ExactPlan:
        """The plan for a unit type, lowered to exact closures."""
        if unit_type not in self._lowered:
            self._lowered[unit_type] = ExactPlan(self.method, self.plan(unit_type))
        return self._lowered[unit_type]

    def score(self, units: Sequence[ScoringUnit], basis: Basis = "verified") -> Results:
        """Score and rank units. The order of `units` does not matter: results are ordered by unit id."""
        ordered = sorted(units, key=lambda unit: unit.id)
        scored = [self.score_unit(unit, basis) for unit in ordered]
        method = self.method
        return Results(
            system_id=method.system.id,
            system_name=method.system.name,
            system_version=method.system.version,
            system_digest=method.system.digest,
            questionnaire_id=method.questionnaire.id,
            questionnaire_version=method.questionnaire.version,
            questionnaire_digest=method.questionnaire.digest,
            basis=basis,
            digits=method.digits,
            mode=method.mode,
            lowest=method.lowest,
            highest=method.highest,
            units=tuple(ranked(scored, method)),
            response_digests={unit.id: unit.digest for unit in ordered},
            language=method.language,
        )

    def score_unit(self, unit: ScoringUnit, basis: Basis = "verified") -> UnitResult:
        """Score one unit on both bases; `basis` says which one counts."""
        with speaking(self.method.language):
            return self._score_unit(unit, basis)

    def _score_unit(self, unit: ScoringUnit, basis: Basis) -> UnitResult:
        exact, method = self.exact(unit.type), self.method
        plan = exact.plan
        by_self = assess(exact, unit.given)
        chosen = (
            assess(exact, unit.verified) if basis == "verified" and unit.verified != unit.given else by_self
        )
        shares = shares_of(method, plan, chosen.run)
        nodes = _node_results(method, plan, chosen, by_self, shares)
        out = not_applicable_share(plan, chosen.run)
        steps, rankable = _rankable(method, chosen, out)
        return UnitResult(
            id=unit.id,
            name=unit.name,
            type=unit.type,
            unit_class=unit.unit_class,
            parent=unit.parent,
            basis=basis,
            base=chosen.base,
            total=chosen.total,
            total_exact=chosen.total_exact,
            self_base=by_self.base,
            self_total=by_self.total,
            level=chosen.level,
            level_by_score=chosen.level_by_score,
            self_level=by_self.level,
            nodes=nodes,
            adjustments=chosen.adjustments,
            vetoes=chosen.vetoes,
            steps=steps,
            views=views_of(method, nodes),
            answers=chosen.run.answers,
            self_answers=by_self.run.answers,
            missing=tuple(
                question
                for question, answer in chosen.run.answers.items()
                if answer.state is AnswerState.MISSING and question in plan.scored
            ),
            not_applicable=_not_applicable(plan, chosen),
            not_applicable_share=out,
            rejected=chosen.rejected,
            award=chosen.award,
            rankable=rankable,
        )


def _rankable(method: Method, chosen: Assessment, out: Fraction) -> tuple[tuple[Step, ...], bool]:
    limit = method.not_applicable_limit
    if chosen.total is None:
        return tuple(chosen.steps), False
    if limit is not None and out * 100 > limit:
        text = say(
            "不适用权重占{share}%,超过{limit}%,计分但不参与排名",
            share=show_plain(out * 100, 2),
            limit=show_plain(limit),
        )
        return (*chosen.steps, Step("unranked", text)), False
    return tuple(chosen.steps), True


def _not_applicable(plan: Plan, chosen: Assessment) -> dict[str, str]:
    """Questions declared not applicable, then indicators that dropped out, each with its reason."""
    found = {
        question: answer.reason
        for question, answer in chosen.run.answers.items()
        if answer.state is AnswerState.NOT_APPLICABLE
    }
    for node in plan.nodes:
        if isinstance(node, Leaf) and chosen.run.nodes[node.id].state == "not-applicable":
            found[node.id] = chosen.run.nodes[node.id].reason
    return found


def _node_results(
    method: Method, plan: Plan, chosen: Assessment, by_self: Assessment, shares: Mapping[str, Share]
) -> dict[str, NodeResult]:
    compiled = {node.id: node for node in plan.nodes}
    return {
        node.id: _inside(method, node, compiled[node.id], chosen, by_self, shares[node.id])
        if node.id in compiled
        else _outside(node, plan.unit_type)
        for node in method.tree
    }


def _inside(
    method: Method,
    node: TreeNode,
    compiled: Leaf | Branch,
    chosen: Assessment,
    by_self: Assessment,
    share: Share,
) -> NodeResult:
    value = chosen.run.nodes[node.id]
    score = value.score
    level = None
    if node.levels and score is not None:
        level = level_name(node.levels, round_to(score, method.digits, method.mode))
    zeroed_by = value.zeroed_by or share.zeroed_by
    counted = method.lowest if zeroed_by is not None and score is not None else score
    return NodeResult(
        id=node.id,
        name=node.name,
        kind=node.kind,
        tier=node.tier,
        parent=node.parent,
        state=value.state,
        score=score,
        self_score=by_self.run.nodes[node.id].score,
        weight=compiled.weight,
        effective_weight=share.effective,
        nominal_share=compiled.nominal_share,
        share=share.total,
        contribution=None if share.total is None or counted is None else share.total * counted,
        lost=None if share.total is None or counted is None else share.total * (method.highest - counted),
        level=level,
        reason=value.reason,
        missing=value.missing,
        zeroed_by=zeroed_by,
    )


def _outside(node: TreeNode, unit_type: str | None) -> NodeResult:
    """A node that does not apply to the unit's type: kept in the results, without weight."""
    return NodeResult(
        id=node.id,
        name=node.name,
        kind=node.kind,
        tier=node.tier,
        parent=node.parent,
        state="not-applicable",
        score=None,
        self_score=None,
        weight=Fraction(0),
        effective_weight=Fraction(0),
        nominal_share=None,
        share=Fraction(0),
        contribution=None,
        lost=None,
        reason=say("不适用于{unit_type}", unit_type=unit_type) if unit_type else say_as("reason", "不适用"),
    )
