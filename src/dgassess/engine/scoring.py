"""Scoring units: the verified and the self-assessed basis side by side, shares, views, ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.evaluation import NodeValue
from dgassess.engine.levels import level_name
from dgassess.engine.plan import Branch, Leaf, Plan, compile_plan
from dgassess.engine.ranking import ranked
from dgassess.engine.results import Basis, NodeResult, Results, Step, UnitResult
from dgassess.engine.shares import Share, not_applicable_share, shares_of
from dgassess.engine.totals import Assessment, assess
from dgassess.engine.views import views_of
from dgassess.model.nodes import Group, Indicator
from dgassess.model.questions import Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.fields import exact
from dgassess.values.answers import Answer, AnswerState
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
    """Scores units of one linked system; plans are compiled once per unit type."""

    def __init__(self, system: IndicatorSystem, questionnaire: Questionnaire) -> None:
        self.system, self.questionnaire = system, questionnaire
        self._plans: dict[str | None, Plan] = {}

    def plan(self, unit_type: str | None) -> Plan:
        """The plan for a unit type. Raises NoValueForType when a parameter says nothing for it."""
        if unit_type not in self._plans:
            self._plans[unit_type] = compile_plan(self.system, self.questionnaire, unit_type)
        return self._plans[unit_type]

    def score(self, units: Sequence[ScoringUnit], basis: Basis = "verified") -> Results:
        """Score and rank units. The order of `units` does not matter: results are ordered by unit id."""
        scored = [self.score_unit(unit, basis) for unit in sorted(units, key=lambda unit: unit.id)]
        system, rounding = self.system, self.system.rounding
        return Results(
            system_id=system.id,
            system_name=system.name,
            system_version=system.version,
            system_digest=system.digest,
            questionnaire_id=self.questionnaire.id,
            questionnaire_version=self.questionnaire.version,
            questionnaire_digest=self.questionnaire.digest,
            basis=basis,
            digits=rounding.digits,
            mode=rounding.mode,
            lowest=system.scale.lowest,
            highest=system.scale.highest,
            units=tuple(ranked(scored, system)),
            response_digests={unit.id: unit.digest for unit in sorted(units, key=lambda unit: unit.id)},
        )

    def score_unit(self, unit: ScoringUnit, basis: Basis = "verified") -> UnitResult:
        """Score one unit on both bases; `basis` says which one counts."""
        plan = self.plan(unit.type)
        by_self = assess(plan, unit.given)
        chosen = assess(plan, unit.verified) if basis == "verified" else by_self
        shares = shares_of(plan, chosen.run)
        nodes = {node.id: node for node in _node_results(plan, chosen, by_self, shares)}
        out = not_applicable_share(plan, chosen.run)
        steps, rankable = _rankable(plan, chosen, out)
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
            views=views_of(plan, nodes),
            answers=chosen.run.answers,
            self_answers=by_self.run.answers,
            missing=_missing(plan, chosen),
            not_applicable=_not_applicable(plan, chosen),
            not_applicable_share=out,
            rejected=chosen.rejected,
            award=chosen.award,
            rankable=rankable,
        )


def _rankable(plan: Plan, chosen: Assessment, out: Fraction) -> tuple[tuple[Step, ...], bool]:
    limit = plan.system.not_applicable_limit
    if chosen.total is None:
        return tuple(chosen.steps), False
    if limit is not None and out * 100 > exact(limit):
        text = f"不适用权重占{show_plain(out * 100, 2)}%,超过{limit}%,计分但不参与排名"
        return (*chosen.steps, Step("unranked", text)), False
    return tuple(chosen.steps), True


def _missing(plan: Plan, chosen: Assessment) -> tuple[str, ...]:
    return tuple(
        question
        for question, answer in chosen.run.answers.items()
        if answer.state is AnswerState.MISSING and question in plan.scored_questions
    )


def _not_applicable(plan: Plan, chosen: Assessment) -> dict[str, str]:
    """Questions declared not applicable, then indicators that dropped out, each with its reason."""
    found = {
        question: answer.reason
        for question, answer in chosen.run.answers.items()
        if answer.state is AnswerState.NOT_APPLICABLE
    }
    for node in plan.nodes:
        if isinstance(node, Leaf):
            value = chosen.run.nodes[node.indicator.id]
            if value.state == "not-applicable":
                found[node.indicator.id] = value.reason
    return found


def _node_results(
    plan: Plan, chosen: Assessment, by_self: Assessment, shares: Mapping[str, Share]
) -> list[NodeResult]:
    compiled = {(n.indicator.id if isinstance(n, Leaf) else n.id): n for n in plan.nodes}
    results: list[NodeResult] = []
    for node, parent, tier in plan.system.walk():
        place = (parent.id if parent is not None else None, tier)
        if node.id not in compiled:
            results.append(_outside(plan, node, *place))
            continue
        own = compiled[node.id]
        value, share = chosen.run.nodes[node.id], shares[node.id]
        results.append(_inside(plan, node, own, value, by_self.run.nodes[node.id].score, share, *place))
    return results


def _inside(
    plan: Plan, node: Group | Indicator, compiled: Leaf | Branch, value: NodeValue, self_score: Fraction | None,
    share: Share, parent: str | None, tier: int,
) -> NodeResult:  # fmt: skip
    system = plan.system
    score = value.score
    rounded = None if score is None else round_to(score, system.rounding.digits, system.rounding.mode)
    counted = score is not None and share.total is not None
    return NodeResult(
        id=node.id,
        name=node.name,
        kind="indicator" if isinstance(node, Indicator) else "group",
        tier=tier,
        parent=parent,
        state=value.state,
        score=score,
        self_score=self_score,
        weight=compiled.weight,
        effective_weight=share.effective,
        nominal_share=compiled.nominal_share,
        share=share.total,
        contribution=share.total * score
        if counted and share.total is not None and score is not None
        else None,
        lost=share.total * (system.scale.highest - score)
        if counted and share.total is not None and score is not None
        else None,
        level=level_name(node.levels, rounded),
        reason=value.reason,
        missing=value.missing,
        zeroed_by=value.zeroed_by,
    )


def _outside(plan: Plan, node: Group | Indicator, parent: str | None, tier: int) -> NodeResult:
    """A node that does not apply to the unit's type: kept in the results, without weight."""
    return NodeResult(
        id=node.id,
        name=node.name,
        kind="indicator" if isinstance(node, Indicator) else "group",
        tier=tier,
        parent=parent,
        state="not-applicable",
        score=None,
        self_score=None,
        weight=Fraction(0),
        effective_weight=Fraction(0),
        nominal_share=None,
        share=Fraction(0),
        contribution=None,
        lost=None,
        reason=f"不适用于{plan.unit_type}" if plan.unit_type else "不适用",
    )
