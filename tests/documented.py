"""What the documentation states, made checkable: its YAML blocks, its tables, and the engine run on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from textwrap import indent

from dgassess.engine.explanation import standard_of
from dgassess.engine.results import NodeResult, UnitResult
from dgassess.engine.scoring import Scorer
from dgassess.loading.reading import Reading
from dgassess.loading.responses import read_response, read_unit
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.values.numbers import show

ROOT = Path(__file__).resolve().parents[1]
SAMPLE_TYPES = "[省, 市, 县, 部门]"
_WHOLE_FILE = re.compile(r"# (\S+\.yaml)\n(format: dgassess/.*)", re.DOTALL)
_ANSWER_KEY = re.compile(r"(?<=[{ ])(?!not_applicable|numerator|denominator)([a-z]\w*)(?=: )")


@dataclass(frozen=True)
class Fence:
    """A fenced block with the heading it stands under."""

    heading: str
    language: str
    text: str


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def fences(text: str) -> Iterator[Fence]:
    """Every fenced block of a page."""
    heading, language, lines = "", "", None
    for line in text.splitlines():
        if line.startswith("```"):
            if lines is None:
                language, lines = line[3:].strip(), list[str]()
            else:
                yield Fence(heading, language, "\n".join(lines) + "\n")
                lines = None
        elif lines is not None:
            lines.append(line)
        elif line.startswith("#"):
            heading = line.lstrip("# ").strip("`")


def sections(text: str) -> dict[str, str]:
    """The text below each heading, to the next one; headings inside fenced blocks are none."""
    found: dict[str, str] = {}
    heading, fenced = "", False
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("#") and not fenced:
            heading = line.lstrip("# ").strip("`")
        else:
            found[heading] = found.get(heading, "") + line + "\n"
    return found


def whole_files(text: str) -> dict[str, str]:
    """The blocks that are whole files, by the path in their first line."""
    matches = (_WHOLE_FILE.fullmatch(fence.text) for fence in fences(text) if fence.language == "yaml")
    return {match[1]: match[0] for match in matches if match}


def rows(table: str) -> list[list[str]]:
    """The cells of a Markdown table, without its head."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def write_files(files: Mapping[str, str], folder: Path) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def load(path: Path) -> tuple[LoadedSystem, Reading]:
    """A system that must load without a remark; its questionnaire is sought under questionnaires/."""
    reading = Reading(path.parent)
    loaded = load_system(reading, path, lambda id, folder: folder.parent.parent / "questionnaires" / id)
    assert not reading.diagnostics, reading.diagnostics
    assert loaded is not None
    return loaded, reading


def assess(system: Path, response: Path) -> tuple[Scorer, UnitResult]:
    """One response scored by one system, neither with a remark."""
    loaded, reading = load(system)
    scorer = Scorer(loaded.system, loaded.questionnaire)
    written = read_response(reading, response)
    assert written is not None, reading.diagnostics
    unit = read_unit(reading, written, scorer)
    assert unit is not None, reading.diagnostics
    assert not reading.diagnostics, reading.diagnostics
    return scorer, scorer.score([unit]).units[0]


def sample_files(questions: str, indicator: str, answers: str, unit_type: str) -> dict[str, str]:
    """A system of one indicator X around a `rule:` block of the page, and a response to it."""
    system = (
        "format: dgassess/indicator-system/1\nid: sample\nname: 例\n"
        f"unit_types: {SAMPLE_TYPES}\nclasses: [东部]\nquestionnaire:\n{indent(questions, '  ')}"
        f"indicators:\n  - id: X\n    name: 例\n{indent(indicator, '    ')}"
    )
    owned = _ANSWER_KEY.sub(r"X.\1", answers)
    response = (
        'format: dgassess/response/1\nquestionnaire: sample\nperiod: "2026"\n'
        f'unit: {{id: "1", name: 甲, type: {unit_type}, class: 东部}}\n'
        f"answers: {owned}\n"
    )
    return {"system.yaml": system, "response.yaml": response}


def sample(folder: Path, questions: str, indicator: str, answers: str, unit_type: str = "市") -> NodeResult:
    """The result of the page's `rule:` block for answers written as in a response."""
    write_files(sample_files(questions, indicator, answers, unit_type), folder)
    return assess(folder / "system.yaml", folder / "response.yaml")[1].nodes["X"]


def sample_standard(folder: Path, questions: str, indicator: str) -> str:
    """The generated sentence of the page's `rule:` block."""
    write_files(sample_files(questions, indicator, "{}", "市"), folder)
    loaded, _ = load(folder / "system.yaml")
    item = loaded.system.leaves["X"]
    return standard_of(item, item.rule, loaded.questionnaire, loaded.system.scale)


def outcome(node: NodeResult) -> str:
    """How the page writes a result: a score to two decimals, `missing` or `not applicable`."""
    if node.state != "scored":
        return node.state.replace("-", " ")
    return two(node.score)


def two(value: Fraction | None) -> str:
    """Two decimals, or a dash for nothing."""
    return "—" if value is None else show(value, 2)
