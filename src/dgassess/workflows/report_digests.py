"""Digests of what a report is made by and from: the program's code, the report's folder, the results."""

from __future__ import annotations

import functools
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import dgassess
from dgassess import __version__
from dgassess.engine.results import SEMANTICS, Results, UnitResult
from dgassess.model.questions import Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.reporting.contents import Contents, SystemText
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.figures import origin, unit_figures
from dgassess.workflows.content import content_root
from dgassess.workflows.report_job import ReportJob


@functools.cache
def engine_digest() -> str:
    """sha256 over the names and texts of the program's own source files and catalogues; line ends do not count."""
    return _digest(Path(dgassess.__file__).parent, (".py", ".po"))


def report_digest(definition: ReportDefinition) -> str:
    """sha256 over what a report is laid out by: its folder, the one it extends, and the themes and charts that ship."""
    return _folders_digest(
        (definition.folder, *([definition.extended.folder] if definition.extended is not None else []))
    )


@functools.cache
def _folders_digest(folders: tuple[Path, ...]) -> str:
    total = hashlib.sha256()
    shared = content_root() / "reports"
    for folder in (*folders, shared / "theme", shared / "charts"):
        total.update(_digest(folder).encode())
    return f"sha256:{total.hexdigest()}"


def _digest(root: Path, suffix: str | tuple[str, ...] = "") -> str:
    total = hashlib.sha256()
    named: dict[str, str] = {}
    # os.walk rather than Path.rglob: some four hundred files, in every report.
    for folder, _, files in os.walk(root):
        below = "" if folder == str(root) else f"{Path(folder).relative_to(root).as_posix()}/"
        named |= {f"{below}{name}": os.path.join(folder, name) for name in files if name.endswith(suffix)}  # noqa: PTH118
    for name in sorted(named):
        if not name.startswith(".") and "__pycache__" not in name and os.path.isfile(named[name]):  # noqa: PTH113
            text = Path(named[name]).read_bytes().replace(b"\r\n", b"\n")
            total.update(f"{name}\0{len(text)}\0".encode() + text)
    return f"sha256:{total.hexdigest()}"


def unit_proof(job: ReportJob, results: Results, unit: UnitResult, system: SystemText) -> dict[str, object]:
    """What a report on a unit proves itself by: where its figures are from, and the figures."""
    return {
        **origin(results, unit, job.audience),
        "words": [level.name for level in system.levels],
        "unit": unit_figures(results, unit, system, job.audience),
    }


def method_proof(system: IndicatorSystem, questions: Questionnaire) -> dict[str, object]:
    """What a report about a system alone was made from."""
    return {
        "system": {"id": system.id, "version": system.version, "digest": system.digest},
        "questionnaire": {"id": questions.id, "version": questions.version, "digest": questions.digest},
    }


def proven(job: ReportJob, definition: ReportDefinition, contents: Contents, name: str) -> Contents:
    """The contents with how they were asked for and which program made them, whatever the report is about."""
    made = {
        "semantics": SEMANTICS,
        "engine": {"name": "dgassess", "version": __version__, "digest": engine_digest()},
        "report": {
            "id": definition.id,
            "name": name,
            "digest": report_digest(definition),
            "audience": job.audience,
            "organisation": job.organisation,
            "date": job.date,
            "watermark": job.watermark,
            "seal": job.seal,
            "compared": bool(job.previous),
        },
    }
    return replace(contents, figures={**made, **contents.figures})
