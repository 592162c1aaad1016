"""Questionnaires put together from sections: defaults, places, digests, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.loading.questionnaires import load_questionnaire
from dgassess.loading.reading import Reading
from dgassess.model.questions import Questionnaire
from dgassess.values.diagnostics import Diagnostic
from tests.systems import ROOT, found_of, write_files

MAIN = """\
format: dgassess/questionnaire/1
id: q
version: 2026.1.0
defaults: {filler: 数据局, sensitivity: public}
sections:
  - tc.yaml
  - {id: inline, name: 直接写的, questions: [{id: B.n, type: number, text: 次数}]}
questions: [{id: C.n, type: number, text: 次数}]
"""
SECTION = """\
format: dgassess/section/1
id: tc
name: 统筹管理
defaults: {minimum: 0, filler: 政府办}
questions:
  - {id: A.n, type: integer, text: 次数}
  - {id: A.m, type: integer, text: 次数, minimum: 1, filler: 网信办}
  - {id: A.text, type: text, text: 说明}
"""


def load(root: Path, main: str = MAIN, section: str = SECTION) -> tuple[
    Questionnaire | None, list[Diagnostic], list[tuple[str, int, int]]
]:  # fmt: skip
    marked = write_files(root, {"questionnaire.yaml": main, "tc.yaml": section})
    reading = Reading(shown_from=root)
    questionnaire = load_questionnaire(reading, root)
    return questionnaire, sorted(reading.diagnostics, key=lambda d: d.sort_key), marked


def sound(root: Path, main: str = MAIN, section: str = SECTION) -> Questionnaire:
    questionnaire, diagnostics, _ = load(root, main, section)
    assert diagnostics == []
    assert questionnaire is not None
    return questionnaire


def test_sections_from_files_inline_and_loose_questions(tmp_path: Path) -> None:
    questionnaire = sound(tmp_path)
    assert [section.id for section in questionnaire.sections] == ["tc", "inline", "all"]
    assert list(questionnaire.questions) == ["A.n", "A.m", "A.text", "B.n", "C.n"]
    assert (questionnaire.id, questionnaire.version, questionnaire.name) == ("q", "2026.1.0", "q")


def test_the_nearest_default_holds(tmp_path: Path) -> None:
    questions = sound(tmp_path).questions
    assert [question.filler for question in questions.values()] == [
        "政府办", "网信办", "政府办", "数据局", "数据局",
    ]  # fmt: skip
    assert [question.minimum for question in questions.values()] == [0, 1, None, None, None]
    assert {question.sensitivity for question in questions.values()} == {"public"}
    assert {question.answered_by for question in questions.values()} == {"unit"}


def test_the_folder_and_its_main_file_are_the_same(tmp_path: Path) -> None:
    by_folder = sound(tmp_path)
    by_file = load_questionnaire(Reading(), tmp_path / "questionnaire.yaml")
    assert by_folder == by_file


def test_the_digest_covers_sections_and_cross_checks(tmp_path: Path) -> None:
    digest = sound(tmp_path).digest
    assert sound(tmp_path).digest == digest
    assert sound(tmp_path, section=SECTION.replace("说明", "情况说明")).digest != digest
    checks = (
        "cross_checks: [{id: L, severity: error, inputs: {n: A.n}, require: n >= 0, message: 不得为负}]\n"
    )
    assert sound(tmp_path, MAIN + checks).digest != digest


@pytest.mark.parametrize(
    ("main", "section", "checks", "value"),
    [
        (MAIN.replace("- tc.yaml", "- ▶tv.yaml"), SECTION, ["file-not-found"], "tv.yaml"),
        (MAIN.replace("- tc.yaml", "- tc.yaml\n  - ▶tc.yaml"), SECTION, ["file-named-twice"], "tc.yaml"),
        (MAIN, SECTION.replace("dgassess/sec", "▶dgassess/re"), ["unknown-format"], "dgassess/retion/1"),
        (MAIN, SECTION.replace("type: text", "type: ▶txt"), ["value-not-allowed"], "txt"),
        (MAIN, SECTION.replace("id: A.text", "id: ▶A.Text"), ["invalid-value"], "A.Text"),
        (MAIN, SECTION.replace("{id: A.text, type: text", "▶{id: A.text, type: single"), ["invalid-value"], "A.text"),
        (
            MAIN.replace("filler: 数据局", "▶filer: 数据局"),
            SECTION.replace("minimum: 0", "minimum: ▶零"),
            ["unknown-key", "invalid-value|wrong-type"],
            "filer",
        ),
    ],
)  # fmt: skip
def test_defects(main: str, section: str, checks: list[str], value: str, tmp_path: Path) -> None:
    questionnaire, diagnostics, marked = load(tmp_path, main, section)
    assert questionnaire is None
    assert [(file, line, column) for file, _, line, column in found_of(diagnostics)] == marked
    for diagnostic, check in zip(diagnostics, checks, strict=True):
        assert diagnostic.check in check.split("|")
    assert value in diagnostics[0].message


def test_a_missing_file_of_cross_checks(tmp_path: Path) -> None:
    questionnaire, diagnostics, marked = load(tmp_path, MAIN + "cross_checks: ▶checks.yaml\n")
    assert questionnaire is None
    assert found_of(diagnostics) == [(marked[0][0], "file-not-found", *marked[0][1:])]


@pytest.mark.parametrize("folder", sorted((ROOT / "questionnaires").iterdir()), ids=lambda path: path.name)
def test_what_ships_has_no_diagnostics(folder: Path) -> None:
    reading = Reading(shown_from=ROOT)
    assert load_questionnaire(reading, folder) is not None
    assert reading.diagnostics == []
