"""rank-points: the rank among peers gives the points (排名赋分)."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, exact, plain
from dgassess.rules.peers import PeerRule
from dgassess.values.language import joined, say


class RankPoints(PeerRule):
    """The first score of `points` for rank 1, the next for rank 2 …; `otherwise` beyond the list."""

    kind: Literal["rank-points"]
    points: tuple[Number, ...] = Field(min_length=1)
    otherwise: Number

    def relative(self, scale: Scale) -> op.Operation:
        rank = self.statistic("rank")
        result: op.Operation = op.number(self.otherwise)
        for position in range(len(self.points), 0, -1):
            here = op.Compare(rank, "==", op.number(position))
            result = op.If(here, op.number(self.points[position - 1]), result)
        return result

    def most(self, scale: Scale) -> Fraction:
        return min(scale.highest, max(exact(points) for points in (*self.points, self.otherwise)))

    def method(self, scale: Scale) -> str:
        steps = [
            say("第{rank}名{points}分", rank=rank, points=plain(points))
            for rank, points in enumerate(self.points, 1)
        ]
        rest = say("其余{points}分", points=plain(self.otherwise))
        return say("排名赋分({steps})", steps=joined([*steps, rest], "、"))
