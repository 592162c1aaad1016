"""The four states of an answer."""

from __future__ import annotations

from fractions import Fraction

from dgassess.values.answers import MISSING, AnswerState, answered, not_applicable, not_asked


def test_zero_and_no_are_answers() -> None:
    assert answered(Fraction(0)).state is AnswerState.ANSWERED
    assert answered(False).value is False
    assert answered(frozenset()).state is AnswerState.ANSWERED


def test_states_without_a_value_have_none() -> None:
    assert (MISSING.state, MISSING.value, MISSING.reason) == (AnswerState.MISSING, None, "")
    assert (not_asked().state, not_asked().value) == (AnswerState.NOT_ASKED, None)
    assert not_asked().reason
    out = not_applicable("本级无三级及以上系统")
    assert (out.state, out.value, out.reason) == (AnswerState.NOT_APPLICABLE, None, "本级无三级及以上系统")


def test_a_proportion_keeps_its_parts() -> None:
    answer = answered(Fraction(82), (Fraction(41), Fraction(50)))
    assert answer.parts == (Fraction(41), Fraction(50))
