"""Views: other groupings of the same indicators, scored and reported, never part of the total."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dgassess.engine.method import Method
from dgassess.engine.results import NodeResult, ViewResult


def views_of(method: Method, nodes: Mapping[str, NodeResult]) -> dict[str, tuple[ViewResult, ...]]:
    """Every view's groups for one unit. A group's score is its indicators' mean by share in the total."""
    return {
        view.id: tuple(_group(nodes, *group, method.highest) for group in view.groups)
        for view in method.views
    }


def _group(
    nodes: Mapping[str, NodeResult], id: str, name: str, indicators: tuple[str, ...], highest: Fraction
) -> ViewResult:
    counted = [nodes[i] for i in indicators if nodes[i].score is not None and nodes[i].share is not None]
    share = sum((node.share for node in counted if node.share is not None), Fraction(0))
    # Contributions rather than scores: below a zeroed group an indicator counts with the lowest score.
    earned = sum((node.contribution for node in counted if node.contribution is not None), Fraction(0))
    score = earned / share if share else None
    return ViewResult(id, name, indicators, score, share, share * highest - earned if share else None)
