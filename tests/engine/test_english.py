"""What the engine words for a system that says `lang: en`: steps, arithmetic, answers, conditions, the method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal

import pytest

from dgassess.engine.conditions import condition_words
from dgassess.engine.explanation import Explainer, shown_answer, worded_answer
from dgassess.engine.method_words import (
    adjustment_limits,
    gate_sentence,
    general_sentences,
    level_bounds,
    order_sentences,
)
from dgassess.engine.results import UnitResult
from dgassess.model.levels import Gate, Level
from dgassess.model.questions import Question
from dgassess.values.answers import MISSING, answered, not_applicable, not_asked
from dgassess.values.language import speaking, with_unit
from tests.engine.building import NOT_APPLICABLE, Data, Mini, question
from tests.wording import CHINESE

LEVELS: list[Data] = [
    {"name": "Leading", "at_least": 90, "gates": [{"nodes": ["B"], "at_least": 75}]},
    {"name": "Sound", "at_least": 60},
    {"name": "Weak"},
]
COUNT = {"kind": "count", "question": "n", "each": 1, "base": 0, "cap": 2}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def system() -> Mini:
    """Three indicators, one of them under a condition; a bonus, a penalty, a veto, gates."""
    leaves: dict[str, Data] = {
        "A": {"name": "Plans"},
        "B": {"name": "Services", "rule": {"kind": "expression", "formula": "n / m"}},
        "C": {"name": "Data", "applies_when": "n > 1"},
    }
    more = [question("B.m"), question("J.n"), question("K.n"), question("F.hit", "yes-no", text="Breach")]
    effects = [{"kind": "zero", "node": "A"}, {"kind": "cap-level", "level": "Weak"}, {"kind": "no-award"}]
    return Mini(
        leaves, more, lang="en", name="Trial", missing="exclude", levels=LEVELS, not_applicable_limit=25,
        adjustments={
            "items": [
                {"id": "J", "name": "Pilots", "effect": "bonus", "rule": COUNT},
                {"id": "K", "name": "Delays", "effect": "penalty", "rule": COUNT},
            ],
            "bonus_cap": 1,
        },
        vetoes=[{"id": "F", "name": "Data breach", "when": "hit", "effects": effects}],
    )  # fmt: skip


def explainer(mini: Mini, unit: UnitResult) -> Explainer:
    return Explainer(mini.loaded.system, mini.loaded.questionnaire, mini.scorer.plan(None), unit)


def test_the_steps_to_the_level() -> None:
    unit = system().score(A=100, B=70, B_m=1, C=100, J=2, K=1, F_hit=False)
    assert [step.text for step in unit.steps] == [
        "Base 90.00",
        "Bonuses of 2.00 in all, capped at 1.00",
        "Bonuses 1.00, penalties 1.00",
        "Total 90.00 (rounded half up to 2 decimal places)",
        "Level by total: ‘Leading’",
        "Gate of level ‘Leading’ not met: Services has 70 points (required: ≥75); lowered to ‘Sound’",
    ]


def test_a_veto_and_what_is_not_applicable() -> None:
    mini = system()
    unit = mini.score(A=100, B=90, B_m=0, C=1, J=0, K=0, F_hit=True)
    texts = [step.text for step in unit.steps]
    assert texts[0] == "Veto ‘Data breach’ triggered: Plans (A) set to 0 points"
    assert texts[-1] == "66.67% of the weight is not applicable, more than 25%: scored but not ranked"
    assert unit.vetoes[0].effects == (
        "Plans (A) set to the lowest score", "level capped at ‘Weak’", "eligibility for awards withdrawn",
    )  # fmt: skip
    assert unit.nodes["B"].reason == "the denominator is 0"
    assert unit.nodes["C"].reason == "the condition for applicability is not met"
    explained = explainer(mini, unit)
    assert explained.node("A").arithmetic[-1] == "Veto ‘Data breach’ (F) triggered: set to 0 points"
    assert explained.node("B").arithmetic == ("Not applicable: the denominator is 0",)
    item = explained.item("F")
    assert item is not None
    assert item.standard == "Triggered when: ‘Breach’ is ‘Yes’"


def test_nothing_worded_is_chinese() -> None:
    mini = system()
    given: tuple[Data, ...] = ({}, {"A": 1, "B": 100, "B_m": 1, "C": 5, "J": 1, "K": 9, "F_hit": False})
    for answers in given:
        unit = mini.score(None, **answers)
        explained = explainer(mini, unit)
        told = [asdict(unit), explained.whole(), *(explained.node(id_).arithmetic for id_ in unit.nodes)]
        assert not CHINESE.search(str(told).replace(unit.name, ""))


def test_blanks_are_missing() -> None:
    mini = system()
    unit = mini.score(B=90)
    assert unit.steps[0].text == "No indicator has a score: no total and no level"
    lines = explainer(mini, unit).node("A").arithmetic
    assert lines == (
        "Missing: A.n not answered",
        "Missing: not counted; its weight goes to the others in its group",
    )


def test_answers() -> None:
    asked = Question(id="A.items", type="multi", text="Done", options={"a": "Plan", "b": "Law", "c": "Data"})
    assert worded_answer(asked, answered(frozenset("ab"))) == "Chosen: a Plan, b Law; not chosen: c Data"
    assert worded_answer(asked, answered(frozenset())) == "Chosen: none; not chosen: a Plan, b Law, c Data"
    assert [shown_answer(asked, answer) for answer in (MISSING, not_asked(), not_applicable("merged"))] == [
        "Not answered", "Not asked", "Not applicable: merged",
    ]  # fmt: skip
    assert shown_answer(Question(id="A.y", type="yes-no", text="Any"), answered(True)) == "Yes"


@pytest.mark.parametrize(
    ("formula", "arithmetic"),
    [
        ("90 if n >= 3 else 10", "4≥3, scoring 90"),
        ("min(n * 30, 100)", "4×30=120, capped at 100"),
        ("max(n - 9, 0)", "4−9=-5, raised to 0"),
        ("abs(n - 9) + sqrt(n)", "|4−9|+√(4)=7"),
        ("max(n, m) * 10", "max(4, 2)×10=40"),
    ],
)
def test_arithmetic(formula: str, arithmetic: str) -> None:
    leaves = {"A": {"name": "Plans", "rule": {"kind": "expression", "formula": formula}}}
    mini = Mini(leaves, [question("A.m")], lang="en")
    assert explainer(mini, mini.score(A=4, A_m=2)).node("A").arithmetic == (arithmetic,)


def test_a_part_that_is_not_applicable() -> None:
    mini = Mini({"A": {"name": "Plans"}, "B": {"name": "Data"}}, lang="en")
    unit = mini.score(A=80, B=NOT_APPLICABLE)
    assert explainer(mini, unit).whole() == (
        "② B not applicable (not counted); its weight goes to the other parts",
        "(1×80(A))÷1=80",
    )


ASKED = {
    one.id: one
    for one in (
        Question(id="A.hit", type="yes-no", text="Any breach"),
        Question(id="A.n", type="integer", text="Cases"),
        Question(id="A.all", type="integer", text="All cases"),
        Question(id="A.lvl", type="single", text="Grade", options={"x": "First", "y": "Second"}),
        Question(id="A.items", type="multi", text="Steps", options={"a": "Plan", "b": "Law"}),
    )
}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("hit", "‘Any breach’ is ‘Yes’"),
        ("hit == False", "‘Any breach’ is ‘No’"),
        ("n - all / 2 >= 3", "‘Cases’−‘All cases’÷2 ≥ 3"),
        ("lvl == 'x'", "‘x First’ is chosen in ‘Grade’"),
        ("'b' not in items", "‘b Law’ is not chosen in ‘Steps’"),
        ("len(items) > 1", "the number of options chosen in ‘Steps’ > 1"),
        ("hit and (n > 1 or n < 0)", "‘Any breach’ is ‘Yes’ and (‘Cases’ > 1 or ‘Cases’ < 0)"),
        ("not (n >= 1 and hit)", "not (‘Cases’ ≥ 1 and ‘Any breach’ is ‘Yes’)"),
        ("abs(n - all) < 5", "the absolute value of (‘Cases’−‘All cases’) < 5"),
        ("max(n, all) > 2", "the largest of ‘Cases’, ‘All cases’ > 2"),
    ],
)
def test_conditions(condition: str, words: str) -> None:
    assert condition_words(condition, "A", {}, ASKED) == words


def test_the_method_in_sentences() -> None:
    loaded = system().loaded
    method, questionnaire = loaded.system, loaded.questionnaire
    general = dict(general_sentences(method))
    assert general["Rounding"].startswith("Only the total is rounded, to 2 decimal places, half up; ")
    assert general["Ranking"] == (
        "Units are ordered by the total rounded to 2 decimal places, highest first; "
        "equal totals share a rank, with the following ranks skipped"
    )
    assert general["Missing"].startswith("A question that is asked but left blank is missing: not counted; ")
    order = list(order_sentences(method))
    assert (order[0], order[-1]) == (
        "Each indicator is scored from the answers by its standard", "Units are ranked",
    )  # fmt: skip
    assert not any(CHINESE.search(text) for text in (*order, *general))
    assert method.adjustments is not None
    assert adjustment_limits(method, method.adjustments) == [
        "Bonuses add up to at most 1 point", "Penalties together have no cap",
        "The total is at least 0 points", "The total has no upper limit",
    ]  # fmt: skip
    assert level_bounds(method.levels) == ["≥90 points", "≥60 points and <90 points", "<60 points"]
    assert level_bounds((Level(name="All"),)) == ["No bound"]
    gate = Gate(nodes=("A", "B"), at_least=Decimal(75), not_applicable="fail", missing="pass")
    assert gate_sentence(gate, {"A": "Plans", "B": "Services"}, questionnaire) == (
        "Plans, Services each ≥75 points (not applicable counts as not met, missing counts as met)"
    )


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("1", "incidents", "1 (incidents)"),
        ("1", "days a year", "1 (days a year)"),
        ("−1", "cases", "−1 (cases)"),
        ("≥1", "cases", "≥1 (cases)"),
        ("10", "incidents", "10 incidents"),
        ("1", "km", "1 km"),
        ("1", "%", "1%"),
        ("1", "", "1"),
    ],
)
def test_a_unit_written_for_many_is_right_for_one(number: str, unit: str, said: str) -> None:
    assert with_unit(number, unit) == said
    with speaking("zh-CN"):
        assert with_unit("1", "incidents") == "1 incidents"


@pytest.mark.parametrize(
    ("tie_break", "said"),
    [
        (["A"], "equal totals are compared by Plans, and those still equal share a rank"),
        (
            ["A", "B"],
            "equal totals are compared by Plans, Services in turn, and those still equal share a rank",
        ),
    ],
)
def test_equal_totals(tie_break: list[str], said: str) -> None:
    found = Mini(
        {"A": {"name": "Plans"}, "B": {"name": "Services"}}, lang="en", ranking={"tie_break": tie_break}
    )
    assert dict(general_sentences(found.loaded.system))["Ranking"].split("; ")[1].startswith(said)
