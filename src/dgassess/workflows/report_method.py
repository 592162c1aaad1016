"""A system in the words and weights that its handbook prints, without anybody's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from dgassess.engine.binding import points_scale
from dgassess.engine.compiling import compile_method
from dgassess.engine.conditions import condition_words
from dgassess.engine.explanation import standard_of
from dgassess.engine.method import ROOT
from dgassess.engine.method_words import (
    MISSING_ADJUSTMENT,
    MISSING_NODE,
    MISSING_VETO,
    adjustment_limits,
    effect_sentence,
    gate_sentence,
    general_sentences,
    level_bounds,
    order_sentences,
)
from dgassess.engine.scoring import Scorer
from dgassess.model.adjustments import Adjustment, Veto
from dgassess.model.nodes import Described, Group, Indicator
from dgassess.model.questions import Lineage, Question, Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.reporting.handbook_text import (
    CrossCheckText,
    HandbookText,
    ItemText,
    LevelSentence,
    NodeText,
    OptionText,
    QuestionText,
    ViewText,
)
from dgassess.reporting.wording import Numbers
from dgassess.rules.fields import DEFAULT_TYPE, exact, plain, spread
from dgassess.values.language import joined, msg, say, say_as
from dgassess.workflows.ready_systems import ReadySystem
from dgassess.workflows.report_words import clause_texts

QUESTION_TYPES = {
    "single": msg("单选"), "multi": msg("多选"), "yes-no": msg("是否"), "number": msg("数值"),
    "integer": msg("整数"), "percent": msg("百分比"), "proportion": msg("占比（填分子、分母，或直接填百分比）"),
    "date": msg("日期"), "text": msg("文字"), "indicators": msg("指标编号（可多选）"),
}  # fmt: skip
ANSWERED_BY = {
    "unit": msg("被评估单位"),
    "assessor": msg("评估机构"),
    "provider": msg("数据提供单位"),
    "system": msg("系统取数"),
}
DIRECTIONS = {"higher": msg("越高越好"), "lower": msg("越低越好"), "interval": msg("适度为好")}
# What `scope`, `as_of` and `source` hold is Chinese in files as well.
SCOPES = (msg("本级"), msg("全域"), msg("时点"), msg("时期"))
SOURCES = (msg("自评"), msg("系统取数"), msg("第三方"), msg("满意度"), msg("核查"))
LINEAGES = {
    "kept": msg("沿用"),
    "renamed": msg("改名"),
    "redefined": msg("改口径"),
    "new": msg("新增"),
    "dropped": msg("停用"),
}


def handbook_text(ready: ReadySystem) -> HandbookText:
    """Everything of a system that its handbook says, but for worked examples."""
    system, questionnaire = ready.system, ready.questionnaire
    types, nodes = _tree(system, ready.scorer)
    names = {node.id: node.name for node in system.nodes.values()}
    words = _Items(system, questionnaire)
    owners = {item.id for item in words.all()}
    adjustments = system.adjustments
    bounds = level_bounds(system.levels)
    return HandbookText(
        id=system.id, name=system.name, version=system.version, digest=system.digest,
        questionnaire=questionnaire.name or questionnaire.id, questionnaire_version=questionnaire.version,
        questionnaire_digest=questionnaire.digest,
        numbers=Numbers(system.rounding.digits, system.rounding.mode, system.scale.lowest, system.scale.highest),
        unit_types=system.unit_types, classes=system.classes, types=types, nodes=nodes,
        items=tuple(words.item(item) for item in words.all()),
        general=tuple(general_sentences(system)), order=tuple(order_sentences(system)),
        description=system.description, clause_source=system.clause_source,
        clauses=clause_texts(system),
        levels=tuple(
            LevelSentence(
                level.name, bound,
                tuple(gate_sentence(gate, names, questionnaire) for gate in level.gates),
                level.description or "",
            )
            for level, bound in zip(system.levels, bounds, strict=True)
        ),
        limits=tuple(adjustment_limits(system, adjustments)) if adjustments is not None else (),
        cross_checks=tuple(_cross_checks(questionnaire)),
        views=_views(ready),
        other_questions=tuple(
            words.question(one) for one in questionnaire.questions.values() if one.owner not in owners
        ),
    )  # fmt: skip


def _tree(system: IndicatorSystem, scorer: Scorer) -> tuple[tuple[str, ...], tuple[NodeText, ...]]:
    """The columns of shares and the nodes; unit types whose shares are the same everywhere stand in one column."""
    columns: dict[tuple[tuple[str, Fraction | None], ...], list[str]] = {}
    for unit_type in system.unit_types or (None,):
        plan = scorer.plan(unit_type)
        shares = tuple((node.id, node.type_share) for node in plan.nodes if node.id != ROOT)
        columns.setdefault(shares, []).append(unit_type or "")
    types = tuple(joined(alike, "、") if len(columns) > 1 else "" for alike in columns.values())
    by_column = [dict(shares) for shares in columns]
    nodes = tuple(
        NodeText(
            id=node.id, name=node.name, kind="group" if isinstance(node, Group) else "indicator", tier=tier,
            parent=parent.id if parent is not None else None, weight=weight_words(node.weight),
            shares=tuple(shares.get(node.id) for shares in by_column),
            applies=tuple(node.id in shares for shares in by_column),
            levels=tuple(
                say("{name}:{value}", name=level.name, value=bound)
                for level, bound in zip(node.levels, level_bounds(node.levels), strict=True)
            ),
            missing=say(MISSING_NODE[node.missing]) if node.missing is not None else "",
            **(_of_group(node) if isinstance(node, Group) else {}),
        )
        for node, parent, tier in system.walk()
    )  # fmt: skip
    return types, nodes


def weight_words(weight: Any) -> str:
    """A declared weight: `25`, or `18（部门22）` where it differs by unit type."""
    if not isinstance(weight, Mapping):
        return spread(weight)
    others = (
        say("{type}{weight}", type=key, weight=plain(value))
        for key, value in weight.items()
        if key != DEFAULT_TYPE
    )
    listed = joined(others, "、")
    if DEFAULT_TYPE not in weight:
        return listed
    default = plain(weight[DEFAULT_TYPE])
    return say("{weight}（{others}）", weight=default, others=listed) if listed else default


def _of_group(group: Group) -> dict[str, str]:
    least = group.minimum_present
    return {
        "description": group.description or "",
        "aggregation": group.aggregation.sentence() if group.aggregation is not None else "",
        "minimum_present": say("有得分的下级权重不足{least}%的,按缺项处理", least=plain(least))
        if least is not None
        else "",
    }


def _cross_checks(questionnaire: Questionnaire) -> Iterator[CrossCheckText]:
    for check in questionnaire.cross_checks:
        words = condition_words(check.require, "", check.inputs, questionnaire.questions, check.parameters)
        yield CrossCheckText(
            check.id, check.message, words, check.severity == "error", tuple(check.inputs.values())
        )


def _views(ready: ReadySystem) -> tuple[ViewText, ...]:
    plans = compile_method(ready.system, ready.questionnaire).views
    # Clauses have a table of their own.
    names = {view.id: view.name for view in ready.system.views if view.by != "clause"}
    return tuple(
        ViewText(names[plan.id], tuple((name, members) for _, name, members in plan.groups))
        for plan in plans
        if plan.id in names
    )


def lineage_words(lineage: Lineage | None, own: str) -> str:
    """`改口径（原TC-1-3）`, or nothing."""
    if lineage is None:
        return ""
    change = say(LINEAGES[lineage.kind])
    if lineage.origin and lineage.origin != own:
        return say("{change}（原{origin}）", change=change, origin=lineage.origin)
    return change


class _Items:
    """What owns questions, in words."""

    def __init__(self, system: IndicatorSystem, questionnaire: Questionnaire) -> None:
        self.system, self.questionnaire = system, questionnaire
        self._owned: dict[str, list[Question]] = {}
        for question in questionnaire.questions.values():
            self._owned.setdefault(question.owner, []).append(question)

    def all(self) -> Iterator[Indicator | Adjustment | Veto]:
        yield from self.system.leaves.values()
        if self.system.adjustments is not None:
            yield from self.system.adjustments.items
        yield from self.system.vetoes

    def item(self, item: Indicator | Adjustment | Veto) -> ItemText:
        return ItemText(
            id=item.id, name=item.name,
            questions=tuple(self.question(one) for one in self._owned.get(item.id, ())),
            inputs=tuple(self._inputs(item)),
            definition=item.definition or "", unit_types=item.unit_types or (), sources=tuple(map(say, item.source)),
            evidence=item.evidence, clauses=item.clauses, responsible=item.responsible or "",
            sensitivity=item.sensitivity, lineage=lineage_words(item.lineage, item.id),
            reference=item.reference or "", note=item.note or "",
            **self._ruled(item),
        )  # fmt: skip

    def _ruled(self, item: Indicator | Adjustment | Veto) -> dict[str, Any]:
        """What differs between the three."""
        system, questionnaire = self.system, self.questionnaire
        if isinstance(item, Veto):
            names = {node.id: node.name for node in system.nodes.values()}
            return {
                "sort": "veto",
                "standard": self._condition(item.when, item),
                "effects": tuple(
                    effect_sentence(effect, item, names, questionnaire) for effect in item.effects
                ),
                "missing": say(MISSING_VETO[item.missing]),
            }
        if isinstance(item, Adjustment):
            standard = standard_of(item, item.rule, questionnaire, points_scale(system))
            missing = say(MISSING_ADJUSTMENT[item.missing])
            return {
                "sort": item.effect,
                "standard": standard,
                "kind": item.rule.kind,
                "missing": missing,
            }
        return {
            "sort": "indicator",
            "standard": standard_of(item, item.rule, questionnaire, system.scale),
            "kind": item.rule.kind,
            "unit": item.unit or "",
            "direction": say(DIRECTIONS[item.direction]),
            "condition": self._condition(item.applies_when, item) if item.applies_when is not None else "",
        }

    def _condition(self, condition: str, item: Described) -> str:
        questions = self.questionnaire.questions
        return condition_words(condition, item.id, item.inputs, questions, item.parameters)

    def _inputs(self, item: Described) -> Iterator[str]:
        for id_ in dict.fromkeys(item.inputs.values()):
            question = self.questionnaire.questions.get(id_)
            yield f"{id_} {question.text}" if question is not None else id_

    def question(self, question: Question) -> QuestionText:
        asked = question.asked
        when = question.visible_when
        return QuestionText(
            id=question.id, text=question.text, kind=say(QUESTION_TYPES[question.type]), unit=asked.shown_unit,
            range=_range(question),
            options=tuple(OptionText(key, label) for key, label in (question.options or {}).items()),
            definition=question.definition or "", scope=say(question.scope) if question.scope else "",
            as_of=say(question.as_of) if question.as_of else "",
            not_applicable=question.not_applicable or (),
            answered_by=say(ANSWERED_BY[question.answered_by or "unit"]), filler=question.filler or "",
            evidence=question.evidence or (), sensitivity=question.sensitivity or "internal",
            condition=condition_words(when, question.owner, question.inputs, self.questionnaire.questions)
            if when is not None else "",
            unit_types=question.unit_types or (), scored=question.scored is not False,
            exclusive_with=question.exclusive_with, lineage=lineage_words(question.lineage, question.id),
            note=question.note or "", by_unit=(question.answered_by or "unit") == "unit",
        )  # fmt: skip


def _range(question: Question) -> str:
    """What numbers or texts are taken: `0—99`, `≥0`, `最多两位小数`."""
    low, high = question.asked.bounds if question.asked.is_numeric else (None, None)
    parts = []
    if low is not None and high is not None:
        parts.append(say_as("range", "{low}—{high}", low=plain(exact(low)), high=plain(exact(high))))
    elif low is not None or high is not None:
        parts.append(f"≥{plain(low)}" if low is not None else f"≤{plain(high or 0)}")
    if question.decimals is not None and question.type != "integer":
        parts.append(say("最多{count}位小数", count=question.decimals))
    if question.max_length is not None:
        parts.append(say("最多{count}字", count=question.max_length))
    return joined(parts, "，")


def names_of(system: IndicatorSystem) -> Mapping[str, str]:
    """The names of nodes, adjustments and vetoes by id."""
    items = system.adjustments.items if system.adjustments is not None else ()
    return {item.id: item.name for item in (*system.nodes.values(), *items, *system.vetoes)}
