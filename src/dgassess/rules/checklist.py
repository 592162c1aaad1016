"""checklist: every item fulfilled adds its points, up to a cap."""

from fractions import Fraction
from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, Words, exact, plain
from dgassess.rules.option_points import OptionPoints, Table
from dgassess.rules.rule import Use


class Checklist(OptionPoints):
    """Points per option of a multi-select; none chosen is the lowest score, not a blank."""

    kind: Literal["checklist"]
    cap: Number | None = None

    def _cap(self, scale: Scale) -> Fraction:
        return scale.highest if self.cap is None else exact(self.cap)

    def uses(self) -> tuple[Use, ...]:
        return (Use(self.question, "multi", ("question",), self.options),)

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        chosen = op.Input(self.question)
        terms: list[op.Operation] = [op.Constant(scale.lowest)] if scale.lowest else []
        for option, points in self.table(unit_type).items():
            terms.append(op.If(op.Contains(op.Constant(option), chosen), op.Constant(points), op.number(0)))
        return op.Minimum((op.Add(tuple(terms)), op.Constant(self._cap(scale))))

    def standard(self, words: Words, scale: Scale) -> str:
        return f"逐项计分:{self.tables_sentence(_sentence)},最高{plain(self._cap(scale))}分"

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        earning = (points for points in self.table(unit_type).values() if points > 0)
        return min(sum(earning, scale.lowest), self._cap(scale))


def _sentence(table: Table) -> str:
    groups: dict[str, list[str]] = {}
    for option, points in table.items():
        groups.setdefault(plain(points), []).append(option)
    if len(groups) == 1:
        return f"每项{next(iter(groups))}分"
    return "、".join(
        f"{'、'.join(options)}{'各' if len(options) > 1 else ' '}{points}分"
        for points, options in groups.items()
    )
