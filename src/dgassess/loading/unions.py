"""Of the errors Pydantic gives for every branch of a union, those of the branch the author most likely meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dgassess.loading.problems import EXPECTED

_PARSING = ("_parsing", "literal_error", "enum")


@dataclass(slots=True)
class Defect:
    """A Pydantic error: where it stands in the data, and its location taken apart into keys and union labels."""

    error: dict[str, Any]
    path: tuple[str | int, ...]
    steps: tuple[tuple[bool, str | int], ...]  # (is a label, element)
    expected: tuple[str, ...] = ()
    allowed: tuple[Any, ...] = ()

    @property
    def type(self) -> str:
        """Pydantic's name of the error."""
        return str(self.error["type"])


@dataclass(slots=True)
class _Node:
    own: list[Defect] = field(default_factory=list)
    keys: dict[str | int, _Node] = field(default_factory=dict)
    branches: dict[str | int, _Node] = field(default_factory=dict)


def likeliest(defects: list[Defect]) -> list[Defect]:
    """The defects to report, one branch per union."""
    root = _Node()
    for defect in defects:
        node = root
        for is_label, element in defect.steps:
            node = (node.branches if is_label else node.keys).setdefault(element, _Node())
        node.own.append(defect)
    return _chosen(root)


def _chosen(node: _Node) -> list[Defect]:
    kind = node.keys.get("kind")
    if kind is not None and any(defect.type == "literal_error" for defect in kind.own):
        # With a wrong kind the other keys are judged by the wrong model.
        return _chosen(kind)
    found = list(node.own)
    for below in node.keys.values():
        found += _chosen(below)
    if node.branches:
        found += _best([(str(label), branch, _chosen(branch)) for label, branch in node.branches.items()])
    return found


def _best(branches: list[tuple[str, _Node, list[Defect]]]) -> list[Defect]:
    if len(branches) == 1:
        return branches[0][2]
    ranked = [(_misfit(label, branch), len(defects), defects) for label, branch, defects in branches]
    least = min(misfit for misfit, _, _ in ranked)
    best = [defects for misfit, _, defects in ranked if misfit == least]
    if least == 0:
        return min(best, key=len)
    heads = [defects[0] for defects in best]
    first = heads[0]
    if all(head.type in ("literal_error", "enum") for head in heads):
        first.allowed = tuple(dict.fromkeys(value for head in heads for value in head.allowed))
    elif least == 2:
        first.expected = tuple(EXPECTED[head.type] for head in heads if head.type in EXPECTED)
    return [first]


def _misfit(label: str, branch: _Node) -> int:
    """0 when the value has the shape of the branch, 1 when only its content does not fit, 2 when neither does."""
    worst = 0
    for defect in branch.own:
        structured = isinstance(defect.error["input"], (dict, list))
        if defect.type.endswith(_PARSING):
            worst = max(worst, 2 if structured else 1)
        elif defect.type in EXPECTED:
            worst = 2
        elif defect.type == "value_error" and label.startswith("function-"):
            worst = max(worst, 2 if structured else 1)
    return worst
