"""`dgassess report FOLDER` where something is in the way: signals, a full disk, another run, a broken record."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dgassess.workflows.report_lock import alone_in
from dgassess.workflows.report_manifest import NAME
from tests.cli.parks import write_park, write_response
from tests.cli.running import run
from tests.cli.test_report import names
from tests.cli.test_report_batch import BULLETIN, OUT, batch, contents, folder

__all__ = ["folder"]
UNWRITABLE = Path("/proc/sys")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal for one process")


@pytest.fixture
def sixty(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Sixty reports under way in two processes, all in a session of their own."""
    write_park(tmp_path / "own")
    for number in range(60):
        write_response(tmp_path / "r" / f"{number:03}.yaml", f"{number:03}", "园")
    given = ("--system", "own/indicators/park", "--format", "html,pdf", "--output", "out", "--jobs", "2")
    code = "from dgassess.cli.entry import main; main()"
    inherited = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", code, "report", "r", *given]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=inherited, stderr=subprocess.PIPE, start_new_session=True
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for(files: int) -> None:
    """Wait until the output folder is there and holds more files than so many."""
    for _ in range(600):
        time.sleep(0.05)
        if OUT.exists() and len(names(OUT)) > files:
            return


@POSIX
def test_a_signal_while_processes_work_ends_with_130_and_nothing_half_written(
    sixty: subprocess.Popen[bytes],
) -> None:
    wait_for(4)
    sixty.send_signal(signal.SIGINT)
    said = sixty.communicate(timeout=60)[1].decode()
    assert (sixty.returncode, said) == (130, "Interrupted.\n")
    left = names(OUT)
    assert 4 < len(left) < 120
    assert [name for name in left if name.startswith(".dgassess-") and name != NAME] == []
    lines = (OUT / NAME).read_text("utf-8").splitlines()[1:]
    assert {file for line in lines for file in json.loads(line)["files"]} == {n for n in left if n != NAME}


@POSIX
@pytest.mark.parametrize("delay", [0.1, 0.5])
def test_ctrl_c_reaches_processes_that_are_still_loading_and_is_not_heard_there(
    sixty: subprocess.Popen[bytes], delay: float
) -> None:
    wait_for(-1)
    time.sleep(delay)
    os.killpg(sixty.pid, signal.SIGINT)
    said = sixty.communicate(timeout=60)[1].decode()
    assert (sixty.returncode, said) == (130, "Interrupted.\n")


@POSIX
def test_processes_end_with_a_parent_that_is_killed(sixty: subprocess.Popen[bytes]) -> None:
    wait_for(4)
    sixty.kill()
    # All hold standard error: it is closed when the last of them has ended.
    sixty.communicate(timeout=30)
    assert batch(Path("r"), "--format", "html,pdf").code == 0


def test_a_folder_that_cannot_be_written_is_told_once_and_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def refuse(**given: Any) -> tuple[int, str]:
        if "prefix" not in given:  # what is kept for the next run
            raise OSError(errno.EROFS, "Read-only file system")
        tried.append(given)
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    ran = batch(folder)
    assert (ran.code, len(tried), names(OUT)) == (3, 1, [])
    assert ran.err == "Error: 'out/1-东园.html' cannot be written: read-only file system.\n"


@pytest.mark.skipif(not UNWRITABLE.is_dir(), reason="here is no folder that nobody can write")
def test_several_processes_stop_at_a_folder_that_cannot_be_written(folder: Path) -> None:
    ran = batch(folder, "--jobs", "2", "--output", UNWRITABLE)
    assert ran.code == 3
    assert re.fullmatch(r"Error: '/proc/sys/\d-.园\.html' cannot be written: [a-z ]+\.\n", ran.err)


def test_what_was_finished_before_the_disk_was_full_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = tempfile.mkstemp, list[object]()

    def until_full(**given: Any) -> tuple[int, str]:
        if "prefix" not in given:  # what is kept for the next run
            return real(**given)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(given)
        return real(**given)

    with monkeypatch.context() as patched:
        patched.setattr(tempfile, "mkstemp", until_full)
        ran = batch(folder)
    assert ran.code == 3
    assert ran.err == "Error: 'out/3-南园.html' cannot be written: no space left on device.\n"
    assert names(OUT) == [NAME, "1-东园.html", "2-西园.html"]
    ran = batch(folder)
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "2 reports were up to date.")


def test_a_second_run_in_the_same_folder_is_refused(folder: Path) -> None:
    with alone_in(OUT):
        ran = batch(folder)
    assert ran.code == 3
    assert "Another dgassess is writing reports into 'out'." in ran.err
    assert names(OUT) == []
    assert batch(folder).code == 0


def test_a_file_where_the_folder_should_be(folder: Path) -> None:
    OUT.write_text("mine", "utf-8")
    for output in (OUT, OUT / "below"):
        ran = batch(folder, "--output", output)
        assert (ran.code, "'out' is a file, not a folder" in ran.err) == (3, True)
    assert OUT.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "broken",
    [
        b"", b"\xff\xfe\x00", b"[" * 100_000, b'{"format": "dgassess/reports/1"}\n' + b"[" * 100_000,
        b'{"format": "dgassess/reports/1"}\n{"inputs": 1, "files": [1]}\n[]\n"x"\n{"inputs": "',
        b'{"format": "dgassess/reports/1"}\n{"inputs": {}, "files": {"1-\xe4\xb8\x9c\xe5\x9b\xad.html": []}}',
    ],
)  # fmt: skip
def test_a_broken_record_is_as_none(folder: Path, broken: bytes) -> None:
    batch(folder)
    before = contents()
    (OUT / NAME).write_bytes(broken)
    ran = batch(folder)
    assert (ran.code, ran.err) == (0, "4 reports were up to date.\n")
    assert contents() == before


def test_a_line_that_was_cut_off_costs_no_other(folder: Path) -> None:
    batch(folder)
    lines = (OUT / NAME).read_text("utf-8").splitlines(keepends=True)
    (OUT / NAME).write_text("".join(lines)[:-9], "utf-8")
    (OUT / "2-西园.html").unlink()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("dgassess.workflows.report_manifest.Manifest.settle", lambda _: None)
        assert batch(folder).code == 0
    assert '{"inputs"' not in "".join(line[1:] for line in (OUT / NAME).read_text("utf-8").splitlines(True))


def test_a_run_with_nothing_to_do_writes_nothing(folder: Path) -> None:
    batch(folder)
    before = {path.name: path.stat().st_ino for path in OUT.iterdir()}
    assert batch(folder).code == 0
    assert {path.name: path.stat().st_ino for path in OUT.iterdir()} == before


def test_output_within_the_folder_of_responses_is_no_response(folder: Path) -> None:
    for output in (folder / "out", folder):
        given = ("--output", output, "--with-inputs", "--format", "html,xlsx")
        assert batch(folder, *given).code == 0
        ran = batch(folder, *given)
        assert (ran.code, ran.err) == (0, "4 reports were up to date.\n")
        assert BULLETIN in names(output)


def test_an_empty_folder_is_told_and_nothing_is_made(park: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("report", tmp_path / "empty", "--system", park, "--output", OUT)
    assert (ran.code, OUT.exists()) == (2, False)
    assert "has no .yaml, .yml or .json file" in ran.err


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02" * 9, b'["', b"unit: &a [*a]", "格式：错".encode("gb18030")]
)
def test_a_corrupt_file_among_sound_ones(folder: Path, data: bytes) -> None:
    (folder / "0.json").write_bytes(data)
    ran = batch(folder)
    assert ran.code == 1
    assert "Failed: r/0.json: the response has defects" in ran.err
    assert {"1-东园.html", "2-西园.html", "3-南园.html", BULLETIN} <= set(names(OUT))
