"""The reports of a large folder: how much memory each process takes after some and after all, read from /proc."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.cohort import write_cohort

ROOT = Path(__file__).resolve().parents[1]
MOST_GROWTH = 1.1
"""What processes take after all reports may be so many times what they took after the first fifth."""
_SECONDS = 0.2


def measure_memory(units: int, processes: int) -> int:
    """Render so many diagnoses in HTML and PDF; print what they took. 1 when memory grew, or the run failed."""
    if not Path("/proc/self/status").exists():
        print("Memory is read from /proc, which this system does not have.", file=sys.stderr)
        return 1
    marks = sorted({max(1, units // 20), units // 5, units // 2, units})
    with tempfile.TemporaryDirectory() as scratch:
        folder, output = Path(scratch) / "responses", Path(scratch) / "reports"
        write_cohort(folder, units)
        started = time.perf_counter()
        code, taken = _watched(folder, output, marks, processes)
        seconds = time.perf_counter() - started
    print(
        f"{units} diagnoses, HTML and PDF, {processes} processes: {seconds:.0f} s, {units / seconds:.2f} a second\n"
    )
    print(f"{'reports':>8}{'largest process that renders':>32}{'the one that scores':>24}")
    for mark, (rendering, scoring) in taken.items():
        print(f"{mark:>8}{rendering:>29.0f} MB{scoring:>21.0f} MB")
    if code or units not in taken or units // 5 not in taken:
        print(f"The run ended with exit code {code}.", file=sys.stderr)
        return 1
    growth = taken[units][0] / taken[units // 5][0]
    grew = growth > MOST_GROWTH
    print(
        f"\n{growth:.2f} x from {units // 5} to {units}; limit {MOST_GROWTH:.2f} x{'   EXCEEDED' if grew else ''}"
    )
    return int(grew)


def _watched(
    folder: Path, output: Path, marks: list[int], processes: int
) -> tuple[int, dict[int, tuple[float, float]]]:
    """The exit code, and for each number of finished reports the highest memory in MB until then since the last."""
    command = [
        sys.executable, "-c", "import sys; from dgassess.cli.entry import main; sys.exit(main())", "report",
        str(folder), "--format", "html,pdf", "--output", str(output), "--jobs", str(processes),
    ]  # fmt: skip
    taken: dict[int, tuple[float, float]] = {}
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    rendering = scoring = 0.0
    left = list(marks)
    while run.poll() is None:
        time.sleep(_SECONDS)
        rendering = max([rendering, *map(_resident, _children(run.pid))])
        scoring = max(scoring, _resident(run.pid))
        finished = sum(path.name.startswith("9") and path.suffix == ".pdf" for path in output.glob("*.pdf"))
        while left and finished >= left[0]:
            taken[left.pop(0)] = (rendering, scoring)
            rendering = scoring = 0.0
    if run.returncode and run.stderr is not None:
        print(run.stderr.read().decode("utf-8", "replace"), file=sys.stderr)
    return run.returncode, taken


def _children(parent: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(path.parent.name))
    return found


def _resident(process: int) -> float:
    """Resident memory in MB; 0 when the process has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)
