"""Indicator systems as written and as put together: scale, rounding, ranking, views around the tree."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from dgassess.model.adjustments import Adjustments, Veto
from dgassess.model.clauses import Clause, ClausePart
from dgassess.model.identifiers import NodeId, Text
from dgassess.model.levels import Level
from dgassess.model.nodes import Group, Indicator, MissingPolicy
from dgassess.model.questions import QuestionnaireFile
from dgassess.rules.aggregations import AggregationField
from dgassess.rules.fields import Number, Scale, Strict, exact
from dgassess.rules.weighted_mean import WeightedMean
from dgassess.values.language import CHINESE, Language

_ZERO, _HUNDRED = Decimal(0), Decimal(100)


class Ranking(Strict):
    """How units are ordered. Ranks compare rounded scores or nine decimals; ties share the better rank."""

    by: Literal["rounded", "exact"] = "rounded"
    ties: Literal["min", "dense"] = "min"
    tie_break: tuple[str, ...] = ()
    peers: tuple[Literal["type", "class"], ...] = ("type", "class")


class Rounding(Strict):
    """Digits, mode (half-up, or half-even as GB/T 8170) and stage; each stage rounds once."""

    digits: int = Field(default=2, ge=0, le=6, strict=True)
    mode: Literal["half-up", "half-even"] = "half-up"
    stage: Literal["output", "node"] = "output"


class ScaleField(Strict):
    """The range every node's score lies in."""

    lowest: Number = Field(default_factory=lambda: _ZERO)
    highest: Number = Field(default_factory=lambda: _HUNDRED)

    @model_validator(mode="after")
    def _rising(self) -> "ScaleField":
        if self.lowest >= self.highest:
            raise ValueError(f"The scale's lowest {self.lowest} must be below its highest {self.highest}.")
        return self


class ViewGroup(Strict):
    """A group of a view."""

    id: NodeId
    name: str
    indicators: tuple[str, ...]


class View(Strict):
    """Another grouping of the same indicators; scored and reported, never part of the total."""

    id: NodeId
    name: str
    by: Literal["clause", "responsible"] | None = None
    groups: tuple[ViewGroup, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> "View":
        if (self.by is None) == (not self.groups):
            raise ValueError("A view needs either 'by' or 'groups'.")
        return self


class QuestionnaireReference(Strict):
    """The questionnaire a system needs: its id and a version range such as `>=2026.1,<2027`."""

    id: NodeId
    version: Text = "*"


def _kind(*named: str) -> Discriminator:
    """Tells a file name from what could stand inline."""

    def choose(value: Any) -> str:
        return named[0] if isinstance(value, str) else named[1]

    return Discriminator(choose)


def _questionnaire_kind(value: Any) -> str:
    inline = isinstance(value, Mapping) and ("questions" in value or "sections" in value)
    return "inline" if inline else "reference"


GroupOrFile = Annotated[Annotated[str, Tag("file")] | Annotated[Group, Tag("group")], _kind("file", "group")]


class SystemFile(Strict):
    """system.yaml as written."""

    format: str
    id: NodeId
    name: str
    version: Text = "1"
    lang: Language = CHINESE
    description: str | None = None
    questionnaire: Annotated[
        Annotated[QuestionnaireReference, Tag("reference")] | Annotated[QuestionnaireFile, Tag("inline")],
        Discriminator(_questionnaire_kind),
    ]
    unit_types: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    scale: ScaleField = Field(default_factory=ScaleField)
    weights_sum: Number | None = None
    aggregation: AggregationField = Field(default_factory=WeightedMean)
    missing: MissingPolicy = "zero"
    not_applicable_limit: Number | None = Field(default=None, ge=0, le=100)
    rounding: Rounding = Field(default_factory=Rounding)
    dimensions: tuple[GroupOrFile, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    clauses: Annotated[
        Annotated[str, Tag("file")] | Annotated[tuple[Clause, ...], Tag("list")], _kind("file", "list")
    ] = ()
    levels: tuple[Level, ...] = ()
    adjustments: (
        Annotated[
            Annotated[str, Tag("file")] | Annotated[Adjustments, Tag("inline")], _kind("file", "inline")
        ]
        | None
    ) = None
    vetoes: Annotated[
        Annotated[str, Tag("file")] | Annotated[tuple[Veto, ...], Tag("list")], _kind("file", "list")
    ] = ()
    ranking: Ranking = Field(default_factory=Ranking)
    views: tuple[View, ...] = ()

    @field_validator("unit_types")
    @classmethod
    def _no_reserved(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if "default" in value:
            raise ValueError("'default' stands for all other unit types and cannot be one itself.")
        return value

    @model_validator(mode="after")
    def _not_empty(self) -> "SystemFile":
        if not self.dimensions and not self.indicators:
            raise ValueError(f"The system {self.id} has neither dimensions nor indicators.")
        return self


class IndicatorSystem(Strict):
    """An indicator system put together from its files."""

    id: str
    name: str
    version: str
    lang: Language = CHINESE
    description: str = ""
    questionnaire: QuestionnaireReference
    unit_types: tuple[str, ...]
    classes: tuple[str, ...]
    scale_field: ScaleField
    weights_sum: Number | None
    aggregation: AggregationField
    missing: MissingPolicy
    not_applicable_limit: Number | None
    rounding: Rounding
    dimensions: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    clause_source: str = ""
    clause_parts: tuple[ClausePart, ...] = ()
    clauses: tuple[Clause, ...] = ()
    levels: tuple[Level, ...]
    adjustments: Adjustments | None
    vetoes: tuple[Veto, ...]
    ranking: Ranking
    views: tuple[View, ...]
    digest: str = ""

    @cached_property
    def scale(self) -> Scale:
        """The scale as exact numbers."""
        return Scale(exact(self.scale_field.lowest), exact(self.scale_field.highest))

    @property
    def children(self) -> "tuple[Group | Indicator, ...]":
        """What stands directly below the system."""
        return (*self.dimensions, *self.indicators)

    def walk(self) -> Iterator[tuple[Group | Indicator, Group | None, int]]:
        """Every node with its parent group (None below the system) and tier (1 = top), parents first."""

        def below(nodes: tuple[Group | Indicator, ...], parent: Group | None, tier: int) -> Iterator[Any]:
            for node in nodes:
                yield node, parent, tier
                if isinstance(node, Group):
                    yield from below(node.children, node, tier + 1)

        yield from below(self.children, None, 1)

    @cached_property
    def leaves(self) -> Mapping[str, Indicator]:
        """Every indicator by id, in order."""
        return {node.id: node for node, _, _ in self.walk() if isinstance(node, Indicator)}

    @cached_property
    def nodes(self) -> Mapping[str, Group | Indicator]:
        """Every node by id, in order."""
        return {node.id: node for node, _, _ in self.walk()}
