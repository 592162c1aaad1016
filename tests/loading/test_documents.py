"""Files to documents, and the format line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.loading.documents import check_format, format_of, read_document
from dgassess.loading.yaml_tree import parse_yaml

SYSTEM = "dgassess/indicator-system/1"


@pytest.mark.parametrize(
    ("text", "place", "check", "part"),
    [
        ("id: x\n", "1:1", "missing-format", f"'format: {SYSTEM}'"),
        (f"formt: {SYSTEM}\n", "1:1", "missing-format", "'formt'"),
        ("- a\n", "1:1", "wrong-type", "a list"),
        ("id: x\nformat: dgassess/indicator-sytem/1\n", "2:9", "unknown-format", f"'{SYSTEM}'"),
        ("format: 1\n", "1:9", "unknown-format", f"'{SYSTEM}'"),
        ("format:\n", "1:1", "unknown-format", f"'{SYSTEM}'"),
        ("format: [a]\n", "1:9", "unknown-format", f"'{SYSTEM}'"),
        ("format: dgassess/indicator-system/2\n", "1:9", "unsupported-format", f"reads '{SYSTEM}'"),
        ("format: dgassess/questionnaire/1\n", "1:9", "wrong-format", "a questionnaire"),
    ],
)
def test_the_format_line(text: str, place: str, check: str, part: str) -> None:
    document, _ = parse_yaml(text, "a.yaml")
    assert document is not None
    found = check_format(document, SYSTEM)
    assert [(d.check, str(d.place)) for d in found] == [(check, f"a.yaml:{place}")]
    assert part in found[0].message + found[0].help


def test_one_of_several_formats_will_do() -> None:
    document, _ = parse_yaml("format: dgassess/section/1\n", "a.yaml")
    assert document is not None
    assert check_format(document, "dgassess/questionnaire/1", "dgassess/section/1") == []
    assert format_of(document) == "dgassess/section/1"
    document, _ = parse_yaml("[a]", "a.yaml")
    assert document is not None
    assert format_of(document) is None


def test_files_by_their_ending(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: [1, No]", encoding="utf-8")
    (tmp_path / "a.JSON").write_text('{"a": [1, "No"]}', encoding="utf-8-sig")
    for name in ("a.yaml", "a.JSON"):
        document, found = read_document(tmp_path / name, shown=name)
        assert not found
        assert document is not None
        assert document.file == name
        assert document.data == {"a": [1, "No"]}


def test_warnings_stay_with_the_document(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("name: 统筹管理\nx: 1e99\n".encode("gb18030"))
    document, found = read_document(tmp_path / "a.yaml", shown="a.yaml")
    assert [d.check for d in found] == ["not-utf-8", "bad-number"]
    assert document is not None
    assert document.diagnostics == tuple(found)
    assert str(document.place(("x",))) == "a.yaml:2:4"


def test_an_unreadable_file(tmp_path: Path) -> None:
    document, found = read_document(tmp_path / "none.yaml")
    assert document is None
    assert [d.check for d in found] == ["file-not-found"]
