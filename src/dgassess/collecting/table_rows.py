"""A system as the rows of the usual indicator table: one row an indicator, its groups in front."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dgassess.model.adjustments import Adjustment, Veto
from dgassess.model.nodes import Group, Indicator
from dgassess.model.questions import Question, Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.fields import DEFAULT_TYPE
from dgassess.values.numbers import show_plain

_NUMERALS = "一二三四五六七八九十"
NOTHING = "—"
Standard = Callable[[Indicator | Adjustment], str]
"""From an item to its scoring standard in Chinese."""

BESIDE = {"bonus": "加分项", "penalty": "扣分项", "veto": "底线约束"}
_EFFECTS = {"no-bonus": "不计加分", "no-award": "取消评优"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its cells by column key; `above` are the ids of the groups the indicator stands in."""

    id: str
    cells: Mapping[str, str]
    above: tuple[str, ...] = ()
    heading: str = ""


@dataclass
class Table:
    """The columns (key and title) and rows of a table, and the texts shown of each node."""

    title: str
    columns: list[tuple[str, str]]
    lines: list[Line] = field(default_factory=list)
    shown: dict[str, dict[str, str]] = field(default_factory=dict)
    depth: int = 0  # how many columns of groups there are


def table_of(system: IndicatorSystem, questionnaire: Questionnaire, standard: Standard) -> Table:
    """The table of a system."""
    depth = max((tier for node, _, tier in system.walk() if isinstance(node, Group)), default=0)
    table = Table(system.name, _columns(min(depth, 5)), depth=min(depth, 5))
    writer = _Writer(system, questionnaire, standard, table)
    writer.groups(system.dimensions, system.indicators, ())
    writer.beside()
    return table


def _columns(depth: int) -> list[tuple[str, str]]:
    found = [("number", "序号"), ("id", "编号")]
    for level in range(1, depth + 1):
        found += [
            (f"level{level}", f"{_NUMERALS[level - 1]}级指标"),
            (f"weight{level}", f"{_NUMERALS[level - 1]}级权重"),
        ]
    found.append(("name", f"{_NUMERALS[depth]}级指标" if depth else "指标名称"))
    return [*found, ("weight", "权重"), ("points", "分值"), ("definition", "评估内容"), ("source", "数据来源"),
            ("standard", "计分标准"), ("questions", "题目"), ("clauses", "条款"), ("responsible", "责任单位"),
            ("evidence", "佐证"), ("applicability", "适用对象"), ("note", "备注")]  # fmt: skip


def weight_text(weight: Any) -> str:
    """A weight, by unit type where it differs: 部门22、其他18."""
    if not isinstance(weight, Mapping):
        return show_plain(weight)
    named = [(name, value) for name, value in weight.items() if name != DEFAULT_TYPE]
    last = [("其他", weight[DEFAULT_TYPE])] if DEFAULT_TYPE in weight else []
    return "、".join(f"{name}{show_plain(value)}" for name, value in (*named, *last))


class _Writer:
    """Writes the rows of one system from top to bottom."""

    def __init__(
        self, system: IndicatorSystem, questionnaire: Questionnaire, standard: Standard, table: Table
    ) -> None:
        self.system, self.standard, self.table = system, standard, table
        self.owned: dict[str, list[Question]] = {}
        for asked in questionnaire.questions.values():
            self.owned.setdefault(asked.owner, []).append(asked)
        self.number = 0

    def groups(
        self, groups: tuple[Group, ...], indicators: tuple[Indicator, ...], above: tuple[Group, ...],
        share: Fraction | None = Fraction(100),
    ) -> None:  # fmt: skip
        """The rows below some groups and indicators; `share` are the points of their parent."""
        total = _sum([*(group.weight for group in groups), *(indicator.weight for indicator in indicators)])
        for group in groups:
            self.table.shown[group.id] = {"name": group.name, "weight": weight_text(group.weight)}
            own = _part(share, group.weight, total)
            self.groups(group.groups, group.indicators, (*above, group), own)
        for indicator in indicators:
            own = _part(share, indicator.weight, total)
            self._indicator(indicator, above, "" if own is None else _points(own))

    def _indicator(self, item: Indicator, above: tuple[Group, ...], points: str) -> None:
        cells: dict[str, str] = {}
        for level in range(1, self.table.depth + 1):
            group = above[level - 1] if level <= len(above) else None
            cells[f"level{level}"] = group.name if group else NOTHING
            cells[f"weight{level}"] = weight_text(group.weight) if group else ""
        own = {"weight": weight_text(item.weight), "points": points, **self._described(item)}
        own["standard"] = self.standard(item)
        self._line(item.id, {**cells, **own}, own, tuple(group.id for group in above))

    def _described(self, item: Indicator | Adjustment | Veto) -> dict[str, str]:
        types = item.unit_types if item.unit_types is not None else self.system.unit_types
        return {
            "name": item.name,
            "definition": item.definition or "",
            "source": ";".join(item.source),
            "clauses": ";".join(item.clauses),
            "responsible": item.responsible or "",
            "evidence": ";".join(item.evidence),
            "applicability": ";".join(types),
            "note": item.note or "",
            "questions": "\n".join(map(_question, self.owned.get(item.id, []))),
        }

    def _line(
        self, id_: str, cells: Mapping[str, str], own: Mapping[str, str], above: tuple[str, ...] = ()
    ) -> None:
        self.number += 1
        self.table.shown[id_] = dict(own)
        self.table.lines.append(Line(id_, {"number": str(self.number), "id": id_, **cells}, above))

    def beside(self) -> None:
        """The rows of adjustments and vetoes, under headings of their own."""
        items = self.system.adjustments.items if self.system.adjustments is not None else ()
        for effect in ("bonus", "penalty"):
            own = [item for item in items if item.effect == effect]
            self._heading(effect, bool(own))
            for item in own:
                cells = {**self._described(item), "standard": self.standard(item)}
                self._line(item.id, cells, cells)
        self._heading("veto", bool(self.system.vetoes))
        for veto in self.system.vetoes:
            cells = {**self._described(veto), "standard": ",".join(_effects(veto))}
            self._line(veto.id, cells, cells)

    def _heading(self, kind: str, needed: bool) -> None:
        if needed:
            self.table.lines.append(Line("", {}, heading=BESIDE[kind]))


def _question(asked: Question) -> str:
    """A question in one line: its key, text, unit and options."""
    unit = f"({asked.unit})" if asked.unit else ""
    options = ";".join(f"{option}.{label}" for option, label in (asked.options or {}).items())
    return f"{asked.key}:{asked.text}{unit}{f' {options}' if options else ''}"


def _effects(veto: Veto) -> Iterator[str]:
    for effect in veto.effects:
        match effect.kind:
            case "zero":
                yield f"{effect.node}计最低分"
            case "zero-listed":
                yield "涉事指标计最低分"
            case "cap-level":
                yield f"等级最高为{effect.level}"
            case "cap-total":
                yield f"总分最高{show_plain(effect.total)}分"
            case _:
                yield _EFFECTS[effect.kind]


def _plain(weight: Any) -> Decimal | None:
    found = weight.get(DEFAULT_TYPE) if isinstance(weight, Mapping) else weight
    return found if isinstance(found, Decimal) else None


def _sum(weights: list[Any]) -> Fraction | None:
    found = [_plain(weight) for weight in weights]
    total = sum((Fraction(weight) for weight in found if weight is not None), Fraction(0))
    return total if all(weight is not None for weight in found) and total > 0 else None


def _part(share: Fraction | None, weight: Any, total: Fraction | None) -> Fraction | None:
    own = _plain(weight)
    return None if share is None or total is None or own is None else share * Fraction(own) / total


def _points(value: Fraction) -> str:
    return show_plain(value, 4)
