"""Ranks within the cohort, the type and the peer group."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.engine.results import Results
from tests.engine.building import NOT_APPLICABLE, Mini


def ranks(results: Results) -> dict[str, int | None]:
    """Unit ids to ranks."""
    return {unit.id: unit.rank for unit in results.units}


def flat(mini: Mini, **scores: Any) -> dict[str, int | None]:
    """Ranks of units by their score on A."""
    return ranks(mini.rank(*((id_, None, None, {"A": score}) for id_, score in scores.items())))


@pytest.mark.parametrize(("ties", "last"), [("min", 4), ("dense", 3)])
def test_ties_share_the_better_rank(ties: str, last: int) -> None:
    mini = Mini("A", ranking={"ties": ties})
    assert flat(mini, a=90, b=80, c=80, d=70) == {"a": 1, "b": 2, "c": 2, "d": last}


def test_rounded_scores_tie_where_exact_ones_do_not() -> None:
    assert flat(Mini("A"), a=80.001, b=80.002) == {"a": 1, "b": 1}
    assert flat(Mini("A", ranking={"by": "exact"}), a=80.001, b=80.002) == {"a": 2, "b": 1}


def test_exact_ranks_compare_nine_decimals() -> None:
    mini = Mini("A", ranking={"by": "exact"})
    assert flat(mini, a="80.0000000001", b="80.0000000002") == {"a": 1, "b": 1}
    assert flat(mini, a="80.000000001", b="80.000000002") == {"a": 2, "b": 1}


def test_tie_breaks_are_tried_in_order() -> None:
    mini = Mini({"A": {}, "B": {}, "C": {}}, ranking={"tie_break": ["C", "B"]})
    results = mini.rank(
        ("a", None, None, {"A": 60, "B": 50, "C": 70}),
        ("b", None, None, {"A": 50, "B": 60, "C": 70}),
        ("c", None, None, {"A": 40, "B": 60, "C": 80}),
        ("d", None, None, {"A": 50, "B": 60, "C": 70}),
        ("e", None, None, {"A": 100, "B": 100, "C": 0}),
    )
    assert ranks(results) == {"a": 5, "b": 3, "c": 2, "d": 3, "e": 1}


def test_a_tie_break_without_a_score_comes_last() -> None:
    mini = Mini("AB", ranking={"tie_break": ["B"]})
    results = mini.rank(
        ("a", None, None, {"A": 50, "B": NOT_APPLICABLE}), ("b", None, None, {"A": 100, "B": 0}),
    )  # fmt: skip
    assert ranks(results) == {"a": 2, "b": 1}


def test_ranks_by_type_and_peer_group() -> None:
    mini = Mini("A", unit_types=["市", "县"])
    results = mini.rank(
        ("1", "市", "东部", {"A": 90}),
        ("2", "县", "东部", {"A": 80}),
        ("3", "市", "西部", {"A": 70}),
        ("4", "市", "西部", {"A": 60}),
        ("5", "市", None, {"A": 50}),
    )
    found = [(u.rank, u.type_rank, u.peer_rank, u.peer_group, u.peer_count) for u in results.units]
    assert found == [
        (1, 1, 1, "市·东部", 1), (2, 1, 1, "县·东部", 1), (3, 2, 1, "市·西部", 2), (4, 3, 2, "市·西部", 2),
        (5, 4, 1, "市", 1),
    ]  # fmt: skip


def test_peer_groups_as_declared() -> None:
    mini = Mini("A", unit_types=["市", "县"], ranking={"peers": ["class"]})
    units = mini.rank(("1", "市", "东部", {"A": 90}), ("2", "县", "东部", {"A": 95})).units
    assert [(unit.peer_group, unit.peer_rank) for unit in units] == [("东部", 2), ("东部", 1)]


def test_units_without_a_total_have_no_rank_and_take_none() -> None:
    assert flat(Mini("A"), a=None, b=80, c=70) == {"a": None, "b": 1, "c": 2}
    results = Mini("A").rank(("a", None, None, {"A": None}), ("b", None, None, {"A": 5}))
    assert [(unit.peer_rank, unit.peer_count) for unit in results.units] == [(None, 1), (1, 1)]


def test_results_are_ordered_by_id() -> None:
    results = Mini("A").rank(("b", None, None, {"A": 90}), ("a", None, None, {"A": 80}))
    assert [unit.id for unit in results.units] == ["a", "b"]
    assert (results.digits, results.mode, results.basis, results.semantics) == (2, "half-up", "verified", 1)
