"""Looking for witnesses: whole units put together from what was found for the parts, scored by the exact engine."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from dgassess.engine.evaluation import ExactPlan
from dgassess.engine.method import AdjustmentPlan, Branch, Leaf, Method, Plan
from dgassess.engine.proofs_bench import Answers, Benches, Explored
from dgassess.engine.totals import Assessment, assess

_MOST_TRIES = 3000  # of all combinations of what was found for the parts, where there are few parts
_SMALL = 12  # a method with at most so many scored questions is searched with every bound among the answers
_STEPS = 24
_HALVINGS = 30

Cache = dict[tuple[object, ...], Explored]


@dataclass(slots=True)
class Records:
    """The best and worst of every node and the first unit of every level, with the answers that gave them."""

    highest: dict[str, tuple[Fraction, Answers]] = field(default_factory=dict)
    lowest: dict[str, tuple[Fraction, Answers]] = field(default_factory=dict)
    levels: dict[str, tuple[Fraction, Answers]] = field(default_factory=dict)
    totals: list[tuple[Fraction, Answers]] = field(default_factory=list)

    def node(self, node_id: str, score: Fraction, answers: Answers) -> None:
        """Keep a node's score where it is higher or lower than any before."""
        if node_id not in self.highest or score > self.highest[node_id][0]:
            self.highest[node_id] = (score, answers)
        if node_id not in self.lowest or score < self.lowest[node_id][0]:
            self.lowest[node_id] = (score, answers)


class Search:
    """The search on one plan. `tried` units are scored whole; parts are explored once each."""

    def __init__(self, exact: ExactPlan, cache: Cache | None = None) -> None:
        self.exact = exact
        self.method: Method = exact.method
        self.plan: Plan = exact.plan
        self.small = len(self.plan.scored & set(self.plan.asked)) <= _SMALL
        self.benches = Benches(self.method, self.plan, self._bounds() if self.small else frozenset())
        self.records = Records()
        self._leaf = {node.id: node for node in self.plan.nodes if isinstance(node, Leaf)}
        self.parts = {part.id: self._explored(part, cache) for part in self._parts()}
        self.best: Answers = {}
        self.worst: Answers = {}
        self._run()

    def _parts(self) -> Iterator[Leaf | AdjustmentPlan]:
        yield from (node for node in self.plan.nodes if isinstance(node, Leaf))
        yield from self.plan.adjustments

    def _bounds(self) -> frozenset[Fraction]:
        """The bounds of levels and gates: in a small method an answer may be the total itself."""
        found = [level.bound for level in self.method.levels]
        found += [gate.bound for level in self.method.levels for gate in level.gates]
        bounds = [bound.at_least if bound.at_least is not None else bound.above for bound in found]
        return frozenset(bound for bound in bounds if bound is not None)

    def _explored(self, part: Leaf | AdjustmentPlan, cache: Cache | None) -> Explored:
        bench = self.benches.of(part)
        key = (
            part.operation,
            bench.names,
            getattr(part, "missing", ""),
            tuple(map(tuple, bench.choices.values())),
        )
        found = cache.get(key) if cache is not None else None
        if found is None:
            found = bench.explored()
            if cache is not None:
                cache[key] = found
        if isinstance(part, Leaf):
            for score, answers in found.results.items():
                self.records.node(part.id, score, answers)
        return found

    # whole units

    def tried(self, answers: Answers) -> Assessment | None:
        """A unit scored and recorded; None when its answers contradict one another."""
        if not self.benches.consistency.holds(self.exact, answers):
            return None
        found = assess(self.exact, answers)
        for node_id, value in found.run.nodes.items():
            if value.score is not None:
                self.records.node(node_id, value.score, answers)
        if found.total is not None:
            self.records.totals.append((found.total, answers))
            if found.level is not None:
                self.records.levels.setdefault(found.level, (found.total, answers))
        return found

    def merged(self, own: Iterable[Answers]) -> Answers:
        """Answers put together; where parts share a question the later one decides."""
        found: Answers = {}
        for answers in own:
            found |= answers
        return found

    def _run(self) -> None:
        quiet = self._quiet()
        raised = [self._adjusted(item, up=True) for item in self.plan.adjustments]
        lowered = [self._adjusted(item, up=False) for item in self.plan.adjustments]
        plain = self._agreed(quiet, self._leaf, up=True)
        self.best = self.merged([plain, *raised])
        self.worst = self.merged([self._agreed(quiet, self._leaf, up=False), *lowered])
        tries = [{}, self.best, self.worst, plain, self.nothing_applicable]
        tries += [self._without_weak(self.best, up=True), self._without_weak(self.worst, up=False)]
        for answers in tries:
            self.tried(answers)
        for node in self.plan.nodes:
            if isinstance(node, Branch):
                self._group(node)
        self._levels(quiet)

    def _agreed(self, given: Answers, leaves: Iterable[str], *, up: bool) -> Answers:
        """The best or worst of indicators together; one that shares a question takes what is answered to it already."""
        found = dict(given)
        for leaf in leaves:
            part = self.parts[leaf]
            own = part.best if up else part.worst
            shared = [name for name in own if name in found and found[name] != own[name]]
            if shared:
                bench = self.benches.of(self._leaf[leaf])
                fixed = {
                    name: [found[name]] if name in found else answers
                    for name, answers in bench.choices.items()
                }
                again = replace(bench, choices=fixed).explored()
                own = (again.best if up else again.worst) or own
            found |= own
        return found

    def _adjusted(self, item: AdjustmentPlan, *, up: bool) -> Answers:
        found = self.parts[item.id]
        return found.best if up else found.worst

    def _quiet(self) -> Answers:
        """Answers to the vetoes' questions that trigger none, where there are some."""
        found: Answers = {}
        for veto in self.plan.vetoes:
            found |= self.benches.of(veto).explored().worst
        return found

    @property
    def nothing_applicable(self) -> Answers:
        """Not applicable wherever that is permitted."""
        return self.benches.declared_out(self.plan.asked)

    def _without_weak(self, answers: Answers, *, up: bool) -> Answers:
        """The same, with indicators that cannot reach the end of the scale taken out where that is permitted."""
        found = dict(answers)
        for part in (self.parts[id_] for id_ in self._leaf):
            end = (max if up else min)(part.results, default=None)
            wanted = self.method.highest if up else self.method.lowest
            if end != wanted and part.out is not None:
                found |= part.out
        return found

    def _group(self, branch: Branch) -> None:
        """A group whose best or worst was not met yet is tried with nothing else answered."""
        below = self._below[branch.id]
        for records, wanted, up in (
            (self.records.highest, self.method.highest, True), (self.records.lowest, self.method.lowest, False),
        ):  # fmt: skip
            if branch.id not in records or records[branch.id][0] != wanted:
                self.tried(self._agreed({}, [id_ for id_ in self._leaf if id_ in below], up=up))

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        """The indicators below each node, or the indicator itself."""
        found: dict[str, set[str]] = {}
        for node in self.plan.nodes:  # children before their group
            own = (
                {node.id} if isinstance(node, Leaf) else set[str]().union(*(found[c] for c in node.children))
            )
            found[node.id] = own
        return found

    # levels

    def _levels(self, quiet: Answers) -> None:
        wanted = [level.name for level in self.method.levels]
        for step in range(_STEPS + 1):
            self.tried(self._between(quiet, Fraction(step, _STEPS)))
        if self._complete(wanted):
            return
        self._halve(quiet)
        for veto in self.plan.vetoes:
            self.tried(self.best | self.benches.of(veto).explored().best)
        if not self._complete(wanted):
            self._combine(quiet, wanted)

    def _complete(self, wanted: list[str]) -> bool:
        return all(name in self.records.levels for name in wanted)

    def _between(self, quiet: Answers, share: Fraction) -> Answers:
        """Each indicator at its worst, its best or between, so that all dimensions rise together."""
        found = dict(quiet)
        for number, leaf in enumerate(self._interleaved):
            results = self.parts[leaf].results
            if not results:
                continue
            # The share of the way this indicator has gone when the whole is at `share`.
            own = min(max(share * len(self._leaf) - number, Fraction(0)), Fraction(1))
            ordered = sorted(results)
            found |= results[ordered[int(own * (len(ordered) - 1))]]
        return found

    @cached_property
    def _interleaved(self) -> list[str]:
        """Indicators in turn from all top nodes, so that none of these stays behind."""
        top = next(node for node in reversed(self.plan.nodes) if isinstance(node, Branch))
        places: list[tuple[Fraction, int, str]] = []
        for index, child in enumerate(top.children):
            below = [leaf for leaf in self._leaf if leaf in self._below[child]]
            places += [(Fraction(2 * n + 1, 2 * len(below)), index, leaf) for n, leaf in enumerate(below)]
        return [leaf for _, _, leaf in sorted(places)]

    def _halve(self, quiet: Answers) -> None:
        """For each level not met, halve the way between a total below it and one above."""
        for level in self.method.levels:
            bound = level.bound.at_least if level.bound.at_least is not None else level.bound.above
            if bound is None or level.name in self.records.levels:
                continue
            low, high = Fraction(0), Fraction(1)
            for _ in range(_HALVINGS):
                middle = (low + high) / 2
                found = self.tried(self._between(quiet, middle))
                if level.name in self.records.levels or found is None or found.total is None:
                    break
                low, high = (middle, high) if found.total < bound else (low, middle)

    def _combine(self, quiet: Answers, wanted: list[str]) -> None:
        """Combinations of what was found for the parts: all where they are few, else some from end to end."""
        outs = [[part.out] if part.out is not None else [] for part in self.parts.values()]
        ways = [[*part.results.values(), *out] for part, out in zip(self.parts.values(), outs, strict=True)]
        ways += [list(self.benches.of(veto).explored().results.values()) for veto in self.plan.vetoes]
        ways = [way for way in ways if way]
        together = math.prod(map(len, ways))
        most = _MOST_TRIES if self.small else _STEPS
        stride = max(together // most, 1) | 1
        for number in range(min(together, most)):
            place = number * stride % together
            own: list[Answers] = []
            for way in ways:
                place, index = divmod(place, len(way))
                own.append(way[index])
            self.tried(self.merged([quiet, *own]))
            if self._complete(wanted):
                return
