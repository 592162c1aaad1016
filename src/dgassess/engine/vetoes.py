"""Vetoes (底线约束): which of them hold for one unit, and what they do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dgassess.engine.evaluation import Evaluation, ExactPlan
from dgassess.engine.method import EffectPlan, VetoPlan
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.engine.results import VetoResult
from dgassess.values.language import joined, say, say_as
from dgassess.values.numbers import show_plain


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The vetoes judged: `zeroed` maps node ids to the veto that sets them to the lowest score."""

    plans: tuple[VetoPlan, ...]
    results: tuple[VetoResult, ...]
    zeroed: Mapping[str, str]
    rejecting: tuple[str, ...]

    def effects(self, kind: str) -> Iterator[tuple[VetoResult, EffectPlan]]:
        """The effects of one kind of the vetoes that are triggered."""
        for result, plan in zip(self.results, self.plans, strict=True):
            if result.triggered:
                yield from ((result, effect) for effect in plan.effects if effect.kind == kind)

    def has(self, kind: str) -> bool:
        """Whether a triggered veto has an effect of a kind."""
        return next(self.effects(kind), None) is not None


def judge(exact: ExactPlan, run: Evaluation, waived: Collection[str] = ()) -> Verdicts:
    """Judge every veto of the plan for one unit. waived: ids of those that are taken not to hold."""
    names = {node.id: node.name for node in exact.method.tree}
    results: list[VetoResult] = []
    zeroed: dict[str, str] = {}
    rejecting: list[str] = []
    for veto, condition in exact.vetoes:
        outcome = condition(run.values)
        gap = outcome if isinstance(outcome, Gap) else None
        triggered = (gap.state == "missing" and veto.missing == "triggered") if gap else bool(outcome)
        triggered = triggered and veto.id not in waived
        if gap and gap.state == "missing" and veto.missing == "reject":
            rejecting.append(veto.id)
        texts: list[str] = []
        for effect in veto.effects if triggered else ():
            nodes = sorted(_nodes(effect, run.values) & set(run.nodes))
            for node in nodes:
                zeroed.setdefault(node, veto.id)
            texts.append(_text(effect, [say("{name}({id})", name=names[node], id=node) for node in nodes]))
        state = gap.state if gap else "scored"
        results.append(
            VetoResult(veto.id, veto.name, triggered, state, gap.questions if gap else (), tuple(texts))
        )
    ordered = {node.id: zeroed[node.id] for node in exact.method.tree if node.id in zeroed} if zeroed else {}
    return Verdicts(exact.plan.vetoes, tuple(results), ordered, tuple(rejecting))


def _nodes(effect: EffectPlan, values: Mapping[str, Outcome]) -> set[str]:
    if effect.kind == "zero":
        return {effect.node}
    if effect.kind == "zero-listed":
        listed = values.get(effect.question)
        return set(listed) if isinstance(listed, frozenset) else set()
    return set()


def _text(effect: EffectPlan, nodes: list[str]) -> str:
    listed = joined(nodes, "、")
    match effect.kind:
        case "zero":
            return say("{nodes}计最低分", nodes=listed) if nodes else say("涉及的部分不适用")
        case "zero-listed":
            return say("涉事指标{nodes}计最低分", nodes=listed) if nodes else say("未列明涉事指标")
        case "cap-level":
            return say_as("effect of a veto", "等级最高为“{level}”", level=effect.level)
        case "cap-total":
            return say("总分最高为{total}", total=show_plain(effect.total))
        case "no-bonus":
            return say_as("effect of a veto", "取消加分")
    return say_as("effect of a veto", "取消评优资格")
