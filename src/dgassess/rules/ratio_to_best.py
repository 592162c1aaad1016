"""ratio-to-best: a unit's value as a share of the best peer's."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Scale
from dgassess.rules.peers import PeerRule, stretched
from dgassess.values.language import say


class RatioToBest(PeerRule):
    """x ÷ best, or best ÷ x where less is better; the best scores the highest. OECD/JRC Handbook (2008), step 5."""

    kind: Literal["ratio-to-best"]

    def relative(self, scale: Scale) -> op.Operation:
        value = op.Input(self.question)
        best = self.statistic("maximum" if self.direction == "higher" else "minimum")
        part, whole = (value, best) if self.direction == "higher" else (best, value)
        return op.If(op.Compare(value, "==", best), op.Constant(scale.highest), stretched(part, whole, scale))

    def method(self, scale: Scale) -> str:
        return say("与最优值之比(最优得满分)")
