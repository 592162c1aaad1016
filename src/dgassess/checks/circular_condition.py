"""Questions wait for each other.

What: `visible_when` conditions that lead, directly or through others, back to their own question.
Why: none of the questions could ever be asked first.
Example: a is asked when b > 0, and b is asked when a > 0.
Instead: let every condition look at a question that is asked before.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.checks.walking import asking_formulas
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "circular-condition"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per circle, at the question of it that comes first."""
    waits = {
        formula.owner: sorted(question.id for question in formula.questions.values())
        for formula in asking_formulas(subject)
        if formula.loc == ("visible_when",)
    }
    done: set[str] = set()
    for start in waits:
        circle = _circle(start, waits, done)
        if circle:
            shown = " → ".join((*circle, circle[0]))
            message = f"The condition of {circle[0]} leads back to itself: {shown}."
            help_ = f"Let the condition of {circle[-1]} look at a question that is asked before {circle[0]}."
            yield subject.defect(NAME, SEVERITY, circle[0], ("visible_when",), message, help_)


def _circle(start: str, waits: dict[str, list[str]], done: set[str]) -> list[str]:
    """The circle that is reached first from a question, beginning where it was entered; each is found once."""
    path: list[str] = []
    places: dict[str, int] = {}
    stack: list[tuple[str, bool]] = [(start, True)]
    while stack:
        name, entering = stack.pop()
        if not entering:
            path.pop()
            del places[name]
            done.add(name)
            continue
        if name in places:
            circle = path[places[name] :]
            done.update(path)
            return circle
        if name in done or name not in waits:
            continue
        places[name] = len(path)
        path.append(name)
        stack.append((name, False))
        stack.extend((target, True) for target in waits[name])
    return []
