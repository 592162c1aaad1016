"""Claims: every level is reached, and none with nothing answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dgassess.engine.intervals_values import Env, Reach
from dgassess.engine.proofs_claims import Claim, Witness, answers_text, number
from dgassess.engine.proofs_plan import IntervalPlan, RunReach
from dgassess.engine.proofs_search import Search
from dgassess.engine.proofs_splitting import excluded


class LevelProver:
    """Decides which levels the units of one plan reach."""

    def __init__(self, search: Search, intervals: IntervalPlan, everything: Env, reach: RunReach) -> None:
        self.search, self.intervals, self.everything, self.reach = search, intervals, everything, reach
        self.unit_type = search.plan.unit_type

    def claims(self) -> Iterator[Claim]:
        """One claim for every level, and one for all."""
        levels = self.search.method.levels
        for index in range(len(levels)):
            yield self._level(index)
        if levels:
            yield self._nothing_scored()

    def _level(self, index: int) -> Claim:
        level = self.search.method.levels[index]
        loc = ("levels", index, "name")
        claim = Claim("proof-level", "", self.unit_type, "proved", "", loc, what=level.name)
        found = self.search.records.levels.get(level.name)
        if found is not None:
            total, answers = found
            shown = f"'{level.name}' is reached with a total of {number(total)}: {answers_text(answers)}"
            return replace(claim, detail=shown, witnesses=(Witness(answers, number(total)),))
        highest = max(self.search.records.totals, key=lambda one: one[0], default=None)
        best = f"the highest total found is {number(highest[0])}" if highest else "no total was found"
        witnesses = (Witness(highest[1], number(highest[0])),) if highest else ()
        if index not in self.reach.levels or self._excluded(index, by_score=False):
            by_score = index in self.reach.levels_by_score and not self._excluded(index, by_score=True)
            detail = f"no unit gets the level '{level.name}': {self._why(by_score)}; {best}"
            return replace(claim, status="refuted", detail=detail, witnesses=witnesses, grave=by_score)
        detail = f"no answers were found that give the level '{level.name}', and none are ruled out; {best}"
        return replace(claim, status="undecided", detail=detail, witnesses=witnesses)

    def _why(self, by_score: bool) -> str:
        if by_score:
            return "its gates, those above it or a cap never let a unit stay there"
        if self.reach.total is None:
            return "there is no total"
        return f"totals lie from {number(self.reach.total.low)} to {number(self.reach.total.high)}, none within it"

    def _excluded(self, index: int, *, by_score: bool) -> bool:
        """In a small method, whether splitting the answers rules the level out."""
        if not self.search.small:
            return False
        plan = self.search.plan
        names = tuple(name for name in plan.asked if name in plan.scored)

        def possible(box: dict[str, Reach]) -> bool:
            found = self.intervals.run(box)
            return index in (found.levels_by_score if by_score else found.levels)

        return excluded(names, dict(self.everything), possible)

    def _nothing_scored(self) -> Claim:
        """Whether a unit that answers nothing goes without a level."""
        gaps = {
            name: Reach(None, missing=True, not_applicable=True)
            if name in self.intervals.method.questions
            else reach
            for name, reach in self.everything.items()
        }
        claim = Claim("proof-nothing-scored", "", self.unit_type, "proved", "", ("levels",), what="levels")
        for answers in ({}, self.search.nothing_applicable):
            found = self.search.tried(answers)
            if found is not None and found.level is not None:
                detail = f"a unit with {answers_text(answers)} gets the level '{found.level}'"
                witness = Witness(answers, number(found.total) if found.total is not None else "")
                return replace(claim, status="refuted", detail=detail, witnesses=(witness,))
        if not self.intervals.run(gaps).anything_scored:
            return replace(claim, detail="without an answer nothing is scored, and there is no level")
        detail = "an indicator may be scored although nothing is answered; no level was found then"
        return replace(claim, status="undecided", detail=detail)
