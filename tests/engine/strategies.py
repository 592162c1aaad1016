"""Small random systems with their questionnaires, and random answers to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from dgassess.engine.scoring import Scorer, ScoringUnit
from dgassess.values.answers import MISSING, Answer, answered, not_applicable
from tests.engine.building import Data, load, scorer_of
from tests.engine.drafting import RuleDraft, Wanted

TYPES = ("省", "市", "县")


@dataclass
class Case:
    """A system as its files' data, and the scorer read from it."""

    system: Data
    questions: list[Data]
    _scorer: Scorer | None = None

    @property
    def unit_types(self) -> tuple[str | None, ...]:
        """The types of unit there are; None alone where units need no type."""
        return tuple(self.system.get("unit_types", ())) or (None,)

    @property
    def leaves(self) -> list[str]:
        """The ids of all indicators."""

        def below(node: Data) -> list[str]:
            children = [
                child for name in ("dimensions", "groups", "indicators") for child in node.get(name, [])
            ]
            inner = [leaf for child in children for leaf in below(child)]
            return inner if children else [node["id"]]

        return below(self.system)

    @property
    def scorer(self) -> Scorer:
        """The scorer, read once."""
        if self._scorer is None:
            self._scorer = scorer_of(load(self.system, self.questions))
        return self._scorer

    def __repr__(self) -> str:
        return f"Case({self.system!r}, {self.questions!r})"


@dataclass
class SystemDraft(RuleDraft):
    """Draws the tree and what stands around it; `leaves` and `groups` collect ids."""

    leaves: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    # the tree

    def leaf(self, id_: str) -> Data:
        own: Data = {"id": id_, "name": id_, "weight": self.typed(lambda: self.number(0, 5))}
        own["rule"] = self.rule(own)
        if self.wanted.conditions and self.chance(6):
            own["applies_when"] = self.condition(own)
        if self.types and self.chance(5):
            own["unit_types"] = list(self.types[: self.number(1, 2)])
        if self.chance(6):
            own["missing"] = self.pick(*self.wanted.policies)
        self.leaves.append(id_)
        return own

    def aggregation(self) -> Any:
        if self.wanted.sums and self.chance(6):
            return {"kind": "sum", "cap": self.high} if self.chance(2) else "sum"
        return self.pick(*self.wanted.means)

    def group(self, id_: str, tiers: int) -> Data:
        own: Data = {"id": id_, "name": id_, "weight": self.typed(lambda: self.number(0, 5))}
        names = [f"{id_}-{number}" for number in range(1, self.number(1, 3) + 1)]
        inner = [name for name in names if tiers > 1 and self.chance(2)]
        if inner:
            own["groups"] = [self.group(name, tiers - 1) for name in inner]
        if inner != names:
            own["indicators"] = [self.leaf(name) for name in names if name not in inner]
        if self.chance(2):
            own["aggregation"] = self.aggregation()
        if self.chance(5):
            own["minimum_present"] = self.pick(25, 50, 80, 100)
        if self.chance(5):
            own["missing"] = self.pick(*self.wanted.policies)
        self.groups.append(id_)
        return own

    # around the tree

    def adjustments(self) -> Data:
        items = []
        for number in range(1, self.number(1, 3) + 1):
            item: Data = {
                "id": f"J-{number}",
                "name": f"调节{number}",
                "effect": self.pick("bonus", "penalty"),
            }
            item["rule"] = self.rule(item)
            item["missing"] = self.pick("none", "none", "full", "reject")
            if item["rule"]["kind"] == "linear" and "logarithmic" not in item["rule"] and self.chance(3):
                item["rule"]["clamp"] = False
            if self.types and self.chance(5):
                item["unit_types"] = [self.pick(*self.types)]
            items.append(item)
        made: Data = {"items": items}
        for cap in ("bonus_cap", "penalty_cap", "bonus_above"):
            if self.chance(3):
                made[cap] = self.score() if cap == "bonus_above" else abs(self.score())
        if self.chance(3):
            made["total"] = {"highest": self.high}
        return made

    def vetoes(self, level_names: list[str]) -> list[Data]:
        made = []
        for number in range(1, self.number(1, 2) + 1):
            veto: Data = {"id": f"F-{number}", "name": f"底线{number}"}
            veto["when"] = self.condition(veto)
            veto["missing"] = self.pick("not-triggered", "triggered", "reject")
            veto["effects"] = [self.effect(veto, level_names) for _ in range(self.pick(1, 2))]
            made.append(veto)
        return made

    def effect(self, veto: Data, level_names: list[str]) -> Data:
        kinds = ["zero", "zero-listed", "cap-total", "no-bonus", "no-award"]
        kind = self.pick(*kinds, *(["cap-level"] if level_names else []))
        if kind == "zero":
            return {"kind": kind, "node": self.pick(*self.leaves, *self.groups)}
        if kind == "zero-listed":
            return {"kind": kind, "question": self.ask(veto, "indicators")}
        if kind == "cap-level":
            return {"kind": kind, "level": self.pick(*level_names)}
        return {"kind": kind} | ({"total": self.score()} if kind == "cap-total" else {})

    def levels(self) -> list[Data]:
        bounds = sorted(self.draw(st.sets(st.integers(0, 20), min_size=1, max_size=3)), reverse=True)
        numeric = [q["id"] for q in self.questions if q["type"] in ("number", "percent")]
        made: list[Data] = []
        for bound in bounds:
            exact = Fraction(self.low) + Fraction(bound * (self.high - self.low), 20)
            level: Data = {"name": f"等级{len(made)}", self.pick("at_least", "above"): float(exact)}
            gates = [self.gate(numeric) for _ in range(self.pick(0, 1, 2))]
            made.append(level | ({"gates": gates} if gates else {}))
        return [*made, {"name": "末级"}]

    def gate(self, numeric: list[str]) -> Data:
        made: Data = {
            self.pick("at_least", "above"): self.score(),
            "not_applicable": self.pick("pass", "fail"),
            "missing": self.pick("pass", "fail"),
        }
        if numeric and self.chance(2):
            return made | {"question": self.pick(*numeric)}
        nodes = st.lists(st.sampled_from([*self.leaves, *self.groups]), min_size=1, max_size=2, unique=True)
        return made | {"nodes": self.draw(nodes)}


@st.composite
def cases(draw: st.DrawFn, wanted: Wanted | None = None) -> Case:
    """A random system of one to four tiers."""
    wanted = wanted or Wanted()
    types = TYPES[: draw(st.sampled_from((0, 0, 2, 3)))]
    low, high = draw(st.sampled_from(wanted.scales))
    draft = SystemDraft(draw, wanted, types, low, high)
    tiers = draft.pick(2, 1, 2, 3, 4)
    system: Data = {"scale": {"lowest": low, "highest": high}, "missing": draft.pick(*wanted.policies)}
    names = [f"N{number}" for number in range(1, draft.number(1, 3) + 1)]
    groups = [name for name in names if tiers > 1 and draft.chance(2)]
    system["dimensions"] = [draft.group(name, tiers - 1) for name in groups]
    system["indicators"] = [draft.leaf(name) for name in names if name not in groups]
    system["rounding"] = {
        "digits": draft.pick(2, 2, 0, 1, 3),
        "mode": draft.pick("half-up", "half-even"),
        "stage": draft.pick(*wanted.stages),
    }
    if draft.chance(3):
        system["aggregation"] = draft.aggregation()
    if types:
        system["unit_types"] = list(types)
    if draft.chance(3):
        system["not_applicable_limit"] = 25
    if wanted.adjustments and draft.chance(2):
        system["adjustments"] = draft.adjustments()
    if wanted.levels and draft.chance(2):
        system["levels"] = draft.levels()
    if wanted.vetoes and draft.chance(2):
        system["vetoes"] = draft.vetoes([level["name"] for level in system.get("levels", [])])
    return Case(system, draft.questions)


def answer_to(asked: Data, leaves: list[str], *, full: bool = False) -> st.SearchStrategy[Answer]:
    """An answer to a question: now and then blank or not applicable, unless it is to be answered in `full`."""
    match asked["type"]:
        case "yes-no":
            value: st.SearchStrategy[Any] = st.booleans()
        case "single":
            value = st.sampled_from("ABC")
        case "multi":
            value = st.frozensets(st.sampled_from("abc"))
        case "indicators":
            value = st.frozensets(st.sampled_from(leaves), max_size=2)
        case "percent":
            value = st.integers(0, 200).map(lambda halves: Fraction(halves, 2))
        case _:
            value = st.integers(0, 40).map(lambda quarters: Fraction(quarters, 4))
    given = value.map(answered)
    if full:
        return given
    blank = st.sampled_from((MISSING, MISSING, not_applicable("本级无此事项")))
    return st.integers(0, 5).flatmap(lambda drawn: blank if drawn == 5 else given)


@st.composite
def units(draw: st.DrawFn, case: Case, id_: str = "1", *, full: bool = False) -> ScoringUnit:
    """A unit of the case with random answers and, for a few questions, other verified ones."""
    leaves = case.leaves
    given = {q["id"]: draw(answer_to(q, leaves, full=full)) for q in case.questions}
    verified = dict(given)
    for asked in case.questions:
        if draw(st.integers(0, 9)) == 9:
            verified[asked["id"]] = draw(answer_to(asked, leaves, full=full))
    type_ = draw(st.sampled_from(case.unit_types))
    return ScoringUnit(
        id_, f"对象{id_}", type_, draw(st.sampled_from(("甲", "乙", None))), None, given, verified
    )
