"""minimum and maximum: the worst or best child decides (短板法、择优法)."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.aggregation import Aggregation, WeightedChildren, some_apply
from dgassess.rules.fields import Scale
from dgassess.values.language import say


class MinimumOf(Aggregation):
    """The lowest score among the children that apply; weights only decide which count (0 does not)."""

    kind: Literal["minimum"]

    def operation(self, children: WeightedChildren, scale: Scale) -> op.Operation:
        counted = [child for weight, child in children if weight]
        # What stands in for a child that does not apply is never below one that does, whatever the scale.
        most = op.Maximum(tuple(_or_else(child, op.Constant(scale.lowest)) for child in counted))
        return some_apply(children, op.Minimum(tuple(_or_else(child, most) for child in counted)))

    def sentence(self) -> str:
        return say("取下级得分的最低值")


class MaximumOf(Aggregation):
    """The highest score among the children that apply."""

    kind: Literal["maximum"]

    def operation(self, children: WeightedChildren, scale: Scale) -> op.Operation:
        counted = [child for weight, child in children if weight]
        least = op.Minimum(tuple(_or_else(child, op.Constant(scale.highest)) for child in counted))
        return some_apply(children, op.Maximum(tuple(_or_else(child, least) for child in counted)))

    def sentence(self) -> str:
        return say("取下级得分的最高值")


def _or_else(child: op.Operation, otherwise: op.Operation) -> op.Operation:
    return op.If(op.Applies(child), child, otherwise)
