"""Claim: every scored question can change a score: two answers to it, all others the same, give different results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from dgassess.engine.intervals_values import Env
from dgassess.engine.proofs_bench import Answers
from dgassess.engine.proofs_claims import Claim, Witness, answer_text
from dgassess.engine.proofs_search import Search
from dgassess.engine.proofs_simplifying import simplified
from dgassess.engine.proofs_trends import answered_env
from dgassess.engine.totals import Assessment
from dgassess.expressions.operations import Operation, input_names

_Outcome = tuple[Fraction | None, str | None, bool, bool, Mapping[str, Fraction | None]]


class QuestionProver:
    """Decides which questions of one plan matter."""

    def __init__(self, search: Search, env: Env) -> None:
        self.search, self.env = search, env
        self.plan = search.plan
        self.vetoes = {veto.id: search.benches.of(veto) for veto in self.plan.vetoes}
        self.judged = {id_: bench.explored() for id_, bench in self.vetoes.items()}

    def claims(self) -> Iterator[Claim]:
        """One claim for every question that is asked and scored."""
        for question in self.plan.asked:
            if question in self.plan.scored:
                yield self._claim(question)

    def _claim(self, question: str) -> Claim:
        for part_id, part in self.search.parts.items():
            if question in part.changes:
                return self._proved(question, part_id, *part.changes[question])
        whole = self._whole(question)
        if whole is not None:
            return self._proved(question, "the result", *whole)
        unit_type = self.plan.unit_type
        if self._dead(question):
            detail = f"no answer to {question} changes any score: what uses it gives the same for all answers"
            return Claim("proof-question", question, unit_type, "refuted", detail, ("id",))
        detail = f"no two answers to {question} were found that give different scores, and none are ruled out"
        return Claim("proof-question", question, unit_type, "undecided", detail, ("id",))

    def _proved(self, question: str, what: str, first: Answers, second: Answers) -> Claim:
        shown = " and ".join(answer_text(answers[question]) for answers in (first, second))
        detail = f"{what} differs between {question} = {shown}"
        witnesses = (Witness(first, ""), Witness(second, ""))
        return Claim("proof-question", question, self.plan.unit_type, "proved", detail, ("id",), witnesses)

    def _whole(self, question: str) -> tuple[Answers, Answers] | None:
        """Two answers between which the whole result differs: by a veto or a gate."""
        choices = self.search.benches.choices((question,))[question]
        for base in self._bases(question):
            first: tuple[_Outcome, Answers] | None = None
            for answer in choices:
                answers = base | {question: answer}
                found = self.search.tried(answers)
                if found is None:
                    continue
                outcome = _outcome(found)
                if first is None:
                    first = (outcome, answers)
                elif outcome != first[0]:
                    return first[1], answers
        return None

    def _bases(self, question: str) -> Iterator[Answers]:
        """Units to vary one answer of: with a veto triggered that uses it, the best, the worst."""
        for veto in self.plan.vetoes:
            listed = {effect.question for effect in veto.effects if effect.question}
            if question in listed or question in self.vetoes[veto.id].names:
                every = {name: self.search.benches.choices((name,))[name][-1] for name in listed}
                yield self.search.best | self.judged[veto.id].best | every
        yield self.search.best
        yield self.search.worst

    def _dead(self, question: str) -> bool:
        """Whether nothing that uses the question depends on how it is answered."""
        if any(question in input_names(condition) for condition in self.plan.conditions.values()):
            return False
        if any(gate.question == question for level in self.search.method.levels for gate in level.gates):
            return False
        if any(effect.question == question for veto in self.plan.vetoes for effect in veto.effects):
            return False
        parts = (*self.plan.nodes, *self.plan.adjustments, *self.plan.vetoes)
        return not any(self._matters(part.operation, question) for part in parts)

    def _matters(self, operation: Operation, question: str) -> bool:
        names = set(input_names(operation))
        if question not in names:
            return False
        env = answered_env({name: self.env[name] for name in names}, question)
        return question in set(input_names(simplified(operation, env)))


def _outcome(found: Assessment) -> _Outcome:
    nodes = {node_id: value.score for node_id, value in found.run.nodes.items()}
    return found.total, found.level, found.award, found.rejected, nodes
