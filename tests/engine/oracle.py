"""A naive scorer for one unit, written from the documents: the engine has to agree with it exactly.

It reads the files' plain data (mappings, lists, numbers), knows nothing of operations, plans or models, and takes
every formula from its docstring. Slow and straight on purpose.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from dgassess.values.answers import Answer, AnswerState
from tests.engine.oracle_formulas import (
    Look,
    Out,
    by_type,
    formula,
    frac,
    logarithm,
    nine,
    refused,
    rounded,
    shortest,
)  # fmt: skip
from tests.engine.oracle_rules import Rules


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
        self, system: Mapping[str, Any], questions: Sequence[Mapping[str, Any]], unit_type: str | None
    ) -> None:
        self.system, self.unit_type = system, unit_type
        self.questions = {question["id"]: question for question in questions}
        scale = system.get("scale", {})
        self.low, self.high = frac(scale.get("lowest", 0)), frac(scale.get("highest", 100))
        self.rules = Rules(self.low, self.high, unit_type)
        self.points = Rules(Fraction(0), self.high, unit_type)  # points start at 0, whatever the lowest score
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
        self.rejecting = set()  # what counts is the tree after vetoes
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
        result.rejected = bool(self.rejecting - self._below_zeroed())
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
        return formula(question["visible_when"], self._look(owner)) in (True, Out.MISSING)

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

    def _below_zeroed(self) -> set[str]:
        """The zeroed nodes and everything below them."""

        def below(node: Mapping[str, Any], inside: bool) -> Iterator[str]:
            for child in self._children(node):
                within = inside or child["id"] in self.zeroed
                if within:
                    yield child["id"]
                yield from below(child, within)

        return set(below(self.system, False))

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
        if missing == "reject" and frac(by_type(node.get("weight", 1), self.unit_type)):
            self.rejecting.add(node["id"])
        return Node("missing", self.low if missing == "zero" else None)

    def _indicator(self, node: Mapping[str, Any], missing: str) -> Node:
        look = self._look(node)
        shown = formula(node["applies_when"], look) if "applies_when" in node else True
        score = self.rules.score(node["rule"], look) if shown is True else refused(shown)
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
                logarithms = sum((weight * logarithm(score) for weight, score in counted), Fraction(0))
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
            found = self.points.score(item["rule"], self._look(item))
            policy = item.get("missing", "none")
            if found is Out.MISSING and policy == "reject":
                self.rejecting.add(item["id"])
            if found is Out.MISSING and policy == "full":
                found = max(self.points.largest(item["rule"]), Fraction(0))
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
