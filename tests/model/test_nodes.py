"""Groups and indicators."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dgassess.model.nodes import Group, Indicator
from tests.model.factory import indicator, refusal

NO_QUESTION = (
    "'XM-1-1' is not a question id: an owner's id, a dot and a key of lower-case letters, digits and _, "
    "such as TC-1-2.lvl; the key must not be a word of the formula language."
)
NO_KEY = "'Max' is not a key: lower-case letters, digits and _, no word of the formula language."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"direction": "up"}, "Input should be 'higher', 'lower' or 'interval'"),
        ({"missing": "ignore"}, "Input should be 'zero', 'exclude' or 'reject'"),
        ({"source": ["网上"]}, "Input should be '自评', '系统取数', '第三方', '满意度' or '核查'"),
        ({"clauses": ["第六条"]}, "'第六条' is not a clause number: write it as 六(一) or 6.1."),
        ({"inputs": {"total": "XM-1-1"}}, NO_QUESTION),
        ({"parameters": {"Max": 1}}, NO_KEY),
        ({"id": "TC 1"}, "'TC 1' is not an id: letters, digits and single hyphens, such as TC-1-2."),
        ({"wieght": 3}, "Extra inputs are not permitted"),
        ({"lineage": {"kind": "moved"}}, "Input should be 'kept', 'renamed', 'redefined', 'new' or 'dropped'"),
    ],
)  # fmt: skip
def test_what_an_indicator_refuses(fields: dict[str, Any], message: str) -> None:
    assert refusal(Indicator, indicator(**fields)) == message


def test_what_may_be_left_out() -> None:
    read = Indicator.model_validate(indicator())
    assert (read.weight, read.direction) == (Decimal(1), "higher")
    assert (read.sensitivity, read.missing) == ("internal", None)
    assert read.applies_to(None)
    assert read.applies_to("县")


def test_clauses_are_normalised() -> None:
    assert Indicator.model_validate(indicator(clauses=["6.1", "八（二）"])).clauses == ("六(一)", "八(二)")


def test_the_origin_is_called_from() -> None:
    read = Indicator.model_validate(indicator(lineage={"kind": "renamed", "from": "TC-1"}))
    assert read.lineage is not None
    assert read.lineage.origin == "TC-1"


def test_a_group_is_never_empty() -> None:
    assert refusal(Group, {"id": "TC", "name": "统筹"}) == "Group TC has neither groups nor indicators."
    assert refusal(
        Group, {"id": "TC", "name": "统筹", "minimum_present": 101, "indicators": [indicator()]}
    ) == ("Input should be less than or equal to 100")


def test_a_group_applies_where_any_indicator_does() -> None:
    below = {"id": "TC-1", "name": "下级", "indicators": [indicator(unit_types=["省"])]}
    group = Group.model_validate(
        {
            "id": "TC",
            "name": "统筹",
            "groups": [below],
            "indicators": [indicator(id="TC-2", unit_types=["市"])],
        }
    )
    assert [child.id for child in group.children] == ["TC-1", "TC-2"]
    assert [group.applies_to(unit_type) for unit_type in ("省", "市", "县", None)] == [
        True,
        True,
        False,
        False,
    ]
