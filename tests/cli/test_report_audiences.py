"""Secrets planted in a system and its responses are looked for in every byte of every format, for every audience."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from pypdf import PdfReader

from tests.cli.parks import write_park
from tests.cli.running import run

SYSTEM = """\
format: dgassess/indicator-system/1
id: park
name: 园区数字化指标体系
version: 1.2.0
unit_types: [市级]
classes: [甲类]
questionnaire: {id: park-survey, version: ">=1"}
weights_sum: 100
dimensions:
  - id: JC
    name: 基础
    weight: 50
    indicators:
      - id: JC-1
        name: 网络覆盖
        weight: 40
        sensitivity: public
        rule: {kind: value, question: cov}
      - id: JC-2
        name: 内部制度
        weight: 30
        evidence: [制度汇编]
        responsible: 数据局
        rule: {kind: checklist, question: items, points: {a: 60, b: 40}}
      - id: JC-3
        name: 涉密甲项
        weight: 30
        sensitivity: restricted
        responsible: 密管丙处
        evidence: [密件丁册]
        rule: {kind: value, question: n}
  - id: FW
    name: 服务
    weight: 50
    indicators:
      - {id: FW-1, name: 上线事项, weight: 50, sensitivity: public, rule: {kind: value, question: v}}
      - {id: FW-2, name: 办件质量, weight: 50, rule: {kind: value, question: v}}
levels:
  - {name: 优, at_least: 60, gates: [{question: JC-3.n, at_least: 99}, {nodes: [JC-3], at_least: 98}]}
  - {name: 良, at_least: 20}
  - {name: 一般}
adjustments:
  items:
    - id: KF-1
      name: 秘密处分乙
      effect: penalty
      sensitivity: restricted
      rule: {kind: count, question: n, each: 1, cap: 3}
      missing: none
vetoes:
  - id: FJ-1
    name: 泄密事件戊
    sensitivity: restricted
    when: hit
    missing: not-triggered
    effects: [{kind: cap-level, level: 良}]
"""
QUESTIONNAIRE = """\
format: dgassess/questionnaire/1
id: park-survey
name: 园区问卷
version: 1.0.0
questions:
  - {id: JC-1.cov, type: percent, text: 网络覆盖率}
  - {id: JC-2.items, type: multi, text: 已建制度, options: {a: 管理办法己, b: 应急预案庚}}
  - {id: JC-3.n, type: number, text: 被控数, minimum: 0}
  - {id: FW-1.v, type: number, text: 上线率}
  - {id: FW-2.v, type: number, text: 质量, not_applicable: [没有办件]}
  - {id: KF-1.n, type: integer, text: 处分数, minimum: 0}
  - {id: FJ-1.hit, type: yes-no, text: 有无事件}
"""
OWN = {
    "JC-1.cov": 71.7, "JC-2.items": ["a"], "JC-3.n": 43.19, "FW-1.v": 61.37, "FW-2.v": 88.44, "KF-1.n": 1,
    "FJ-1.hit": True,
}  # fmt: skip
REVIEWERS = ("钱多多评审组长", "孙某某")
REVIEWS = {
    "FW-1.v": {"value": 52, "reason": "经钱多多评审组长现场核对", "by": REVIEWERS[0], "date": "2027-01-02"},
    "FW-2.v": {"value": 84, "reason": "孙某某抽查发现两件不合格", "by": REVIEWERS[1], "date": "2027-01-02"},
}
EVIDENCE = {
    "JC-3": [{"file": "机密附件辛.pdf"}],
    "JC-2": [{"file": "内部附件壬.pdf", "note": "孙某某已看"}],
    "KF-1": [{"file": "处分决定癸.pdf"}],
}
# Every answer of the others; their totals are 0.85 of it, those of the middle ones neither extremes nor the median.
OTHERS = {"别处子0市": 31.27, "别处子1市": 44.47, "别处子2市": 52.69, "别处子3市": 67.31, "别处子4市": 93.07}
MIDDLE = ("37.80", "44.79", "57.21")

RESTRICTED = ("涉密甲项", "JC-3", "43.19", "密管丙处", "密件丁册", "机密附件辛", "被控数")
"""What the public may not learn of restricted things, in any way."""
INTERNAL = ("管理办法己", "应急预案庚", "制度汇编", "内部附件壬", "抽查发现两件不合格", "处分决定癸")
"""Answers, evidence and reasons of what is not public."""
ITEMS = ("秘密处分乙", "泄密事件戊", "KF-1", "FJ-1")
SELF = ("61.37", "88.44", "自评分", "自评总分")


def response(folder: Path, id_: str, name: str, answers: dict[str, Any], **more: Any) -> None:
    content = {
        "format": "dgassess/response/1", "questionnaire": "park-survey", "period": "2026",
        "unit": {"id": id_, "name": name, "type": "市级", "class": "甲类"}, "answers": answers, **more,
    }  # fmt: skip
    folder.mkdir(exist_ok=True)
    (folder / f"{id_}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def cohort(folder: Path, others: int, own: dict[str, Any] = OWN) -> tuple[Path, Path]:
    """The system and a folder of responses: the unit's own and those of others."""
    park = write_park(folder / "own", SYSTEM, QUESTIONNAIRE)
    responses = folder / "responses"
    response(responses, "100", "东园", own, reviews=REVIEWS, evidence=EVIDENCE)
    for number, (name, score) in enumerate([*OTHERS.items()][:others], 1):
        answers = dict.fromkeys(("JC-1.cov", "JC-3.n", "FW-1.v", "FW-2.v"), score)
        given = {**answers, "JC-2.items": [], "KF-1.n": 0, "FJ-1.hit": False}
        response(responses, f"77{number:04d}", name, given)
    return park, responses


def everything(path: Path) -> str:
    """All text a file of any format holds, without blanks."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            text = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    elif path.suffix == ".pdf":
        reader = PdfReader(io.BytesIO(data))
        found = [page.extract_text() for page in reader.pages]
        found += [str(value) for value in (reader.metadata or {}).values()]
        found += [str(item.title) for item in reader.outline if not isinstance(item, list)]
        # Alternative texts of figures are strings of the document's structure, not of its pages.
        numbers = {*reader.xref.get(0, {}), *reader.xref_objStm}
        objects: list[Any] = [reader.get_object(number) for number in sorted(numbers)]
        found += [str(one["/Alt"]) for one in objects if isinstance(one, dict) and "/Alt" in one]
        text = "".join(found)
    else:
        text = data.decode()
    return "".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").split())


def reports(
    folder: Path, audience: str, others: int = 5, *more: str, own: dict[str, Any] = OWN
) -> dict[str, str]:
    """The unit's report in every format, as text by ending."""
    park, responses = cohort(folder, others, own)
    out = folder / audience
    said = ("--format", "html,pdf,xlsx", "--audience", audience, "--output", str(out), *more)
    ran = run("report", responses, "--system", park, *said)
    assert ran.code == 0, ran.err
    return {path.suffix: everything(path) for path in sorted(out.glob("100-*"))}


@pytest.fixture(scope="module")
def all_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    return {
        audience: reports(tmp_path_factory.mktemp(audience), audience)
        for audience in ("internal", "unit", "public")
    }


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The public's reports on the unit without the restricted penalty and veto."""
    own = {**OWN, "KF-1.n": 0, "FJ-1.hit": False}
    return reports(tmp_path_factory.mktemp("calm"), "public", own=own)


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
@pytest.mark.parametrize("ending", [".html", ".pdf", ".xlsx"])
def test_nobody_learns_of_other_units_or_reviewers(
    all_reports: dict[str, dict[str, str]], audience: str, ending: str
) -> None:
    text = all_reports[audience][ending]
    for secret in (*OTHERS, *REVIEWERS, "77000", "别处子"):
        assert secret not in text
    for total in MIDDLE:
        assert total not in text


@pytest.mark.parametrize("ending", [".html", ".pdf", ".xlsx"])
def test_the_public_learns_no_secret(
    all_reports: dict[str, dict[str, str]], calm: dict[str, str], ending: str
) -> None:
    for text in (all_reports["public"][ending], calm[ending]):
        for secret in (*RESTRICTED, *INTERNAL, *ITEMS, *SELF):
            assert secret not in text
        assert "内部资料" not in text
    assert "上线事项" in calm[ending]
    # Beside the total, any part would tell what the restricted penalty took.
    assert "上线事项" not in all_reports["public"][ending]


@pytest.mark.parametrize("audience", ["internal", "unit"])
def test_the_unit_learns_everything_of_its_own(all_reports: dict[str, dict[str, str]], audience: str) -> None:
    text = all_reports[audience][".html"] + all_reports[audience][".xlsx"]
    for own in (*RESTRICTED, *INTERNAL, *ITEMS, *SELF, "评估人员", "内部资料"):
        assert own in text
    # What is found in the PDF includes the words that stand for charts.
    assert "服务68.00(同类均值" in all_reports[audience][".pdf"]


def test_a_small_group_is_not_compared_outside_whatever_the_report_says(tmp_path: Path) -> None:
    """With two units a mean tells the other's total."""
    folder = tmp_path / "report"
    folder.mkdir()
    shipped = Path(__file__).parents[2] / "reports" / "diagnosis"
    (folder / "report.md.j2").write_bytes((shipped / "report.md.j2").read_bytes())
    options = (shipped / "report.yaml").read_text("utf-8").replace("peers_from: 5", "peers_from: 2")
    (folder / "report.yaml").write_text(options, "utf-8")
    seen = {}
    for audience in ("internal", "unit", "public"):
        own = tmp_path / audience
        own.mkdir()
        seen[audience] = reports(own, audience, 1, "--report", str(folder), "--format", "html")[".html"]
    assert "同类均值" in seen["internal"]
    assert "同类最高" not in seen["internal"]
    for audience in ("unit", "public"):
        assert "少于5个" in seen[audience]
        assert "同类均值" not in seen[audience].replace("均值、中位数", "")


@pytest.mark.parametrize("previous", ["rounds", "versions"])
def test_a_change_note_for_the_public_is_about_no_single_unit(tmp_path: Path, previous: str) -> None:
    """Neither names nor codes, nor a total, nor how far one unit's moved; five units are needed."""
    park, responses = cohort(tmp_path, 5)
    earlier = {"rounds": tmp_path / "before", "versions": tmp_path / "older"}[previous]
    if previous == "versions":
        old = SYSTEM.replace("1.2.0", "1.1.0").replace("上线事项, weight: 50", "上线事项, weight: 30")
        earlier = write_park(
            earlier, old.replace("办件质量, weight: 50", "办件质量, weight: 70"), QUESTIONNAIRE
        )
    for number, (name, score) in enumerate(
        [("东园", 21.03), *OTHERS.items()] if previous == "rounds" else ()
    ):
        answers = dict.fromkeys(("JC-1.cov", "JC-3.n", "FW-1.v", "FW-2.v"), round(score - 7.5 + number, 2))
        id_ = f"77{number:04d}" if number else "100"
        response(earlier, id_, name, {**answers, "JC-2.items": [], "KF-1.n": 0, "FJ-1.hit": False})
    said = ("--system", park, "--report", "change-note", "--previous", earlier, "--format", "html,pdf")
    texts = {}
    for audience in ("internal", "public"):
        ran = run("report", responses, *said, "--audience", audience, "--output", tmp_path / audience)
        assert ran.code == 0, ran.err
        files = sorted((tmp_path / audience).iterdir())
        texts[audience] = [everything(file) for file in files]
        assert not any(name in file.name for file in files for name in ("东园", *OTHERS))
    for internal, public in zip(texts["internal"], texts["public"], strict=True):
        for secret in ("东园", *OTHERS, *MIDDLE):
            assert secret in internal
            assert secret not in public
        assert not any(f"77000{number}" in public for number in range(1, 6))
        assert "平均变动" in public
        assert "位次变动" not in public
    for audience, code in (("internal", 0), ("unit", 0), ("public", 2)):
        few = [responses / f"77000{number}.yaml" for number in range(1, 5)]
        ran = run("report", *few, *said, "--audience", audience, "--output", tmp_path / "few" / audience)
        assert ran.code == code
        assert ("that compares 4 units" in ran.err) == (audience == "public")
        assert (tmp_path / "few" / audience).exists() == (audience != "public")


def test_self_assessed_scores_are_refused_for_the_public(tmp_path: Path) -> None:
    park, responses = cohort(tmp_path, 0)
    ran = run(
        "report", responses, "--system", park, "--audience", "public", "--basis", "self", "--output", "out"
    )
    assert ran.code == 2
    assert ran.err == "Error: Self-assessed scores are not for the public: leave out --basis self.\n"


def test_means_of_peers_give_nothing_away_that_another_report_hides(tmp_path: Path) -> None:
    """Who reads everybody's report knows all scores but the one that is hidden, and with the mean that one too."""
    park, responses = cohort(tmp_path, 5)
    mean_of_the_group = (
        "43.63"  # of 基础, which is hidden in the report of the unit with a restricted penalty
    )
    for audience in ("unit", "public"):
        out = tmp_path / audience
        ran = run(
            "report", responses, "--system", park, "--audience", audience, "--format", "html", "--output", out
        )
        assert ran.code == 0, ran.err
        texts = {path.name: everything(path) for path in out.glob("*.html") if path.name[0].isdigit()}
        assert len(texts) == 6
        assert any(mean_of_the_group in text for text in texts.values()) == (audience == "unit")
        assert all("同类均值" in text for text in texts.values())
