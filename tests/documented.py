"""What the documentation states, made checkable: its YAML blocks, its tables, and the engine run on them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from textwrap import indent

from dgassess.engine.compiling import scorer_for
from dgassess.engine.explanation import standard_of
from dgassess.engine.results import NodeResult, UnitResult
from dgassess.engine.scoring import Scorer
from dgassess.loading.reading import Reading
from dgassess.loading.responses import read_response, read_unit
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.values.numbers import show
from dgassess.workflows.content import find_questionnaire

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
    loaded = load_system(reading, path, find_questionnaire)
    assert not reading.diagnostics, reading.diagnostics
    assert loaded is not None
    return loaded, reading


def assess(system: Path, response: Path) -> tuple[Scorer, UnitResult]:
    """One response scored by one system, neither with a remark."""
    loaded, reading = load(system)
    scorer = scorer_for(loaded.system, loaded.questionnaire)
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


def shipped(example: str, overrides: Mapping[str, str], folder: Path) -> tuple[Scorer, UnitResult]:
    """An example response, some of its answers replaced, scored by the digital-government system."""
    loaded, reading = load(ROOT / "indicators" / "digital-government" / "system.yaml")
    lines = (ROOT / example).read_text("utf-8").splitlines()
    kept = [line for line in lines if not any(line.startswith(f"  {key}:") for key in overrides)]
    start = kept.index("answers:") + 1
    kept[start:start] = [f"  {key}: {value}" for key, value in overrides.items()]
    write_files({"response.yaml": "\n".join(kept)}, folder)
    scorer = scorer_for(loaded.system, loaded.questionnaire)
    written = read_response(reading, folder / "response.yaml")
    unit = read_unit(reading, written, scorer) if written is not None else None
    assert unit is not None, reading.diagnostics
    return scorer, scorer.score([unit]).units[0]


def redistribution_row(node: NodeResult) -> list[str]:
    """The row of a node in the page's table on redistribution; shares in percent."""
    effective, nominal, share = (
        None if value is None else value * 100
        for value in (node.effective_weight, node.nominal_share, node.share)
    )
    figures = (node.score, node.weight, effective, nominal, share, node.contribution, node.lost)
    return [node.id, node.state.replace("-", " "), *map(two, figures)]


def ranks(totals: list[str], ties: str, folder: Path) -> list[int | None]:
    """The ranks of units with these totals in a system of one indicator."""
    system = (
        "format: dgassess/indicator-system/1\nid: ranks\nname: 例\n"
        f"ranking: {{ties: {ties}}}\n"
        "questionnaire: {questions: [{id: A.v, type: number, text: 甲}]}\n"
        "indicators: [{id: A, name: 甲, rule: {kind: value, question: v}}]\n"
    )
    write_files({"system.yaml": system}, folder)
    loaded, reading = load(folder / "system.yaml")
    scorer = scorer_for(loaded.system, loaded.questionnaire)
    units = []
    for index, total in enumerate(totals):
        response = (
            'format: dgassess/response/1\nquestionnaire: ranks\nperiod: "2026"\n'
            f'unit: {{id: "{index}", name: 甲}}\nanswers: {{A.v: {total}}}\n'
        )
        write_files({f"{index}.yaml": response}, folder)
        written = read_response(reading, folder / f"{index}.yaml")
        unit = read_unit(reading, written, scorer) if written is not None else None
        assert unit is not None, reading.diagnostics
        units.append(unit)
    return [unit.rank for unit in scorer.score(units).units]


def explained(example: str, node: str) -> str:
    """What `dgassess explain` prints."""
    code = "import sys; from dgassess.cli.main import main; sys.exit(main())"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "COLUMNS": "80"}
    command = [sys.executable, "-c", code, "explain", example, node]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
