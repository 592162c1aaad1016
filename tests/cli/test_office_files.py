"""What the command writes for Word and Excel, of every kind of report, is valid by Microsoft's Open XML SDK."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.parks import SYSTEM, write_park, write_response
from tests.cli.running import run
from tests.reporting.test_office_files import faults

pytestmark = pytest.mark.openxml


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
def test_every_kind_of_report(park: Path, tmp_path: Path, audience: str) -> None:
    for number in range(6):
        given = {"JC-1.cov": 40 + 9 * number}
        write_response(tmp_path / "r" / f"{number}.yaml", str(number), f"园区{number}", given)
        write_response(tmp_path / "earlier" / f"{number}.yaml", str(number), f"园区{number}")
    older = write_park(tmp_path / "older", SYSTEM.replace("1.2.0", "1.1.0").replace("floor: 0", "floor: 10"))
    common = (
        "--system",
        park,
        "--audience",
        audience,
        "--output",
        "out",
        "--watermark",
        "征求意见稿",
        "--seal",
    )
    jobs: tuple[tuple[str, str, tuple[str | Path, ...]], ...] = (
        ("diagnosis", "docx,xlsx", (tmp_path / "r",)),
        ("handbook", "docx", ()),
        ("bulletin", "docx", (*sorted((tmp_path / "r").iterdir()), "--previous", tmp_path / "earlier")),
        ("change-note", "docx", (*sorted((tmp_path / "r").iterdir()), "--previous", tmp_path / "earlier")),
        ("change-note", "docx", (*sorted((tmp_path / "r").iterdir()), "--previous", older)),
    )
    for report, formats, more in jobs:
        ran = run("report", *more, *common, "--report", report, "--format", formats, "--force")
        assert ran.code == 0, ran.err
    files = sorted(file for ending in ("docx", "xlsx") for file in Path("out").glob(f"*.{ending}"))
    assert len(files) >= 15, files
    for file in files:
        assert faults(tmp_path / f"checked{file.suffix}", file.read_bytes()) == [], file
