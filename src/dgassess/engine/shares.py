"""How weights are redistributed for one unit, and what every node contributes to the total or loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.evaluation import Evaluation, NodeValue
from dgassess.engine.plan import ROOT, Branch, Leaf, Plan
from dgassess.rules.capped_sum import CappedSum


@dataclass(frozen=True, slots=True)
class Share:
    """effective: share among siblings (0–1); total: share in the total (0–1); None where it does not add up."""

    effective: Fraction | None
    total: Fraction | None


def shares_of(plan: Plan, run: Evaluation) -> Mapping[str, Share]:
    """Shares of every node of the plan, from the system downwards."""
    shares: dict[str, Share] = {ROOT: Share(Fraction(1), Fraction(1))}
    for node in reversed(plan.nodes):
        if isinstance(node, Leaf):
            continue
        parent = shares[node.id].total
        value = run.nodes[node.id]
        counted = {
            child: node.weights[child] for child in node.children if run.nodes[child].score is not None
        }
        together = sum(counted.values(), Fraction(0))
        adds = parent is not None and node.aggregation.additive and _adds_up(plan, node, value, run)
        for child in node.children:
            weight = counted.get(child, Fraction(0))
            effective = weight / together if together else Fraction(0)
            if isinstance(node.aggregation, CappedSum):
                part = Fraction(1) if weight else Fraction(0)
                shares[child] = Share(None, parent * part if adds and parent is not None else None)
            else:
                shares[child] = Share(effective, parent * effective if adds and parent is not None else None)
    return shares


def _adds_up(plan: Plan, branch: Branch, value: NodeValue, run: Evaluation) -> bool:
    """Whether the children's parts make up the group's score: not when it was zeroed, set by policy or capped."""
    if value.score is None:
        return False
    counted = [(branch.weights[c], run.nodes[c].score) for c in branch.children]
    present = [(weight, score) for weight, score in counted if score is not None and weight]
    if isinstance(branch.aggregation, CappedSum):
        expected = sum((score for _, score in present), Fraction(0))
    else:
        together = sum((weight for weight, _ in present), Fraction(0))
        expected = sum((w * s for w, s in present), Fraction(0)) / together if together else Fraction(0)
    rounding = plan.system.rounding
    slack = Fraction(1, 2 * 10**rounding.digits) if rounding.stage == "node" else Fraction(0)
    return abs(expected - value.score) <= slack


def not_applicable_share(plan: Plan, run: Evaluation) -> Fraction:
    """Weight of indicators found not applicable, as a share of what applies to the unit's type (0–1)."""
    leaves = [node for node in plan.nodes if isinstance(node, Leaf)]
    if any(leaf.type_share is None for leaf in leaves):
        # Without an additive tree weights have no common measure; the number of indicators stands in.
        out = sum(1 for leaf in leaves if run.nodes[leaf.indicator.id].state == "not-applicable")
        return Fraction(out, len(leaves)) if leaves else Fraction(0)
    return sum(
        (leaf.type_share or Fraction(0) for leaf in leaves
         if run.nodes[leaf.indicator.id].state == "not-applicable"),
        Fraction(0),
    )  # fmt: skip
