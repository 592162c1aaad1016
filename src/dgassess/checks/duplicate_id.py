"""Two things carry the same id, or ids that differ only in case.

What: ids of dimensions, groups, indicators, adjustments and vetoes share one namespace; questions, cross-checks and
clauses have one each.
Why: a score, an answer or a column of a table would belong to either.
Example: two indicators with `id: TC-1-2`.
Instead: give the newer one a number that was never used; numbers are not reused across years.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Declared, Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "duplicate-id"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Every declaration of an id after the first."""
    seen: dict[tuple[str, str], Declared] = {}
    for declared in subject.declared:
        first = seen.setdefault((declared.space, declared.id.casefold()), declared)
        if first is declared:
            continue
        same = first.id == declared.id
        what = f"The id '{declared.id}' is used twice." if same else ""
        message = what or f"The ids '{first.id}' and '{declared.id}' differ only in case."
        related = ((first.place(), f"'{first.id}' is first used here."),)
        help_ = f"'{first.id}' is first used at {first.place()}; give one of the two another id."
        yield Diagnostic(NAME, SEVERITY, declared.place(), message, help_, related)
