"""改进建议与路线图: what each step would bring, as the engine computed it, and the way to the next level.

How hard a step is, is not known and not guessed: entries are grouped by what is lacking. Measures are for people to
write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.gains import Gains, NextLevel
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Column, Table
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
from dgassess.reporting.zeroing import veto_name
from dgassess.values.language import joined, msg, say
from dgassess.values.numbers import show_plain

_GROUPS: tuple[tuple[Kind, str], ...] = (
    ("veto", msg("底线约束")), ("missing", msg("缺项补报")), ("evidence", msg("核定调减")),
    ("options", msg("清单项补齐")), ("target", msg("达到目标值")),
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
    near: bool = False  # whether there are answers or evidence to supply
    others: bool = False  # whether there is anything else


def advice(numbers: Numbers, seen: View, found: Sequence[Problem], gains: Gains | None, most: int) -> Advice:
    """The section for internal readers and the unit. most: how many entries each group lists."""
    if gains is None or seen.audience == "public":
        return Advice((), None, {})
    groups = _groups(seen, found, gains)
    steps, tables = [], dict[str, Table]()
    for kind, title in _GROUPS:
        entries = sorted(groups[kind], key=lambda one: -one.gain)
        if not entries:
            continue
        refused = any(seen.turned_down(one.problem.node) for one in entries) and kind == "evidence"
        name = say("核定调减与不予认定") if refused else say(title)
        steps.append(Step(name, len(entries), f"roadmap-{kind}"))
        if len(entries) > most:
            named = say("{name}（{count}项，列前{most}项）", name=name, count=len(entries), most=most)
        else:
            named = say("{name}（{count}项）", name=name, count=len(entries))
        make = {"veto": _veto_table, "evidence": _evidence_table}.get(kind, _table)
        tables[f"roadmap-{kind}"] = make(numbers, seen, entries[:most], named)
    ahead = gains.next_level
    if ahead is not None and ahead.indicators:
        by_id = {one.node.id: one for one in found}
        path = [_full(by_id[one], gains) for one in ahead.indicators if one in by_id]
        if ahead.vetoes:
            title = say("达到“{level}”分数线所需（等级仍受底线约束限制）", level=ahead.name)
        else:
            title = say("达到{level}的一条路径", level=ahead.name)
        tables["next-level"] = _table(numbers, seen, path, title)
    near = bool(groups["missing"] or groups["evidence"])
    return Advice(
        tuple(steps),
        _ahead(numbers, ahead) if ahead is not None else None,
        tables,
        near,
        others=any(groups[kind] for kind in ("veto", "options", "target")),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a group: the problem, what is gained and what that needs; `beyond` the self-assessed score."""

    problem: Problem
    gain: Fraction
    target: tuple[str, ...] = ()
    beyond: bool = False
    numbers: tuple[int, ...] = ()  # of all problems that one veto made


def _full(one: Problem, gains: Gains) -> _Entry:
    return _Entry(one, gains.by_indicator.get(one.node.id, Fraction(0)), one.target)


def _groups(seen: View, found: Sequence[Problem], gains: Gains) -> dict[Kind, list[_Entry]]:
    """What each group lists. What verification lowered counts up to the self-assessed score, and beyond it again."""
    groups: dict[Kind, list[_Entry]] = {kind: [] for kind, _ in _GROUPS}
    for kind in ("missing", "options", "target"):
        groups[kind] += [_full(one, gains) for one in kinds(found, kind) if one.node.id in gains.by_indicator]
    for one in kinds(found, "evidence"):
        full, back = (
            gains.by_indicator.get(one.node.id, Fraction(0)),
            gains.to_self.get(one.node.id, Fraction(0)),
        )
        if back:
            groups["evidence"].append(_Entry(one, back))
        if full > back:
            text = seen.text(one.node.id)
            lacks_options = text.beyond_lacks_options if text.beyond_text else text.lacks_options
            target = tuple(lines_cell(typeset(text.beyond_text)).texts()) if text.beyond_text else one.target
            groups["options" if lacks_options else "target"].append(
                _Entry(one, full - back, target, beyond=True)
            )
    by_veto: dict[str, list[Problem]] = {}
    for one in kinds(found, "veto"):
        by_veto.setdefault(one.node.zeroed_by or "", []).append(one)
    for veto, own in by_veto.items():
        gain = gains.without_veto.get(veto, Fraction(0))
        groups["veto"].append(_Entry(own[0], gain, own[0].target, numbers=tuple(one.number for one in own)))
    return groups


def _gain(numbers: Numbers, entry: _Entry) -> str:
    return numbers.signed(entry.gain) if entry.gain else ABSENT


def _table(numbers: Numbers, seen: View, entries: Sequence[_Entry], caption: str) -> Table:
    columns = (
        Column(say("问题序号"), "right"), Column(say("编号")), Column(say("指标"), width=2.6),
        number_column(say("现得分")), number_column(say("预计提分")),
        Column(say("达到满分所需"), width=5), Column(say("责任单位"), width=1.8),
    )  # fmt: skip
    rows = tuple(
        row(
            str(one.problem.number), one.problem.node.id, one.problem.name, one.problem.score,
            _gain(numbers, one), lines_cell(*one.target), one.problem.responsible,
        )
        for one in entries
    )  # fmt: skip
    beyond = [one.problem.name for one in entries if one.beyond]
    note = say(
        "{names}经核定调减或不予认定，预计提分、所需只计自评分与满分之间的部分。", names=listing(beyond)
    )
    return compact(Table(columns, rows, caption, row_header=2, notes=(note,) if beyond else ()))


def _evidence_table(numbers: Numbers, seen: View, entries: Sequence[_Entry], caption: str) -> Table:
    columns = (
        Column(say("问题序号"), "right"), Column(say("编号")), Column(say("指标"), width=2.6),
        number_column(say("现得分")), number_column(say("自评分")), number_column(say("预计提分")),
        Column(say("核定情况与所需佐证"), width=5), Column(say("责任单位"), width=1.8),
    )  # fmt: skip
    rows = []
    for entry in entries:
        one = entry.problem
        asked = say("佐证：{evidence}", evidence=one.asked) if one.asked else ""
        rows.append(
            row(
                str(one.number), one.node.id, one.name, one.score, numbers.score(one.node.self_score),
                _gain(numbers, entry), lines_cell(typeset(seen.text(one.node.id).review_text), asked),
                one.responsible,
            )
        )  # fmt: skip
    note = say("预计提分为恢复到自评分时综合得分的变化；自评分与满分之间的部分列入其后各组。")
    return compact(Table(columns, tuple(rows), caption, row_header=2, notes=(note,)))


def _veto_table(numbers: Numbers, seen: View, entries: Sequence[_Entry], caption: str) -> Table:
    columns = (
        Column(say("问题序号"), "right"), Column(say("编号")), Column(say("底线约束"), width=2.6),
        number_column(say("预计提分")), Column(say("所需"), width=5), Column(say("责任单位"), width=1.8),
    )  # fmt: skip
    rows = tuple(
        row(
            joined(map(str, one.numbers), "、"), one.problem.node.zeroed_by or "",
            veto_name(seen.unit, one.problem.node.zeroed_by), _gain(numbers, one), lines_cell(*one.target),
            one.problem.responsible,
        )
        for one in entries
    )  # fmt: skip
    note = say("预计提分为未触发该底线约束、其他不变时综合得分的变化。")
    return compact(Table(columns, rows, caption, row_header=2, notes=(note,)))


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
