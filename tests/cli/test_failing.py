"""Whatever goes wrong: a message, its exit code, data and messages apart, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dgassess.cli import main, score
from dgassess.cli.console import OutputClosed
from tests.cli.parks import response_text, write_park, write_response
from tests.cli.running import CITY, EXAMPLES, run, spawn

RUN = "from dgassess.cli.main import main; main()"


@pytest.mark.parametrize("command", ["score", "explain", "report", "validate", "test"])
@pytest.mark.parametrize("kind", ["missing", "empty folder", "binary", "empty", "wide", "folder", "half"])
def test_odd_files_never_give_a_traceback(command: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    contents = {
        "binary": bytes(range(256)) * 20,
        "empty": b"",
        "wide": ",".join(f"c{n}" for n in range(10_000)).encode(),
        "half": "format: dgassess/response/1\nunit: {id: '1".encode("utf-16"),
    }
    if kind in contents:
        path.write_bytes(contents[kind])
    elif kind != "missing":
        path.mkdir()
        if kind == "folder":
            (path / "inner.yaml").mkdir()
    ran = run(command, path)
    assert ran.code in (1, 2)
    assert "Traceback" not in ran.err
    said = ran.out + ran.err
    assert "odd.yaml" in said
    assert "error" in said.casefold() or "nothing to validate" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "{there}", "--report", "{gone}"),
        ("verify", "{gone}"), ("validate", "{gone}"), ("test", "{gone}"), ("import-system", "{gone}"),
        ("export-system", "{gone}"), ("score", "{there}", "--system", "{gone}"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_wrong_usage(arguments: tuple[str, ...], tmp_path: Path) -> None:
    write_response(tmp_path / "331000.yaml", "331000")
    gone = tmp_path / "33100.yaml"
    ran = run(*(one.format(there=CITY, gone=gone) for one in arguments))
    assert (ran.code, ran.data) == (2, b"")
    assert "33100.yaml'" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "{gone}"), ("score", "{there}", "{gone}"), ("explain", "{gone}"), ("report", "{gone}"),
        ("report", "{there}", "--report", "bulletin", "--previous", "{gone}"),
    ],
)  # fmt: skip
def test_a_response_that_is_not_there_is_a_defect_beside_others(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    write_response(tmp_path / "331000.yaml", "331000")
    gone = tmp_path / "33100.yaml"
    ran = run(*(one.format(there=CITY, gone=gone) for one in arguments))
    assert (ran.code, ran.data) == (1, b"")
    assert "33100.yaml'" in ran.err
    assert "Did you mean '331000.yaml'?" in " ".join(ran.err.split())


def test_two_units_with_the_same_id(park: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        write_response(tmp_path / "r" / f"{number}.yaml", "1", f"园{number}")
    ran = run("score", tmp_path / "r", "--system", park)
    assert (ran.code, ran.data) == (1, b"")
    assert "r/2.yaml:5:7: error: Unit '1' is answered twice: also in r/1.yaml. [unit-twice]" in ran.err
    assert ran.err.endswith("1 error; nothing was written.\n")


@pytest.mark.parametrize("named", ["park-survey", "digital", "digital-goverment"])
def test_an_unknown_questionnaire(tmp_path: Path, named: str) -> None:
    path = tmp_path / "1.yaml"
    path.write_text(response_text().replace("park-survey", named), "utf-8")
    ran = run("score", path)
    assert (ran.code, ran.data) == (1, b"")
    assert (
        f"1.yaml:2:16: error: No shipped system uses questionnaire '{named}'. [other-questionnaire]"
        in ran.err
    )
    assert "Name your own system with --system." in ran.err


def test_an_unknown_system(answer: Path) -> None:
    ran = run("score", answer, "--system", "digital-goverment")
    assert ran.code == 2
    assert "Did you mean 'digital-government'?" in ran.err
    other = run("score", answer, "--system", "digital-government")
    assert other.code == 1
    assert "answers questionnaire 'park-survey', but the system needs 'digital-government'" in other.err


def test_defects_of_all_files_in_one_run(park: Path, tmp_path: Path) -> None:
    write_response(tmp_path / "r" / "1.yaml", "1", answers={"JC-1.cov": 900})
    write_response(tmp_path / "r" / "2.yaml", "2", answers={"JC-3.cov": 9})
    ran = run("score", tmp_path / "r", "--system", park, "--format", "json")
    assert (ran.code, ran.data) == (1, b"")
    assert "r/1.yaml:10:13: error: " in ran.err
    assert "r/2.yaml:18:3: error: " in ran.err
    assert ran.err.endswith("2 errors; nothing was written.\n")


def test_warnings_go_to_standard_error(park: Path, tmp_path: Path) -> None:
    path = tmp_path / "1.yaml"
    path.write_bytes(response_text().encode("gb18030"))
    ran = run("score", path, "--system", park, "--format", "csv")
    assert ran.code == 0
    assert ran.data.startswith("unit_id,unit_name,rank,total,level,JC,JC-1,JC-2,FW,FW-1\r\n1,东园,".encode())
    assert "1.yaml: warning: '1.yaml' is not UTF-8; it was read as GB18030 (GBK). [not-utf-8]" in ran.err


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_a_console_that_cannot_encode(encoding: str, park: Path, tmp_path: Path) -> None:
    path = write_response(tmp_path / "1.yaml", "1", "东园𠮷")
    for command in (("score",), ("explain",), ("validate", park)):
        ran = run(
            *command, path, *(() if command[0] == "validate" else ("--system", park)), encoding=encoding
        )
        assert ran.code == 0
    shown = run("score", path, "--system", park, encoding=encoding).data.decode(encoding)
    assert "?" in shown
    assert ("东园" in shown) == (encoding == "gbk")


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch, park: Path, answer: Path) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(score, "score_responses", interrupt)
    ran = run("score", answer, "--system", park)
    assert (ran.code, ran.data) == (130, b"")
    assert ran.err.strip() == "Interrupted."


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("more", [(), ("--format", "json")])
def test_a_full_disk_behind_standard_output(more: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", RUN, "score", CITY, *more]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=_environment())
    assert done.returncode == 3
    assert done.stderr.decode() == "Error: The output cannot be written: no space left on device.\n"


@pytest.mark.skipif(os.name == "nt", reason="a POSIX pipe")
@pytest.mark.parametrize("args", [("explain", CITY, "--all"), ("score", str(EXAMPLES), "--format", "json")])
def test_a_reader_that_ends_early(args: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb") as pipe:
        command = [sys.executable, "-c", RUN, *args]
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, env=_environment())
    assert (done.returncode, done.stderr) == (141, b"")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def test_a_broken_pipe_in_this_process(monkeypatch: pytest.MonkeyPatch, park: Path, answer: Path) -> None:
    def closed(text: str) -> None:
        raise OutputClosed

    monkeypatch.setattr(score, "write_data", closed)
    ran = run("score", answer, "--system", park, "--format", "json")
    assert (ran.code, ran.err) == (141, "")


def test_no_standard_output_at_all(monkeypatch: pytest.MonkeyPatch, park: Path, answer: Path) -> None:
    monkeypatch.setattr(sys, "argv", ["dgassess", "score", str(answer), "--system", str(park)])
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as end:
        main.main()
    assert end.value.code == 0
    for stream in (sys.stdout, sys.stderr):
        stream.close()


def test_a_process_of_its_own_in_the_c_locale(tmp_path: Path) -> None:
    write_park(tmp_path / "own")
    write_response(tmp_path / "1.yaml")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = spawn("score", "1.yaml", "-s", "own/indicators/park", cwd=tmp_path, **plain)
    assert (ran.code, ran.err) == (0, "")
    assert b"89.00" in ran.data
