"""The compiled method: everything scoring needs, as plain data, without the models it was compiled from.

Plain data can be kept between runs, handed to another engine, and loaded without the machinery that validates files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dgassess.expressions.operations import Operation
from dgassess.values.language import CHINESE, Language
from dgassess.values.numbers import RoundingMode
from dgassess.values.questions import AskedQuestion

ROOT = ""  # the system itself, as the parent of the top nodes

MissingPolicy = Literal["zero", "exclude", "reject"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A lower bound: inclusive (`at_least`), exclusive (`above`), or none."""

    at_least: Fraction | None
    above: Fraction | None


@dataclass(frozen=True, slots=True)
class GatePlan:
    """A threshold on nodes' rounded scores or a question's raw answer."""

    nodes: tuple[str, ...]
    question: str | None
    bound: Bound
    not_applicable: Literal["pass", "fail"]
    missing: Literal["pass", "fail"]


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """A level with its bound and gates; listed best first."""

    name: str
    bound: Bound
    gates: tuple[GatePlan, ...]


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A node of the system, whatever the unit type; `parent` is None directly below the system."""

    id: str
    name: str
    kind: Literal["group", "indicator"]
    tier: int
    parent: str | None
    levels: tuple[LevelPlan, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator that applies to the unit type."""

    id: str
    operation: Operation
    missing: MissingPolicy
    weight: Fraction
    nominal_share: Fraction | None
    type_share: Fraction | None  # share in the total when everything that applies to the type is scored


@dataclass(frozen=True, slots=True)
class Branch:
    """A group (or the system itself, id ROOT) with at least one child that applies to the unit type.

    adds: how children make up the group's score: `mean` by weight, `sum` as they are, or not at all (None).
    """

    id: str
    children: tuple[str, ...]
    weights: Mapping[str, Fraction]
    adds: Literal["mean", "sum"] | None
    operation: Operation
    missing: MissingPolicy
    minimum_present: Fraction | None
    weight: Fraction
    nominal_share: Fraction | None
    type_share: Fraction | None


@dataclass(frozen=True, slots=True)
class AdjustmentPlan:
    """A bonus or penalty; `largest` is the most points its rule gives."""

    id: str
    name: str
    effect: Literal["bonus", "penalty"]
    missing: Literal["none", "full", "reject"]
    operation: Operation
    largest: Fraction


@dataclass(frozen=True, slots=True)
class EffectPlan:
    """What a veto does; only the field its kind needs is set."""

    kind: Literal["zero", "zero-listed", "cap-level", "cap-total", "no-bonus", "no-award"]
    node: str = ""
    question: str = ""
    level: str = ""
    total: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class VetoPlan:
    """A veto with its condition and effects."""

    id: str
    name: str
    missing: Literal["not-triggered", "triggered", "reject"]
    operation: Operation
    effects: tuple[EffectPlan, ...]


@dataclass(frozen=True, slots=True)
class CrossCheckPlan:
    """A cross-check for one unit type; `inputs` are pairs of local key and question id, in the order written."""

    id: str
    severity: Literal["error", "warning"]
    message: str
    require: str
    inputs: tuple[tuple[str, str], ...]
    operation: Operation


@dataclass(frozen=True, slots=True)
class PartOfWhole:
    """Numerators that must not exceed their denominator together."""

    parts: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for all units of one type.

    `nodes` runs from the leaves to the system itself, children before their group. `asked` are the questions that
    apply to the type; `conditions` those asked only under a condition; `scored` those whose answer can change a score.
    """

    unit_type: str | None
    nodes: tuple[Leaf | Branch, ...]
    asked: tuple[str, ...]
    conditions: Mapping[str, Operation]
    scored: frozenset[str]
    adjustments: tuple[AdjustmentPlan, ...]
    vetoes: tuple[VetoPlan, ...]
    parts_of_wholes: tuple[PartOfWhole, ...]
    cross_checks: tuple[CrossCheckPlan, ...]


@dataclass(frozen=True, slots=True)
class TotalLimits:
    """What limits the total: caps of all bonuses and all penalties, the base above which bonuses count, the clamp."""

    bonus_cap: Fraction | None
    penalty_cap: Fraction | None
    bonus_above: Fraction | None
    lowest: Fraction
    highest: Fraction | None


@dataclass(frozen=True, slots=True)
class RankingPlan:
    """How units are ordered."""

    by: Literal["rounded", "exact"]
    ties: Literal["min", "dense"]
    tie_break: tuple[str, ...]
    peers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewPlan:
    """Another grouping of the indicators: groups of (id, name, indicator ids)."""

    id: str
    groups: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """An id, a version and a digest."""

    id: str
    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Method:
    """What holds for units of every type. `owners` are the ids evidence may be given for, beside questions."""

    system: Identity
    questionnaire: Identity
    lowest: Fraction
    highest: Fraction
    digits: int
    mode: RoundingMode
    rounds_nodes: bool
    not_applicable_limit: Fraction | None
    levels: tuple[LevelPlan, ...]
    limits: TotalLimits
    ranking: RankingPlan
    views: tuple[ViewPlan, ...]
    tree: tuple[TreeNode, ...]
    unit_types: tuple[str, ...]
    classes: tuple[str, ...]
    questions: Mapping[str, AskedQuestion]
    owners: tuple[str, ...]
    language: Language = CHINESE
