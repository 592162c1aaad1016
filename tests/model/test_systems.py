"""Systems as written: what may be left out, what is refused, and walking the tree."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dgassess.model.systems import IndicatorSystem, SystemFile, View
from dgassess.rules.fields import Scale
from tests.model.factory import indicator, refusal, system


def test_a_minimal_system_is_small() -> None:
    read = SystemFile.model_validate(system())
    assert (read.version, read.missing, read.aggregation.kind) == ("1", "zero", "weighted-mean")
    assert (read.scale.lowest, read.scale.highest) == (Decimal(0), Decimal(100))
    assert (read.rounding.digits, read.rounding.mode, read.rounding.stage) == (2, "half-up", "output")
    assert (read.ranking.by, read.ranking.ties, read.ranking.peers) == ("rounded", "min", ("type", "class"))
    assert read.unit_types == ()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"scale": {"lowest": 5, "highest": 5}}, "The scale's lowest 5 must be below its highest 5."),
        ({"scale": {"lowest": 100}}, "The scale's lowest 100 must be below its highest 100."),
        (
            {"unit_types": ["省", "default"]},
            "'default' stands for all other unit types and cannot be one itself.",
        ),
        ({"rounding": {"digits": 7}}, "Input should be less than or equal to 6"),
        ({"rounding": {"digits": -1}}, "Input should be greater than or equal to 0"),
        ({"rounding": {"mode": "up"}}, "Input should be 'half-up' or 'half-even'"),
        ({"rounding": {"stage": "group"}}, "Input should be 'output' or 'node'"),
        ({"ranking": {"ties": "max"}}, "Input should be 'min' or 'dense'"),
        ({"ranking": {"peers": ["province"]}}, "Input should be 'type' or 'class'"),
        ({"not_applicable_limit": 101}, "Input should be less than or equal to 100"),
        ({"not_applicable_limit": -1}, "Input should be greater than or equal to 0"),
        ({"missing": "nought"}, "Input should be 'zero', 'exclude' or 'reject'"),
        ({"dimension": []}, "Extra inputs are not permitted"),
        ({"questionnaire": {"version": "*"}}, "Field required"),
        ({"dimensions": [{"id": "TC", "name": "统筹"}]}, "Group TC has neither groups nor indicators."),
    ],
)
def test_what_a_system_refuses(fields: dict[str, Any], message: str) -> None:
    assert refusal(SystemFile, system(**fields)) == message


@pytest.mark.parametrize(
    "view", [{}, {"by": "clause", "groups": [{"id": "a", "name": "甲", "indicators": ["TC-1"]}]}]
)
def test_a_view_is_made_one_way(view: dict[str, Any]) -> None:
    assert refusal(View, {"id": "v", "name": "视图", **view}) == "A view needs either 'by' or 'groups'."


def test_parts_may_be_files_or_inline() -> None:
    group = {"id": "TC", "name": "统筹", "indicators": [indicator()]}
    read = SystemFile.model_validate(
        system(
            dimensions=["tc.yaml", group], clauses="clauses.yaml", vetoes="vetoes.yaml", adjustments="a.yaml"
        )
    )
    assert read.dimensions[0] == "tc.yaml"
    assert read.clauses == "clauses.yaml"
    inline = SystemFile.model_validate(
        system(questionnaire={"questions": []}, clauses=[{"id": "6.1", "title": "题"}])
    )
    assert inline.questionnaire.id is None
    assert [clause.id for clause in inline.clauses if not isinstance(clause, str)] == ["六(一)"]


def built(**fields: Any) -> IndicatorSystem:
    inner = {"id": "TC-1", "name": "组", "indicators": [indicator(id="TC-1-1")]}
    group = {"id": "TC", "name": "统筹", "groups": [inner], "indicators": [indicator(id="TC-2")]}
    data = {
        "id": "mini", "name": "", "version": "1", "questionnaire": {"id": "mini"}, "unit_types": [], "classes": [],
        "scale_field": {"lowest": 1, "highest": 5}, "weights_sum": None, "aggregation": "minimum", "missing": "zero",
        "not_applicable_limit": None, "rounding": {}, "dimensions": [group], "indicators": [indicator(id="ZZ")],
        "levels": [], "adjustments": None, "vetoes": [], "ranking": {}, "views": [], **fields,
    }  # fmt: skip
    return IndicatorSystem.model_validate(data)


def test_the_tree_is_walked_parents_first() -> None:
    walked = [(node.id, parent.id if parent else None, tier) for node, parent, tier in built().walk()]
    assert walked == [
        ("TC", None, 1),
        ("TC-1", "TC", 2),
        ("TC-1-1", "TC-1", 3),
        ("TC-2", "TC", 2),
        ("ZZ", None, 1),
    ]


def test_nodes_and_leaves_by_id() -> None:
    assert list(built().leaves) == ["TC-1-1", "TC-2", "ZZ"]
    assert list(built().nodes) == ["TC", "TC-1", "TC-1-1", "TC-2", "ZZ"]


def test_the_scale_is_exact() -> None:
    assert built().scale == Scale(Fraction(1), Fraction(5))
