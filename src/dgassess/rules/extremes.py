"""minimum and maximum: the worst or best child decides (短板法、择优法)."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.aggregation import Aggregation, WeightedChildren, some_apply
from dgassess.rules.fields import Scale


class MinimumOf(Aggregation):
    """The lowest score among the children that apply; weights only decide which count (0 does not)."""

    kind: Literal["minimum"]

    def operation(self, children: WeightedChildren, scale: Scale) -> op.Operation:
        high = op.Constant(scale.highest)
        return some_apply(
            children, op.Minimum((high, *(_or_else(child, high) for w, child in children if w)))
        )

    def sentence(self) -> str:
        return "取下级得分的最低值"


class MaximumOf(Aggregation):
    """The highest score among the children that apply."""

    kind: Literal["maximum"]

    def operation(self, children: WeightedChildren, scale: Scale) -> op.Operation:
        low = op.Constant(scale.lowest)
        return some_apply(children, op.Maximum((low, *(_or_else(child, low) for w, child in children if w))))

    def sentence(self) -> str:
        return "取下级得分的最高值"


def _or_else(child: op.Operation, otherwise: op.Operation) -> op.Operation:
    return op.If(op.Applies(child), child, otherwise)
