"""Levels (等级) and their gates (门槛条件)."""

from typing import Literal

from pydantic import model_validator

from dgassess.model.identifiers import QuestionId
from dgassess.rules.fields import Number, Strict


def _at_most_one_bound(at_least: object, above: object) -> None:
    if at_least is not None and above is not None:
        raise ValueError("Only one of 'at_least' and 'above' may be given.")


class Gate(Strict):
    """A threshold (门槛条件) on nodes' rounded scores or on a question's raw answer."""

    nodes: tuple[str, ...] = ()
    question: QuestionId | None = None
    at_least: Number | None = None
    above: Number | None = None
    not_applicable: Literal["pass", "fail"] = "pass"
    missing: Literal["pass", "fail"] = "fail"

    @model_validator(mode="after")
    def _complete(self) -> "Gate":
        if bool(self.nodes) == (self.question is not None):
            raise ValueError("A gate needs either 'nodes' or 'question'.")
        _at_most_one_bound(self.at_least, self.above)
        if self.at_least is None and self.above is None:
            raise ValueError("A gate needs 'at_least' or 'above'.")
        return self


class Level(Strict):
    """A level (等级): its lower bound, inclusive (`at_least`) or not (`above`); the last level has none."""

    name: str
    at_least: Number | None = None
    above: Number | None = None
    gates: tuple[Gate, ...] = ()
    description: str | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> "Level":
        _at_most_one_bound(self.at_least, self.above)
        return self
