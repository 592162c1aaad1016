"""No permitted answer falls into a band.

What: bounds of `bands` against the question's range; a ratio of a part to its whole lies between 0 and 100.
Why: the band's score can never be given, so the bounds or the range are wrong.
Example: `{at_least: 120, score: 100}` for a question with `maximum: 100`.
Instead: correct the bound, or the question's `minimum` or `maximum`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dgassess.checks.ranges import Range, range_of
from dgassess.checks.subject import Loc, Ruled, Subject
from dgassess.checks.walking import variants
from dgassess.rules.banding import Band
from dgassess.rules.bands import BandRule
from dgassess.rules.fields import exact, plain
from dgassess.rules.ratio import Ratio
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unreachable-band"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per list of bands and end of the range."""
    for ruled in subject.rules:
        rule = ruled.rule
        if not isinstance(rule, BandRule | Ratio) or rule.bands is None:
            continue
        range_ = valued(subject, ruled)
        for loc, bands, _ in variants(rule.bands, ruled.types, (*ruled.loc, "bands")):
            for at, message in _unreached(bands, range_):
                help_ = "Correct the bound, or the range of the question."
                yield subject.defect(
                    NAME, SEVERITY, ruled.item.id, (*loc, *at), f"{ruled.item.id}: {message}", help_
                )


def valued(subject: Subject, ruled: Ruled) -> Range:
    """The range of what a rule looks at: its question's, or that of a percentage."""
    if isinstance(ruled.rule, Ratio):
        return (Fraction(0), Fraction(100)) if ruled.rule.part_of_whole else (None, None)
    key: str = getattr(ruled.rule, "question", "")
    return range_of(subject.asked(ruled.item, key))


def _unreached(bands: Sequence[Band], range_: Range) -> Iterator[tuple[Loc, str]]:
    low, high = range_
    for index, band in enumerate(bands):
        bound, field = exact(band.bound), "above" if band.above is not None else "at_least"
        sign = "above" if band.above is not None else "of at least"
        if high is not None and (bound > high or (bound == high and band.above is not None)):
            message = (
                f"the band {sign} {plain(bound)} is never reached, since {plain(high)} is the most there is."
            )
            yield (index, field), message
        last = index == len(bands) - 1
        if low is not None and (bound < low or (bound == low and band.above is None)):
            behind = "'otherwise'" if last else f"the band from {plain(bands[index + 1].bound)}"
            message = (
                f"{behind} is never reached, since everything from {plain(low)}, the least there is, falls into the "
                f"band {sign} {plain(bound)}."
            )
            if not last:
                yield (index, field), message
            return
