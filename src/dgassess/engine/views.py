"""Views: other groupings of the same indicators, scored and reported, never part of the total."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dgassess.engine.plan import Plan
from dgassess.engine.results import NodeResult, ViewResult
from dgassess.model.systems import IndicatorSystem, View


def view_groups(system: IndicatorSystem, view: View) -> list[tuple[str, str, tuple[str, ...]]]:
    """The groups of a view: id, name and indicator ids, in the system's order."""
    if view.by is None:
        return [(group.id, group.name, group.indicators) for group in view.groups]
    if view.by == "clause":
        return [
            (clause.id, clause.title, tuple(i.id for i in system.leaves.values() if clause.id in i.clauses))
            for clause in system.clauses
        ]
    found: dict[str, list[str]] = {}
    for indicator in system.leaves.values():
        found.setdefault(indicator.responsible or "未指定", []).append(indicator.id)
    return [(name, name, tuple(ids)) for name, ids in found.items()]


def views_of(plan: Plan, nodes: Mapping[str, NodeResult]) -> dict[str, tuple[ViewResult, ...]]:
    """Every view's groups for one unit. A group's score is its indicators' mean by share in the total."""
    return {
        view.id: tuple(
            _group(nodes, *group, plan.system.scale.highest) for group in view_groups(plan.system, view)
        )
        for view in plan.system.views
    }


def _group(
    nodes: Mapping[str, NodeResult], id: str, name: str, indicators: tuple[str, ...], highest: Fraction
) -> ViewResult:
    counted = [nodes[i] for i in indicators if nodes[i].score is not None and nodes[i].share is not None]
    share = sum((node.share for node in counted if node.share is not None), Fraction(0))
    earned = sum(
        (node.share * node.score for node in counted if node.share is not None and node.score is not None),
        Fraction(0),
    )
    score = earned / share if share else None
    return ViewResult(id, name, indicators, score, share, share * highest - earned if share else None)
