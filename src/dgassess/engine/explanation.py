"""Why a score is what it is: each answer, the rule's standard, its formula with the numbers put in, the weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from dgassess.engine.arithmetic import Arithmetic, figure
from dgassess.engine.binding import bindings, demanded, described_items, points_scale
from dgassess.engine.conditions import condition_words
from dgassess.engine.evaluation import Values
from dgassess.engine.method import ROOT, Branch, Leaf, Plan
from dgassess.engine.outcomes import Gap, Outcome, outcome_of
from dgassess.engine.results import NodeResult, UnitResult
from dgassess.model.adjustments import Adjustment, Veto
from dgassess.model.nodes import Described, Indicator
from dgassess.model.questions import Question, Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.fields import Scale, spread
from dgassess.rules.rule import Rule
from dgassess.values.answers import Answer, AnswerState, not_asked
from dgassess.values.language import joined, msg, say, with_unit
from dgassess.values.numbers import show_plain


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer a score rests on; `self_answer` is set where a review changed it. `worded` names the options.

    refused: whether the review accepted no value.
    """

    question: str
    text: str
    answer: str
    worded: str
    self_answer: str | None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class NodeExplanation:
    """How one node came to its score: `arithmetic` are lines, the last one ends in the score."""

    node: NodeResult
    standard: str
    answers: tuple[AnswerLine, ...]
    arithmetic: tuple[str, ...]
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemExplanation:
    """How an adjustment or veto came to its points or verdict."""

    id: str
    name: str
    standard: str
    answers: tuple[AnswerLine, ...]
    arithmetic: tuple[str, ...]
    outcome: str


class QuestionWords:
    """Names a rule's inputs by the texts and units of their questions."""

    def __init__(self, item: Described, questionnaire: Questionnaire) -> None:
        self._item, self._questions = item, questionnaire.questions

    def _question(self, key: str) -> Question | None:
        return self._questions.get(bindings(self._item.id, self._item.inputs, {key})[key])

    def label(self, key: str) -> str:
        """The question's text, or a parameter's value."""
        question = self._question(key)
        if question is None and key in self._item.parameters:
            return spread(self._item.parameters[key])
        return question.text if question is not None else key

    def unit(self, key: str) -> str:
        """The question's unit."""
        question = self._question(key)
        return question.asked.shown_unit if question is not None else ""


def standard_of(item: Described, rule: Rule, questionnaire: Questionnaire, scale: Scale) -> str:
    """The generated scoring standard (计分标准) of an indicator or adjustment."""
    return rule.standard(QuestionWords(item, questionnaire), scale)


def shown_answer(question: Question, answer: Answer) -> str:
    """An answer as people read it: `57 项`, `是`, `a、b`, `95%(19÷20)`, `不适用:…`, `未填`."""
    if answer.state is AnswerState.MISSING:
        return say("未填")
    if answer.state is not AnswerState.ANSWERED:
        if answer.state is AnswerState.NOT_APPLICABLE:
            return say("不适用:{reason}", reason=answer.reason)
        return say("不需填报")
    value = answer.value
    if isinstance(value, Fraction):
        text = with_unit(show_plain(value, 4), question.asked.shown_unit)
        if answer.parts is not None:
            part, whole = map(show_plain, answer.parts)
            text = say("{share}({part}÷{whole})", share=text, part=part, whole=whole)
        return text
    if isinstance(value, frozenset) and question.options:
        return joined((option for option in question.options if option in value), "、") or say("均未选")
    assert value is not None
    return figure(value)


def worded_answer(question: Question, answer: Answer) -> str:
    """An answer with its options in words: `C 分管负责同志任组长`, `已选:a 归集、b 共享;未选:c 开放`."""
    value, options = answer.value, question.options
    if options and isinstance(value, str) and value in options:
        return f"{value} {options[value]}"
    if options and isinstance(value, frozenset):
        chosen = joined((f"{option} {label}" for option, label in options.items() if option in value), "、")
        left = joined((f"{option} {label}" for option, label in options.items() if option not in value), "、")
        if not chosen:
            return say("已选:无;未选:{left}", left=left)
        return (
            say("已选:{chosen};未选:{left}", chosen=chosen, left=left)
            if left
            else say("已选:{chosen}", chosen=chosen)
        )
    return shown_answer(question, answer)


def unit_values(questionnaire: Questionnaire, unit: UnitResult) -> dict[str, Outcome]:
    """What formulas saw for a unit: effective answers by question id, node scores by node id."""
    values: dict[str, Outcome] = Values()
    hidden = not_asked()
    for question_id in questionnaire.questions:
        values[question_id] = outcome_of(question_id, unit.answers.get(question_id, hidden))
    for node_id, node in unit.nodes.items():
        values[node_id] = node.score if node.score is not None else Gap("not-applicable", say("不计入"))
    return values


class Explainer:
    """Explains the nodes of one unit."""

    def __init__(
        self, system: IndicatorSystem, questionnaire: Questionnaire, plan: Plan, unit: UnitResult
    ) -> None:
        self.system, self.questionnaire, self.plan, self.unit = system, questionnaire, plan, unit
        self.values = unit_values(questionnaire, unit)
        self._compiled: Mapping[str, Leaf | Branch] = {node.id: node for node in plan.nodes}

    @cached_property
    def as_assessed(self) -> Explainer:
        """One that takes the unit's self-assessed answers for those that count."""
        own = replace(self.unit, answers=self.unit.self_answers)
        return Explainer(self.system, self.questionnaire, self.plan, own)

    def node(self, node_id: str) -> NodeExplanation:
        """The explanation of a node. Raises KeyError for an unknown id."""
        result = self.unit.nodes[node_id]
        written = self.system.nodes[node_id]
        compiled = self._compiled.get(node_id)
        if isinstance(written, Indicator):
            standard = standard_of(written, written.rule, self.questionnaire, self.system.scale)
            arithmetic = self._arithmetic(result, compiled)
            return NodeExplanation(result, standard, self.answers(written), arithmetic, ())
        children = tuple(child.id for child in written.children)
        aggregation = (written.aggregation or self.system.aggregation).sentence()
        return NodeExplanation(result, aggregation, (), self._arithmetic(result, compiled), children)

    def item(self, item_id: str) -> ItemExplanation | None:
        """The explanation of an adjustment or veto; None when it is neither or not for the unit's type."""
        items = {item.id: item for item in described_items(self.system)}
        written = items.get(item_id)
        plans = {plan.id: plan.operation for plan in self.plan.adjustments}
        plans |= {plan.id: plan.operation for plan in self.plan.vetoes}
        if item_id not in plans or written is None:
            return None
        arithmetic = tuple(Arithmetic(self.values, refused=self.unit.refused).lines(plans[item_id]))
        answers = self.answers(written)
        if isinstance(written, Adjustment):
            standard = standard_of(written, written.rule, self.questionnaire, points_scale(self.system))
            exact = next(result.points for result in self.unit.adjustments if result.id == item_id)
            points = show_plain(abs(exact))
            bonus = written.effect == "bonus"
            outcome = say("加{points}分", points=points) if bonus else say("扣{points}分", points=points)
            return ItemExplanation(item_id, written.name, standard, answers, arithmetic, outcome)
        assert isinstance(written, Veto)
        verdict = next(result for result in self.unit.vetoes if result.id == item_id)
        effects = joined(verdict.effects, "、")
        outcome = say("触发:{effects}", effects=effects) if verdict.triggered else say("未触发")
        standard = say(
            "触发条件:{condition}",
            condition=condition_words(
                written.when, item_id, written.inputs, self.questionnaire.questions, written.parameters
            ),
        )
        return ItemExplanation(item_id, written.name, standard, answers, (), outcome)

    def whole(self) -> tuple[str, ...]:
        """The arithmetic from the top nodes to the base."""
        root = self._compiled[ROOT]
        return tuple(Arithmetic(self.values).lines(root.operation))

    def _arithmetic(self, result: NodeResult, compiled: Leaf | Branch | None) -> tuple[str, ...]:
        if compiled is None:
            return (result.reason,)
        lines = Arithmetic(self.values, refused=self.unit.refused).lines(compiled.operation)
        if result.zeroed_by is not None:
            names = {veto.id: veto.name for veto in self.unit.vetoes}
            veto, id_ = names[result.zeroed_by], result.zeroed_by
            above = self.unit.nodes[result.parent].zeroed_by if result.parent is not None else None
            lowest = show_plain(self.system.scale.lowest)
            if above:
                text = msg("触发底线约束“{veto}”({id}),上级计{lowest}分,本项得分不计入")
            else:
                text = msg("触发底线约束“{veto}”({id}),计{lowest}分")
            lines.append(say(text, veto=veto, id=id_, lowest=lowest))
        elif result.state == "missing":
            kept = result.score is not None
            lines.append(say("按缺项规则计最低分") if kept else say("按缺项规则不计入,权重归同级"))
        return tuple(lines)

    def answers(self, item: Described) -> tuple[AnswerLine, ...]:
        """The answers an indicator's score rests on, in the questionnaire's order."""
        rule = getattr(item, "rule", None)
        conditions = (getattr(item, "applies_when", None), getattr(item, "when", None))
        wanted = demanded(item, rule, self.plan.unit_type, *conditions)
        lines = []
        for question in self.questionnaire.questions.values():
            if question.id not in wanted or question.id not in self.unit.answers:
                continue
            answer = self.unit.answers[question.id]
            by_self = self.unit.self_answers.get(question.id, answer)
            changed = None if by_self == answer else shown_answer(question, by_self)
            shown, worded = shown_answer(question, answer), worded_answer(question, answer)
            refused = self.unit.refused(question.id)
            if refused:
                shown = worded = say("核定不予认定")
            lines.append(AnswerLine(question.id, question.text, shown, worded, changed, refused))
        return tuple(lines)
