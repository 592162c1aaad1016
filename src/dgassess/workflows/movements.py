"""The same answers scored by two states of a method: which scores, levels and ranks move."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from dgassess.engine.results import Basis, UnitResult
from dgassess.engine.scoring import Scorer, ScoringUnit
from dgassess.loading.reading import Reading
from dgassess.loading.responses import WrittenResponse, read_unit
from dgassess.model.answers import AnswerProblem, read_answer
from dgassess.model.responses import Response, Review
from dgassess.rules.fields import NoValueForType
from dgassess.values.numbers import round_to, show


@dataclass(frozen=True, slots=True)
class Score:
    """A figure at the digits its method declares; no value where there is no score."""

    value: Fraction | None
    text: str


NO_SCORE = Score(None, "—")


@dataclass(frozen=True, slots=True)
class Move:
    """A figure by both methods; `what` is total or a node's id."""

    what: str
    before: Score
    after: Score

    @property
    def by(self) -> Fraction | None:
        """How far it moved, or None when one of the two is no score."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to be scored by both methods: a golden case's or a response's."""

    kind: Literal["case", "response"]
    id: str
    name: str
    written: WrittenResponse
    basis: Basis = "verified"
    earlier: Response | None = None  # for the older method, where it has answers the newer one does not know


@dataclass(frozen=True, slots=True)
class Movement:
    """What became of one set of answers; `problem` says why it could not be scored by both methods."""

    kind: Literal["case", "response"]
    id: str
    name: str
    total: Move = field(default_factory=lambda: Move("total", NO_SCORE, NO_SCORE))
    nodes: tuple[Move, ...] = ()  # those whose score differs
    level: tuple[str | None, str | None] = (None, None)
    rank: tuple[int | None, int | None] = (None, None)
    left_out: tuple[str, ...] = ()  # questions whose answers the older method does not know
    problem: str = ""
    results: tuple[UnitResult, UnitResult] | None = field(default=None, repr=False, compare=False)
    type_rank: tuple[int | None, int | None] = (None, None)

    @property
    def moved(self) -> bool:
        """Whether any score, the level or the rank differs."""
        return (
            bool(self.nodes)
            or self.total.before.value != self.total.after.value
            or self.level[0] != self.level[1]
            or self.rank[0] != self.rank[1]
        )


@dataclass(slots=True)
class _Side:
    """One method with the units read for it."""

    scorer: Scorer
    called: str
    origins: Mapping[str, str] = field(default_factory=dict)
    units: dict[int, ScoringUnit] = field(default_factory=dict)

    def shown(self, value: Fraction | None) -> Score:
        method = self.scorer.method
        if value is None:
            return NO_SCORE
        digits, mode = method.digits, method.mode
        return Score(round_to(value, digits, mode), show(value, digits, mode))


def movements(
    before: Scorer,
    after: Scorer,
    answers: Sequence[Answers],
    revision: str,
    origins: Mapping[str, str] | None = None,
) -> tuple[Movement, ...]:
    """What moves for every set of answers; responses are ranked among one another.

    origins: from ids of nodes and questions now to their ids before, for those that had others.
    """
    old, new = _Side(before, f"at {revision}", origins or {}), _Side(after, "now")
    read = [_read(index, each, old, new) for index, each in enumerate(answers)]
    ranks = [_ranks(side, answers) for side in (old, new)]
    found: list[Movement] = []
    for index, (each, (left_out, problem)) in enumerate(zip(answers, read, strict=True)):
        if problem:
            found.append(Movement(each.kind, each.id, each.name, left_out=left_out, problem=problem))
            continue
        results = [side.scorer.score_unit(side.units[index], each.basis) for side in (old, new)]
        found.append(
            Movement(
                each.kind,
                each.id,
                each.name,
                Move("total", old.shown(results[0].total), new.shown(results[1].total)),
                tuple(_nodes(old, new, *results)),
                (results[0].level, results[1].level),
                (ranks[0].get(index, _NO_RANKS)[0], ranks[1].get(index, _NO_RANKS)[0]),
                left_out,
                results=(results[0], results[1]),
                type_rank=(ranks[0].get(index, _NO_RANKS)[1], ranks[1].get(index, _NO_RANKS)[1]),
            )
        )
    return tuple(found)


def _read(index: int, each: Answers, old: _Side, new: _Side) -> tuple[tuple[str, ...], str]:
    """Read one set of answers for both methods; what was left out, and why it failed if it did."""
    known, left_out = known_answers(each.earlier or each.written.response, old.scorer, old.origins)
    for side, written in ((new, each.written), (old, replace(each.written, response=known))):
        reading = Reading()
        try:
            unit = read_unit(reading, written, side.scorer)
        except NoValueForType as problem:
            unit, reason = None, str(problem)
        else:
            errors = [found.message for found in reading.diagnostics if found.severity == "error"]
            reason = errors[0] if errors else "its answers could not be read in full."
        if unit is None:
            return left_out, f"It cannot be scored by the method {side.called}: {reason}"
        side.units[index] = unit
    return left_out, ""


def known_answers(
    response: Response, scorer: Scorer, ids: Mapping[str, str]
) -> tuple[Response, tuple[str, ...]]:
    """The response without what the method does not know: another version's questions, options and classes.

    ids: what the method calls questions that it does not know by the response's id.
    """
    response = _called(response, scorer, ids)
    method, unit = scorer.method, response.unit
    if unit.unit_class is not None and method.classes and unit.unit_class not in method.classes:
        unit = replace(unit, unit_class=None)
    asked = tuple(method.questions)
    if not method.unit_types or unit.type in method.unit_types:
        with contextlib.suppress(NoValueForType):
            asked = tuple(scorer.plan(unit.type if method.unit_types else None).asked)
    known = {key: raw for key, raw in response.answers.items() if key in asked and _fits(key, raw, scorer)}
    reviews = {
        key: review
        for key, review in response.reviews.items()
        if key in asked and _review_fits(key, review, known, scorer)
    }
    gone = [key for key in response.answers if key not in known]
    gone += [key for key in response.reviews if key not in reviews and key not in gone]
    changed = replace(
        response,
        questionnaire_id=method.questionnaire.id,
        questionnaire_version=None,
        unit=unit,
        answers=known,
        reviews=reviews,
        evidence={},
    )
    return changed, tuple(gone)


def _called(response: Response, scorer: Scorer, ids: Mapping[str, str]) -> Response:
    asked = scorer.method.questions
    own = {
        key for key in (*response.answers, *response.reviews) if key not in asked and ids.get(key) in asked
    }
    return replace(
        response,
        answers={ids[key] if key in own else key: raw for key, raw in response.answers.items()},
        reviews={ids[key] if key in own else key: review for key, review in response.reviews.items()},
    )


def _fits(key: str, raw: object, scorer: Scorer) -> bool:
    question = scorer.method.questions[key]
    try:
        value = read_answer(question, raw).answer.value
    except AnswerProblem:
        return False
    if question.type != "indicators" or not isinstance(value, frozenset):
        return True
    return value <= {node.id for node in scorer.method.tree if node.kind == "indicator"}


def _review_fits(key: str, review: Review, answers: Mapping[str, object], scorer: Scorer) -> bool:
    if review.remove is not None:
        return key in answers and set(review.remove) <= set(scorer.method.questions[key].options)
    if review.outcome == "not_applicable":
        return _fits(key, {"not_applicable": review.not_applicable}, scorer)
    return _fits(key, review.value, scorer)


_Ranks = tuple[int | None, int | None]
_NO_RANKS: _Ranks = (None, None)


def _ranks(side: _Side, answers: Sequence[Answers]) -> dict[int, _Ranks]:
    """The ranks of the responses that both methods can score, and those within a type, by position; each unit once."""
    units: dict[str, tuple[int, ScoringUnit]] = {}
    for index, unit in side.units.items():
        if answers[index].kind == "response":
            units.setdefault(unit.id, (index, unit))
    if len(units) < 2:
        return {}
    ranked = side.scorer.score([unit for _, unit in units.values()])
    return {units[result.id][0]: (result.rank, result.type_rank) for result in ranked.units}


def _nodes(old: _Side, new: _Side, before: UnitResult, after: UnitResult) -> list[Move]:
    """Every node whose score differs as shown, in the order of the method now; those that are gone come last."""
    moves = []
    came_from = {
        id_: old.origins[id_] for id_ in after.nodes if id_ not in before.nodes and id_ in old.origins
    }
    gone = {id_: None for id_ in before.nodes if id_ not in came_from.values()}
    for id_ in {**after.nodes, **gone}:
        one, other = before.nodes.get(came_from.get(id_, id_)), after.nodes.get(id_)
        scores = old.shown(one.score if one else None), new.shown(other.score if other else None)
        if scores[0].value != scores[1].value:
            moves.append(Move(id_, *scores))
    return moves
