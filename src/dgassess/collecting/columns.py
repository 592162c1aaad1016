"""What the columns of one indicator say, in the words of the files: sources, direction, clauses, unit types."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dgassess.collecting.cells import Cell, Findings, Row, folded, one_line
from dgassess.collecting.headers import Header
from dgassess.collecting.tree import Entry

LONGEST_SAID = 4_000
_FOR_PROGRAMS = ("kept", "rule_json", "questions_json")
SOURCES = ("自评", "系统取数", "第三方", "满意度", "核查")
_SOURCE_WORDS = {
    "自评": ("自评", "自查", "填报", "报送", "上报"),
    "系统取数": ("系统", "平台", "取数", "后台", "监测"),
    "第三方": ("第三方", "三方", "测评"),
    "满意度": ("满意度", "问卷", "回访"),
    "核查": ("核查", "抽查", "检查", "核验", "现场", "查证"),
}
_DIRECTIONS = {
    "正向": "higher", "越高越好": "higher", "higher": "higher", "逆向": "lower", "负向": "lower", "反向": "lower",
    "越低越好": "lower", "lower": "lower", "区间": "interval", "适度": "interval", "interval": "interval",
}  # fmt: skip
_NUMERAL = "一二三四五六七八九十"
_CLAUSE = re.compile(rf"([{_NUMERAL}]{{1,3}})\(([{_NUMERAL}]{{1,3}})\)|(?<!\d)([1-9]\d?)\.([1-9]\d?)(?!\d)")
_ALL = {"全部", "所有", "各地各部门", "全体", "—", "-"}


def shorten(row: Row, header: Header, findings: Findings) -> None:
    """Cut texts of a length no table has, and say so: what is looked for in them takes time."""
    whole = {c.index for c in header.columns if c.key in _FOR_PROGRAMS}
    for index, cell in enumerate(row):
        if len(cell.text) > LONGEST_SAID and index not in whole:
            message = f"The cell has {len(cell.text):,} characters; the first {LONGEST_SAID:,} are imported."
            findings.warn("cell-too-long", cell.place, message, "Move what is too long to a document.")
            row[index] = replace(cell, text=cell.text[:LONGEST_SAID])


def listed(text: str) -> list[str]:
    """The parts of a cell that lists things, by line, ; or 、 (a comma inside brackets stays)."""
    text = text.replace("\n", ";")
    marks = ";;" if re.search("[;;]", text) else "、"
    parts = re.split(rf"[{marks}](?![^(（]*[)）])", text)
    return list(dict.fromkeys(part.strip(" 。.") for part in parts if part.strip(" 。.")))


def texts(entry: Entry, header: Header, key: str) -> str:
    """What all rows of an indicator say under a key, each text once."""
    return "\n".join(dict.fromkeys(found for row in entry.rows if (found := header.text(row, key))))


def cell_of(entry: Entry, header: Header, key: str) -> Cell | None:
    """The first cell under a key that says something."""
    cells = (header.cell(row, key) for row in entry.rows)
    return next((cell for cell in cells if cell is not None and cell.text), None)


def described(entry: Entry, header: Header, unit_types: Iterable[str], findings: Findings) -> dict[str, Any]:
    """The keys of an indicator that come straight from its columns; empty ones are left out."""
    found: dict[str, Any] = {
        "clauses": _clauses(entry, header, findings),
        "definition": one_line(texts(entry, header, "definition")),
        "unit": one_line(texts(entry, header, "unit")),
        "direction": _direction(entry, header, findings),
        "source": _sources(f"{texts(entry, header, 'source')}\n{texts(entry, header, 'method')}"),
        "responsible": one_line(texts(entry, header, "responsible")),
        "evidence": listed(texts(entry, header, "evidence")),
        "unit_types": _applicability(entry, header, list(unit_types)),
        "reference": one_line(texts(entry, header, "reference")),
    }
    return {key: value for key, value in found.items() if value}


def unit_types_of(entries: Iterable[Entry], header: Header) -> list[str]:
    """Every unit type the table speaks of, in the order of the table."""
    found: dict[str, None] = {}
    for entry in entries:
        for name in listed(texts(entry, header, "applicability")):
            if folded(name) not in _ALL and name != "default" and len(name) <= 20:
                found.setdefault(name)
    return list(found)


def _applicability(entry: Entry, header: Header, known: list[str]) -> list[str]:
    own = [name for name in listed(texts(entry, header, "applicability")) if name in known]
    return own if set(own) != set(known) else []


def _clauses(entry: Entry, header: Header, findings: Findings) -> list[str]:
    """Clause numbers such as 八(二) or 8.2, in one form."""
    found: list[str] = []
    for part in listed(texts(entry, header, "clauses")):
        numbers = list(_CLAUSE.finditer(folded(part)))
        found += [f"{m[1]}({m[2]})" if m[1] else _spelled(int(m[3]), int(m[4])) for m in numbers]
        cell = cell_of(entry, header, "clauses")
        if not numbers and cell is not None and folded(part) not in _ALL:
            message = f"'{part[:40]}' is not a clause number."
            findings.warn("clause-unreadable", cell.place, message, "Write it as 八(二) or 8.2.")
    return list(dict.fromkeys(found))


def _spelled(part: int, item: int) -> str:
    from dgassess.model.identifiers import chinese_numeral

    return f"{chinese_numeral(part)}({chinese_numeral(item)})"


def _direction(entry: Entry, header: Header, findings: Findings) -> str:
    cell = cell_of(entry, header, "direction")
    if cell is None or folded(cell.text) in _ALL:
        return ""
    word = folded(cell.text).removesuffix("指标")
    if word not in _DIRECTIONS:
        message = f"'{one_line(cell.text)[:40]}' is not a direction."
        findings.warn("direction-unreadable", cell.place, message, "Write 正向, 逆向 or 区间.")
        return ""
    found = _DIRECTIONS[word]
    return "" if found == "higher" else found


def _sources(text: str) -> list[str]:
    """The kinds of source a text speaks of, in the order it does."""
    at = {
        source: min((text.find(word) for word in words if word in text), default=-1)
        for source, words in _SOURCE_WORDS.items()
    }
    return sorted((source for source in SOURCES if at[source] >= 0), key=lambda source: at[source])
