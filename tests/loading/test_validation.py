"""Models from documents: one diagnostic per slip, in words, with its place."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from dgassess.loading.json_tree import parse_json
from dgassess.loading.validation import validate
from dgassess.loading.yaml_tree import parse_yaml
from dgassess.values.diagnostics import Diagnostic


def _exact(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("A number is needed here.")
    return value


Exact = Annotated[Decimal, BeforeValidator(_exact)]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Linear(Strict):
    kind: Literal["linear"]
    question: str
    floor: Decimal | dict[str, Decimal]
    target: Exact | dict[str, Exact] = Decimal(1)

    @model_validator(mode="after")
    def _differ(self) -> Linear:
        if self.floor == self.target:
            raise ValueError(f"The floor and the target are both {self.floor}; they must differ.")
        return self


class Bands(Strict):
    kind: Literal["bands"]
    question: str
    bands: tuple[dict[str, Decimal], ...] = Field(min_length=1)


class Composite(Strict):
    kind: Literal["composite"]
    parts: tuple[AnyRule, ...]


AnyRule = Annotated[Linear | Bands | Composite, Field(discriminator="kind")]


class Unit(Strict):
    id: Annotated[str, Field(pattern=r"^[A-Z0-9-]+$")]
    name: str = Field(default="", max_length=5)
    rule: AnyRule | None = None
    digits: int = Field(default=2, ge=0, le=9)
    share: Annotated[Decimal, Field(gt=0, lt=100)] = Decimal(1)
    source: tuple[Literal["自评", "核查"], ...] = ()
    sensitivity: Literal["public", "internal", "restricted"] = "internal"
    clamp: bool = True
    options: dict[Annotated[str, Field(pattern="^[a-z]$")], str] = {}
    numerator: str | tuple[str, ...] = ""
    lineage: Lineage | None = None
    points: tuple[tuple[Exact, Exact], ...] = ()
    aggregation: Literal["mean", "minimum"] | Capped = "mean"
    class_: str = Field(default="", alias="class")


class Lineage(Strict):
    kind: Literal["kept", "new"]
    origin: str = ""


class Capped(Strict):
    kind: Literal["sum"]
    cap: int


def _tag(value: Any) -> str:
    return "file" if isinstance(value, str) else "unit"


class File(Strict):
    units: tuple[
        Annotated[Annotated[str, Tag("file")] | Annotated[Unit, Tag("unit")], Discriminator(_tag)], ...
    ]


Composite.model_rebuild()
Unit.model_rebuild()
File.model_rebuild()


def _found(model: type[BaseModel], text: str) -> list[Diagnostic]:
    document, problems = parse_yaml(text, "a.yaml")
    assert not problems
    assert document is not None
    found = validate(model, document)
    assert isinstance(found, list)
    return found


# text of a unit after `id: A`, then line and column, check, parts of the message, part of the help
SLIPS: list[tuple[str, int, int, str, list[str], str]] = [
    ("nmae: x", 2, 1, "unknown-key", ["'nmae'", "'A'"], "'name'"),
    ("zzz: x", 2, 1, "unknown-key", ["'zzz'"], "Allowed are 'id', 'name'"),
    ("clas: x", 2, 1, "unknown-key", ["'clas'"], "'class'"),
    ("name: 5", 2, 7, "wrong-type", ["'name' of 'A' must be text", "the number 5"], '"5"'),
    ("name:", 2, 1, "wrong-type", ["'name' of 'A' has no value"], "after the colon"),
    ("name: 一二三四五六", 2, 7, "wrong-length", ["at most 5 characters", "6"], ""),
    ("digits: two", 2, 9, "wrong-type", ["a whole number", "'two'"], ""),
    ("digits: 1.5", 2, 9, "wrong-type", ["a whole number", "1.5"], ""),
    ("digits: '３'", 2, 9, "wrong-type", ["a whole number"], "Write 3"),
    ("digits: 10", 2, 9, "number-out-of-range", ["at most 9", "'10'"], ""),
    ("digits: -1", 2, 9, "number-out-of-range", ["at least 0"], ""),
    ("share: 0", 2, 8, "number-out-of-range", ["above 0"], ""),
    ("share: 100", 2, 8, "number-out-of-range", ["below 100"], ""),
    ("source: [自评，核查]", 2, 10, "value-not-allowed", ["Item 1 of 'source'", "'自评' or '核查'"], "'，'"),
    ("source: 自评", 2, 9, "wrong-type", ["a list"], "[自评]"),
    ("sensitivity: interal", 2, 14, "value-not-allowed", ["'public', 'internal' or 'restricted'"], "'internal'"),
    ("clamp: 是", 2, 8, "wrong-type", ["true or false", "'是'"], "true or false"),
    ("options: {a: x, BB: y}", 2, 17, "wrong-form", ["The key 'BB'"], "pattern"),
    ("numerator: 5", 2, 12, "wrong-type", ["text or a list", "the number 5"], ""),
    ("numerator: [a, 5]", 2, 16, "wrong-type", ["Item 2 of 'numerator' of 'A' must be text"], '"5"'),
    ("lineage: kind：kept", 2, 10, "wrong-type", ["a mapping"], "'kind: kept'"),
    ("lineage: {kind: kept, orign: x}", 2, 23, "unknown-key", ["'lineage' (kind 'kept') of 'A'"], "'origin'"),
    ("lineage: {kind: kpt, zzz: x}", 2, 17, "value-not-allowed", ["'kept' or 'new'"], "'kept'"),
    ("points: [[1, 2], [3]]", 2, 18, "wrong-length", ["Item 2 of 'points' of 'A'", "item 2 is missing"], ""),
    ("points: [[1, 2, 3]]", 2, 10, "wrong-length", ["at most 2 items", "3"], ""),
    ("aggregation: meen", 2, 14, "value-not-allowed", ["'mean' or 'minimum'"], "'mean'"),
    ("aggregation: {kind: summ}", 2, 21, "value-not-allowed", ["'sum'"], "'sum'"),
    ("aggregation: {kind: sum, cap: x}", 2, 31, "wrong-type", ["a whole number"], ""),
    ("aggregation: {kind: sum}", 2, 14, "missing-key", ["'cap'", "(kind 'sum')"], ""),
    ("rule: {kind: linaer, question: q}", 2, 14, "bad-rule-kind", ["'linaer'", "'linear', 'bands'"], "'linear'"),
    ("rule: {question: q}", 2, 7, "missing-key", ["'kind'", "'rule' of 'A'"], "'linear', 'bands'"),
    ("rule: linear", 2, 7, "wrong-type", ["a mapping"], ""),
    ("rule: {kind: linear, question: q}", 2, 7, "missing-key", ["'floor'", "'rule' (kind 'linear') of 'A'"], ""),
    ("rule: {kind: linear, question: q, flor: 5}", 2, 35, "unknown-key", ["'flor'"], "'floor'"),
    ("rule: {kind: linear, question: q, floor: x}", 2, 42, "wrong-type", ["a number", "'x'"], ""),
    ("rule: {kind: linear, question: q, floor: [1]}", 2, 42, "wrong-type", ["a number or a mapping", "a list"], ""),
    ("rule: {kind: linear, question: q, floor: {省: x}}", 2, 46, "wrong-type", ["'省' of 'A' must be a number"], ""),
    ("rule: {kind: linear, question: q, floor: 0, target: {省: x}}", 2, 57, "invalid-value", ["A number"], ""),
    ("rule: {kind: linear, question: q, floor: 1}", 2, 7, "invalid-value", ["The floor and the target are both 1"], ""),
    ("rule: {kind: bands, question: q, bands: []}", 2, 41, "wrong-length", ["at least 1 item", "0"], ""),
    ("rule: {kind: bands, question: q, bands: [{a: x}]}", 2, 46, "wrong-type", ["a number"], ""),
    ("rule: {kind: bands, bands: [{a: 1}]}", 2, 7, "missing-key", ["'question'"], ""),
    ("rule: {kind: bands, bands: [{a: 1}], qestion: q}", 2, 38, "unknown-key", ["'qestion'"], "'question'"),
    ("rule: {kind: composite, parts: [{kind: bnds}]}", 2, 40, "value-not-allowed", ["'bnds'", "Item 1"], "'bands'"),
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[0])
def test_one_slip_one_diagnostic(slip: tuple[str, int, int, str, list[str], str]) -> None:
    line, row, column, check, parts, help_ = slip
    found = _found(Unit, f"id: A\n{line}\n")
    assert [(d.check, d.place.line, d.place.column) for d in found] == [(check, row, column)]
    for part in parts:
        assert part in found[0].message
    assert help_ in found[0].help
    assert found[0].message.endswith(".")
    assert found[0].severity == "error"


def test_a_sound_document() -> None:
    text = "format: dgassess/x/1\nid: A\nrule: {kind: linear, question: q, floor: {省: 1.5}, target: 2}\nclass: 东部\n"
    document, _ = parse_yaml(text, "a.yaml")
    assert document is not None
    unit = validate(Unit, document)
    assert isinstance(unit, Unit)
    assert isinstance(unit.rule, Linear)
    assert unit.rule.floor == {"省": Decimal("1.5")}
    assert unit.class_ == "东部"


def test_units_in_files_or_inline() -> None:
    found = _found(File, "units:\n  - a.yaml\n  - {id: A, nmae: x}\n  - 5\n  - {name: x}\n")
    assert [(d.check, str(d.place)) for d in found] == [
        ("unknown-key", "a.yaml:3:13"),
        ("wrong-type", "a.yaml:4:5"),
        ("missing-key", "a.yaml:5:5"),
    ]
    assert found[0].help == "Did you mean 'name'?"
    assert found[2].message == "The key 'id' is missing in item 4 of 'units'."


def test_the_root_must_be_a_mapping() -> None:
    found = _found(Unit, "- a\n")
    assert [(d.check, str(d.place)) for d in found] == [("wrong-type", "a.yaml:1:1")]
    assert found[0].message == "The file must be a mapping, but it is a list."


def test_part_of_a_document() -> None:
    document, _ = parse_yaml("cases:\n  - system: {id: A, digits: x}\n", "a.yaml")
    assert document is not None
    found = validate(Unit, document, within=("cases", 0, "system"))
    assert isinstance(found, list)
    assert [str(d.place) for d in found] == ["a.yaml:2:29"]


def test_what_reading_reported_is_not_reported_again() -> None:
    document, found = parse_yaml("id: A\ndigits: 1e99\nnmae: x\n", "a.yaml")
    assert [d.check for d in found] == ["bad-number"]
    assert document is not None
    more = validate(Unit, document)
    assert isinstance(more, list)
    assert [d.check for d in more] == ["unknown-key"]
    document, _ = parse_yaml("id: A\ndigits: 1e99\n", "a.yaml")
    assert document is not None
    assert validate(Unit, document) == []


def test_json_documents_have_places_too() -> None:
    document, _ = parse_json('{"id": "A",\n "digits": "x"}', "a.json")
    assert document is not None
    found = validate(Unit, document)
    assert isinstance(found, list)
    assert [(d.check, str(d.place)) for d in found] == [("wrong-type", "a.json:2:12")]


class Named(ValueError):
    check = "floor-is-target"
    help = "Raise the target."
    loc = ("name",)


class Custom(Strict):
    id: str
    name: str = ""

    @model_validator(mode="after")
    def _judge(self) -> Custom:
        if self.id == "A":
            raise PydanticCustomError(
                "weights-sum", "The weights add up to {sum}.", {"sum": 99, "help": "Use 100."}
            )
        if self.id == "B":
            raise Named("the name is bad")
        return self


def test_validators_may_name_their_own_defect() -> None:
    first = _found(Custom, "id: A\n")[0]
    assert (first.check, first.message, first.help) == (
        "weights-sum",
        "The weights add up to 99.",
        "Use 100.",
    )
    second = _found(Custom, "id: B\nname: x\n")[0]
    assert (second.check, str(second.place)) == ("floor-is-target", "a.yaml:2:7")
    assert (second.message, second.help) == ("'name' of 'B': the name is bad.", "Raise the target.")
