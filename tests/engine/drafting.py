"""Random questions, conditions and rules, as the data of files."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.engine.building import Data, question

SCALES = ((0, 100), (0, 100), (0, 1), (0, 5), (1, 5), (-1, 1))
POLICIES = ("zero", "zero", "exclude", "exclude", "reject")
MEANS = ("weighted-mean", "weighted-mean", "geometric-mean", "harmonic-mean", "minimum", "maximum")


@dataclass
class Wanted:
    """What a property allows a random system to have."""

    means: tuple[str, ...] = MEANS
    sums: bool = True
    policies: tuple[str, ...] = POLICIES
    scales: tuple[tuple[int, int], ...] = SCALES
    stages: tuple[str, ...] = ("output", "output", "node")
    rules: tuple[str, ...] = (
        "choice", "checklist", "yes-no", "bands", "linear", "piecewise", "ratio", "deduction", "count", "value",
        "composite", "expression", "peers",
    )  # fmt: skip
    conditions: bool = True
    adjustments: bool = True
    vetoes: bool = True
    levels: bool = True


@dataclass
class RuleDraft:
    """Draws questions and rules; `questions` collects what was asked."""

    draw: st.DrawFn
    wanted: Wanted
    types: tuple[str, ...]
    low: int
    high: int
    questions: list[Data] = field(default_factory=list)

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def pick(self, *options: Any) -> Any:
        return options[self.draw(st.integers(0, len(options) - 1))]

    def number(self, low: int, high: int, steps: int = 1) -> Any:
        """A number of at most three decimals."""
        drawn = self.draw(st.integers(low * steps, high * steps))
        return drawn if steps == 1 else drawn / steps

    def score(self) -> Any:
        """A score within the scale, on a grid of twentieths."""
        twentieths = self.draw(st.integers(0, 20))
        exact = Fraction(self.low) + Fraction(twentieths * (self.high - self.low), 20)
        return int(exact) if exact.denominator == 1 else float(exact)

    def typed(self, make: Any) -> Any:
        """A value, or where there are unit types sometimes one for each."""
        if not self.types or not self.chance(4):
            return make()
        named = self.types if self.chance(2) else (self.types[0], "default")
        return {name: make() for name in named}

    # questions

    def ask(self, owner: Data, type_: str) -> str:
        """A local key for a question of a type: the owner's own, or another's through `inputs`."""
        others = [
            q for q in self.questions if q["type"] == type_ and not q["id"].startswith(f"{owner['id']}.")
        ]
        count = sum(q["id"].startswith(f"{owner['id']}.") for q in self.questions)
        if others and self.chance(6):
            key = f"in{len(owner.setdefault('inputs', {}))}"
            owner["inputs"][key] = self.pick(*others)["id"]
            return key
        key = f"q{count}"
        asked = question(f"{owner['id']}.{key}", type_)
        if self.wanted.conditions and self.chance(7):
            asked["visible_when"] = self.condition(asked, shallow=True)
        if self.types and self.wanted.conditions and self.chance(12):
            asked["unit_types"] = [self.pick(*self.types)]
        self.questions.append(asked)
        return key

    def condition(self, owner: Data, *, shallow: bool = False) -> str:
        """A condition; a question's own (`shallow`) uses questions that stand already."""
        if shallow:
            known = [q for q in self.questions if q["type"] in ("yes-no", "number")]
            if not known:
                return "1 > 0"
            chosen = self.pick(*known)
            owner["inputs"] = {"other": chosen["id"]}
            return "other" if chosen["type"] == "yes-no" else f"other >= {self.number(0, 9)}"
        form = self.pick(0, 1, 2, 3, 4, 5)
        if form == 0:
            return self.ask(owner, "yes-no")
        if form == 1:
            return f"not {self.ask(owner, 'yes-no')}"
        if form == 2:
            return f"0 < {self.ask(owner, 'number')} <= {self.number(0, 9)}"
        if form == 3:
            return f"{self.ask(owner, 'single')} != 'A'"
        if form == 4:
            chosen = self.ask(owner, "multi")
            return f"'a' in {chosen} and len({chosen}) < 3"
        return f"{self.ask(owner, 'yes-no')} or {self.ask(owner, 'number')} > 3"

    # rules

    def rule(self, owner: Data, depth: int = 0) -> Data:
        """A rule of any wanted kind."""
        kinds = [kind for kind in self.wanted.rules if depth == 0 or kind not in ("composite", "peers")]
        kind = self.pick(*kinds)
        made: Data = getattr(self, f"_{kind.replace('-', '_')}")(owner)
        return {"kind": kind} | made

    def _choice(self, owner: Data) -> Data:
        key = self.ask(owner, "single")
        out = self.chance(4)
        options = "AB" if out or self.chance(5) else "ABC"
        made: Data = {"question": key, "points": self.typed(lambda: {o: self.score() for o in options})}
        return made | ({"not_applicable": ["C"]} if out else {})

    def _checklist(self, owner: Data) -> Data:
        key = self.ask(owner, "multi")
        span = self.high - self.low
        each = st.integers(0, 10).map(lambda tenths: tenths * span / 10)
        made: Data = {"question": key, "points": self.typed(lambda: {o: self.draw(each) for o in "abc"})}
        return made | ({"cap": self.score()} if self.chance(4) else {})

    def _yes_no(self, owner: Data) -> Data:
        made: Data = {"question": self.ask(owner, "yes-no")}
        return made | ({"yes": self.score(), "no": self.score()} if self.chance(3) else {})

    def _banded(self, low: int, high: int) -> Data:
        def bands() -> list[Data]:
            bounds = sorted(self.draw(st.sets(st.integers(low, high), min_size=1, max_size=3)), reverse=True)
            return [{self.pick("at_least", "above"): bound, "score": self.score()} for bound in bounds]

        return {"bands": self.typed(bands), "otherwise": self.score()}

    def _bands(self, owner: Data) -> Data:
        return {"question": self.ask(owner, "number")} | self._banded(0, 9)

    def _goals(self, low: int, high: int) -> Data:
        floors, targets = (low, (low + high) // 2), ((low + high) // 2 + 1, high)
        down = self.chance(3)
        first, second = (targets, floors) if down else (floors, targets)
        return {
            "floor": self.typed(lambda: self.number(*first, 4)),
            "target": self.typed(lambda: self.number(*second, 4)),
        }

    def _linear(self, owner: Data) -> Data:
        made = {"question": self.ask(owner, "number")}
        return made | (self._goals(1, 9) | {"logarithmic": True} if self.chance(4) else self._goals(0, 9))

    def _piecewise(self, owner: Data) -> Data:
        def curve() -> list[list[Any]]:
            values = sorted(self.draw(st.sets(st.integers(0, 9), min_size=2, max_size=4)))
            return [[value, self.score()] for value in values]

        return {"question": self.ask(owner, "number"), "points": self.typed(curve)}

    def _ratio(self, owner: Data) -> Data:
        tops = [self.ask(owner, "number") for _ in range(self.pick(1, 1, 2))]
        made: Data = {
            "numerator": tops if len(tops) > 1 else tops[0],
            "denominator": self.ask(owner, "number"),
            "zero_denominator": self.pick("not-applicable", "zero", "full", "missing"),
        }
        return made | (self._banded(0, 100) if self.chance(3) else self._goals(0, 100))

    def _deduction(self, owner: Data) -> Data:
        items = []
        for _ in range(self.pick(1, 2)):
            item = {"question": self.ask(owner, "number"), "each": self.number(0, 3, 4)}
            items.append(item | ({"cap": self.number(0, 5, 2)} if self.chance(3) else {}))
        made: Data = {"items": items}
        return made | ({"base": self.score()} if self.chance(4) else {})

    def _count(self, owner: Data) -> Data:
        made: Data = {"question": self.ask(owner, "number"), "each": self.number(0, 5, 4)}
        return made | ({"cap": self.score()} if self.chance(3) else {})

    def _value(self, owner: Data) -> Data:
        return {"question": self.ask(owner, self.pick("number", "percent"))}

    def _composite(self, owner: Data) -> Data:
        parts = []
        for _ in range(self.pick(1, 2, 2, 3)):
            part: Data = {"weight": self.typed(lambda: self.number(0, 4)), "rule": self.rule(owner, 1)}
            if self.wanted.conditions and self.chance(5):
                part["applies_when"] = self.condition(owner)
            if self.types and self.chance(5):
                part["unit_types"] = [self.pick(*self.types)]
            parts.append(part)
        return {"parts": parts}

    def _expression(self, owner: Data) -> Data:
        form = self.pick(0, 1, 2, 3, 4, 5)
        first = self.ask(owner, "number")
        if form == 0:
            return {
                "formula": f"{first} * 10 if {self.ask(owner, 'yes-no')} else {self.ask(owner, 'percent')}"
            }
        if form == 1:
            return {"formula": f"0.5*{first} + 0.25*{first}*{self.ask(owner, 'percent')}/100"}
        if form == 2:
            return {"formula": f"max(min({first}, {self.ask(owner, 'number')}, 7.5), 1) - abs({first} - 4)"}
        if form == 3:
            return {"formula": f"sqrt({first}) + ln({first} - 0.5)"}
        if form == 4:
            owner.setdefault("parameters", {})["k"] = self.typed(lambda: self.number(0, 9, 4))
            return {"formula": f"-{first} / k + len({self.ask(owner, 'multi')})"}
        return {"formula": f"{first} / {self.ask(owner, 'number')}"}

    def _peers(self, owner: Data) -> Data:
        kind = self.pick("min-max", "z-score", "percentile", "rank-points", "ratio-to-best")
        more: dict[str, Data] = {
            "z-score": {"centre": 60, "spread": 10},
            "rank-points": {"points": [self.score()], "otherwise": self.score()},
        }
        made = {"kind": kind, "question": self.ask(owner, "number"), "fallback": self.rule(owner, 1)}
        return made | more.get(kind, {})
