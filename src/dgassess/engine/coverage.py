"""What of a method scored units touch: indicators, options, bands, branches, gates, vetoes, levels, missing policies.

Golden cases guard only what they touch. A part is touched when scoring a unit came through it, whatever was compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dgassess.engine.coverage_rules import Branching, branchings
from dgassess.engine.exact import lower
from dgassess.engine.explanation import unit_values
from dgassess.engine.levels import bound_text, gate_failures
from dgassess.engine.method import GatePlan, Method
from dgassess.engine.outcomes import Gap, Outcome, outcome_of
from dgassess.engine.results import UnitResult
from dgassess.model.nodes import Group
from dgassess.model.questions import Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.values.numbers import round_to

FAMILIES = (
    "indicators", "options", "bands", "branches", "gates", "levels", "adjustments", "vetoes", "missing policies",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A part of a method: its family, the id of what it belongs to (none for the system), and which one it is."""

    family: str
    owner: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every part of a method in its order, and those that were touched."""

    parts: tuple[Part, ...]
    touched: frozenset[Part]

    def of(self, family: str) -> tuple[int, tuple[Part, ...]]:
        """How many parts a family has, and those of them that nothing touched."""
        own = [part for part in self.parts if part.family == family]
        return len(own), tuple(part for part in own if part not in self.touched)


def coverage(
    system: IndicatorSystem, questionnaire: Questionnaire, method: Method, units: Iterable[UnitResult]
) -> Coverage:
    """What of a method the units touch."""
    rules = branchings(system)
    parts = dict.fromkeys(_parts(system, method, rules))
    touched: set[Part] = set()
    for unit in units:
        touched |= set(_touched(system, questionnaire, method, rules, unit))
    return Coverage(tuple(parts), frozenset(touched & parts.keys()))


def _parts(
    system: IndicatorSystem, method: Method, rules: Mapping[str, tuple[Branching, ...]]
) -> Iterator[Part]:
    for indicator in system.leaves.values():
        yield Part("indicators", indicator.id)
    for owner, own in rules.items():
        for branching in own:
            yield from (Part(branching.family, owner, name) for name in branching.names)
    for level in method.levels[:-1]:
        for gate in level.gates:
            yield from (Part("gates", level.name, _gate_name(gate, verdict)) for verdict in _VERDICTS)
    yield from (Part("levels", "", level.name) for level in method.levels)
    for node in method.tree:
        yield from (Part("levels", node.id, level.name) for level in node.levels)
    for item in system.adjustments.items if system.adjustments else ():
        yield Part("adjustments", item.id)
        yield Part("missing policies", item.id, item.missing)
    for veto in system.vetoes:
        yield Part("vetoes", veto.id)
        yield Part("missing policies", veto.id, veto.missing)
    for node_id, policy in _policies(system).values():
        yield Part("missing policies", node_id, policy)
    for written in system.nodes.values():
        if isinstance(written, Group) and written.minimum_present is not None:
            yield Part("missing policies", written.id, "minimum_present")


_VERDICTS = ("passed", "failed")


def _gate_name(gate: GatePlan, verdict: str) -> str:
    return f"{'+'.join(gate.nodes) or gate.question}{bound_text(gate.bound)} {verdict}"


def _policies(system: IndicatorSystem) -> dict[str, tuple[str, str]]:
    """Of every indicator, where its missing policy is declared (none: the system) and what it is."""
    declared: dict[str, tuple[str, str]] = {}
    for node, parent, _ in system.walk():
        above = declared[parent.id] if parent is not None else ("", system.missing)
        declared[node.id] = (node.id, node.missing) if node.missing is not None else above
    return {id_: declared[id_] for id_ in system.leaves}


def _touched(
    system: IndicatorSystem,
    questionnaire: Questionnaire,
    method: Method,
    rules: Mapping[str, tuple[Branching, ...]],
    unit: UnitResult,
) -> Iterator[Part]:
    policies = _policies(system)
    for node in unit.nodes.values():
        if node.kind == "indicator" and node.state == "scored" and node.zeroed_by is None:
            yield Part("indicators", node.id)
        if node.kind == "indicator" and node.state == "missing":
            yield Part("missing policies", *policies[node.id])
        if node.level is not None:
            yield Part("levels", node.id, node.level)
    yield from _branches(unit_values(questionnaire, unit), rules, unit)
    yield from _gates(method, unit)
    if unit.level is not None:
        yield Part("levels", "", unit.level)
    missing = {item.id: item.missing for item in system.adjustments.items} if system.adjustments else {}
    for item in unit.adjustments:
        if item.points:
            yield Part("adjustments", item.id)
        if item.state == "missing":
            yield Part("missing policies", item.id, missing[item.id])
    when_missing = {veto.id: veto.missing for veto in system.vetoes}
    for veto in unit.vetoes:
        if veto.triggered:
            yield Part("vetoes", veto.id)
        if veto.state == "missing":
            yield Part("missing policies", veto.id, when_missing[veto.id])
    for written in system.nodes.values():
        if isinstance(written, Group) and _too_little_present(written, unit):
            yield Part("missing policies", written.id, "minimum_present")


def _too_little_present(group: Group, unit: UnitResult) -> bool:
    if group.minimum_present is None or unit.nodes[group.id].state != "missing":
        return False
    return any(unit.nodes[child.id].state == "scored" for child in group.children)


def _branches(
    values: Mapping[str, Outcome], rules: Mapping[str, tuple[Branching, ...]], unit: UnitResult
) -> Iterator[Part]:
    for owner, own in rules.items():
        node = unit.nodes.get(owner)
        if node is not None and node.weight == 0 and node.state == "not-applicable" and node.share == 0:
            continue  # not for units of this type
        for branching in own:
            for name, condition in branching.conditions(unit.type):
                outcome = lower(condition)(values)
                if not isinstance(outcome, Gap) and outcome:
                    yield Part(branching.family, owner, name)


def _gates(method: Method, unit: UnitResult) -> Iterator[Part]:
    """The gates that were looked at: those of the level by score, then of each level below while one fails."""
    names = [level.name for level in method.levels]
    if unit.level_by_score not in names:
        return
    outcomes = _gate_outcomes(method, unit)
    for level in method.levels[names.index(unit.level_by_score) : -1]:
        failed = [gate for gate in level.gates if gate_failures(gate, outcomes, {})]
        for gate in level.gates:
            yield Part("gates", level.name, _gate_name(gate, "failed" if gate in failed else "passed"))
        if not failed:
            return


def _gate_outcomes(method: Method, unit: UnitResult) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {
        question: outcome_of(question, answer) for question, answer in unit.answers.items()
    }
    for node in unit.nodes.values():
        if node.score is not None:
            outcomes[node.id] = round_to(node.score, method.digits, method.mode)
        else:
            outcomes[node.id] = Gap("missing" if node.state == "missing" else "not-applicable", node.reason)
    return outcomes
