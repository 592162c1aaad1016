"""What a bulletin may say of single units and of few of them: decided here, for every part of it.

- Restricted indicators are never shown for a unit. Internal readers get their mean over at least FEW units that do not
  all have the same score; other readers nothing. What would give a hidden score away by subtraction is hidden with it.
- Best and worst of fewer than FEW units are not shown.
- Copies for the assessed units and the public are anonymous, and of fewer than FEW units there are none: a unit that
  knows its own score would know the others'. No group of fewer has figures, nor has another one from which, with the
  whole, those could be computed.
- What restricted vetoes and adjustments took or gave is not shown outside the assessing organisation, nor what it would
  follow from.
- The public never gets what rests on self-assessment alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dgassess.engine.results import Basis, NodeResult, Results, UnitResult
from dgassess.reporting.bulletin_options import BulletinOptions, Ranking
from dgassess.reporting.cohort_statistics import Statistics
from dgassess.reporting.contents import Audience, IndicatorText, SystemText
from dgassess.reporting.errors import ReportError
from dgassess.reporting.hiding import hidden_nodes
from dgassess.reporting.masking import moved_by
from dgassess.reporting.wording import Numbers, typeset
from dgassess.reporting.zeroing import counted
from dgassess.values.language import msg, say

FEW = 5
_STEMS = msg("甲乙丙丁戊己庚辛壬癸")
_Key = tuple[object, ...]


def refused(audience: Audience, basis: Basis) -> bool:
    """Whether a bulletin from these results is not for this audience at all."""
    return audience == "public" and basis == "self"


def too_few(audience: Audience, units: int) -> bool:
    """Whether a bulletin on so many units would tell one of them the others' scores."""
    return audience != "internal" and units < FEW


@dataclass(frozen=True, slots=True)
class Cohort:
    """The units of one round as one audience sees them.

    hidden: nodes not shown for a unit, the restricted indicators among them. names: what units are called, by id.
    places: the order in which units are listed where rank does not decide, by id.
    """

    audience: Audience
    results: Results
    system: SystemText
    numbers: Numbers
    anonymous: bool
    ranking: Ranking
    scores: bool
    restricted: frozenset[str]
    hidden: frozenset[str]
    names: Mapping[str, str]
    places: Mapping[str, int]
    nodes: Mapping[str, NodeResult]  # what any unit shows of each node's name and place in the tree

    @property
    def units(self) -> tuple[UnitResult, ...]:
        """Every unit, in the order in which the reader may see them listed."""
        return tuple(sorted(self.results.units, key=lambda unit: self.places[unit.id]))

    def said(self, node_id: str) -> str:
        """A node's name as printed."""
        return typeset(self.nodes[node_id].name)

    def name(self, unit: UnitResult) -> str:
        """What the unit is called."""
        return self.names[unit.id]

    def code(self, unit: UnitResult) -> str:
        """The unit's administrative code, where it may appear."""
        return "" if self.anonymous else unit.id

    def text(self, node_id: str) -> IndicatorText:
        """An indicator's words; one the caller did not describe has its name alone."""
        found = self.system.indicators.get(node_id)
        return found if found is not None else IndicatorText(node_id, self.nodes[node_id].name)

    def top(self) -> list[NodeResult]:
        """The top-level nodes whose scores may appear for single units, in the system's order."""
        return [node for node in self.nodes.values() if node.parent is None and node.id not in self.hidden]

    def left_out(self) -> list[NodeResult]:
        """The top-level groups whose scores may not: everybody misses them in the lists, and may know why."""
        return [
            node
            for node in self.nodes.values()
            if node.parent is None and node.kind == "group" and node.id in self.hidden
        ]

    def indicators(self) -> list[NodeResult]:
        """The indicators of which anything may appear."""
        return [
            node
            for node in self.nodes.values()
            if node.kind == "indicator" and (self.audience == "internal" or node.id not in self.hidden)
        ]

    def score(self, unit: UnitResult, node_id: str) -> Fraction | None:
        """What a node counts with in the unit's total: the lowest score below what a veto zeroed."""
        node = unit.nodes.get(node_id)
        return None if node is None else counted(self.numbers, node)

    def figures(self, count: int) -> bool:
        """Whether figures of this many units may appear at all."""
        return count >= FEW or not self.anonymous

    def averaged(self, node_id: str, found: Statistics) -> bool:
        """Whether the mean of a node may appear. Where all have the same score, it is every unit's own."""
        if node_id in self.hidden and found.same:
            return False
        if node_id in self.restricted:
            return self.audience == "internal" and found.count >= FEW
        return self.figures(found.count) and (self.audience == "internal" or node_id not in self.hidden)

    def spread(self, node_id: str, found: Statistics) -> bool:
        """Whether more than the mean may appear: each further figure is, or nearly is, one of a single unit."""
        return node_id not in self.restricted and self.averaged(node_id, found)

    def extremes(self, found: Statistics) -> bool:
        """Whether best and worst may appear."""
        return found.count >= FEW

    def groups(self, sizes: Mapping[str, int]) -> frozenset[str]:
        """Which groups' figures may appear, by their numbers of units, when the figures of them all together do."""
        if not self.anonymous:
            return frozenset(sizes)
        shown = {name for name, size in sizes.items() if size >= FEW}
        while shown and 0 < sum(size for name, size in sizes.items() if name not in shown) < FEW:
            shown.discard(min(shown, key=lambda name: (sizes[name], name)))
        return frozenset(shown)

    def by_rank(self, units: Iterable[UnitResult]) -> list[UnitResult]:
        """Units by their place within the type; those without one come last. Ties in the order of listing."""
        return sorted(
            units, key=lambda unit: (unit.type_rank is None, unit.type_rank or 0, self.places[unit.id])
        )


def cohort(
    results: Results,
    system: SystemText,
    audience: Audience,
    options: BulletinOptions,
    previous: Results | None = None,
) -> Cohort:
    """The units as the audience sees them. Raises ReportError where nothing of these results is for it."""
    if refused(audience, results.basis):
        raise ReportError("Self-assessed scores are not for the public: use the verified ones.")
    if too_few(audience, len(results.units)):
        raise ReportError(f"Outside the assessing organisation a bulletin needs {FEW} units.")
    anonymous = options.anonymous or audience != "internal"
    ordered = sorted(results.units, key=_opaque(results) if anonymous else lambda unit: (unit.id, unit.name))
    nodes: dict[str, NodeResult] = {}
    for unit in sorted(results.units, key=lambda unit: unit.id):
        nodes |= {key: node for key, node in unit.nodes.items() if key not in nodes}
    return Cohort(
        audience=audience,
        results=results,
        system=system,
        numbers=Numbers.of(results),
        anonymous=anonymous,
        ranking=options.ranking,
        scores=options.scores,
        restricted=system.restricted,
        hidden=hidden_for_some([*results.units, *(previous.units if previous else ())], system),
        names={
            unit.id: pseudonym(index, len(ordered)) if anonymous else unit.name
            for index, unit in enumerate(ordered)
        },
        places={unit.id: index for index, unit in enumerate(ordered)},
        nodes=nodes,
    )


def pseudonym(index: int, count: int) -> str:
    """What the unit at an index (from 0) among so many is called: 甲单位, with more than ten 单位012."""
    if count <= len(_STEMS):
        return say("{letter}单位", letter=say(_STEMS)[index])
    return say("单位{number}", number=f"{index + 1:0{max(2, len(str(count)))}d}")


def _opaque(results: Results) -> Callable[[UnitResult], _Key]:
    """An order that follows from nothing a reader can know: it is keyed with all answers of all units together."""
    digests = "\n".join(f"{unit}\0{digest}" for unit, digest in sorted(results.response_digests.items()))
    key = hashlib.sha256(b"order of listing\0" + digests.encode("utf-8", "surrogatepass")).digest()

    def place(unit: UnitResult) -> _Key:
        identity = unit.id.encode("utf-8", "surrogatepass")
        return (hashlib.blake2b(identity, key=key).digest(), unit.id)

    return place


def without_moved(results: Results, system: SystemText) -> Results:
    """The results with nothing but totals of units whose total something restricted may have moved."""
    secret = system.secret
    units = (replace(unit, nodes={}) if moved_by(unit, secret) else unit for unit in results.units)
    return replace(results, units=tuple(units))


def hidden_for_some(units: Sequence[UnitResult], system: SystemText) -> frozenset[str]:
    """Restricted indicators, and the nodes from whose scores something restricted would follow for any unit."""
    restricted = system.restricted
    hidden = set(restricted)
    seen: set[_Key] = set()
    for unit in sorted(units, key=lambda unit: unit.id) if restricted else ():
        # Units of a type whose weights went the same ways, and in which the same was zeroed, hide the same nodes.
        pattern = (
            unit.type,
            *((n.id, n.effective_weight, n.share, n.score is None, n.state, n.zeroed_by) for n in unit.nodes.values()),
        )  # fmt: skip
        if pattern not in seen:
            seen.add(pattern)
            hidden |= hidden_nodes(unit, restricted, system.possible)
    return frozenset(hidden)
