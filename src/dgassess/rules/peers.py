"""What cohort-relative rules share: the peer group, its statistics as inputs, and the fallback for small groups.

Statistics are inputs named `peers.<statistic>.<key>`; an engine without a cohort gives a count of 0, and the fallback
holds. The statistics are sums over scaled integers, so that they repeat (docs/scoring.md).
"""

from abc import abstractmethod
from fractions import Fraction
from typing import Literal

from pydantic import Field

from dgassess.expressions import operations as op
from dgassess.rules.fields import Scale, Words, plain
from dgassess.rules.rule import Rule, Use
from dgassess.rules.simple import SimpleRule
from dgassess.values.language import msg, say, say_as

PREFIX = "peers."
Statistic = Literal["count", "minimum", "maximum", "mean", "deviation", "worse", "rank"]
_GROUPS = {
    ("type", "class"): msg("同级同类内"),
    ("class", "type"): msg("同类同级内"),
    ("type",): msg("同级内"),
    ("class",): msg("同类内"),
    (): msg("全部对象内"),
}


class PeerRule(Rule):
    """A score from a unit's standing among its peers (同级同类)."""

    question: str
    direction: Literal["higher", "lower"] = "higher"
    peers: tuple[Literal["type", "class"], ...] = ("type", "class")
    minimum_group: int = Field(default=5, ge=2, strict=True)
    fallback: SimpleRule

    @abstractmethod
    def relative(self, scale: Scale) -> op.Operation:
        """The formula over the answer and the peer statistics, for a group that is large enough."""

    @abstractmethod
    def method(self, scale: Scale) -> str:
        """The method in words, such as 极差标准化."""

    def statistic(self, name: Statistic) -> op.Input:
        """The input that stands for a statistic of the peer group."""
        return op.Input(f"{PREFIX}{name}.{self.question}")

    def uses(self) -> tuple[Use, ...]:
        nested = (
            Use(use.key, use.kind, ("fallback", *use.field), use.options) for use in self.fallback.uses()
        )
        return (Use(self.question, "number", ("question",)), *nested)

    def demands(self, unit_type: str | None) -> set[str]:
        return {self.question, *self.fallback.demands(unit_type)}

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        enough = op.Compare(self.statistic("count"), ">=", op.number(self.minimum_group))
        low, high = op.Constant(scale.lowest), op.Constant(scale.highest)
        relative = op.clamp(self.relative(scale), low, high)
        # A formula may look at the rank alone; a blank answer still has no rank, and is missing.
        own = op.Input(self.question)
        answered = op.If(
            op.Compare(own, "==", own), relative, op.Unavailable("missing", say_as("reason", "未填"))
        )
        return op.If(enough, answered, self.fallback.operation(scale, unit_type))

    def most(self, scale: Scale) -> Fraction:
        """The most points the relative formula gives."""
        return scale.highest

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        return max(self.most(scale), self.fallback.largest(scale, unit_type))

    def standard(self, words: Words, scale: Scale) -> str:
        label = words.label(self.question)
        return say(
            "{label}:{group}{method};样本少于{least}个时改按——{fallback}",
            label=say("{label}(越低越好)", label=label) if self.direction == "lower" else label,
            group=say(_GROUPS[tuple(dict.fromkeys(self.peers))]),
            method=self.method(scale),
            least=self.minimum_group,
            fallback=self.fallback.standard(words, scale),
        )


def stretched(part: op.Operation, whole: op.Operation, scale: Scale) -> op.Operation:
    """lowest + part × (highest − lowest) ÷ whole."""
    share = op.Divide(op.Multiply((part, op.Constant(scale.highest - scale.lowest))), whole)
    return op.Add((op.Constant(scale.lowest), share)) if scale.lowest else share


def lowest_to_highest(scale: Scale) -> str:
    """The scale in words."""
    return say("{lowest}—{highest}分", lowest=plain(scale.lowest), highest=plain(scale.highest))
