"""What changes the total beside the tree: adjustments (加分、扣分) and vetoes (底线约束)."""

from typing import Annotated, Literal

from pydantic import Field

from dgassess.model.identifiers import Condition
from dgassess.model.nodes import Described
from dgassess.rules.fields import Number, Strict
from dgassess.rules.kinds import AnyRule


class Adjustment(Described):
    """A bonus (加分) or penalty (扣分): points on the total, never a node."""

    effect: Literal["bonus", "penalty"]
    rule: AnyRule
    missing: Literal["none", "full", "reject"] = "none"


class TotalClamp(Strict):
    """The range of the total; an absent bound does not limit (the lower one is the scale's lowest)."""

    lowest: Number | None = None
    highest: Number | None = None


class Adjustments(Strict):
    """All adjustments with what limits them together."""

    format: str | None = None
    bonus_cap: Number | None = Field(default=None, ge=0)
    penalty_cap: Number | None = Field(default=None, ge=0)
    bonus_above: Number | None = None
    total: TotalClamp = Field(default_factory=TotalClamp)
    items: tuple[Adjustment, ...]


class ZeroNode(Strict):
    """Sets a node to the lowest score."""

    kind: Literal["zero"]
    node: str


class ZeroListed(Strict):
    """Sets the indicators listed in an answer to the lowest score."""

    kind: Literal["zero-listed"]
    question: str


class CapLevel(Strict):
    """No better level than this."""

    kind: Literal["cap-level"]
    level: str


class CapTotal(Strict):
    """No higher total than this."""

    kind: Literal["cap-total"]
    total: Number


class NoBonus(Strict):
    """No bonus counts."""

    kind: Literal["no-bonus"]


class NoAward(Strict):
    """Not eligible for awards."""

    kind: Literal["no-award"]


Effect = Annotated[
    ZeroNode | ZeroListed | CapLevel | CapTotal | NoBonus | NoAward, Field(discriminator="kind")
]


class Veto(Described):
    """A veto (一票否决, shown as 底线约束)."""

    when: Condition
    missing: Literal["not-triggered", "triggered", "reject"] = "not-triggered"
    effects: tuple[Effect, ...] = Field(min_length=1)


class VetoFile(Strict):
    """A file of vetoes."""

    format: str
    vetoes: tuple[Veto, ...]
