"""Claims: every score within the scale, the highest and the lowest of every node reached."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dgassess.engine.intervals_values import End, Span, at_nine
from dgassess.engine.method import Branch, Leaf
from dgassess.engine.proofs_bench import Answers
from dgassess.engine.proofs_claims import Claim, ClaimName, Witness, answers_text, label, number
from dgassess.engine.proofs_plan import RunReach
from dgassess.engine.proofs_search import Search
from dgassess.values.numbers import comparable


class NodeProver:
    """Decides what the nodes of one plan reach."""

    def __init__(self, search: Search, reach: RunReach) -> None:
        self.search, self.reach = search, reach
        self.method, self.plan = search.method, search.plan
        self.unit_type = self.plan.unit_type
        self._unreached: dict[str, set[str]] = {"proof-highest": set(), "proof-lowest": set()}
        sums = [node for node in self.plan.nodes if isinstance(node, Branch) and node.adds == "sum"]
        self._summed = {child for node in sums for child in node.children}

    def claims(self) -> Iterator[Claim]:
        """Three claims for every node; what a sum adds up need not fill the scale itself."""
        for node in self.plan.nodes:
            span = self.reach.nodes[node.id].score
            if span is None:
                detail = f"{label(node.id)} is never scored for these units"
                yield Claim("proof-highest", node.id, self.unit_type, "refuted", detail)
                self._unreached["proof-highest"].add(node.id)
                continue
            yield self._within(node, span)
            if node.id not in self._summed:
                yield self._reaches(node, span, highest=True)
                yield self._reaches(node, span, highest=False)

    def _inside(self, end: End) -> bool:
        """Whether a score is within the scale, at the nine decimals at which scores are compared."""
        return self.method.lowest <= at_nine(end) <= self.method.highest

    def _within(self, node: Leaf | Branch, span: Span) -> Claim:
        low, high = self.search.records.lowest.get(node.id), self.search.records.highest.get(node.id)
        scale = f"{number(self.method.lowest)} to {number(self.method.highest)}"
        if self._inside(span.low) and self._inside(span.high):
            detail = f"{label(node.id)} lies from {number(span.low)} to {number(span.high)}"
            return Claim("proof-scale", node.id, self.unit_type, "proved", detail)
        for found in (high, low):
            if found is not None and not self._inside(found[0]):
                score, answers = found
                detail = (
                    f"{label(node.id)} gets {number(score)}, outside the scale of {scale}, with "
                    f"{answers_text(self._own(node, answers))}"
                )
                witnesses = (Witness(answers, number(score)),)
                cause = self._child_outside(node)
                return Claim(
                    "proof-scale",
                    node.id,
                    self.unit_type,
                    "refuted",
                    detail,
                    (),
                    witnesses,
                    grave=True,
                    cause=cause,
                )
        shown = f"{number(low[0])} to {number(high[0])}" if low and high else "nothing"
        detail = (
            f"{label(node.id)} could only be bounded to {number(span.low)} to {number(span.high)}; answers were found "
            f"for {shown}"
        )
        return Claim("proof-scale", node.id, self.unit_type, "undecided", detail)

    def _child_outside(self, node: Leaf | Branch) -> str:
        """A child that leaves the scale itself, from which the group's leaving it follows."""
        for child in node.children if isinstance(node, Branch) else ():
            for records in (self.search.records.highest, self.search.records.lowest):
                if child in records and not self._inside(records[child][0]):
                    return child
        return ""

    def _reaches(self, node: Leaf | Branch, span: Span, *, highest: bool) -> Claim:
        name: ClaimName = "proof-highest" if highest else "proof-lowest"
        wanted = self.method.highest if highest else self.method.lowest
        records = self.search.records.highest if highest else self.search.records.lowest
        found = records.get(node.id)
        word = "highest" if highest else "lowest"
        end = span.high if highest else span.low
        if found is not None and _reached(found[0], wanted, highest):
            own = self._own(node, found[1])
            detail = f"{label(node.id)} reaches {number(wanted)} with {answers_text(own)}"
            witness = (Witness(found[1], number(found[0])),)
            return Claim(name, node.id, self.unit_type, "proved", detail, (), witness)
        best = f"{number(found[0])} with {answers_text(self._own(node, found[1]))}" if found else "none"
        witnesses = (Witness(found[1], number(found[0])),) if found else ()
        if (end < wanted) if highest else (end > wanted):
            self._unreached[name].add(node.id)
            detail = (
                f"no unit gets the {word} score {number(wanted)} of {label(node.id)}: "
                f"at {'most' if highest else 'least'} {number(end)}; found was {best}"
            )
            cause = self._cause(node, name)
            return Claim(name, node.id, self.unit_type, "refuted", detail, (), witnesses, cause=cause)
        detail = (
            f"no answers were found that give {label(node.id)} its {word} score {number(wanted)}; the bound is "
            f"{number(end)}, found was {best}"
        )
        return Claim(name, node.id, self.unit_type, "undecided", detail, (), witnesses)

    def _cause(self, node: Leaf | Branch, name: str) -> str:
        """The child from which it follows."""
        children = node.children if isinstance(node, Branch) else ()
        return next((child for child in children if child in self._unreached[name]), "")

    def _own(self, node: Leaf | Branch, answers: Answers) -> Answers:
        """Of the answers, those to an indicator's own questions; of a group's, all."""
        if isinstance(node, Branch):
            return answers
        names = self.search.benches.names(node.operation)
        return {name: answers[name] for name in names if name in answers}


def _reached(score: Fraction, wanted: Fraction, highest: bool) -> bool:
    return comparable(score) >= wanted if highest else comparable(score) <= wanted
