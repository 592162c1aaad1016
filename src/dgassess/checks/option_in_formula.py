"""A formula or condition compares a question with an option that it does not have.

What: `lvl == "A"` and `"a" in items` in formulas, conditions and cross-checks, against the question's options.
Why: the comparison never holds, so the branch or condition is dead.
Example: `applies_when: lvl == "F"` where TC-1-2.lvl has the options A to E.
Instead: name one of the question's options.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dgassess.checks.ranges import within
from dgassess.checks.subject import Subject
from dgassess.checks.walking import Formula, asking_formulas, scoring_formulas
from dgassess.expressions import operations as op
from dgassess.model.questions import Question
from dgassess.values.diagnostics import Diagnostic, Severity, suggest

NAME = "option-in-formula"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per formula and unknown option."""
    for formula in chain(scoring_formulas(subject), asking_formulas(subject)):
        if formula.loc == ("visible_when",) and not any(
            isinstance(o, op.Or) for o in within(formula.operation)
        ):
            continue  # then the question is never asked, which is another check's
        for question, option in dict.fromkeys(_compared(formula)):
            known = subject.questions[question].options or {}
            if option not in known:
                message = f"'{formula.text}' speaks of '{option}', which is not an option of {question}."
                help_ = f"{suggest(option, known)} Its options are {', '.join(known)}.".strip()
                yield subject.defect(NAME, SEVERITY, formula.owner, formula.loc, message, help_)


def speaks_of_unknown_option(subject: Subject, formula: Formula) -> bool:
    """Whether a formula compares a question with an option that it does not have."""
    return any(option not in (subject.questions[name].options or {}) for name, option in _compared(formula))


def _compared(formula: Formula) -> Iterator[tuple[str, str]]:
    """The question and the text of every comparison with a single or multiple choice."""
    for operation in within(formula.operation):
        match operation:
            case op.Compare(op.Input(name), "==" | "!=", op.Constant(str() as text)):
                pass
            case op.Compare(op.Constant(str() as text), "==" | "!=", op.Input(name)):
                pass
            case op.Contains(op.Constant(str() as text), op.Input(name)):
                pass
            case _:
                continue
        question: Question | None = formula.questions.get(name)
        if question is not None and question.options:
            yield question.id, text
