"""Running golden cases: given answers, expected figures, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from dgassess.engine.compiling import scorer_for
from dgassess.engine.results import UnitResult
from dgassess.loading.cases import LoadedCases, case_response, inline_system, load_cases
from dgassess.loading.reading import Reading
from dgassess.loading.responses import read_unit
from dgassess.model.cases import Case, Expectation
from dgassess.rules.fields import NoValueForType, exact
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, has_errors, suggest
from dgassess.values.numbers import round_to, show, show_plain
from dgassess.workflows.content import UsageProblem, content_root, find_questionnaire, wildcards
from dgassess.workflows.systems import ReadySystem, checked, explainer_of, ready_system


@dataclass(frozen=True, slots=True)
class Difference:
    """An expected figure that is not what was computed; `explanation` are the arithmetic's lines."""

    what: str
    expected: str
    got: str
    place: Place
    explanation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """One case run: what differs, or the diagnostics that kept it from running."""

    id: str
    name: str
    place: Place
    differences: tuple[Difference, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    compared: int = 0

    @property
    def passed(self) -> bool:
        """Whether it ran and nothing differs."""
        return not self.differences and not has_errors(self.diagnostics)


def run_cases(names: Sequence[str], progress: Callable[[int, int], None] | None = None) -> list[CaseOutcome]:
    """Run every case of the files found. Raises DefectsFound when a case file or its system is defective."""
    outcomes: list[CaseOutcome] = []
    scorers: dict[Path, ReadySystem] = {}
    for path in case_files(names):
        reading = Reading()
        loaded = load_cases(reading, path)
        if loaded is None:
            raise DefectsFound(reading.diagnostics)
        for index in range(len(loaded.written.cases)):
            outcomes.append(_run(loaded, index, scorers))
            if progress is not None:
                progress(index + 1, len(loaded.written.cases))
    return outcomes


def case_files(names: Sequence[str]) -> list[Path]:
    """The case files of paths: a file, or every cases.yaml below a folder. Raises UsageProblem when there is none."""
    roots = wildcards(names)
    if not roots:
        roots = [Path("indicators")] if Path("indicators").is_dir() else [content_root() / "indicators"]
    found: list[Path] = []
    for root in roots:
        if not root.exists():
            raise UsageProblem(f"'{root}' does not exist.")
        found += [root] if root.is_file() else sorted(root.rglob("cases.yaml"))
    if not found:
        raise UsageProblem(f"There is no cases.yaml in {', '.join(map(str, roots))}.")
    return list(dict.fromkeys(found))


def _ready(
    loaded: LoadedCases, index: int, scorers: dict[Path, ReadySystem], reading: Reading
) -> ReadySystem | None:
    case = loaded.written.cases[index]
    if case.system is None or isinstance(case.system, str):
        named = case.system or loaded.written.system
        path = (loaded.path.parent / named) if named else loaded.path.parent
        path = path.resolve()
        if path not in scorers:
            scorers[path] = ready_system(path)
        return scorers[path]
    system = inline_system(reading, loaded, index, find_questionnaire)
    if system is None:
        return None
    reading.diagnostics += checked(system)
    if has_errors(reading.diagnostics):
        return None
    return ReadySystem(system, scorer_for(system.system, system.questionnaire), ())


def _run(loaded: LoadedCases, index: int, scorers: dict[Path, ReadySystem]) -> CaseOutcome:
    case = loaded.written.cases[index]
    place = loaded.document.place(("cases", index, "id"))
    reading = Reading()
    ready = _ready(loaded, index, scorers, reading)
    unit = None
    if ready is not None:
        written = case_response(reading, loaded, index, ready.loaded.questionnaire.id)
        try:
            unit = read_unit(reading, written, ready.scorer) if written is not None else None
        except NoValueForType as problem:
            reading.diagnostics.append(Diagnostic("no-value-for-type", "error", place, str(problem)))
    if ready is None or unit is None or has_errors(reading.diagnostics):
        return CaseOutcome(case.id, case.name, place, (), tuple(reading.diagnostics))
    result = ready.scorer.score_unit(unit, case.basis)
    comparison = _Comparison(loaded, index, ready, result)
    differences = tuple(comparison.differences())
    return CaseOutcome(case.id, case.name, place, differences, (), comparison.compared)


class _Comparison:
    """Compares one unit's result with what its case expects, at the declared digits."""

    def __init__(self, loaded: LoadedCases, index: int, ready: ReadySystem, result: UnitResult) -> None:
        self.document, self.index = loaded.document, index
        self.case: Case = loaded.written.cases[index]
        self.ready, self.result = ready, result
        self.rounding = ready.loaded.system.rounding
        self.compared = 0

    def differences(self) -> Iterator[Difference]:
        """Every expected figure that is not met, in the order written."""
        expect, result = self.case.expect, self.result
        yield from self._nodes(
            expect.nodes, {id_: node.score for id_, node in result.nodes.items()}, ("nodes",)
        )
        for node_id, state in expect.states.items():
            node = result.nodes.get(node_id)
            yield from self._same(
                f"state of {node_id}", state, node.state if node else None, ("states", node_id)
            )
        contributions = {id_: node.contribution for id_, node in result.nodes.items()}
        yield from self._nodes(expect.contributions, contributions, ("contributions",), "contribution of ")
        for name in ("base", "total"):
            if name in expect.model_fields_set:
                yield from self._number(name, getattr(expect, name), getattr(result, name), (name,))
        for name in ("level", "level_by_score", "rejected", "rankable"):
            if name in expect.model_fields_set:
                yield from self._same(name, getattr(expect, name), getattr(result, name), (name,))
        points = {item.id: item.points for item in result.adjustments}
        for item_id, wanted in expect.adjustments.items():
            yield from self._number(item_id, wanted, points.get(item_id), ("adjustments", item_id))
        if expect.vetoes is not None:
            triggered = tuple(veto.id for veto in result.vetoes if veto.triggered)
            wanted_ids, got_ids = ", ".join(expect.vetoes) or "none", ", ".join(triggered) or "none"
            yield from self._same("vetoes", wanted_ids, got_ids, ("vetoes",))
        yield from self._self(expect)

    def _self(self, expect: Expectation) -> Iterator[Difference]:
        own = expect.self
        if own is None:
            return
        scores = {id_: node.self_score for id_, node in self.result.nodes.items()}
        yield from self._nodes(own.nodes, scores, ("self", "nodes"), "self-assessed ")
        for name, got in (("base", self.result.self_base), ("total", self.result.self_total)):
            if name in own.model_fields_set:
                yield from self._number(f"self-assessed {name}", getattr(own, name), got, ("self", name))
        if "level" in own.model_fields_set:
            yield from self._same("self-assessed level", own.level, self.result.self_level, ("self", "level"))

    def _nodes(
        self,
        wanted: Mapping[str, Decimal | None],
        got: Mapping[str, Fraction | None],
        loc: tuple[str, ...],
        word: str = "",
    ) -> Iterator[Difference]:
        for node_id, value in wanted.items():
            at = (*loc, node_id)
            if node_id not in got:
                hint = suggest(node_id, got)
                yield Difference(
                    node_id, "a node of the system", "no such node", self._place(at, key=True), (hint,)
                )
                continue
            explained = self._explained(node_id) if not word else ()
            yield from self._number(f"{word}{node_id}", value, got[node_id], at, explained)

    def _explained(self, node_id: str) -> tuple[str, ...]:
        explanation = explainer_of(self.ready, self.result).node(node_id)
        answers = tuple(f"{line.question}: {line.answer}" for line in explanation.answers)
        return (*answers, *explanation.arithmetic)

    def _number(
        self,
        what: str,
        wanted: Decimal | None,
        got: Fraction | None,
        loc: tuple[str, ...],
        explained: tuple[str, ...] = (),
    ) -> Iterator[Difference]:
        self.compared += 1
        digits, mode = self.rounding.digits, self.rounding.mode
        if wanted is not None and got is not None:
            tolerance = exact(self.case.tolerance) if self.case.tolerance is not None else Fraction(0)
            if abs(round_to(got, digits, mode) - exact(wanted)) <= tolerance:
                return
        elif wanted is None and got is None:
            return
        expected = "no score" if wanted is None else show_plain(wanted)
        shown = "no score" if got is None else show(got, digits, mode)
        yield Difference(what, expected, shown, self._place(loc), explained)

    def _same(self, what: str, wanted: Any, got: Any, loc: tuple[str, ...]) -> Iterator[Difference]:
        self.compared += 1
        if wanted != got:
            yield Difference(what, str(wanted), str(got), self._place(loc))

    def _place(self, loc: tuple[str, ...], key: bool = False) -> Place:
        return self.document.place(("cases", self.index, "expect", *loc), key=key)
