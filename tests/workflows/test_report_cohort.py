"""The report on a cohort, from files to files: nothing planted leaves its audience."""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from dgassess.reporting.contents import Audience
from dgassess.values.diagnostics import DefectsFound
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.report_job import ReportJob
from dgassess.workflows.reports import render_reports
from dgassess.workflows.scoring import no_progress
from tests.cli.parks import QUESTIONNAIRE, SYSTEM, response_text, write_park

RESTRICTED = "涉密覆盖率"
REVIEWER = "张评审"
REASON = "抽查未见材料"
UNITS = 7


@pytest.fixture
def round_of(tmp_path: Path) -> Path:
    """A system with a restricted indicator, and responses to it with reviews; gives the system's folder."""
    system = SYSTEM.replace(
        "name: 网络覆盖, weight: 50,",
        f"name: {RESTRICTED}, weight: 50, sensitivity: restricted, responsible: 保密局,",
    )
    park = write_park(tmp_path / "own", system, QUESTIONNAIRE.replace("网络覆盖率", f"{RESTRICTED}题"))
    write_round(tmp_path / "now", "2026", range(1, UNITS + 1))
    return park


def write_round(folder: Path, period: str, numbers: range) -> Path:
    """Responses of one round; the restricted answer differs by unit."""
    folder.mkdir()
    for number in numbers:
        answers = {"JC-1.cov": 60 + number + 0.21, "FW-1.done": 10 + number % 9}
        content = yaml.safe_load(response_text(f"33{number:04d}", f"秘名市{number}号", answers))
        content["period"] = period
        content["reviews"] = {"FW-1.done": {"value": 9 + number % 9, "reason": REASON, "by": REVIEWER}}
        (folder / f"{number}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return folder


def job(park: Path, tmp_path: Path, audience: Audience = "internal", **more: object) -> ReportJob:
    known: dict[str, object] = {
        "responses": [str(tmp_path / "now")], "system": str(park), "basis": "verified", "report": "bulletin",
        "formats": ("html",), "output": tmp_path / audience, "audience": audience, "force": True,
    }  # fmt: skip
    return ReportJob(**(known | more))  # type: ignore[arg-type]


def page(work: ReportJob) -> str:
    rendered = render_reports(work, no_progress)
    [path] = [path for path in rendered.files if path.suffix == ".html"]
    assert path.name == "评估通报-2026年度.html"
    return html.unescape(path.read_text("utf-8"))


def planted(number: int) -> str:
    """The restricted answer of a unit, which is its score as well, not as a part of a longer number."""
    return rf"(?<![\d.]){60 + number}[.]21(?!\d)"


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
def test_planted_secrets_stay_with_their_audience(round_of: Path, tmp_path: Path, audience: Audience) -> None:
    write_round(tmp_path / "before", "2025", range(2, UNITS + 2))
    text = page(job(round_of, tmp_path, audience, previous=[str(tmp_path / "before")]))
    assert REVIEWER not in text
    assert REASON not in text
    for number in range(1, UNITS + 2):
        # The mean of the restricted answers, 64.21, is for internal readers; it is unit 4's answer as well.
        if not (audience == "internal" and number == 4):
            assert not re.search(planted(number), text), number
        assert (f"秘名市{number}号" in text) == (audience == "internal")
        assert (f"33{number:04d}" in text) == (audience == "internal" and number <= UNITS)
    assert (RESTRICTED in text) == (audience == "internal")
    assert "保密局" not in text  # what is restricted is set before nobody as a problem or a task
    assert ("JC-1" in re.sub(r"#?JC-1\d", "", text)) == (audience == "internal")


@pytest.mark.poppler
@pytest.mark.parametrize("audience", ["unit", "public"])
def test_nor_are_they_in_the_pdf(round_of: Path, tmp_path: Path, audience: Audience) -> None:
    rendered = render_reports(job(round_of, tmp_path, audience, formats=("pdf",)), no_progress)
    text = subprocess.run(["pdftotext", str(rendered.files[0]), "-"], capture_output=True, check=True)
    flat = "".join(text.stdout.decode().split())
    raw = rendered.files[0].read_bytes()
    assert "参评单位" in flat
    for secret in (RESTRICTED, REVIEWER, REASON, "秘名市", "330001", "保密局", "60.21", "61.21"):
        assert secret not in flat
        assert secret.encode() not in raw
        assert secret.encode("utf-16-be") not in raw


def test_one_document_on_all_whatever_the_order(round_of: Path, tmp_path: Path) -> None:
    first = page(job(round_of, tmp_path, "unit"))
    files = sorted((tmp_path / "now").iterdir(), reverse=True)
    assert page(job(round_of, tmp_path, "unit", responses=[str(path) for path in files])) == first


def test_self_assessed_scores_are_not_for_the_public(round_of: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="not for the public"):
        render_reports(job(round_of, tmp_path, "public", basis="self"), no_progress)
    assert "未经核定" in page(job(round_of, tmp_path, "unit", basis="self"))


def test_without_responses(round_of: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="Name the RESPONSES"):
        render_reports(job(round_of, tmp_path, responses=[]), no_progress)


def test_an_earlier_round_with_defects_is_told(round_of: Path, tmp_path: Path) -> None:
    before = write_round(tmp_path / "before", "2025", range(1, 3))
    (before / "1.yaml").write_text("format: dgassess/response/1\n", "utf-8")
    with pytest.raises(DefectsFound):
        render_reports(job(round_of, tmp_path, previous=[str(before)]), no_progress)
    assert not (tmp_path / "internal").exists()


def test_a_report_folder_of_ones_own_chooses_the_ranking(round_of: Path, tmp_path: Path) -> None:
    from dgassess.workflows.content import content_root

    own = tmp_path / "report"
    own.mkdir()
    shipped = content_root() / "reports" / "bulletin"
    (own / "report.md.j2").write_text((shipped / "report.md.j2").read_text("utf-8"), "utf-8")
    (own / "report.yaml").write_text(
        "format: dgassess/report/1\nname: 评估通报\nsubject: cohort\noptions: {ranking: bands, margin: 0.25}\n",
        "utf-8",
    )
    text = page(job(round_of, tmp_path, report=str(own)))
    assert "等级名单" in text
    assert "综合得分位次" not in text
