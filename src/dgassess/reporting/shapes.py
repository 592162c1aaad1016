"""Charts as data: what each kind shows, in ratios and finished texts; how they are drawn is said elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from dgassess.values.language import in_chinese, say


@dataclass(frozen=True, slots=True)
class Axis:
    """One radar axis: `ratio` of the scale (0–1, None = nothing to plot), the self score's where it differs, and the
    mean of the peer group's where there is one."""

    label: str
    value: str
    ratio: float | None
    self_ratio: float | None = None
    peer_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class RadarChart:
    """Three to twelve axes. `rings` are the scale's marks: (ratio, text)."""

    axes: tuple[Axis, ...]
    rings: tuple[tuple[float, str], ...]
    series: str = field(default_factory=lambda: say("得分"))
    self_series: str = field(default_factory=lambda: say("自评"))
    peer_series: str = field(default_factory=lambda: say("同类均值"))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `ratio` of the full length (None = no bar, the value says why), marks of the target and the peers' mean.

    `before`: what was earned before a veto took it, drawn as an outline.
    """

    label: str
    value: str
    ratio: float | None
    target: float | None = None
    peer: float | None = None
    weak: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Horizontal bars, labelled left and right. Legends explain hatching, marks and outlines, empty = none."""

    bars: tuple[Bar, ...]
    weak_legend: str = ""
    target_legend: str = ""
    tone: str = "score"  # score | lost
    before_legend: str = ""
    peer_legend: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One level of the band: its name and its bounds as text; `current` is the level given."""

    name: str
    bounds: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class BandChart:
    """Levels from the lowest on the left, equally wide; `position` is where the total stands, in segments."""

    segments: tuple[Segment, ...]
    position: float
    value: str


@dataclass(frozen=True, slots=True)
class ParetoChart:
    """Lost points, the largest first: bars with values and the running share of the whole, 0–1.

    `value_head` and `running_head` head the two columns of texts and explain bars and line.
    """

    bars: tuple[Bar, ...]
    running: tuple[float, ...]
    running_texts: tuple[str, ...]
    value_head: str = field(default_factory=lambda: say("失分"))
    running_head: str = field(default_factory=lambda: say("累计占比"))


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row of a heat map: a value in finished text and its ratio (0–1, None = nothing) per column."""

    label: str
    cells: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True, slots=True)
class HeatMapChart:
    """Values by row and column, twelve columns at most; the tint says what the printed value says.

    `parting.parts` makes several charts of more rows than fit a page. `legend` explains the tints, empty = none.
    """

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    legend: str = field(default_factory=lambda: say("颜色越深，数值越高"))


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """One thing then and now: ratios 0–1 (None = there was or is none) and finished texts."""

    label: str
    before: float | None
    after: float | None
    before_text: str
    after_text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SlopeChart:
    """Two moments side by side, a line for each thing; `before` and `after` name the moments.

    Of more than 14 lines, the strong ones and those that moved most are named, the others drawn in grey.
    """

    lines: tuple[SlopeLine, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DistributionBin:
    """How many units lie in one interval of the scale."""

    label: str
    count: int
    level: str = ""


@dataclass(frozen=True, slots=True)
class DistributionChart:
    """How scores are spread over up to forty bins, the lowest first; `marks` are values to point out.

    A mark is (position in bins, text): 0 is the lower bound of the first bin, 1.5 the middle of the second.
    """

    bins: tuple[DistributionBin, ...]
    marks: tuple[tuple[float, str], ...] = ()
    unit: str = field(default_factory=lambda: "个" if in_chinese() else "")


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One step from the base to the total: where its bar starts and ends on the scale (0–1), and its finished text."""

    label: str
    start: float
    end: float
    text: str
    whole: bool = False  # a total, drawn from the zero line


@dataclass(frozen=True, slots=True)
class WaterfallChart:
    """The steps that led from the base to the total."""

    steps: tuple[WaterfallStep, ...]


Shape = (
    RadarChart
    | BarsChart
    | BandChart
    | ParetoChart
    | HeatMapChart
    | SlopeChart
    | DistributionChart
    | WaterfallChart
)
