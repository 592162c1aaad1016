"""The tree of an indicator system: groups of any depth and indicators."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from dgassess.model.identifiers import ClauseId, Condition, Key, NodeId, QuestionId
from dgassess.model.levels import Level
from dgassess.model.questions import Lineage, Sensitivity
from dgassess.rules.aggregations import AggregationField
from dgassess.rules.fields import Number, NumberByType, Strict
from dgassess.rules.kinds import AnyRule

MissingPolicy = Literal["zero", "exclude", "reject"]
Source = Literal["自评", "系统取数", "第三方", "满意度", "核查"]

_ONE = Decimal(1)


class Described(Strict):
    """What indicators, adjustments and vetoes have in common."""

    id: NodeId
    name: str
    clauses: tuple[ClauseId, ...] = ()
    definition: str | None = None
    inputs: dict[Key, QuestionId] = Field(default_factory=dict)
    parameters: dict[Key, NumberByType] = Field(default_factory=dict)
    source: tuple[Source, ...] = ()
    evidence: tuple[str, ...] = ()
    responsible: str | None = None
    sensitivity: Sensitivity = "internal"
    unit_types: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    lineage: Lineage | None = None
    reference: str | None = None
    note: str | None = None

    def applies_to(self, unit_type: str | None) -> bool:
        """Whether it is for units of this type."""
        return self.unit_types is None or unit_type in self.unit_types


class Indicator(Described):
    """A scored leaf."""

    weight: NumberByType = Field(default_factory=lambda: _ONE)
    rule: AnyRule
    applies_when: Condition | None = None
    unit: str | None = None
    direction: Literal["higher", "lower", "interval"] = "higher"
    missing: MissingPolicy | None = None
    levels: tuple[Level, ...] = ()


class Group(Strict):
    """Any inner node; dimensions are the groups directly below the system."""

    format: str | None = None
    id: NodeId
    name: str
    weight: NumberByType = Field(default_factory=lambda: _ONE)
    description: str | None = None
    aggregation: AggregationField | None = None
    missing: MissingPolicy | None = None
    minimum_present: Number | None = Field(default=None, ge=0, le=100)
    levels: tuple[Level, ...] = ()
    groups: tuple["Group", ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @model_validator(mode="after")
    def _not_empty(self) -> "Group":
        if not self.groups and not self.indicators:
            raise ValueError(f"Group {self.id} has neither groups nor indicators.")
        return self

    @property
    def children(self) -> "tuple[Group | Indicator, ...]":
        """Groups first, then indicators, as written."""
        return (*self.groups, *self.indicators)

    def applies_to(self, unit_type: str | None) -> bool:
        """Whether any indicator below is for units of this type."""
        return any(child.applies_to(unit_type) for child in self.children)
