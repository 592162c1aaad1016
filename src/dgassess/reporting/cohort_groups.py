"""Groups of units compared: unit types with their classes, and units with those below them (市 and its 县)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import NodeResult, UnitResult
from dgassess.reporting.blocks import Cell, Column, Row, Table
from dgassess.reporting.cohort_audience import Cohort
from dgassess.reporting.cohort_statistics import statistics
from dgassess.reporting.cohort_totals import kinds
from dgassess.reporting.wording import ABSENT, Numbers, cell, compact, number_column, row
from dgassess.values.language import in_chinese, say


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one type, or of one class within it (`depth` 1)."""

    label: str
    depth: int
    units: tuple[UnitResult, ...]


def unit_groups(seen: Cohort) -> tuple[UnitGroup, ...]:
    """The groups whose figures may appear: each type, and its classes behind it where there are several."""
    types = {kind: _of(seen.units, kind) for kind in kinds(seen.results.units)}
    shown = seen.groups({kind: len(units) for kind, units in types.items()})
    found = []
    for kind, units in types.items():
        if kind not in shown:
            continue
        found.append(UnitGroup(kind or say("未注明类型"), 0, units))
        classes: dict[str, list[UnitResult]] = {}
        for unit in sorted(units, key=lambda unit: unit.id):
            classes.setdefault(unit.unit_class or "", []).append(unit)
        visible = seen.groups({name: len(members) for name, members in classes.items()})
        for name, members in classes.items():
            if len(classes) > 1 and name in visible:
                mark = "·" if in_chinese() else " · "
                label = mark.join(filter(None, (kind, name or say("未注明类别"))))
                found.append(UnitGroup(label, 1, tuple(members)))
    return tuple(found)


def _of(units: Sequence[UnitResult], kind: str) -> tuple[UnitResult, ...]:
    return tuple(unit for unit in units if (unit.type or "") == kind)


def dimension_columns(seen: Cohort, top: Sequence[NodeResult], suffix: str = "") -> list[Column]:
    """A column of numbers for each top-level node, its name on one line where all are short and few."""
    names = [seen.said(node.id) + suffix for node in top]
    if len(names) <= 6 and max(map(len, names), default=0) <= (6 if in_chinese() else 12):
        return [Column(name, "right") for name in names]
    return [Column(name, "right", 1 if in_chinese() else _room(name)) for name in names]


def _room(name: str) -> float:
    """The width of a column whose head is parted between words."""
    return max(1, max(map(len, name.split()), default=0) / 7)


def groups_table(seen: Cohort) -> Table | None:
    """Number, mean and median of each group, in total and by dimension; None where there is nothing to compare."""
    groups = unit_groups(seen)
    if len(groups) < 2 or all(unit.total is None for unit in seen.results.units):
        return None
    numbers, top = seen.numbers, seen.top()
    columns = (
        Column(say("分组"), width=2.4), number_column(say("单位数")), number_column(say("均值")),
        number_column(say("中位数")), number_column(say("最低")), number_column(say("最高")),
        *dimension_columns(seen, top),
    )  # fmt: skip
    rows = []
    for group in groups:
        found = statistics(unit.total for unit in group.units)
        shown = found is not None and seen.figures(found.count)
        extremes = found is not None and shown and seen.extremes(found)
        cells: list[str | Cell] = [cell(group.label, depth=group.depth), str(len(group.units))]
        cells.append(numbers.score(found.mean if found and shown else None))
        cells.append(numbers.score(found.median if found and shown else None))
        cells.append(numbers.score(found.lowest if found and extremes else None))
        cells.append(numbers.score(found.highest if found and extremes else None))
        for node in top:
            figures = statistics(seen.score(unit, node.id) for unit in group.units)
            visible = figures is not None and seen.averaged(node.id, figures)
            cells.append(numbers.score(figures.mean if figures and visible else None))
        rows.append(row(*cells))
    notes = [say("各列为平均分。样本少于5个的分组不列最高、最低分。")]
    if seen.anonymous:
        notes.append(say("单位少于5个的分组不列示，可由其他分组推算出的一并不列示。"))
    return compact(
        Table(columns, tuple(rows), say("分类得分比较"), wide=len(top) > 6, notes=tuple(notes))
    )  # fmt: skip


def _ahead(numbers: Numbers, own: Fraction | None, mean: Fraction | None) -> str:
    return ABSENT if own is None or mean is None else numbers.change(mean, own)


def families_table(seen: Cohort) -> Table | None:
    """Units beside those below them; None where nobody's parent takes part, or single units' scores do not appear."""
    if seen.anonymous or not seen.scores:
        return None
    numbers = seen.numbers
    by_id = {unit.id: unit for unit in seen.results.units}
    families: dict[str, list[UnitResult]] = {}
    for unit in seen.units:
        if unit.parent in by_id and unit.parent != unit.id:
            families.setdefault(unit.parent or "", []).append(unit)
    parents = [by_id[id_] for id_ in sorted(families)]
    upper = {unit.type for unit in parents}
    lower = {child.type for children in families.values() for child in children}
    caption = say("上级单位与所辖单位得分对照")
    if len(upper) == len(lower) == 1 and None not in upper | lower:
        caption = say("{upper}与所辖{lower}得分对照", upper=upper.pop(), lower=lower.pop())
    columns = (
        Column(say("单位"), width=2.4), number_column(say("本级得分")), Column(say("本级等级"), "center"),
        number_column(say("所辖单位数")), number_column(say("所辖均值")), number_column(say("本级高出")),
        number_column(say("所辖最低")), number_column(say("所辖最高")),
    )  # fmt: skip
    rows: list[Row] = []
    for parent in parents:
        found = statistics(child.total for child in families[parent.id])
        extremes = found is not None and seen.extremes(found)
        rows.append(
            row(
                seen.name(parent), numbers.score(parent.total), parent.level or "", str(len(families[parent.id])),
                numbers.score(found.mean if found else None),
                _ahead(numbers, parent.total, found.mean if found else None),
                numbers.score(found.lowest if found and extremes else None),
                numbers.score(found.highest if found and extremes else None),
            )
        )  # fmt: skip
    notes = (say("所辖单位得分不足5个的，不列最低、最高分。"),)
    return compact(Table(columns, tuple(rows), caption, notes=notes)) if rows else None
