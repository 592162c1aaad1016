"""Tables, explanations and the index of a system that says `lang: en`."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.parks import QUESTIONNAIRE, SYSTEM, write_park, write_response
from tests.cli.running import Ran, run
from tests.wording import CHINESE


def english(*args: str | Path) -> Ran:
    write_park(Path("own"), SYSTEM.replace("version: 1.2.0", "version: 1.2.0\nlang: en"), QUESTIONNAIRE)
    return run(*args, "--system", "own/indicators/park")


def two(tmp_path: Path) -> Path:
    write_response(tmp_path / "r" / "1.yaml", "1", "East", {"FJ-1.hit": None})
    write_response(tmp_path / "r" / "2.yaml", "2", "West", {"JC-1.cov": 50}, "省级")
    return tmp_path / "r"


def test_a_table_of_one(answer: Path) -> None:
    ran = english("score", answer)
    assert ran.code == 0, ran.err
    assert re.search(r"Indicator +Weight +Score +Contribution +Lost points", ran.out)
    assert "\nTotal 89.00    Level 优\n" in ran.out
    assert "; verified values where there are any.\n" in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_a_table_of_several(tmp_path: Path) -> None:
    ran = english("score", two(tmp_path))
    assert ran.code == 0, ran.err
    head = ran.out.splitlines()[1].split("  ")
    assert [one.strip() for one in head if one.strip()] == [
        "Rank", "Name", "Type", "Peer rank", "JC", "FW", "Total", "Level",
    ]  # fmt: skip
    assert "Rank: among all units. Peer rank: among units of the same type and class" in ran.out
    assert "East: 1 answer missing (FJ-1.hit)\n" in ran.out
    assert "East: Veto FJ-1 not answered, treated as not triggered\n" in ran.out


def test_an_explanation(answer: Path) -> None:
    ran = english("explain", answer, "JC-1")
    assert ran.code == 0, ran.err
    assert ran.out.startswith(
        "JC-1 网络覆盖  Score 90.00\n  Standard: 网络覆盖率: 0 points for ≤0%; full marks for ≥100%;"
    )
    assert (
        "  Weight 50, 50% within its group, 30% of the total; contribution 27.00, lost\n    points 3.00\n"
        in ran.out
    )


def test_an_index_has_no_chinese_of_its_own(tmp_path: Path) -> None:
    ran = english("report", two(tmp_path), "--format", "html", "--output", "out")
    assert ran.code == 0, ran.err
    page = Path("out/index.html").read_text("utf-8")
    assert '<html lang="en">' in page
    assert '<caption id="units">Units, scores and reports, by rank</caption>' in page
    assert 'aria-label="Report on East (Web page)">Web page</a>' in page
    words = re.sub(r"(?s)<style>.*</style>", "", page)
    given = "园区数字化指标体系|[市省]级|[甲乙]类|优|一般|评估通报|年度"
    assert not CHINESE.search(re.sub(given, "", words))
