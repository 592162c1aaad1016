"""Why a score is what it is: each answer, the rule's standard, its formula with the numbers put in, the weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.arithmetic import Arithmetic, figure
from dgassess.engine.binding import bindings, demanded, described_items, points_scale
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
from dgassess.values.answers import NOT_ASKED, Answer, AnswerState
from dgassess.values.numbers import show_plain


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer a score rests on; `self_answer` is set where a review changed it. `worded` names the options."""

    question: str
    text: str
    answer: str
    worded: str
    self_answer: str | None


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
        return "未填"
    if answer.state is not AnswerState.ANSWERED:
        return f"不适用:{answer.reason}" if answer.state is AnswerState.NOT_APPLICABLE else "不需填报"
    value = answer.value
    if isinstance(value, Fraction):
        unit = question.asked.shown_unit
        text = f"{show_plain(value, 4)}{unit if unit in ('%', '‰') else (' ' + unit if unit else '')}"
        if answer.parts is not None:
            text += f"({show_plain(answer.parts[0])}÷{show_plain(answer.parts[1])})"
        return text
    if isinstance(value, frozenset) and question.options:
        return "、".join(option for option in question.options if option in value) or "均未选"
    assert value is not None
    return figure(value)


def worded_answer(question: Question, answer: Answer) -> str:
    """An answer with its options in words: `C 分管负责同志任组长`, `已选:a 归集、b 共享;未选:c 开放`."""
    value, options = answer.value, question.options
    if options and isinstance(value, str) and value in options:
        return f"{value} {options[value]}"
    if options and isinstance(value, frozenset):
        chosen = "、".join(f"{option} {label}" for option, label in options.items() if option in value)
        left = "、".join(f"{option} {label}" for option, label in options.items() if option not in value)
        return ";".join(part for part in (f"已选:{chosen or '无'}", f"未选:{left}" if left else "") if part)
    return shown_answer(question, answer)


def unit_values(questionnaire: Questionnaire, unit: UnitResult) -> dict[str, Outcome]:
    """What formulas saw for a unit: effective answers by question id, node scores by node id."""
    values: dict[str, Outcome] = Values()
    for question_id in questionnaire.questions:
        values[question_id] = outcome_of(question_id, unit.answers.get(question_id, NOT_ASKED))
    for node_id, node in unit.nodes.items():
        values[node_id] = node.score if node.score is not None else Gap("not-applicable", "不计入")
    return values


class Explainer:
    """Explains the nodes of one unit."""

    def __init__(
        self, system: IndicatorSystem, questionnaire: Questionnaire, plan: Plan, unit: UnitResult
    ) -> None:
        self.system, self.questionnaire, self.plan, self.unit = system, questionnaire, plan, unit
        self.values = unit_values(questionnaire, unit)
        self._compiled: Mapping[str, Leaf | Branch] = {node.id: node for node in plan.nodes}

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
        arithmetic = tuple(Arithmetic(self.values).lines(plans[item_id]))
        answers = self.answers(written)
        if isinstance(written, Adjustment):
            standard = standard_of(written, written.rule, self.questionnaire, points_scale(self.system))
            points = next(result.points for result in self.unit.adjustments if result.id == item_id)
            outcome = f"{'加' if written.effect == 'bonus' else '扣'}{show_plain(abs(points))}分"
            return ItemExplanation(item_id, written.name, standard, answers, arithmetic, outcome)
        assert isinstance(written, Veto)
        verdict = next(result for result in self.unit.vetoes if result.id == item_id)
        outcome = "触发:" + "、".join(verdict.effects) if verdict.triggered else "未触发"
        return ItemExplanation(item_id, written.name, f"触发条件:{written.when}", answers, (), outcome)

    def whole(self) -> tuple[str, ...]:
        """The arithmetic from the top nodes to the base."""
        root = self._compiled[ROOT]
        return tuple(Arithmetic(self.values).lines(root.operation))

    def _arithmetic(self, result: NodeResult, compiled: Leaf | Branch | None) -> tuple[str, ...]:
        if compiled is None:
            return (result.reason,)
        lines = Arithmetic(self.values).lines(compiled.operation)
        if result.zeroed_by is not None:
            names = {veto.id: veto.name for veto in self.unit.vetoes}
            cause = f"触发底线约束“{names[result.zeroed_by]}”({result.zeroed_by})"
            above = self.unit.nodes[result.parent].zeroed_by if result.parent is not None else None
            lowest = show_plain(self.system.scale.lowest)
            lines.append(f"{cause},上级计{lowest}分,本项得分不计入" if above else f"{cause},计{lowest}分")
        elif result.state == "missing":
            policy = "按缺项规则计最低分" if result.score is not None else "按缺项规则不计入,权重归同级"
            lines.append(policy)
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
            lines.append(AnswerLine(question.id, question.text, shown, worded, changed))
        return tuple(lines)
