"""The page on which the reports of a folder are found: unit, type, total, level, place, links."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from dgassess.engine.results import Results, UnitResult
from dgassess.reporting.index import IndexRow, write_index
from dgassess.reporting.look import Look
from dgassess.reporting.wording import NOTICE, Numbers, date_text, typeset
from dgassess.values.language import in_chinese, joined, say
from dgassess.workflows.content import content_root
from dgassess.workflows.report_job import PreparedReport, ReportJob

INDEX = "index.html"
_ENDING = "指标体系"  # of the names of systems in Chinese; a title says it otherwise
_FORMATS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


def index_page(
    results: Results,
    reports: Sequence[PreparedReport],
    job: ReportJob,
    look: Look,
    others: Sequence[tuple[str, Sequence[str]]] = (),
    defective: Sequence[str] = (),
    missing: frozenset[str] = frozenset(),
) -> bytes:
    """The page for those who may see all units' scores.

    look: that of the units' reports. others: names and formats of reports on all units. defective: files of responses
    that have none. missing: files that could not be made, to which no link leads.
    """
    numbers = Numbers.of(results)
    system = results.system_name.removesuffix(_ENDING) if in_chinese() else results.system_name
    names = {report.unit: report.name for report in reports}
    ordered = sorted(results.units, key=lambda unit: (unit.rank is None, unit.rank or 0, unit.id))
    counts: dict[str | None, int] = {}
    for unit in results.units:
        if unit.type_rank is not None:
            counts[unit.type] = counts.get(unit.type, 0) + 1

    def row(unit: UnitResult) -> IndexRow:
        of_type = f"{unit.type_rank}/{counts[unit.type]}" if unit.type_rank is not None else "—"
        return IndexRow(
            unit.id,
            unit.name,
            joined(filter(None, (unit.type, unit.unit_class)), "·"),
            numbers.score(unit.total),
            unit.level or "—",
            str(unit.rank) if unit.rank is not None else "—",
            of_type,
            _links(names[unit.id], job.formats, missing),
        )

    return write_index(
        content_root() / "reports" / "theme" / "html",
        title=say("{system}报告目录", system=typeset(system)),
        notice=say(NOTICE),
        organisation=job.organisation,
        date=date_text(job.date),
        rows=tuple(map(row, ordered)),
        others=tuple((name, _links(name, formats, missing)) for name, formats in others),
        defective=tuple(defective),
        basis=say("核定") if results.basis == "verified" else say("自评（未经核定）"),
        version=f"{typeset(results.system_name)} {results.system_version}",
        look=look,
        classes=any(unit.unit_class for unit in results.units),
    )


def _links(name: str, formats: Sequence[str], missing: frozenset[str]) -> tuple[tuple[str, str], ...]:
    files = ((one, f"{name}.{one}") for one in formats)
    called = {"html": say("网页"), **_FORMATS}
    return tuple((called.get(one, one), quote(file)) for one, file in files if file not in missing)
