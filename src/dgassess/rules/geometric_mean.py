"""geometric-mean: the weighted product (加权几何平均); one child at zero makes the group zero."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.aggregation import Aggregation, WeightedChildren, some_apply
from dgassess.rules.fields import Scale
from dgassess.values.language import say


class GeometricMean(Aggregation):
    """exp(Σ weight × ln(score) ÷ Σ weight), through float; zero when any score that applies is zero or less."""

    kind: Literal["geometric-mean"]

    def operation(self, children: WeightedChildren, scale: Scale) -> op.Operation:
        weighed = [(weight, child) for weight, child in children if weight]
        zero = op.number(0)
        any_zero = op.Or(
            tuple(op.And((op.Applies(child), op.Compare(child, "<=", zero))) for _, child in weighed)
        )
        logarithms = op.weighted_mean([(weight, op.Function("ln", child)) for weight, child in weighed])
        # Equal scores come back exactly: the root of a single distinct value is that value, not exp(ln(value)).
        least = op.Minimum(
            tuple(op.If(op.Applies(child), child, op.Constant(scale.highest)) for _, child in weighed)
        )
        most = op.Maximum(
            tuple(op.If(op.Applies(child), child, op.Constant(scale.lowest)) for _, child in weighed)
        )
        mean = op.If(op.Compare(least, "==", most), least, op.Function("exp", logarithms))
        return some_apply(children, op.If(any_zero, zero, mean)) if weighed else op.weighted_mean([])

    def sentence(self) -> str:
        return say("下级得分按权重加权几何平均(任一为0则为0)")
