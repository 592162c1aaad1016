"""Reports on two units of the small system, and what `dgassess verify` says of them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.parks import write_park, write_response
from tests.cli.running import Ran, run

PARK = Path("own/indicators/park")
"""The system, below the folder that `report_two` fills."""


def report_two(folder: Path, *given: str, name: str = "东园") -> Path:
    """The system, the responses of two units in `r` and the reports on both in `out`; the folder is given back.

    name: of the first unit; the other is 西园.
    """
    park = write_park(folder / "own")
    write_response(folder / "r" / "1.yaml", "1", name)
    write_response(folder / "r" / "2.yaml", "2", "西园", {"JC-1.cov": 41, "FW-1.done": 7})
    ran = run("report", folder / "r", "--system", park, "--output", folder / "out", *given)
    assert ran.code == 0, ran.err
    return folder


def verify(file: str | Path, *more: str | Path, park: Path = PARK) -> Ran:
    """The command on a file, in the folder that was filled."""
    return run("verify", file, "--system", park, *more)


def doubted(ran: Ran, said: str) -> None:
    """It ended as one that is neither proved nor refuted, and says what cannot be read surely."""
    out = " ".join(ran.out.split())
    assert ran.code == 4, ran.out + ran.err
    assert "Note: The file cannot be read surely, so that people may see other figures in it: " in out
    assert said in out, out
    assert "every figure follows" not in out
