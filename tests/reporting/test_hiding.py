"""What is hidden with something restricted, where scores are no weighted sums or are told elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.engine.possible_scores import sharing
from dgassess.engine.results import UnitResult
from dgassess.reporting.doubt import PossibleScores
from dgassess.reporting.hiding import hidden_nodes
from tests.engine.building import Mini, group, leaf, question


def unit_of(mini: Mini, **answers: float) -> UnitResult:
    return mini.scorer.score([mini.unit({f"{id_}.n": value for id_, value in answers.items()})]).units[0]


def system(aggregation: Any = None, **first: Any) -> Mini:
    """A and B in one group, C and D in another."""
    own = {"aggregation": aggregation} if aggregation else {}
    groups = [
        group("G", leaf("A", **first), leaf("B", weight=2), weight=40, **own),
        group("H", leaf("C"), leaf("D"), weight=60),
    ]
    return Mini({id_: {} for id_ in "ABCD"}, dimensions=groups)


@pytest.mark.parametrize("aggregation", ["minimum", "maximum", "geometric-mean", "harmonic-mean", "sum"])
def test_of_a_group_that_is_no_weighted_mean_nothing_is_shown(aggregation: str) -> None:
    """A lowest score among two is the restricted one's wherever it is not the other's."""
    unit = unit_of(system({"kind": aggregation}), A=40, B=50, C=60, D=70)
    assert {"G", "A", "B"} <= hidden_nodes(unit, {"A"})
    assert hidden_nodes(unit, ()) == frozenset()


def test_of_a_weighted_mean_the_group_stays() -> None:
    assert hidden_nodes(unit_of(system(), A=40, B=50, C=60, D=70), {"A"}) == {"A", "B"}


def test_of_a_system_that_is_no_weighted_mean_nothing_is_shown() -> None:
    groups = [group("G", leaf("A"), leaf("B")), group("H", leaf("C"), leaf("D"))]
    mini = Mini({id_: {} for id_ in "ABCD"}, dimensions=groups, aggregation={"kind": "minimum"})
    unit = unit_of(mini, A=40, B=50, C=60, D=70)
    assert hidden_nodes(unit, {"A"}) == set("GHABCD")


def test_what_others_tell_is_no_cover() -> None:
    """B rests on a question that a shown indicator rests on: its score is known though it is not shown."""
    unit = unit_of(system(), A=40, B=50, C=60, D=70)
    told = PossibleScores(told=lambda unit_type: frozenset("B"))
    assert hidden_nodes(unit, {"A"}, told) > {"A", "B", "G"}


def test_a_score_on_the_question_of_a_shown_indicator_is_no_cover() -> None:
    shared = leaf("B", weight=2, inputs={"n": "C.n"})
    groups = [group("G", leaf("A"), shared, weight=40), group("H", leaf("C"), leaf("D"), weight=60)]
    mini = Mini({}, [question(f"{id_}.n") for id_ in "ACD"], dimensions=groups)
    unit = unit_of(mini, A=40, C=60, D=70)
    assert unit.nodes["B"].score == 60
    assert hidden_nodes(unit, {"A"}) == {"A", "B"}
    told = PossibleScores(told=lambda unit_type: sharing(mini.loaded.system, unit_type))
    assert hidden_nodes(unit, {"A"}, told) > {"A", "B", "G"}
