"""What the columns of a table are called, as people write it, and where the header stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dgassess.collecting.cells import Cell, Findings, Row, Sheet, folded
from dgassess.values.diagnostics import Place, suggest

_NUMERALS = "一二三四五六"
_SEARCHED = 40  # rows in which the header is looked for

WORDS: dict[str, tuple[str, ...]] = {
    "number": ("序号", "序", "no", "no."),
    "id": ("编号", "指标编号", "指标编码", "指标代码", "编码", "代码", "id", "指标id"),
    "name": (
        "指标", "指标名称", "评价指标", "考核指标", "评估指标", "指标项", "具体指标", "考核项目", "评估项目",
        "考核事项", "name",
    ),
    "weight": ("权重", "指标权重", "权重值", "比重", "占比", "weight"),
    "points": ("分值", "满分", "标准分", "分数", "赋分", "基准分", "满分值", "指标分值", "总分值", "points"),
    "category": (
        "指标分类", "指标类型", "指标性质", "指标类别", "分类", "类别", "类型", "性质", "kind",
    ),
    "definition": (
        "评估内容", "评价内容", "考核内容", "指标说明", "指标解释", "指标含义", "指标内容", "指标描述", "指标口径",
        "口径", "统计口径", "评估要点", "评价要点", "考核要点", "内容", "definition",
    ),
    "method": ("评估方法", "评价方法", "考核方法", "评估方式", "评价方式", "考核方式", "采集方式"),
    "source": ("数据来源", "来源", "取数方式", "数据渠道", "数据采集方式", "datasource"),
    "standard": (
        "计分方法", "计分标准", "计分办法", "计分规则", "计分方式", "评分标准", "评分方法", "评分办法", "评分规则",
        "评分细则", "打分标准", "赋分标准", "赋分规则", "考核标准", "评价标准", "评估标准", "得分标准",
        "计算方法", "计算公式", "scoringstandard",
    ),
    "data": ("数据说明", "变量说明", "变量定义", "参数说明"),
    "clauses": ("条款", "对应条款", "政策条款", "依据条款", "服务条款", "clauses"),
    "responsible": (
        "责任单位", "责任部门", "牵头单位", "牵头部门", "牵头考核单位", "牵头考核部门", "取数单位", "考核单位",
        "考核部门", "填报单位", "填报部门", "filler", "责任处室",
    ),
    "evidence": ("佐证材料", "佐证", "证明材料", "支撑材料", "印证材料", "佐证资料", "需提供材料", "evidence"),
    "unit": ("计量单位", "单位", "unit"),
    "direction": ("方向", "指标方向", "指标属性", "direction"),
    "applicability": ("适用对象", "适用范围", "评估对象", "考核对象", "被评对象", "applicability"),
    "note": ("备注", "说明", "note"),
    "reference": ("参考来源", "参考", "依据", "指标依据", "设置依据", "政策依据", "reference"),
    "questions": ("题目", "填报题目", "填报内容", "填报项"),
    "questions_json": ("questionsjson", "题目json"),
    "rule_type": ("ruletype", "规则类型"),
    "rule_json": ("rulejson", "规则json"),
    "kept": ("机读", "机读数据"),
    "result": (
        "得分", "自评分", "自评得分", "核定分", "核定得分", "实得分", "评估得分", "考核得分", "扣分原因", "完成情况",
        "自评情况", "完成值", "目标值",
    ),
}  # fmt: skip
_KEYS = {word: key for key, words in WORDS.items() for word in words}
# Columns of one key whose texts belong together; of all others the first is read.
JOINED = {"definition", "standard", "note", "data", "evidence"}
_LEVEL = re.compile(r"(?:第?([一二三四五六1-6])级|l([1-6])[_ ]?)(?:指标|评价指标|考核指标|评估指标)?(.*)")
_LEVEL_ENDINGS = {
    "": "level", "名称": "level", "name": "level", "权重": "weight", "weight": "weight", "分值": "points",
    "满分": "points", "points": "points", "编号": "id", "编码": "id", "代码": "id", "id": "id", "序号": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is understood: its key, and for columns of groups the level they belong to (1 = top)."""

    key: str
    index: int
    title: str
    level: int = 0


@dataclass
class Header:
    """The columns of a table and the first row below them."""

    columns: list[Column]
    body: int
    title: str = ""
    place: Place = field(default_factory=lambda: Place(""))

    def of(self, key: str, level: int = 0) -> list[Column]:
        """The columns with a key."""
        return [column for column in self.columns if column.key == key and column.level == level]

    def text(self, row: Row, key: str, level: int = 0) -> str:
        """The text under a key; several columns that belong together are joined."""
        found = [row[c.index].text for c in self.of(key, level)]
        if key in JOINED:
            return "\n".join(text for text in found if text)
        return next((text for text in found if text), "")

    def cell(self, row: Row, key: str, level: int = 0) -> Cell | None:
        """The cell under a key that says something, else the first; None where there is no such column."""
        found = [row[c.index] for c in self.of(key, level)]
        return next((cell for cell in found if cell.text), found[0] if found else None)

    @property
    def levels(self) -> list[int]:
        """The levels that have a column of names, from the top."""
        return sorted({column.level for column in self.columns if column.key == "level"})


def plain_title(text: str) -> str:
    """A header's text for comparison: folded, lower case, without what stands in brackets behind it."""
    return re.sub(r"[(\[].*?[)\]]|[*:]", "", folded(text)).lower().replace("_", "")


def key_of(text: str) -> tuple[str, int] | None:
    """What a column of this title holds: a key and a level, or None."""
    title = plain_title(text)
    if title in _KEYS:
        return _KEYS[title], 0
    match = _LEVEL.fullmatch(title)
    if match and match[3] in _LEVEL_ENDINGS:
        number = match[1] or match[2]
        level = _NUMERALS.index(number) + 1 if number in _NUMERALS else int(number)
        return _LEVEL_ENDINGS[match[3]], level
    return None


def find_header(sheet: Sheet, findings: Findings) -> Header | None:
    """The header of a sheet, one row or two; None where no row names an indicator and something about it."""
    best: tuple[int, int, list[tuple[str, int] | None], list[str]] | None = None
    for index in range(min(_SEARCHED, len(sheet.rows))):
        for height in (1, 2):
            titles = _titles(sheet.rows, index, height)
            keys = [key_of(title) if title else None for title in titles]
            known = len({key for key in keys if key is not None})
            if known >= 2 and _names_something(keys) and (best is None or known > best[0]):
                if height == 2 and not _is_header_row(sheet.rows[index + 1], keys):
                    continue
                best = (known, index + height, keys, titles)
    if best is None:
        return None
    _, body, keys, titles = best
    columns = list(_columns(keys, titles, sheet.rows[body - 1], findings))
    place = next((cell.place for cell in sheet.rows[body - 1]), Place(""))
    return Header(columns, body, _title_above(sheet.rows[:body]), place)


def _names_something(keys: list[tuple[str, int] | None]) -> bool:
    return any(key is not None and key[0] in ("level", "name") for key in keys)


def _titles(rows: list[Row], index: int, height: int) -> list[str]:
    if height == 1:
        return [cell.text for cell in rows[index]]
    if index + 1 >= len(rows):
        return []
    titles = []
    for top, bottom in zip(rows[index], rows[index + 1], strict=True):
        if not bottom.text or top.text == bottom.text:
            titles.append(top.text)
        elif key_of(f"{top.text}{bottom.text}") is not None:
            titles.append(f"{top.text}{bottom.text}")
        else:
            titles.append(bottom.text)
    return titles


def _is_header_row(row: Row, keys: list[tuple[str, int] | None]) -> bool:
    """Whether the second row belongs to the header: no numbers, and every text in it helps to name a column."""
    said = [(cell, key) for cell, key in zip(row, keys, strict=True) if cell.text]
    return bool(said) and all(cell.number is None for cell, _ in said) and all(key for _, key in said)


def _columns(
    keys: list[tuple[str, int] | None], titles: list[str], row: Row, findings: Findings
) -> Iterator[Column]:
    """The columns; a bare 权重 or 分值 behind a column of names belongs to those names."""
    deepest = max((level for key, level in filter(None, keys) if key == "level"), default=0)
    named = any(key == "name" for key, _ in filter(None, keys))
    several = {
        key: sum(1 for known in keys if known == (key, 0)) > 1 for key in ("weight", "points", "id", "number")
    }
    seen: dict[tuple[str, int], str] = {}
    nearest = 0
    for index, (known, title) in enumerate(zip(keys, titles, strict=True)):
        if not title:
            continue
        if known is None:
            if index == 0 or titles[index - 1] != title:
                near = suggest(plain_title(title), _KEYS)
                message = f"The column '{title[:40]}' is not understood; its cells are not imported."
                findings.warn("unknown-column", row[index].place, message, near)
            continue
        key, level = known
        if key == "level":
            nearest = level
        elif key in several and not level and several[key] and nearest and (nearest < deepest or named):
            level = nearest
        if level and level == deepest and not named and key != "level":
            level = 0  # what is said of the deepest level is said of the indicator itself
        if (key, level) in seen and key not in JOINED and seen[key, level] != title:
            message = (
                f"The column '{title[:40]}' means the same as '{seen[key, level][:40]}'; it is not imported."
            )
            findings.warn(
                "repeated-column", row[index].place, message, "Rename one of the two, or delete it."
            )
            continue
        seen.setdefault((key, level), title)
        yield Column(key, index, title, level)


def _title_above(rows: list[Row]) -> str:
    """The longest text above the header: the table's title."""
    texts = [cell.text for row in rows for cell in row if cell.text and key_of(cell.text) is None]
    return max(texts, key=len, default="").split("\n")[0][:80] if texts else ""
