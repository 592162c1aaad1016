"""Interpolation from a floor (lowest score) to a target (highest score), as `linear` and `ratio` use it."""

from collections.abc import Mapping
from fractions import Fraction

from dgassess.expressions import operations as op
from dgassess.rules.fields import NoValueForType, NumberByType, Scale, pick, plain, spread
from dgassess.values.language import say


def check_goalposts(floor: NumberByType, target: NumberByType) -> None:
    """Floor and target differ for every unit type. Raises ValueError where they do not."""
    named = [bounds for bounds in (floor, target) if isinstance(bounds, Mapping)]
    for unit_type in dict.fromkeys(key for bounds in named for key in bounds) if named else [None]:
        try:
            same = pick(floor, unit_type) == pick(target, unit_type)
        except NoValueForType:
            continue
        if same:
            whom = f" for '{unit_type}'" if unit_type is not None else ""
            raise ValueError(
                f"The floor and the target are both {pick(floor, unit_type)}{whom}; they must differ."
            )


def interpolated(
    value: op.Operation, floor: Fraction, target: Fraction, scale: Scale, *, clamp: bool = True
) -> op.Operation:
    """lowest + (value − floor) × (highest − lowest) ÷ (target − floor), kept within the scale when clamped.

    Multiplication comes before division, so that float engines agree. A floor above the target means the less the
    better. Source: min–max goalposts, OECD/JRC Handbook (2008), step 5.
    """
    low, high = op.Constant(scale.lowest), op.Constant(scale.highest)
    above_floor = op.Subtract(value, op.Constant(floor)) if floor else value
    rise = op.Multiply((above_floor, op.Constant(scale.highest - scale.lowest)))
    result: op.Operation = op.Divide(rise, op.Constant(target - floor))
    if scale.lowest:
        result = op.Add((low, result))
    return op.clamp(result, low, high) if clamp else result


def interpolation_sentence(
    floor: NumberByType,
    target: NumberByType,
    unit: str,
    scale: Scale,
    *,
    clamp: bool = True,
    logarithmic: bool = False,
) -> str:
    """`≤50%得0分,省≥100%、县≥90%得满分,其间线性插值`, with the signs turned where less is better."""
    floors, targets = ([*b.values()] if isinstance(b, Mapping) else [b] for b in (floor, target))
    rising, falling = max(floors) < min(targets), min(floors) > max(targets)
    worse, better = ("≤", "≥") if rising else ("≥", "≤") if falling else ("", "")
    if not clamp:
        worse = better = ""
    return say(
        "{floor}得{lowest}分,{target}得满分,{between}",
        floor=spread(floor, unit, worse),
        lowest=plain(scale.lowest),
        target=spread(target, unit, better),
        between=say("其间按对数插值")
        if logarithmic
        else say("其间线性插值")
        if clamp
        else say("其余按同一直线推算,不封顶、不保底"),
    )
