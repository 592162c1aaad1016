"""The tables of a change note: what was changed, whom it moves and how far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dgassess.reporting.blocks import Cell, Column, Row, Table, Text
from dgassess.reporting.change_text import ChangeNoteText, ChangeText, NodeMove, Status, UnitMove
from dgassess.reporting.cohort_audience import FEW
from dgassess.reporting.cohort_statistics import mean_of
from dgassess.reporting.wording import ABSENT, Numbers, cell, compact, number_column, row, typeset
from dgassess.values.language import in_chinese, msg, say, say_as

STATUSES: dict[Status, str] = {
    "new": msg("新增"), "gone": msg("停用"), "renamed": msg("改名"), "redefined": msg("改口径"), "changed": msg("调整"),
}  # fmt: skip
SORTS = {
    "system": msg("总体规定"), "group": msg("指标组"), "indicator": msg("指标"), "level": msg("等级"),
    "adjustments": msg("加分扣分总则"), "bonus": msg("加分"), "penalty": msg("扣分"), "veto": msg("底线约束"),
    "clause": msg("条款"), "view": msg("分组"), "questionnaire": msg("问卷"), "question": msg("题目"),
    "cross-check": msg("勾稽关系"),
}  # fmt: skip
_CAPTIONS = {
    "system": msg("总体规定变化"), "group": msg("指标组变化"), "indicator": msg("指标变化"), "level": msg("等级变化"),
    "adjustments": msg("加分扣分总则变化"), "bonus": msg("加分变化"), "penalty": msg("扣分变化"),
    "veto": msg("底线约束变化"), "clause": msg("条款变化"), "view": msg("分组变化"), "questionnaire": msg("问卷变化"),
    "question": msg("题目变化"), "cross-check": msg("勾稽关系变化"),
}  # fmt: skip
_ON_ONE_LINE = 3  # dimensions that leave room for a pair and its difference beside each other
_SHORT = (
    24  # characters that two values have together at most to stand on one line; twice as many narrow ones
)


def counts(text: ChangeNoteText) -> Table:
    """How many of each sort stayed and changed."""
    rows = []
    for count in text.counts:
        own = [change for change in text.changes if change.sort == count.sort]
        numbers = [sum(change.became(status) for change in own) for status in STATUSES]
        name = say(SORTS[count.sort])
        rows.append(row(name, str(count.before), str(count.after), str(count.kept), *map(str, numbers)))
    columns = (
        Column(say("内容"), width=2), number_column(text.before), number_column(text.after),
        number_column(say("未变")), *(number_column(say(word)) for word in STATUSES.values()),
    )  # fmt: skip
    return Table(columns, tuple(rows), say("变化概览"))


def changes(found: Sequence[ChangeText], sort: str) -> Table:
    """One row for each thing that differs, grouped by what became of it."""
    rows: list[Row] = []
    for status, word in STATUSES.items():
        own = [change for change in found if change.became(status)]
        if own:
            rows.append(Row((cell(say("{word}（{count}项）", word=say(word), count=len(own))),), "group"))
        rows += [Row((cell(change.id or ABSENT), _named(change), _fields(change, status))) for change in own]
    columns = (Column(say("编号")), Column(say("名称"), width=3), Column(say("变化"), width=6))
    return Table(columns, tuple(rows), say(_CAPTIONS[sort]), row_header=1)


def _named(change: ChangeText) -> Cell:
    more = ((Text(say("原{name}", name=typeset(change.origin)), muted=True),),) if change.origin else ()
    return Cell((Text(typeset(change.name) or say(SORTS[change.sort])),), more=more)


def _fields(change: ChangeText, status: Status) -> Cell:
    """Every field as `权重：25 → 30`, long ones as the text before and the text after below one another.

    What was renamed and differs beside has its fields where it is listed for these.
    """
    if status == "renamed" and change.also is not None:
        other = change.also if change.status == "renamed" else change.status
        return cell(say("其他变化见“{word}”", word=say(STATUSES[other])))
    lines: list[tuple[Text, ...]] = []
    most = _SHORT if in_chinese() else 2 * _SHORT
    for field in change.fields:
        before, after = (
            typeset(side) or say_as("nothing laid down", "无") for side in (field.before, field.after)
        )
        name = Text(say("{name}：", name=typeset(field.name)), bold=True)
        if len(before) + len(after) <= most:
            lines.append((name, Text(f"{before} → {after}")))
        else:
            lines += [(name, Text(say("原：")), Text(before)), (Text(say("现：")), Text(after))]
    return (
        Cell(lines[0], more=tuple(lines[1:])) if lines else cell(say("内容未变") if change.origin else ABSENT)
    )


def units(text: ChangeNoteText, shown: Sequence[UnitMove]) -> Table:
    """Every unit's total, level and rank then and now, those that moved farthest first; in its own copy one alone."""
    numbers = text.numbers
    rows = tuple(
        row(
            cell(unit.name), unit.type or ABSENT, numbers.score(unit.before), numbers.score(unit.after),
            moved(numbers, unit.by), both(unit.level), ranks(unit.rank, unit.shifted),
        )
        for unit in shown
    )  # fmt: skip
    columns = (
        Column(say("评估对象"), width=3), Column(say("类型")), number_column(say("{period}总分", period=text.before)),
        number_column(say("{period}总分", period=text.after)), number_column(say("变动")),
        Column(say("等级"), width=2.6), Column(say("位次"), width=3.8),
    )  # fmt: skip
    return compact(Table(columns, rows, say("总分、等级与位次变动"), notes=tuple(_notes(text, shown))))


def _notes(text: ChangeNoteText, shown: Sequence[UnitMove]) -> Iterator[str]:
    if len(shown) > 1:
        yield say("按总分变动幅度由大到小排列。")
    if all(unit.rank == (None, None) for unit in shown):
        return
    yield _ranked_among(text)
    if text.kind == "rounds":
        yield say("两轮参评单位不完全相同时，位次不宜直接比较。")
    if text.by_type and any(unit.rank == (None, None) for unit in shown):
        yield say("同一类型只有1个单位参与排名的，不列位次（“{dash}”）。", dash=ABSENT)


def _ranked_among(text: ChangeNoteText) -> str:
    if text.kind == "rounds":
        return (
            say("位次为各轮同一类型评估对象中的位次。")
            if text.by_type
            else say("位次为各轮全部评估对象中的位次。")
        )
    if text.by_type:
        return say("位次为参与比较的同一类型评估对象中的位次。")
    if text.only:
        return say("位次为参与比较的{count}个评估对象中的位次，本说明只列其中一个。", count=text.compared)
    return say("位次为参与比较的评估对象中的位次。")


def dimensions(text: ChangeNoteText, shown: Sequence[UnitMove]) -> Table:
    """A row for each unit, a column for each dimension that moves for anybody: before → after."""
    names = {node.id: node.name for unit in shown for node in unit.nodes if node.top}
    rows = []
    for unit in shown:
        own = {node.id: node for node in unit.nodes if node.top}
        rows.append(
            Row(
                (
                    cell(unit.name),
                    *(_pair(text.numbers, own.get(one), len(names) <= _ON_ONE_LINE) for one in names),
                )
            )
        )
    columns = (
        Column(say("评估对象"), width=2),
        *(Column(typeset(name), "right", 1.5) for name in names.values()),
    )
    notes = (say("只列有变动的维度；“{absent}”为该评估对象在该维度没有变动。", absent=ABSENT),)
    return Table(
        columns, tuple(rows) if names else (), say("各维度得分变动"), notes=notes, wide=len(names) > 5
    )


def dimension_means(text: ChangeNoteText, shown: Sequence[UnitMove]) -> Table:
    """How far each dimension moved on average, over the units that it moved for; of fewer than FEW nothing."""
    names = {node.id: node.name for unit in shown for node in unit.nodes if node.top}
    found: list[tuple[str, int, Fraction]] = []
    for id_ in names:
        moves = [node.by for unit in shown for node in unit.nodes if node.id == id_ and node.by is not None]
        mean = mean_of(moves)
        if mean is not None and len(moves) >= FEW:
            found.append((id_, len(moves), mean))
    found.sort(key=lambda one: (-abs(one[2]), one[0]))
    rows = tuple(
        row(typeset(names[id_]), str(count), text.numbers.signed(mean)) for id_, count, mean in found
    )
    columns = (
        Column(say("维度"), width=3), number_column(say("变动的评估对象")), number_column(say("平均变动")),
    )  # fmt: skip
    note = say("平均变动按有变动的评估对象计算；变动的评估对象不足{few}个的维度不列。", few=FEW)
    return Table(columns, rows, say("各维度得分平均变动"), notes=(note,))


def _pair(numbers: Numbers, node: NodeMove | None, one_line: bool) -> Cell:
    if node is None:
        return cell(ABSENT)
    if one_line:
        pair = f"{numbers.score(node.before)} → {numbers.score(node.after)}"
        return cell(say("{pair}（{points}）", pair=pair, points=moved(numbers, node.by)))
    first = (Text(f"{numbers.score(node.before)} → {numbers.score(node.after)}"),)
    return Cell(first, more=((Text(moved(numbers, node.by)),),))


def indicators(text: ChangeNoteText, shown: Sequence[UnitMove], most: int) -> Table:
    """The indicators that move most units, and how far on average and at most."""
    by_node: dict[str, list[tuple[NodeMove, UnitMove]]] = {}
    for unit in shown:
        for node in unit.nodes:
            if node.indicator:
                by_node.setdefault(node.id, []).append((node, unit))
    ordered = sorted(by_node.items(), key=lambda entry: (-_weighed(entry[1]), entry[0]))
    rows = []
    for id_, found in ordered[:most]:
        node, unit = max(found, key=lambda one: distance(one[0].by))
        known = [one.by for one, _ in found if one.by is not None]
        mean = moved(text.numbers, sum(known, Fraction(0)) / len(known)) if known else ABSENT
        pair = f"{text.numbers.score(node.before)} → {text.numbers.score(node.after)}"
        rows.append(row(cell(id_), typeset(node.name), str(len(found)), mean, pair, cell(unit.name)))
    columns = (
        Column(say("编号")), Column(say("指标"), width=3.5), number_column(say("涉及对象")),
        number_column(say("平均变动")), Column(say("变动最大"), "right", 2), Column(say("评估对象"), width=2),
    )  # fmt: skip
    return Table(columns, tuple(rows), say("变动较大的指标"), row_header=1)


def _weighed(found: Sequence[tuple[NodeMove, UnitMove]]) -> Fraction:
    return sum((distance(node.by) for node, _ in found), Fraction(0))


def unit_indicators(text: ChangeNoteText, unit: UnitMove, most: int) -> Table:
    """One unit's indicators that rose or fell most."""
    known = [node for node in unit.nodes if node.indicator and node.by]
    rising = sorted((n for n in known if (n.by or 0) > 0), key=lambda n: (-(n.by or 0), n.id))[:most]
    falling = sorted((n for n in known if (n.by or 0) < 0), key=lambda n: ((n.by or 0), n.id))[:most]
    other = [node for node in unit.nodes if node.indicator and node.by is None][:most]
    rows: list[Row] = []
    for title, nodes in (
        (say("上升"), rising),
        (say("下降"), falling),
        (say("只有一方有得分"), other),
    ):
        if nodes:
            rows.append(Row((cell(title),), "group"))
        rows += [
            row(
                node.id, typeset(node.name), text.numbers.score(node.before), text.numbers.score(node.after),
                moved(text.numbers, node.by),
            )
            for node in nodes
        ]  # fmt: skip
    columns = (
        Column(say("编号")), Column(say("指标"), width=5), number_column(text.before), number_column(text.after),
        number_column(say("变动")),
    )  # fmt: skip
    return Table(columns, tuple(rows), say("{unit}变动较大的指标", unit=unit.name), row_header=1)


def moved(numbers: Numbers, by: Fraction | None) -> str:
    """A difference with its sign."""
    return ABSENT if by is None else numbers.signed(by)


def distance(by: Fraction | None) -> Fraction:
    """How far; to have a score or none is the whole scale and more."""
    return abs(by) if by is not None else Fraction(1000)


def both(pair: tuple[str, str]) -> str:
    """`优质型 → 引领型`, or the one word where nothing changed."""
    before, after = (one or ABSENT for one in pair)
    return before if before == after else f"{before} → {after}"


def ranks(pair: tuple[int | None, int | None], shifted: bool = False) -> str:
    """`3 → 1（上升2位）`. shifted: whether only because others came or went."""
    before, after = pair
    if before is None and after is None:
        return ABSENT
    shown = both(("" if before is None else str(before), "" if after is None else str(after)))
    if before is None or after is None or before == after:
        return shown
    if shifted:
        return say("{ranks}（因参与排名的对象增减）", ranks=shown)
    if after < before:
        return say("{ranks}（上升{count}位）", ranks=shown, count=before - after)
    return say("{ranks}（下降{count}位）", ranks=shown, count=after - before)
