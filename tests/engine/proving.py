"""Claims about small systems, and the exact engine's word on their witnesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dgassess.engine.proofs import prove
from dgassess.engine.proofs_claims import Claim
from dgassess.engine.totals import Assessment, assess
from dgassess.model.answers import read_answer
from dgassess.values.answers import Answer, AnswerState
from tests.engine.building import Data, load, scorer_of


@dataclass
class Proved:
    """A system with its claims."""

    system: Data
    questions: Sequence[Data]

    def __post_init__(self) -> None:
        self.loaded = load(self.system, self.questions)
        self.scorer = scorer_of(self.loaded)
        self.claims = prove(self.loaded.system, self.scorer)

    def claim(self, name: str, what: str = "", unit_type: str | None = None) -> Claim:
        """The claim of a name about a subject (or what is shown in its place)."""
        found = [
            c
            for c in self.claims
            if c.name == name and what == (c.what or c.subject) and c.unit_type == unit_type
        ]
        assert len(found) == 1, found
        return found[0]

    def statuses(self, name: str) -> list[str]:
        """The statuses of all claims of a name."""
        return [claim.status for claim in self.claims if claim.name == name]

    def assessed(self, answers: Mapping[str, Answer], unit_type: str | None = None) -> Assessment:
        """A witness, scored; every answer must be one that the questionnaire permits."""
        questions = self.loaded.questionnaire.questions
        for name, answer in answers.items():
            if answer.state is not AnswerState.MISSING:
                assert read_answer(questions[name].asked, raw(answer)).answer == answer, (name, answer)
        return assess(self.scorer.exact(unit_type), answers)


def raw(answer: Answer) -> Any:
    """An answer as a file would hold it."""
    if answer.state is AnswerState.NOT_APPLICABLE:
        return {"not_applicable": answer.reason}
    value = answer.value
    if isinstance(value, frozenset):
        return sorted(value)
    if value is None or isinstance(value, bool | str):
        return value
    return Decimal(value.numerator) / Decimal(value.denominator)
