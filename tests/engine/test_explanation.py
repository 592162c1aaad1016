"""What explanations say of answers that a review did not accept, and of values below all bands."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.engine.explanation import Explainer, NodeExplanation
from dgassess.engine.results import UnitResult
from tests.engine.building import Mini


def explained(
    mini: Mini, raw: dict[str, Any], verified: dict[str, Any]
) -> tuple[UnitResult, NodeExplanation]:
    unit = mini.scorer.score_unit(mini.unit(raw, verified=verified))
    plan = mini.scorer.plan(unit.type)
    return unit, Explainer(mini.loaded.system, mini.loaded.questionnaire, plan, unit).node("A")


def test_what_a_review_did_not_accept_is_no_blank() -> None:
    unit, found = explained(Mini("AB", missing="zero"), {"A.n": 45, "B.n": 60}, {"A.n": None})
    assert unit.refused("A.n")
    assert not unit.refused("B.n")
    [line] = found.answers
    assert (line.answer, line.self_answer, line.refused) == ("核定不予认定", "45", True)
    assert found.arithmetic[0] == "A.n核定不予认定"
    blank, found = explained(Mini("AB", missing="zero"), {"B.n": 60}, {})
    assert not blank.refused("A.n")
    assert found.arithmetic[0] == "缺项:A.n未填"


@pytest.mark.parametrize(("value", "said"), [(95, "95≥90,得80"), (40, "40<75,得0"), (80, "80≥75,得50")])
def test_every_band_says_its_bound(value: int, said: str) -> None:
    bands = [{"at_least": 90, "score": 80}, {"at_least": 75, "score": 50}]
    rule = {"kind": "bands", "question": "n", "bands": bands, "otherwise": 0}
    _, found = explained(Mini({"A": {"rule": rule}}), {"A.n": value}, {})
    assert found.arithmetic == (said,)
