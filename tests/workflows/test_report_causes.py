"""Change notes say what moved a unit beside its indicators, and rank within types where there are several."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workflows.test_report_comparison import note, respond, text_of

SYSTEM = """\
format: dgassess/indicator-system/1
id: parks
name: 公园评估
version: "{version}"
unit_types: [市, 县]
questionnaire:
  questions:
    - {{id: G-1.v, type: percent, text: 绿化率}}
    - {{id: H-1.v, type: percent, text: 满意率}}
    - {{id: DX-1.hit, type: yes-no, text: 事故}}
    - {{id: JF-1.n, type: integer, text: 获奖}}
dimensions:
  - id: G
    name: 绿化
    weight: {green}
    indicators: [{{id: G-1, name: 绿化率, rule: {{kind: value, question: v}}}}]
  - id: H
    name: 服务
    weight: {service}
    indicators: [{{id: H-1, name: 满意度, rule: {{kind: value, question: v}}}}]
adjustments:
  bonus_cap: 3
  items: [{{id: JF-1, name: 获奖加分, effect: bonus, rule: {{kind: count, question: n, each: 1, cap: 5}}}}]
vetoes:
  - {{id: DX-1, name: 发生事故, sensitivity: restricted, when: hit, effects: [{{kind: zero, node: H}}]}}
levels: [{{name: 好, at_least: 80, gates: [{{nodes: [G], at_least: 75}}]}}, {{name: 一般}}]
"""


def answer(
    folder: Path, unit: str, name: str, kind: str, green: int, service: int, hit: str, won: int
) -> None:
    respond(folder, unit, name, G_1__v=green, H_1__v=service, DX_1__hit=hit, JF_1__n=won)
    file = folder / f"{unit}.yaml"
    text = file.read_text("utf-8").replace(f"name: {name}}}", f"name: {name}, type: {kind}}}")
    file.write_text(text, "utf-8")


@pytest.fixture
def parks(tmp_path: Path) -> Path:
    for name, green, service in (("old", 50, 50), ("new", 60, 40)):
        (tmp_path / name).mkdir()
        text = SYSTEM.format(version=name, green=green, service=service)
        (tmp_path / name / "system.yaml").write_text(text, "utf-8")
    for folder in ("then", "now"):
        later = folder == "now"
        answer(tmp_path / folder, "1", "东园", "市", 90, 90, "true" if later else "false", 1)
        answer(tmp_path / folder, "2", "西园", "市", 70, 95, "false", 5 if later else 0)
        answer(tmp_path / folder, "3", "南园", "县", 80, 60, "false", 0)
        answer(tmp_path / folder, "4", "北园", "县", 50, 50, "false", 0)
    answer(tmp_path / "now", "5", "新园", "县", 60, 60, "false", 0)
    return tmp_path


def test_rounds_name_what_moved_a_unit(parks: Path) -> None:
    """By hand: 东园 had 91.00 and has 45 + 1; 西园 had 82.50, and of five points for prizes three are given."""
    text = text_of(note(parks, "then", responses="now", system="old"))
    assert "总分由91.00变为46.00，降低45.00分" in text
    assert "新触发底线约束“发生事故”：服务(H)计最低分。" in text
    assert "绿化45.0045.000.00服务45.000.00−45.00各指标得分未变加分+1.00+1.000.00总分91.0046.00−45.00" in text
    assert "加分“获奖加分”由0.00分变为+5.00分（+5.00）。" in text
    assert "加分0.00+5.00+5.00封顶、限幅和底线约束对总分的限制0.00−2.00−2.00总分82.5085.50+3.00" in text
    assert "新触发底线约束：东园（发生事故）。" in text


def test_a_restricted_veto_has_no_name_for_its_unit(parks: Path) -> None:
    rendered = note(parks, "then", responses="now", system="old", audience="unit")
    assert "新触发公开范围受限的底线约束。" in text_of(rendered)
    assert "发生事故" not in "".join(path.read_text("utf-8") for path in rendered.files)


def test_ranks_are_within_types_and_newcomers_change_none(parks: Path) -> None:
    text = text_of(note(parks, "then", responses="now", system="old"))
    assert "位次为各轮同一类型评估对象中的位次。" in text
    assert "东园市91.0046.00−45.00好→一般1→2（下降1位）" in text
    assert "北园县50.0050.000.00一般2→3（因参与排名的对象增减）" in text
    assert "位次变化2另有1个只因参与排名的对象增减而变" in text


def test_versions_say_where_weights_alone_moved_a_total(parks: Path) -> None:
    """By hand, 西园: 70 and 95 weighed 50 : 50 and 60 : 40, 82.50 and 80.00."""
    text = text_of(note(parks, "old", responses="then"))
    assert "总分由82.50变为80.00，降低2.50分" in text
    assert "各指标得分均未变，总分变动来自权重、合成等规定的调整。" in text
    assert "绿化50.00%→60.00%35.0042.00+7.00各指标得分未变" in text
    assert "服务50.00%→40.00%47.5038.00−9.50各指标得分未变总分82.5080.00−2.50" in text
