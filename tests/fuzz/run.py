"""Spoil the content that ships 2,000 times and validate it: no traceback, no file over 2 s, memory under 300 MB.

python tests/fuzz/run.py                      the seed of every run is the same, and printed
python tests/fuzz/run.py --seed 7 --only 123  one mutation again
"""

from __future__ import annotations

import argparse
import faulthandler
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
MOST_SECONDS, MOST_MEGABYTES, HANG = 2.0, 300, 60


def main() -> int:
    parser = argparse.ArgumentParser(description="Validate randomly spoilt copies of the content that ships.")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--mutations", type=int, default=2000)
    parser.add_argument("--only", type=int, help="one mutation by its number")
    options = parser.parse_args()
    numbers = range(options.mutations) if options.only is None else range(options.only, options.only + 1)
    sys.stdout.write(f"Seed {options.seed}, {len(numbers)} mutations ...\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        for name in ("indicators", "questionnaires", "examples"):
            shutil.copytree(ROOT / name, folder / name)
        return _run(folder, options.seed, numbers)


def _run(folder: Path, seed: int, numbers: range) -> int:
    from tests.fuzz.validating import inside, spoil_and_validate

    started, slowest, checks = time.perf_counter(), 0.0, Counter[str]()
    faulthandler.dump_traceback_later(HANG, exit=True)
    with inside(folder):
        try:
            for tried in spoil_and_validate(folder, seed, numbers, MOST_SECONDS):
                # A hang ends the process with the place it hangs at.
                faulthandler.dump_traceback_later(HANG, exit=True)
                slowest = max(slowest, tried.seconds)
                checks.update(tried.checks)
        finally:
            faulthandler.cancel_dump_traceback_later()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    seconds = time.perf_counter() - started
    sys.stdout.write(
        f"{len(numbers)} spoilt files in {seconds:.0f} s: slowest {slowest:.2f} s (limit {MOST_SECONDS:.0f} s), "
        f"{peak:.0f} MB (limit {MOST_MEGABYTES} MB), {len(checks)} different checks reported.\n"
    )
    if peak >= MOST_MEGABYTES:
        sys.stderr.write(f"The memory used, {peak:.0f} MB, is not under {MOST_MEGABYTES} MB.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
