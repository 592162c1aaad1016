"""What a reader may see. A hidden score must not follow from those shown beside it.

internal and unit see everything of the unit. public sees no answer or evidence of an indicator that is not public,
nothing at all of a restricted one, no self-assessed score, and of restricted vetoes only that there was one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.reporting.contents import Audience, IndicatorText, SystemText
from dgassess.reporting.masking import masked

WITHHELD = "不公开"


@dataclass(frozen=True, slots=True)
class View:
    """One unit's nodes as one audience sees them, in the system's order."""

    audience: Audience
    unit: UnitResult
    system: SystemText
    hidden: frozenset[str]

    def shown(self, node: NodeResult) -> bool:
        """Whether the node's name and score may appear."""
        return node.id not in self.hidden

    def text(self, node_id: str) -> IndicatorText:
        """The indicator's words; an indicator the caller did not describe has its name alone."""
        found = self.system.indicators.get(node_id)
        if found is not None:
            return found
        node = self.unit.nodes.get(node_id)
        return IndicatorText(node_id, node.name if node else node_id)

    def open(self, node_id: str) -> bool:
        """Whether answers, evidence and reasons of an indicator may appear."""
        return node_id not in self.hidden and (
            self.audience != "public" or self.text(node_id).sensitivity == "public"
        )

    def secret(self, item_id: str | None) -> bool:
        """Whether an adjustment or veto is restricted and the reader may not know which it is."""
        restricted = self.system.sensitivities.get(item_id or "") == "restricted"
        return restricted and self.audience == "public"

    def both(self, results: Results) -> bool:
        """Whether self-assessed scores stand beside the verified ones: the public never sees them."""
        return results.basis == "verified" and self.audience != "public"

    def outside(self, node: NodeResult) -> bool:
        """Whether a node is not for the unit's type at all, rather than declared or found not applicable."""
        return node.state == "not-applicable" and node.weight == 0 and node.id not in self.unit.not_applicable

    def children(self, parent: str | None) -> list[NodeResult]:
        """The nodes directly below one, in the system's order, hidden ones included."""
        return [node for node in self.unit.nodes.values() if node.parent == parent]

    def below(self, parent: str | None, depth: int = 0) -> list[tuple[NodeResult, int]]:
        """Every shown node below one with its depth, parents before children."""
        found: list[tuple[NodeResult, int]] = []
        for node in self.children(parent):
            if self.shown(node):
                found.append((node, depth))
            found.extend(self.below(node.id, depth + 1))
        return found

    def indicators(self, parent: str | None = None) -> list[NodeResult]:
        """Every shown indicator at any depth below a node (None = all)."""
        return [node for node, _ in self.below(parent) if node.kind == "indicator"]


def view(unit: UnitResult, system: SystemText, audience: Audience) -> View:
    """The unit as the audience sees it.

    Among siblings one hidden score could be computed from the parent's and the others', so another sibling is hidden
    with it (the one of least weight), or, where there is none, the parent.
    """
    everything = View(audience, unit, system, frozenset())
    if audience != "public":
        return everything
    hidden: set[str] = {
        node.id
        for node in unit.nodes.values()
        if node.kind == "indicator" and everything.text(node.id).sensitivity == "restricted"
    }
    deepest_first = sorted(unit.nodes.values(), key=lambda node: -node.tier)
    parents = [*dict.fromkeys(node.parent for node in deepest_first if node.parent is not None), None]
    for parent in parents:
        counting = [
            node for node in everything.children(parent) if node.score is not None and node.share != 0
        ]
        covered = [node for node in counting if node.id in hidden]
        others = [node for node in counting if node.id not in hidden]
        if len(covered) != 1:
            continue
        if others:
            beside = min(others, key=lambda node: (node.share or 0, node.id)).id
            # With all that is below it, from which its score would follow.
            hidden.update((beside, *(node.id for node, _ in everything.below(beside))))
        elif parent is not None:
            hidden.add(parent)
    seen = View(audience, unit, system, frozenset(hidden))
    return replace(seen, unit=_without_secrets(seen))


def _without_secrets(seen: View) -> UnitResult:
    unit = seen.unit
    questions = {question for question in unit.answers if not seen.open(question.partition(".")[0])}
    return masked(
        unit,
        secret={id_ for id_, found in seen.system.sensitivities.items() if found == "restricted"},
        closed={id_ for id_, found in seen.system.sensitivities.items() if found != "public"},
        hidden={*seen.hidden, *questions},
    )
