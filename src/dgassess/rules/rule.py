"""What every rule kind offers: its fields, its inputs, its formula as operations, its sentence."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from dgassess.expressions.operations import Operation
from dgassess.rules.fields import Scale, Strict, Words

InputKind = Literal["number", "yes-no", "single", "multi", "any"]


@dataclass(frozen=True, slots=True)
class Use:
    """That a rule needs an input: its local key, the kind of answer, and the field that names it."""

    key: str
    kind: InputKind
    field: tuple[str | int, ...]
    options: tuple[str, ...] = ()  # options the rule speaks of, for single and multi


class Rule(Strict):
    """A rule says how an indicator's score follows from answers."""

    @abstractmethod
    def uses(self) -> tuple[Use, ...]:
        """The inputs this rule may demand."""

    @abstractmethod
    def operation(self, scale: Scale, unit_type: str | None) -> Operation:
        """The formula for units of a type, over inputs by local key. Raises NoValueForType."""

    @abstractmethod
    def standard(self, words: Words, scale: Scale) -> str:
        """The scoring standard (计分标准) as a sentence without a final full stop."""

    def demands(self, unit_type: str | None) -> set[str]:
        """The local keys this rule may demand of units of a type."""
        return {use.key for use in self.uses()}

    def by_unit_type(self) -> Iterable[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
        """The parameters given as mappings by unit type, with the fields that hold them."""
        return ()

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        """The most points the rule gives, where it is not the scale's highest (used by adjustments)."""
        return scale.highest


def mappings(rule: Strict, *names: str) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """The named fields of a rule that are mappings by unit type."""
    for name in names:
        value = getattr(rule, name)
        if isinstance(value, Mapping):
            yield (name,), value
