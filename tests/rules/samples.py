"""For every kind of rule one as content has it, answers, the score they earn, and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.rules.scoring import statistics

LABELS = {
    "q": "办件量",
    "done": "按期完成任务数",
    "total": "年度任务总数",
    "late": "逾期",
    "yes": "是否建立制度",
}
UNITS = {"q": "件", "done": "项", "total": "项", "late": "次"}
FALLBACK: dict[str, Any] = {"kind": "linear", "question": "q", "floor": 0, "target": 200}


@dataclass(frozen=True)
class Sample:
    """One rule with what it makes of some answers."""

    fields: dict[str, Any]
    values: dict[str, Any]
    score: Fraction
    sentence: str


def _peers(score: Any, method: str, fields: dict[str, Any], **values: Any) -> Sample:
    return Sample(
        {"question": "q", "fallback": FALLBACK, **fields},
        {"q": 60, **statistics("q", count=8, **values)},
        Fraction(score),
        f"办件量:同级同类内{method};样本少于5个时改按——办件量:≤0件得0分,≥200件得满分,其间线性插值",
    )


SAMPLES: dict[str, Sample] = {
    "choice": Sample(
        {"question": "lvl", "points": {"A": 100, "B": 80.5}, "not_applicable": ["N"]},
        {"lvl": "B"},
        Fraction("80.5"),
        "按选项计分:A 100分、B 80.5分,N不计分(不适用)",
    ),
    "checklist": Sample(
        {"question": "items", "points": {"a": 20, "b": 20, "c": 60}},
        {"items": {"a", "c"}},
        Fraction(80),
        "逐项计分:a、b各20分、c 60分,最高100分",
    ),
    "yes-no": Sample({"question": "yes", "no": 20}, {"yes": False}, Fraction(20), "是得100分,否得20分"),
    "bands": Sample(
        {
            "question": "q",
            "bands": [{"at_least": 95, "score": 100}, {"above": 80, "score": 60}],
            "otherwise": 0,
        },
        {"q": 81},
        Fraction(60),
        "办件量:≥95件得100分、(80件,95件)得60分、≤80件得0分",
    ),
    "linear": Sample(
        {"question": "q", "floor": 50, "target": 80},
        {"q": 60},
        Fraction(100, 3),
        "办件量:≤50件得0分,≥80件得满分,其间线性插值",
    ),
    "piecewise": Sample(
        {"question": "q", "points": [[0, 0], [50, 60], [100, 100]]},
        {"q": 75},
        Fraction(80),
        "办件量:0件得0分、50件得60分、100件得100分,各点之间线性插值",
    ),
    "ratio": Sample(
        {
            "numerator": "done",
            "denominator": "total",
            "floor": 50,
            "target": 100,
            "zero_denominator": "not-applicable",
        },
        {"done": 57, "total": 60},
        Fraction(90),
        "按期完成任务数÷年度任务总数×100%:≤50%得0分,≥100%得满分,其间线性插值;分母为0的不计分(不适用)",
    ),
    "deduction": Sample(
        {"items": [{"question": "late", "each": 15, "cap": 60}, {"question": "q", "each": 0.5}]},
        {"late": 5, "q": 7},
        Fraction("36.5"),
        "基础分100分;逾期每次扣15分(最多扣60分)、办件量每件扣0.5分,扣至0分为止",
    ),
    "count": Sample(
        {"question": "late", "each": 1, "cap": 2}, {"late": 3}, Fraction(2), "逾期:每次计1分,最高2分"
    ),
    "value": Sample({"question": "q"}, {"q": 88.5}, Fraction("88.5"), "办件量:填报值即为得分(0—100)"),
    "expression": Sample(
        {"formula": "0 if q == 0 else 0.5*q + 0.5*q*late/100"},
        {"q": 80, "late": 50},
        Fraction(60),
        "按公式计分:0 if q == 0 else 0.5*q + 0.5*q*late/100,其中q为办件量、late为逾期,结果限于0—100分",
    ),
    "composite": Sample(
        {
            "parts": [
                {"weight": 40, "name": "制度", "rule": {"kind": "yes-no", "question": "yes"}},
                {"weight": 60, "unit_types": ["省", "市"], "rule": {"kind": "value", "question": "q"}},
            ]
        },
        {"yes": True, "q": 50},
        Fraction(70),
        "①占40%:制度——是得100分,否得0分;②占60%(仅省、市):办件量:填报值即为得分(0—100)。"
        "某部分不适用时,其权重按比例归其余部分",
    ),
    "min-max": _peers(25, "极差标准化(最优得满分,最差得0分)", {}, minimum=40, maximum=120),
    "z-score": _peers(
        65,
        "标准差标准化(均值得60分,每优于均值一个标准差加10分,劣于则减)",
        {"centre": 60, "spread": 10},
        mean=50,
        deviation=20,
    ),
    "percentile": _peers(Fraction(300, 7), "百分位得分(0—100分)", {}, worse=3),
    "rank-points": _peers(
        90,
        "排名赋分(第1名100分、第2名90分、其余60分)",
        {"points": [100, 90], "otherwise": 60},
        rank=2,
    ),
    "ratio-to-best": _peers(50, "与最优值之比(最优得满分)", {}, maximum=120),
}
