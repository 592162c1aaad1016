"""A naive scorer for one unit, written from the documents: the engine has to agree with it exactly.

It reads the files' plain data (mappings, lists, numbers), knows nothing of operations, plans or models, and takes
every rule's formula from its docstring. Slow and straight on purpose.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from dgassess.values.answers import Answer, AnswerState


class Out(Enum):
    """Why there is no value."""

    NOT_APPLICABLE = "not-applicable"
    MISSING = "missing"


Look = Callable[[str], Any]  # a local key to its value or Out


def frac(number: Any) -> Fraction:
    """A number of a file, exactly as written."""
    return number if isinstance(number, Fraction) else Fraction(str(number))


def rounded(value: Fraction, digits: int, mode: str) -> Fraction:
    """Contract of §6: |x| is rounded, the sign restored; a millionth of the last digit around a tie is the tie."""
    scaled = abs(value) * 10**digits
    whole = math.floor(scaled)
    rest = scaled - whole
    if abs(rest - Fraction(1, 2)) <= Fraction(1, 1_000_000):
        whole += 1 if mode == "half-up" or whole % 2 == 1 else 0
    elif rest > Fraction(1, 2):
        whole += 1
    return Fraction(whole, 10**digits) * (-1 if value < 0 else 1)


def nine(value: Any) -> Any:
    """What comparisons inside rules see of a number."""
    return rounded(value, 9, "half-up") if isinstance(value, Fraction) else value


def shortest(value: float) -> Fraction:
    """A float at its shortest decimal text."""
    return Fraction(Decimal(repr(value)))


def by_type(value: Any, unit_type: str | None) -> Any:
    """A ⟨T⟩ field's value."""
    if isinstance(value, Mapping):
        return value[unit_type] if unit_type in value else value["default"]
    return value


def gap(*values: Any) -> Out | None:
    """Not applicable comes before missing."""
    if any(value is Out.NOT_APPLICABLE for value in values):
        return Out.NOT_APPLICABLE
    return Out.MISSING if any(value is Out.MISSING for value in values) else None


# --- formulas ---------------------------------------------------------------------------------------------------


def formula(text: str, look: Look) -> Any:
    """A formula's value: strict in its operands, lazy in and/or/conditional."""
    return _Walk(look).visit(ast.parse(text, mode="eval").body)


_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b if b else Out.NOT_APPLICABLE,
}
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: lambda a, b: bool(nine(a) < nine(b)),
    ast.LtE: lambda a, b: bool(nine(a) <= nine(b)),
    ast.Gt: lambda a, b: bool(nine(a) > nine(b)),
    ast.GtE: lambda a, b: bool(nine(a) >= nine(b)),
    ast.Eq: lambda a, b: bool(nine(a) == nine(b)),
    ast.NotEq: lambda a, b: bool(nine(a) != nine(b)),
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}


def _root(value: Fraction) -> Any:
    return Out.NOT_APPLICABLE if value < 0 else shortest(math.sqrt(value))


def _ln(value: Fraction) -> Any:
    return Out.NOT_APPLICABLE if value <= 0 else shortest(math.log(value))


_CALLED: dict[str, Callable[..., Any]] = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "abs": abs,
    "len": lambda chosen: Fraction(len(chosen)),
    "sqrt": _root,
    "ln": _ln,
}


class _Walk:
    def __init__(self, look: Look) -> None:
        self.look = look

    def visit(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=bool() | str() as value):
                return value
            case ast.Constant(value=value):
                return frac(value)
            case ast.Name(id=name):
                return self.look(name)
            case ast.IfExp(test, body, orelse):
                truth = self.visit(test)
                return truth if isinstance(truth, Out) else self.visit(body if truth else orelse)
            case ast.BoolOp(operator, values):
                stop = isinstance(operator, ast.Or)
                for value in values:
                    truth = self.visit(value)
                    if isinstance(truth, Out) or truth is stop:
                        return truth
                return not stop
            case ast.Compare(left, operators, comparators):
                return self._chain(left, operators, comparators)
            case ast.BinOp(left, operator, right):
                return self._strict(_ARITHMETIC[type(operator)], left, right)
            case ast.UnaryOp(ast.USub(), operand):
                return self._strict(lambda value: -value, operand)
            case ast.UnaryOp(ast.Not(), operand):
                return self._strict(lambda value: not value, operand)
            case ast.Call(ast.Name(id=name), arguments):
                return self._strict(_CALLED[name], *arguments)
        raise AssertionError(ast.dump(node))

    def _strict(self, compute: Callable[..., Any], *operands: ast.expr) -> Any:
        values = [self.visit(operand) for operand in operands]
        out = gap(*values)
        return compute(*values) if out is None else out

    def _chain(self, left: ast.expr, operators: list[ast.cmpop], comparators: list[ast.expr]) -> Any:
        for operator, right in zip(operators, comparators, strict=True):
            truth = self._strict(_COMPARED[type(operator)], left, right)
            if truth is not True:
                return truth
            left = right
        return True


# --- rules ------------------------------------------------------------------------------------------------------


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
                return frac(rule.get("cap", self.high))
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
            value, floor, target = _ln(value), _ln(floor), _ln(target)
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
        for (left, below), (right, above) in zip(curve, curve[1:], strict=False):
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
        for part in rule["parts"]:
            weight = frac(by_type(part["weight"], self.unit_type)) if self._is_for(part) else Fraction(0)
            if not weight:
                continue
            shown = formula(part["applies_when"], look) if "applies_when" in part else True
            score = shown if isinstance(shown, Out) else Out.NOT_APPLICABLE
            if shown is True:
                score = self.score(part["rule"], look)
            if score is Out.MISSING:
                blank = True
            elif score is not Out.NOT_APPLICABLE:
                together, earned = together + weight, earned + weight * score
        if blank:
            return Out.MISSING
        return earned / together if together else Out.NOT_APPLICABLE

    def _is_for(self, part: Mapping[str, Any]) -> bool:
        return self.unit_type in part.get("unit_types", [self.unit_type])

    def _without_peers(self, rule: Mapping[str, Any], look: Look) -> Any:
        """One unit alone has no peers: the fallback holds."""
        return self.score(rule["fallback"], look)

    _min_max = _z_score = _percentile = _rank_points = _ratio_to_best = _without_peers


# --- the unit ---------------------------------------------------------------------------------------------------


@dataclass
class Node:
    """A node's state and score."""

    state: str
    score: Fraction | None


@dataclass
class Scored:
    """What the oracle says of one unit."""

    nodes: dict[str, Node]
    base: Fraction | None = None
    total_exact: Fraction | None = None
    total: Fraction | None = None
    level: str | None = None
    level_by_score: str | None = None
    adjustments: dict[str, Fraction] = field(default_factory=dict)
    vetoes: list[str] = field(default_factory=list)
    rejected: bool = False
    award: bool = True


class Oracle:
    """Scores units of one type. `system` is system.yaml's data with groups inline; `questions` are completed."""

    def __init__(
        self, system: Mapping[str, Any], questions: list[Mapping[str, Any]], unit_type: str | None
    ) -> None:
        self.system, self.unit_type = system, unit_type
        self.questions = {question["id"]: question for question in questions}
        scale = system.get("scale", {})
        self.low, self.high = frac(scale.get("lowest", 0)), frac(scale.get("highest", 100))
        self.rules = Rules(self.low, self.high, unit_type)
        rounding = system.get("rounding", {})
        self.digits, self.mode = rounding.get("digits", 2), rounding.get("mode", "half-up")
        self.at_nodes = rounding.get("stage", "output") == "node"
        self.values: dict[str, Any] = {}
        self.zeroed: set[str] = set()
        self.rejecting: set[str] = set()
        self.nodes: dict[str, Node] = {}

    def score(self, answers: Mapping[str, Answer]) -> Scored:
        """Every step from the answers to the level."""
        self._read(answers)
        self.zeroed, self.rejecting = set(), set()
        self._tree()
        anything = any(self.nodes[leaf["id"]].state == "scored" for leaf in self._leaves())
        triggered = [veto for veto in self._mine(self.system.get("vetoes", [])) if self._holds(veto)]
        effects = [(veto, effect) for veto in triggered for effect in veto["effects"]]
        for veto, effect in effects:
            if effect["kind"] == "zero":
                self.zeroed.add(effect["node"])
            if effect["kind"] == "zero-listed":
                listed = self._look(veto)(effect["question"])
                self.zeroed |= listed if isinstance(listed, frozenset) else set()
        root = self._tree()
        kinds = {effect["kind"] for _, effect in effects}
        result = Scored(self.nodes, vetoes=[veto["id"] for veto in triggered])
        result.adjustments = self._adjustments("no-bonus" in kinds)
        result.rejected = bool(self.rejecting)
        if result.rejected or not anything or root.score is None:
            return result
        result.base, result.award = root.score, "no-award" not in kinds
        caps = [frac(effect["total"]) for _, effect in effects if effect["kind"] == "cap-total"]
        result.total_exact = self._total(root.score, result.adjustments, caps)
        result.total = rounded(result.total_exact, self.digits, self.mode)
        best = {effect["level"] for _, effect in effects if effect["kind"] == "cap-level"}
        result.level_by_score, result.level = self._level(result.total, best)
        return result

    # answers

    def _read(self, answers: Mapping[str, Answer]) -> None:
        self.values = {}
        for id_, question in self.questions.items():
            answer = answers.get(id_)
            self.values[id_] = Out.MISSING
            if self.unit_type not in question.get("unit_types", [self.unit_type]) or (
                answer is not None and answer.state is AnswerState.NOT_APPLICABLE
            ):
                self.values[id_] = Out.NOT_APPLICABLE
            elif answer is not None and answer.state is AnswerState.ANSWERED:
                self.values[id_] = answer.value
        hidden: set[str] = set()
        while True:
            more = {q for q in self.questions if q not in hidden and not self._shown(q)}
            if not more:
                return
            hidden |= more
            self.values |= dict.fromkeys(more, Out.NOT_APPLICABLE)

    def _shown(self, question_id: str) -> bool:
        question = self.questions[question_id]
        if "visible_when" not in question:
            return True
        owner = {"id": question_id.rpartition(".")[0], "inputs": question.get("inputs", {})}
        return formula(question["visible_when"], self._look(owner)) is True

    def _look(self, owner: Mapping[str, Any]) -> Look:
        def look(key: str) -> Any:
            if key in owner.get("parameters", {}):
                return frac(by_type(owner["parameters"][key], self.unit_type))
            return self.values[owner.get("inputs", {}).get(key, f"{owner['id']}.{key}")]

        return look

    # the tree

    def _mine(self, items: Any) -> list[Mapping[str, Any]]:
        return [item for item in items if self._applies(item)]

    def _applies(self, node: Mapping[str, Any]) -> bool:
        below = self._children(node)
        if below:
            return any(self._applies(child) for child in below)
        return self.unit_type in node.get("unit_types", [self.unit_type])

    @staticmethod
    def _children(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        return [*node.get("dimensions", []), *node.get("groups", []), *node.get("indicators", [])]

    def _leaves(self) -> Iterator[Mapping[str, Any]]:
        def below(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
            for child in self._children(node):
                if "rule" in child:
                    yield child
                else:
                    yield from below(child)

        return (leaf for leaf in below(self.system) if self._applies(leaf))

    def _tree(self) -> Node:
        self.nodes = {}
        return self._group({**self.system, "id": ""}, self.system.get("missing", "zero"))

    def _node(self, node: Mapping[str, Any], above: str) -> Node:
        missing = node.get("missing", above)
        found = self._indicator(node, missing) if "rule" in node else self._group(node, missing)
        if node["id"] in self.zeroed:
            found = Node("scored", self.low)
        self.nodes[node["id"]] = found
        return found

    def _staged(self, score: Fraction) -> Fraction:
        return rounded(score, self.digits, self.mode) if self.at_nodes else score

    def _blank(self, node: Mapping[str, Any], missing: str) -> Node:
        if missing == "reject":
            self.rejecting.add(node["id"])
        return Node("missing", self.low if missing == "zero" else None)

    def _indicator(self, node: Mapping[str, Any], missing: str) -> Node:
        look = self._look(node)
        shown = formula(node["applies_when"], look) if "applies_when" in node else True
        score = shown if isinstance(shown, Out) else Out.NOT_APPLICABLE
        if shown is True:
            score = self.rules.score(node["rule"], look)
        if score is Out.MISSING:
            return self._blank(node, missing)
        if score is Out.NOT_APPLICABLE:
            return Node("not-applicable", None)
        return Node("scored", self._staged(score))

    def _group(self, node: Mapping[str, Any], missing: str) -> Node:
        children = self._mine(self._children(node))
        weighed = [
            (frac(by_type(child.get("weight", 1), self.unit_type)), self._node(child, missing))
            for child in children
        ]
        applicable = [
            (weight, child) for weight, child in weighed if weight and child.state != "not-applicable"
        ]
        if not applicable:
            return Node("not-applicable", None)
        present = sum(weight for weight, child in applicable if child.state == "scored")
        least = frac(node.get("minimum_present", 0))
        if present < least / 100 * sum(weight for weight, _ in applicable):
            return self._blank(node, missing)
        counted = [(weight, child.score) for weight, child in applicable if child.score is not None]
        if not counted:
            return Node("missing", None)
        aggregation = node.get("aggregation") or self.system.get("aggregation", "weighted-mean")
        return Node("scored" if present else "missing", self._staged(self._together(aggregation, counted)))

    def _together(self, aggregation: Any, counted: list[tuple[Fraction, Fraction]]) -> Fraction:
        kind = aggregation if isinstance(aggregation, str) else aggregation["kind"]
        cap = aggregation.get("cap", self.high) if isinstance(aggregation, Mapping) else self.high
        scores = [score for _, score in counted]
        weights = sum((weight for weight, _ in counted), Fraction(0))
        zero = any(nine(score) <= 0 for score in scores)
        match kind:
            case "weighted-mean":
                return sum((weight * score for weight, score in counted), Fraction(0)) / weights
            case "geometric-mean" if zero:
                return Fraction(0)
            case "geometric-mean" if nine(min(scores)) == nine(max(scores)):
                return min(scores)
            case "geometric-mean":
                logarithms = sum((weight * _ln(score) for weight, score in counted), Fraction(0))
                return shortest(math.exp(logarithms / weights))
            case "harmonic-mean":
                return Fraction(0) if zero else weights / sum(weight / score for weight, score in counted)
            case "minimum":
                return min(scores)
            case "maximum":
                return max(scores)
            case "sum":
                return min(sum(scores, Fraction(0)), frac(cap))
        raise AssertionError(kind)

    # after the tree

    def _holds(self, veto: Mapping[str, Any]) -> bool:
        truth = formula(veto["when"], self._look(veto))
        policy = veto.get("missing", "not-triggered")
        if truth is Out.MISSING:
            self.rejecting |= {veto["id"]} if policy == "reject" else set()
            return bool(policy == "triggered")
        return truth is True

    def _adjustments(self, no_bonus: bool) -> dict[str, Fraction]:
        points: dict[str, Fraction] = {}
        for item in self._mine((self.system.get("adjustments") or {}).get("items", [])):
            found = self.rules.score(item["rule"], self._look(item))
            policy = item.get("missing", "none")
            if found is Out.MISSING and policy == "reject":
                self.rejecting.add(item["id"])
            if found is Out.MISSING and policy == "full":
                found = self.rules.largest(item["rule"])
            own = Fraction(0) if isinstance(found, Out) else max(found, Fraction(0))
            if item["effect"] == "penalty":
                own = -own
            points[item["id"]] = Fraction(0) if no_bonus and item["effect"] == "bonus" else own
        return points

    def _total(self, base: Fraction, points: Mapping[str, Fraction], caps: list[Fraction]) -> Fraction:
        rules = self.system.get("adjustments") or {}
        bonus = sum((own for own in points.values() if own > 0), Fraction(0))
        penalty = -sum((own for own in points.values() if own < 0), Fraction(0))
        if "bonus_above" in rules and rounded(base, self.digits, self.mode) <= frac(rules["bonus_above"]):
            bonus = Fraction(0)
        bonus = min(bonus, frac(rules.get("bonus_cap", bonus)))
        penalty = min(penalty, frac(rules.get("penalty_cap", penalty)))
        clamp = rules.get("total", {})
        total = max(base + bonus - penalty, frac(clamp.get("lowest", self.low)))
        if clamp.get("highest") is not None:
            total = min(total, frac(clamp["highest"]))
        return min([total, *caps])

    def _level(self, total: Fraction, best: set[str]) -> tuple[str | None, str | None]:
        levels = self.system.get("levels", [])
        if not levels:
            return None, None
        by_score = next(i for i, level in enumerate(levels) if i == len(levels) - 1 or _reached(level, total))
        index = by_score
        while index < len(levels) - 1 and not all(map(self._open, levels[index].get("gates", []))):
            index += 1
        names = [level["name"] for level in levels]
        index = max([index, *(names.index(name) for name in best)])
        return names[by_score], names[index]

    def _open(self, gate: Mapping[str, Any]) -> bool:
        return all(self._passes(gate, subject) for subject in gate.get("nodes", [gate.get("question")]))

    def _passes(self, gate: Mapping[str, Any], subject: str) -> bool:
        value: Any
        if "nodes" in gate:
            node = self.nodes.get(subject, Node("not-applicable", None))
            value = Out(node.state) if node.score is None else rounded(node.score, self.digits, self.mode)
        else:
            value = self.values[subject]
        if value is Out.NOT_APPLICABLE:
            return bool(gate.get("not_applicable", "pass") == "pass")
        if value is Out.MISSING:
            return bool(gate.get("missing", "fail") == "pass")
        return _reached(gate, value)


def _reached(bounded: Mapping[str, Any], value: Fraction) -> bool:
    if "at_least" in bounded:
        return value >= frac(bounded["at_least"])
    return "above" not in bounded or value > frac(bounded["above"])
