"""Numbers and words of reports, each formatted once: 87.13, 18.00%, +2.00, 2026年度."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import overload

from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.engine.shown_sums import any_differs
from dgassess.model.identifiers import clause_in_digits
from dgassess.reporting.blocks import Cell, Column, Row, Table, Text
from dgassess.values.language import in_chinese, joined, msg, say
from dgassess.values.numbers import RoundingMode, round_to, show, show_percent

ABSENT = "—"
GOOD, FAIR = Fraction(4, 5), Fraction(3, 5)
"""Score rates from which a result counts as good and as fair; below it is weak. The authors' own bounds."""
_CJK = "\u3400-\u9fff\uff00-\uffef\u3000-\u303f"
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_WIDTH = re.compile(rf"(?<=[{_CJK}])[,;:?!]|(?<=%)[,;:?!](?!\s*\d)|[,;:?!](?=[{_CJK}])")
_BRACKETS = re.compile(f"\\(([^()]*[{_CJK}][^()]*)\\)")
_MINUS = re.compile(r"(?<![A-Za-z0-9_%)）.\-])-(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How the numbers of one system are shown: scores in its digits, shares and rates in percent."""

    digits: int
    mode: RoundingMode
    lowest: Fraction
    highest: Fraction

    @classmethod
    def of(cls, results: Results) -> Numbers:
        """The formats that results declare."""
        return cls(results.digits, results.mode, results.lowest, results.highest)

    def score(self, value: Fraction | None) -> str:
        """A score, or a dash where there is none."""
        return ABSENT if value is None else show(value, self.digits, self.mode)

    def signed(self, value: Fraction) -> str:
        """Points with their sign, +2.00 or −1.90; a plain 0.00 for none."""
        text = show(abs(value), self.digits, self.mode)
        if not text.strip("0."):
            return text
        return ("+" if value > 0 else "−") + text

    @overload
    def rounded(self, value: Fraction) -> Fraction: ...
    @overload
    def rounded(self, value: None) -> None: ...
    @overload
    def rounded(self, value: Fraction | None) -> Fraction | None: ...
    def rounded(self, value: Fraction | None) -> Fraction | None:
        """A score as it is printed."""
        return None if value is None else round_to(value, self.digits, self.mode)

    def change(self, before: Fraction, after: Fraction) -> str:
        """How far a score moved, with its sign: the difference of the two as printed, which a reader can check."""
        return self.signed(self.rounded(after) - self.rounded(before))

    def percent(self, share: Fraction | None, digits: int = 2) -> str:
        """A share of 0–1 in percent."""
        return ABSENT if share is None else f"{show_percent(share, digits, self.mode)}%"

    def ratio(self, value: Fraction | None) -> Fraction | None:
        """Where a score stands on the scale: 0 at the lowest, 1 at the highest."""
        if value is None or self.highest == self.lowest:
            return None
        return (value - self.lowest) / (self.highest - self.lowest)

    def plotted(self, value: Fraction | None) -> float | None:
        """Where a score stands on the scale, for a chart."""
        ratio = self.ratio(value)
        return None if ratio is None else float(ratio)

    def rings(self) -> tuple[tuple[float, str], ...]:
        """The marks of a radar chart's axes: (ratio, text)."""
        span = self.highest - self.lowest
        return tuple((step / 5, f"{float(self.lowest + span * step / 5):g}") for step in range(1, 6))

    def rate(self, value: Fraction | None) -> str:
        """得分率: where a score stands on the scale, in percent with one decimal."""
        return self.percent(self.ratio(value), 1)


def rounding_notes(numbers: Numbers, unit: UnitResult) -> tuple[str, ...]:
    """What is said where parts that a reader may add up miss their sum by rounding, and only there."""
    differs = any_differs(unit, numbers.digits, numbers.mode)
    return (say("因四舍五入，部分折算分、失分之和与上级略有差异。"),) if differs else ()


def score_text(numbers: Numbers, node: NodeResult) -> str:
    """The score of a node, or why there is none."""
    if node.state == "not-applicable":
        return say("不适用")
    if node.score is None:
        return say("缺项") if node.state == "missing" else ABSENT
    return numbers.score(node.score)


def typeset(text: str) -> str:
    """In Chinese, full-width punctuation where half-width marks of content touch Chinese; numbers keep theirs.

    A hyphen that is a number's sign becomes a minus; those within codes and dates stay.
    """
    if in_chinese():
        text = _HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark[0]], text)
        text = _BRACKETS.sub(r"（\1）", text)
    return _MINUS.sub("−", text)


NOTICE = msg("内部资料　注意保管")
"""The notice of the reports that ship."""


def worded_notice(notice: str) -> str:
    """The notice that ships in the language of the report; any other is its author's and stays as it is."""
    return say(NOTICE) if notice == NOTICE else notice


def clause_number(id_: str) -> str:
    """The number of a clause: 六（一）, in other languages 6.1."""
    return typeset(id_) if in_chinese() else clause_in_digits(id_)


def breakable(text: str) -> str:
    """Arithmetic that may break across lines behind an operator: a zero-width blank follows each."""
    return re.sub(r"(?<=[+−×÷=,;])(?=[^\s])", "\u200b", text)


def period_text(period: str) -> str:
    """2026 becomes 2026年度, in Chinese; anything else is shown as it stands."""
    return say("{period}年度", period=period) if re.fullmatch(r"\d{4}", period) else period


def date_text(date: str) -> str:
    """2026-12-20 becomes 2026年12月20日, in English 20 December 2026; anything else is shown as it stands."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", date)
    if found is None:
        return date
    year, month, day = map(int, found.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return date
    if in_chinese():
        return say("{year}年{month}月{day}日", year=year, month=month, day=day)
    return say("{year}年{month}月{day}日", year=year, month=calendar.month_name[month], day=day)


def after(name: str, text: str) -> str:
    """What follows a name: without a blank in Chinese, unless a Latin word and a number would run into one."""
    if not in_chinese():
        return f" {text}" if name and text else text
    apart = name[-1:].isascii() and name[-1:].isalnum() and text[:1].isascii() and text[:1].isalnum()
    return f" {text}" if apart else text


def bound_percent(rate: Fraction) -> str:
    """A bound of score rates in percent: 60%."""
    return f"{show(rate * 100, 0, 'half-up')}%"


def listing(names: Sequence[str], most: int = 0, counted: bool = True) -> str:
    """Names joined by 、, the rest counted: 甲、乙等5项. counted: False where the sentence has said how many."""
    if most and len(names) > most:
        first, count = joined(names[:most], "、"), len(names)
        if counted:
            return say("{names}等{count}项", names=first, count=count, more=count - most)
        return say("{names}等", names=first)
    if in_chinese() or len(names) < 2:
        return joined(names, "、")
    return say("{names}和{last}", names=joined(names[:-1], "、"), last=names[-1])


def cell(text: str, bold: bool = False, code: bool = False, depth: int = 0) -> Cell:
    """A cell of one run."""
    return Cell((Text(text, bold=bold, code=code),) if text else (), depth=depth)


def lines_cell(*texts: str) -> Cell:
    """A cell with a paragraph per line; a text without line breaks, such as several answers, breaks at its ；.

    What stands in brackets stays in one piece.
    """
    mark = joined(("", ""), "；")
    parts = [
        part.strip()
        for text in texts
        for part in (text.split("\n") if "\n" in text else _parted(text, mark))
        if part.strip()
    ]
    return Cell((Text(parts[0]),), more=tuple((Text(part),) for part in parts[1:])) if parts else Cell(())


def _parted(text: str, mark: str) -> list[str]:
    """A text parted at its marks, but for those between a bracket and the one that closes it."""
    if mark not in text:
        return [text]
    opened: list[int] = []
    within: list[tuple[int, int]] = []
    for index, letter in enumerate(text):
        if letter in "（(":
            opened.append(index)
        elif letter in "）)" and opened:
            within.append((opened.pop(), index))
    parts, start = [], 0
    for found in re.finditer(re.escape(mark), text):
        if not any(first < found.start() < last for first, last in within):
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def row(*cells: str | Cell) -> Row:
    """A body row; texts become plain cells."""
    return Row(tuple(one if isinstance(one, Cell) else cell(one) for one in cells))


def compact(table: Table) -> Table:
    """The table without columns that say nothing in any body row; the row header always stays."""
    body = [one for one in table.rows if one.kind == "body"]
    kept = [
        index
        for index in range(len(table.columns))
        if index == table.row_header
        or any(run.text != ABSENT for one in body for run in one.cells[index].runs)
    ]
    rows = tuple(
        one if len(one.cells) == 1 else replace(one, cells=tuple(one.cells[i] for i in kept))
        for one in table.rows
    )
    return Table(
        tuple(table.columns[i] for i in kept), rows, table.caption, table.label, kept.index(table.row_header),
        table.wide, table.notes,
    )  # fmt: skip


def number_column(header: str) -> Column:
    """A narrow, right-aligned column."""
    return Column(header, "right")
