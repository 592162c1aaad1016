"""min-max: the distance from the worst peer, as a share of the distance between worst and best (极差标准化)."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Scale, plain
from dgassess.rules.peers import PeerRule, stretched
from dgassess.values.language import say


class MinMax(PeerRule):
    """(x − min) ÷ (max − min); all equal gives the highest score. OECD/JRC Handbook (2008), step 5."""

    kind: Literal["min-max"]

    def relative(self, scale: Scale) -> op.Operation:
        value, least, most = op.Input(self.question), self.statistic("minimum"), self.statistic("maximum")
        part = op.Subtract(value, least) if self.direction == "higher" else op.Subtract(most, value)
        return op.If(
            op.Compare(most, "==", least),
            op.Constant(scale.highest),
            stretched(part, op.Subtract(most, least), scale),
        )

    def method(self, scale: Scale) -> str:
        return say("极差标准化(最优得满分,最差得{lowest}分)", lowest=plain(scale.lowest))
