"""The oracle's rules: every kind's formula, taken from its docstring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.engine.oracle_formulas import Look, Out, by_type, formula, frac, gap, logarithm, nine, refused


@dataclass(frozen=True)
class Rules:
    """The rules' formulas on one scale for one unit type."""

    low: Fraction
    high: Fraction
    unit_type: str | None

    def score(self, rule: Mapping[str, Any], look: Look) -> Any:
        """The rule's score, or why there is none."""
        kind = rule["kind"].replace("-", "_")
        return getattr(self, f"_{kind}")(rule, look)

    def largest(self, rule: Mapping[str, Any]) -> Fraction:
        """The most points a rule gives (for adjustments whose missing policy is `full`)."""
        match rule["kind"]:
            case "count":
                cap = frac(rule.get("cap", self.high))
                return cap if frac(rule["each"]) > 0 else min(frac(rule.get("base", self.low)), cap)
            case "choice":
                return max(frac(points) for points in self._table(rule).values())
            case "checklist":
                most = self.low + sum(frac(points) for points in self._table(rule).values())
                return min(most, frac(rule.get("cap", self.high)))
            case "yes-no":
                return max(frac(rule.get("yes", self.high)), frac(rule.get("no", self.low)))
            case "bands":
                bands = self._bands_for(rule["bands"])
                return max(frac(score) for score in [rule["otherwise"], *(band["score"] for band in bands)])
            case "piecewise":
                return max(frac(score) for _, score in self._curve(rule))
            case "ratio" if "bands" in rule and rule["zero_denominator"] != "full":
                bands = self._bands_for(rule["bands"])
                return max(frac(score) for score in [rule["otherwise"], *(band["score"] for band in bands)])
            case "composite":
                return max((self.largest(part["rule"]) for part in self._parts(rule)), default=self.low)
            case "deduction":
                return frac(rule.get("base", self.high))
        return self.high

    def _clamped(self, value: Fraction) -> Fraction:
        return min(max(value, self.low), self.high)

    def _table(self, rule: Mapping[str, Any]) -> Mapping[str, Any]:
        points = rule["points"]
        nested = any(isinstance(value, Mapping) for value in points.values())
        table: Mapping[str, Any] = by_type(points, self.unit_type) if nested else points
        return table

    def _bands_for(self, bands: Any) -> list[Mapping[str, Any]]:
        return list(by_type(bands, self.unit_type))

    def _curve(self, rule: Mapping[str, Any]) -> list[tuple[Any, Any]]:
        return [(value, score) for value, score in by_type(rule["points"], self.unit_type)]

    def _choice(self, rule: Mapping[str, Any], look: Look) -> Any:
        chosen = look(rule["question"])
        if isinstance(chosen, Out):
            return chosen
        if chosen in rule.get("not_applicable", ()):
            return Out.NOT_APPLICABLE
        table = self._table(rule)
        return frac(table[chosen]) if chosen in table else Out.MISSING

    def _checklist(self, rule: Mapping[str, Any], look: Look) -> Any:
        chosen = look(rule["question"])
        if isinstance(chosen, Out):
            return chosen
        points = sum((frac(own) for option, own in self._table(rule).items() if option in chosen), self.low)
        return min(points, frac(rule.get("cap", self.high)))

    def _yes_no(self, rule: Mapping[str, Any], look: Look) -> Any:
        answer = look(rule["question"])
        if isinstance(answer, Out):
            return answer
        return frac(rule.get("yes", self.high)) if answer else frac(rule.get("no", self.low))

    def _banded(self, value: Fraction, bands: Any, otherwise: Any) -> Fraction:
        for band in self._bands_for(bands):
            bound = band.get("at_least", band.get("above"))
            if nine(value) > nine(frac(bound)) or ("at_least" in band and nine(value) == nine(frac(bound))):
                return frac(band["score"])
        return frac(otherwise)

    def _bands(self, rule: Mapping[str, Any], look: Look) -> Any:
        value = look(rule["question"])
        return value if isinstance(value, Out) else self._banded(value, rule["bands"], rule["otherwise"])

    def _stretched(self, value: Fraction, floor: Fraction, target: Fraction) -> Fraction:
        return self.low + (value - floor) * (self.high - self.low) / (target - floor)

    def _linear(self, rule: Mapping[str, Any], look: Look) -> Any:
        value = look(rule["question"])
        if isinstance(value, Out):
            return value
        floor = frac(by_type(rule["floor"], self.unit_type))
        target = frac(by_type(rule["target"], self.unit_type))
        clamp = rule.get("clamp", True)
        if rule.get("logarithmic"):
            if clamp:
                value = max(value, min(floor, target))
            value, floor, target = logarithm(value), logarithm(floor), logarithm(target)
            if isinstance(value, Out):
                return value
        score = self._stretched(value, floor, target)
        return self._clamped(score) if clamp else score

    def _piecewise(self, rule: Mapping[str, Any], look: Look) -> Any:
        value = look(rule["question"])
        if isinstance(value, Out):
            return value
        curve = [(frac(x), frac(y)) for x, y in self._curve(rule)]
        if value <= curve[0][0]:
            return curve[0][1]
        for (left, below), (right, above) in pairwise(curve):
            if left <= value < right:
                return below + (above - below) * (value - left) / (right - left)
        return curve[-1][1]

    def _ratio(self, rule: Mapping[str, Any], look: Look) -> Any:
        keys = rule["numerator"] if isinstance(rule["numerator"], list) else [rule["numerator"]]
        bottom = look(rule["denominator"])
        if isinstance(bottom, Out):
            return bottom
        if nine(bottom) == 0:
            return {
                "zero": self.low, "full": self.high, "missing": Out.MISSING, "not-applicable": Out.NOT_APPLICABLE,
            }[rule["zero_denominator"]]  # fmt: skip
        tops = [look(key) for key in keys]
        out = gap(*tops)
        if out is not None:
            return out
        percent = sum(tops, Fraction(0)) * 100 / bottom
        if "bands" in rule:
            return self._banded(percent, rule["bands"], rule["otherwise"])
        floor = frac(by_type(rule["floor"], self.unit_type))
        target = frac(by_type(rule["target"], self.unit_type))
        return self._clamped(self._stretched(percent, floor, target))

    def _deduction(self, rule: Mapping[str, Any], look: Look) -> Any:
        counts = [look(item["question"]) for item in rule["items"]]
        out = gap(*counts)
        if out is not None:
            return out
        left = frac(rule.get("base", self.high))
        for item, count in zip(rule["items"], counts, strict=True):
            points = count * frac(item["each"])
            left -= min(points, frac(item["cap"])) if "cap" in item else points
        return max(left, frac(rule.get("floor", self.low)))

    def _count(self, rule: Mapping[str, Any], look: Look) -> Any:
        count = look(rule["question"])
        if isinstance(count, Out):
            return count
        points = frac(rule.get("base", self.low)) + frac(rule["each"]) * count
        return min(points, frac(rule.get("cap", self.high)))

    def _value(self, rule: Mapping[str, Any], look: Look) -> Any:
        value = look(rule["question"])
        return value if isinstance(value, Out) else self._clamped(value)

    def _expression(self, rule: Mapping[str, Any], look: Look) -> Any:
        value = formula(rule["formula"], look)
        return self._clamped(value) if not isinstance(value, Out) and rule.get("clamp", True) else value

    def _composite(self, rule: Mapping[str, Any], look: Look) -> Any:
        together, earned = Fraction(0), Fraction(0)
        blank = False
        for part in self._parts(rule):
            weight = frac(by_type(part["weight"], self.unit_type))
            shown = formula(part["applies_when"], look) if "applies_when" in part else True
            score = self.score(part["rule"], look) if shown is True else refused(shown)
            if score is Out.MISSING:
                blank = True
            elif score is not Out.NOT_APPLICABLE:
                together, earned = together + weight, earned + weight * score
        if blank:
            return Out.MISSING
        return earned / together if together else Out.NOT_APPLICABLE

    def _parts(self, rule: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        own = [part for part in rule["parts"] if self.unit_type in part.get("unit_types", [self.unit_type])]
        return [part for part in own if frac(by_type(part["weight"], self.unit_type))]

    def _without_peers(self, rule: Mapping[str, Any], look: Look) -> Any:
        """One unit alone has no peers: the fallback holds."""
        return self.score(rule["fallback"], look)

    _min_max = _z_score = _percentile = _rank_points = _ratio_to_best = _without_peers
