"""What scalars are, and that sound YAML of every style is read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dgassess.loading import yaml_events
from dgassess.loading.yaml_tree import parse_yaml

SCALARS: dict[str, Any] = {
    "true": True, "True": True, "false": False, "FALSE": False, "null": None, "~": None, "": None,
    "yes": "yes", "No": "No", "on": "on", "y": "y", "tRUE": "tRUE",
    "0": 0, "5": 5, "-3": -3, "+7": 7, "330100": 330100, "999999999999999": 999999999999999,
    "98.5": Decimal("98.5"), "1.50": Decimal("1.50"), ".5": Decimal("0.5"), "1.": Decimal(1),
    "-0.25": Decimal("-0.25"), "1e3": Decimal(1000), "2.5E-3": Decimal("0.0025"),
    "010": "010", "007.5": "007.5", "00": "00", "-01": "-01", "0x1F": "0x1F", "0o17": "0o17", "0b1": "0b1",
    ".inf": ".inf", "-.Inf": "-.Inf", ".nan": ".nan", "NaN": "NaN", "1_000": "1_000", "1,000": "1,000",
    "12:30": "12:30", "2027-01-15": "2027-01-15", "2026.1.0": "2026.1.0", "1/3": "1/3", "95%": "95%",
    "１８": "１８", ".": ".", "-": ["-"], "+": "+", "e5": "e5", ".e5": ".e5", "--1": "--1", "1e": "1e",
    '"5"': "5", "'true'": "true", '""': "", "'~'": "~", '"<<"': "<<",
    "a b": "a b", "八(一)": "八(一)", "=": "=", "a#b": "a#b", "a # b": "a", "x: ": {"x": None},
}  # fmt: skip


@pytest.mark.parametrize("pure", [False, True])
def test_scalars_are_what_they_look_like(pure: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if pure:
        monkeypatch.setattr(yaml_events, "parser_class", yaml_events.PureParser)
    for written, expected in SCALARS.items():
        if written in ("-", "x: "):
            continue
        document, found = parse_yaml(f"k: {written}\n", "a.yaml")
        assert not found, written
        assert document is not None
        assert isinstance(document.data, dict)
        value = document.data["k"]
        assert (type(value), value) == (type(expected), expected), written


def test_keys_are_always_text() -> None:
    document, found = parse_yaml("{1: a, true: b, 010: c, ~: d, 1.5: e, '': f, '<<': g}", "a.yaml")
    assert not found
    assert document is not None
    assert document.data == {"1": "a", "true": "b", "010": "c", "~": "d", "1.5": "e", "": "f", "<<": "g"}


def test_every_style_is_read() -> None:
    text = """\
# a comment
a: plain text
  over two lines
b: |
  kept
  lines
c: >-
  folded
  lines
d: [1, [2, {x: y}], "q\\u4e2d"]
e:
- 省: 98
  县: 90
-
  - nested
f: &shared {x: 1}
g: [*shared, *shared]
h: {}
i: []
j:
"""
    document, found = parse_yaml(text, "a.yaml")
    assert not found
    assert document is not None
    assert document.data == {
        "a": "plain text over two lines",
        "b": "kept\nlines\n",
        "c": "folded lines",
        "d": [1, [2, {"x": "y"}], "q中"],
        "e": [{"省": 98, "县": 90}, ["nested"]],
        "f": {"x": 1},
        "g": [{"x": 1}, {"x": 1}],
        "h": {},
        "i": [],
        "j": None,
    }


@pytest.mark.parametrize("text", ["---\na: 1\n", "---\na: 1\n...\n", "\n\n# x\n--- # y\na: 1", "a: 1\n\n\n"])
def test_document_marks_around_one_document(text: str) -> None:
    document, found = parse_yaml(text, "a.yaml")
    assert not found
    assert document is not None
    assert document.data == {"a": 1}


def test_a_list_or_scalar_may_be_the_root() -> None:
    assert parse_yaml("- 1\n- 2\n", "a.yaml")[0].data == [1, 2]  # type: ignore[union-attr]
    assert parse_yaml("text\n", "a.yaml")[0].data == "text"  # type: ignore[union-attr]


def test_full_width_punctuation_within_text_is_text() -> None:
    text = "definition: 按期完成任务数÷总数×100%，以销号为准；注：含“其他”\nkey2: 说明：无\nlist: [一、二, （三）]\n"
    document, found = parse_yaml(text, "a.yaml")
    assert not found
    assert document is not None
    assert document.data == {
        "definition": "按期完成任务数÷总数×100%，以销号为准；注：含“其他”",
        "key2": "说明：无",
        "list": ["一、二", "（三）"],
    }


def test_run_together_key_and_value_are_read_as_meant() -> None:
    document, found = parse_yaml("{kind:ratio, 省：98, b:true, url: http://x}", "a.yaml")
    assert [d.check for d in found] == ["missing-blank", "full-width-colon", "missing-blank"]
    assert document is not None
    assert document.data == {"kind": "ratio", "省": 98, "b": True, "url": "http://x"}
