"""Change notes: what differs between two versions, by lineage, whom it moves; and between two rounds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dgassess.values.diagnostics import DefectsFound
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.method_lineage import origins_of
from dgassess.workflows.report_job import ReportJob
from dgassess.workflows.reports import Rendered, render_reports
from dgassess.workflows.scoring import no_progress
from dgassess.workflows.systems import checked_system
from tests.workflows.test_report_system import read

SYSTEM = """\
format: dgassess/indicator-system/1
id: parks
name: 公园评估
version: "{version}"
questionnaire:
  questions:
{questions}
dimensions:
  - id: G
    name: 绿化
    weight: 60
    indicators:
{green}
  - id: H
    name: 服务
    weight: 40
    indicators:
      - {{id: H-1, name: 满意度, rule: {{kind: value, question: v}}{restricted}}}
levels: [{{name: 好, at_least: {good}}}, {{name: 一般}}]
"""
OLD = SYSTEM.format(
    version="1", good=80, restricted="",
    questions="""\
    - {id: G-1.v, type: percent, text: 绿化率}
    - {id: G-2.lvl, type: single, text: 养护, options: {A: 定期, B: 偶尔}}
    - {id: G-3.v, type: percent, text: 旧指标的题}
    - {id: H-1.v, type: percent, text: 满意率}
""",
    green="""\
      - {id: G-1, name: 绿化率, weight: 50, rule: {kind: value, question: v}}
      - {id: G-2, name: 养护水平, weight: 30, rule: {kind: choice, question: lvl, points: {A: 100, B: 50}}}
      - {id: G-3, name: 旧指标, weight: 20, rule: {kind: value, question: v}}
""",
)  # fmt: skip
NEW = SYSTEM.format(
    version="2", good=75, restricted="",
    questions="""\
    - {id: G-4.v, type: percent, text: 绿化覆盖率}
    - {id: G-2.lvl, type: single, text: 养护, options: {A: 定期, B: 偶尔}}
    - {id: G-5.v, type: percent, text: 新指标的题}
    - {id: H-1.v, type: percent, text: 满意率}
""",
    green="""\
      - {id: G-4, name: 绿化覆盖, weight: 60, lineage: {kind: renamed, from: G-1}, rule: {kind: value, question: v}}
      - {id: G-2, name: 养护水平, weight: 20, lineage: {kind: redefined, from: G-2},
         rule: {kind: choice, question: lvl, points: {A: 100, B: 40}}}
      - {id: G-5, name: 新指标, weight: 20, lineage: {kind: new}, rule: {kind: value, question: v}}
""",
)  # fmt: skip


def respond(folder: Path, unit: str, name: str, period: str = "2026", **answers: object) -> None:
    folder.mkdir(exist_ok=True)
    lines = "\n".join(
        f"  {key.replace('_', '-', 1).replace('__', '.')}: {value}" for key, value in answers.items()
    )
    (folder / f"{unit}.yaml").write_text(
        f'format: dgassess/response/1\nquestionnaire: parks\nperiod: "{period}"\n'
        f'unit: {{id: "{unit}", name: {name}}}\nanswers:\n{lines}\n',
        "utf-8",
    )


@pytest.fixture
def parks(tmp_path: Path) -> Path:
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "system.yaml").write_text(text, "utf-8")
    for unit, name, rate, level in (("1", "东园", 90, "A"), ("2", "西园", 70, "B"), ("3", "南园", 80, "A")):
        respond(tmp_path / "then", unit, name, "2025", G_1__v=rate, G_2__lvl=level, G_3__v=60, H_1__v=70)
        respond(
            tmp_path / "now", unit, name, G_4__v=rate, G_2__lvl=level, G_5__v=50, H_1__v=70 + int(unit) * 4
        )
    return tmp_path


def note(parks: Path, *previous: str, responses: str = "", system: str = "new", **more: object) -> Rendered:
    job = ReportJob(
        (str(parks / responses),) if responses else (), str(parks / system), "verified", "change-note",
        ("html",), parks / "out", force=True, previous=tuple(str(parks / name) for name in previous), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return render_reports(job, no_progress)


def text_of(rendered: Rendered) -> str:
    return re.sub(r"^.*?跳到正文", "", read(rendered.files[0].read_text("utf-8")), flags=re.DOTALL)


def test_a_renamed_indicator_is_no_loss_and_gain(parks: Path) -> None:
    text = text_of(note(parks, "old"))
    assert "原G-1绿化率" in text
    assert "改名（1项）G-4绿化覆盖" in text
    assert "权重：50→60" in text
    changed = text[text.index("指标变化") : text.index("题目变化")]
    assert re.search(r"新增（1项）G-5新指标", changed)
    assert re.search(r"停用（1项）G-3旧指标", changed)
    assert re.search(r"改口径（1项）G-2养护水平", changed)
    assert "A100分、B50分" in changed
    assert "A100分、B40分" in changed
    assert "分数线：≥80分→≥75分" in text
    assert "对评估结果的影响" not in text


def test_questions_follow_their_renamed_owner(parks: Path) -> None:
    old, new = (checked_system(parks / name).loaded for name in ("old", "new"))
    assert origins_of(old, new) == {"G-4": "G-1", "G-4.v": "G-1.v"}
    assert "原G-1.v绿化率" in text_of(note(parks, "old"))


@pytest.mark.parametrize("responses", ["then", "now"])
def test_whom_a_new_version_moves(parks: Path, responses: str) -> None:
    """Answers of either version; by hand, 东园 then: (90·50+100·30+60·20)% of 60 and 70 of 40, 80.20."""
    text = text_of(note(parks, "old", responses=responses))
    assert "不能按两方都计分" not in text
    if responses == "then":
        rows = ["南园77.2068.80−8.40一般2", "东园80.2072.40−7.80好→一般1", "西园65.2058.00−7.20一般3"]
    else:
        # G-3 is blank for the old version, G-5 is 50 for the new one; satisfaction is 78, 74, 82.
        rows = [
            "西园61.2067.20+6.00一般3",
            "东园74.6080.00+5.40一般→好2→1（上升1位）",
            "南园74.8079.60+4.80一般→好1→2（下降1位）",
        ]
    assert "".join(rows) in text


def test_two_rounds_by_one_system(parks: Path) -> None:
    respond(parks / "then", "9", "旧园", "2025", G_1__v=50, G_2__lvl="B", G_3__v=0, H_1__v=0)
    (parks / "then" / "3.yaml").unlink()
    (parks / "later").mkdir()
    for unit, name, rate in (("1", "东园", 60), ("2", "西园", 95), ("3", "南园", 90)):
        respond(parks / "later", unit, name, "2026", G_1__v=rate, G_2__lvl="A", G_3__v=60, H_1__v=70)
    text = text_of(note(parks, "then", responses="later", system="old"))
    assert "2025年度与2026年度两轮" in text
    assert "本轮新参评：南园" in text
    assert "本轮未参评：旧园" in text
    assert re.search(r"总分上升：西园（\+16\.50）", text)
    assert re.search(r"总分下降：东园（−9\.00）", text)
    assert "2→1（上升1位）" in text or "2→2" in text
    assert "西园变动较大的指标" in text
    assert "70.0095.00+25.00" in text


def test_rounds_of_two_versions_compare_what_means_the_same(parks: Path) -> None:
    text = text_of(note(parks, "then", "old", responses="now"))
    assert "4项指标中有2项口径相同" in text
    assert "变动较大的指标" in text
    moved = text[text.index("变动较大的指标") :]
    assert "H-1满意度" in moved
    assert "新指标" not in moved
    assert "养护水平" not in moved


def test_a_unit_reads_of_itself_alone(parks: Path) -> None:
    rendered = note(parks, "old", responses="then", audience="unit")
    assert [path.name for path in rendered.files] == [
        "1-东园-变更说明.html", "2-西园-变更说明.html", "3-南园-变更说明.html",
    ]  # fmt: skip
    for path, name in zip(rendered.files, ("东园", "西园", "南园"), strict=True):
        text = read(path.read_text("utf-8"))
        assert name in text
        assert not any(other in text for other in {"东园", "西园", "南园"} - {name})


def test_the_public_reads_of_all_units_together(parks: Path) -> None:
    """Five units whose totals move by −7.80 (twice), −7.20, −8.40 and −8.40: by hand, −7.92 on average."""
    respond(parks / "then", "4", "北园", "2025", G_1__v=90, G_2__lvl="A", G_3__v=60, H_1__v=70)
    respond(parks / "then", "5", "中园", "2025", G_1__v=80, G_2__lvl="A", G_3__v=60, H_1__v=70)
    internal = text_of(note(parks, "old", responses="then"))
    public = text_of(note(parks, "old", responses="then", audience="public"))
    for name in ("东园", "西园", "南园", "北园", "中园", "变动较大的指标", "总分、等级与位次变动"):
        assert name in internal
        assert name not in public
    assert "总分：下降5个；平均变动−7.92分，变动的中位数−7.80分。" in public
    assert re.search(r"等级：(没有变化|\d个下降|\d个变化，其中下降\d个)。位次：(没有变化|\d个变化)。", public)
    assert "绿化5−13.20" in public
    assert "服务5" not in public
    method = internal[
        internal.index("变化概览") : internal.index("对评估结果的影响", internal.index("变化概览"))
    ]
    assert method.rstrip("一二三四五六、") in public


def test_the_public_reads_of_five_units_or_more(parks: Path) -> None:
    said = "A change note that compares 3 units would tell each of them the others' scores: for --audience public"
    for previous, responses in (("old", "then"), ("then", "then")):
        with pytest.raises(UsageProblem, match=said):
            note(parks, previous, responses=responses, system="old", audience="public")
    assert "变化概览" in text_of(note(parks, "old", audience="public"))


@pytest.mark.parametrize("others", [0, 1, 5])
def test_the_public_learns_nothing_of_few_units_of_one_round_alone(parks: Path, others: int) -> None:
    """The mean of five that moved, with that of all six, which a bulletin prints, would give the sixth one's total."""
    for folder in ("then", "later"):
        for unit in range(1, 6 + (others if folder == "later" else 0)):
            rate = 50 + unit * (3 if folder == "then" else 4)
            respond(parks / folder, str(unit), f"第{unit}园", G_1__v=rate, G_2__lvl="A", G_3__v=60, H_1__v=70)
    text = text_of(note(parks, "then", responses="later", system="old", audience="public"))
    assert ("平均变动" in text) == ("变动的中位数" in text) == (others != 1)
    assert ("变动情况未列" in text) == (others == 1)
    assert (f"本轮新参评：{others}个单位。" in text) == (others > 0)
    assert "园" not in text.replace("公园评估", "")


@pytest.mark.parametrize("whole", ["question: v}}\nlevels", "question: v}}\n      - {id: G-2"])
def test_something_restricted_hides_all_dimensions_from_the_public(parks: Path, whole: str) -> None:
    """Also one indicator among others: a dimension's score is its own where the others do not apply."""
    for name in ("old", "new"):
        file = parks / name / "system.yaml"
        text = file.read_text("utf-8")
        assert name == "new" or whole in text
        file.write_text(text.replace(whole, whole.replace("v}}", "v}, sensitivity: restricted}")), "utf-8")
    (parks / "later").mkdir()
    for unit, name, rate in (("4", "北园", 60), ("5", "中园", 95)):
        respond(parks / "then", unit, name, "2025", G_1__v=50, G_2__lvl="A", G_3__v=60, H_1__v=70)
        respond(parks / "later", unit, name, "2026", G_1__v=rate, G_2__lvl="A", G_3__v=60, H_1__v=rate)
    for unit, name, rate in (("1", "东园", 60), ("2", "西园", 95), ("3", "南园", 90)):
        respond(parks / "later", unit, name, "2026", G_1__v=rate, G_2__lvl="A", G_3__v=60, H_1__v=rate)
    assert "各维度得分变动" in text_of(note(parks, "then", responses="later", system="old"))
    assert "各维度得分变动" not in text_of(
        note(parks, "then", responses="later", system="old", audience="public")
    )


def test_self_assessed_totals_are_not_for_the_public(parks: Path) -> None:
    said = ((str(parks / "then"),), str(parks / "new"), "self", "change-note", ("html",), parks / "out")
    with pytest.raises(UsageProblem, match="not for the public"):
        render_reports(ReportJob(*said, audience="public", previous=(str(parks / "old"),)), no_progress)  # type: ignore[arg-type]


def test_a_note_without_units_in_common_names_none_to_units(parks: Path) -> None:
    (parks / "others").mkdir()
    respond(parks / "others", "9", "北园", "2025", G_1__v=60, G_2__lvl="A", G_3__v=60, H_1__v=50)
    internal = text_of(note(parks, "others", responses="then", system="old"))
    unit = text_of(note(parks, "others", responses="then", system="old", audience="unit"))
    for name in ("北园", "东园", "西园"):
        assert name in internal
        assert name not in unit


def test_the_same_version_twice_has_nothing_to_say(parks: Path) -> None:
    text = text_of(note(parks, "old", system="old", responses="then"))
    assert "两个版本的内容没有差别" in text
    assert "没有评估对象的总分变动" in text


def test_the_number_of_a_version_is_no_change(parks: Path) -> None:
    (parks / "again").mkdir()
    (parks / "again" / "system.yaml").write_text(OLD.replace('version: "1"', 'version: "3"'), "utf-8")
    text = text_of(note(parks, "old", system="again"))
    assert "公园评估1版与3版。两个版本的内容没有差别" in text
    assert "全部变化0" in text
    assert "总体规定变化" not in text


def test_a_unit_s_rank_is_among_more_than_itself(parks: Path) -> None:
    rendered = note(parks, "old", responses="now", audience="unit")
    text = read(rendered.files[0].read_text("utf-8"))
    assert "位次为参与比较的3个评估对象中的位次，本说明只列其中一个。" in text
    assert "2→1（上升1位）" in text


def test_the_order_of_files_changes_nothing(parks: Path) -> None:
    def rendered(*names: str) -> bytes:
        job = ReportJob(
            tuple(str(parks / "then" / f"{name}.yaml") for name in names), str(parks / "new"), "verified",
            "change-note", ("html", "pdf"), parks / "out", force=True, previous=(str(parks / "old"),),
        )  # fmt: skip
        return b"".join(path.read_bytes() for path in render_reports(job, no_progress).files)

    assert rendered("1", "2", "3") == rendered("3", "1", "2")


def test_what_to_compare_with_must_be_named(parks: Path) -> None:
    with pytest.raises(UsageProblem, match="--previous names responses"):
        note(parks)
    with pytest.raises(UsageProblem, match="names 2 systems"):
        note(parks, "old", "new")
    with pytest.raises(UsageProblem, match="Name the RESPONSES of this round"):
        note(parks, "then")
    with pytest.raises(DefectsFound):
        note(parks, "nowhere.yaml", responses="now")


def test_defects_of_responses_stop_a_note(parks: Path) -> None:
    respond(parks / "now", "4", "北园", G_4__v=150)
    with pytest.raises(DefectsFound) as found:
        note(parks, "old", responses="now")
    assert [one.message for one in found.value.diagnostics if "150" in one.message]


def test_a_unit_that_answers_twice_stops_a_note(parks: Path) -> None:
    (parks / "now" / "9.yaml").write_text((parks / "now" / "1.yaml").read_text("utf-8"), "utf-8")
    with pytest.raises(DefectsFound) as found:
        note(parks, "old", responses="now")
    assert "unit-twice" in {one.check for one in found.value.diagnostics}


def test_what_the_older_version_cannot_score_is_named(parks: Path) -> None:
    """The older version demands an answer that only it asks for: no response has it."""
    old = parks / "old" / "system.yaml"
    old.write_text(
        OLD.replace('version: "1"', 'version: "1"\nunit_types: [市]').replace(
            "G-3,", "G-3, unit_types: [市],"
        ),
        "utf-8",
    )
    rendered = note(parks, "old", responses="now")
    assert {one.check for one in rendered.diagnostics} >= {"not-compared"}
    assert "东园、西园、南园的答案不能按两方都计分" in text_of(rendered)
