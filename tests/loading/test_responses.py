"""What can be wrong with a response, and where the message leads; what reading a sound one gives."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from dgassess.values.answers import MISSING, answered, not_applicable
from tests.loading.responding import HEAD, respond, small_scorer, sound
from tests.systems import ROOT, SHIPPED, found_of, load_and_check, places_of, read_unit_file


def test_answers_for_another_questionnaire_are_not_judged(tmp_path: Path) -> None:
    """Two hundred unknown questions would hide the one thing that is wrong; the unit is looked at all the same."""
    text = (
        HEAD.replace("{id: q,", "{id: x,").replace("type: 市", "type: 镇") + "answers: {X-1.n: 1, X-2.n: 2}\n"
    )
    diagnostics = respond(tmp_path, text)[1]
    assert [d.check for d in diagnostics] == ["other-questionnaire", "unknown-unit-type"]


def test_answers_of_a_unit_of_unknown_type_are_judged(tmp_path: Path) -> None:
    diagnostics = respond(
        tmp_path, HEAD.replace("type: 市", "type: 镇") + "answers: {A-3.rate: 188, X.n: 1}\n"
    )[1]
    assert [d.check for d in diagnostics] == ["unknown-unit-type", "answer-out-of-range", "unknown-question"]


def test_a_question_that_does_not_apply_to_the_type(tmp_path: Path) -> None:
    head = HEAD.replace("type: 市", "type: 部门")
    text = head + "answers: {▶A-7.n: 5}\nreviews: {▶A-7.n: {value: 3, reason: 核查}}\n"
    unit, diagnostics, marked = respond(tmp_path, text)
    assert unit is None
    assert [d.check for d in diagnostics] == ["question-not-for-type"] * 2
    assert places_of(diagnostics) == marked
    for diagnostic in diagnostics:
        assert "A-7.n" in diagnostic.message
        assert "'部门'" in diagnostic.message
        assert "Leave it out" in diagnostic.help
    assert sound(tmp_path, head + "answers: {A-7.n: }\n").given == {}


def test_a_question_twice(tmp_path: Path) -> None:
    text = f"{HEAD}answers:\n  A-1.lvl: A\n  A-3.rate: ▶188\n  ▶A-1.lvl: B\n"
    unit, diagnostics, marked = respond(tmp_path, text)
    assert unit is None
    assert [d.check for d in diagnostics] == ["answer-out-of-range", "duplicate-key"]
    assert places_of(diagnostics) == marked
    assert "'A-1.lvl'" in diagnostics[1].message
    assert [d.check for d in respond(tmp_path, f"{HEAD}answers:\n  A-1.lvl: A\n  A-1.lvl: A\n")[1]] == [
        "duplicate-key"
    ]


def test_all_problems_of_a_file_in_one_run(tmp_path: Path) -> None:
    text = (
        HEAD.replace("class: 东部", "class: ▶华东")
        + """\
answers:
  A-1.lvl: ▶D
  A-2.items: [a, ▶z]
  A-3.rate: ▶188
  A-3.meet: 9
  A-4.total: 5
  ▶A-8.n: 1
evidence:
  ▶A-8: [{file: a.pdf}]
reviews:
  A-3.meet: {value: ▶很多, reason: 核查}
"""
    )
    unit, diagnostics, marked = respond(tmp_path, text)
    assert unit is None
    checks = [d.check for d in diagnostics if d.check != "cross-check"]
    assert checks == [
        "unknown-unit-class", "option-not-in-list", "option-not-in-list", "answer-out-of-range",
        "unknown-question", "unknown-evidence-subject", "not-a-number",
    ]  # fmt: skip
    assert places_of([d for d in diagnostics if d.check != "cross-check"]) == marked
    assert [d.check for d in diagnostics].count("cross-check") == 1


JSON = """\
{"format": "dgassess/response/1", "questionnaire": {"id": "q", "version": "2026.1.0"}, "period": "2026",
 "unit": {"id": "330100", "name": "滨江市", "type": "市", "class": "东部"},
 "answers": {
  "A-1.lvl": ▶"D",
  "A-2.items": ["a", ▶"z"],
  "A-3.rate": ▶188.0,
  "A-3.meet": ▶"很多",
  "A-5.cov": {"numerator": ▶51, "denominator": 50},
  "A-6.has": ▶"或许",
  ▶"A-8.n": null,
  "A-7.n": 1.5,
  ▶"A-7.n": 2.5},
 "reviews": {"A-5.cov": {"not_applicable": ▶"没有", "reason": "核查"}}}
"""


def test_the_same_problems_in_json(tmp_path: Path) -> None:
    unit, diagnostics, marked = respond(tmp_path, JSON, "r.json")
    assert unit is None
    assert [d.check for d in diagnostics] == [
        "option-not-in-list", "option-not-in-list", "answer-out-of-range", "not-a-number",
        "numerator-over-denominator", "not-yes-or-no", "unknown-question", "duplicate-key",
        "not-applicable-reason-unknown",
    ]  # fmt: skip
    assert places_of(diagnostics) == marked


def test_json_and_yaml_say_the_same(tmp_path: Path) -> None:
    yaml = sound(tmp_path, HEAD + "answers: {A-3.rate: 95.50, A-2.items: [b, a], A-6.has: true}\n")
    json = """{"answers": {"A-6.has": true, "A-3.rate": 95.5, "A-2.items": ["b", "a"]},
    "unit": {"id": "330100", "name": "滨江市", "class": "东部", "type": "市"}, "period": "2026",
    "questionnaire": {"version": "2026.1.0", "id": "q"}, "format": "dgassess/response/1"}"""
    unit, diagnostics, _ = respond(tmp_path, json, "r.json")
    assert diagnostics == []
    assert unit == yaml
    assert yaml.digest.startswith("sha256:")
    assert (
        sound(tmp_path, HEAD + "answers: {A-3.rate: 95.51, A-2.items: [b, a], A-6.has: true}\n").digest
        != yaml.digest
    )


@pytest.mark.parametrize(
    ("content", "check", "says"),
    [
        (b"", "empty-file", "is empty"),
        (b"\n  \n", "empty-file", "is empty"),
        (b"PK\x03\x04rest", "binary-file", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "binary-file", "old Office file"),
        (b"a: b\x00c", "binary-file", "NUL"),
    ],
)
def test_a_file_that_is_no_response(content: bytes, check: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_bytes(content)
    unit, diagnostics = read_unit_file(tmp_path / "r.yaml", small_scorer(), tmp_path)
    assert unit is None
    assert found_of(diagnostics) == [("r.yaml", check, 0, 0)]
    assert "'r.yaml'" in diagnostics[0].message
    assert says in diagnostics[0].message


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "滨江市.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "folder.yaml").mkdir()
    missing = read_unit_file(tmp_path / "宾江市.yaml", small_scorer(), tmp_path)[1]
    assert found_of(missing) == [("宾江市.yaml", "file-not-found", 0, 0)]
    assert "宾江市.yaml" in missing[0].message
    assert "滨江市.yaml" in missing[0].help
    folder = read_unit_file(tmp_path / "folder.yaml", small_scorer(), tmp_path)[1]
    assert found_of(folder) == [("folder.yaml", "not-a-file", 0, 0)]


def test_gb18030_is_read_with_a_warning(tmp_path: Path) -> None:
    text = HEAD + "answers: {A-7.note: 鄠邑区数据局, A-3.rate: 188}\n"
    (tmp_path / "r.yaml").write_bytes(text.encode("gb18030"))
    diagnostics = read_unit_file(tmp_path / "r.yaml", small_scorer(), tmp_path)[1]
    assert found_of(diagnostics) == [("r.yaml", "not-utf-8", 0, 0), ("r.yaml", "answer-out-of-range", 5, 39)]
    assert [d.severity for d in diagnostics] == ["warning", "error"]
    (tmp_path / "r.yaml").write_bytes(text.replace("188", "88").encode("gb18030"))
    unit, diagnostics = read_unit_file(tmp_path / "r.yaml", small_scorer(), tmp_path)
    assert unit is not None
    assert unit.name == "滨江市"
    assert "UTF-8" in diagnostics[0].help


def test_what_is_read_from_a_sound_response(tmp_path: Path) -> None:
    text = """\
answers:
  A-1.lvl: 好
  A-2.items: []
  A-3.rate: 95%
  A-3.meet: "６"
  A-4.total: {not_applicable: 本年度没有任务}
  A-5.cov: {numerator: 41, denominator: 50}
  A-6.has: false
  A-7.n: 0
  A-7.last: 2026年1月5日
  A-7.note: ~
"""
    unit = sound(tmp_path, HEAD + text)
    assert (unit.id, unit.name, unit.type, unit.unit_class) == ("330100", "滨江市", "市", "东部")
    assert unit.given == unit.verified
    assert unit.given == {
        "A-1.lvl": answered("A"),
        "A-2.items": answered(frozenset()),
        "A-3.rate": answered(Fraction(95)),
        "A-3.meet": answered(Fraction(6)),
        "A-4.total": not_applicable("本年度没有任务"),
        "A-5.cov": answered(Fraction(82), (Fraction(41), Fraction(50))),
        "A-6.has": answered(value=False),
        "A-7.n": answered(Fraction(0)),
        "A-7.last": answered("2026-01-05"),
        "A-7.note": MISSING,
    }


def test_blank_answers_are_missing_and_zero_is_an_answer(tmp_path: Path) -> None:
    unit = sound(tmp_path, HEAD + "answers: {A-1.lvl: , A-3.rate: null, A-3.meet: ~, A-7.n: ''}\n")
    assert set(unit.given.values()) == {MISSING}
    assert len(unit.given) == 4
    assert sound(tmp_path, HEAD + "answers: {A-7.n: 0}\n").given["A-7.n"] == answered(Fraction(0))


def test_a_zero_denominator_is_not_applicable(tmp_path: Path) -> None:
    unit = sound(tmp_path, HEAD + "answers: {A-5.cov: {numerator: 0, denominator: 0}}\n")
    assert unit.given["A-5.cov"] == not_applicable("分母为0")


def test_reviews_change_the_verified_value_alone(tmp_path: Path) -> None:
    text = """\
answers: {A-1.lvl: A, A-2.items: [a, b, c], A-3.rate: 95, A-5.cov: 80}
reviews:
  A-1.lvl: {value: B, reason: 年内仅召开一次会议, by: 评估二组, date: 2027-01-15}
  A-2.items: {remove: [c, a], reason: 佐证未采信}
  A-3.rate: {value: , reason: 数据不可信}
  A-5.cov: {not_applicable: 由上级统建, reason: 核查}
  A-3.meet: {value: 6, reason: 补报}
"""
    unit = sound(tmp_path, HEAD + text)
    assert unit.given["A-1.lvl"] == answered("A")
    assert unit.verified["A-1.lvl"] == answered("B")
    assert unit.verified["A-2.items"] == answered(frozenset({"b"}))
    assert unit.verified["A-3.rate"] == MISSING
    assert unit.verified["A-5.cov"] == not_applicable("由上级统建")
    assert unit.verified["A-3.meet"] == answered(Fraction(6))
    assert "A-3.meet" not in unit.given


@pytest.mark.parametrize("answers", ["{}", "{F-1.hit: , F-1.leaves: }"])
def test_findings_of_the_assessor_count_on_both_bases(answers: str, tmp_path: Path) -> None:
    text = f"""\
answers: {answers}
reviews:
  F-1.hit: {{value: true, reason: 核查认定}}
  F-1.leaves: {{value: [A-1, A-2], reason: 核查认定}}
"""
    unit = sound(tmp_path, HEAD + text)
    for basis in (unit.given, unit.verified):
        assert basis["F-1.hit"] == answered(value=True)
        assert basis["F-1.leaves"] == answered(frozenset({"A-1", "A-2"}))
    result = small_scorer().score_unit(unit, "self")
    assert [veto.id for veto in result.vetoes if veto.triggered] == ["F-1"]


def test_what_the_unit_says_of_an_assessors_question_stays_its_own(tmp_path: Path) -> None:
    text = "answers: {F-1.hit: false}\nreviews: {F-1.hit: {value: true, reason: 核查认定}}\n"
    unit, diagnostics, _ = respond(tmp_path, HEAD + text)
    assert [(d.check, d.severity) for d in diagnostics] == [("assessor-question-answered", "warning")]
    assert unit is not None
    assert unit.given["F-1.hit"] == answered(value=False)
    assert unit.verified["F-1.hit"] == answered(value=True)


def test_the_examples_are_read_without_an_error() -> None:
    scorer = load_and_check(SHIPPED, ROOT).scorer
    paths = sorted((ROOT / "examples").glob("*.yaml"))
    assert paths
    for path in paths:
        unit, diagnostics = read_unit_file(path, scorer, ROOT)
        assert unit is not None, diagnostics
        assert [d for d in diagnostics if d.severity == "error"] == []


def test_slips_in_a_shipped_example(tmp_path: Path) -> None:
    """The way evaluators meet them: a real questionnaire, one slip each."""
    scorer = load_and_check(SHIPPED, ROOT).scorer
    example = (ROOT / "examples" / "330100-滨江市.yaml").read_text("utf-8")
    slips = [
        (r"TC-1-2\.lvl: \w", "TC-1-2.lvl: ▶F", "option-not-in-list", "'F'"),
        (r"TC-1-2\.lvl:", "▶TC-1-2.lv1:", "unknown-question", "'TC-1-2.lv1'"),
        (r"TC-4-1\.cov: .*", "TC-4-1.cov: ▶188", "answer-out-of-range", "188"),
        (r"TC-1-4\.done: \d+", "TC-1-4.done: ▶61", "numerator-over-denominator", "61, above"),
        (r"TC-1-3\.items: .*", "TC-1-3.items: [a, ▶h]", "option-not-in-list", "'h'"),
    ]
    for pattern, slip, check, says in slips:
        text, count = re.subn(pattern, slip, example, count=1)
        assert count == 1
        unit, diagnostics, marked = respond(tmp_path, text, scorer=scorer)
        assert unit is None
        found = [d for d in diagnostics if d.severity == "error" and d.check == check]
        assert places_of(found) == marked
        assert says in found[0].message
        assert found[0].help
