"""The lineage of an indicator or question contradicts itself or what is there.

What: `renamed` needs the former id under `from`, which is not its own and is no longer in use; `new` has none.
Why: figures would be compared year on year with those of something else.
Example: `lineage: {kind: renamed}` without `from`, or with a `from` that another indicator carries today.
Instead: name the former id, or choose the kind that holds: kept, renamed, redefined, new or dropped.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Loc, Subject
from dgassess.model.questions import Lineage
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "broken-lineage"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """At most one diagnostic per indicator, adjustment, veto or question."""
    items, questions = {item.id for item in subject.items}, set(subject.questions)
    declared = [(item.id, item.lineage, items) for item in subject.items]
    declared += [(question.id, question.lineage, questions) for question in subject.questions.values()]
    for owner, lineage, present in declared:
        found = _problem(owner, lineage, present) if lineage is not None else None
        if found is not None:
            loc, message, help_ = found
            yield subject.defect(NAME, SEVERITY, owner, ("lineage", *loc), message, help_)


def _problem(owner: str, lineage: Lineage, present: set[str]) -> tuple[Loc, str, str] | None:
    origin = lineage.origin
    if lineage.kind == "new":
        if origin is None:
            return None
        message = f"{owner} is declared new, but also to come from '{origin}'."
        return ("from",), message, "Leave 'from' out, or write 'renamed' or 'redefined'."
    if lineage.kind != "renamed":
        return None
    if origin is None:
        message = f"{owner} is declared renamed, but 'from' does not say from what."
        return ("kind",), message, f"Add the former id, as 'from: {owner}-old', or write 'kept'."
    if origin == owner:
        message = f"{owner} is declared renamed from '{origin}', which is its own id."
        return ("from",), message, "Name the former id, or write 'kept' or 'redefined'."
    if origin in present:
        message = f"{owner} is declared renamed from '{origin}', but '{origin}' is still in use."
        return ("from",), message, f"Give '{origin}' another id, or write 'new' here."
    return None
