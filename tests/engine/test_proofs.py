"""Every kind of claim proved, refuted and left undecided on tiny systems; witnesses scored by the exact engine."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.engine.building import Data, leaf, question
from tests.engine.proving import Proved

LEVELS: list[Data] = [{"name": "优", "at_least": 90}, {"name": "良", "at_least": 60}, {"name": "差"}]


def number(id_: str, **fields: Any) -> Data:
    """A question for a number from 0 to 100."""
    return question(id_, "number", **{"minimum": 0, "maximum": 100, **fields})


def one(rule: Data, *questions: Data, **system: Any) -> Proved:
    """A system of one indicator A."""
    fields = {name: system.pop(name) for name in ("direction", "applies_when", "missing") if name in system}
    return Proved({"indicators": [leaf("A", rule=rule, **fields)], **system}, questions)


def expression(formula: str, *keys: str, **fields: Any) -> Proved:
    """One indicator by a formula over numbers from 0 to 100."""
    return one({"kind": "expression", "formula": formula, **fields}, *(number(f"A.{key}") for key in keys))


def test_a_plain_value_proves_everything() -> None:
    proved = Proved({"indicators": [leaf("A")], "levels": LEVELS}, [number("A.n")])
    assert {claim.status for claim in proved.claims} == {"proved"}
    for level in ("优", "良", "差"):
        (witness,) = proved.claim("proof-level", level).witnesses
        assert proved.assessed(witness.answers).level == level


# The scale


def test_a_score_that_leaves_the_scale_is_refuted_by_answers() -> None:
    proved = expression("x - x*x/100 + y", "x", "y", clamp=False)
    claim = proved.claim("proof-scale", "A")
    assert claim.status == "refuted"
    assert claim.grave
    (witness,) = claim.witnesses
    assert proved.assessed(witness.answers).run.nodes["A"].score == 125
    base = next(c for c in proved.claims if c.name == "proof-scale" and c.subject == "")
    assert (base.status, base.cause) == ("refuted", "A")


def test_splitting_shows_what_one_interval_cannot() -> None:
    proved = expression("50 + (x - y) * (y - x) / 300", "x", "y", clamp=False)
    assert proved.claim("proof-scale", "A").status == "proved"


def test_what_neither_bounds_nor_answers_decide_is_undecided() -> None:
    claim = expression("x - x*x/100", "x", clamp=False).claim("proof-scale", "A")
    assert claim.status == "undecided"
    assert "could only be bounded" in claim.detail
    assert "0 to 25" in claim.detail


@pytest.mark.parametrize("zero", ["not-applicable", "zero", "full", "missing"])
def test_a_ratio_stays_within_the_scale_and_fills_it(zero: str) -> None:
    rule: Data = {
        "kind": "ratio",
        "numerator": "n",
        "denominator": "d",
        "floor": 20,
        "target": 95,
        "zero_denominator": zero,
    }
    questions = [question(f"A.{key}", "integer", minimum=0, maximum=9999) for key in "nd"]
    proved = one(rule, *questions, levels=LEVELS)
    assert {claim.status for claim in proved.claims} == {"proved"}


# The ends of the scale


def test_a_maximum_that_no_unit_reaches_is_refuted() -> None:
    rule = {"kind": "choice", "question": "c", "points": {"A": 70, "B": 20, "C": 0}}
    proved = one(rule, question("A.c", "single"))
    claim = proved.claim("proof-highest", "A")
    assert claim.status == "refuted"
    assert "at most 70" in claim.detail
    assert proved.assessed(claim.witnesses[0].answers).run.nodes["A"].score == 70


def test_the_lowest_score_of_a_rule_that_blanks_leave_out_is_refuted() -> None:
    rule = {"kind": "yes-no", "question": "q", "no": 40}
    assert (
        one(rule, question("A.q", "yes-no"), missing="exclude").claim("proof-lowest", "A").status == "refuted"
    )
    assert one(rule, question("A.q", "yes-no"), missing="zero").claim("proof-lowest", "A").status == "proved"


def test_what_a_sum_adds_up_need_not_fill_the_scale() -> None:
    rule = {"kind": "count", "question": "n", "each": 1, "cap": 60}
    system = {"aggregation": "sum", "indicators": [leaf("A", rule=rule), leaf("B", rule=rule)]}
    proved = Proved(system, [number("A.n"), number("B.n")])
    assert [claim.subject for claim in proved.claims if claim.name == "proof-highest"] == [""]
    assert proved.claim("proof-highest", "").status == "proved"


def test_an_indicator_out_of_the_way_lets_the_others_fill_the_scale() -> None:
    weak = leaf("A", rule={"kind": "choice", "question": "c", "points": {"A": 70, "B": 0, "C": 0}})
    system = {"indicators": [weak, leaf("B")]}
    assert (
        Proved(system, [question("A.c", "single"), number("B.n")]).claim("proof-highest", "").status
        == "proved"
    )
    strict = [question("A.c", "single", not_applicable=[]), number("B.n")]
    claim = Proved(system, strict).claim("proof-highest", "")
    assert (claim.status, claim.cause) == ("refuted", "A")


# Levels


def test_a_level_that_a_gate_closes_is_refuted_and_grave() -> None:
    weak = leaf("A", rule={"kind": "choice", "question": "c", "points": {"A": 70, "B": 0, "C": 0}})
    gated = [{**LEVELS[0], "gates": [{"nodes": ["A"], "at_least": 80}]}, *LEVELS[1:]]
    questions = [question("A.c", "single", not_applicable=[]), number("B.n")]
    proved = Proved({"indicators": [weak, leaf("B", weight=9)], "levels": gated}, questions)
    claim = proved.claim("proof-level", "优")
    assert (claim.status, claim.grave) == ("refuted", True)
    assert proved.claim("proof-level", "良").status == "proved"


def test_a_level_between_two_scores_is_refuted() -> None:
    rule = {"kind": "choice", "question": "c", "points": {"A": 100, "B": 0, "C": 0}}
    claim = one(rule, question("A.c", "single"), levels=LEVELS).claim("proof-level", "良")
    assert (claim.status, claim.grave) == ("refuted", False)


def test_a_level_that_only_a_cap_gives_is_reached() -> None:
    rule = {"kind": "choice", "question": "c", "points": {"A": 100, "B": 0, "C": 0}}
    veto = {"id": "F", "name": "底线", "when": "hit", "effects": [{"kind": "cap-level", "level": "良"}]}
    proved = one(rule, question("A.c", "single"), question("F.hit", "yes-no"), levels=LEVELS, vetoes=[veto])
    claim = proved.claim("proof-level", "良")
    assert claim.status == "proved"
    assert proved.assessed(claim.witnesses[0].answers).level == "良"


def test_a_narrow_level_is_found() -> None:
    levels = [{"name": "优", "at_least": 89.6}, {"name": "良", "at_least": 89.5}, {"name": "差"}]
    indicators = [leaf(id_, weight=weight) for id_, weight in zip("ABC", (3, 5, 7), strict=True)]
    proved = Proved({"indicators": indicators, "levels": levels}, [number(f"{id_}.n") for id_ in "ABC"])
    assert proved.statuses("proof-level") == ["proved"] * 3


def test_a_level_that_is_neither_found_nor_ruled_out_is_undecided() -> None:
    bands = [{"at_least": bound, "score": bound} for bound in (100, 50)]
    rule = {"kind": "bands", "question": "n", "bands": bands, "otherwise": 0}
    levels = [{"name": "优", "at_least": 80}, {"name": "良", "at_least": 70}, {"name": "差"}]
    assert one(rule, number("A.n"), levels=levels).claim("proof-level", "良").status in (
        "undecided",
        "refuted",
    )


def test_a_level_for_nothing_answered_is_refuted() -> None:
    constant = leaf("A", rule={"kind": "expression", "formula": "70"})
    proved = Proved({"indicators": [constant, leaf("B")], "levels": LEVELS}, [number("B.n")])
    claim = proved.claim("proof-nothing-scored", "levels")
    assert claim.status == "refuted"
    assert proved.assessed(claim.witnesses[0].answers).level == "差"


# Questions


def test_questions_that_change_nothing_are_refuted() -> None:
    equal = leaf("A", rule={"kind": "choice", "question": "c", "points": {"A": 70, "B": 70, "C": 70}})
    never = leaf("B", rule={"kind": "expression", "formula": "min(n, 100) if n >= 0 else m"})
    proved = Proved({"indicators": [equal, never]}, [question("A.c", "single"), number("B.n"), number("B.m")])
    assert {claim.subject: claim.status for claim in proved.claims if claim.name == "proof-question"} == {
        "A.c": "refuted", "B.n": "proved", "B.m": "refuted",
    }  # fmt: skip


def test_a_question_that_is_neither_shown_to_matter_nor_ruled_out_is_undecided() -> None:
    claim = expression("max(n + m, 100) + 0*m", "n", "m").claim("proof-question", "A.m")
    assert claim.status == "undecided"
    assert "none are ruled out" in claim.detail


def test_questions_of_vetoes_gates_and_conditions_matter() -> None:
    levels = [{**LEVELS[0], "gates": [{"question": "A.g", "at_least": 50}]}, *LEVELS[1:]]
    veto = {
        "id": "F",
        "name": "底线",
        "when": "hit",
        "effects": [{"kind": "zero-listed", "question": "listed"}],
    }
    questions = [
        number("A.n"), number("A.g"), question("A.has", "yes-no"), question("F.hit", "yes-no"),
        question("F.listed", "indicators", visible_when="hit"),
    ]  # fmt: skip
    indicators = [leaf("A", applies_when="has"), leaf("B")]
    proved = Proved(
        {"indicators": indicators, "levels": levels, "vetoes": [veto]}, [*questions, number("B.n")]
    )
    statuses = {c.subject: c.status for c in proved.claims if c.name == "proof-question"}
    assert statuses == dict.fromkeys(("A.n", "A.g", "A.has", "F.hit", "F.listed", "B.n"), "proved")


# Directions


def test_bands_out_of_order_are_refuted_by_two_answers() -> None:
    bands = [{"at_least": 90, "score": 80}, {"at_least": 50, "score": 100}, {"at_least": 20, "score": 50}]
    proved = one({"kind": "bands", "question": "n", "bands": bands, "otherwise": 0}, number("A.n"))
    claim = proved.claim("proof-direction", "A n")
    assert claim.status == "refuted"
    before, after = claim.witnesses
    scores = [proved.assessed(witness.answers).run.nodes["A"].score for witness in (before, after)]
    assert scores == [Fraction(100), Fraction(80)]
    assert before.answers["A.n"].value == Fraction("89.99")


def test_bands_of_an_interval_say_nothing() -> None:
    bands = [{"at_least": 90, "score": 80}, {"at_least": 50, "score": 100}]
    rule = {"kind": "bands", "question": "n", "bands": bands, "otherwise": 0}
    assert one(rule, number("A.n"), direction="interval").statuses("proof-direction") == []


def test_a_ratio_of_numbers_that_may_be_negative_is_refuted() -> None:
    rule: Data = {
        "kind": "ratio", "numerator": "n", "denominator": "d", "floor": 50, "target": 100, "zero_denominator": "zero",
        "part_of_whole": False,
    }  # fmt: skip
    open_range = [question("A.n", "integer"), question("A.d", "integer")]
    assert one(rule, *open_range).statuses("proof-direction") == ["refuted", "refuted"]
    closed = [question("A.n", "integer", minimum=0), question("A.d", "integer", minimum=0)]
    assert one(rule, *closed).statuses("proof-direction") == ["proved", "proved"]


def test_points_below_zero_are_refuted() -> None:
    rule: Data = {"kind": "checklist", "question": "m", "points": {"a": 120, "b": -20, "c": 0}}
    assert one(rule, question("A.m", "multi")).claim("proof-direction", "A m").status == "refuted"
    rule = {"kind": "yes-no", "question": "q", "yes": 20, "no": 60}
    assert one(rule, question("A.q", "yes-no")).claim("proof-direction", "A q").status == "refuted"


MOVING: list[Data] = [
    {"kind": "linear", "question": "n", "floor": 90, "target": 10},
    {"kind": "linear", "question": "n", "floor": 1, "target": 100, "logarithmic": True},
    {"kind": "piecewise", "question": "n", "points": [[0, 0], [40.5, 70], [100, 100]]},
    {"kind": "deduction", "items": [{"question": "n", "each": 5, "cap": 40}]},
    {"kind": "count", "question": "n", "each": 5, "base": 10},
    {"kind": "value", "question": "n"},
    {"kind": "composite", "parts": [{"weight": 1, "rule": {"kind": "value", "question": "n"}}]},
]


@pytest.mark.parametrize("rule", MOVING, ids=lambda rule: str(rule["kind"]))
def test_rules_move_the_way_they_say(rule: Data) -> None:
    assert one(rule, number("A.n")).statuses("proof-direction") == ["proved"]


def test_unit_types_are_proved_on_their_own() -> None:
    rule = {
        "kind": "choice",
        "question": "c",
        "points": {"省": {"A": 100, "B": 0, "C": 0}, "市": {"A": 70, "B": 0, "C": 0}},
    }
    proved = one(rule, question("A.c", "single"), unit_types=["省", "市"])
    assert proved.claim("proof-highest", "A", "省").status == "proved"
    assert proved.claim("proof-highest", "A", "市").status == "refuted"
