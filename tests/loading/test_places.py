"""Places of values and keys, for plain paths and for Pydantic locations with the tags of unions."""

from __future__ import annotations

import pytest

from dgassess.loading.tree import Document
from dgassess.loading.yaml_tree import parse_yaml

TEXT = """\
format: dgassess/dimension/1
id: TC
groups:
  - id: TC-1
    indicators:
    - id: TC-1-1
      weight: {省: 25, 部门: 40}
      rule: {kind: ratio, floor: 50, bands: [1]}
    - id: TC-1-2
      rule:
        kind: bands
        bands:
          - score: 100
      definition: |
        口径
      note:
shared: &s [a, {b: c}]
again: *s
"""


@pytest.fixture(scope="module")
def document() -> Document:
    document, found = parse_yaml(TEXT, "tc.yaml")
    assert not found
    assert document is not None
    return document


FIRST = ("groups", 0, "indicators", 0)
SECOND = ("groups", 0, "indicators", 1)


@pytest.mark.parametrize(
    ("loc", "value_at", "key_at"),
    [
        ((), "1:1", "1:1"),
        (("id",), "2:5", "2:1"),
        (("groups",), "4:3", "3:1"),
        (("groups", 0), "4:5", "4:5"),
        ((*FIRST, "weight"), "7:15", "7:7"),
        ((*FIRST, "weight", "部门"), "7:27", "7:23"),
        ((*FIRST, "rule", "ratio", "floor"), "8:34", "8:27"),
        ((*FIRST, "rule", "floor"), "8:34", "8:27"),
        ((*FIRST, "rule", "ratio", "target"), "8:13", "8:13"),
        ((*FIRST, "weight", "function-before[_exact(), decimal]"), "7:15", "7:7"),
        ((*FIRST, "weight", "dict[str,decimal]", "省"), "7:19", "7:16"),
        # `bands` is the kind and a key: Pydantic's location and the plain path both lead there.
        ((*SECOND, "rule", "bands", "bands", 0, "score"), "13:20", "13:13"),
        ((*SECOND, "rule", "bands", 0, "score"), "13:20", "13:13"),
        ((*SECOND, "rule", "bands", "question"), "11:9", "11:9"),
        ((*SECOND, "rule", "bands"), "13:11", "12:9"),
        ((*SECOND, "definition"), "14:19", "14:7"),
        ((*SECOND, "note"), "16:7", "16:7"),
        ((*SECOND, "nothing", 7, "here"), "9:7", "9:7"),
        (("groups", 9), "4:3", "4:3"),
        (("again", 1, "b"), "17:20", "17:17"),
    ],
)
def test_places(document: Document, loc: tuple[str | int, ...], value_at: str, key_at: str) -> None:
    assert str(document.place(loc)) == f"tc.yaml:{value_at}"
    if loc and isinstance(loc[-1], str) and value_at != key_at:
        assert str(document.place(loc, key=True)) == f"tc.yaml:{key_at}"


def test_values(document: Document) -> None:
    assert document.at((*FIRST, "weight", "省")) == 25
    assert document.at((*FIRST, "weight", "县")) is None
    assert document.at(("groups", 1)) is None
    assert document.at(("groups", True)) is None


def test_columns_count_characters_not_bytes() -> None:
    document, _ = parse_yaml("😀名称: {甲: 乙, 丙: 丁}\n", "a.yaml")
    assert document is not None
    assert str(document.place(("😀名称", "丙"))) == "a.yaml:1:16"
