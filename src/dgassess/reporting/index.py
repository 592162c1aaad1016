"""The index of a folder of reports: one HTML page without script, with the look of the reports."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from dgassess.reporting.look import Look, stylesheet
from dgassess.values.language import in_chinese, joined, say, say_as, spoken

Links = tuple[tuple[str, str], ...]
"""What each link says, and where it leads relative to the page, quoted as addresses are."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One unit in finished texts."""

    id: str
    name: str
    type: str
    total: str
    level: str
    rank: str
    type_rank: str
    links: Links


def write_index(
    theme: Path,
    *,
    title: str,
    notice: str,
    organisation: str,
    date: str,
    rows: tuple[IndexRow, ...],
    others: tuple[tuple[str, Links], ...],
    defective: tuple[str, ...],
    basis: str,
    version: str,
    look: Look,
    classes: bool,
) -> bytes:
    """The page as UTF-8.

    others: reports on all units, by name. defective: files of responses without a report. classes: whether units have
    classes.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    style = stylesheet(theme, look, "index.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    loader = FileSystemLoader(theme, encoding="utf-8")
    environment = Environment(
        loader=loader, undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.get_template("index.html.j2").render(
        title=title, notice=notice, organisation=organisation, date=date, rows=rows, others=others,
        basis=basis, version=version, style=Markup(style), digest=digest,  # noqa: S704 (ours)
        language=spoken(), chinese=in_chinese(), words=_words(len(rows), defective, classes),
    )  # fmt: skip
    return page.encode("utf-8", "surrogateescape")


def _words(units: int, defective: tuple[str, ...], classes: bool) -> dict[str, str]:
    """What the page itself says."""
    note = (
        say(
            "注：位次为在全部评估对象中的位次；类型内位次为在同一类型参与排名的单位中的位次/单位数，不分类别。"
        )
        if classes
        else say("注：位次为在全部评估对象中的位次；类型内位次为在同一类型参与排名的单位中的位次/单位数。")
    )
    return {
        "units": say_as("index", "评估对象"),
        "count": say("{count}个", count=units),
        "basis": say_as("index", "评估口径"),
        "system": say_as("index", "指标体系"),
        "others": say("总报告"),
        "own": say("各单位报告"),
        "caption": say("评估对象、得分与报告（按位次排列）"),
        "rank": say("位次"),
        "id": say("编号"),
        "unit": say_as("index", "单位"),
        "type": say("类型"),
        "total": say("总分"),
        "level": say("等级"),
        "type_rank": say("类型内位次"),
        "report": say("报告"),
        "note": note,
        "defective": say("未生成报告的答卷"),
        "left_out": say("下列答卷有错误，未计分，不在上表中：{files}。", files=joined(defective, "、"))
        if defective
        else "",
    }
