"""What reading an answer needs to know of a question, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

NUMERIC_TYPES = frozenset({"number", "integer", "percent", "proportion"})


def split_question(question_id: str) -> tuple[str, str]:
    """Owner and local key of a question id."""
    owner, _, key = question_id.rpartition(".")
    return owner, key


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with everything its answers are checked against."""

    id: str
    type: str
    text: str = ""
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    max_length: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    not_applicable: tuple[str, ...] = ()  # the permitted reasons
    answered_by: str = "unit"
    visible_when: str | None = None

    @property
    def owner(self) -> str:
        """The id before the dot: the indicator, adjustment or veto it belongs to."""
        return split_question(self.id)[0]

    @property
    def is_numeric(self) -> bool:
        """Whether answers are numbers."""
        return self.type in NUMERIC_TYPES

    @property
    def is_percentage(self) -> bool:
        """Whether answers are percentage points."""
        return self.type in ("percent", "proportion")

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """The permitted range; percentages lie within 0–100 unless stated otherwise."""
        if not self.is_percentage:
            return self.minimum, self.maximum
        low = Decimal(0) if self.minimum is None else self.minimum
        return low, Decimal(100) if self.maximum is None else self.maximum

    @property
    def shown_unit(self) -> str:
        """The unit of the answer; % for percentages."""
        return self.unit or ("%" if self.is_percentage else "")
