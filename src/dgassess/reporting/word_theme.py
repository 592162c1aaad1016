"""What theme.yaml in reports/theme/word decides: fonts, sizes and margins of Word documents."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from dgassess.reporting.errors import ReportTemplateError
from dgassess.reporting.yaml_nodes import compose
from dgassess.values.diagnostics import suggest

A4 = (210.0, 297.0)
_POINTS = 72 / 25.4


@dataclass(frozen=True, slots=True)
class WordTheme:
    """Fonts by name, sizes and the line pitch in points, margins in millimetres; the defaults are GB/T 9704's."""

    title_font: str = "宋体"
    title_bold: bool = True
    heading_1_font: str = "黑体"
    heading_2_font: str = "楷体"
    heading_3_font: str = "仿宋"
    body_font: str = "仿宋"
    table_font: str = "宋体"
    latin_font: str = "Times New Roman"
    title_size: float = 22
    heading_size: float = 16
    body_size: float = 16
    caption_size: float = 12
    table_size: float = 10.5
    page_number_size: float = 14
    line_pitch: float = 28.95
    margin_top: float = 37
    margin_bottom: float = 35
    margin_left: float = 28
    margin_right: float = 26
    wide_margin: float = 20

    def page(self, landscape: bool) -> tuple[float, float]:
        """Width and height of a page in points."""
        width, height = (side * _POINTS for side in A4)
        return (height, width) if landscape else (width, height)

    def margins(self, landscape: bool) -> tuple[float, float, float, float]:
        """Top, right, bottom and left in points; a landscape page is bound at its top."""
        top, right, bottom, left = (
            side * _POINTS
            for side in (self.margin_top, self.margin_right, self.margin_bottom, self.margin_left)
        )
        side = self.wide_margin * _POINTS
        return (left, side, right, side) if landscape else (top, right, bottom, left)

    def text_area(self, landscape: bool) -> tuple[float, float]:
        """Width and height in points of what the margins leave (版心)."""
        (width, height), (top, right, bottom, left) = self.page(landscape), self.margins(landscape)
        return width - left - right, height - top - bottom


def read_theme(file: Path) -> WordTheme:
    """The theme in a file, the defaults where there is none or a key is left out.

    Raises ReportTemplateError with file and line for whatever is no key or no value of a theme.
    """
    if not file.is_file():
        return WordTheme()
    try:
        root = compose(file)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 0
        raise ReportTemplateError(f"{problem.problem}.", str(file), line) from None
    if root is None:
        return WordTheme()
    if not isinstance(root, yaml.MappingNode):
        raise ReportTemplateError("A theme is a mapping of keys to values.", str(file), 1)
    kinds = {field.name: field.type for field in fields(WordTheme)}
    found: dict[str, Any] = {}
    for key, value in root.value:
        line = key.start_mark.line + 1
        if key.value not in kinds:
            hint = suggest(str(key.value), kinds) or f"Known are {', '.join(kinds)}."
            raise ReportTemplateError(f"'{key.value}' is no key of a Word theme. {hint}", str(file), line)
        try:
            found[key.value] = _value(str(kinds[key.value]), value)
        except ValueError as problem:
            raise ReportTemplateError(f"'{key.value}' is {problem}.", str(file), line) from None
    theme = WordTheme(**found)
    if min(*theme.text_area(landscape=False), *theme.text_area(landscape=True)) < 200:
        raise ReportTemplateError("The margins leave less than 200 points of an A4 page's side.", str(file))
    return theme


def _value(kind: str, node: yaml.Node) -> str | bool | float:
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    match kind:
        case "bool":
            if text not in ("true", "false"):
                raise ValueError("true or false")
            return text == "true"
        case "float":
            if not text.replace(".", "", 1).isdecimal() or not text.isascii() or not 0 < float(text) <= 200:
                raise ValueError("a number above 0 and at most 200")
            return float(text)
        case _:
            if not text.strip() or len(text) > 60:
                raise ValueError("the name of a font")
            return text.strip()
