"""Names of files, and writing all of them or none."""

from __future__ import annotations

import errno
import os
import unicodedata
from pathlib import Path

import pytest

from dgassess.workflows import output
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.output import (
    EnvironmentProblem,
    safe_name,
    unit_file_name,
    unit_file_names,
    write_files,
)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("330100", "滨江市"), "330100-滨江市"),
        (("a/b", 'x<>:"/\\|?*y'), "a_b-x_________y"),
        (("1", " 甲 "), "1-甲"),
        (("1", "甲..."), "1-甲"),
        (("con", ""), "_con"),
        (("COM1.x", ""), "_COM1.x"),
        (("", ""), "_"),
        (("..", ""), "_"),
        (("a\nb\x7f", ""), "a_b_"),
        (("../../esc", "甲"), "_.._esc-甲"),
        ((".ssh", "甲"), "ssh-甲"),
        ((" . 1", "甲 . "), "1-甲"),
        (("~$1", "甲"), "$1-甲"),
        (("--force", ""), "force"),
        (("NUL .txt", ""), "_NUL .txt"),
        (("com¹", ""), "_com¹"),
        (("CONIN$", ""), "_CONIN$"),
        (("1", "\u202egpj\u202c\u200b"), "1-_gpj__"),
    ],
)
def test_a_name_that_windows_accepts(parts: tuple[str, ...], name: str) -> None:
    assert safe_name(*parts) == name


def test_long_names_are_cut() -> None:
    assert safe_name("330100", "长" * 200) == "330100-" + "长" * 53


def test_the_file_name_of_a_unit_depends_on_the_unit_alone() -> None:
    assert unit_file_name("330100", "滨江市") == "330100-滨江市"
    odd = [
        unit_file_name(id_, name)
        for id_, name in (("a/b", "园"), ("a?b", "园"), ("1" * 80, "甲"), ("1" * 80, "乙"))
    ]
    assert len(set(odd)) == 4
    assert odd[0].startswith("a_b-园-")
    assert odd[0] == unit_file_name("a/b", "园")


def test_file_names_of_several_units_are_never_alike() -> None:
    units = [
        ("a", "b-c"),
        ("a-b", "c"),
        ("X", "园"),
        ("x", "园"),
        ("1", "e\u0301"),
        ("1", "\u00e9"),
        ("2", "园"),
    ]
    names = unit_file_names(units)
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(units)
    assert names[-1] == "2-园"
    assert names[0].startswith("a-b-c-")
    assert unit_file_names(reversed(units)) == names[::-1]


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_links_are_followed_and_pipes_are_refused(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "real"
    target.write_bytes(b"old")
    path = tmp_path / "given"
    if kind == "link":
        path.symlink_to(target)
        write_files({path: b"new"}, force=True)
        assert path.is_symlink()
        assert target.read_bytes() == b"new"
    else:
        os.mkfifo(path)
        with pytest.raises(UsageProblem, match="device or pipe"):
            write_files({path: b"new"}, force=True)


def test_folders_are_made_and_no_trace_is_left(tmp_path: Path) -> None:
    files = {tmp_path / "a" / "b" / "1.txt": b"1", tmp_path / "a" / "2.txt": b""}
    write_files(files)
    assert {path: path.read_bytes() for path in files} == files
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["2.txt", "b"]


def test_nothing_is_written_when_one_exists(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    second.write_bytes(b"mine")
    with pytest.raises(UsageProblem, match=r"'.*2' exists already"):
        write_files({first: b"1", second: b"2"})
    assert not first.exists()
    assert second.read_bytes() == b"mine"
    write_files({first: b"1", second: b"2"}, force=True)
    assert second.read_bytes() == b"2"


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "2").mkdir()
    with pytest.raises(UsageProblem, match="is a folder"):
        write_files({tmp_path / "1": b"1", tmp_path / "2": b"2"}, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["2"]


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_an_end_in_the_middle_leaves_nothing(
    tmp_path: Path, failure: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, mode: int) -> None:
        if any(existing.name.startswith(".dgassess-") for existing in tmp_path.iterdir() if existing != path):
            raise failure

    monkeypatch.setattr(Path, "chmod", refuse)
    expected = EnvironmentProblem if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write_files({tmp_path / "1": b"1", tmp_path / "2": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match=r"'.*f' is a file, not a folder"):
        write_files({tmp_path / "f" / "g" / "1": b"1"})


def test_a_system_whose_file_names_cannot_hold_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, mode: str) -> None:
        str(path).encode("ascii")

    monkeypatch.setattr(output, "open", refuse, raising=False)
    with pytest.raises(
        EnvironmentProblem, match=r"names are in ascii\. Set the environment variable PYTHONUTF8=1"
    ):
        write_files({tmp_path / "滨江市": b""})
