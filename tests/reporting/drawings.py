"""What stands where in a drawn chart, read back from its SVG: what readers get, not what the geometry meant."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from itertools import combinations

from dgassess.reporting.charts import Chart, figure
from dgassess.reporting.lettering import width
from dgassess.reporting.shapes import Bar, HeatMapChart, HeatRow, Shape, SlopeChart, SlopeLine
from tests.reporting.conftest import REPORTS

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "title", "desc", "g", "polygon", "line", "circle", "rect", "text", "defs", "pattern"}
LONG = "统筹推进数字政府建设与营商环境优化协同发展水平评估"[:24]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Piece:
    """An element with its box: left, top, right, bottom."""

    element: ElementTree.Element
    box: Box

    @property
    def tag(self) -> str:
        return self.element.tag.removeprefix(SVG)

    @property
    def text(self) -> str:
        return self.element.text or ""


def drawn(shape: Shape, name: str = "x", title: str = "题") -> ElementTree.Element:
    return ElementTree.fromstring(figure(Chart(name, shape, title, "述", ""), REPORTS / "charts").svg)  # noqa: S314 (our own)


def pieces(root: ElementTree.Element) -> list[Piece]:
    found: list[Piece] = []
    _collect(root, (0.0, 0.0), 14.0, found)
    return found


def _collect(
    parent: ElementTree.Element, shift: tuple[float, float], size: float, found: list[Piece]
) -> None:
    for element in parent:
        tag = element.tag.removeprefix(SVG)
        own = float(element.get("font-size", size))
        if tag == "g":
            moved = element.get("transform", "translate(0 0)").removeprefix("translate(").rstrip(")").split()
            _collect(element, (shift[0] + float(moved[0]), shift[1] + float(moved[1])), own, found)
        elif tag not in ("defs", "title", "desc"):
            left, top, right, bottom = _box(element, tag, own)
            found.append(
                Piece(
                    element,
                    (left + shift[0], top + shift[1], right + shift[0], bottom + shift[1]),
                )
            )


def _box(element: ElementTree.Element, tag: str, size: float) -> Box:
    def of(*names: str) -> tuple[float, ...]:
        return tuple(float(element.attrib[name]) for name in names)

    match tag:
        case "text":
            x, y = of("x", "y")
            broad = width(element.text or "", size)
            left = x - {"start": 0.0, "middle": broad / 2, "end": broad}[element.get("text-anchor", "start")]
            return left, y - 0.86 * size, left + broad, y + 0.14 * size
        case "rect":
            x, y, broad, high = of("x", "y", "width", "height")
            return x, y, x + broad, y + high
        case "line":
            x1, y1, x2, y2 = of("x1", "y1", "x2", "y2")
            return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
        case "circle":
            x, y, r = of("cx", "cy", "r")
            return x - r, y - r, x + r, y + r
        case _:
            pairs = [tuple(map(float, pair.split(","))) for pair in element.attrib["points"].split()]
            xs, ys = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            return min(xs), min(ys), max(xs), max(ys)


def texts(root: ElementTree.Element) -> list[Piece]:
    return [piece for piece in pieces(root) if piece.tag == "text"]


def all_text(root: ElementTree.Element) -> str:
    """Every text in drawing order, without the blanks that lines break at."""
    return "".join(piece.text for piece in texts(root)).replace(" ", "")


def touching(boxes: list[Box], least: float = 0.1) -> list[tuple[Box, Box]]:
    """Pairs of boxes that overlap by more than coordinates are rounded."""
    return [
        (a, b) for a, b in combinations(boxes, 2)
        if a[0] < b[2] - least and b[0] < a[2] - least and a[1] < b[3] - least and b[1] < a[3] - least
    ]  # fmt: skip


def assert_legible(root: ElementTree.Element) -> None:
    """Known elements only, all within the view box, no text on another."""
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= KNOWN
    left, top, broad, high = map(float, root.attrib["viewBox"].split())
    for piece in pieces(root):
        box = piece.box
        place = f"{piece.tag} {piece.text} at {box} in {broad}x{high}"
        assert box[0] >= left - 0.05, place
        assert box[1] >= top - 0.05, place
        assert box[2] <= broad + 0.05, place
        assert box[3] <= high + 0.05, place
    assert not touching([piece.box for piece in texts(root)])


def bars_of(count: int, name: str = LONG) -> tuple[Bar, ...]:
    return tuple(Bar(name, "12.00", 1 - i / count, 0.9, 0.7) for i in range(count))


def slope_of(count: int, name: str = "名") -> SlopeChart:
    lines = tuple(
        SlopeLine(f"{name}{i}", 0.5, 0.5 + i / 1000, "50.00", f"{50 + i / 10:.2f}") for i in range(count)
    )
    return SlopeChart(lines, "2025年", "2026年")


def heat_of(rows: int, columns: int, name: str = LONG) -> HeatMapChart:
    cells = tuple(("95.38", 0.9) for _ in range(columns))
    return HeatMapChart((name,) * columns, tuple(HeatRow(f"{i}{name}", cells) for i in range(rows)))
