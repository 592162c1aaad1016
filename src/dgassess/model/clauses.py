"""The clauses (条款) of the policy an indicator system serves."""

from dgassess.model.identifiers import ClauseId, Text
from dgassess.rules.fields import Strict


class Clause(Strict):
    """A clause (条款) of the policy an indicator serves."""

    id: ClauseId
    title: str
    requirements: tuple[str, ...] = ()


class ClausePart(Strict):
    """A part of the policy text."""

    id: Text
    title: str
    clauses: tuple[Clause, ...]


class ClauseFile(Strict):
    """clauses.yaml."""

    format: str | None = None
    source: str = ""
    parts: tuple[ClausePart, ...] = ()
    clauses: tuple[Clause, ...] = ()
