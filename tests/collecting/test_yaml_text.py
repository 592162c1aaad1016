"""Whatever is written as YAML is read as the same by the project's own reader."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.collecting.cells import cleaned
from dgassess.collecting.yaml_text import scalar, written
from dgassess.loading.yaml_tree import parse_yaml

TEXTS = st.text(max_size=30).map(cleaned)
NUMBERS = st.integers(-(10**12), 10**12) | st.decimals(
    -(10**6), 10**6, allow_nan=False, allow_infinity=False, places=3
)
KEYS = st.text("abcABC甲乙:# -1", min_size=1, max_size=6).map(str.strip).filter(bool)
VALUES: Any = st.recursive(
    TEXTS | NUMBERS | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def _read(text: str) -> Any:
    parsed, found = parse_yaml(text, "t.yaml")
    assert parsed is not None, (text, found)
    return parsed.data


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_what_is_written_is_read_again(value: dict[str, Any]) -> None:
    assert _read(written(value, ["注释", ""])) == value


@pytest.mark.parametrize(
    "text",
    ["", "~", "null", "true", "No", "12", "1.10", "010", "a: b", "a #b", "- a", "“引”", "[a]", "a,b", "'a", "=1+1",
     "%", "@x", "甲:乙", "：", "\u3000", "a\u2028b", "*a", "? a", "a:"],
)  # fmt: skip
def test_texts_that_yaml_reads_otherwise_are_quoted(text: str) -> None:
    assert _read(written({"k": text, "l": [text], "m": {"n": text}})) == {
        "k": text,
        "l": [text],
        "m": {"n": text},
    }


def test_short_rules_stand_on_one_line() -> None:
    rule = {"kind": "linear", "question": "rate", "floor": 20, "target": Decimal("97.50")}
    assert written({"rule": rule}) == "rule: {kind: linear, question: rate, floor: 20, target: 97.5}\n"
    assert scalar("按选项计分:A 100分") == "按选项计分:A 100分"
