"""The contents of a bulletin (评估通报): one document on all units of a round."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dgassess.engine.results import Results
from dgassess.reporting import bulletin_annexes as annexes
from dgassess.reporting.blocks import Cover, Fact, Facts, Table
from dgassess.reporting.bulletin_options import BulletinOptions
from dgassess.reporting.charts import Chart
from dgassess.reporting.cohort_audience import FEW, Cohort, cohort, without_moved
from dgassess.reporting.cohort_changes import Changes, changes
from dgassess.reporting.cohort_departments import departments_table, tasks
from dgassess.reporting.cohort_dimensions import dimensions
from dgassess.reporting.cohort_groups import families_table, groups_table
from dgassess.reporting.cohort_indicators import (
    clauses,
    figures,
    indicators_table,
    named,
    problems_table,
    shortfalls,
    strong_and_weak,
)
from dgassess.reporting.cohort_ranking import ranking, units_table
from dgassess.reporting.cohort_totals import distribution, facts, levels_chart, total_statistics, totals
from dgassess.reporting.contents import Contents, ReportRequest, SystemText
from dgassess.reporting.wording import FAIR, GOOD, bound_percent, period_text, typeset, worded_notice
from dgassess.values.language import in_chinese, msg, say, say_as
from dgassess.values.numbers import show_plain

_AUDIENCES = {"internal": msg("内部使用"), "unit": msg("发被评估单位"), "public": msg("公开")}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier round, scored with the same system."""

    results: Results
    period: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader must know to read the figures, in finished texts."""

    anonymous: bool
    ranking: str
    scores: bool
    withheld: bool  # whether restricted indicators are left out
    few: int
    basis: str
    verified: bool  # whether the basis is the verified scores
    scale: str
    digits: int
    mode: str
    description: str
    clause_source: str
    fair: str
    good: str
    deadline: str


def build(
    results: Results,
    system: SystemText,
    request: ReportRequest | None = None,
    options: BulletinOptions | None = None,
    previous: Earlier | None = None,
) -> Contents:
    """Everything a bulletin's template can print or insert. Pure: the same input, in whatever order, the same contents.

    Raises ReportError where the results are not for the audience at all.
    """
    request, options = request or ReportRequest(), options or BulletinOptions()
    if request.audience != "internal":
        results = without_moved(results, system)
        previous = replace(previous, results=without_moved(previous.results, system)) if previous else None
    seen = cohort(results, system, request.audience, options, previous.results if previous else None)
    found = figures(seen)
    open_ = named(seen, found)
    total, said = total_statistics(seen), totals(seen)
    low = shortfalls(seen, open_, GOOD, options.problems)
    problems = {one.node.id for one in low}
    parts = dimensions(seen, options.map_units, min(options.strongest, options.weakest), problems)
    listed = ranking(seen, options)
    strong, weak = strong_and_weak(seen, open_, options.strongest, options.weakest, problems)
    by_clause = clauses(seen, found, options.clauses)
    year = _changes(seen, previous, request)
    tables: dict[str, Table | None] = {
        **listed.tables, "units": units_table(seen), "dimensions": parts.table, "groups": groups_table(seen),
        "families": families_table(seen), "problems": problems_table(seen, low), "clauses": by_clause.table,
        "departments": departments_table(seen, found), "indicators": indicators_table(seen, found),
        "missing": annexes.missing_table(seen), "unranked": annexes.unranked_table(seen),
        "versions": annexes.versions_table(seen, request, previous.results if previous else None),
        "digests": annexes.digests_table(seen), "changes": year.by_dimension if year else None,
        "unit-changes": year.by_unit if year else None,
    }  # fmt: skip
    present = {name: table for name, table in tables.items() if table is not None and table.rows}
    drawn = (distribution(seen, total), levels_chart(seen), *parts.maps, year.chart if year else None)
    charts: dict[str, Chart] = {chart.name: chart for chart in drawn if chart is not None}
    cover = _cover(seen, request, options)
    return Contents(
        cover=cover,
        identity=cover.title,
        values={
            "period": period_text(request.period), "organisation": request.organisation,
            "previous_period": (period_text(previous.period) if previous else "") or say_as("in a sentence", "上轮"),
            "subject": _subject(results), "totals": said, "dimensions": parts, "ranking": listed,
            "averaged": len(open_), "restricted": len(found) - len(open_),
            "reached": sum((seen.numbers.ratio(one.found.mean) or 0) >= GOOD for one in open_),
            "strong": strong, "weak": weak, "problems": [seen.said(one.node.id) for one in low],
            "tasks": tasks(seen, low[:5]), "clauses": by_clause, "changes": year,
            "maps": [chart.name for chart in parts.maps], "unranked": annexes.unranked(seen),
            "missing_units": _missing_units(seen), "reading": _reading(seen, options),
            "has": {*present, *(f"chart {name}" for name in charts)},
        },
        tables=present,
        charts=charts,
        facts={"summary": Facts(facts(said))},
        watermark=request.watermark,
    )  # fmt: skip


def _changes(seen: Cohort, previous: Earlier | None, request: ReportRequest) -> Changes | None:
    if previous is None:
        return None
    before = period_text(previous.period) or say_as("table head", "上轮")
    after = period_text(request.period) or say_as("table head", "本轮")
    return changes(
        seen, previous.results, before, after if after != before else say("{round}（本轮）", round=after)
    )


def _missing_units(seen: Cohort) -> int:
    """How many units left an indicator blank that the reader may see and that is not restricted."""
    shown = {node.id for node in seen.indicators()} - seen.restricted
    return sum(
        any(node.id in shown and node.state == "missing" for node in unit.nodes.values())
        for unit in seen.results.units
    )


def _reading(seen: Cohort, options: BulletinOptions) -> Reading:
    numbers = seen.numbers
    return Reading(
        anonymous=seen.anonymous,
        ranking=seen.ranking,
        scores=seen.scores,
        withheld=bool(seen.restricted) and seen.audience != "internal",
        few=FEW,
        basis=say("核定") if seen.results.basis == "verified" else say("自评"),
        verified=seen.results.basis == "verified",
        scale=say(
            "{lowest}—{highest}分", lowest=show_plain(numbers.lowest), highest=show_plain(numbers.highest)
        ),
        digits=numbers.digits,
        mode=say_as("in a sentence", "四舍五入")
        if numbers.mode == "half-up"
        else say_as("in a sentence", "四舍六入五成双（GB/T 8170）"),
        description=typeset(seen.system.description),
        clause_source=typeset(seen.system.clause_source),
        fair=bound_percent(FAIR),
        good=bound_percent(GOOD),
        deadline=typeset(options.deadline),
    )


def _subject(results: Results) -> str:
    """What was assessed: the system's name without what says that it is an indicator system."""
    name = typeset(results.system_name)
    if in_chinese():
        return name.removesuffix("指标体系").removesuffix("评估")
    return re.sub(r"(?i)( assessment)?( indicator system)?$", "", name)


def _title(period: str, subject: str) -> str:
    if period:
        return say("关于{period}{subject}评估情况的通报", period=period, subject=subject)
    return say("关于{subject}评估情况的通报", subject=subject)


def _cover(seen: Cohort, request: ReportRequest, options: BulletinOptions) -> Cover:
    subject, period = _subject(seen.results), period_text(request.period)
    title = request.title or options.title or _title(period, subject)
    audience = say(_AUDIENCES[request.audience])
    facts = [
        Fact(say_as("cohort", "评估对象"), say_as("cover", "{count}个单位", count=len(seen.results.units))),
        Fact(say("评估周期"), period),
        Fact(say("评估口径"), say("核定") if seen.results.basis == "verified" else say("自评（未经核定）")),
        Fact(
            say("发送范围"), say("{audience}（单位匿名）", audience=audience) if seen.anonymous else audience
        ),
    ]
    # The notice that ships is worded like the rest; any other is the author's.
    notice = worded_notice(options.notice)
    return Cover(
        title=title,
        notice=request.notice or (notice if request.audience != "public" else ""),
        facts=tuple(fact for fact in facts if fact.value),
        organisation=request.organisation,
        date=request.date,
        seal=request.seal,
    )
