"""How weights are redistributed for one unit, and what every node contributes to the total or loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.evaluation import Evaluation
from dgassess.engine.method import ROOT, Branch, Leaf, Method, Plan
from dgassess.values.numbers import TIE_TOLERANCE

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Share:
    """effective: share among siblings (0–1); total: share in the total (0–1); None where it does not add up.

    `zeroed_by` is the veto that set the node or a group above it to the lowest score.
    """

    effective: Fraction | None
    total: Fraction | None
    zeroed_by: str | None = None


def shares_of(method: Method, plan: Plan, run: Evaluation) -> Mapping[str, Share]:
    """Shares of every node of the plan, from the system downwards."""
    shares: dict[str, Share] = {ROOT: Share(Fraction(1), Fraction(1))}
    for node in reversed(plan.nodes):
        if isinstance(node, Leaf):
            continue
        parent = shares[node.id].total
        veto = run.nodes[node.id].zeroed_by or shares[node.id].zeroed_by
        counted = {
            child: node.weights[child] for child in node.children if run.nodes[child].score is not None
        }
        together = sum(counted.values(), _ZERO)
        # Below a zeroed group every child adds the lowest score: the parts still make up the whole.
        adds = _adds_up(method, node, run) if veto is None else node.adds == "mean" or not method.lowest
        above = parent if node.adds is not None and adds else None
        for child in node.children:
            weight = counted.get(child, _ZERO)
            if node.adds == "sum":
                part = Fraction(1) if weight else _ZERO
                shares[child] = Share(None, None if above is None else above * part, veto)
            else:
                effective = weight / together if together else _ZERO
                shares[child] = Share(effective, None if above is None else above * effective, veto)
    return shares


def _adds_up(method: Method, branch: Branch, run: Evaluation) -> bool:
    """Whether the children's parts make up the group's score: not when it was zeroed, set by policy or capped."""
    own = run.nodes[branch.id].score
    if own is None:
        return False
    counted = [(branch.weights[c], run.nodes[c].score) for c in branch.children]
    present = [(weight, score) for weight, score in counted if score is not None and weight]
    if branch.adds == "sum":
        expected = sum((score for _, score in present), _ZERO)
    else:
        together = sum((weight for weight, _ in present), _ZERO)
        expected = sum((w * s for w, s in present), _ZERO) / together if together else _ZERO
    if expected == own:
        return True
    half = Fraction(1, 2) + TIE_TOLERANCE if method.rounds_nodes else _ZERO
    return bool(abs(expected - own) * 10**method.digits <= half)


def not_applicable_share(plan: Plan, run: Evaluation) -> Fraction:
    """Weight of indicators found not applicable, as a share of what applies to the unit's type (0–1)."""
    leaves = [node for node in plan.nodes if isinstance(node, Leaf)]
    out = [leaf for leaf in leaves if run.nodes[leaf.id].state == "not-applicable"]
    if any(leaf.type_share is None for leaf in leaves):
        # Without an additive tree weights have no common measure; the number of indicators stands in.
        return Fraction(len(out), len(leaves)) if leaves else _ZERO
    return sum((leaf.type_share or _ZERO for leaf in out), _ZERO)
