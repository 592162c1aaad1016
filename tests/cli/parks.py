"""A user's own small system outside the shipped content, with its questionnaire and responses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

SYSTEM = """\
format: dgassess/indicator-system/1
id: park
name: 园区数字化指标体系
version: 1.2.0
unit_types: [市级, 省级]
classes: [甲类, 乙类]
questionnaire: {id: park-survey, version: ">=1"}
weights_sum: 100
dimensions:
  - id: JC
    name: 基础
    weight: 60
    indicators:
      - {id: JC-1, name: 网络覆盖, weight: 50, rule: {kind: linear, question: cov, floor: 0, target: 100}}
      - {id: JC-2, name: 制度建设, weight: 50, rule: {kind: checklist, question: items, points: {a: 60, b: 40}}}
  - id: FW
    name: 服务
    weight: 40
    indicators:
      - id: FW-1
        name: 上线事项
        weight: 100
        rule: {kind: ratio, numerator: done, denominator: total, floor: 0, target: 100, zero_denominator: zero}
levels:
  - {name: 优, at_least: 80}
  - {name: 一般}
adjustments:
  items:
    - {id: JF-1, name: 创新, effect: bonus, rule: {kind: count, question: n, each: 1, cap: 3}, missing: none}
vetoes:
  - {id: FJ-1, name: 重大事故, when: hit, missing: not-triggered, effects: [{kind: cap-level, level: 一般}]}
"""
QUESTIONNAIRE = """\
format: dgassess/questionnaire/1
id: park-survey
name: 园区问卷
version: 1.0.0
questions:
  - {id: JC-1.cov, type: percent, text: 网络覆盖率}
  - {id: JC-2.items, type: multi, text: 已建制度, options: {a: 管理办法, b: 应急预案}}
  - {id: FW-1.done, type: integer, text: 已上线, unit: 项}
  - {id: FW-1.total, type: integer, text: 应上线, unit: 项, not_applicable: [没有事项]}
  - {id: JF-1.n, type: integer, text: 获奖数, unit: 个, minimum: 0}
  - {id: FJ-1.hit, type: yes-no, text: 有无事故}
"""
ANSWERS: Mapping[str, object] = {
    "JC-1.cov": 90,
    "JC-2.items": ["a", "b"],
    "FW-1.done": 15,
    "FW-1.total": 20,
    "JF-1.n": 2,
    "FJ-1.hit": False,
}


def write_park(folder: Path, system: str = SYSTEM, questionnaire: str = QUESTIONNAIRE) -> Path:
    """The system below a folder; its own folder is given back."""
    place = folder / "indicators" / "park"
    survey = folder / "questionnaires" / "park-survey"
    for path in (place, survey):
        path.mkdir(parents=True, exist_ok=True)
    (place / "system.yaml").write_text(system, "utf-8")
    (survey / "questionnaire.yaml").write_text(questionnaire, "utf-8")
    return place


def response_text(
    unit_id: str = "1", name: str = "东园", answers: Mapping[str, object] | None = None, type: str = "市级"
) -> str:
    """A response to the park survey; the answers given replace or, as None, remove the usual ones."""
    given = {key: value for key, value in {**ANSWERS, **(answers or {})}.items() if value is not None}
    content = {
        "format": "dgassess/response/1",
        "questionnaire": "park-survey",
        "period": "2026",
        "unit": {"id": unit_id, "name": name, "type": type, "class": "甲类"},
        "answers": given,
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def write_response(
    path: Path,
    unit_id: str = "1",
    name: str = "东园",
    answers: Mapping[str, object] | None = None,
    type: str = "市级",
) -> Path:
    """A response file; its path is given back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(response_text(unit_id, name, answers, type), "utf-8")
    return path
