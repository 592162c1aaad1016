"""weighted-mean: Σ weight × score ÷ Σ weight (加权算术平均)."""

from typing import ClassVar, Literal

from dgassess.expressions import operations as op
from dgassess.rules.aggregation import Aggregation, WeightedChildren
from dgassess.rules.fields import Scale
from dgassess.values.language import say


class WeightedMean(Aggregation):
    """The default: full compensation between children."""

    kind: Literal["weighted-mean"] = "weighted-mean"
    additive: ClassVar[bool] = True

    def operation(self, children: WeightedChildren, scale: Scale) -> op.Operation:
        return op.weighted_mean(children)

    def sentence(self) -> str:
        return say("下级得分按权重加权平均")
