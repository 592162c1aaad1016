"""Replacing values in a YAML text: only the value changes, whatever stands around it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.loading.documents import parse_text
from dgassess.workflows.case_comparison import Path, Value
from dgassess.workflows.case_edits import Edit, edited

NUMBER = Decimal("88.10")


def change(text: str, path: Path, value: Value, file: str = "cases.yaml") -> str:
    """The text with one value replaced, which must not be refused."""
    result, refused = edited(text, [Edit(path, value)], file)
    assert refused == {}
    return result


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("{total: 87}", NUMBER, "{total: 88.1}"),
        ("{total: 87.50, level: 优}  # 注释", NUMBER, "{total: 88.10, level: 优}  # 注释"),
        ("{a: 1,total: 87}", None, "{a: 1,total: null}"),
        ("{total: , level: x}", NUMBER, "{total: 88.1, level: x}"),
        ("total:   # 空着\nlevel: x", NUMBER, "total: 88.1   # 空着\nlevel: x"),
        ("total: ~\n", NUMBER, "total: 88.1\n"),
        ("total: 87   # 87 分\n", NUMBER, "total: 88.1   # 87 分\n"),
        ("\n\n# 头\n'total' : 87\n", NUMBER, "\n\n# 头\n'total' : 88.1\n"),
        ("total: &t 87\n", NUMBER, "total: &t 88.1\n"),
        ("total: '87' \n", "优", "total: '优' \n"),
        ("total: 一般\n", "it's", "total: it's\n"),
        ("total: '一般'\n", "it's", "total: 'it''s'\n"),
        ("total: 一般\n", "a: b", 'total: "a: b"\n'),
        ("total: 一般\n", "88", 'total: "88"\n'),
        ("total: 一般\n", "true", 'total: "true"\n'),
        ("total: 一般\n", "a, b]", 'total: "a, b]"\n'),
        ("total: true # x\n", False, "total: false # x\n"),
        ("😀: 1\n甲: {😀: 2, 乙: 3}\ntotal: 5", NUMBER, "😀: 1\n甲: {😀: 2, 乙: 3}\ntotal: 88.1"),
        ("a: &x 5\ntotal: *x\nb: *x\n", NUMBER, "a: &x 5\ntotal: 88.1\nb: *x\n"),
    ],
)
def test_a_scalar(before: str, value: Value, after: str) -> None:
    assert change(before, ("total",), value) == after


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(end: str) -> None:
    before = f"# 注{end}甲:{end}  - 乙: 1  # 一{end}    total: 2{end}"
    assert change(before, ("甲", 0, "total"), NUMBER) == before.replace("total: 2", "total: 88.1")


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("v: []\n", ("A",), "v: [A]\n"),
        ("v: [ A ]  # 注\n", (), "v: [  ]  # 注\n"),
        ("v: [A,B]\n", ("A", "B", "C"), "v: [A,B,C]\n"),
        ("v: [A, 'B']\n", ("A", "C"), "v: [A, 'C']\n"),
        ("v: ['A', 'B']\n", ("A",), "v: ['A']\n"),
        ("v: [A,  # 一\n  B]\n", ("A", "C"), "v: [A,  # 一\n  C]\n"),
        ("v:\n  - A  # 一\n  - B\nw: 1\n", ("A", "C"), "v:\n  - A  # 一\n  - C\nw: 1\n"),
        ("v:\n  - A  # 一\n  - B\nw: 1\n", ("A", "B", "C"), "v:\n  - A  # 一\n  - B\n  - C\nw: 1\n"),
        ("v:\n  - A  # 一\n  # 间\n  - B\nw: 1\n", ("A",), "v:\n  - A  # 一\n  # 间\nw: 1\n"),
        ("v:\n  - A\n  - C\n", ("A", "B", "C"), "v:\n  - A\n  - B\n  - C\n"),
        ("v:\n  - A\n  - C", ("A", "C", "D"), "v:\n  - A\n  - C\n  - D"),
        ("v:\r\n- A\r\nw: 1\r\n", ("A", "B"), "v:\r\n- A\r\n- B\r\nw: 1\r\n"),
        ("v:\n- A\nw: 1\n", (), "v:\n  []\nw: 1\n"),
        ("v:\n  - A\n  - B\nw: 1\n", (), "v:\n  []\nw: 1\n"),
        ("u: &u [A]\nv: *u\n", ("B",), "u: &u [A]\nv: [B]\n"),
    ],
)
def test_a_list(before: str, value: Value, after: str) -> None:
    assert change(before, ("v",), value) == after


@pytest.mark.parametrize(
    ("before", "path", "value", "said"),
    [
        ("a: &x 5\nb: *x\n", ("a",), NUMBER, "without changing another one"),
        ("a: &x {t: 5}\nb: *x\n", ("b", "t"), NUMBER, "without changing another one"),
        ("a: |\n  x\nb: 1\n", ("a",), "y", "written as a block ('|')"),
        ("a: [A, # 一\n B]\n", ("a",), ("A",), "comments between its values"),
        ("a: {b: 1}\n", ("a",), NUMBER, "A list or mapping stands"),
        ("a: 1\n", ("b",), NUMBER, "was not found"),
        ("a: {t}\n", ("a", "t"), NUMBER, "without changing another one"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(before: str, path: Path, value: Value, said: str) -> None:
    result, refused = edited(before, [Edit(path, value)], "cases.yaml")
    assert result == before
    assert said in refused[path]


def test_what_can_be_edited_is_beside_what_cannot() -> None:
    before = "a: &x 5\nb: *x\nc: 1  # 注\n"
    result, refused = edited(before, [Edit(("a",), NUMBER), Edit(("c",), NUMBER)], "cases.yaml")
    assert (result, list(refused)) == ("a: &x 5\nb: *x\nc: 88.1  # 注\n", [("a",)])


def test_a_shared_value_changes_where_all_want_it() -> None:
    before = "a: &x {t: 5}\nb: *x\n"
    result, refused = edited(before, [Edit(("a", "t"), NUMBER, (("b", "t"),))], "cases.yaml")
    assert (result, refused) == ("a: &x {t: 88.1}\nb: *x\n", {})


def test_json_is_edited_as_json() -> None:
    before = '{"a": {"总分": 87, "level":"优", "v": []}}\n'
    after = change(before, ("a", "总分"), None, "cases.json")
    after = change(after, ("a", "level"), '引"领', "cases.json")
    assert after == '{"a": {"总分": null, "level":"引\\"领", "v": []}}\n'
    assert json.loads(after)["a"]["level"] == '引"领'


# ---- any layout ----

WORDS = st.sampled_from(
    ["TC-1", "总分", "a b", "x#y", "it's", "优", "null", "88", "甲:乙", "- z", "&a", "😀", "", "\\"]
)
NUMBERS = st.decimals(-100, 100, places=2).map(lambda d: d + 0)
VALUES: st.SearchStrategy[Value] = st.one_of(NUMBERS, st.none(), st.booleans(), WORDS)
COMMENTS = st.sampled_from(["", "  # 注释: {a: 1}", " # 'x"])


def quoted(value: Any, draw: st.DrawFn) -> str:
    if isinstance(value, str):
        single = "'" + value.replace("'", "''") + "'"
        return draw(st.sampled_from([single, json.dumps(value, ensure_ascii=False)]))
    return (
        {None: "null", True: "true", False: "false"}.get(value, str(value))
        if not value
        else str(value).lower()
    )


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Path]]:
    """A text of block and flow mappings with comments, blank lines and quotes; and the paths of its scalars."""
    lines: list[str] = []
    paths: list[Path] = []
    for index in range(draw(st.integers(1, 4))):
        key = f"例{index}"
        values = draw(st.lists(VALUES, min_size=1, max_size=4))
        shown = [quoted(value, draw) for value in values]
        names = [f"k{i}" for i in range(len(values))]
        if draw(st.booleans()):
            gap = draw(st.sampled_from([", ", ",", ",\n    ", " , "]))
            body = gap.join(f"{name}: {value}" for name, value in zip(names, shown, strict=True))
            lines.append(f"{key}: {{{body}}}{draw(COMMENTS)}")
        else:
            lines.append(f"{key}:{draw(COMMENTS)}")
            for name, value in zip(names, shown, strict=True):
                lines += [
                    f"  {name}:  {value}{draw(COMMENTS)}",
                    *draw(st.sampled_from([[], [""], ["  # 行"]])),
                ]
        paths += [(key, name) for name in names]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return "\n".join([*lines, ""]).replace("\n", end), paths


def values_at(text: str, paths: list[Path]) -> list[Any]:
    document, _ = parse_text(text.replace("\r\n", "\n"), "a.yaml")
    assert document is not None
    return [document.at(path) for path in paths]


@given(texts(), st.data())
def test_only_what_is_edited_changes(made: tuple[str, list[Path]], data: st.DataObject) -> None:
    before, paths = made
    chosen = data.draw(st.lists(st.sampled_from(paths), unique=True))
    edits = [Edit(path, data.draw(VALUES)) for path in chosen]
    after, refused = edited(before, edits, "a.yaml")
    assert refused == {}
    wanted = dict(zip(paths, values_at(before, paths), strict=True))
    wanted |= {edit.path: edit.value for edit in edits}
    assert values_at(after, paths) == list(wanted.values())
    assert after.count("#") - sum(str(v).count("#") for v in wanted.values()) == before.count("#") - sum(
        str(v).count("#") for v in values_at(before, paths)
    )
    assert after.count("\r\n") == before.count("\r\n")
    assert edited(after, edits, "a.yaml") == (after, {})
    # Back again, in the reverse order: quoting may differ, what is read does not.
    back = [Edit(path, value) for path, value in zip(paths, values_at(before, paths), strict=True)]
    restored, refused = edited(after, back, "a.yaml")
    assert refused == {}
    assert values_at(restored, paths) == values_at(before, paths)
