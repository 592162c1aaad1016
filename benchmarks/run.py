"""Whole-process timings of the commands people run most, beside a bare process that only imports the libraries, beside
check-jsonschema on the same files, and on a system ten times as large; then how fast reports come once all is loaded.

Baseline and commands alternate within one run, so that a machine that slows down slows all of them. How to read the
table: benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = 2
BASELINE = "bare imports"
LARGE = "validate, 10 x as large"
SCHEMA = "check-jsonschema"
DGASSESS = ("-c", "import sys; from dgassess.cli.entry import main; sys.exit(main())")
# As on a computer, or in a container, where dgassess was just installed.
NOTHING_KEPT = {"DGASSESS_CACHE_DIR": ""}
BARE_IMPORTS = ("-c", "import typer, pydantic, rich, yaml, jinja2")


@dataclass(frozen=True)
class Subject:
    """One command to time: `arguments` go to the interpreter; `{scratch}` stands for a folder new in every run."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = ROOT


@dataclass(frozen=True)
class Limit:
    """What a subject may take: times the `reference`, or seconds more than it."""

    subject: str
    reference: str
    most: float
    kind: str  # "times" | "seconds more"


def subjects(example: Path) -> tuple[Subject, ...]:
    """The baseline first, then the commands on one example response."""
    response = str(example)
    report = ("report", response, "--format", "html,pdf", "--output", "{scratch}")
    return (
        Subject(BASELINE, BARE_IMPORTS),
        Subject("score, table", (*DGASSESS, "score", response), NOTHING_KEPT),
        Subject("score, json", (*DGASSESS, "score", response, "--format", "json"), NOTHING_KEPT),
        Subject("validate", (*DGASSESS, "validate")),
        Subject("report, html and pdf", (*DGASSESS, *report)),
    )


def wider_subjects(example: Path, prepared: Path) -> tuple[Subject, ...]:
    """A method read from its files; a system ten times as large; check-jsonschema where it is installed."""
    sys.path.insert(0, str(ROOT))  # this file is run as a script
    from benchmarks.beside import schema_check, write_schema
    from benchmarks.large import write_large

    write_large(prepared / "large")
    for name in ("indicators", "questionnaires"):
        shutil.copytree(ROOT / name, prepared / "own" / name)
    own = str(prepared / "own" / "indicators" / "digital-government")
    found = [
        Subject("score, edited method", (*DGASSESS, "score", str(example), "--system", own), NOTHING_KEPT),
        Subject(LARGE, (*DGASSESS, "validate"), folder=prepared / "large"),
    ]
    if importlib.util.find_spec("check_jsonschema") is not None:
        write_schema(prepared / "all.json")
        found.append(Subject(SCHEMA, schema_check(prepared / "all.json")))
    return tuple(found)


LIMITS = (
    Limit("score, table", BASELINE, 2.2, "times"),
    Limit("score, json", BASELINE, 1.9, "times"),
    Limit("validate", BASELINE, 4.0, "times"),
    Limit("report, html and pdf", "score, table", 1.0, "seconds more"),
    Limit(LARGE, "validate", 12.0, "times"),
    Limit("validate", SCHEMA, 1.0, "times"),
)


def seconds(subject: Subject) -> float:
    """Wall-clock seconds of one whole process. Raises RuntimeError with its messages when it fails."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, *(part.replace("{scratch}", scratch) for part in subject.arguments)]
        started = time.perf_counter()
        done = subprocess.run(
            command,
            cwd=subject.folder,
            env={**os.environ, **subject.environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        taken = time.perf_counter() - started
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise RuntimeError(f"'{subject.name}' ended with exit code {done.returncode}:\n{said}")
    return taken


def measure(timed: Sequence[Subject], rounds: int) -> dict[str, list[float]]:
    """Seconds per subject and round, the subjects taking turns; one unmeasured round fills the caches first."""
    taken: dict[str, list[float]] = {subject.name: [] for subject in timed}
    for turn in range(-1, rounds):
        for subject in timed:
            spent = seconds(subject)
            if turn >= 0:
                taken[subject.name].append(spent)
    return taken


def reached(limit: Limit, taken: dict[str, list[float]]) -> float:
    """The median of the per-round ratios (or differences): each compares neighbours in time."""
    pairs = zip(taken[limit.subject], taken[limit.reference], strict=True)
    if limit.kind == "times":
        return statistics.median(own / reference for own, reference in pairs)
    return statistics.median(own - reference for own, reference in pairs)


def print_table(taken: dict[str, list[float]]) -> list[Limit]:
    """Prints medians, spreads, results and limits; returns the limits that are exceeded."""
    exceeded = []
    print(f"{'command':<24}{'median':>9}{'fastest':>9}{'slowest':>9}   {'result':<28}limit")
    for name, spent in taken.items():
        row = f"{name:<24}{statistics.median(spent) * 1000:>6.0f} ms{min(spent) * 1000:>6.0f} ms"
        row += f"{max(spent) * 1000:>6.0f} ms   "
        limits = [limit for limit in LIMITS if limit.subject == name and limit.reference in taken]
        if not limits:
            own = statistics.median(spent) / statistics.median(taken[BASELINE])
            print(f"{row}{f'{own:.2f} x {BASELINE}' if name != BASELINE else '1.00 (the baseline)':<28}")
        for limit in limits:
            value = reached(limit, taken)
            if value > limit.most:
                exceeded.append(limit)
            if limit.kind == "times":
                result, most = f"{value:.2f} x {limit.reference}", f"{limit.most:.2f} x"
            else:
                result, most = f"{value:+.2f} s on {limit.reference}", f"{limit.most:+.2f} s"
            print(f"{row}{result:<28}{most}{'   EXCEEDED' if limit in exceeded else ''}")
            row = " " * len(row)
    if SCHEMA not in taken:
        print(f"\n{SCHEMA} is not installed, so nothing was compared with it; 'make bench' installs it.")
    return exceeded


def main() -> int:
    parser = argparse.ArgumentParser(description="Time whole dgassess processes against bare imports.")
    parser.add_argument("--rounds", type=int, default=9, help="measured rounds, at least 7 (default: 9)")
    parser.add_argument("--example", type=Path, help="a response (default: the first in examples/)")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a limit is exceeded")
    parser.add_argument("--memory", action="store_true", help="only: what 1,000 reports take in memory")
    parser.add_argument(
        "--units", type=int, default=1000, help="how many reports --memory makes (default: 1000)"
    )
    options = parser.parse_args()
    if options.memory:
        sys.path.insert(0, str(ROOT))  # this file is run as a script
        from benchmarks.memory import measure_memory

        return measure_memory(options.units, PROCESSES)
    if options.rounds < 7:
        parser.error(f"--rounds is {options.rounds}; fewer than 7 say nothing about a median.")
    example = options.example or min((ROOT / "examples").glob("*.yaml"), default=None)
    if example is None:
        parser.error("examples/ holds no response; name one with --example.")
    # As an installed package is: pip compiles what it installs, a checkout may be told not to.
    compileall.compile_dir(ROOT / "src" / "dgassess", quiet=1)
    with tempfile.TemporaryDirectory() as prepared:
        timed = (*subjects(example.resolve()), *wider_subjects(example.resolve(), Path(prepared).resolve()))
        try:
            taken = measure(timed, options.rounds)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"{options.rounds} rounds of {example.name}, Python {version}, {os.cpu_count()} processors\n")
    exceeded = print_table(taken)
    from benchmarks.throughput import measure_throughput, print_throughput

    slow = print_throughput(measure_throughput(options.rounds, PROCESSES), PROCESSES)
    return 1 if (exceeded or slow) and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
