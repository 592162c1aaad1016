"""An operation's arithmetic with the numbers put in: only what was demanded is shown, branches not taken are not.

The text is made from the operations the engine runs, so it cannot state another formula than the one computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dgassess.engine.exact import lower
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.expressions import operations as op
from dgassess.values.language import joined, msg, say
from dgassess.values.numbers import show_plain

_MOST_DIGITS = 4
_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
_OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_FUNCTIONS = {
    "abs": msg("绝对值({value})"), "sqrt": msg("平方根({value})"), "ln": msg("ln({value})"),
    "exp": msg("exp({value})"),
}  # fmt: skip
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Binding strength, as in print: what states its result below comparisons, sums, products and single terms.
_STATED, _TRUTH, _SUM, _PRODUCT, _TERM = range(5)


@dataclass(slots=True)
class Arithmetic:
    """Renders one operation for one unit's values; weighted parts are written out as lines of their own."""

    values: Mapping[str, Outcome]
    names: Mapping[str, str] = field(default_factory=dict)
    refused: Callable[[str], bool] = lambda _: False  # whether verification accepted no value for a question
    parts: list[str] = field(default_factory=list)

    def lines(self, operation: op.Operation) -> list[str]:
        """The parts' lines, then the whole: `(57×100÷60−50)×100÷50=90`."""
        outcome = self.outcome(operation)
        if isinstance(outcome, Gap):
            return [*self.parts, self._gap(outcome)]
        whole = self._with_result(operation, outcome)  # fills in the parts
        return [*self.parts, whole]

    def _with_result(self, operation: op.Operation, outcome: Outcome) -> str:
        text, strength = self._print(operation)
        shown = _printed(outcome)
        says_result = text == shown or (strength == _STATED and text.endswith(shown))
        return text if says_result else f"{text}={shown}"

    def outcome(self, operation: op.Operation) -> Outcome:
        """The operation's value for these values."""
        return lower(operation)(self.values)

    def _gap(self, gap: Gap) -> str:
        if gap.state == "missing":
            if gap.questions:
                blank = [one for one in gap.questions if not self.refused(one)]
                refused = [one for one in gap.questions if self.refused(one)]
                said = [say("缺项:{questions}未填", questions=joined(blank, "、"))] if blank else []
                said += [say("{questions}核定不予认定", questions=joined(refused, "、"))] if refused else []
                return joined(said, ";")
            return say("缺项:{reason}", reason=gap.reason)
        return say("不适用:{reason}", reason=gap.reason)

    def text(self, operation: op.Operation, around: int = 0) -> str:
        """The operation in print, in brackets where what stands around it binds stronger."""
        text, strength = self._print(operation)
        return f"({text})" if strength < around else text

    def _print(self, operation: op.Operation) -> tuple[str, int]:
        match operation:
            case op.Constant() | op.Input():
                text = _printed(self.outcome(operation))
                return text, _SUM if text.startswith("−") else _TERM
            case op.Unavailable(_, reason):
                return reason, _TERM
            case op.If():
                return self._branch(operation)
            case op.Add(terms):
                return self._sum(terms)
            case op.Subtract(left, right):
                return f"{self.text(left, _SUM)}−{self.text(right, _PRODUCT)}", _SUM
            case op.Multiply(factors):
                return "×".join(self.text(factor, _PRODUCT) for factor in factors), _PRODUCT
            case op.Divide(left, right):
                if _is_weighted_mean(left, right):
                    return self._weighted_mean(left, right)
                return f"{self.text(left, _PRODUCT)}÷{self.text(right, _TERM)}", _PRODUCT
            case op.Minimum(terms) | op.Maximum(terms):
                return self._limited(operation, terms)
            case op.Round(operand, digits, _):
                return say("取{digits}位小数({value})", digits=digits, value=self.text(operand)), _TERM
            case op.Function(name, operand):
                return say(_FUNCTIONS[name], value=self.text(operand)), _TERM
            case op.Compare(left, sign, right):
                return f"{self.text(left)}{_SIGNS[sign]}{self.text(right)}", _TRUTH
            case op.Count():
                return figure(self.outcome(operation)), _TERM
        return figure(self.outcome(operation)), _TERM

    def _branch(self, operation: op.If) -> tuple[str, int]:
        truth = self.outcome(operation.condition)
        if isinstance(truth, Gap):
            return self._gap(truth), _TERM
        if not truth:
            return self._below(operation) or self._print(operation.otherwise)
        match operation.condition:
            case op.Contains(op.Constant(str(option)), _):
                return f"{self.text(operation.then, _TERM)}({option})", _TERM
            case op.Compare(_, "==", op.Constant(str(option))) if isinstance(operation.then, op.Constant):
                return say("选{option},得{score}", option=option, score=self.text(operation.then)), _STATED
            case op.Compare() if isinstance(operation.then, op.Constant):
                condition = self.text(operation.condition)
                return say(
                    "{condition},得{score}", condition=condition, score=self.text(operation.then)
                ), _STATED
        return self._print(operation.then)

    def _below(self, operation: op.If) -> tuple[str, int] | None:
        """Below all bands, where the score is a number as in a band: which bound the value missed."""
        match operation:
            case op.If(op.Compare(left, sign, right), op.Constant(), op.Constant()) if sign in _OPPOSITES:
                missed = f"{self.text(left)}{_SIGNS[_OPPOSITES[sign]]}{self.text(right)}"
                score = self.text(operation.otherwise)
                return say("{condition},得{score}", condition=missed, score=score), _STATED
        return None

    def _sum(self, terms: tuple[op.Operation, ...]) -> tuple[str, int]:
        shown = [
            self.text(term, _SUM)
            for term in terms
            if not (isinstance(term, op.If) and self.outcome(term) == 0 and self._skipped(term))
        ]
        if not shown:
            return "0", _TERM
        return "+".join(shown), _SUM if len(shown) > 1 else _TERM

    def _skipped(self, term: op.If) -> bool:
        return not self.outcome(term.condition)

    def _limited(self, operation: op.Operation, terms: tuple[op.Operation, ...]) -> tuple[str, int]:
        """Bounds are left out while they do not bind; a bound that does is named."""
        outcome = self.outcome(operation)
        free = [term for term in terms if not isinstance(term, op.Constant)]
        if len(free) == 1 and len(terms) > 1:
            inner = self.outcome(free[0])
            if inner == outcome:
                return self._print(free[0])
            text, limit = f"{self.text(free[0], _SUM)}={figure(inner)}", figure(outcome)
            if isinstance(operation, op.Minimum):
                return say("{sum},最高计{limit}", sum=text, limit=limit), _STATED
            return say("{sum},最低计{limit}", sum=text, limit=limit), _STATED
        listed = joined((self.text(term) for term in terms), "、")
        if isinstance(operation, op.Minimum):
            return say("取最小({values})", values=listed), _TERM
        return say("取最大({values})", values=listed), _TERM

    def _weighted_mean(self, left: op.Operation, right: op.Operation) -> tuple[str, int]:
        assert isinstance(left, op.Add) and isinstance(right, op.Add)
        terms: list[str] = []
        weights: list[Fraction] = []
        for position, (term, weight) in enumerate(zip(left.terms, right.terms, strict=True)):
            assert (
                isinstance(term, op.If) and isinstance(term.then, op.Multiply) and isinstance(weight, op.If)
            )
            own, part = self.outcome(weight.then), term.then.factors[1]
            mark = _MARKS[position] if position < len(_MARKS) else f"({position + 1})"
            value = self.outcome(part)
            simple = isinstance(part, op.Input)
            if isinstance(value, Gap) and value.state == "not-applicable":
                named = say("{mark}{text}", mark=mark, text=self.label(part)) if simple else mark
                text = say("{part}不适用({reason}),权重归其余部分", part=named, reason=value.reason)
                self.parts.append(text)
                continue
            if not simple:
                self.parts.append(say("{mark}{text}", mark=mark, text=self._with_result(part, value)))
            terms.append(
                f"{figure(own)}×{figure(value)}" + (f"({self.label(part)})" if simple else f"({mark})")
            )
            assert isinstance(own, Fraction)
            weights.append(own)
        return f"({'+'.join(terms)})÷{figure(sum(weights, Fraction(0)))}", _PRODUCT

    def label(self, part: op.Operation) -> str:
        """What a part is called: the input's id, or nothing for a formula."""
        return self.names.get(part.name, part.name) if isinstance(part, op.Input) else ""


def figure(outcome: Outcome) -> str:
    """A value in print, numbers to at most four decimals."""
    if isinstance(outcome, bool):
        return say("是") if outcome else say("否")
    if isinstance(outcome, Fraction):
        return show_plain(outcome, _MOST_DIGITS)
    if isinstance(outcome, frozenset):
        return joined(sorted(outcome), "、") or say("无")
    if isinstance(outcome, Gap):
        return say("缺项") if outcome.state == "missing" else say("不适用")
    return str(outcome)


def _printed(outcome: Outcome) -> str:
    """A number with a true minus sign."""
    text = figure(outcome)
    return text.replace("-", "−") if isinstance(outcome, Fraction) else text


def _is_weighted_mean(left: op.Operation, right: op.Operation) -> bool:
    return (
        isinstance(left, op.Add)
        and isinstance(right, op.Add)
        and len(left.terms) == len(right.terms)
        and all(isinstance(term, op.If) and isinstance(term.condition, op.Applies) for term in left.terms)
    )
