"""What must hold between the answers of a unit: parts within wholes, cross-checks, answers to hidden questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.values.diagnostics import Diagnostic
from tests.loading.responding import HEAD, respond, sound
from tests.systems import found_of, places_of


def found(root: Path, text: str) -> tuple[list[Diagnostic], bool]:
    """The diagnostics, which must stand exactly where the text is marked; and whether the unit can be scored."""
    unit, diagnostics, marked = respond(root, HEAD + text)
    assert places_of(diagnostics) == marked, diagnostics
    return diagnostics, unit is not None


def test_numerators_together_above_the_denominator(tmp_path: Path) -> None:
    (diagnostic,), scored = found(tmp_path, "answers: {A-4.done: ▶30, A-4.more: 21, A-4.total: 50}\n")
    assert (diagnostic.check, diagnostic.severity, scored) == ("numerator-over-denominator", "error", False)
    assert "A-4.done + A-4.more is 51, above the denominator A-4.total of 50" in diagnostic.message
    assert "swapped" in diagnostic.help


@pytest.mark.parametrize(
    "answers",
    [
        "{A-4.done: 30, A-4.more: 20, A-4.total: 50}",
        "{A-4.done: 0, A-4.more: 0, A-4.total: 0}",
        "{A-4.done: 60, A-4.total: 50}",  # one numerator is blank: nothing can be said yet
        "{A-4.done: 60, A-4.more: 1, A-4.total: {not_applicable: 本年度没有任务}}",
    ],
)
def test_parts_within_their_whole(answers: str, tmp_path: Path) -> None:
    sound(tmp_path, f"{HEAD}answers: {answers}\n")


def test_a_numerator_over_a_zero_denominator(tmp_path: Path) -> None:
    (diagnostic,), _ = found(tmp_path, "answers: {A-4.done: ▶1, A-4.more: 0, A-4.total: 0}\n")
    assert "is 1, above the denominator A-4.total of 0" in diagnostic.message


def test_a_cross_check_that_is_an_error(tmp_path: Path) -> None:
    (diagnostic,), scored = found(tmp_path, "answers: {A-4.total: 5, A-3.meet: ▶6}\n")
    assert (diagnostic.check, diagnostic.severity, scored) == ("cross-check", "error", False)
    assert diagnostic.message == "LG-1: 会议次数不得多于任务总数 (A-3.meet = 6, A-4.total = 5)."
    assert diagnostic.help == "What must hold: meet <= total, where meet = A-3.meet, total = A-4.total."


def test_a_cross_check_that_is_a_warning(tmp_path: Path) -> None:
    (diagnostic,), scored = found(tmp_path, "answers: {A-2.items: [c, a], A-6.has: ▶false}\n")
    assert (diagnostic.check, diagnostic.severity, scored) == ("cross-check", "warning", True)
    assert "(A-6.has = false, A-2.items = a|c)" in diagnostic.message


def test_a_blank_answer_contradicts_nothing(tmp_path: Path) -> None:
    sound(tmp_path, HEAD + "answers: {A-3.meet: 6}\n")
    sound(tmp_path, HEAD + "answers: {A-3.meet: 6, A-4.total: }\n")
    sound(tmp_path, HEAD + "answers: {A-3.meet: 6, A-4.total: {not_applicable: 本年度没有任务}}\n")


def test_a_review_that_makes_the_answers_consistent(tmp_path: Path) -> None:
    text = "answers: {A-4.total: 5, A-3.meet: 6}\nreviews: {A-3.meet: {value: 5, reason: 核查}}\n"
    sound(tmp_path, HEAD + text)


def test_a_review_that_makes_them_inconsistent_is_the_place(tmp_path: Path) -> None:
    text = "answers: {A-4.total: 9, A-3.meet: 6}\nreviews: {A-3.meet: {reason: 核查, value: ▶10}}\n"
    (diagnostic,), _ = found(tmp_path, text)
    assert "A-3.meet = 10" in diagnostic.message
    text = "answers: {A-4.more: 0, A-4.total: 9}\nreviews: {A-4.done: {reason: 核查, value: ▶10}}\n"
    (diagnostic,), _ = found(tmp_path, text)
    assert diagnostic.check == "numerator-over-denominator"


@pytest.mark.parametrize(
    ("answers", "hidden"),
    [
        ("{A-6.has: true, A-6.items: [a]}", False),
        ("{A-6.has: false, A-6.items: ▶[a]}", True),
        ("{A-6.items: []}", False),
        ("{A-6.has: false, A-6.items: }", False),
        ("{A-6.has: false}", False),
    ],
)
def test_an_answer_to_a_hidden_question(answers: str, hidden: bool, tmp_path: Path) -> None:
    diagnostics, scored = found(tmp_path, f"answers: {answers}\n")
    assert scored
    assert [(d.check, d.severity) for d in diagnostics] == [("answer-not-asked", "warning")] * hidden
    if hidden:
        assert "A-6.items is answered although it is asked only when 'has' holds" in diagnostics[0].message
        assert "check the answer to A-6.has" in diagnostics[0].help


def test_a_hidden_review(tmp_path: Path) -> None:
    diagnostics, _ = found(
        tmp_path, "answers: {A-6.has: false}\nreviews: {A-6.items: {value: ▶[a], reason: 核查}}\n"
    )
    assert [d.check for d in diagnostics] == ["answer-not-asked"]


def test_several_inconsistencies_at_once(tmp_path: Path) -> None:
    text = "answers:\n  A-3.meet: ▶9\n  A-4.done: ▶9\n  A-4.more: 0\n  A-4.total: 8\n"
    text += "  A-6.has: false\n  A-6.items: ▶[a]\n"
    diagnostics, scored = found(tmp_path, text)
    assert not scored
    assert found_of(diagnostics) == [
        ("r.yaml", "cross-check", 6, 13),
        ("r.yaml", "numerator-over-denominator", 7, 13),
        ("r.yaml", "answer-not-asked", 11, 14),
    ]
