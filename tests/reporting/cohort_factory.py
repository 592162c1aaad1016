"""Made-up cohorts: units over one tree, ranked within their types as the engine ranks them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from dgassess.engine.results import Results, UnitResult
from dgassess.reporting.contents import LevelText, SystemText
from tests.reporting.factory import FIVE_LEVELS, Branch, leaf, results_of, texts_of, unit_of

Tree = Callable[[int], list[Any]]


def five_dimensions(number: int) -> list[Any]:
    """Three dimensions of two indicators each; scores spread by the unit's number."""
    return [
        Branch(
            f"D{d}",
            f"维度{d}",
            [leaf(f"D{d}-{i}", f"指标{d}{i}", str((number * 37 + d * 29 + i * 13) % 101), i) for i in (1, 2)],
            d,
        )
        for d in (1, 2, 3)
    ]


def unit_number(number: int, tree: Tree = five_dimensions, **more: Any) -> UnitResult:
    """One unit; its level is by its total, its code and name by its number."""
    known: dict[str, Any] = {
        "id": f"33{number:04d}", "name": f"第{number}市", "unit_class": "东部" if number % 2 else "西部",
    }  # fmt: skip
    unit = unit_of(tree(number), **(known | more))
    if unit.total is None:
        return replace(unit, rankable=False)
    level = next(
        level.name for level in FIVE_LEVELS if level.at_least is None or unit.total >= level.at_least
    )
    return replace(unit, level=more.get("level", level), level_by_score=level)


def cohort_of(units: Sequence[UnitResult], **more: Any) -> Results:
    """Results of units with their ranks filled in; equal totals share a rank."""
    ranked = []
    for unit in units:
        rivals = [u.total for u in units if u.type == unit.type and u.rankable and u.total is not None]
        peers = Counter((u.type, u.unit_class) for u in units if u.rankable)
        place = None
        if unit.rankable and unit.total is not None:
            place = 1 + sum(total > unit.total for total in rivals)
        ranked.append(replace(unit, rank=place, type_rank=place, peer_rank=place and 1,
                              peer_count=peers[unit.type, unit.unit_class]))  # fmt: skip
    digests = {unit.id: f"sha256:{index:064x}" for index, unit in enumerate(units)}
    return results_of(*ranked, **({"response_digests": digests} | more))


def cohort(count: int, tree: Tree = five_dimensions, **more: Any) -> tuple[Results, SystemText]:
    """So many units of one type, and the system in words."""
    results = cohort_of([unit_number(number, tree, **more) for number in range(1, count + 1)])
    return results, words_of(results)


def words_of(results: Results, levels: tuple[LevelText, ...] = FIVE_LEVELS, **each: Any) -> SystemText:
    """Plain words; indicators answer for nobody in particular unless `each` says so."""
    return texts_of(results.units[0], levels, **each)


def total(results: Results, index: int) -> Fraction:
    """The total of a unit that has one."""
    found = results.units[index].total
    assert found is not None
    return found
