"""dgassess import-system and export-system."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from dgassess.cli import export_system, import_system
from tests.cli.running import run

TABLE = "一级指标,三级指标,权重,评分标准\n甲,子,100,专家打分\n"


@pytest.mark.parametrize("module", [import_system, export_system])
def test_help_fits_and_shows_its_examples(module: object) -> None:
    text = getattr(module, "HELP")  # noqa: B009 - modules of one shape
    name = "import-system" if module is import_system else "export-system"
    shown = run(name, "--help")
    assert shown.code == 0
    assert all(line.rstrip() in shown.out for line in text.splitlines())
    assert all(cell_len(line) <= 80 for line in shown.out.splitlines())


def test_import_says_what_it_wrote_and_what_it_did_not_understand() -> None:
    Path("考核.csv").write_bytes(TABLE.encode("gb18030"))
    ran = run("import-system", "考核.csv", "--id", "city", "--output", "out")
    assert ran.code == 0, ran.err
    assert "考核.csv:2:9: warning: The scoring standard '专家打分' was not understood" in ran.err
    assert "    2 | 甲,子,100,专家打分" in ran.err
    assert "1 indicator in 4 files; 1 warning." in ran.err
    assert run("validate", "out/indicators", "out/questionnaires").code == 0
    assert run("import-system", "考核.csv", "--id", "city", "-o", "out").code == 2


def test_export_and_import_again() -> None:
    assert run("export-system", "digital-government").code == 0
    assert Path("digital-government.xlsx").is_file()
    assert run("export-system", "digital-government").code == 2
    assert run("import-system", "digital-government.xlsx", "-o", "out").code == 0
    assert run("validate", "out/indicators", "--strict").code == 0


def test_wrong_usage() -> None:
    assert run("import-system", "no.xlsx").code == 2
    assert run("export-system", "no-such-system").code == 2
    Path("t.csv").write_text(TABLE, "utf-8")
    assert run("import-system", "t.csv", "--id", "甲").code == 2
    Path("t.xlsx").write_bytes(b"nothing")
    ran = run("import-system", "t.xlsx")
    assert (ran.code, "Traceback" in ran.err) == (1, False)
    assert "table-unreadable" in ran.err
