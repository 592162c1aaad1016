"""What full marks need of one unit, in words: from the fields of the indicator's rule and the answers given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.binding import bindings, bound
from dgassess.engine.exact import lower
from dgassess.engine.explanation import Explainer
from dgassess.engine.outcomes import Gap
from dgassess.model.nodes import Indicator
from dgassess.model.questions import Question
from dgassess.rules.banding import Band
from dgassess.rules.bands import BandRule
from dgassess.rules.checklist import Checklist
from dgassess.rules.choice import Choice
from dgassess.rules.composite import Composite
from dgassess.rules.count import CountRule
from dgassess.rules.deduction import Deduction
from dgassess.rules.fields import NumberByType, Scale, exact, pick, plain
from dgassess.rules.linear import Linear
from dgassess.rules.peers import PeerRule
from dgassess.rules.piecewise import Piecewise
from dgassess.rules.ratio import Ratio
from dgassess.rules.rule import Rule
from dgassess.rules.value import Value
from dgassess.rules.yes_no import YesNo


@dataclass(frozen=True, slots=True)
class Target:
    """The words, one line per part, and whether options of a checklist are what is lacking."""

    text: str = ""
    lacks_options: bool = False


def target_of(indicator: Indicator, explainer: Explainer) -> Target:
    """What full marks need; parts of a composite that have full marks already are left out."""
    aims = _Aims(indicator, explainer)
    lines = list(dict.fromkeys(line for line in aims.of(indicator.rule) if line))
    return Target("\n".join(lines), bool(lines) and aims.lacking == len(lines))


class _Aims:
    """Lines of one indicator; `lacking` counts those that name options not chosen."""

    def __init__(self, indicator: Indicator, explainer: Explainer) -> None:
        self.indicator, self.explainer = indicator, explainer
        self.unit_type = explainer.plan.unit_type
        self.scale: Scale = explainer.system.scale
        self.lacking = 0

    def of(self, rule: Rule, named: bool = False) -> list[str]:
        """Lines for a rule. named: whether a number needs its question's words before it."""
        match rule:
            case Composite():
                return self._parts(rule)
            case PeerRule():
                return self.of(rule.fallback, named)
            case Choice():
                return [self._choice(rule, named)]
            case Checklist():
                return [self._checklist(rule)]
            case YesNo():
                return [self._said(rule.question, f"为“{self._better(rule)}”", named)]
            case Deduction():
                return [
                    self._said(one.question, "为0", True) for one in rule.items if self._number(one.question)
                ]
            case Ratio():
                return [self._ratio(rule, named)]
            case _:
                return [self._figure(rule, named)]

    def _parts(self, rule: Composite) -> list[str]:
        lines: list[str] = []
        for part in rule.parts:
            if not part.applies_to(self.unit_type) or self._full(part.rule):
                continue
            name = f"{part.name}：" if part.name else ""
            lines += [f"{name}{line}" for line in self.of(part.rule, named=not name) if line]
        return lines

    def _full(self, rule: Rule) -> bool:
        """Whether a part has full marks or does not count for this unit."""
        outcome = lower(bound(rule.operation(self.scale, self.unit_type), self.indicator, self.unit_type))(
            self.explainer.values
        )
        if isinstance(outcome, Gap):
            return outcome.state == "not-applicable"
        return isinstance(outcome, Fraction) and outcome >= self.scale.highest

    def _question(self, key: str) -> Question | None:
        found = bindings(self.indicator.id, self.indicator.inputs, {key})[key]
        return self.explainer.questionnaire.questions.get(found)

    def _answer(self, key: str) -> object:
        question = self._question(key)
        return self.explainer.values[question.id] if question is not None else None

    def _number(self, key: str) -> Fraction:
        value = self._answer(key)
        return value if isinstance(value, Fraction) else Fraction(0)

    def _unit(self, key: str) -> str:
        question = self._question(key)
        unit = question.asked.shown_unit if question is not None else ""
        return unit if unit in ("%", "‰", "") else f" {unit}"

    def _said(self, key: str, text: str, named: bool) -> str:
        question = self._question(key)
        return f"{question.text}{text}" if named and question is not None else text

    def _option(self, key: str, option: str) -> str:
        question = self._question(key)
        label = question.options.get(option, "") if question is not None and question.options else ""
        return f"{option} {label}".rstrip()

    def _better(self, rule: YesNo) -> str:
        yes = self.scale.highest if rule.yes is None else exact(rule.yes)
        no = self.scale.lowest if rule.no is None else exact(rule.no)
        return "是" if yes >= no else "否"

    def _choice(self, rule: Choice, named: bool) -> str:
        points = rule.table(self.unit_type)
        best = max(points, key=lambda option: points[option])
        return self._said(rule.question, f"{'：' if named else ''}{self._option(rule.question, best)}", named)

    def _checklist(self, rule: Checklist) -> str:
        chosen = self._answer(rule.question)
        own = chosen if isinstance(chosen, frozenset) else frozenset()
        points = rule.table(self.unit_type)
        left = [option for option in points if points[option] > 0 and option not in own]
        self.lacking += bool(left)
        return "补齐：" + "、".join(self._option(rule.question, option) for option in left) if left else ""

    def _ratio(self, rule: Ratio, named: bool) -> str:
        if rule.bands is not None:
            text = _first(pick(rule.bands, self.unit_type), "%")
        else:
            assert rule.floor is not None and rule.target is not None
            text = self._towards(rule.floor, rule.target, "%")
        top = "＋".join(self._said(key, "", True) or key for key in rule.numerators)
        bottom = self._said(rule.denominator, "", True) or rule.denominator
        return f"{top}÷{bottom}{text}" if named else f"比率{text}"

    def _towards(self, floor: NumberByType, target: NumberByType, unit: str) -> str:
        low, high = pick(floor, self.unit_type), pick(target, self.unit_type)
        if unit == "%" and high == 100 and high > low:
            return "达到100%"
        if high == 0 and high < low:
            return f"为0{unit}"
        return f"{'≥' if high > low else '≤'}{plain(high)}{unit}"

    def _figure(self, rule: Rule, named: bool) -> str:
        match rule:
            case Linear():
                text = self._towards(rule.floor, rule.target, self._unit(rule.question))
            case BandRule():
                text = _first(pick(rule.bands, self.unit_type), self._unit(rule.question))
            case Piecewise():
                curve = pick(rule.points, self.unit_type)
                best = max(score for _, score in curve)
                text = f"达到{plain(next(value for value, score in curve if score == best))}{self._unit(rule.question)}"
            case CountRule():
                text = self._count(rule)
            case Value():
                text = f"达到{plain(self.scale.highest)}{self._unit(rule.question)}"
            case _:
                return "按计分标准达到满分"
        return self._said(rule.question, text, named)

    def _count(self, rule: CountRule) -> str:
        cap = self.scale.highest if rule.cap is None else exact(rule.cap)
        base = self.scale.lowest if rule.base is None else exact(rule.base)
        if rule.each <= 0:
            return "为0"
        return f"≥{math.ceil((cap - base) / exact(rule.each))}{self._unit(rule.question)}"


def _first(bands: Sequence[Band], unit: str) -> str:
    place = max(range(len(bands)), key=lambda index: bands[index].score)
    best = bands[place]
    text = f"{'≥' if best.at_least is not None else '>'}{plain(best.bound)}{unit}"
    if place == 0:
        return text
    # Where more is not better, the band above is where it gets worse again.
    above = bands[place - 1]
    return f"{text}且{'<' if above.at_least is not None else '≤'}{plain(above.bound)}{unit}"
