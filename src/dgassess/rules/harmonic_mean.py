"""harmonic-mean: Σ weight ÷ Σ (weight ÷ score) (加权调和平均)."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.aggregation import Aggregation, WeightedChildren, some_apply
from dgassess.rules.fields import Scale
from dgassess.values.language import say


class HarmonicMean(Aggregation):
    """Weak children weigh heavier than in any other mean; zero when any score that applies is zero or less."""

    kind: Literal["harmonic-mean"]

    def operation(self, children: WeightedChildren, scale: Scale) -> op.Operation:
        weighed = [(weight, child) for weight, child in children if weight]
        if not weighed:
            return op.weighted_mean([])
        zero = op.number(0)
        any_zero = op.Or(
            tuple(op.And((op.Applies(child), op.Compare(child, "<=", zero))) for _, child in weighed)
        )
        mean_of_inverses = op.weighted_mean(
            [(weight, op.Divide(op.number(1), child)) for weight, child in weighed]
        )
        return some_apply(children, op.If(any_zero, zero, op.Divide(op.number(1), mean_of_inverses)))

    def sentence(self) -> str:
        return say("下级得分按权重加权调和平均(任一为0则为0)")
