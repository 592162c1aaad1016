"""Golden cases: given answers, expected scores."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from dgassess.model.identifiers import NodeId
from dgassess.model.response_files import ReviewFile
from dgassess.model.systems import SystemFile
from dgassess.rules.fields import Number, Strict

# The kinds of step a result's steps have (engine.results.Step.kind).
StepKind = Literal[
    "base", "veto-zero", "adjustments", "cap", "clamp", "rounding", "level", "gate", "veto-level", "veto-total",
    "veto-award", "rejected", "unscored", "unranked",
]  # fmt: skip


class CaseUnit(Strict):
    """The unit of a case; only what matters."""

    id: str = "case"
    name: str = "用例"
    type: str | None = None
    unit_class: str | None = Field(default=None, alias="class")


class CaseResponse(Strict):
    """Answers written in the case itself, or laid over those of a response file (`base`)."""

    base: str | None = None
    unit: CaseUnit | None = None
    answers: dict[str, Any] = Field(default_factory=dict)
    reviews: dict[str, ReviewFile] = Field(default_factory=dict)


class SelfExpectation(Strict):
    """What is expected on the self-assessed basis, beside the verified one."""

    base: Number | None = None
    total: Number | None = None
    level: str | None = None
    nodes: dict[str, Number | None] = Field(default_factory=dict)


class Expectation(Strict):
    """Expected figures at the declared digits; what is not stated is not compared, null means no score."""

    nodes: dict[str, Number | None] = Field(default_factory=dict)
    states: dict[str, Literal["scored", "missing", "not-applicable"]] = Field(default_factory=dict)
    base: Number | None = None
    total: Number | None = None
    level: str | None = None
    level_by_score: str | None = None
    adjustments: dict[str, Number] = Field(default_factory=dict)
    vetoes: tuple[str, ...] | None = None
    steps: tuple[StepKind, ...] | None = None
    contributions: dict[str, Number | None] = Field(default_factory=dict)
    rejected: bool | None = None
    rankable: bool | None = None
    self: SelfExpectation | None = None


def _inline(value: Any) -> str:
    return "file" if isinstance(value, str) else "inline"


class Case(Strict):
    """One case: which system, which answers, what is expected, with what tolerance (default: none)."""

    id: NodeId
    name: str = ""
    system: (
        Annotated[Annotated[str, Tag("file")] | Annotated[SystemFile, Tag("inline")], Discriminator(_inline)]
        | None
    ) = None
    response: Annotated[
        Annotated[str, Tag("file")] | Annotated[CaseResponse, Tag("inline")], Discriminator(_inline)
    ]
    basis: Literal["verified", "self"] = "verified"
    tolerance: Number | None = Field(default=None, ge=0)
    expect: Expectation


class CaseFile(Strict):
    """cases.yaml."""

    format: str
    system: str | None = None
    cases: tuple[Case, ...] = Field(min_length=1)
