"""Conditions in words: what applicability, visibility, vetoes and cross-checks demand, named by their questions.

The words are made from the parsed formula that the engine runs, so they cannot state another condition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dgassess.engine.binding import bindings
from dgassess.expressions import operations as op
from dgassess.expressions.parser import parse_formula
from dgassess.model.questions import Question
from dgassess.rules.fields import spread
from dgassess.values.language import joined, msg, say
from dgassess.values.numbers import show_plain

_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
_FUNCTIONS = {
    "abs": msg("{value}的绝对值"), "sqrt": msg("{value}的平方根"), "ln": msg("{value}的自然对数"),
    "exp": msg("{value}的指数"),
}  # fmt: skip
_SUM, _PRODUCT, _TERM = 1, 2, 3


def condition_words(
    condition: str,
    owner: str,
    inputs: Mapping[str, str],
    questions: Mapping[str, Question],
    parameters: Mapping[str, Any] | None = None,
) -> str:
    """A condition as a clause without a stop: `“是否有自建系统”为“是”且“系统总数”≥3`.

    owner: whose keys the condition means; inputs: its other questions by key; parameters: its named numbers.
    """
    operation = parse_formula(condition)
    names = bindings(owner, inputs, set(op.input_names(operation)))
    asked = {key: questions[id_] for key, id_ in names.items() if id_ in questions}
    return _Words(asked, parameters or {}).truth(operation)


@dataclass(frozen=True, slots=True)
class _Words:
    asked: Mapping[str, Question]
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def truth(self, operation: op.Operation) -> str:
        """What must hold for the operation to be true."""
        match operation:
            case op.Input(name) if self._is_truth(name):
                return self._answered(name, yes=True)
            case op.Not(op.Input(name)) if self._is_truth(name):
                return self._answered(name, yes=False)
            case op.Not(op.Contains(op.Constant(option), op.Input(name))):
                return say(
                    "{question}未选“{option}”",
                    question=self._label(name),
                    option=self._option(name, str(option)),
                )
            case op.Not(operand):
                return say("并非（{condition}）", condition=self.truth(operand))
            case op.And(terms):
                return say("且").join(self._inside(term, op.Or) for term in terms)
            case op.Or(terms):
                return say("或").join(self._inside(term, op.And) for term in terms)
            case op.Contains(op.Constant(option), op.Input(name)):
                return say(
                    "{question}选了“{option}”",
                    question=self._label(name),
                    option=self._option(name, str(option)),
                )
            case op.Compare(left, sign, right):
                return self._comparison(left, sign, right)
            case op.If(condition, then, otherwise):
                return say(
                    "{condition}时{then}，否则{otherwise}",
                    condition=self.truth(condition),
                    then=self.truth(then),
                    otherwise=self.truth(otherwise),
                )
            case op.Constant(bool(value)):
                return say("总是成立") if value else say("总不成立")
        return self.value(operation)

    def value(self, operation: op.Operation, around: int = 0) -> str:
        """An operand in print, in brackets where what stands around it binds stronger."""
        text, strength = self._print(operation)
        return say("（{text}）", text=text) if strength < around else text

    def _print(self, operation: op.Operation) -> tuple[str, int]:
        match operation:
            case op.Constant(value):
                shown = str(value) if isinstance(value, str) else show_plain(value)
                return shown, _TERM
            case op.Input(name):
                return self._label(name), _TERM
            case op.Add(terms):
                return "+".join(self.value(term, _SUM) for term in terms), _SUM
            case op.Subtract(left, right):
                return f"{self.value(left, _SUM)}−{self.value(right, _PRODUCT)}", _SUM
            case op.Multiply(factors):
                return "×".join(self.value(factor, _PRODUCT) for factor in factors), _PRODUCT
            case op.Divide(left, right):
                return f"{self.value(left, _PRODUCT)}÷{self.value(right, _TERM)}", _PRODUCT
            case op.Minimum(terms) | op.Maximum(terms):
                listed = joined((self.value(term) for term in terms), "、")
                if isinstance(operation, op.Minimum):
                    return say("{values}中的最小值", values=listed), _SUM
                return say("{values}中的最大值", values=listed), _SUM
            case op.Function(name, operand):
                return say(_FUNCTIONS[name], value=self.value(operand, _TERM)), _TERM
            case op.Count(chosen):
                return say("{question}的选项数", question=self.value(chosen)), _TERM
            case op.If(condition, then, otherwise):
                text = say(
                    "{condition}时为{then}，否则为{otherwise}",
                    condition=self.truth(condition),
                    then=self.value(then),
                    otherwise=self.value(otherwise),
                )
                return text, 0
        return self.truth(operation), 0

    def _comparison(self, left: op.Operation, sign: str, right: op.Operation) -> str:
        match left, right:
            case op.Input(name), op.Constant(str(option)):
                question, chosen = self._label(name), self._option(name, option)
                if sign == "==":
                    return say("{question}选“{option}”", question=question, option=chosen)
                return say("{question}未选“{option}”", question=question, option=chosen)
            case op.Input(name), op.Constant(bool(truth)):
                return self._answered(name, yes=truth == (sign == "=="))
        shown = self.value(left, _SUM), self.value(right, _SUM)
        return say("{left}{sign}{right}", left=shown[0], sign=_SIGNS[sign], right=shown[1])

    def _answered(self, name: str, *, yes: bool) -> str:
        question = self._label(name)
        return (
            say("{question}为“是”", question=question) if yes else say("{question}为“否”", question=question)
        )

    def _inside(self, term: op.Operation, other: type) -> str:
        text = self.truth(term)
        return say("（{text}）", text=text) if isinstance(term, other | op.If) else text

    def _is_truth(self, name: str) -> bool:
        return name in self.asked and self.asked[name].type == "yes-no"

    def _label(self, name: str) -> str:
        if name not in self.asked and name in self.parameters:
            return spread(self.parameters[name])
        return say("“{text}”", text=self.asked[name].text) if name in self.asked else name

    def _option(self, name: str, option: str) -> str:
        question = self.asked.get(name)
        label = (question.options or {}).get(option, "") if question is not None else ""
        return f"{option} {label}".strip()
