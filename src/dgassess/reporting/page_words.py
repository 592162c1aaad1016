"""The fixed words of a written document, which no template and no content gives, in the language spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dgassess.values.language import in_chinese, say


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the writers say themselves; `script` holds what reports/theme/html/report.js says, by the names it uses.

    In `page` and the script's words {name} stands for what is put in. `contents_head` heads the contents in PDF and
    Word; `gap` parts a label from what it labels, `dash` a title from a subtitle, `stop` ends a sentence.
    """

    skip: str
    contents: str
    contents_head: str
    table: str
    note: str
    described: str
    seal: str
    page: str
    gap: str
    dash: str
    stop: str
    script: Mapping[str, str]


def page_words() -> PageWords:
    """The words in the language spoken."""
    chinese = in_chinese()
    return PageWords(
        skip=say("跳到正文"),
        contents=say("目录"),
        contents_head=say("目　录"),
        table=say("表格"),
        note=say("注："),
        described=say("图的文字说明"),
        seal=say("（盖章）"),
        page=say("— {page} —"),
        gap="\u3000" if chinese else "\u2003",
        dash="\u3000" if chinese else " – ",
        stop="。" if chinese else ". ",
        script={
            "filter": say("筛选"),
            "filterHint": say("编号、名称、标准或填报内容"),
            "state": say("只看"),
            "all": say("全部"),
            "shown": say("显示{shown}行，共{all}行"),
            "expand": say("展开全部说明"),
            "collapse": say("收起全部说明"),
            "sort": say("按此列排序"),
            "ascending": say("已按“{column}”从小到大排列{flat}"),
            "descending": say("已按“{column}”从大到小排列{flat}"),
            "flat": say("，分组行已隐去"),
            "original": say("已恢复原来的顺序"),
            "scroll": say("可左右滑动查看全表"),
            "marks": say("用左右方向键逐项查看"),
        },
    )
