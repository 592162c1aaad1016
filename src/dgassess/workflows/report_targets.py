"""What full marks need of one unit, in words: from the fields of the indicator's rule and the answers given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
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
from dgassess.values.language import joined, say, with_unit


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
                return [self._said(rule.question, self._better(rule), named)]
            case Deduction():
                return [
                    self._said(one.question, say("为{figure}", figure="0"), True)
                    for one in rule.items
                    if self._number(one.question)
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
            own = [line for line in self.of(part.rule, named=not part.name) if line]
            lines += [say("{name}：{text}", name=part.name, text=line) for line in own] if part.name else own
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
        return question.asked.shown_unit if question is not None else ""

    def _label(self, key: str) -> str:
        question = self._question(key)
        return question.text if question is not None else ""

    def _said(self, key: str, text: str, named: bool) -> str:
        label = self._label(key) if named else ""
        return say("{label}{target}", label=label, target=text) if label else text

    def _option(self, key: str, option: str) -> str:
        question = self._question(key)
        label = question.options.get(option, "") if question is not None and question.options else ""
        return f"{option} {label}".rstrip()

    def _better(self, rule: YesNo) -> str:
        yes = self.scale.highest if rule.yes is None else exact(rule.yes)
        no = self.scale.lowest if rule.no is None else exact(rule.no)
        return say("为“是”") if yes >= no else say("为“否”")

    def _choice(self, rule: Choice, named: bool) -> str:
        points = rule.table(self.unit_type)
        best = max(points, key=lambda option: points[option])
        option = self._option(rule.question, best)
        return say("{name}：{text}", name=self._label(rule.question), text=option) if named else option

    def _checklist(self, rule: Checklist) -> str:
        chosen = self._answer(rule.question)
        own = chosen if isinstance(chosen, frozenset) else frozenset()
        points = rule.table(self.unit_type)
        left = [option for option in points if points[option] > 0 and option not in own]
        self.lacking += bool(left)
        named = [self._option(rule.question, option) for option in left]
        return say("补齐：{options}", options=joined(named, "、")) if named else ""

    def _ratio(self, rule: Ratio, named: bool) -> str:
        if rule.bands is not None:
            text = _best(pick(rule.bands, self.unit_type), rule.otherwise, "%")
        else:
            assert rule.floor is not None and rule.target is not None
            text = self._towards(rule.floor, rule.target, "%")
        if not named:
            return say("比率{target}", target=text)
        top = say("＋").join(self._label(key) or key for key in rule.numerators)
        bottom = self._label(rule.denominator) or rule.denominator
        return say("{top}÷{bottom}{target}", top=top, bottom=bottom, target=text)

    def _towards(self, floor: NumberByType, target: NumberByType, unit: str) -> str:
        low, high = pick(floor, self.unit_type), pick(target, self.unit_type)
        if unit == "%" and high == 100 and high > low:
            return say("达到{figure}", figure="100%")
        if high == 0 and high < low:
            return say("为{figure}", figure=with_unit("0", unit))
        return with_unit(f"{'≥' if high > low else '≤'}{plain(high)}", unit)

    def _figure(self, rule: Rule, named: bool) -> str:
        match rule:
            case Linear():
                text = self._towards(rule.floor, rule.target, self._unit(rule.question))
            case BandRule():
                text = _best(pick(rule.bands, self.unit_type), rule.otherwise, self._unit(rule.question))
            case Piecewise():
                curve = pick(rule.points, self.unit_type)
                best = max(score for _, score in curve)
                reached = plain(next(value for value, score in curve if score == best))
                text = say("达到{figure}", figure=with_unit(reached, self._unit(rule.question)))
            case CountRule():
                text = self._count(rule)
            case Value():
                highest = with_unit(plain(self.scale.highest), self._unit(rule.question))
                text = say("达到{figure}", figure=highest)
            case _:
                return say("按计分标准达到满分")
        return self._said(rule.question, text, named)

    def _count(self, rule: CountRule) -> str:
        cap = self.scale.highest if rule.cap is None else exact(rule.cap)
        base = self.scale.lowest if rule.base is None else exact(rule.base)
        if rule.each <= 0:
            return say("为{figure}", figure="0")
        return with_unit(f"≥{math.ceil((cap - base) / exact(rule.each))}", self._unit(rule.question))


def _best(bands: Sequence[Band], otherwise: Decimal | None, unit: str) -> str:
    """Where the score is highest: from a band's bound up, between two bounds, or below them all."""
    place = max(range(len(bands)), key=lambda index: bands[index].score)
    if otherwise is not None and otherwise > bands[place].score:
        return _under(bands[-1], unit)
    best = bands[place]
    text = with_unit(f"{'≥' if best.at_least is not None else '>'}{plain(best.bound)}", unit)
    # Where more is not better, the band above is where it gets worse again.
    return text if place == 0 else say("{above}且{below}", above=text, below=_under(bands[place - 1], unit))


def _under(band: Band, unit: str) -> str:
    return with_unit(f"{'<' if band.at_least is not None else '≤'}{plain(band.bound)}", unit)
