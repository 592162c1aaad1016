"""Weights in cells and in names."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dgassess.collecting.weights import shares, split_name, weight_in


@pytest.mark.parametrize(
    ("text", "name", "weight"),
    [
        ("统筹管理(18分)", "统筹管理", 18),
        ("一、统筹管理（权重25%）", "统筹管理", 25),
        ("1.1 组织领导 20分", "组织领导", 20),
        ("(二)安全保障【15】", "安全保障", 15),
        ("成立(调整)文件", "成立(调整)文件", None),
        ("12345热线", "12345热线", None),
        ("5G应用", "5G应用", None),
    ],
)
def test_names_with_numbers_and_weights(text: str, name: str, weight: int | None) -> None:
    found = split_name(text)
    assert (found[0], found[1]) == (name, weight)


@pytest.mark.parametrize(
    ("text", "weight"),
    [("18", 18), ("18%", 18), ("１８分", 18), ("0.18", Fraction(18, 100)), ("甲", None), ("", None)],
)
def test_weights_in_cells(text: str, weight: Fraction | None) -> None:
    assert weight_in(text) == weight


def test_weights_by_unit_type() -> None:
    assert weight_in("部门22、其他18") == {"部门": 22, "default": 18}


def test_shares_are_exact_or_none() -> None:
    assert shares([Fraction(10), Fraction(30)]) == [Fraction(25), Fraction(75)]
    assert shares([Fraction(1), Fraction(2)]) is None
