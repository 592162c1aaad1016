"""Trying all answers that rules allow against a public report gives a restricted score in half the cases at most.

Small systems of yes-no rules and choices are scored with every possible set of answers. What the public sees of each,
the shown scores and the total, is compared: where only answers with one restricted score give it, that score is known.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from dgassess.engine.results import UnitResult
from dgassess.reporting.audience import view
from dgassess.reporting.contents import IndicatorText, SystemText
from dgassess.reporting.doubt import LEAST_DOUBT, LEAST_SHARE
from dgassess.values.numbers import show
from dgassess.workflows.report_words import possible_of
from tests.engine.building import Mini, group, leaf, question

Leaf = tuple[int, bool, tuple[int, ...]]
"""Weight, whether restricted, and the scores its options give."""
MOST_CASES = 2_000
SCORES = st.sampled_from(((0, 100), (0, 100), (0, 50, 100), (0, 40, 100), (0, 25, 50, 75, 100)))
OPEN = st.tuples(st.sampled_from((10, 20, 30, 40, 60)), st.just(False), SCORES)
SECRET = st.tuples(st.sampled_from((10, 20, 30, 40)), st.just(True), SCORES)
BESIDE_IT = st.tuples(SECRET, OPEN, OPEN) | st.tuples(SECRET, OPEN) | st.tuples(SECRET)
ALL_OPEN = st.lists(OPEN, min_size=2, max_size=3).map(tuple)
TREES = st.tuples(
    st.tuples(st.sampled_from((20, 40, 60)), BESIDE_IT), st.tuples(st.sampled_from((40, 60, 90)), ALL_OPEN)
)
FOUND_BY_TRYING = (
    (50, ((40, True, (0, 100)), (60, False, (0, 25, 50, 75, 100)))),
    (50, ((100, False, (0, 25, 50, 75, 100)),)),
)


class Tried:
    """A system, and what the public sees of it with each set of answers."""

    def __init__(self, tree: tuple[tuple[int, tuple[Leaf, ...]], ...]) -> None:
        leaves = {f"G{at}L{index}": one for at, (_, own) in enumerate(tree) for index, one in enumerate(own)}
        self.scores = {id_: one[2] for id_, one in leaves.items()}
        self.restricted = [id_ for id_, one in leaves.items() if one[1]]

        def built(id_: str, one: Leaf) -> dict[str, Any]:
            points = {f"o{score}": score for score in one[2]}
            rule = {"kind": "choice", "question": "o", "points": points}
            return leaf(id_, weight=one[0], sensitivity="restricted" if one[1] else "internal", rule=rule)

        self.mini = Mini(
            {},
            [question(f"{id_}.o", "single", options={f"o{score}": f"{score}" for score in own})
             for id_, own in self.scores.items()],
            dimensions=[
                group(f"G{at}", *(built(f"G{at}L{index}", one) for index, one in enumerate(own)), weight=weight)
                for at, (weight, own) in enumerate(tree)
            ],
        )  # fmt: skip
        loaded = self.mini.loaded
        self.words = SystemText(
            {id_: IndicatorText(id_, id_, sensitivity="restricted" if id_ in self.restricted else "internal")
             for id_ in leaves},
            possible=possible_of(loaded.system, loaded.questionnaire),
        )  # fmt: skip

    def unit(self, scores: dict[str, int]) -> UnitResult:
        answers = {f"{id_}.o": f"o{score}" for id_, score in scores.items()}
        return self.mini.scorer.score([self.mini.unit(answers)]).units[0]

    def seen(self, scores: dict[str, int]) -> tuple[str, ...]:
        """What the public report prints of these scores."""
        unit = self.unit(scores)
        assert unit.total is not None
        shown = view(unit, self.words, "public")
        return (
            show(unit.total, 2),
            *(show(node.score, 2) for node in unit.nodes.values() if shown.shown(node) and node.score is not None),
        )  # fmt: skip

    def known(self) -> dict[str, Fraction]:
        """The share of different cases in which a restricted score follows, by indicator."""
        cases = [dict(zip(self.scores, one, strict=True)) for one in product(*self.scores.values())]
        seen = [self.seen(one) for one in cases]
        found = {}
        for id_ in self.restricted:
            by_figures: dict[tuple[str, ...], set[int]] = defaultdict(set)
            for figures, case in zip(seen, cases, strict=True):
                by_figures[figures].add(case[id_])
            pairs = [(scores, one) for scores in by_figures.values() for one in scores]
            far = LEAST_DOUBT * (max(self.scores[id_]) - min(self.scores[id_]))
            sure = sum(all(abs(one - other) < far for other in scores) for scores, one in pairs)
            found[id_] = Fraction(sure, len(pairs))
        return found

    def total_alone(self) -> bool:
        """Whether nothing is shown beside the total, beyond which nothing can be hidden."""
        return len(self.seen({id_: own[0] for id_, own in self.scores.items()})) == 1


def cases(tree: Any) -> int:
    count = 1
    for _, own in tree:
        for one in own:
            count *= len(one[2])
    return count


@settings(max_examples=20, suppress_health_check=[HealthCheck.filter_too_much])
@given(TREES)
@example(FOUND_BY_TRYING)
@example(((60, ((30, True, (0, 100)), (60, False, (0, 50, 100)))), (40, ((10, False, (0, 100)),))))
def test_trying_all_answers_tells_a_restricted_score_in_half_the_cases_at_most(tree: Any) -> None:
    assume(cases(tree) <= MOST_CASES)
    tried = Tried(tree)
    assume(not tried.total_alone())
    for id_, share in tried.known().items():
        assert share <= 1 - LEAST_SHARE, id_


def test_trying_tells_it_where_only_equations_are_guarded_against(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reader could try is a threat: beside a hidden sibling alone every yes or no would be known."""
    monkeypatch.setattr("dgassess.reporting.hiding.in_doubt", lambda cell, steps: True)
    assert Tried(FOUND_BY_TRYING).known() == {"G0L0": 1}


def test_what_is_shown_does_not_depend_on_the_answers() -> None:
    """Which nodes are hidden would otherwise tell something of the scores in them."""
    tried = Tried(FOUND_BY_TRYING)
    every = [dict(zip(tried.scores, one, strict=True)) for one in product(*tried.scores.values())]
    assert len({view(tried.unit(one), tried.words, "public").hidden for one in every}) == 1
