"""What a report is made from, and what it says before it is laid out.

The caller fills the `…Text` classes from its system and response; `diagnosis.build` turns them and the results into
`Contents`, in which every number is a finished text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from dgassess.reporting.blocks import Attachment, Cover, Facts, Table
from dgassess.reporting.charts import Chart
from dgassess.reporting.doubt import PossibleScores

Audience = Literal["internal", "unit", "public"]
Sensitivity = Literal["public", "internal", "restricted"]


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """One indicator in words, for one unit. Only id and name are needed; an empty text is left out of the report.

    standard: the scoring standard generated from the rule. answer_text: what the unit answered. method_text: how
    that became the score. review_text: what the review changed, and why; refused: whether it accepted no value for a
    question. evidence: what the system asks for. target_text: what full marks need; beyond_text: what they would still
    need if the self-assessed answers held. both_text: answer_text with the self-assessed answers that a review changed.
    """

    id: str
    name: str
    group: str = ""
    dimension: str = ""
    definition: str = ""
    standard: str = ""
    unit: str = ""
    clauses: tuple[str, ...] = ()
    responsible: str = ""
    answer_text: str = ""
    method_text: str = ""
    review_text: str = ""
    evidence: tuple[str, ...] = ()
    sensitivity: Sensitivity = "internal"
    target_text: str = ""
    lacks_options: bool = False
    refused: bool = False
    beyond_text: str = ""
    beyond_lacks_options: bool = False
    both_text: str = ""


@dataclass(frozen=True, slots=True)
class VetoText:
    """A veto in words: when it holds (a clause without a stop), and what the system says of it."""

    condition: str = ""
    clauses: tuple[str, ...] = ()
    responsible: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause of the policy: 六(一), its title, and the part it belongs to as shown."""

    id: str
    title: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class LevelText:
    """One level; listed best first. `at_least` includes its bound, `above` does not; the last has neither."""

    name: str
    at_least: Fraction | None = None
    above: Fraction | None = None


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """One piece of evidence of the unit: a file, or what was seen on site."""

    indicator: str
    description: str
    page: str = ""
    date: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class SystemText:
    """The indicator system in words. `questions` gives the text of a question id, for lists of what is missing."""

    indicators: Mapping[str, IndicatorText]
    clauses: tuple[ClauseText, ...] = ()
    levels: tuple[LevelText, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    clause_source: str = ""  # the policy the clauses are of, such as 国发〔2022〕14号
    views: Mapping[str, str] = field(default_factory=dict)  # view ids to the names they are headed by
    sensitivities: Mapping[str, Sensitivity] = field(default_factory=dict)  # of adjustments and vetoes, by id
    possible: PossibleScores = field(default_factory=PossibleScores)  # what the public knows beforehand
    vetoes: Mapping[str, VetoText] = field(default_factory=dict)  # by id
    adjustment_clauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by id of the adjustment

    @property
    def restricted(self) -> frozenset[str]:
        """The indicators that are restricted."""
        return frozenset(id_ for id_, text in self.indicators.items() if text.sensitivity == "restricted")

    @property
    def secret(self) -> frozenset[str]:
        """The adjustments and vetoes that are restricted."""
        return frozenset(id_ for id_, found in self.sensitivities.items() if found == "restricted")


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What the caller decides about one report. Dates are texts: nothing here reads the clock."""

    period: str = ""
    organisation: str = ""
    date: str = ""
    title: str = ""
    notice: str = ""
    audience: Audience = "internal"
    tool: str = ""  # such as dgassess 1.0.0
    watermark: str = ""  # such as 征求意见稿
    seal: bool = False  # whether the cover leaves room for a seal


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a list to work with. width: in characters. `figure`: texts that are numbers, to be added up.

    `fill_in`: left to those who work with the list; `choices` are then the only values it takes.
    """

    header: str
    width: int
    figure: bool = False
    fill_in: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list for a spreadsheet: rows of finished texts, one per column; lines within a cell are kept."""

    name: str
    title: str
    note: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...] = ()  # printed at the head of every page


@dataclass(frozen=True, slots=True)
class Contents:
    """What a template can print (`values`) and insert (`tables`, `charts`, `facts`), and the cover.

    `figures` are what the report proves itself by (reporting.figures), where it does; `attachments` go with it.
    """

    cover: Cover
    identity: str
    values: Mapping[str, object]
    tables: Mapping[str, Table]
    charts: Mapping[str, Chart]
    facts: Mapping[str, Facts]
    watermark: str = ""
    sheet: Sheet | None = None
    figures: Mapping[str, object] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
