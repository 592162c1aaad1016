"""What scoring produces: every node's score and every step from the base to the level, exact and frozen.

Scores are unrounded `Fraction` values in the system's scale; `Results.digits` and `Results.mode` say how they are
shown. Only writers round (values.numbers.show), once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dgassess.values.answers import Answer, AnswerState
from dgassess.values.language import CHINESE, Language
from dgassess.values.numbers import RoundingMode

SEMANTICS = 1

NodeState = Literal["scored", "missing", "not-applicable"]
NodeKind = Literal["group", "indicator"]
Basis = Literal["verified", "self"]


@dataclass(frozen=True, slots=True)
class NodeResult:
    """One node of one unit.

    state missing with a score means the missing policy `zero` put the lowest score in its place; missing without a
    score means it was excluded (its weight went to the siblings). `nominal_share` is the weight in the total (0–1)
    as declared for the unit's type, `share` what it is after redistribution; both are None below an aggregation that
    is not additive.

    `contribution` (折算分) = share × score, `lost` (失分) = share × (highest − score). For a node that a veto zeroed,
    itself or with a group above it (`zeroed_by`), the lowest score counts in both.
    """

    id: str
    name: str
    kind: NodeKind
    tier: int  # 1 = dimension
    parent: str | None  # None = directly below the system
    state: NodeState
    score: Fraction | None
    self_score: Fraction | None
    weight: Fraction  # as declared among its siblings for this unit type
    effective_weight: Fraction | None  # share among its siblings after redistribution, 0–1
    nominal_share: Fraction | None
    share: Fraction | None
    contribution: Fraction | None
    lost: Fraction | None
    level: str | None = None
    reason: str = ""  # why not applicable
    missing: tuple[str, ...] = ()  # the questions whose blank made it missing
    zeroed_by: str | None = None  # id of the veto that set it to the lowest score


@dataclass(frozen=True, slots=True)
class AdjustmentResult:
    """Points a bonus adds or a penalty takes; `points` is signed, after its own cap."""

    id: str
    name: str
    effect: Literal["bonus", "penalty"]
    points: Fraction
    state: NodeState
    missing: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VetoResult:
    """A veto (底线约束) of the system; `state` missing means its own missing policy decided `triggered`."""

    id: str
    name: str
    triggered: bool
    state: NodeState
    missing: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()  # clauses, one per effect that took place


@dataclass(frozen=True, slots=True)
class Step:
    """One step of §5's order from the base to the level; `text` is a whole sentence."""

    kind: Literal[
        "base", "veto-zero", "adjustments", "cap", "clamp", "rounding", "level", "gate", "veto-level", "veto-total",
        "veto-award", "rejected", "unscored", "unranked",
    ]  # fmt: skip
    text: str
    before: str | None = None
    after: str | None = None
    causes: tuple[str, ...] = ()  # ids of nodes, questions, adjustments or vetoes


@dataclass(frozen=True, slots=True)
class ViewResult:
    """A node of an extra grouping (by clause, by responsible department): scored, not part of the total."""

    id: str
    name: str
    indicators: tuple[str, ...]
    score: Fraction | None
    share: Fraction
    lost: Fraction | None


@dataclass(frozen=True, slots=True)
class UnitResult:
    """Everything scored for one unit; ids keep the system's order."""

    id: str
    name: str
    type: str | None
    unit_class: str | None
    parent: str | None
    basis: Basis
    base: Fraction | None
    total: Fraction | None  # rounded as declared; None when nothing was scored or the unit was rejected
    total_exact: Fraction | None  # before rounding
    self_total: Fraction | None
    level: str | None
    level_by_score: str | None
    self_level: str | None
    nodes: Mapping[str, NodeResult]
    adjustments: tuple[AdjustmentResult, ...]
    vetoes: tuple[VetoResult, ...]
    steps: tuple[Step, ...]
    views: Mapping[str, tuple[ViewResult, ...]]
    answers: Mapping[str, Answer]  # effective answers (after review and conditions), asked questions only
    self_answers: Mapping[str, Answer]
    missing: tuple[str, ...]  # asked and scored questions left blank
    not_applicable: Mapping[str, str]  # question or indicator id -> reason
    not_applicable_share: Fraction  # of the weight that applies to the unit's type, 0–1
    rejected: bool = False
    award: bool = True  # False: a veto took away eligibility for awards
    rankable: bool = True
    rank: int | None = None
    type_rank: int | None = None
    peer_rank: int | None = None
    peer_group: str = ""
    peer_count: int = 0
    self_base: Fraction | None = None

    def refused(self, question: str) -> bool:
        """Whether the unit answered a question and verification accepted no value (核定不予认定)."""
        now, own = self.answers.get(question), self.self_answers.get(question)
        return (
            now is not None
            and now.state is AnswerState.MISSING
            and own is not None
            and own.state is AnswerState.ANSWERED
        )


@dataclass(frozen=True, slots=True)
class Results:
    """A cohort's results with what makes them repeatable: versions and digests."""

    system_id: str
    system_name: str
    system_version: str
    system_digest: str
    questionnaire_id: str
    questionnaire_version: str
    questionnaire_digest: str
    basis: Basis
    digits: int
    mode: RoundingMode
    lowest: Fraction
    highest: Fraction
    units: tuple[UnitResult, ...]
    response_digests: Mapping[str, str]  # unit id -> sha256 of its canonical answers
    semantics: int = SEMANTICS
    language: Language = CHINESE
