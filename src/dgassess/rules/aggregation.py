"""What every aggregation offers."""

from abc import abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from dgassess.expressions import operations as op
from dgassess.rules.fields import Scale, Strict
from dgassess.values.language import say

WeightedChildren = Sequence[tuple[Fraction, op.Operation]]


class Aggregation(Strict):
    """How a group's score follows from its children's scores and weights."""

    additive: ClassVar[bool] = False
    """Whether every child's contribution adds up to the group's score."""

    @abstractmethod
    def operation(self, children: WeightedChildren, scale: Scale) -> op.Operation:
        """The group's score over its children's; not applicable when no child applies."""

    @abstractmethod
    def sentence(self) -> str:
        """The aggregation in words, without a full stop."""


def some_apply(children: WeightedChildren, then: op.Operation) -> op.Operation:
    """`then` when any weighted child applies; otherwise the group is not applicable."""
    weighed = tuple(op.Applies(child) for weight, child in children if weight)
    out = op.Unavailable("not-applicable", say("没有适用的下级"))
    return op.If(op.Or(weighed), then, out) if weighed else out
