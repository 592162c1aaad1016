"""An indicator system in words and exact weights, as the handbook is made from; the caller fills it from its model.

Sentences have no final stop and may hold half-width marks: the handbook sets them in type.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dgassess.reporting.contents import ClauseText, Sensitivity
from dgassess.reporting.wording import Numbers


@dataclass(frozen=True, slots=True)
class OptionText:
    """One option of a question."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One question. `range` is what values it takes, `condition` when it is asked (empty = always)."""

    id: str
    text: str
    kind: str
    unit: str = ""
    range: str = ""
    options: tuple[OptionText, ...] = ()
    definition: str = ""
    scope: str = ""
    as_of: str = ""
    not_applicable: tuple[str, ...] = ()
    answered_by: str = ""
    filler: str = ""
    evidence: tuple[str, ...] = ()
    sensitivity: Sensitivity = "internal"
    condition: str = ""
    unit_types: tuple[str, ...] = ()
    scored: bool = True
    exclusive_with: tuple[str, ...] = ()
    lineage: str = ""
    note: str = ""
    by_unit: bool = True  # whether it is the unit's to answer


@dataclass(frozen=True, slots=True)
class NodeText:
    """A group or indicator of the tree, parents before children.

    `weight` is the declared one in words; `shares` (of the total, 0–1) and `applies` stand in the order of
    `HandbookText.types`; a share is None where weights do not make up the total.
    """

    id: str
    name: str
    kind: Literal["group", "indicator"]
    tier: int
    parent: str | None
    weight: str
    shares: tuple[Fraction | None, ...]
    applies: tuple[bool, ...]
    description: str = ""
    aggregation: str = ""  # where it is not the system's
    missing: str = ""
    minimum_present: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemText:
    """What owns questions: an indicator, an adjustment (bonus, penalty) or a veto.

    standard: the scoring standard, or when a veto is triggered. effects: what it then does. kind: a rule kind.
    """

    id: str
    name: str
    sort: Literal["indicator", "bonus", "penalty", "veto"]
    standard: str
    questions: tuple[QuestionText, ...] = ()
    inputs: tuple[str, ...] = ()  # questions of others it uses: id and text
    kind: str = ""
    definition: str = ""
    unit: str = ""
    direction: str = ""
    unit_types: tuple[str, ...] = ()
    condition: str = ""
    missing: str = ""
    sources: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    responsible: str = ""
    sensitivity: Sensitivity = "internal"
    effects: tuple[str, ...] = ()
    lineage: str = ""
    reference: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LevelSentence:
    """A level of the total: its range and gates in words."""

    name: str
    bounds: str
    gates: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class CrossCheckText:
    """What must hold between answers."""

    id: str
    message: str
    condition: str
    strict: bool  # whether answers that break it cannot be handed in
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewText:
    """Another grouping: its groups' names with their indicators."""

    name: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ExampleText:
    """One indicator or adjustment worked for a set of answers: `answers` and `arithmetic` are lines."""

    item: str
    name: str
    kind: str
    standard: str
    answers: tuple[str, ...]
    arithmetic: tuple[str, ...]
    result: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class StepsText:
    """A whole unit's way from the base to the level, one sentence a step."""

    source: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandbookText:
    """A whole system. `types` are the columns of shares: unit types that weigh alike, joined by 、 ("" = all)."""

    id: str
    name: str
    version: str
    digest: str
    questionnaire: str
    questionnaire_version: str
    questionnaire_digest: str
    numbers: Numbers
    unit_types: tuple[str, ...]
    classes: tuple[str, ...]
    types: tuple[str, ...]
    nodes: tuple[NodeText, ...]
    items: tuple[ItemText, ...]
    general: tuple[tuple[str, str], ...]
    order: tuple[str, ...]
    description: str = ""
    clause_source: str = ""
    clauses: tuple[ClauseText, ...] = ()
    levels: tuple[LevelSentence, ...] = ()
    limits: tuple[str, ...] = ()
    cross_checks: tuple[CrossCheckText, ...] = ()
    views: tuple[ViewText, ...] = ()
    other_questions: tuple[QuestionText, ...] = ()  # whose owner is nothing that is scored
    examples: tuple[ExampleText, ...] = ()
    steps: StepsText | None = None
    worked: tuple[ExampleText, ...] = ()  # every indicator for one response
    worked_for: str = ""
