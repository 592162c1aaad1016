"""自评与核定: how far self-assessed scores lie above the verified ones (虚高率), and what reviews changed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import Results
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Column, Row, Table
from dgassess.reporting.wording import ABSENT, Numbers, cell, compact, lines_cell, number_column, row, typeset
from dgassess.values.language import say


@dataclass(frozen=True, slots=True)
class Verification:
    """The section in finished texts; `shown` is false where reviews changed nothing or the reader may not know."""

    shown: bool
    self_total: str = ""
    total: str = ""
    rate: str = ""
    lowered: int = 0
    raised: int = 0


def verification(numbers: Numbers, results: Results, seen: View) -> tuple[Verification, dict[str, Table]]:
    """The section and its tables."""
    unit = seen.unit
    changed = [
        node for node in seen.indicators()
        if seen.text(node.id).review_text or node.self_score != node.score
    ]  # fmt: skip
    if not seen.both(results) or not changed or unit.total is None:
        return Verification(False), {}
    columns = (
        Column(say("项目"), width=4), number_column(say("自评分")), number_column(say("核定分")),
        number_column(say("差值")), number_column(say("虚高率")),
    )  # fmt: skip

    def line(name: str, by_self: Fraction | None, verified: Fraction | None, whole: bool = False) -> Row:
        cells = (name, numbers.score(by_self), numbers.score(verified))
        more = (_apart(numbers, by_self, verified), overstatement(numbers, by_self, verified))
        return Row(tuple(cell(text) for text in (*cells, *more)), "total" if whole else "body")

    rows = [
        line(typeset(node.name), node.self_score, node.score)
        for node in seen.children(None)
        if seen.shown(node) and node.zeroed_by is None
    ]
    rows.append(line(say("综合得分"), unit.self_total, unit.total, whole=True))
    note = say("差值=自评分−核定分；虚高率=差值÷核定分×100%。均以核定高于自评为负。")
    tables = {
        "overstatement": Table(columns, tuple(rows), say("自评与核定比较"), notes=(note,)),
        "reviewed": _reviewed(numbers, seen, [node.id for node in changed]),
    }
    # What was not accepted is counted apart.
    judged = [node for node in changed if not seen.turned_down(node)]
    pairs = [(node.self_score or numbers.lowest, node.score or numbers.lowest) for node in judged]
    texts = Verification(
        shown=True,
        self_total=numbers.score(unit.self_total),
        total=numbers.score(unit.total),
        rate=overstatement(numbers, unit.self_total, unit.total),
        lowered=sum(by_self > verified for by_self, verified in pairs),
        raised=sum(by_self < verified for by_self, verified in pairs),
    )
    return texts, tables


def overstatement(numbers: Numbers, by_self: Fraction | None, verified: Fraction | None) -> str:
    """(self − verified) ÷ verified in percent with its sign; a dash where that is undefined."""
    if by_self is None or not verified:
        return ABSENT
    share = (by_self - verified) / verified
    text = numbers.percent(abs(share))
    return text if not text.strip("0.%") else ("+" if share > 0 else "−") + text


def _apart(numbers: Numbers, by_self: Fraction | None, verified: Fraction | None) -> str:
    return ABSENT if by_self is None or verified is None else numbers.signed(by_self - verified)


def _reviewed(numbers: Numbers, seen: View, ids: list[str]) -> Table:
    columns = (
        Column(say("序号"), "right"), Column(say("编号")), Column(say("指标"), width=2.6),
        number_column(say("自评分")), number_column(say("核定分")), number_column(say("核定调整")),
        Column(say("核定情况与原因"), width=5),
    )  # fmt: skip
    rows = []
    for index, id_ in enumerate(ids, 1):
        node = seen.unit.nodes[id_]
        rows.append(
            row(
                str(index), id_, typeset(node.name), numbers.score(node.self_score), numbers.score(node.score),
                _apart(numbers, node.score, node.self_score), lines_cell(typeset(seen.text(id_).review_text)),
            )
        )  # fmt: skip
    note = say("核定调整=核定分−自评分，调减为负；与上表差值的符号相反。")
    return compact(Table(columns, tuple(rows), say("核定调整的指标"), row_header=2, notes=(note,)))
