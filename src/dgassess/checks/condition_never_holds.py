"""A question is never asked, or its condition is none.

What: `visible_when` that no permitted answer fulfils (another option than the question has, a number outside its range,
two options of a single choice at once), and one that every answer fulfils.
Why: a question that nobody is asked stays blank, and what it feeds is never scored.
Example: `visible_when: lvl == "F"` where the options of lvl are A to E.
Instead: compare with what can be answered, or leave the condition out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.ranges import decided, within
from dgassess.checks.subject import Subject
from dgassess.checks.walking import Formula, asking_formulas
from dgassess.expressions import operations as op
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "condition-never-holds"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per condition."""
    for formula in asking_formulas(subject):
        if formula.loc != ("visible_when",):
            continue
        holds = _decided(formula.operation, formula)
        if holds is not None:
            asked = "is asked of everybody" if holds else "is never asked"
            word = "always" if holds else "never"
            message = f"{formula.owner} {asked}: '{formula.text}' {word} holds."
            help_ = _permitted(formula)
            yield subject.defect(NAME, SEVERITY, formula.owner, formula.loc, message, help_)


def _decided(operation: op.Operation, formula: Formula) -> bool | None:
    """Whether a condition always (True) or never (False) holds, options included."""
    match operation:
        case op.Not(operand):
            inner = _decided(operand, formula)
            return None if inner is None else not inner
        case op.And(terms):
            found = [_decided(term, formula) for term in terms]
            if False in found or _two_at_once(terms):
                return False
            return None if None in found else True
        case op.Or(terms):
            found = [_decided(term, formula) for term in terms]
            return True if True in found else None if None in found else False
        case op.Compare(op.Input(name), "==" | "!=" as sign, op.Constant(str() as option)) | op.Compare(
            op.Constant(str() as option), "==" | "!=" as sign, op.Input(name)
        ):
            return None if _has(formula, name, option) else sign == "!="
        case op.Contains(op.Constant(str() as option), op.Input(name)):
            return None if _has(formula, name, option) else False
    return decided(operation, formula)


def _has(formula: Formula, name: str, option: str) -> bool:
    """Whether a question may be answered with an option; True where it has none to choose from."""
    question = formula.questions.get(name)
    return question is None or question.options is None or option in question.options


def _two_at_once(terms: tuple[op.Operation, ...]) -> bool:
    """Whether terms ask one question for two different texts."""
    wanted: dict[str, str] = {}
    for term in terms:
        match term:
            case op.Compare(op.Input(name), "==", op.Constant(str() as option)):
                if wanted.setdefault(name, option) != option:
                    return True
    return False


def _permitted(formula: Formula) -> str:
    """What the first question of a condition permits."""
    for operation in within(formula.operation):
        if isinstance(operation, op.Input) and operation.name in formula.questions:
            question = formula.questions[operation.name]
            if question.options:
                return f"The options of {question.id} are {', '.join(question.options)}."
            low, high = question.asked.bounds
            if question.asked.is_numeric and low is not None and high is not None:
                return f"{question.id} may be answered from {low:f} to {high:f}."
    return "Leave the condition out, or let it depend on an answer."
