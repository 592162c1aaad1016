"""The handbook of a system: everything laid down is in it, whatever the system's shape, and nobody's scores."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dgassess.engine.explanation import standard_of
from dgassess.engine.method_words import effect_sentence, gate_sentence
from dgassess.reporting.wording import typeset
from dgassess.values.diagnostics import DefectsFound
from dgassess.workflows.content import UsageProblem, content_root
from dgassess.workflows.ready_systems import ReadySystem, ready_system
from dgassess.workflows.report_job import ReportJob
from dgassess.workflows.reports import render_reports
from dgassess.workflows.scoring import no_progress
from tests.wording import CHINESE

SHIPPED = content_root() / "indicators" / "digital-government"
CITY = str(content_root() / "examples" / "330100-滨江市.yaml")
COUNTY = str(content_root() / "examples" / "530121-云岭县.yaml")

MINIMAL = """\
format: dgassess/indicator-system/1
id: mini
name: "{name}"
questionnaire:
  questions:
    - {{id: A.v, type: percent, text: "{text}"}}
indicators:
  - {{id: A, name: "{name}", rule: {{kind: value, question: v}}}}
"""


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def read(data: str) -> str:
    """The page's text without blanks, as a reader finds it."""
    parser = _Text()
    parser.feed(data)
    return squeezed("".join(parser.found))


def handbook(
    folder: Path, system: Path | str | None = None, *, responses: tuple[str, ...] = (),
    formats: tuple[str, ...] = ("html",), audience: str = "internal",
) -> dict[str, bytes]:  # fmt: skip
    job = ReportJob(
        responses, None if system is None else str(system), "verified", "handbook", formats, folder,
        audience=audience,  # type: ignore[arg-type]
    )  # fmt: skip
    return {path.suffix: path.read_bytes() for path in render_reports(job, no_progress).files}


@pytest.fixture(scope="module")
def ready() -> ReadySystem:
    return ready_system(SHIPPED)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return read(handbook(tmp_path_factory.mktemp("book"))[".html"].decode())


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> str:
    return read(handbook(tmp_path_factory.mktemp("public"), audience="public")[".html"].decode())


def test_names_and_standards_of_everything_scored(ready: ReadySystem, page: str) -> None:
    system, questionnaire = ready.system, ready.questionnaire
    for indicator in system.leaves.values():
        assert squeezed(typeset(indicator.name)) in page
        standard = standard_of(indicator, indicator.rule, questionnaire, system.scale)
        # Weighted parts stand on lines of their own, without the mark between them.
        for part in re.split("[;；。](?=[①-⑳])", typeset(standard)):
            assert squeezed(part.rstrip(";；")) in page, indicator.id
        assert indicator.definition is None or squeezed(typeset(indicator.definition)) in page
    for group in system.nodes.values():
        assert squeezed(f"{group.id}{typeset(group.name)}") in page


def test_questions_with_options_reasons_and_definitions(ready: ReadySystem, page: str) -> None:
    questions = ready.questionnaire.questions
    assert len(questions) == 192
    for question in questions.values():
        texts = [question.text, question.definition or "", *(question.options or {}).values()]
        texts += [*(question.not_applicable or ()), question.filler or ""]
        for text in texts:
            assert squeezed(typeset(text)) in page, question.id


def test_levels_gates_vetoes_clauses_and_cross_checks(ready: ReadySystem, page: str) -> None:
    system, questionnaire = ready.system, ready.questionnaire
    names = {node.id: node.name for node in system.nodes.values()}
    for level in system.levels:
        for gate in level.gates:
            assert squeezed(typeset(gate_sentence(gate, names, questionnaire))) in page
    for veto in system.vetoes:
        for effect in veto.effects:
            assert squeezed(typeset(effect_sentence(effect, veto, names, questionnaire))) in page
    for clause in system.clauses:
        assert squeezed(typeset(clause.id) + typeset(clause.title)) in page
    for check in questionnaire.cross_checks:
        assert squeezed(typeset(check.message)) in page
    assert "“涉事指标”所列指标计最低分" in page


def test_weights_add_up_by_unit_type(ready: ReadySystem, page: str) -> None:
    assert "18（部门22）" in page
    assert "省、市、县占总分18.00%，部门占总分22.00%" in page
    for unit_type in ready.system.unit_types:
        shares = [
            node.type_share for node in ready.scorer.plan(unit_type).nodes if not hasattr(node, "children")
        ]
        assert sum(share for share in shares if share is not None) == 1


def test_worked_examples_come_from_the_golden_cases(page: str) -> None:
    assert "比率计分：TC-1-4" in page
    assert "(57×100÷60−50)×100÷50=90" in page.replace("\u200b", "").replace("（", "(").replace("）", ")")
    assert "未达到“优质型”的门槛条件" in page


def test_the_public_edition_names_what_is_restricted_without_its_evidence(
    ready: ReadySystem, page: str, public: str
) -> None:
    restricted = [
        item
        for item in (*ready.system.leaves.values(), *ready.system.vetoes)
        if item.sensitivity == "restricted"
    ]
    assert len(restricted) > 5
    for item in restricted:
        assert squeezed(typeset(item.name)) in public
        evidence = squeezed(typeset("；".join(item.evidence)))
        assert evidence in page
        assert evidence not in public
    for indicator in ready.system.leaves.values():
        if indicator.sensitivity != "restricted" and indicator.evidence:
            assert squeezed(typeset("；".join(indicator.evidence))) in public


def test_one_response_works_every_indicator(tmp_path: Path) -> None:
    text = read(handbook(tmp_path, responses=(CITY,))[".html"].decode())
    assert "滨江市各指标算例" in text
    assert text.count("90.00分") > 3


def test_a_public_edition_works_only_public_indicators(tmp_path: Path) -> None:
    text = read(handbook(tmp_path, responses=(CITY,), audience="public")[".html"].decode())
    assert "项指标不属于公开范围，不列示" in text


def test_several_responses_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="one response, and 2 were given"):
        handbook(tmp_path, responses=(CITY, COUNTY))


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script> *a* {{7*7}}", "# 标题 {-}", "x|y `z`", "../../etc"]
)
def test_a_minimal_system_with_a_hostile_name(name: str, tmp_path: Path) -> None:
    system = tmp_path / "system.yaml"
    system.write_text(MINIMAL.format(name=name, text=name), "utf-8")
    files = handbook(tmp_path / "out", system, formats=("html", "pdf"))
    parser = _Text()
    parser.feed(files[".html"].decode())
    # The page has scripts of its own, but none that the name brought along.
    assert b"<script>alert" not in files[".html"]
    assert squeezed("".join(parser.found)).count(squeezed(typeset(name))) > 3
    assert [path.parent for path in (tmp_path / "out").iterdir()] == [tmp_path / "out"] * 2


@pytest.mark.parametrize("tiers", [1, 2, 3, 4, 5])
def test_trees_of_any_depth(tiers: int, tmp_path: Path) -> None:
    indicator = "{id: A, name: 末级指标, rule: {kind: value, question: v}}"
    node = f"indicators: [{indicator}]"
    for tier in range(tiers - 1, 0, -1):
        key = "dimensions" if tier == 1 else "groups"
        node = f"{key}: [{{id: G{tier}, name: 第{tier}层, {node}}}]"
    system = tmp_path / "system.yaml"
    head = "format: dgassess/indicator-system/1\nid: deep\nname: 深层体系\n"
    asked = "questionnaire: {questions: [{id: A.v, type: percent, text: 比例}]}\n"
    system.write_text(f"{head}{asked}{node}\n", "utf-8")
    files = handbook(tmp_path / "out", system, formats=("html", "pdf"))
    text = read(files[".html"].decode())
    assert "末级指标" in text
    assert all(f"第{tier}层" in text for tier in range(1, tiers))
    assert "等级与门槛条件" not in text
    assert "条款覆盖情况" not in text
    assert "算例" not in text


def test_twelve_dimensions(tmp_path: Path) -> None:
    dims = ", ".join(
        f"{{id: D{n}, name: 维度{n}, indicators: [{{id: D{n}-1, name: 指标{n}, rule: {{kind: value, question: v}}}}]}}"
        for n in range(12)
    )
    asked = ", ".join(f"{{id: D{n}-1.v, type: percent, text: 比例{n}}}" for n in range(12))
    head = "format: dgassess/indicator-system/1\nid: wide\nname: 宽体系\n"
    system = tmp_path / "system.yaml"
    system.write_text(f"{head}questionnaire: {{questions: [{asked}]}}\ndimensions: [{dims}]\n", "utf-8")
    text = read(handbook(tmp_path / "out", system)[".html"].decode())
    assert "十四、D11维度11" in text
    assert text.count("占总分8.33%") >= 24


def test_the_same_system_gives_the_same_bytes(tmp_path: Path) -> None:
    first = handbook(tmp_path / "a", formats=("html", "pdf"))
    assert first == handbook(tmp_path / "b", formats=("html", "pdf"))


ENGLISH = """\
format: dgassess/indicator-system/1
id: english
name: Readiness index
lang: en
unit_types: [city, county]
questionnaire:
  questions:
    - {id: A.v, type: percent, text: Services online, scope: 本级, as_of: 时点, not_applicable: [No services]}
    - {id: A.n, type: integer, text: Services, minimum: -5, maximum: 9, scored: false, answered_by: assessor}
    - {id: B.y, type: yes-no, text: Is there a plan}
    - {id: V.y, type: yes-no, text: Were figures made up, answered_by: provider}
dimensions:
  - id: D
    name: Services
    weight: {default: 40, county: 60}
    minimum_present: 50
    indicators:
      - id: A
        name: Online
        source: [自评, 核查]
        lineage: {kind: renamed, from: A-0}
        rule: {kind: linear, question: v, floor: 50, target: 100}
  - id: E
    name: Plans
    weight: 60
    missing: exclude
    indicators:
      - {id: B, name: Plan, unit_types: [city], rule: {kind: yes-no, question: y}}
levels:
  - {name: High, at_least: 80, gates: [{nodes: [D], at_least: 60}]}
  - {name: Low}
vetoes:
  - {id: V, name: Fraud, when: y, effects: [{kind: cap-level, level: Low}]}
"""
UNIT = """\
format: dgassess/response/1
questionnaire: {id: english}
period: "2025"
unit: {id: u, name: Riverside, type: city}
answers: {A.v: 75}
"""


def test_a_system_in_english(tmp_path: Path) -> None:
    (tmp_path / "system.yaml").write_text(ENGLISH, "utf-8")
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "u.yaml").write_text(UNIT, "utf-8")
    page = handbook(tmp_path / "out", tmp_path / "system.yaml", responses=(str(folder / "u.yaml"),))[".html"]
    parser = _Text()
    parser.feed(re.sub(r"(?s)<(style|script).*?</\1>", "", page.decode()))
    text = " ".join("".join(parser.found).split())
    assert "Weight: 40 (county 60); 40.00% of the total for city; " in text
    assert "Counts as missing where the parts with a score carry less than 50% of the weight." in text
    assert "Whole number, -5 to 9" in text
    assert "Own departments, at a date" in text
    assert "Data source: Self-assessed, Verification" in text
    assert "Renamed (formerly A-0)" in text
    assert "Every indicator worked through for Riverside" in text
    assert CHINESE.findall(text) == []


def test_a_defective_system_is_refused(tmp_path: Path) -> None:
    system = tmp_path / "system.yaml"
    system.write_text(MINIMAL.format(name="x", text="x").replace("question: v", "question: w"), "utf-8")
    with pytest.raises(DefectsFound):
        handbook(tmp_path / "out", system)


def test_self_assessed_answers_are_not_worked_for_the_public(tmp_path: Path) -> None:
    job = ReportJob((CITY,), None, "self", "handbook", ("html",), tmp_path, audience="public")
    with pytest.raises(UsageProblem, match="not for the public"):
        render_reports(job, no_progress)
