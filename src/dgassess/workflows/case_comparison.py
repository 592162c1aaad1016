"""Comparing what a golden case expects with what was computed, at the declared digits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from dgassess.engine.results import NodeResult
from dgassess.loading.tree import Document
from dgassess.model.cases import Case
from dgassess.rules.fields import exact
from dgassess.values.diagnostics import Place, suggest
from dgassess.values.numbers import round_to, show, show_plain
from dgassess.workflows.case_reasons import Lines, Reasons

Path = tuple[str | int, ...]
Value = Decimal | str | bool | tuple[str, ...] | None
"""What a file may state; None stands for no score, no level."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An expected figure that is not what was computed; `explanation` are the arithmetic's lines.

    `remedy` is set where no new figure would help, such as for a node that does not exist.
    """

    what: str
    expected: str
    got: str
    place: Place
    explanation: Lines = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One expected figure: where it stands in the case file, what it ought to be, and whether it is that."""

    path: Path
    actual: Value
    difference: Difference | None


class Comparison:
    """Compares one unit's result with what its case expects."""

    def __init__(self, document: Document, index: int, case: Case, reasons: Reasons) -> None:
        self.document, self.index, self.case = document, index, case
        self.reasons, self.result = reasons, reasons.result
        self.rounding = reasons.ready.system.rounding

    def figures(self) -> Iterator[Figure]:
        """Every expected figure, in the order of the grammar."""
        expect, result, reasons = self.case.expect, self.result, self.reasons
        scores = {id_: node.score for id_, node in result.nodes.items()}
        yield from self._numbers("", expect.nodes, scores, ("nodes",), reasons.node)
        for node_id, state in expect.states.items():
            yield self._state(node_id, state, result.nodes.get(node_id))
        contributions = {id_: node.contribution for id_, node in result.nodes.items()}
        yield from self._numbers(
            "contribution of ", expect.contributions, contributions, ("contributions",), reasons.contribution
        )
        for name in ("base", "total"):
            if name in expect.model_fields_set:
                yield self._number(name, getattr(expect, name), getattr(result, name), (name,), reasons.base)
        for name in ("level", "level_by_score", "rejected", "rankable"):
            wanted = getattr(expect, name)
            # `rejected: null` states nothing, as a result is either; a level may well be none.
            if name in expect.model_fields_set and (wanted is not None or name.startswith("level")):
                yield self._same(name, wanted, getattr(result, name), (name,), reasons.steps)
        points: dict[str, Fraction | None] = {item.id: item.points for item in result.adjustments}
        yield from self._numbers("", expect.adjustments, points, ("adjustments",), reasons.item)
        yield from self._lists()
        yield from self._self()

    def _lists(self) -> Iterator[Figure]:
        expect, reasons = self.case.expect, self.reasons
        if expect.vetoes is not None:
            triggered = tuple(veto.id for veto in self.result.vetoes if veto.triggered)
            # Which, not in which order: they hold at once.
            same = sorted(triggered) == sorted(expect.vetoes)
            got = expect.vetoes if same else triggered
            yield self._same("vetoes", expect.vetoes, got, ("vetoes",), reasons.vetoes)
        if expect.steps is not None:
            kinds = tuple(step.kind for step in self.result.steps)
            yield self._same("steps", expect.steps, kinds, ("steps",), reasons.steps)

    def _self(self) -> Iterator[Figure]:
        own = self.case.expect.self
        if own is None:
            return
        scores = {id_: node.self_score for id_, node in self.result.nodes.items()}
        word, reasons = "self-assessed ", self.reasons
        yield from self._numbers(
            word, own.nodes, scores, ("self", "nodes"), lambda node: reasons.self_assessed().node(node)
        )
        for name, got in (("base", self.result.self_base), ("total", self.result.self_total)):
            if name in own.model_fields_set:
                wanted = getattr(own, name)
                yield self._number(
                    word + name, wanted, got, ("self", name), lambda: reasons.self_assessed().base()
                )
        if "level" in own.model_fields_set:
            yield self._same(
                word + "level",
                own.level,
                self.result.self_level,
                ("self", "level"),
                lambda: reasons.self_assessed().steps(),
            )

    def _numbers(
        self,
        word: str,
        wanted: Mapping[str, Decimal | None],
        got: Mapping[str, Fraction | None],
        loc: Path,
        explain: Callable[[str], Lines],
    ) -> Iterator[Figure]:
        kind = "adjustment" if loc == ("adjustments",) else "node"
        for id_, value in wanted.items():
            if id_ in got:
                yield self._number(f"{word}{id_}", value, got[id_], (*loc, id_), partial(explain, id_))
            else:
                yield self._unknown(id_, kind, got, (*loc, id_))

    def _unknown(self, id_: str, kind: str, known: Mapping[str, Any], loc: Path) -> Figure:
        expected = "a node of the system" if kind == "node" else "an adjustment for this unit"
        remedy = suggest(id_, known) or "Delete the line, or write the id that was meant."
        place = self._place(loc, key=True)
        difference = Difference(id_, expected, f"no such {kind}", place, (remedy,), remedy)
        return Figure(self._path(loc), None, difference)

    def _state(self, node_id: str, wanted: str, node: NodeResult | None) -> Figure:
        loc = ("states", node_id)
        if node is None:
            return self._unknown(node_id, "node", self.result.nodes, loc)
        return self._same(f"state of {node_id}", wanted, node.state, loc, lambda: self.reasons.node(node_id))

    def _number(
        self, what: str, wanted: Decimal | None, got: Fraction | None, loc: Path, explain: Callable[[], Lines]
    ) -> Figure:
        digits, mode = self.rounding.digits, self.rounding.mode
        shown = None if got is None else show(got, digits, mode)
        actual = None if shown is None else Decimal(shown)
        if wanted is None or got is None:
            same = wanted is None and got is None
        else:
            tolerance = exact(self.case.tolerance) if self.case.tolerance is not None else Fraction(0)
            same = abs(round_to(got, digits, mode) - exact(wanted)) <= tolerance
        if same:
            return Figure(self._path(loc), actual, None)
        expected = "no score" if wanted is None else show_plain(wanted)
        return Figure(
            self._path(loc),
            actual,
            Difference(what, expected, shown or "no score", self._place(loc), explain()),
        )

    def _same(self, what: str, wanted: Any, got: Any, loc: Path, explain: Callable[[], Lines]) -> Figure:
        if wanted == got:
            return Figure(self._path(loc), got, None)
        difference = Difference(what, said(wanted), said(got), self._place(loc), explain())
        return Figure(self._path(loc), got, difference)

    def _path(self, loc: Path) -> Path:
        return ("cases", self.index, "expect", *loc)

    def _place(self, loc: Path, key: bool = False) -> Place:
        return self.document.place_of(self._path(loc), key)


def said(value: Value | Sequence[str]) -> str:
    """A value in a message: `none`, `true`, `FJ-1, FJ-2`, `88.13`."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return show_plain(value)
    return value if isinstance(value, str) else ", ".join(value) or "none"
