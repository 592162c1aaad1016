"""report.yaml: every mistake with its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from dgassess.reporting.bulletin_options import BulletinOptions
from dgassess.reporting.definition import load_report
from dgassess.reporting.errors import ReportError
from dgassess.reporting.writer import ReportWriter
from dgassess.values.diagnostics import DefectsFound
from tests.reporting.conftest import REPORTS

BULLETIN = "format: dgassess/report/1\nsubject: cohort\noptions:\n"


def test_the_bulletin_that_ships() -> None:
    report = load_report(REPORTS / "bulletin")
    assert (report.id, report.subject) == ("bulletin", "cohort")
    # What the file says is what a file that says nothing means.
    assert report.options == BulletinOptions()


def test_options_of_every_kind(tmp_path: Path) -> None:
    said = f"{BULLETIN}  ranking: bands\n  anonymous: true\n  margin: 0.25\n  ranked: 7\n  deadline: 6月底\n"
    (tmp_path / "report.yaml").write_text(said, "utf-8")
    expected = BulletinOptions(
        ranking="bands", anonymous=True, margin=Fraction(1, 4), ranked=7, deadline="6月底"
    )
    assert load_report(tmp_path).options == expected


def test_the_report_that_ships() -> None:
    report = load_report(REPORTS / "diagnosis")
    assert (report.id, report.name, report.numbering) == ("diagnosis", "个体诊断报告", "chinese")
    assert report.options.losses == 15


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("format: dgassess/report/1\nid: x\nlosses: 3\n", 3, "'losses' is no field"),
        ("format: dgassess/report/1\noptions:\n  loses: 3\n", 3, "'loses' is no field"),
        ("format: dgassess/report/1\noptions:\n  losses: many\n", 3, "'losses' is a whole number"),
        ("format: dgassess/report/1\nname: [a]\n", 2, "'name' is a text"),
        ("format: dgassess/report/1\nnumbering: roman\n", 2, "'numbering' is"),
        ("format: other/1\n", 1, "must open with"),
        ("- a\n", 1, "A mapping is expected"),
        ("format: dgassess/report/1\nsubject: cohorts\n", 2, "'subject' is one of"),
        (f"{BULLETIN}  losses: 3\n", 4, "'losses' is no field"),
        (f"{BULLETIN}  ranking: all\n", 4, "'ranking' is one of full, bands, none, not 'all'"),
        (f"{BULLETIN}  anonymous: 是\n", 4, "'anonymous' is true or false"),
        (f"{BULLETIN}  margin: -1\n", 4, "'margin' is a decimal number"),
        ("format: [\n", 2, "node content"),
    ],
)
def test_mistakes(tmp_path: Path, source: str, line: int, said: str) -> None:
    (tmp_path / "report.yaml").write_text(source, "utf-8")
    with pytest.raises(DefectsFound) as caught:
        load_report(tmp_path)
    assert any(found.place.line == line and said in found.message for found in caught.value.diagnostics)


def test_no_report(tmp_path: Path) -> None:
    with pytest.raises(DefectsFound):
        load_report(tmp_path)


def test_unknown_names_and_formats(tmp_path: Path, writer: ReportWriter, contents: object) -> None:
    with pytest.raises(ReportError, match="'odt' is no report format"):
        writer.render(contents, ["odt"])  # type: ignore[arg-type]
    (tmp_path / "report.yaml").write_text("format: dgassess/report/1\n", "utf-8")
    (tmp_path / "report.md.j2").write_text("甲\n\n{{ figure('pie') }}\n", "utf-8")
    other = ReportWriter(load_report(tmp_path), writer.resources)
    with pytest.raises(ReportError, match=r"report.md.j2:3: there is no figure 'pie' .*radar"):
        other.document(contents)  # type: ignore[arg-type]
