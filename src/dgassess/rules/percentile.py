"""percentile: the share of the other peers that are worse (百分位得分)."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Scale
from dgassess.rules.peers import PeerRule, lowest_to_highest, stretched
from dgassess.values.language import say


class Percentile(PeerRule):
    """Number of peers strictly worse ÷ (number of peers − 1), the unit itself among the peers."""

    kind: Literal["percentile"]

    def relative(self, scale: Scale) -> op.Operation:
        others = op.Subtract(self.statistic("count"), op.number(1))
        return stretched(self.statistic("worse"), others, scale)

    def method(self, scale: Scale) -> str:
        return say("百分位得分({points})", points=lowest_to_highest(scale))
