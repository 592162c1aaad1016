"""Scores as tables that fit an 80-column terminal with Chinese text."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rich import box
from rich.console import Console
from rich.table import Table

from dgassess.cli.prose import print_prose
from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.engine.shown_sums import base_differs
from dgassess.values.numbers import show, show_plain
from dgassess.workflows.scoring import Scored

# More top nodes than this do not fit beside names and totals in 80 columns.
_MOST_COLUMNS = 5


def print_scores(console: Console, scored: Scored) -> None:
    """One unit in detail, or many by rank."""
    units = scored.results.units
    if len(units) == 1:
        print_unit(console, scored.results, units[0])
    else:
        _print_cohort(console, scored.results)


def score_text(results: Results, value: Fraction | None) -> str:
    """A score at the declared digits; a dash when there is none."""
    return "—" if value is None else show(value, results.digits, results.mode)


def plain_table(*columns: tuple[str, str], title: str | None = None) -> Table:
    """A table with a rule under its header; columns are (header, left|right)."""
    table = Table(
        box=box.SIMPLE_HEAD,
        title=title,
        title_justify="left",
        title_style="bold",
        pad_edge=False,
        collapse_padding=True,
    )
    for header, justify in columns:
        right = justify == "right"
        table.add_column(
            header,
            justify="right" if right else "left",
            no_wrap=right,
            overflow="fold",
            min_width=4 if right else 2,
        )
    return table


def _print_cohort(console: Console, results: Results) -> None:
    top = [node for node in results.units[0].nodes.values() if node.parent is None]
    ordered = sorted(results.units, key=lambda unit: (unit.rank is None, unit.rank or 0, unit.id))
    shown = top if len(top) <= _MOST_COLUMNS else []
    table = _cohort_table(results, ordered, shown)
    if console.measure(table, options=console.options.update(width=10_000)).maximum > console.width:
        # Whole names come before the columns of the dimensions, which json and csv carry.
        shown, table = [], _cohort_table(results, ordered, [])
    console.print(table)
    if shown:
        print_prose(console, "、".join(f"{node.id} {node.name}" for node in shown))
    if _several_peer_groups(ordered):
        print_prose(console, "位次:在全部评估对象中。同级同类:在类型、类别都相同的单位中的位次/单位数。")
    _print_basis(console, results)
    for unit in ordered:
        for line in _remarks(unit):
            print_prose(console, f"{unit.name}:{line}")


def _cohort_table(results: Results, units: Sequence[UnitResult], shown: Sequence[NodeResult]) -> Table:
    has_types = any(unit.type for unit in units)
    several = _several_peer_groups(units)
    table = plain_table(
        ("位次", "right"),
        ("名称", "left"),
        *([("类型", "left")] if has_types else []),
        *([("同级同类", "right")] if several else []),
        *((node.id, "right") for node in shown),
        ("总分", "right"),
        ("等级", "left"),
    )
    for unit in units:
        table.add_row(
            "—" if unit.rank is None else str(unit.rank),
            unit.name,
            *([unit.type or ""] if has_types else []),
            *([_peer_rank(unit)] if several else []),
            *(score_text(results, unit.nodes[node.id].score) for node in shown),
            score_text(results, unit.total),
            unit.level or "—",
        )
    return table


def _several_peer_groups(units: Sequence[UnitResult]) -> bool:
    return len({unit.peer_group for unit in units}) > 1


def _peer_rank(unit: UnitResult) -> str:
    return "—" if unit.peer_rank is None else f"{unit.peer_rank}/{unit.peer_count}"


def print_unit(console: Console, results: Results, unit: UnitResult) -> None:
    """One unit: its top nodes with what they contribute, then every step to the level."""
    kind = "·".join(part for part in (unit.type, unit.unit_class) if part)
    print_prose(console, f"{unit.name}({unit.id}{',' + kind if kind else ''})", "bold")
    table = plain_table(
        ("指标", "left"), ("权重", "right"), ("得分", "right"), ("折算分", "right"), ("失分", "right")
    )
    for node in unit.nodes.values():
        if node.parent is None:
            weight = (
                "—" if node.effective_weight is None else f"{show_plain(node.effective_weight * 100, 2)}%"
            )
            table.add_row(
                f"{node.id} {node.name}",
                weight if node.score is not None else "—",
                score_text(results, node.score) if node.score is not None else _why(node.state),
                score_text(results, node.contribution),
                score_text(results, node.lost),
            )
    console.print(table)
    for step in unit.steps:
        print_prose(console, f"  {step.text}")
    total = f"总分 {score_text(results, unit.total)}"
    level = f"    等级 {unit.level}" if unit.level else ""
    print_prose(console, f"{total}{level}", "bold")
    if unit.self_total != unit.total:
        own = f",{unit.self_level}" if unit.self_level and unit.self_level != unit.level else ""
        print_prose(console, f"自评 {score_text(results, unit.self_total)}{own}")
    for line in _remarks(unit):
        print_prose(console, line)
    _print_basis(console, results)
    if base_differs(unit, results.digits, results.mode):
        whole = "总分" if unit.base == unit.total_exact else "基础得分"
        print_prose(console, f"因四舍五入,各项折算分之和与{whole}略有差异。")


def _why(state: str) -> str:
    return "缺项" if state == "missing" else "不适用"


def _print_basis(console: Console, results: Results) -> None:
    word = "核定值优先" if results.basis == "verified" else "自评值"
    print_prose(console, f"{results.system_name} {results.system_version},{word}。")


def _remarks(unit: UnitResult) -> list[str]:
    lines = []
    if unit.missing:
        named = "、".join(unit.missing[:5]) + ("等" if len(unit.missing) > 5 else "")
        lines.append(f"缺项 {len(unit.missing)} 题({named})")
    out = [id_ for id_ in unit.not_applicable if "." not in id_]
    if out:
        named = "、".join(out[:5]) + ("等" if len(out) > 5 else "")
        share = show_plain(unit.not_applicable_share * 100, 1)
        lines.append(f"不适用 {len(out)} 项({named}),占权重 {share}%")
    undecided = [veto.id for veto in unit.vetoes if veto.state == "missing"]
    if undecided:
        lines.append(
            f"底线约束 {'、'.join(undecided)} 未填报,按未触发处理"
            if not any(veto.triggered for veto in unit.vetoes if veto.id in undecided)
            else f"底线约束 {'、'.join(undecided)} 未填报"
        )
    return lines
