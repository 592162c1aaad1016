"""A public handbook worked for a unit gives nothing away that the unit's own public report hides."""

from __future__ import annotations

from pathlib import Path

from dgassess.workflows.report_job import ReportJob
from dgassess.workflows.reports import render_reports
from dgassess.workflows.scoring import no_progress

COVERED = """\
format: dgassess/indicator-system/1
id: covered
name: 遮挡体系
questionnaire:
  questions:
    - {id: R.v, type: percent, text: 受限比率, sensitivity: restricted}
    - {id: C.v, type: percent, text: 公开比率, sensitivity: public}
    - {id: D.v, type: percent, text: 其他比率, sensitivity: public}
dimensions:
  - id: G
    name: 分组
    weight: 50
    indicators:
      - {id: R, name: 受限, weight: 30, sensitivity: restricted, rule: {kind: value, question: v}}
      - {id: C, name: 遮挡, weight: 20, sensitivity: public, rule: {kind: value, question: v}}
  - id: H
    name: 另一组
    weight: 50
    indicators:
      - {id: D, name: 其余, weight: 50, sensitivity: public, rule: {kind: value, question: v}}
"""
RESPONSE = """\
format: dgassess/response/1
questionnaire: {id: covered}
period: "2026"
unit: {id: "1", name: 某市}
answers: {R.v: 37, C.v: 91.37, D.v: 64}
"""


def test_a_public_handbook_works_nothing_that_the_units_public_report_hides(tmp_path: Path) -> None:
    """Beside the score of the group, the public one would give the restricted one."""
    system, response = tmp_path / "covered" / "system.yaml", tmp_path / "response.yaml"
    system.parent.mkdir()
    system.write_text(COVERED, "utf-8")
    response.write_text(RESPONSE, "utf-8")
    texts = {}
    for audience in ("internal", "public"):
        job = ReportJob(
            (str(response),), str(system.parent), "verified", "handbook", ("html",), tmp_path / audience,
            audience=audience,
        )  # fmt: skip
        [page] = render_reports(job, no_progress).files
        texts[audience] = page.read_text("utf-8")
    assert "91.37" in texts["internal"]
    assert "91.37" not in texts["public"]
    assert "64.00" in texts["public"]
