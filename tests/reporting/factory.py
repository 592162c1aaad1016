"""Made-up results: a tree of groups and indicators scored with weighted means, enough for any report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from dgassess.engine.results import AdjustmentResult, NodeResult, Results, Step, UnitResult, VetoResult
from dgassess.reporting.contents import ClauseText, EvidenceText, IndicatorText, LevelText, SystemText

FIVE_LEVELS = (
    LevelText("引领型", at_least=Fraction(90)),
    LevelText("优质型", at_least=Fraction(80)),
    LevelText("特色型", at_least=Fraction(70)),
    LevelText("发展型", at_least=Fraction(60)),
    LevelText("追赶型"),
)


@dataclass
class Leaf:
    """An indicator: a score, or the state that took its place."""

    id: str
    name: str
    score: Fraction | None
    weight: int = 1
    state: str = "scored"
    self_score: Fraction | None = None
    reason: str = ""
    missing: tuple[str, ...] = ()


@dataclass
class Branch:
    """A group."""

    id: str
    name: str
    children: list[Any]
    weight: int = 1


def leaf(id_: str, name: str, score: str | int | None, weight: int = 1, **more: Any) -> Leaf:
    """A leaf from a decimal text."""
    value = None if score is None else Fraction(score)
    if value is None and "state" not in more:
        more["state"] = "missing"
    more.setdefault("self_score", value)
    return Leaf(id_, name, value, weight, **more)


@dataclass
class Tally:
    """Nodes in the system's order while scoring."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, node: Any, tier: int, parent: str | None, nominal: Fraction, among: int) -> Fraction | None:
        place: dict[str, Any] = {
            "id": node.id, "name": node.name, "tier": tier, "parent": parent, "weight": Fraction(node.weight),
            "nominal_share": nominal, "kind": "group" if isinstance(node, Branch) else "indicator",
        }  # fmt: skip
        self.nodes[node.id] = place
        if isinstance(node, Leaf):
            place |= {"state": node.state, "score": node.score, "self_score": node.self_score,
                      "reason": node.reason, "missing": node.missing}  # fmt: skip
            return node.score
        total = sum(child.weight for child in node.children)
        scores = [
            (child.weight, self.add(child, tier + 1, node.id, nominal * child.weight / total, total))
            for child in node.children
        ]
        place |= self._mean(scores, [self.nodes[c.id] for c in node.children])
        found: Fraction | None = place["score"]
        return found

    def _mean(self, scores: list[Any], children: list[dict[str, Any]]) -> dict[str, Any]:
        known = [(w, s) for w, s in scores if s is not None]
        if not known:
            states = {child["state"] for child in children}
            return {"state": "missing" if "missing" in states else "not-applicable", "score": None,
                    "self_score": None}  # fmt: skip
        selfs = [(Fraction(c["weight"]), c["self_score"]) for c in children if c["self_score"] is not None]
        return {
            "state": "scored",
            "score": sum((w * s for w, s in known), Fraction(0)) / sum(w for w, _ in known),
            "self_score": sum((w * s for w, s in selfs), Fraction(0)) / sum(w for w, _ in selfs)
            if selfs
            else None,
        }

    def share(self, parent: str | None, whole: Fraction | None, additive: bool) -> None:
        children = [node for node in self.nodes.values() if node["parent"] == parent]
        counted = sum((n["weight"] for n in children if n["score"] is not None), Fraction(0))
        for node in children:
            part = node["weight"] / counted if counted and node["score"] is not None else Fraction(0)
            node["effective_weight"] = part
            node["share"] = whole * part if additive and whole is not None else None
            if not additive:
                node["nominal_share"] = None
            scored = additive and node["score"] is not None and node["share"] is not None
            node["contribution"] = node["share"] * node["score"] if scored else None
            node["lost"] = node["share"] * (100 - node["score"]) if scored else None
            self.share(node["id"], node["share"], additive)


def unit_of(tree: list[Any], additive: bool = True, **more: Any) -> UnitResult:
    """A unit scored over top-level branches or leaves."""
    tally = Tally()
    total = sum(node.weight for node in tree) or 1
    for node in tree:
        tally.add(node, 1, None, Fraction(node.weight, total), total)
    tally.share(None, Fraction(1), additive)
    nodes = {key: NodeResult(**value) for key, value in tally.nodes.items()}
    scored = [node for node in nodes.values() if node.parent is None and node.score is not None]
    weights = sum((node.weight for node in scored), Fraction(0))
    base = sum((n.weight * (n.score or 0) for n in scored), Fraction(0)) / weights if weights else None
    known: dict[str, Any] = {
        "id": "330100", "name": "滨江市", "type": "市", "unit_class": "东部", "parent": None, "basis": "verified",
        "base": base, "total": base, "total_exact": base, "self_total": base, "level": None,
        "level_by_score": None, "self_level": None, "nodes": nodes, "adjustments": (), "vetoes": (),
        "steps": (Step("base", "各维度按权重加权平均得到基础总分。"),) if base is not None
        else (Step("unscored", "没有可以计分的指标,未形成总分。"),),
        "views": {}, "answers": {}, "self_answers": {}, "missing": (), "not_applicable": {},
        "not_applicable_share": Fraction(0),
    }  # fmt: skip
    return UnitResult(**(known | more))


def results_of(*units: UnitResult, **more: Any) -> Results:
    """Results of a cohort."""
    known: dict[str, Any] = {
        "system_id": "digital-government", "system_name": "数字政府建设评估指标体系", "system_version": "2026.1.0",
        "system_digest": "sha256:" + "a1" * 32, "questionnaire_id": "digital-government",
        "questionnaire_version": "2026.1.0", "questionnaire_digest": "sha256:" + "b2" * 32, "basis": "verified",
        "digits": 2, "mode": "half-up", "lowest": Fraction(0), "highest": Fraction(100), "units": units,
        "response_digests": {unit.id: "sha256:" + "c3" * 32 for unit in units},
    }  # fmt: skip
    return Results(**(known | more))


def texts_of(unit: UnitResult, levels: tuple[LevelText, ...] = (), **each: Any) -> SystemText:
    """Plain words for every indicator."""
    indicators: Mapping[str, IndicatorText] = {
        node.id: IndicatorText(node.id, node.name, standard="≤50%得0分,≥100%得满分,其间线性插值", **each)
        for node in unit.nodes.values()
        if node.kind == "indicator"
    }
    return SystemText(indicators, levels=levels)


def sample() -> tuple[Results, UnitResult, SystemText, tuple[EvidenceText, ...]]:
    """A unit with everything: five dimensions, levels, a gate, adjustments, a veto, clauses, evidence, gaps."""
    names = {"TC": "统筹管理", "XM": "项目建设", "SJ": "数据共享开放", "AQ": "安全保障", "YY": "应用成效"}
    tree = []
    for d, (dimension, name) in enumerate(names.items()):
        groups = []
        for g in range(1, 4):
            leaves = [
                leaf(f"{dimension}-{g}-{i}", f"{name}指标{g}{i}", str((d * 7 + g * 11 + i * 17) % 60 + 40), i)
                for i in range(1, 4)
            ]
            groups.append(Branch(f"{dimension}-{g}", f"{name}分组{g}", leaves, g))
        tree.append(Branch(dimension, name, groups, 18 + d))
    tree[0].children[0].children[0] = leaf("TC-1-1", "党委领导与政府履责", None, missing=("TC-1-1.meet",))
    tree[1].children[0].children[0] = leaf(
        "XM-1-1", "集约共建", None, state="not-applicable", reason="本级不承担建设任务"
    )
    unit = unit_of(
        tree,
        level="发展型", level_by_score="特色型", rank=3, peer_rank=1, peer_group="市·东部", peer_count=12,
        self_total=Fraction("75.5"), self_level="特色型", total=Fraction("71.96"),
        adjustments=(
            AdjustmentResult("JF-1", "国家级通报表扬", "bonus", Fraction(2), "scored"),
            AdjustmentResult("KF-1", "逾期填报", "penalty", Fraction("-0.5"), "scored"),
        ),
        vetoes=(VetoResult("FJ-1", "重大安全事件", True, "scored", (), ("最高评为发展型。",)),),
        steps=(
            Step("base", "各维度按权重加权平均,得到基础总分。", None, "70.46"),
            Step("adjustments", "加分2.00分,扣分0.50分。", "70.46", "71.96", ("JF-1", "KF-1")),
            Step("level", "71.96分,按分数定为特色型。", None, "特色型"),
            Step("veto-level", "FJ-1触发,等级最高为发展型。", "特色型", "发展型", ("FJ-1",)),
        ),
        not_applicable={"XM-1-1": "本级不承担建设任务"}, missing=("TC-1-1.meet",),
    )  # fmt: skip
    ids = [node.id for node in unit.nodes.values() if node.kind == "indicator"]
    words = {
        id_: IndicatorText(
            id_, unit.nodes[id_].name, standard="≤50%得0分,≥100%得满分,其间线性插值", answer_text="41/50(82%)",
            clauses=("八(一)",) if number % 2 else ("三(二)", "四(一)"), responsible="数据局",
            evidence=("年度要点", "督办系统导出表"),
        )
        for number, id_ in enumerate(ids)
    }  # fmt: skip
    clauses = (
        ClauseText("三(二)", "落实安全制度要求", "三、构建数字政府全方位安全保障体系"),
        ClauseText("四(一)", "以数字化改革助力政府职能转变", "四、构建科学规范的数字政府建设制度规则体系"),
        ClauseText("八(一)", "加强组织领导", "八、加强党对数字政府建设工作的领导"),
        ClauseText("八(四)", "强化考核评估", "八、加强党对数字政府建设工作的领导"),
    )
    system = SystemText(
        words, clauses, FIVE_LEVELS, {"TC-1-1.meet": "专题研究次数"}, "依据有关文件制定。", "国发〔2022〕14号"
    )
    evidence = (
        EvidenceText("TC-1-2", "成立文件.pdf", "1—3", "2026-03-01", "sha256:" + "d4" * 32),
        EvidenceText("YY-1-1.items", "督查室现场查阅"),
    )
    return results_of(unit), unit, system, evidence
