"""The fixed words of an HTML page, which no template and no content gives, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the page itself says; `script` holds what reports/theme/html/report.js says, by the names it uses.

    In the script's words {name} stands for what it puts in.
    """

    skip: str
    contents: str
    table: str
    note: str
    described: str
    seal: str
    script: Mapping[str, str]


_CHINESE = PageWords(
    skip="跳到正文",
    contents="目录",
    table="表格",
    note="注：",
    described="图的文字说明",
    seal="（盖章）",
    script={
        "filter": "筛选",
        "filterHint": "编号、名称、标准或填报内容",
        "state": "只看",
        "all": "全部",
        "shown": "显示{shown}行，共{all}行",
        "expand": "展开全部说明",
        "collapse": "收起全部说明",
        "sort": "按此列排序",
        "ascending": "已按“{column}”从小到大排列{flat}",
        "descending": "已按“{column}”从大到小排列{flat}",
        "flat": "，分组行已隐去",
        "original": "已恢复原来的顺序",
        "scroll": "可左右滑动查看全表",
        "marks": "用左右方向键逐项查看",
    },
)
_ENGLISH = PageWords(
    skip="Skip to the report",
    contents="Contents",
    table="Table",
    note="Note: ",
    described="The chart in words",
    seal="(seal)",
    script={
        "filter": "Filter",
        "filterHint": "Code, name, standard or answer",
        "state": "Show",
        "all": "All",
        "shown": "{shown} of {all} rows shown",
        "expand": "Expand all explanations",
        "collapse": "Collapse all explanations",
        "sort": "Sort by this column",
        "ascending": "Sorted by “{column}”, ascending{flat}",
        "descending": "Sorted by “{column}”, descending{flat}",
        "flat": "; group rows are hidden",
        "original": "The original order is back",
        "scroll": "Scroll sideways for the whole table",
        "marks": "Left and right arrow keys go through the values",
    },
)


def page_words(language: str) -> PageWords:
    """The words for a language tag: Chinese for zh and its variants, English for any other."""
    return _CHINESE if language.lower().partition("-")[0] == "zh" else _ENGLISH
