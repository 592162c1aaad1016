"""checklist: every item fulfilled adds its points, up to a cap."""

from fractions import Fraction
from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, Words, exact, plain
from dgassess.rules.option_points import OptionPoints, Table
from dgassess.rules.rule import Use
from dgassess.values.language import in_chinese, joined, say


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
        return say(
            "逐项计分:{points},最高{cap}分",
            points=self.tables_sentence(_sentence),
            cap=plain(self._cap(scale)),
        )

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        earning = (points for points in self.table(unit_type).values() if points > 0)
        return min(sum(earning, scale.lowest), self._cap(scale))


def _sentence(table: Table) -> str:
    groups: dict[str, list[str]] = {}
    for option, points in table.items():
        groups.setdefault(plain(points), []).append(option)
    if len(groups) == 1:
        return say("每项{points}分", points=next(iter(groups)))
    said = [
        say("{options}各{points}分", options=joined(options, "、"), points=points)
        if len(options) > 1
        else say("{option} {points}分", option=options[0], points=points)
        for points, options in groups.items()
    ]
    return joined(said, "、") if in_chinese() else joined(said, ";")
