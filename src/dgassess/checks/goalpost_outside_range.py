"""A floor or target lies outside what can be answered.

What: `floor` and `target` of linear rules against the question's range, of ratios against 0 to 100 (unless
`part_of_whole: false`).
Why: a target beyond the range can never be met, and a floor beyond it gives points for the worst answer.
Example: `target: 120` for a question with `maximum: 100`.
Instead: correct the goalpost, or the question's `minimum` or `maximum`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.checks.unreachable_band import valued
from dgassess.checks.walking import for_types, variants
from dgassess.rules.fields import exact, plain
from dgassess.rules.linear import Linear
from dgassess.rules.ratio import Ratio
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "goalpost-outside-range"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per goalpost."""
    for ruled in subject.rules:
        rule = ruled.rule
        if not isinstance(rule, Linear | Ratio):
            continue
        low, high = valued(subject, ruled)
        for field, value in (("floor", rule.floor), ("target", rule.target)):
            for loc, own, types in (
                variants(value, ruled.types, (*ruled.loc, field)) if value is not None else ()
            ):
                above = high is not None and exact(own) > high
                if above or (low is not None and exact(own) < low):
                    limit = (
                        f"at most {plain(high)}"
                        if above and high is not None
                        else f"at least {plain(low or 0)}"
                    )
                    message = (
                        f"The {field} of {ruled.item.id}{for_types(types, subject)} is {plain(own)}, "
                        f"but the figure is {limit}."
                    )
                    help_ = f"Correct the {field}, or the range of the question."
                    yield subject.defect(NAME, SEVERITY, ruled.item.id, loc, message, help_)
