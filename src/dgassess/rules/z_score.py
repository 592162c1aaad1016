"""z-score: how many standard deviations a unit lies from its peers' mean, on a centre and spread."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, plain
from dgassess.rules.peers import PeerRule
from dgassess.values.language import say


class ZScore(PeerRule):
    """centre + spread × (x − mean) ÷ deviation (of the population). OECD/JRC Handbook (2008), step 5."""

    kind: Literal["z-score"]
    centre: Number
    spread: Number

    def relative(self, scale: Scale) -> op.Operation:
        value, mean, deviation = op.Input(self.question), self.statistic("mean"), self.statistic("deviation")
        distance = op.Subtract(value, mean) if self.direction == "higher" else op.Subtract(mean, value)
        moved = op.Add(
            (op.number(self.centre), op.Divide(op.Multiply((distance, op.number(self.spread))), deviation))
        )
        return op.If(op.Compare(deviation, "==", op.number(0)), op.number(self.centre), moved)

    def method(self, scale: Scale) -> str:
        return say(
            "标准差标准化(均值得{centre}分,每优于均值一个标准差加{spread}分,劣于则减)",
            centre=plain(self.centre),
            spread=plain(self.spread),
        )
