"""Rules and questions from the columns of the richer tables."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.collecting.tables import csv_table, document, imported, indicators, told

ASKED = {
    "q": {
        "key": "q",
        "type": "percent",
        "text": "率",
        "unit": "%",
        "min": 0,
        "max": 100,
        "not_applicable": "无事项",
    },
    "n": {"key": "n", "type": "number", "text": "数", "unit": "项", "min": 0, "integer": True},
    "m": {"key": "m", "type": "number", "text": "总数", "unit": "项", "min": 0, "integer": True},
    "has": {"key": "has", "type": "boolean", "text": "有无"},
    "lvl": {
        "key": "lvl",
        "type": "single",
        "text": "级",
        "options": [{"value": v, "label": v} for v in "ABN"],
    },
    "items": {
        "key": "items",
        "type": "multi",
        "text": "项",
        "options": [{"value": v, "label": v} for v in "ab"],
    },
}
BANDS = [{"ge": 90, "score": 100}, {"ge": 60, "score": 50}]


def table(kind: str, rule: Any, *asked: str) -> bytes:
    """A table with one indicator in the columns of programs."""
    cells = [
        json.dumps([ASKED[key] for key in asked], ensure_ascii=False),
        kind,
        json.dumps(rule, ensure_ascii=False),
    ]
    quoted = "|".join(cell.replace('"', '""') for cell in cells)
    return csv_table(
        "id|kind|l1_id|l1_name|l1_weight|l2_id|l2_name|l2_weight|name|weight|questions_json|rule_type|rule_json|applicability\n"
        f"TC-1-1|常规|TC|统筹|100|TC-1|组织|100|甲|100|{quoted}|省;市;县"
    )


@pytest.mark.parametrize(
    ("kind", "rule", "asked", "expected"),
    [
        ("linear", {"q": "q", "floor": 20, "target": 90, "target_by_level": {"省": 95, "市": 90}}, ["q"],
         {"kind": "linear", "question": "q", "floor": 20, "target": {"省": 95, "default": 90}}),
        ("ratio", {"num": "n", "den": "m", "floor": 50, "target": 100, "den_zero": "full"}, ["n", "m"],
         {"kind": "ratio", "numerator": "n", "denominator": "m", "floor": 50, "target": 100,
          "zero_denominator": "full"}),
        ("choice", {"q": "lvl", "map": {"A": 100, "B": 0}, "na_values": ["N"]}, ["lvl"],
         {"kind": "choice", "question": "lvl", "points": {"A": 100, "B": 0}, "not_applicable": ["N"]}),
        ("checklist", {"q": "items", "points": {"a": 60, "b": 60}, "max": 100}, ["items"],
         {"kind": "checklist", "question": "items", "points": {"a": 60, "b": 60}}),
        ("bands", {"q": "q", "bands": BANDS, "else": 10, "by_level": {"县": BANDS[:1]}}, ["q"],
         {"kind": "bands", "question": "q", "otherwise": 10, "bands": {
             "县": [{"at_least": 90, "score": 100}],
             "default": [{"at_least": 90, "score": 100}, {"at_least": 60, "score": 50}]}}),
        ("deduction", {"base": 100, "items": [{"q": "n", "per": 20, "max": 60}], "min": 0}, ["n"],
         {"kind": "deduction", "base": 100, "items": [{"question": "n", "each": 20, "cap": 60}], "floor": 0}),
        ("composite", {"parts": [{"q": "q", "weight": 60, "kind": "value", "applicability": ["省"]},
                                 {"q": "has", "weight": 40, "kind": "yes-no"}], "na": "redistribute"}, ["q", "has"],
         {"kind": "composite", "parts": [
             {"weight": 60, "unit_types": ["省"], "rule": {"kind": "value", "question": "q"}},
             {"weight": 40, "rule": {"kind": "yes-no", "question": "has"}}]}),
        ("expression", {"expr": "0.5*q + 0.5*q", "min": 0, "max": 100}, ["q"],
         {"kind": "expression", "formula": "0.5*q + 0.5*q"}),
        ("cohort", {"q": "q", "method": "minmax", "group_by": "level+class", "min_group": 8,
                    "fallback": {"type": "linear", "floor": 2, "target": 20}}, ["q"],
         {"kind": "min-max", "question": "q", "minimum_group": 8,
          "fallback": {"kind": "linear", "question": "q", "floor": 2, "target": 20}}),
        ("", {"kind": "value", "question": "q"}, ["q"], {"kind": "value", "question": "q"}),
    ],
)  # fmt: skip
def test_every_rule_type_comes_back(kind: str, rule: Any, asked: list[str], expected: Any) -> None:
    result = imported(table(kind, rule, *asked), "t.csv")
    assert indicators(result)["甲"]["rule"] == expected
    assert told(result) == []
    found = document(result, "questionnaires/t/tc.yaml")["questions"]
    assert [question["id"] for question in found] == [f"TC-1-1.{key}" for key in asked]


def test_questions_come_back_in_the_projects_words() -> None:
    rule = {"parts": [{"q": key, "weight": 1, "kind": "value"} for key in ("q", "n")]}
    found = document(imported(table("composite", rule, "q", "n"), "t.csv"), "questionnaires/t/tc.yaml")
    assert found["questions"] == [
        {"id": "TC-1-1.q", "type": "percent", "text": "率", "not_applicable": ["无事项"]},
        {"id": "TC-1-1.n", "type": "integer", "text": "数", "unit": "项", "minimum": 0},
    ]


def test_a_question_of_another_indicator_comes_in_as_an_input() -> None:
    rule = {"num": ["n"], "den": "TC-1-1.m", "floor": 10, "target": 0, "den_zero": "na"}
    item = indicators(imported(table("ratio", rule, "n", "m"), "t.csv"))["甲"]
    assert (item["inputs"], item["rule"]["denominator"]) == ({"m": "TC-1-1.m"}, "m")


def test_what_takes_an_indicator_out_becomes_where_it_applies() -> None:
    rule = {"q": "items", "points": {"a": 50, "b": 50}, "na_when": "not has"}
    assert (
        indicators(imported(table("checklist", rule, "items", "has"), "t.csv"))["甲"]["applies_when"] == "has"
    )


@pytest.mark.parametrize(
    ("kind", "rule", "asked"),
    [("linear", {"q": "q"}, ["q"]), ("nonsense", {}, ["q"]), ("value", {"q": "other"}, ["q"]), ("value", [], ["q"]),
     ("linear", {"q": "q", "floor": 1, "target": 1}, ["q"]), ("value", {"q": "lvl"}, ["lvl"])],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_said_and_a_placeholder_stands_in(
    kind: str, rule: Any, asked: list[str]
) -> None:
    result = imported(table(kind, rule, *asked), "t.csv")
    assert {check for check, _ in told(result)} == {"rule-unreadable", "rule-not-understood"}
    assert indicators(result)["甲"]["rule"] == {"kind": "value", "question": "value"}
