"""docs/files.md documents the grammar as it is, and the numbers and sentences in it come out of the engine.

They are computed here again from the blocks beside them; tests/documented.py runs those through the loader and the
engine. A failure shows the text the page must have.
"""

from __future__ import annotations

import re
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from dgassess.checks.subject import Subject
from dgassess.checks.table import run_checks
from dgassess.expressions.parser import FUNCTIONS, FormulaProblem, parse_formula
from dgassess.loading.documents import FORMATS
from dgassess.loading.yaml_tree import parse_yaml
from dgassess.model import (
    adjustments,
    answers,
    cases,
    clauses,
    levels,
    nodes,
    questions,
    response_files,
    systems,
)
from dgassess.rules import banding, composite, deduction
from dgassess.rules.aggregations import AGGREGATIONS
from dgassess.rules.kinds import RULES
from dgassess.rules.peers import PeerRule
from dgassess.values.answers import Answer, AnswerState
from dgassess.values.numbers import show_plain
from dgassess.workflows.cases import run_cases
from tests.cli.running import run
from tests.documented import (
    ROOT,
    assess,
    fences,
    load,
    outcome,
    page,
    rows,
    sample,
    sample_standard,
    sections,
    two,
    whole_files,
    write_files,
)

FILES, SCORING = page("files.md"), page("scoring.md")
QUESTIONS = next(fence.text for fence in fences(FILES) if fence.text.startswith("questions:"))
TABLE = re.compile(r"<!-- model: (\w+) -->\n((?:\|.*\n)+)")
RESULT = re.compile(r"(?:for (\w+), )?`(\{[^`]*\})` → (not applicable|missing|-?\d+\.\d\d)")
PEER_KEYS = ["question", "direction", "peers", "minimum_group", "fallback"]


def models() -> dict[str, type[BaseModel]]:
    modules = (
        adjustments,
        cases,
        clauses,
        levels,
        nodes,
        questions,
        response_files,
        systems,
        banding,
        composite,
        deduction,
    )
    found = [item for module in modules for item in vars(module).values()]
    named = {item.__name__: item for item in found if isinstance(item, type) and issubclass(item, BaseModel)}
    return named | {rule.__name__: rule for rule in RULES.values()}


def fields(model: type[BaseModel]) -> dict[str, Any]:
    told_by_the_heading = "kind" if model in RULES.values() else ""
    return {f.alias or name: f for name, f in model.model_fields.items() if name != told_by_the_heading}


# ---- files.md: the grammar ----


@pytest.mark.parametrize(("name", "table"), TABLE.findall(FILES), ids=lambda value: value[:20])
def test_a_table_lists_exactly_the_keys_of_its_model(name: str, table: str) -> None:
    known = fields(models()[name])
    documented: list[str] = []
    for cells in rows(table):
        keys = re.findall(r"`(\w+)`", cells[0])
        documented += keys
        for key in keys if len(keys) == 1 else ():
            field, default = known[key], cells[2]
            assert (default == "required") == field.is_required(), f"{name}.{key}"
            if isinstance(field.default, bool) or (isinstance(field.default, str) and field.default):
                written = str(field.default).lower() if isinstance(field.default, bool) else field.default
                assert default == f"`{written}`" or not default.startswith("`"), f"{name}.{key}"
    assert sorted(documented) == sorted(known)


def test_every_model_of_a_file_has_a_table() -> None:
    # Keys that share a row with another model's, or a table of their own form.
    elsewhere = {"CaseUnit", "SelfExpectation"} | {
        "ZeroNode", "ZeroListed", "CapLevel", "CapTotal", "NoBonus", "NoAward",
    }  # fmt: skip
    not_written = {"Described", "QuestionDefaults", "Questionnaire", "IndicatorSystem", "Strict"}
    not_written |= {"WeightedMean", "Rule"}
    tables = {name for name, _ in TABLE.findall(FILES)}
    assert models().keys() - tables - elsewhere - not_written == set()
    assert rows(sections(FILES)["Cohort-relative rules"])[0][0] == "`question`"
    shared = {
        key
        for cells in rows(sections(FILES)["Cohort-relative rules"])
        for key in re.findall(r"`(\w+)`", cells[0])
    }
    assert shared == set(PEER_KEYS) == fields(PeerRule).keys()


def test_effects_of_vetoes_are_those_there_are() -> None:
    table = sections(FILES)["Vetoes"].rpartition("\n\n|")[2]
    written = [re.search(r"`(\{.*?\})`", cells[0]) for cells in rows("|" + table)]
    examples = "".join(f"  - {match[1]}\n" for match in written if match)
    document, found = parse_yaml(f"id: X-1\nname: 例\nwhen: hit\neffects:\n{examples}", "effects.yaml")
    assert document is not None
    assert not found
    veto = adjustments.Veto.model_validate(document.data)
    assert len({effect.kind for effect in veto.effects}) == len(veto.effects) == 6


def test_question_defaults_are_marked() -> None:
    table = dict(TABLE.findall(FILES))["Question"]
    marked = {re.findall(r"`(\w+)`", cells[0])[0] for cells in rows(table) if cells[0].endswith(" D")}
    assert marked == set(questions.QuestionDefaults.model_fields)


def test_formats_are_listed() -> None:
    listed = set(re.findall(r"`format: (dgassess/[\w/-]+)`", FILES))
    assert listed == set(FORMATS) - {"dgassess/results/1"}


def test_functions_and_question_types_are_listed() -> None:
    formulas = sections(FILES)["Conditions and formulas"]
    assert all(f"{name}(" in formulas for name in FUNCTIONS)
    types = [
        cells[0].strip("`")
        for cells in rows(sections(FILES)["Sections and questions"].rpartition("\n\n| type")[2])
    ]
    assert set(types) >= {"multi", "yes-no", "indicators"}


def test_whole_files_load_without_a_warning_and_their_cases_hold(tmp_path: Path) -> None:
    write_files(whole_files(FILES), tmp_path)
    demo = tmp_path / "indicators" / "demo"
    for path in (demo / "system.yaml", tmp_path / "minimal" / "system.yaml"):
        loaded, _ = load(path)
        subject = Subject(
            loaded.system, loaded.questionnaire, loaded.origins.place, loaded.origins.declarations
        )
        assert [found for found in run_checks(subject) if found.severity != "information"] == []
    outcomes = run_cases([str(demo / "cases.yaml")])
    assert outcomes
    assert [case.id for case in outcomes if not case.passed or not case.compared] == []
    total = assess(tmp_path / "minimal" / "system.yaml", tmp_path / "minimal" / "response.yaml")[1].total
    assert f"Total: {two(total)}." in FILES


def test_the_smallest_case_holds_beside_the_system_that_ships(tmp_path: Path) -> None:
    written = sections(page("cases.md"))["Writing a case"]
    [case] = [one.text for one in fences(written) if one.text.startswith("format: dgassess/cases/1")]
    for folder in ("indicators", "questionnaires"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = tmp_path / "indicators" / "digital-government" / "cases.yaml"
    path.write_text(case, "utf-8")
    [outcome] = run_cases([str(path)])
    assert (outcome.passed, outcome.compared) == (True, 1)


def test_the_commands_for_tables_run_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("export-system", "digital-government", "--output", "指标体系.xlsx").code == 0
    [console] = [one.text for one in fences(page("tables.md")) if one.language == "console"]
    commands = [line.removeprefix("$ dgassess ").split() for line in console.splitlines()]
    assert [command[0] for command in commands] == ["import-system", "validate", "export-system"]
    for command in commands:
        ran = run(*command)
        assert ran.code == 0, ran.err


def test_the_minimal_system_is_a_dozen_lines() -> None:
    assert len(whole_files(FILES)["minimal/system.yaml"].splitlines()) <= 14


# ---- files.md: rules and aggregations ----


@pytest.mark.parametrize("kind", RULES)
def test_sentences_and_scores_of_a_rule(kind: str, tmp_path: Path) -> None:
    text = sections(FILES)[kind]
    blocks = re.split(r"```yaml\n(.*?)```\n", text, flags=re.DOTALL)[1:]
    sentences, results = 0, 0
    for block, after in zip(blocks[::2], blocks[1::2], strict=True):
        for sentence in re.findall(r"^> (.*)$", after, re.MULTILINE):
            assert sentence == sample_standard(tmp_path, QUESTIONS, block)
            sentences += 1
        for unit_type, given, stated in RESULT.findall(" ".join(after.split())):
            node = sample(tmp_path, QUESTIONS, block, given, unit_type or "市")
            assert (given, stated) == (given, outcome(node))
            results += 1
    assert sentences == len(blocks) // 2 > 0
    assert results > 0 or issubclass(RULES[kind], PeerRule)


def test_aggregations(tmp_path: Path) -> None:
    table = {cells[0].strip("`"): cells for cells in rows(sections(FILES)["Aggregations"])}
    assert table.keys() == AGGREGATIONS.keys()
    additive = {name for cells in rows(sections(SCORING)["Groups"]) if cells[2].startswith("yes")
                for name in re.findall(r"`([\w-]+)`", cells[0])}  # fmt: skip
    assert additive == {name for name, kind in AGGREGATIONS.items() if kind.additive}
    response = (
        'format: dgassess/response/1\nquestionnaire: s\nperiod: "2026"\nunit: {id: "1", name: 甲}\n'
        "answers: {A.v: 90, B.v: 50}\n"
    )
    for name, kind in AGGREGATIONS.items():
        system = (
            f"format: dgassess/indicator-system/1\nid: s\nname: 例\naggregation: {{kind: {name}}}\nquestionnaire:\n"
            "  questions: [{id: A.v, type: percent, text: 甲}, {id: B.v, type: percent, text: 乙}]\nindicators:\n"
            "  - {id: A, name: 甲, weight: 60, rule: {kind: value, question: v}}\n"
            "  - {id: B, name: 乙, weight: 40, rule: {kind: value, question: v}}\n"
        )
        write_files({"system.yaml": system, "response.yaml": response}, tmp_path)
        total = assess(tmp_path / "system.yaml", tmp_path / "response.yaml")[1].total
        assert table[name][2:] == [kind(kind=name).sentence(), two(total)]  # type: ignore[call-arg]


# ---- files.md: scalars, answers, formulas ----


def read(text: str) -> Any:
    document, _ = parse_yaml(f"key: {text}", "scalar.yaml")
    assert document is not None
    assert isinstance(document.data, dict)
    return document.data["key"]


def test_scalars_are_read_as_stated() -> None:
    for cells in rows(sections(FILES)["How scalars are read"].partition("\n\nA number")[0]):
        value = read(cells[0].strip("`"))
        kinds = {str: "text", type(None): "null"}
        stated = str(value).lower() if isinstance(value, bool) else kinds.get(type(value), "number")
        assert (cells[0], stated) == (cells[0], cells[1])


def said(answer: Answer) -> str:
    match answer.state, answer.value:
        case AnswerState.ANSWERED, Fraction() as number:
            return show_plain(number)
        case AnswerState.ANSWERED, bool() as truth:
            return str(truth).lower()
        case AnswerState.ANSWERED, frozenset() as chosen:
            return "、".join(sorted(chosen)) or "none chosen"
        case AnswerState.ANSWERED, value:
            return str(value)
    return answer.state.value.replace("-", " ")


def test_answers_are_read_as_stated() -> None:
    table = sections(FILES)["How scalars are read"].partition("\n| question type")[2]
    for kind, written, stated in rows("|" + table.partition("\n\n")[0]):
        options = {"a": "甲", "c": "丙", "A": "乙"} if kind in ("single", "multi") else None
        question = questions.Question.model_validate(
            {"id": "X.v", "type": kind, "text": "例"} | ({"options": options} if options else {})
        )
        try:
            reading = answers.read_answer(question.asked, read(written.strip("`")))
        except answers.AnswerProblem:
            got = "error"
        else:
            got = said(reading.answer) + (", with a warning" if reading.remarks else "")
        assert (kind, written, got) == (kind, written, stated)


def test_formulas_in_the_tables_are_formulas() -> None:
    table = sections(FILES)["Conditions and formulas"].partition("\n| question type")[2]
    for cells in rows("|" + table.partition("\n\n")[0]):
        for formula in re.findall(r"`([^`]+)`", cells[2]):
            parse_formula(formula)
    for refused in ("2 ** 3", "7 % 2", "[1, 2]", "a.b", "round(a)"):
        with pytest.raises(FormulaProblem):
            parse_formula(refused)


# ---- all pages ----


def anchor(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


def test_links_lead_somewhere() -> None:
    broken = []
    for path in sorted((ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
            name, _, part = target.partition("#")
            other = (path.parent / name) if name else path
            if "://" in target:
                continue
            headings = map(anchor, sections(other.read_text("utf-8"))) if other.is_file() else ()
            if not other.exists() or (part and part not in headings):
                broken.append(f"{path.name}: {target}")
    assert broken == []
