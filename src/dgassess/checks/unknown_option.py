"""A rule speaks of an option that its question does not have, or says nothing about one that it has.

What: `points` and `not_applicable` of a choice or checklist against the question's options.
Why: an option without points would make the indicator missing for whoever chooses it.
Example: `points: {A: 100, B: 80}` for a question with options A, B and C.
Instead: give every option its points, 0 where it earns none.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Demand, Loc, Subject, rule_at
from dgassess.model.questions import Question
from dgassess.rules.choice import Choice
from dgassess.rules.option_points import OptionPoints
from dgassess.values.diagnostics import Diagnostic, Severity, same_name, suggest

NAME = "unknown-option"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Unknown options and options without points."""
    for demand in subject.demands:
        question, rule = subject.questions.get(demand.question_id), rule_at(demand)
        if question is None or not question.options or not isinstance(rule, OptionPoints):
            continue
        unknown = 0
        for loc, option in _spoken_of(rule):
            if option not in question.options:
                unknown += 1
                verb = "gives points for" if loc[0] == "points" else "speaks of"
                message = f"{demand.item.id} {verb} '{option}', which is not an option of {question.id}."
                help_ = f"{suggest(option, question.options)} Its options are {', '.join(question.options)}."
                at = (*demand.loc[:-1], *loc)
                key = loc[0] == "points"
                fix = same_name(option, question.options)
                yield subject.defect(
                    NAME, SEVERITY, demand.item.id, at, message, help_.strip(), key=key, fix=fix
                )
        yield from _without_points(subject, demand, question, rule, unknown)


def _spoken_of(rule: OptionPoints) -> Iterator[tuple[Loc, str]]:
    for loc, table in _tables(rule):
        yield from (((*loc, option), option) for option in table)
    if isinstance(rule, Choice):
        yield from ((("not_applicable", index), option) for index, option in enumerate(rule.not_applicable))


def _without_points(
    subject: Subject, demand: Demand, question: Question, rule: OptionPoints, unknown: int
) -> Iterator[Diagnostic]:
    """Options left out, unless as many unknown ones stand in their place: they are misspelt, and reported."""
    out = rule.not_applicable if isinstance(rule, Choice) else ()
    for loc, table in _tables(rule):
        left_out = [name for name in question.options or () if name not in table and name not in out]
        if len(left_out) > unknown:
            of_type = f"For {loc[1]}, " if len(loc) > 1 else ""
            message = (
                f"{of_type}{demand.item.id} gives no points for option '{left_out[0]}' of {question.id}."
            )
            help_ = f"Add {', '.join(f'{option}: 0' for option in left_out)} if they earn nothing."
            at = (*demand.loc[:-1], *loc)
            yield subject.defect(NAME, SEVERITY, demand.item.id, at, message, help_)


def _tables(rule: OptionPoints) -> Iterator[tuple[Loc, list[str]]]:
    """The location of every table of points, and its options."""
    if not rule.differs_by_type:
        yield ("points",), list(rule.options)
        return
    for unit_type, table in zip(rule.points, rule.tables, strict=True):
        yield ("points", unit_type), list(table)
