"""Field types that rules and the model share: exact numbers, parameters by unit type, the scale."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticKnownError

from dgassess.values.language import in_chinese, joined, say_as, with_unit
from dgassess.values.numbers import show_plain

# The key that stands for every unit type not named in a mapping by unit type.
DEFAULT_TYPE = "default"

T = TypeVar("T")


def _exact(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticKnownError("decimal_type")
    return value


Number = Annotated[Decimal, BeforeValidator(_exact)]
NumberByType = Number | dict[str, Number]


class Strict(BaseModel):
    """Base of everything read from files: frozen, no unknown keys, names equal the YAML keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and highest score of every node."""

    lowest: Fraction = Fraction(0)
    highest: Fraction = Fraction(100)


class Words(Protocol):
    """How a rule's sentence names its inputs."""

    def label(self, key: str) -> str:
        """What the question asks for."""

    def unit(self, key: str) -> str:
        """The unit of the answer, such as 项 or %, or the empty string."""


class NoValueForType(ValueError):
    """A mapping by unit type says nothing for a type; the message is a whole sentence."""


def pick(value: T | Mapping[str, T], unit_type: str | None) -> T:
    """The parameter that holds for a unit type. Raises NoValueForType when none does."""
    if not isinstance(value, Mapping):
        return value
    if unit_type is not None and unit_type in value:
        return value[unit_type]
    if DEFAULT_TYPE in value:
        return value[DEFAULT_TYPE]
    raise NoValueForType(f"There is no value for unit type '{unit_type}'.")


def by_type(values: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Of (field name, value) pairs, those that are mappings by unit type."""
    for name, value in values:
        if isinstance(value, Mapping):
            yield name, value


def exact(value: Decimal | int) -> Fraction:
    """A declared decimal as an exact fraction."""
    return Fraction(value)


def plain(value: Decimal | Fraction | int) -> str:
    """A declared number as people write it: 50, 0.5, -3."""
    return show_plain(value)


def measured(value: Decimal | Fraction | int, unit: str) -> str:
    """A declared number with its unit: 95%, 12件, in other languages 12 cases."""
    return f"{plain(value)}{unit}" if in_chinese() else with_unit(plain(value), unit)


def type_name(unit_type: str) -> str:
    """A key of a mapping by unit type as readers know it."""
    return say_as("unit types", "其他") if unit_type == DEFAULT_TYPE else unit_type


def spread(value: Any, unit: str = "", sign: str = "") -> str:
    """A parameter for a sentence: `≥95%`, or `省≥98%、市≥95%、其他≥90%` when it differs by unit type."""
    if isinstance(value, Mapping):
        blank = "" if in_chinese() else " "
        return joined(
            (
                f"{type_name(unit_type)}{blank}{sign}{measured(number, unit)}"
                for unit_type, number in value.items()
            ),
            "、",
        )
    return f"{sign}{measured(value, unit)}"
