"""JSON: the same data as YAML, exact numbers, a place for every defect."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dgassess.loading.json_tree import parse_json

BAD: dict[str, tuple[str, int, int, str]] = {
    "duplicate key": ('{\n "a": {"b": 1,\n  "b": 2}}', 3, 3, "duplicate-key"),
    "huge exponent": ('{"a": 1e999999}', 1, 7, "bad-number"),
    "many digits": ('{"a":\n 123456789012345678}', 2, 2, "bad-number"),
    "NaN": ('{"a": NaN}', 1, 7, "bad-number"),
    "infinity": ('{"a": [1, -Infinity]}', 1, 11, "bad-number"),
    "trailing comma": ('{"a": 1,\n}', 1, 8, "json-syntax"),
    "trailing comma in a list": ("[1,]", 1, 3, "json-syntax"),
    "no quotes": ("{a: 1}", 1, 2, "json-syntax"),
    "single quotes": ("{'a': 1}", 1, 2, "json-syntax"),
    "no colon": ('{"a" 1}', 1, 6, "json-syntax"),
    "no comma": ('{"a": 1\n "b": 2}', 2, 2, "json-syntax"),
    "unclosed text": ('{"a": "x', 1, 7, "json-syntax"),
    "line end in text": ('{"a": "x\ny"}', 1, 9, "json-syntax"),
    "unknown escape": ('{"a": "\\q"}', 1, 8, "json-syntax"),
    "extra data": ('{"a": 1} 2', 1, 10, "json-syntax"),
    "nothing": ("", 1, 1, "json-syntax"),
    "full-width colon": ('{"名称"：1}', 1, 6, "full-width-punctuation"),
    "full-width comma": ('{"a": 1，"b": 2}', 1, 8, "full-width-punctuation"),
    "Chinese quotes": ("{“a”: 1}", 1, 2, "chinese-quotes"),
    "half a character": ('{"a": "\\ud800"}', 1, 7, "control-character"),
    "NUL": ('{"a": "\\u0000"}', 1, 7, "control-character"),
    "20,000 brackets": ("[" * 20_000, 1, 101, "nested-too-deeply"),
    "3,000 mappings": ('{"a":' * 3000 + "1" + "}" * 3000, 1, 501, "nested-too-deeply"),
    "101 levels": ("[" * 101 + "]" * 101, 1, 101, "nested-too-deeply"),
}  # fmt: skip


def test_sound_json() -> None:
    text = '\ufeff{"a": [1, -2.50, 1e3, true, null, "\\ud83d\\ude00\\/"], "b": {}, "": [[]]}'
    document, found = parse_json(text, "a.json")
    assert not found
    assert document is not None
    expected = {"a": [1, Decimal("-2.50"), Decimal("1E+3"), True, None, "😀/"], "b": {}, "": [[]]}
    assert document.data == expected
    assert isinstance(document.data, dict)
    assert [type(value) for value in document.data["a"][:3]] == [int, Decimal, Decimal]  # type: ignore[index,union-attr]
    assert parse_json("[" * 100 + "]" * 100, "a.json")[0] is not None


@pytest.mark.parametrize("name", BAD)
def test_each_trap_has_its_place(name: str) -> None:
    text, line, column, check = BAD[name]
    _, found = parse_json(text, "a.json")
    assert [(d.check, d.place.line, d.place.column) for d in found] == [(check, line, column)]
    assert found[0].message.endswith(".")


def test_several_defects_and_the_first_of_two_values() -> None:
    document, found = parse_json('{"a": [1, "a"], "a": [3, {"a": 1}], "b": {"c": 1e99, "c": [1]}}', "a.json")
    assert [d.check for d in found] == ["duplicate-key", "bad-number", "duplicate-key"]
    assert document is not None
    assert document.data == {"a": [1, "a"], "b": {"c": "1e99"}}


def test_places() -> None:
    document, _ = parse_json('{"a": [1,\n  {"b": "中", "c": 5}]}', "a.json")
    assert document is not None
    assert str(document.place()) == "a.json:1:1"
    assert str(document.place(("a", 1, "b"))) == "a.json:2:9"
    assert str(document.place(("a", 1, "c"), key=True)) == "a.json:2:14"
    assert str(document.place(("a", 1, "missing"))) == "a.json:2:3"
