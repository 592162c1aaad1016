"""Places, the order of diagnostics, and the nearest valid name."""

from __future__ import annotations

import itertools

import pytest

from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, has_errors, nearest, suggest


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("a.yaml"), "a.yaml"),
        (Place("a.yaml", 3, 7), "a.yaml:3:7"),
        (Place("a.xlsx", sheet="统筹管理", cell="C4"), "a.xlsx:统筹管理!C4"),
    ],
)
def test_a_place_is_shown_as_editors_open_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_diagnostics_come_in_file_order_however_they_are_found() -> None:
    ordered = [
        Diagnostic("b-check", "warning", Place("a.yaml", 2, 9), "z"),
        Diagnostic("a-check", "error", Place("a.yaml", 10, 1), "a"),
        Diagnostic("b-check", "error", Place("a.yaml", 10, 1), "a"),
        Diagnostic("b-check", "error", Place("a.yaml", 10, 1), "b"),
        Diagnostic("a-check", "error", Place("a.yaml", 10, 2), "a"),
        Diagnostic("a-check", "error", Place("b.yaml", 1, 1), "a"),
    ]
    for shuffled in itertools.permutations(ordered):
        assert list(DefectsFound(shuffled).diagnostics) == ordered


def test_the_exception_carries_warnings_too() -> None:
    found = DefectsFound(
        [Diagnostic("x", "warning", Place("a"), "m"), Diagnostic("y", "error", Place("a"), "m")]
    )
    assert str(found) == "2 diagnostics"
    assert [diagnostic.severity for diagnostic in found.diagnostics] == ["warning", "error"]


def test_only_errors_stop_the_work() -> None:
    warning = Diagnostic("x", "warning", Place("a"), "m")
    information = Diagnostic("x", "information", Place("a"), "m")
    error = Diagnostic("x", "error", Place("a"), "m")
    assert not has_errors([])
    assert not has_errors([warning, information])
    assert has_errors([warning, error])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("TC-1-2.lvl", "TC-1-2.lvl"),
        ("tc-1-2.LVL", "TC-1-2.lvl"),
        ("TC-1-2.lv", "TC-1-2.lvl"),
        ("TC-1-3.lvl", "TC-1-2.lvl"),
        ("completely different", None),
        ("", None),
    ],
)
def test_the_nearest_name_ignores_case_and_is_a_likely_slip(name: str, found: str | None) -> None:
    assert nearest(name, ["TC-1-2.lvl", "AQ-4-1.rate"]) == found


def test_nothing_is_near_where_nothing_is_valid() -> None:
    assert nearest("a", []) is None


def test_the_suggestion_is_a_sentence_or_nothing() -> None:
    assert suggest("weigth", ["weight", "name"]) == "Did you mean 'weight'?"
    assert suggest("权重", ["weight", "name"]) == ""
