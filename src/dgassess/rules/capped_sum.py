"""sum: the children's scores add up, to a cap (累计计分、封顶)."""

from typing import ClassVar, Literal

from dgassess.expressions import operations as op
from dgassess.rules.aggregation import Aggregation, WeightedChildren, some_apply
from dgassess.rules.fields import Number, Scale, exact, plain
from dgassess.values.language import say


class CappedSum(Aggregation):
    """Σ score over the children that apply, at most the cap (default: the scale's highest); weight 0 takes one out."""

    kind: Literal["sum"]
    additive: ClassVar[bool] = True
    cap: Number | None = None

    def operation(self, children: WeightedChildren, scale: Scale) -> op.Operation:
        zero = op.number(0)
        terms = tuple(op.If(op.Applies(child), child, zero) for weight, child in children if weight)
        cap = op.Constant(scale.highest if self.cap is None else exact(self.cap))
        return some_apply(children, op.Minimum((op.Add(terms or (zero,)), cap)))

    def sentence(self) -> str:
        if self.cap is not None:
            return say("下级得分累计,最高{cap}分", cap=plain(self.cap))
        return say("下级得分累计,以满分为限")
