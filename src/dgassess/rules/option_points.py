"""Points per option, one table for all or one per unit type, as `choice` and `checklist` use them."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import model_validator

from dgassess.rules.fields import Number, exact, pick, type_name
from dgassess.rules.rule import Rule
from dgassess.values.language import joined, say

Table = Mapping[str, Decimal]


class OptionPoints(Rule):
    """A rule whose `points` map option ids to points, or unit types to such maps."""

    question: str
    points: dict[str, Number] | dict[str, dict[str, Number]]

    @model_validator(mode="after")
    def _some_points(self) -> "OptionPoints":
        if not self.points or not all(self.tables):
            raise ValueError("'points' needs at least one option.")
        return self

    @property
    def differs_by_type(self) -> bool:
        """Whether the points are given by unit type."""
        return any(isinstance(value, Mapping) for value in self.points.values())

    @property
    def tables(self) -> list[Table]:
        """Every table of points."""
        return list(self.points.values()) if self.differs_by_type else [self.points]  # type: ignore[list-item, arg-type]

    @property
    def options(self) -> tuple[str, ...]:
        """The options any table speaks of, in the order written."""
        return tuple(dict.fromkeys(option for table in self.tables for option in table))

    def table(self, unit_type: str | None) -> dict[str, Fraction]:
        """The points for a unit type. Raises NoValueForType."""
        points: Any = self.points
        own: Table = pick(points, unit_type) if self.differs_by_type else points
        return {option: exact(points) for option, points in own.items()}

    def by_unit_type(self) -> Iterable[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
        return [(("points",), self.points)] if self.differs_by_type else []

    def tables_sentence(self, one: Callable[[Table], str]) -> str:
        """The tables in words, named by unit type where they differ."""
        if not self.differs_by_type:
            return one(self.tables[0])
        tables = (
            say("{name}——{text}", name=type_name(name), text=one(table))
            for name, table in zip(self.points, self.tables, strict=True)
        )
        return joined(tables, ";")
