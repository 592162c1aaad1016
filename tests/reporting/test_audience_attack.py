"""No restricted part of a score can be computed from everything a public report prints together with public weights.

Small systems are scored by the engine and reported on; what the whole document prints is put into linear equations, in
which the scores of indicators and the points of adjustments are unknown, and these are solved exactly.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dgassess.engine.results import Results, UnitResult
from dgassess.reporting import diagnosis
from dgassess.reporting.audience import view
from dgassess.reporting.contents import IndicatorText, ReportRequest, SystemText
from dgassess.reporting.figures import of_format, unit_figures
from dgassess.reporting.writer import ReportWriter
from dgassess.values.numbers import show
from tests.engine.building import NOT_APPLICABLE, Mini, group, leaf, question

Row = dict[str, Fraction]
"""A figure as a sum of unknowns: what each of them is multiplied with. What is known adds nothing."""
ONE = Fraction(1)


@dataclass(frozen=True)
class Case:
    """A tree as (weight, children) or (weight, sensitivity, applicable), and what else moves the total.

    vetoes: (restricted, the number of the node it zeroes); adjustments: (sensitivity, effect, how many).
    """

    tree: tuple[Any, ...]
    vetoes: tuple[tuple[bool, int], ...] = ()
    adjustments: tuple[tuple[str, str, int], ...] = ()


def leaves(weight: int, *sensitivities: str) -> tuple[Any, ...]:
    """A group of indicators that weigh the same."""
    return (weight, tuple((1, one, True) for one in sensitivities))


WHOLLY_RESTRICTED_BESIDE_GROUPS = Case((
    (60, (leaves(1, "restricted"),)),
    (40, (leaves(1, "internal", "public"), leaves(1, "internal", "internal"))),
))  # fmt: skip
WEIGHTS = st.integers(1, 9)
LEAVES = st.tuples(
    WEIGHTS, st.sampled_from(("public", "internal", "restricted")), st.sampled_from((True, True, False))
)
GROUPS = st.tuples(WEIGHTS, st.lists(LEAVES, min_size=1, max_size=3).map(tuple))
DIMENSIONS = st.tuples(WEIGHTS, st.lists(st.one_of(LEAVES, GROUPS), min_size=1, max_size=3).map(tuple))
CASES = st.builds(
    Case,
    st.lists(DIMENSIONS, min_size=1, max_size=4).map(tuple),
    st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=2).map(tuple),
    st.lists(
        st.tuples(
            st.sampled_from(("public", "internal", "restricted")),
            st.sampled_from(("bonus", "penalty")),
            st.integers(0, 3),
        ),
        max_size=3,
    ).map(tuple),
)


@dataclass(frozen=True)
class Made:
    unit: UnitResult
    results: Results
    words: SystemText
    unzeroed: UnitResult


class _Building:
    def __init__(self) -> None:
        self.leaves: dict[str, str] = {}
        self.answers: dict[str, Any] = {}
        self.nodes: list[str] = []

    def node(self, spec: Any) -> dict[str, Any]:
        number = len(self.nodes)
        if isinstance(spec[1], str):
            id_ = f"L{number:02d}"
            self.nodes.append(id_)
            self.leaves[id_] = spec[1]
            # Two decimals that no two indicators share, so that figures can be told apart.
            score = (37 * number + 11) % 89 + (number * 7 % 97) / 100
            self.answers[f"{id_}.n"] = round(score, 2) if spec[2] else NOT_APPLICABLE
            return leaf(id_, weight=spec[0], sensitivity=spec[1])
        id_ = f"G{number:02d}"
        self.nodes.append(id_)
        return group(id_, *map(self.node, spec[1]), weight=spec[0])


def made(case: Case) -> Made:
    building = _Building()
    dimensions = [building.node(spec) for spec in case.tree]
    more, answers = [], dict(building.answers)
    vetoes, items, sensitivities = [], [], {}
    for index, (restricted, at) in enumerate(case.vetoes):
        id_, node = f"V{index}", building.nodes[at % len(building.nodes)]
        sensitivities[id_] = "restricted" if restricted else "internal"
        more.append(question(f"{id_}.hit", "yes-no"))
        answers[f"{id_}.hit"] = True
        vetoes.append({"id": id_, "name": f"底线{id_}", "when": "hit", "missing": "not-triggered",
                       "sensitivity": sensitivities[id_], "effects": [{"kind": "zero", "node": node}]})  # fmt: skip
    for index, (sensitivity, effect, count) in enumerate(case.adjustments):
        id_ = f"J{index}"
        sensitivities[id_] = sensitivity
        more.append(question(f"{id_}.n", "integer"))
        answers[f"{id_}.n"] = count
        each = round(1.31 + index * 0.57, 2)
        items.append({"id": id_, "name": f"调节{id_}", "effect": effect, "missing": "none", "sensitivity": sensitivity,
                      "rule": {"kind": "count", "question": "n", "each": each}})  # fmt: skip
    adjustments = {"adjustments": {"items": items}} if items else {}
    mini = Mini(
        {id_: {} for id_ in building.leaves}, more, dimensions=dimensions, vetoes=vetoes, **adjustments,
    )  # fmt: skip
    unit = mini.unit(answers)
    calm = mini.unit({**answers, **{f"V{index}.hit": False for index in range(len(case.vetoes))}})
    results = mini.scorer.score([unit])
    words = SystemText(
        {id_: IndicatorText(id_, f"指标{id_}", sensitivity=found) for id_, found in building.leaves.items()},  # type: ignore[arg-type]
        sensitivities=sensitivities,  # type: ignore[arg-type]
    )
    return Made(results.units[0], results, words, mini.scorer.score([calm]).units[0])


class Forms:
    """Every figure of a unit as a sum of unknowns."""

    def __init__(self, unit: UnitResult, without: Collection[str] = ()) -> None:
        """without: vetoes to be thought away."""
        self.unit = unit
        self.without = without

    def earned(self, node_id: str, zeroing: bool = True) -> Row:
        """A node's score; zeroing: whether what a veto zeroed below it counts as that."""
        node = self.unit.nodes[node_id]
        if node.kind == "indicator":
            return {node_id: ONE}
        return self._mean(node_id, zeroing and node.zeroed_by in (None, *self.without))

    def base(self, zeroing: bool = True) -> Row:
        return self._mean(None, zeroing)

    def counted(self, node_id: str) -> Row:
        return {} if self.unit.nodes[node_id].zeroed_by is not None else self.earned(node_id)

    def points(self) -> Row:
        return {item.id: ONE for item in self.unit.adjustments}

    def _mean(self, parent: str | None, zeroing: bool) -> Row:
        parts = []
        for node in self.unit.nodes.values():
            if node.parent == parent and node.score is not None and node.effective_weight:
                known = zeroing and node.zeroed_by is not None and node.zeroed_by not in self.without
                parts.append(scaled({} if known else self.earned(node.id, zeroing), node.effective_weight))
        return together(*parts)


def scaled(row: Row, by: Fraction) -> Row:
    return {key: value * by for key, value in row.items()}


def together(*rows: Row) -> Row:
    found: Row = {}
    for row in rows:
        for key, value in row.items():
            found[key] = found.get(key, Fraction(0)) + value
    return {key: value for key, value in found.items() if value}


def figures_of(one: Made) -> Iterator[tuple[Fraction, str, Row]]:
    """Every figure that something restricted could follow from: its value, how it would be printed, and its form."""
    unit, forms = one.unit, Forms(one.unit)

    def told(value: Fraction, row: Row, signed: bool = False) -> tuple[Fraction, str, Row]:
        text = show(abs(value), 2, "half-up")
        return value, ("+" if value > 0 else "−") + text if signed else text, row

    for node in unit.nodes.values():
        if node.score is None or node.share is None:
            continue
        head = node.zeroed_by is not None and (
            node.parent is None or unit.nodes[node.parent].zeroed_by is None
        )
        yield told(node.score, {} if head else forms.earned(node.id))
        earned = one.unzeroed.nodes[node.id].score
        if head and earned is not None:
            yield told(earned, forms.earned(node.id, zeroing=False))
        for value in (node.contribution, node.lost):
            if value is not None:
                yield told(value, scaled(forms.counted(node.id), node.share))
    if unit.base is None or unit.total_exact is None or one.unzeroed.base is None:
        return
    base, before = forms.base(), forms.base(zeroing=False)
    yield told(unit.base, base)
    yield told(one.unzeroed.base, before)
    yield told(unit.base - one.unzeroed.base, together(base, scaled(before, -ONE)), signed=True)
    yield told(unit.total_exact, together(base, forms.points()))
    yield told(unit.total_exact - unit.base, forms.points(), signed=True)
    for item in unit.adjustments:
        yield told(item.points, {item.id: ONE}, signed=True)
    for effect in ("bonus", "penalty"):
        own = [item for item in unit.adjustments if item.effect == effect]
        yield told(sum((item.points for item in own), Fraction(0)), {item.id: ONE for item in own})


def known_rows(one: Made, printed: set[str], carried: Mapping[str, Any]) -> list[Row]:
    """What a reader knows: figures of shown nodes, the total, and whatever else the document prints recognisably."""
    forms = Forms(one.unit)
    rows = [forms.earned(id_) for id_, said in carried["nodes"].items() if "score" in said
            and one.unit.nodes[id_].zeroed_by is None]  # fmt: skip
    if one.unit.total is not None:
        rows.append(together(forms.base(), forms.points()))
    by_text: dict[str, list[tuple[Fraction, Row]]] = {}
    for value, text, row in figures_of(one):
        by_text.setdefault(text, []).append((value, row))
    for text, found in by_text.items():
        alike = all(row == found[0][1] for _, row in found)
        if text in printed and alike and text.strip("+−0."):
            rows.append(found[0][1])
    return rows


def follows(row: Row, rows: Iterable[Row]) -> bool:
    """Whether a form is a sum of multiples of others."""
    basis: dict[str, Row] = {}

    def reduced(one: Row) -> Row:
        for pivot, known in basis.items():
            if pivot in one:
                one = together(one, scaled(known, -one[pivot] / known[pivot]))
        return one

    for other in rows:
        left = reduced(other)
        if left:
            basis[next(iter(left))] = left
    return not reduced(row)


def read_by_the_public(one: Made, writer: ReportWriter) -> tuple[set[str], Mapping[str, Any], str]:
    """The numbers and the text of the public's report, and the figures it carries."""
    request = ReportRequest("2026", audience="public")
    carried = unit_figures(one.results, one.unit, one.words, "public")
    contents = diagnosis.build(one.results, one.unit, one.words, (), request)
    document = of_format(writer.document(replace(contents, figures={"unit": carried})), "html")
    text = document.attachments[0].text
    numbers = {token for entry in json.loads(text)["printed"] for token in entry[1].split("|")}
    return numbers, carried, text


@settings(max_examples=150)
@given(CASES)
@example(WHOLLY_RESTRICTED_BESIDE_GROUPS)
@example(Case(((60, (leaves(1, "restricted", "restricted"),)), leaves(40, "public", "public", "public"))))
@example(Case((leaves(5, "restricted", "internal"), leaves(5, "public")), ((False, 2),)))
@example(Case((leaves(1, "public"), (1, (leaves(1, "restricted", "public"),))), ((False, 0), (False, 4))))
@example(Case((leaves(5, "public", "internal"), leaves(5, "public", "public")), ((True, 0),)))
@example(Case((leaves(5, "public"), leaves(5, "public")), (), (("restricted", "penalty", 2),)))
@example(
    Case(
        (leaves(5, "public"), leaves(5, "public")), (), (("public", "bonus", 1), ("restricted", "penalty", 2))
    )
)
def test_nothing_restricted_follows_from_a_public_report(writer: ReportWriter, case: Case) -> None:
    one = made(case)
    unit = one.unit
    zeroed = {node.id for node in unit.nodes.values() if node.zeroed_by is not None}
    counting = [node for node in unit.nodes.values() if node.kind == "indicator" and node.score is not None]
    restricted = [node.id for node in counting if one.words.indicators[node.id].sensitivity == "restricted"]
    # The total is public: where nothing open counts in it, it is itself a figure of what is restricted.
    assume(any(node.id not in zeroed and node.id not in restricted for node in counting))
    numbers, carried, text = read_by_the_public(one, writer)
    rows = known_rows(one, numbers, carried)
    for id_ in restricted:
        assert not follows({id_: ONE}, rows), id_
        assert f"指标{id_}" not in text
        assert id_ not in carried["nodes"]
    secret = {id_ for id_, found in one.words.sensitivities.items() if found == "restricted"}
    moved = [item for item in unit.adjustments if item.id in secret and item.points]
    for item in moved:
        assert not follows({item.id: ONE}, rows), item.id
        assert item.name not in text
    forms = Forms(unit)
    if any(unit.nodes[id_].zeroed_by in secret for id_ in zeroed):
        lost = together(forms.base(), scaled(Forms(unit, secret).base(), -ONE))
        assert not lost or not follows(lost, rows)
        assert not {id_ for id_ in zeroed if unit.nodes[id_].zeroed_by in secret} & set(carried["nodes"])


def test_the_attack_succeeds_where_nothing_is_hidden(writer: ReportWriter) -> None:
    """The equations solve what an internal report prints, so that they would find what is not hidden."""
    one = made(WHOLLY_RESTRICTED_BESIDE_GROUPS)
    forms = Forms(one.unit)
    siblings = [
        forms.earned(node.id) for node in one.unit.nodes.values() if node.id not in ("G00", "G01", "L02")
    ]
    assert follows({"L02": ONE}, [forms.base(), *siblings])
    assert not follows({"L02": ONE}, siblings)


@pytest.mark.parametrize(
    ("weights", "hidden"),
    [
        ((4, 2, 1, 1), {"L01", "L03", "L04"}),
        ((4, 4, 2, 9), {"L01", "L03"}),
        ((4, 1, 1, 1), {"L01", "L02", "L03"}),
    ],
)
def test_what_is_hidden_with_it_weighs_half_of_it_at_least(
    weights: tuple[int, ...], hidden: set[str]
) -> None:
    """Beside a partner of little weight a restricted score would be known but for a point or two."""
    own = tuple(
        (weight, "restricted" if number == 0 else "public", True) for number, weight in enumerate(weights)
    )
    one = made(Case(((1, own), (1, ((1, "public", True),)))))
    assert view(one.unit, one.words, "public").hidden == hidden
