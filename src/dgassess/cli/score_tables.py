"""Scores as tables that fit an 80-column terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rich import box
from rich.console import Console
from rich.table import Table

from dgassess.cli.console import PIPE_WIDTH
from dgassess.cli.prose import print_prose
from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.engine.shown_sums import base_differs
from dgassess.values.language import joined, say, say_as
from dgassess.values.numbers import show, show_plain
from dgassess.workflows.scoring import Scored

# More top nodes than this do not fit beside names and totals in 80 columns; wider terminals are measured.
_MOST_COLUMNS = 5
_MOST_NAMES = 5


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
    shown = top if len(top) <= _MOST_COLUMNS or console.width > PIPE_WIDTH else []
    table = _cohort_table(results, ordered, shown)
    if console.measure(table, options=console.options.update(width=10_000)).maximum > console.width:
        # Whole names come before the columns of the dimensions, which json and csv carry.
        shown, table = [], _cohort_table(results, ordered, [])
    console.print(table)
    if not shown and top:
        names = _named([node.id for node in top])
        print_prose(
            console, say("版面所限未列：{names}；--format csv、json 或更宽的终端可列出全部。", names=names)
        )
    if shown:
        print_prose(console, joined((f"{node.id} {node.name}" for node in shown), "、"))
    if _several_peer_groups(ordered):
        print_prose(console, _places(ordered))
    _print_basis(console, results)
    for unit in ordered:
        for line in _remarks(unit):
            print_prose(console, say("{label}:{text}", label=unit.name, text=line))


def _cohort_table(results: Results, units: Sequence[UnitResult], shown: Sequence[NodeResult]) -> Table:
    has_types = any(unit.type for unit in units)
    several = _several_peer_groups(units)
    table = plain_table(
        (say("位次"), "right"),
        (say("名称"), "left"),
        *([(say("类型"), "left")] if has_types else []),
        *([(say_as("rank", "同级同类"), "right")] if several else []),
        *((node.id, "right") for node in shown),
        (say("总分"), "right"),
        (say("等级"), "left"),
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


def _places(units: Sequence[UnitResult]) -> str:
    """What the two columns of places are, by what peers have in common."""
    if not any(unit.unit_class for unit in units):
        return say("位次:在全部评估对象中。同级同类:在类型相同的单位中的位次/单位数。")
    if not any(unit.type for unit in units):
        return say("位次:在全部评估对象中。同级同类:在类别相同的单位中的位次/单位数。")
    return say("位次:在全部评估对象中。同级同类:在类型、类别都相同的单位中的位次/单位数。")


def _several_peer_groups(units: Sequence[UnitResult]) -> bool:
    return len({unit.peer_group for unit in units}) > 1


def _peer_rank(unit: UnitResult) -> str:
    return "—" if unit.peer_rank is None else f"{unit.peer_rank}/{unit.peer_count}"


def print_unit(console: Console, results: Results, unit: UnitResult) -> None:
    """One unit: its top nodes with what they contribute, then every step to the level."""
    kind = joined(filter(None, (unit.type, unit.unit_class)), "·")
    about = joined((unit.id, kind), ",") if kind else unit.id
    print_prose(console, say("{unit}({about})", unit=unit.name, about=about), "bold")
    table = plain_table(
        (say("指标"), "left"),
        (say("权重"), "right"),
        (say("得分"), "right"),
        (say("折算分"), "right"),
        (say("失分"), "right"),
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
    total = say("总分 {score}", score=score_text(results, unit.total))
    level = f"    {say('等级 {level}', level=unit.level)}" if unit.level else ""
    print_prose(console, f"{total}{level}", "bold")
    if unit.self_total != unit.total:
        own = [say("自评 {score}", score=score_text(results, unit.self_total))]
        if unit.self_level and unit.self_level != unit.level:
            own.append(unit.self_level)
        print_prose(console, joined(own, ","))
    for line in _remarks(unit):
        print_prose(console, line)
    _print_basis(console, results)
    if base_differs(unit, results.digits, results.mode):
        print_prose(
            console,
            say("因四舍五入,各项折算分之和与总分略有差异。")
            if unit.base == unit.total_exact
            else say("因四舍五入,各项折算分之和与基础得分略有差异。"),
        )


def _why(state: str) -> str:
    return say("缺项") if state == "missing" else say("不适用")


def _print_basis(console: Console, results: Results) -> None:
    system = f"{results.system_name} {results.system_version}"
    print_prose(
        console,
        say("{system},核定值优先。", system=system)
        if results.basis == "verified"
        else say("{system},自评值。", system=system),
    )


def _remarks(unit: UnitResult) -> list[str]:
    lines = []
    if unit.missing:
        lines.append(say("缺项 {count} 题({names})", count=len(unit.missing), names=_named(unit.missing)))
    out = [id_ for id_ in unit.not_applicable if "." not in id_]
    if out:
        share = show_plain(unit.not_applicable_share * 100, 1)
        lines.append(
            say("不适用 {count} 项({names}),占权重 {share}%", count=len(out), names=_named(out), share=share)
        )
    undecided = [veto.id for veto in unit.vetoes if veto.state == "missing"]
    if undecided:
        count, names = len(undecided), joined(undecided, "、")
        lines.append(
            say("底线约束 {names} 未填报,按未触发处理", count=count, names=names)
            if not any(veto.triggered for veto in unit.vetoes if veto.id in undecided)
            else say("底线约束 {names} 未填报", count=count, names=names)
        )
    return lines


def _named(ids: Sequence[str]) -> str:
    names = joined(ids[:_MOST_NAMES], "、")
    return say("{names}等", names=names) if len(ids) > _MOST_NAMES else names
