"""What holds for every system and every unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dgassess.engine.results import NodeResult, UnitResult
from dgassess.engine.scoring import ScoringUnit
from dgassess.values.answers import MISSING, answered, not_applicable
from tests.engine.building import Data
from tests.engine.drafting import Wanted
from tests.engine.strategies import Case, answer_to, cases, units

FROM_ZERO = tuple((low, high) for low, high in ((0, 100), (0, 1), (0, 5), (1, 5)))
PLAIN = Wanted(conditions=False, adjustments=False, vetoes=False, scales=FROM_ZERO, policies=("zero",))
RISING = replace(PLAIN, rules=("value", "count", "checklist"), stages=("output",))


def few(examples: int) -> settings:
    """So many examples, however long they take."""
    return settings(max_examples=examples, deadline=None)


def children(result: UnitResult, parent: str | None) -> list[NodeResult]:
    """The nodes directly below one."""
    return [node for node in result.nodes.values() if node.parent == parent]


def with_answer(unit: ScoringUnit, question: str, answer: Any) -> ScoringUnit:
    """The unit with one other answer, as given and as verified."""
    return replace(unit, given={**unit.given, question: answer}, verified={**unit.verified, question: answer})


@given(st.data())
@few(120)
def test_scores_stay_within_the_scale(data: st.DataObject) -> None:
    case = data.draw(cases(Wanted(scales=FROM_ZERO)))
    lowest, highest = case.system["scale"].values()
    result = case.scorer.score_unit(data.draw(units(case)))
    for node in result.nodes.values():
        assert node.score is None or lowest <= node.score <= highest, node
    assert result.base is None or lowest <= result.base <= highest


@given(st.data())
@few(120)
def test_a_better_answer_never_lowers_total_or_level(data: st.DataObject) -> None:
    case = data.draw(cases(RISING))
    unit = data.draw(units(case, full=True))
    question = data.draw(st.sampled_from([q for q in case.questions if q["type"] != "single"]))
    value = unit.verified[question["id"]].value
    if isinstance(value, frozenset):
        better: Any = value | {data.draw(st.sampled_from("abc"))}
    else:
        assert isinstance(value, Fraction)
        better = value + data.draw(st.integers(1, 20))
    before = case.scorer.score_unit(unit)
    after = case.scorer.score_unit(with_answer(unit, question["id"], answered(better)))
    assert (before.total is None) is (after.total is None)
    if before.total is not None and after.total is not None:
        assert after.total >= before.total
        names = [level["name"] for level in case.system.get("levels", [])]
        if before.level is not None and after.level is not None:
            assert names.index(after.level) <= names.index(before.level)


@given(st.data())
@few(120)
def test_redistribution_keeps_the_ratio_of_the_others(data: st.DataObject) -> None:
    case = data.draw(cases())
    result = case.scorer.score_unit(data.draw(units(case)))
    for parent in {node.parent for node in result.nodes.values()}:
        weighed = [node for node in children(result, parent) if node.effective_weight]
        for first, second in pairwise(weighed):
            assert first.effective_weight is not None
            assert second.effective_weight is not None
            assert first.effective_weight * second.weight == second.effective_weight * first.weight
        together = sum((node.effective_weight or Fraction(0) for node in weighed), Fraction(0))
        assert together == (1 if weighed else 0)


@given(st.data())
@few(80)
def test_nothing_answered_is_nothing_scored(data: st.DataObject) -> None:
    case = data.draw(cases())
    none = st.sampled_from((MISSING, not_applicable("本级无此事项")))
    answers = {question["id"]: data.draw(none) for question in case.questions}
    unit = ScoringUnit("1", "对象", data.draw(st.sampled_from(case.unit_types)), None, None, answers, answers)
    result = case.scorer.score_unit(unit)
    assert (result.base, result.total, result.total_exact, result.self_total) == (None,) * 4
    assert (result.level, result.level_by_score, result.rankable) == (None, None, False)
    assert result.steps[-1].kind in ("unscored", "rejected")


@given(st.data())
@few(160)
def test_a_blank_never_earns_what_an_answer_would_not(data: st.DataObject) -> None:
    case = data.draw(cases(replace(PLAIN, scales=((0, 100), (0, 5)))))
    unit = data.draw(units(case))
    question = data.draw(st.sampled_from(case.questions))
    answer = data.draw(answer_to(question, [], full=True) | st.just(not_applicable("本级无此事项")))
    blank = case.scorer.score_unit(with_answer(unit, question["id"], MISSING))
    filled = case.scorer.score_unit(with_answer(unit, question["id"], answer))
    assume(blank.base is not None and filled.base is not None)
    assert blank.base is not None
    assert filled.base is not None
    assert blank.base <= filled.base


def shuffled(data: st.DataObject, items: Sequence[Any]) -> list[Any]:
    """The items in another order."""
    return list(data.draw(st.permutations(list(items))))


def permuted(data: st.DataObject, node: Mapping[str, Any]) -> Data:
    """A tree with its siblings in another order."""
    own = dict(node)
    for field in ("dimensions", "groups", "indicators"):
        if field in own:
            own[field] = [permuted(data, child) for child in shuffled(data, own[field])]
    return own


@given(st.data())
@few(100)
def test_the_order_in_which_things_are_written_changes_nothing(data: st.DataObject) -> None:
    case = data.draw(cases())
    system = permuted(data, case.system)
    if "adjustments" in system:
        system["adjustments"] = {
            **system["adjustments"],
            "items": shuffled(data, system["adjustments"]["items"]),
        }
    if "vetoes" in system:
        system["vetoes"] = shuffled(data, system["vetoes"])
    other = Case(system, shuffled(data, case.questions))
    unit = data.draw(units(case))
    first, second = case.scorer.score_unit(unit), other.scorer.score_unit(unit)
    for id_, node in first.nodes.items():
        same = replace(second.nodes[id_], missing=node.missing, reason=node.reason, zeroed_by=node.zeroed_by)
        assert same == node
    for name in ("base", "total", "total_exact", "level", "level_by_score", "rejected", "award", "rankable"):
        assert getattr(first, name) == getattr(second, name), name
    assert {a.id: a for a in first.adjustments} == {a.id: a for a in second.adjustments}
    assert first.answers == second.answers


@given(st.data())
@few(60)
def test_the_order_of_units_changes_nothing(data: st.DataObject) -> None:
    case = data.draw(cases(replace(PLAIN, rules=("value", "choice"))))
    cohort = [data.draw(units(case, str(number))) for number in range(4)]
    assert case.scorer.score(shuffled(data, cohort)) == case.scorer.score(cohort)


@given(st.data())
@few(160)
def test_contributions_add_up_to_the_base(data: st.DataObject) -> None:
    case = data.draw(cases(Wanted(stages=("output",), policies=("zero", "exclude"))))
    result = case.scorer.score_unit(data.draw(units(case)))
    assume(result.base is not None)
    groups = [node for node in result.nodes.values() if node.kind == "group"]
    for group, parent in [(None, None), *((node, node.id) for node in groups)]:
        below = children(result, parent)
        if all(node.share is None for node in below if node.weight):
            continue
        whole = result.base if group is None else group.contribution
        parts = sum((node.contribution or Fraction(0) for node in below), Fraction(0))
        assert parts == (whole or Fraction(0)), parent
    for node in result.nodes.values():
        if node.contribution is not None:
            assert node.lost is not None
            assert node.share is not None
            assert node.lost + node.contribution == node.share * case.system["scale"]["highest"]


@given(st.data())
@few(80)
def test_without_reviews_both_bases_are_one(data: st.DataObject) -> None:
    case = data.draw(cases())
    drawn = data.draw(units(case))
    unit = replace(drawn, verified=drawn.given)
    verified, by_self = case.scorer.score_unit(unit), case.scorer.score_unit(unit, "self")
    assert replace(by_self, basis="verified") == verified
    assert (verified.total, verified.level) == (verified.self_total, verified.self_level)
    assert all(node.score == node.self_score for node in verified.nodes.values())


@given(st.data())
@few(80)
def test_not_applicable_share_is_a_share(data: st.DataObject) -> None:
    case = data.draw(cases())
    result = case.scorer.score_unit(data.draw(units(case)))
    assert 0 <= result.not_applicable_share <= 1
