"""What is asked for when reports are rendered, and what is ready to be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dgassess import __version__
from dgassess.engine.results import Basis, Results
from dgassess.reporting.contents import Audience, Contents, ReportRequest
from dgassess.values.diagnostics import Diagnostic
from dgassess.values.language import CHINESE, Language, speaking


@dataclass(frozen=True, slots=True)
class ReportJob:
    """What the command line asks for.

    `previous` are the responses of an earlier round, or an earlier version of the system, that a report compares with.
    `with_inputs` puts the response and the system's files into the report.
    """

    responses: Sequence[str]
    system: str | None
    basis: Basis
    report: str
    formats: tuple[str, ...]
    output: Path
    font_folders: tuple[Path, ...] = ()
    organisation: str = ""
    date: str = ""
    force: bool = False
    audience: Audience = "internal"
    watermark: str = ""
    seal: bool = False
    previous: Sequence[str] = ()
    with_inputs: bool = False

    def request(self, period: str) -> ReportRequest:
        """What the writers of contents need to know of it."""
        return ReportRequest(
            period=period,
            organisation=self.organisation,
            date=self.date,
            audience=self.audience,
            tool=f"dgassess {__version__}",
            watermark=self.watermark,
            seal=self.seal,
        )


@dataclass(frozen=True, slots=True)
class PreparedReport:
    """One report to write: its file name without ending, what it is about, and what makes its contents when needed.

    `unit` is the id of the unit it is about, where it is about one.
    """

    name: str
    about: str
    build: Callable[[], Contents]
    unit: str = ""
    language: Language = CHINESE

    def contents(self) -> Contents:
        """Its contents, in its language."""
        with speaking(self.language):
            return self.build()


@dataclass(frozen=True, slots=True)
class Prepared:
    """The reports a job asks for, in order, warnings met on the way, and what was scored where something was.

    `language` is that of the system they are about.
    """

    reports: Sequence[PreparedReport]
    diagnostics: tuple[Diagnostic, ...] = ()
    results: Results | None = None
    language: Language = CHINESE
