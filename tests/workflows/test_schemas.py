"""JSON Schemas: valid themselves, true to the shipped files and to every rule kind, refusing slips."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dgassess.loading.documents import FORMATS, parse_text, read_document
from dgassess.model.nodes import Indicator
from dgassess.reporting.look import read_look
from dgassess.rules.aggregations import AGGREGATIONS
from dgassess.rules.kinds import RULES
from dgassess.values.diagnostics import Diagnostic
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.schemas import DRAFT, KINDS, kind_named, schema_files, schema_of, schema_text
from tests.documented import fences, page, whole_files
from tests.rules.samples import SAMPLES

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(
    path
    for folder in ("indicators", "questionnaires", "examples", "reports")
    for path in (ROOT / folder).rglob("*.yaml")
    if "theme" not in path.parts  # how Word documents look: reporting.word_theme reads it
)


def plain(value: Any) -> Any:
    """Loaded data as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return float(value) if isinstance(value, Decimal) else value


def parsed(text: str) -> Any:
    document, found = parse_text(text, "example.yaml")
    assert document is not None, found
    return plain(document.data)


def errors(kind: str, data: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema_of(kind))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def kind_of(data: Any) -> str:
    return str(data["format"]).split("/")[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_itself(kind: str) -> None:
    schema = schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["$schema"], schema["$id"]) == (DRAFT, f"urn:dgassess:schema:{kind}:1")
    assert "format" in schema["required"]
    assert schema["properties"]["format"]["const"] == f"dgassess/{kind}/1"


def test_every_format_that_people_write_has_a_schema() -> None:
    assert {kind.format for kind in KINDS.values()} == set(FORMATS) - {"dgassess/results/1"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_shipped_files_hold_and_name_their_schema(path: Path) -> None:
    document, _ = read_document(path)
    assert document is not None
    data = plain(document.data)
    assert errors(kind_of(data), data) == []
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", document.text)
    assert named
    assert (path.parent / named[1]).resolve() == ROOT / "schemas" / f"{kind_of(data)}.json"


def test_committed_schemas_are_current() -> None:
    wanted = {path: content.decode() for path, content in schema_files(ROOT / "schemas").items()}
    present = {path: path.read_text("utf-8") for path in (ROOT / "schemas").iterdir()}
    assert present == wanted, "Run: dgassess schema --all --output schemas --force"


LOOK = "format: dgassess/theme/1\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LOOK, ""),
        (LOOK + "colours: {accent: '#8a1c1c'}\nfonts: {html: 微软雅黑}\nlogo: a.svg\nlogo_text: 数据局", ""),
        ("colours: {}", "'format' is a required property"),
        (LOOK + "colour: {}", "'colour' was unexpected"),
        (LOOK + "colours: {acent: '#8a1c1c'}", "'acent' was unexpected"),
        (LOOK + "colours: {accent: red}", "'red' does not match"),
        (LOOK + "fonts: {word: 仿宋}", "'word' was unexpected"),
        (LOOK + "logo: [a.svg]", "is not of type 'string'"),
    ],
)
def test_the_look_of_a_report(text: str, said: str, tmp_path: Path) -> None:
    """What the schema refuses, reading refuses; a logo that is not there only reading knows."""
    found = errors("theme", parsed(text))
    assert (found == []) == (said == "")
    assert said in "".join(found)
    (tmp_path / "theme.yaml").write_text(text, "utf-8")
    (tmp_path / "a.svg").write_text("<svg/>", "utf-8")
    noted: list[Diagnostic] = []
    read_look(tmp_path, noted)
    assert (noted == []) == (said == "")


@pytest.mark.parametrize("text", [one.text for one in fences(page("reports.md")) if one.language == "yaml"])
def test_documented_reports_hold(text: str) -> None:
    data = parsed(text)
    assert errors(kind_of(data), data) == []


@pytest.mark.parametrize("name", whole_files(page("files.md")))
def test_documented_files_hold(name: str) -> None:
    data = parsed(whole_files(page("files.md"))[name])
    assert errors(kind_of(data), data) == []


def indicator(rule: Any) -> Any:
    return {
        "format": "dgassess/dimension/1",
        "id": "X",
        "name": "例",
        "indicators": [{"id": "X-1", "name": "例", "rule": rule}],
    }


@pytest.mark.parametrize("kind", RULES)
def test_every_rule_kind(kind: str) -> None:
    rule = plain({"kind": kind, **SAMPLES[kind].fields})
    assert errors("dimension", indicator(rule)) == []
    for key in rule:
        less = {name: value for name, value in rule.items() if name != key}
        required = key == "kind" or RULES[kind].model_fields[key].is_required()
        assert bool(errors("dimension", indicator(less))) == required or kind == "ratio", key
    assert errors("dimension", indicator({**rule, "nonsense": 1}))
    assert errors("dimension", indicator({**rule, "kind": f"{kind}s"}))


@pytest.mark.parametrize("kind", AGGREGATIONS)
def test_aggregations_by_name_and_as_mappings(kind: str) -> None:
    group = indicator({"kind": "value", "question": "v"})
    assert errors("dimension", {**group, "aggregation": kind}) == []
    assert errors("dimension", {**group, "aggregation": {"kind": kind}}) == []
    assert errors("dimension", {**group, "aggregation": {}})
    assert errors("dimension", {**group, "aggregation": f"{kind}s"})


def test_parameters_by_unit_type() -> None:
    sound: list[Any] = [95, 95.5, {"省": 98, "default": 95}]
    faulty: list[Any] = ["95", {"省": "98"}, [95], None, True]
    for target in sound:
        rule = {"kind": "linear", "question": "v", "floor": 0, "target": target}
        assert errors("dimension", indicator(rule)) == []
    for target in faulty:
        assert errors(
            "dimension", indicator({"kind": "linear", "question": "v", "floor": 0, "target": target})
        )


SYSTEM = """\
format: dgassess/indicator-system/1
id: park
name: 园区
version: 1.2
questionnaire: {id: park-survey, version: ">=1"}
dimensions: [jc.yaml, {id: FW, name: 服务, indicators: [{id: FW-1, name: 例, rule: {kind: value, question: v}}]}]
levels: [{name: 优, at_least: 80, gates: [{nodes: [FW], above: 60}]}, {name: 一般}]
vetoes: [{id: FJ-1, name: 事故, when: hit, effects: [{kind: cap-level, level: 一般}]}]
"""
SECTION = """\
format: dgassess/section/1
id: main
name: 题目
questions:
  - {id: A-1.lvl, type: single, text: 选, options: {A: 甲, 1: 乙}}
  - {id: A-1.n, type: integer, text: 数, minimum: 0, maximum: 9, visible_when: lvl == "A"}
"""
RESPONSE = """\
format: dgassess/response/1
questionnaire: park-survey
period: 2026
unit: {id: 0571, name: 东园, type: 市级}
answers: {A-1.lvl: A, A-1.n: ~, A-2.x: {numerator: 1, denominator: 2}, A-3.y: {not_applicable: 没有}, A-4.z: [a, b]}
evidence: {A-1.lvl: [{file: a.pdf, page: 2, date: 2026-02-11}]}
reviews: {A-1.lvl: {value: ~, reason: 未证实}}
"""
CASES = """\
format: dgassess/cases/1
cases:
  - {id: one, response: a.yaml, expect: {nodes: {A: 95.5, B: ~}, states: {B: missing}}}
"""
Slip = Callable[[Any], Any]
SLIPS: list[tuple[str, str, Slip]] = [
    (SYSTEM, "unknown key", lambda data: data.update(weight_sum=100)),
    (SYSTEM, "missing key", lambda data: data.pop("name")),
    (SYSTEM, "another format", lambda data: data.update(format="dgassess/dimension/1")),
    (SYSTEM, "no id", lambda data: data.update(id="园区")),
    (SYSTEM, "number in quotation marks", lambda data: data.update(weights_sum="100")),
    (SYSTEM, "neither dimensions nor indicators", lambda data: data.pop("dimensions")),
    (SYSTEM, "text for a list", lambda data: data.update(unit_types="省")),
    (SYSTEM, "no such policy", lambda data: data.update(missing="none")),
    (SYSTEM, "rounding", lambda data: data.update(rounding={"digits": 9})),
    (SYSTEM, "key of a level", lambda data: data["levels"][0].update(atleast=80)),
    (SYSTEM, "gate without a bound", lambda data: data["levels"][0]["gates"][0].pop("above")),
    (SYSTEM, "effect", lambda data: data["vetoes"][0].update(effects=[{"kind": "cap", "level": "一般"}])),
    (SYSTEM, "no effect", lambda data: data["vetoes"][0].update(effects=[])),
    (SYSTEM, "key of an indicator", lambda data: data["dimensions"][1]["indicators"][0].update(weigth=5)),
    (SYSTEM, "rule as text", lambda data: data["dimensions"][1]["indicators"][0].update(rule="value")),
    (SYSTEM, "clause", lambda data: data["dimensions"][1]["indicators"][0].update(clauses=["第八条"])),
    (
        SYSTEM,
        "key of inputs",
        lambda data: data["dimensions"][1]["indicators"][0].update(inputs={"A": "B.v"}),
    ),
    (
        SYSTEM,
        "formula word",
        lambda data: data["dimensions"][1]["indicators"][0].update(parameters={"min": 1}),
    ),
    (SECTION, "single without options", lambda data: data["questions"][0].pop("options")),
    (SECTION, "question type", lambda data: data["questions"][1].update(type="count")),
    (SECTION, "question id", lambda data: data["questions"][1].update(id="A-1")),
    (SECTION, "maximum", lambda data: data["questions"][1].update(maximum="9")),
    (RESPONSE, "no unit", lambda data: data.pop("unit")),
    (
        RESPONSE,
        "answer with both",
        lambda data: data["answers"].update({"A-9.q": {"not_applicable": "无", "value": 1}}),
    ),
    (RESPONSE, "review of two ways", lambda data: data["reviews"]["A-1.lvl"].update(remove=["a"])),
    (RESPONSE, "review without a reason", lambda data: data["reviews"]["A-1.lvl"].pop("reason")),
    (RESPONSE, "evidence of nothing", lambda data: data["evidence"]["A-1.lvl"][0].pop("file")),
    (RESPONSE, "date", lambda data: data["evidence"]["A-1.lvl"][0].update(date="2026/2/11")),
    (CASES, "expectation", lambda data: data["cases"][0]["expect"].update(totl=1)),
    (CASES, "state", lambda data: data["cases"][0]["expect"].update(states={"B": "absent"})),
    (CASES, "score as text", lambda data: data["cases"][0]["expect"].update(nodes={"A": "95"})),
]


@pytest.mark.parametrize(
    "text", [SYSTEM, SECTION, RESPONSE, CASES], ids=["system", "section", "response", "cases"]
)
def test_sound_files_hold(text: str) -> None:
    data = parsed(text)
    assert errors(kind_of(data), data) == []


@pytest.mark.parametrize(("text", "slip"), [each[::2] for each in SLIPS], ids=[each[1] for each in SLIPS])
def test_slips_are_refused(text: str, slip: Slip) -> None:
    data = parsed(text)
    kind = kind_of(data)
    wrong = copy.deepcopy(data)
    slip(wrong)
    assert wrong != data
    assert errors(kind, wrong)


def test_what_the_models_accept_is_not_refused() -> None:
    odd: dict[str, Any] = {
        "id": "X-1", "name": "例", "weight": {"default": 1}, "clauses": [6.1, "六(一)", " 6.10 "], "unit": None,
        "unit_types": None, "missing": None, "levels": [], "rule": {"kind": "value", "question": "v"},
        "lineage": {"kind": "new", "from": 12},
    }  # fmt: skip
    Indicator.model_validate({**odd, "clauses": [Decimal("6.1"), *odd["clauses"][1:]]})
    assert errors("dimension", {**indicator(None), "indicators": [odd]}) == []


def test_the_text_is_the_same_every_time_and_readable() -> None:
    for kind in KINDS:
        text = schema_text(kind)
        assert text == schema_text(kind)
        assert "\r" not in text
        assert text.endswith("}\n")
        assert "\\u" not in text
        assert json.loads(text) == schema_of(kind)


def test_kinds_by_name_and_format() -> None:
    assert kind_named("response").name == kind_named("dgassess/response/1").name == "response"
    with pytest.raises(UsageProblem, match="Did you mean 'indicator-system'"):
        kind_named("indicator-sytem")
