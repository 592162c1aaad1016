"""What a reader may see. A hidden score must not follow from those shown beside it.

internal and unit see everything of the unit. public sees no answer or evidence of an indicator that is not public,
nothing at all of a restricted one, no self-assessed score, no name of an adjustment that is not public, and of
restricted vetoes and adjustments only that there was one. Where there was, the public sees the total alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.reporting.contents import Audience, IndicatorText, SystemText
from dgassess.reporting.hiding import hidden_nodes
from dgassess.reporting.masking import masked, moved_by
from dgassess.values.language import msg, say

WITHHELD = msg("不公开")


@dataclass(frozen=True, slots=True)
class View:
    """One unit's nodes as one audience sees them, in the system's order.

    totals_only: something restricted may have moved the total, so that no part, step or points are shown beside it.
    """

    audience: Audience
    unit: UnitResult
    system: SystemText
    hidden: frozenset[str]
    totals_only: bool = False

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

    def answers(self, node_id: str) -> str:
        """The answers that count, beside those that a review changed; the public sees the former alone."""
        text = self.text(node_id)
        return text.answer_text if self.audience == "public" else text.both_text or text.answer_text

    def answers_header(self) -> str:
        """What a column of answers is headed by."""
        verified = self.audience == "public" and self.unit.basis == "verified"
        return say("填报（核定）情况") if verified else say("填报情况")

    def refused(self, node: NodeResult) -> tuple[str, ...]:
        """The questions of a missing indicator that the unit had answered and verification did not accept.

        None for the public, whom that would tell of self-assessed answers.
        """
        if self.audience == "public" or node.state != "missing" or node.kind != "indicator":
            return ()
        return tuple(question for question in node.missing if self.unit.refused(question))

    def blank(self, node: NodeResult) -> bool:
        """Whether an indicator is missing because something was not answered, rather than not accepted."""
        return node.state == "missing" and (not node.missing or len(self.refused(node)) < len(node.missing))

    def turned_down(self, node: NodeResult) -> bool:
        """Whether an indicator is missing only because verification accepted no value."""
        return node.state == "missing" and not self.blank(node)

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
    """The unit as the audience sees it; `hiding` and `masking` say what the public does not."""
    if audience != "public":
        return View(audience, unit, system, frozenset())
    system = replace(system, indicators={id_: _unrefused(one) for id_, one in system.indicators.items()})
    totals_only = moved_by(unit, system.secret)
    # Beside any part, the total would tell what was taken, and which parts are hidden would tell by what.
    hidden = frozenset(unit.nodes) if totals_only else hidden_nodes(unit, system.restricted, system.possible)
    seen = View(audience, unit, system, hidden, totals_only)
    return replace(seen, unit=_without_secrets(seen))


def _unrefused(text: IndicatorText) -> IndicatorText:
    """Without what tells that the unit had given an answer that was not accepted."""
    return replace(text, answer_text="", method_text="") if text.refused else text


def _without_secrets(seen: View) -> UnitResult:
    unit = seen.unit
    questions = {question for question in unit.answers if not seen.open(question.partition(".")[0])}
    return masked(
        unit,
        secret=seen.system.secret,
        closed={item.id for item in unit.adjustments if seen.system.sensitivities.get(item.id) != "public"},
        hidden={*seen.hidden, *questions},
        totals_only=seen.totals_only,
    )
