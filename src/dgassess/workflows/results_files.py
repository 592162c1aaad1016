"""Results as JSON and CSV: the contract that others script against."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.values.answers import Answer, AnswerState
from dgassess.values.numbers import round_to, show

FORMAT = "dgassess/results/1"
_WEIGHT_DIGITS = 6  # shares and weights are for reading; scores carry the declared digits


def results_json(results: Results) -> str:
    """The results as JSON text ending in a newline; the same results give the same text."""
    return json.dumps(_results(results), ensure_ascii=False, indent=1) + "\n"


def results_csv(results: Results) -> str:
    """One row per unit: unit_id, unit_name, rank, total, level, then a column per node id."""
    import csv  # JSON does without
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    nodes = list(results.units[0].nodes) if results.units else []
    writer.writerow(["unit_id", "unit_name", "rank", "total", "level", *nodes])
    for unit in results.units:
        scores = [_text(results, unit.nodes[node].score) for node in nodes]
        rank = "" if unit.rank is None else unit.rank
        row = [unit.id, unit.name, rank, _text(results, unit.total), unit.level or "", *scores]
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: object) -> object:
    """A text a spreadsheet would take for a formula, marked as text."""
    risky = isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(cell)
    return f"'{cell}" if risky else cell


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def _text(results: Results, value: Fraction | None) -> str:
    return "" if value is None else show(value, results.digits, results.mode)


def _results(results: Results) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "semantics": results.semantics,
        "system": {
            "id": results.system_id,
            "name": results.system_name,
            "version": results.system_version,
            "digest": results.system_digest,
        },
        "questionnaire": {
            "id": results.questionnaire_id,
            "version": results.questionnaire_version,
            "digest": results.questionnaire_digest,
        },
        "basis": results.basis,
        "digits": results.digits,
        "units": [_unit(results, unit) for unit in results.units],
    }


def _unit(results: Results, unit: UnitResult) -> dict[str, Any]:
    def number(value: Fraction | None, digits: int = results.digits) -> float | None:
        return None if value is None else float(round_to(value, digits, results.mode))

    return {
        "id": unit.id,
        "name": unit.name,
        "type": unit.type,
        "class": unit.unit_class,
        "parent": unit.parent,
        "response_digest": results.response_digests.get(unit.id, ""),
        "base": number(unit.base),
        "total": number(unit.total),
        "self_base": number(unit.self_base),
        "self_total": number(unit.self_total),
        "level": unit.level,
        "level_by_score": unit.level_by_score,
        "self_level": unit.self_level,
        "rank": unit.rank,
        "type_rank": unit.type_rank,
        "peer_rank": unit.peer_rank,
        "peer_group": unit.peer_group,
        "rankable": unit.rankable,
        "rejected": unit.rejected,
        "award": unit.award,
        "not_applicable_share": number(unit.not_applicable_share, _WEIGHT_DIGITS),
        "nodes": {node.id: _node(node, number) for node in unit.nodes.values()},
        "adjustments": [
            {"id": item.id, "points": number(item.points), "state": item.state, "missing": list(item.missing)}
            for item in unit.adjustments
        ],
        "vetoes": [
            {"id": veto.id, "name": veto.name, "effects": list(veto.effects)}
            for veto in unit.vetoes
            if veto.triggered
        ],
        "undecided_vetoes": [veto.id for veto in unit.vetoes if veto.state == "missing"],
        "steps": [
            {"kind": s.kind, "text": s.text, "before": s.before, "after": s.after, "causes": list(s.causes)}
            for s in unit.steps
        ],
        "views": {
            view: [
                {"id": group.id, "name": group.name, "score": number(group.score), "lost": number(group.lost)}
                for group in groups
            ]
            for view, groups in unit.views.items()
        },
        "missing": list(unit.missing),
        "not_applicable": [{"id": id_, "reason": reason} for id_, reason in unit.not_applicable.items()],
        "answers": {question: _answer(answer) for question, answer in unit.answers.items()},
    }


def _node(node: NodeResult, number: Any) -> dict[str, Any]:
    return {
        "score": number(node.score),
        "self_score": number(node.self_score),
        "contribution": number(node.contribution),
        "lost": number(node.lost),
        "state": node.state,
        "weight": number(node.weight, _WEIGHT_DIGITS),
        "effective_weight": number(node.effective_weight, _WEIGHT_DIGITS),
        "share": number(node.share, _WEIGHT_DIGITS),
        "level": node.level,
    }


def _answer(answer: Answer) -> Any:
    if answer.state is not AnswerState.ANSWERED:
        return (
            {"state": str(answer.state), "reason": answer.reason}
            if answer.reason
            else {"state": str(answer.state)}
        )
    if isinstance(answer.value, Fraction):
        return float(round_to(answer.value, 9))
    return sorted(answer.value) if isinstance(answer.value, frozenset) else answer.value
