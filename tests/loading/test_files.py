"""Reading text files: every trap a diagnostic, every sound encoding the same text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dgassess.loading.files import CONTENT_LIMIT, decode, read_text

TEXT = "id: TC\nname: 统筹管理\n"


def _only(path: Path, **options: int) -> tuple[str, str]:
    text, found = read_text(path, shown="a.yaml", **options)
    assert text is None
    assert len(found) == 1
    assert found[0].place.file == "a.yaml"
    return found[0].check, found[0].message


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16", "utf-16 big-endian", "CRLF", "CR"],
)
def test_sound_encodings_give_the_same_text(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(data)
    assert read_text(file) == (TEXT, [])


def test_gb18030_is_read_with_a_warning() -> None:
    text, found = decode(TEXT.encode("gb18030"), "a.yaml")
    assert text == TEXT
    assert [(d.check, d.severity, d.place.file) for d in found] == [("not-utf-8", "warning", "a.yaml")]
    assert "UTF-8" in found[0].help


def test_damaged_utf8_is_not_taken_for_gb18030() -> None:
    damaged = "第一行没有问题\n名称：统筹".encode() + b"\xff" + "管理和项目建设\n".encode()
    text, found = decode(damaged, "a.yaml")
    assert text is None
    assert [(d.check, d.place.line, d.place.column) for d in found] == [("unknown-encoding", 2, 6)]


@pytest.mark.parametrize(
    "data", [b"\xff\xfeabc", b"caf\xe9 \x81", "數據評估指標".encode("big5") * 9, b"\xff" * 50]
)
def test_other_encodings_are_refused(data: bytes) -> None:
    text, found = decode(data, "a.yaml")
    assert text is None
    assert [d.check for d in found] == ["unknown-encoding"]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"PK\x03\x04\x14\x00", "Excel"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        (b"a\x00\x00b\x01", "NUL"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (b"{\\rtf1 x}", "RTF"),
    ],
)
def test_binary_files_are_named(data: bytes, named: str) -> None:
    text, found = decode(data, "a.yaml")
    assert text is None
    assert [d.check for d in found] == ["binary-file"]
    assert named in found[0].message


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_empty_files(data: bytes) -> None:
    text, found = decode(data, "a.yaml")
    assert text is None
    assert [d.check for d in found] == ["empty-file"]


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "system.yaml").write_text("a: 1")
    _, found = read_text(tmp_path / "sytem.yaml")
    assert [d.check for d in found] == ["file-not-found"]
    assert found[0].help == "Did you mean 'system.yaml'?"
    assert _only(tmp_path / "system.yaml" / "x")[0] == "file-not-found"
    assert _only(tmp_path / "nowhere" / "x")[0] == "file-not-found"


def test_folders_pipes_and_impossible_paths(tmp_path: Path) -> None:
    assert _only(tmp_path)[0] == "not-a-file"
    assert _only(Path("a\x00b"))[0] == "file-not-readable"
    assert _only(tmp_path / ("x" * 5000))[0] == "file-not-readable"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert _only(tmp_path / "pipe")[0] == "not-a-file"


def test_permission_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert _only(file) == ("file-not-readable", "'a.yaml' may not be read: permission denied.")


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    with file.open("wb") as stream:
        stream.truncate(200_000_000)

    def fail(*_: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr("builtins.open", fail)
    assert CONTENT_LIMIT == 20_000_000
    assert _only(file) == (
        "file-too-large",
        "'a.yaml' has 200,000,000 bytes; at most 20,000,000 are read.",
    )


def test_the_limit_is_inclusive(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 12")
    assert read_text(file, limit=5)[0] == "a: 12"
    assert _only(file, limit=4)[0] == "file-too-large"
