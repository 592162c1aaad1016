"""A bad text per trap, with the place and the name of its defect, for libyaml and for PyYAML's own parser."""

from __future__ import annotations

import pytest

from dgassess.loading import yaml_events
from dgassess.loading.yaml_tree import parse_yaml

# name: (text, line, column, check, part of the message or help)
BAD: dict[str, tuple[str, int, int, str, str]] = {
    "full-width colon": ("id: TC\nname：统筹管理\nweight: 18\n", 2, 5, "full-width-colon", "'name: 统筹管理'"),
    "in the first line": ("format：x\nid: TC\n", 1, 7, "full-width-colon", "'format: x'"),
    "in the last line": ("id: TC\nname：统筹\n", 2, 5, "full-width-colon", "name"),
    "first in a list item": ("a:\n  - id：TC\n    name: x\n", 2, 7, "full-width-colon", "'id: TC'"),
    "colon in braces": ("a: {kind：ratio, b: 1}\n", 1, 9, "full-width-colon", "'kind: ratio'"),
    "colon before a blank": ("a:\n  b： 1\n  c: 2\n", 2, 4, "full-width-colon", "'b: 1'"),
    "full-width comma": ("a: {kind: ratio， b: 1}\n", 1, 16, "full-width-punctuation", "','"),
    "full-width brace": ("a: ｛b: 1｝\n", 1, 4, "full-width-punctuation", "'{'"),
    "full-width bracket": ("a: [x, y】\nb: 1\n", 1, 9, "full-width-punctuation", "']'"),
    "full-width comment": ("a: [x, y] ＃ c: d\n", 1, 11, "full-width-punctuation", "'#'"),
    "no blank after the colon": ("id: TC\nweight:18\nname: x\n", 2, 7, "missing-blank", "'weight: 18'"),
    "no blank, last": ("id: TC\nweight:18", 2, 7, "missing-blank", "'weight: 18'"),
    "no blank in braces": ("a: {省:98, 县: 90}\n", 1, 6, "missing-blank", "'省: 98'"),
    "no blank after the dash": ("-a\n-b: 1\n", 2, 1, "missing-blank", "'- b: 1'"),
    "full-width blank as indentation": ("a:\n　b: 1\n", 2, 1, "full-width-blank", "U+3000"),
    "full-width blank after the colon": ("a:　1\nb: 2\n", 1, 3, "full-width-blank", "U+3000"),
    "no-break space": ("a:\n\u00a0\u00a0b: 1\n c: 2\n", 2, 1, "full-width-blank", "U+00A0"),
    "tab": ("a:\n\tb: 1\n", 2, 1, "tab-indentation", "blanks"),
    "tab later": ("a:\n  b: 1\n\tc: 2\n", 3, 1, "tab-indentation", "blanks"),
    "Chinese quotes": ("a: “x: y”\n", 1, 4, "chinese-quotes", "“"),
    "full-width quotes": ("a: ＂x＂: 1\n", 1, 4, "chinese-quotes", "＂"),
    "unclosed double quote": ('a: "abc\nb: 1\n', 1, 4, "unclosed-quote", "never closed"),
    "unclosed single quote": ("a: 'abc\nb: 1\n", 1, 4, "unclosed-quote", "never closed"),
    "unclosed bracket": ("a: [1, 2\nb: 1\n", 1, 4, "unclosed-bracket", "']'"),
    "unclosed brace": ("a: {b: 1\nc: 1\n", 1, 4, "unclosed-bracket", "'}'"),
    "unclosed at the end": ("x: 1\na: {b: 1", 2, 4, "unclosed-bracket", "'}'"),
    "unclosed and empty": ("a: 1\nc: [\n", 2, 4, "unclosed-bracket", "'['"),
    "stray bracket": ("a: 1]\nb: ]\n", 2, 4, "yaml-syntax", "]"),
    "colon in a value": ("a: 注意: b\n", 1, 6, "yaml-syntax", "quotation marks"),
    "text after quotes": ('a: "x" y\nb: 1\n', 1, 8, "yaml-syntax", "'y'"),
    "too much indentation": ("a: 1\n  b: 2\n", 2, 3, "yaml-syntax", "indentation"),
    "too little indentation": ("a:\n    b: 1\n  c: 2\n", 3, 3, "yaml-syntax", "indentation"),
    "no colon": ("a: 1\nb\n", 2, 1, "yaml-syntax", "'key: value'"),
    "key after list items": ("- a\nb: 1\n", 2, 1, "yaml-syntax", "indentation"),
    "text starting with @": ("a: @x\n", 1, 4, "yaml-syntax", "'@x'"),
    "text starting with *": ("a: *必填\n", 1, 5, "yaml-syntax", "'*'"),
    "text after |": ("a: |x\n b\n", 1, 5, "yaml-syntax", "next line"),
    "unknown reference": ("a: *x\n", 1, 4, "unknown-alias", "'*x'"),
    "reference to itself": ("a: &a [*a]\n", 1, 8, "unknown-alias", "'*a'"),
    "reference as a key": ("a: &a x\n*a : 1\n", 2, 1, "key-not-text", "'*a'"),
    "tag": ("b: 1\na: !!python/object:os.system x\n", 2, 4, "explicit-tag", "!!python/object:os.system"),
    "core tag": ("a: !!str 5\n", 1, 4, "explicit-tag", "'!!str'"),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", 3, 1, "duplicate-key", "line 1"),
    "duplicate key in quotes": ('1: a\n"1": b\n', 2, 1, "duplicate-key", "line 1"),
    "duplicate after repair": ("a: {b:1, b: 2}\n", 1, 6, "missing-blank", "'b: 1'"),
    "list as a key": ("? [a]\n: b\n", 1, 3, "key-not-text", "list"),
    "no key": ("?\n: 5\n", 1, 2, "empty-key", "key"),
    "merge key": ("a: &a {b: 1}\nc:\n  <<: *a\n", 3, 3, "merge-key", "<<"),
    "two documents": ("a: 1\n---\nb: 1\n", 2, 1, "several-documents", "one"),
    "directive": ("# x\n\n%YAML 1.2\n---\na: 1\n", 3, 1, "yaml-directive", "%"),
    "later directive": ("a: 1\n...\n%TAG !a! x\n---\nb: 1\n", 3, 1, "yaml-directive", "%"),
    "huge exponent": ("a:\n  - 1e30000000\n", 2, 5, "bad-number", "1e30000000"),
    "400 digits": ("a: 1\nb: " + "9" * 400, 2, 4, "bad-number", "15 significant digits"),
    "control character": ("a: 1\nb: 中\x07\n", 2, 5, "control-character", "U+0007"),
    "line separator": ("a: x\u2028y\n", 1, 5, "control-character", "U+2028"),
    "half a character": ("a: \ud800\n", 1, 4, "control-character", "U+D800"),
    "escaped NUL": ('a: "x\\0"\n', 1, 4, "control-character", "U+0000"),
    "only comments": ("# nothing\n", 0, 0, "empty-file", "comments"),
    "20,000 brackets": ("[" * 20_000, 1, 101, "nested-too-deeply", "100"),
    "20,000 braces": ("{a: " * 20_000, 1, 401, "nested-too-deeply", "100"),
    "20,000 dashes": ("- " * 20_000 + "a", 1, 201, "nested-too-deeply", "100"),
    "deep indentation": ("".join(" " * i + "a:\n" for i in range(500)), 101, 101, "nested-too-deeply", "100"),
    "many values": ("a: [" + "1," * 300_000 + "]", 1, 399_999, "too-many-values", "200,000"),
}  # fmt: skip


# 300,000 values take PyYAML's own parser half a minute; the bound is counted after parsing, alike for both.
TRAPS = [
    (name, parser)
    for name in BAD
    for parser in ("libyaml", "pure")
    if (name, parser) != ("many values", "pure")
]


@pytest.mark.parametrize(("name", "parser"), TRAPS)
def test_each_trap_has_its_place(name: str, parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if parser == "pure":
        monkeypatch.setattr(yaml_events, "parser_class", yaml_events.PureParser)
    text, line, column, check, part = BAD[name]
    _, found = parse_yaml(text, "a.yaml")
    assert found
    first = min(found, key=lambda diagnostic: diagnostic.sort_key)
    assert (first.check, first.place.line, first.place.column) == (check, line, column)
    assert part in first.message + first.help
    assert first.message.endswith(".")
    assert first.place.file == "a.yaml"
    assert len(found) == (2 if name == "duplicate after repair" else 1)


def test_references_cannot_explode() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    document, found = parse_yaml("\n".join(lines), "a.yaml")
    assert document is None
    assert [d.check for d in found] == ["too-many-values"]


def test_references_cannot_nest_without_end() -> None:
    lines = ["a0: &a0 " + "[" * 60 + "]" * 60, *(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 60))]
    document, found = parse_yaml("\n".join(lines), "a.yaml")
    assert document is None
    assert [d.check for d in found] == ["nested-too-deeply"]


def test_the_duplicate_key_names_the_first_one_and_keeps_its_value() -> None:
    document, found = parse_yaml("a: {x: 1}\nb: 2\na: {y: [3]}\nc: 4\n", "a.yaml")
    assert [(str(place), said) for place, said in found[0].related] == [("a.yaml:1:1", "The first one.")]
    assert document is not None
    assert document.data == {"a": {"x": 1}, "b": 2, "c": 4}
    assert str(document.place(("a", "x"))) == "a.yaml:1:8"
    assert document.diagnostics == tuple(found)


def test_several_defects_are_all_found() -> None:
    _, found = parse_yaml("a: 1e99\nb: {c:1, d：x}\na: 2\nb2: !x y\nc: [\n", "a.yaml")
    places = [(d.place.line, d.check) for d in found]
    assert places == [
        (1, "bad-number"),
        (2, "missing-blank"),
        (2, "full-width-colon"),
        (3, "duplicate-key"),
        (4, "explicit-tag"),
        (5, "unclosed-bracket"),
    ]


def test_hostile_lines_cost_no_time() -> None:
    for text in ("a: {x " + "[ , " * 100_000, "a: 1: " + "{x, " * 100_000, "a: 1\n" + "- " * 100_000 + "x："):
        assert parse_yaml(text, "a.yaml")[1]
