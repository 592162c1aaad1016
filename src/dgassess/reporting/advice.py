"""改进建议与路线图: what each step would bring, as the engine computed it, and the way to the next level.

How hard a step is, is not known and not guessed: entries are grouped by what is lacking. Measures are for people to
write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgassess.engine.gains import Gains, NextLevel
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Column, Row, Table
from dgassess.reporting.problems import Kind, Problem, kinds
from dgassess.reporting.wording import (
    ABSENT,
    Numbers,
    compact,
    lines_cell,
    listing,
    number_column,
    row,
    typeset,
)
from dgassess.values.language import msg, say
from dgassess.values.numbers import show_plain

_GROUPS: tuple[tuple[Kind, str], ...] = (
    ("missing", msg("缺项补报")), ("evidence", msg("核定调减")), ("options", msg("清单项补齐")),
    ("target", msg("达到目标值")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ahead:
    """The next level in finished texts."""

    name: str
    bound: str
    short: str  # empty where the score is enough
    count: int
    total: str
    reached: bool
    barriers: tuple[str, ...]
    blocked: tuple[str, ...]  # barriers that no indicator's score opens
    vetoes: str


@dataclass(frozen=True, slots=True)
class Step:
    """One group of the road map; `table` names its table."""

    name: str
    count: int
    table: str


@dataclass(frozen=True, slots=True)
class Advice:
    """The section: nothing in it where nothing can be gained."""

    steps: tuple[Step, ...]
    next_level: Ahead | None
    tables: dict[str, Table]


def advice(numbers: Numbers, seen: View, found: Sequence[Problem], gains: Gains | None, most: int) -> Advice:
    """The section for internal readers and the unit. most: how many entries each group lists."""
    if gains is None or seen.audience == "public":
        return Advice((), None, {})
    steps, tables = [], dict[str, Table]()
    for kind, name in _GROUPS:
        own = [one for one in kinds(found, kind) if one.node.id in gains.by_indicator]
        own.sort(key=lambda one: -gains.by_indicator[one.node.id])
        if not own:
            continue
        table = f"roadmap-{kind}"
        steps.append(Step(say(name), len(own), table))
        if len(own) > most:
            named = say("{name}（{count}项，列前{most}项）", name=say(name), count=len(own), most=most)
        else:
            named = say("{name}（{count}项）", name=say(name), count=len(own))
        tables[table] = _table([_row(numbers, one, gains) for one in own[:most]], named)
    ahead = gains.next_level
    if ahead is not None and ahead.indicators:
        by_id = {one.node.id: one for one in found}
        path = [_row(numbers, by_id[one], gains) for one in ahead.indicators if one in by_id]
        tables["next-level"] = _table(path, say("达到{level}的一条路径", level=ahead.name))
    return Advice(tuple(steps), _ahead(numbers, ahead) if ahead is not None else None, tables)


def _row(numbers: Numbers, one: Problem, gains: Gains) -> Row:
    gain = gains.by_indicator.get(one.node.id)
    return row(
        str(one.number), one.node.id, one.name, one.score,
        numbers.signed(gain) if gain is not None else ABSENT, lines_cell(*one.target), one.responsible,
    )  # fmt: skip


def _table(rows: Sequence[Row], caption: str) -> Table:
    columns = (
        Column(say("问题序号"), "right"), Column(say("编号")), Column(say("指标"), width=2.6),
        number_column(say("现得分")), number_column(say("预计提分")),
        Column(say("达到满分所需"), width=5), Column(say("责任单位"), width=1.8),
    )  # fmt: skip
    return compact(Table(columns, tuple(rows), caption, row_header=2))


def _ahead(numbers: Numbers, ahead: NextLevel) -> Ahead:
    bound = ""
    if ahead.bound is not None:
        bound = say("{n}分", n=f"{'>' if ahead.strict else '≥'}{show_plain(ahead.bound)}")
    return Ahead(
        name=ahead.name,
        bound=bound,
        short=numbers.score(ahead.short) if ahead.short else "",
        count=len(ahead.indicators),
        total=numbers.score(ahead.total),
        reached=ahead.reached,
        barriers=tuple(typeset(one.text) for one in ahead.barriers),
        blocked=tuple(typeset(one.text) for one in ahead.barriers if not one.indicators),
        vetoes=listing([say("“{name}”", name=typeset(name)) for name in ahead.vetoes]),
    )
