"""Questionnaires: sections, questions and cross-checks (勾稽)."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from dgassess.expressions.kinds import ValueKind
from dgassess.model.identifiers import Condition, Key, NodeId, QuestionId, Text
from dgassess.rules.fields import Number, NumberByType, Strict
from dgassess.values.questions import NUMERIC_TYPES, AskedQuestion, split_question

QuestionType = Literal[
    "single", "multi", "yes-no", "number", "integer", "percent", "proportion", "date", "text", "indicators"
]
Sensitivity = Literal["public", "internal", "restricted"]
AnsweredBy = Literal["unit", "assessor", "provider", "system"]

_KINDS: dict[str, ValueKind] = {
    "single": "text", "date": "text", "text": "text", "yes-no": "truth", "multi": "options", "indicators": "options",
}  # fmt: skip


class Lineage(Strict):
    """Where an indicator or question comes from, for year-on-year comparison and migration of answers."""

    kind: Literal["kept", "renamed", "redefined", "new", "dropped"]
    origin: Text | None = Field(default=None, alias="from")


class QuestionDefaults(Strict):
    """What a questionnaire or section may state once for all its questions."""

    unit: str | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    decimals: int | None = Field(default=None, ge=0, le=9, strict=True)
    max_length: int | None = Field(default=None, ge=1, strict=True)
    definition: str | None = None
    scope: Literal["本级", "全域"] | None = None
    as_of: Literal["时点", "时期"] | None = None
    not_applicable: tuple[str, ...] | None = None
    answered_by: AnsweredBy | None = None
    filler: str | None = None
    evidence: tuple[str, ...] | None = None
    sensitivity: Sensitivity | None = None
    scored: bool | None = Field(default=None, strict=True)
    unit_types: tuple[str, ...] | None = None


class Question(QuestionDefaults):
    """One question. After loading, what sections and the questionnaire state once is filled in."""

    id: QuestionId
    type: QuestionType
    text: str = Field(min_length=1)
    options: dict[Text, str] | None = None
    visible_when: Condition | None = None
    inputs: dict[Key, QuestionId] = Field(default_factory=dict)
    exclusive_with: tuple[str, ...] = ()
    lineage: Lineage | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "Question":
        if (self.type in ("single", "multi")) != bool(self.options):
            needs = "needs" if self.type in ("single", "multi") else "must not have"
            raise ValueError(f"Question {self.id} of type {self.type} {needs} 'options'.")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"The minimum {self.minimum} of {self.id} is above its maximum {self.maximum}.")
        return self

    @property
    def owner(self) -> str:
        """The id before the dot: the indicator, adjustment or veto it belongs to."""
        return split_question(self.id)[0]

    @property
    def key(self) -> str:
        """The local key after the dot."""
        return split_question(self.id)[1]

    @property
    def value_kind(self) -> ValueKind:
        """What formulas see."""
        return _KINDS.get(self.type, "number")

    @cached_property
    def asked(self) -> AskedQuestion:
        """What reading an answer needs, as plain data."""
        return AskedQuestion(
            id=self.id,
            type=self.type,
            text=self.text,
            unit=self.unit or "",
            minimum=self.minimum,
            maximum=self.maximum,
            decimals=self.decimals,
            max_length=self.max_length,
            options=self.options or {},
            not_applicable=self.not_applicable or (),
            answered_by=self.answered_by or "unit",
            visible_when=self.visible_when,
        )

    def completed(self, *layers: QuestionDefaults | None) -> "Question":
        """This question with what it leaves open taken from the layers, the nearest first."""
        filled: dict[str, Any] = {}
        for layer in (*(layer for layer in layers if layer is not None), _LAST_RESORT):
            for name in layer.model_fields_set:
                if name not in filled and name not in self.model_fields_set:
                    filled[name] = getattr(layer, name)
        if self.type not in NUMERIC_TYPES:
            for name in ("minimum", "maximum", "decimals"):
                filled.pop(name, None)
        return self.model_copy(update=filled) if filled else self


_LAST_RESORT = QuestionDefaults(answered_by="unit", sensitivity="internal", scored=True)


class Section(Strict):
    """A part of a questionnaire, usually one file."""

    format: str | None = None
    id: NodeId
    name: str
    description: str | None = None
    defaults: QuestionDefaults | None = None
    questions: tuple[Question, ...]


class CrossCheck(Strict):
    """What must hold between answers of one unit."""

    id: NodeId
    severity: Literal["error", "warning"]
    inputs: dict[Key, QuestionId]
    require: Condition
    message: str
    parameters: dict[Key, NumberByType] = Field(default_factory=dict)


class CrossCheckFile(Strict):
    """A file of cross-checks."""

    format: str
    cross_checks: tuple[CrossCheck, ...]


def _file_or(tag: str) -> Discriminator:
    def choose(value: Any) -> str:
        return "file" if isinstance(value, str) else tag

    return Discriminator(choose)


SectionOrFile = Annotated[
    Annotated[str, Tag("file")] | Annotated[Section, Tag("section")], _file_or("section")
]
CrossChecksOrFile = Annotated[
    Annotated[str, Tag("file")] | Annotated[tuple[CrossCheck, ...], Tag("list")], _file_or("list")
]


class QuestionnaireFile(Strict):
    """questionnaire.yaml as written."""

    format: str | None = None
    id: NodeId | None = None
    name: str = ""
    version: Text | None = None
    description: str | None = None
    defaults: QuestionDefaults | None = None
    sections: tuple[SectionOrFile, ...] = ()
    questions: tuple[Question, ...] = ()
    cross_checks: CrossChecksOrFile = ()


class Questionnaire(Strict):
    """A questionnaire put together from its files; `sections` are completed questions by section."""

    id: str
    name: str
    version: str
    sections: tuple[Section, ...]
    cross_checks: tuple[CrossCheck, ...] = ()
    digest: str = ""

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order written."""
        return {question.id: question for section in self.sections for question in section.questions}
