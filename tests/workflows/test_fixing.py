"""What is certain is written into files, so that the diagnostic is gone and nothing else has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.workflows.fixing import fix_files
from dgassess.workflows.validation import Validation, validate_paths

SYSTEM = """\
# 示例体系
format: dgassess/indicator-system/1
id: s
name: 例
unit_types: [市, 县]
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数, unit: 次, maximum: 9, filler: 数据局}
    - {id: I-1.lvl, type: single, text: 做法, options: {A: 好, B: 差}, filler: 数据局}
    - {id: I-2.n, type: number, text: 天数, unit: 天, maximum: 9, filler: 数据局}
indicators:
  - id: I-1
    name: 甲  # 保留
    weight: 60
    unit_types: [市]
    rule: {kind: choice, question: lvl, points: {A: 100, B: 0}}
  - id: I-2
    name: 乙
    weight: 40
    rule: {kind: linear, question: n, floor: 0, target: 9}
"""

# Each: what stands in the file, what was written by mistake, and the check that reports it.
SLIPS = [
    ("weight: 60", 'weight: "60"', "wrong-type"),
    ("weight: 60", "weight: ６０", "wrong-type"),
    ("weight: 60", "weight：60", "full-width-colon"),
    ("weight: 60", "weight:60", "missing-blank"),
    ("weight: 60", "Weight: 60", "unknown-key"),
    ("weight: 60", "weight:\u300060", "full-width-blank"),
    ("kind: linear", "kind: Linear", "bad-rule-kind"),
    ("type: single", "type: Single", "value-not-allowed"),
    ("unit_types: [市]", "unit_types: ['市 ']", "unknown-unit-type"),
    ("question: lvl", "question: ｌｖｌ", "unknown-question"),
    ("points: {A: 100", "points: {a: 100", "unknown-option"),
    ("  - id: I-1\n", "  -id: I-1\n", "missing-blank"),
    ("text: 天数", 'text: "天数 "', "stray-blanks"),
    ("name: 甲  # 保留", 'name: "甲 "  # 保留', "stray-blanks"),
    ("weight: 40", "weight: 40  # dgassess: ignore[single-child] 旧话", "unused-ignore"),
]


def write(folder: Path, text: str) -> Path:
    file = folder / "system.yaml"
    file.write_bytes(text.encode())
    return file


def checks(found: Validation) -> list[str]:
    return [diagnostic.check for diagnostic in found.diagnostics]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("sound", "slip", "check"), SLIPS, ids=[f"{check} {slip}" for _, slip, check in SLIPS]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_slip_is_mended_and_nothing_else_changes(
    here: Path, sound: str, slip: str, check: str, ends: str
) -> None:
    assert SYSTEM.count(sound) == 1
    sound_text = SYSTEM.replace("\n", ends)
    write(here, sound_text)
    before = checks(validate_paths(["system.yaml"]))
    file = write(here, SYSTEM.replace(sound, slip).replace("\n", ends))
    assert check in checks(validate_paths(["system.yaml"]))
    found, made = fix_files(lambda: validate_paths(["system.yaml"]))
    assert checks(found) == before
    assert made == {"system.yaml": 1}
    after = file.read_bytes().decode()
    if sound.startswith(("text:", "name: 甲")):
        after = after.replace('"', "")  # the quotation marks stay
    if "unit_types" in sound:
        after = after.replace("'", "")
    assert after == sound_text


def test_one_fix_uncovers_the_next(here: Path) -> None:
    text = SYSTEM.replace("weight: 60", "Weight：６０").replace("question: lvl", "question: LVL")
    file = write(here, text)
    found, made = fix_files(lambda: validate_paths(["system.yaml"]))
    assert "weight: 60\n" in file.read_text("utf-8")
    assert "question: lvl," in file.read_text("utf-8")
    assert made == {"system.yaml": 4}
    assert not found.errors


def test_a_byte_order_mark_stays(here: Path) -> None:
    file = write(here, "\ufeff" + SYSTEM.replace("weight: 60", "Weight: 60"))
    fix_files(lambda: validate_paths(["system.yaml"]))
    assert file.read_bytes().decode() == "\ufeff" + SYSTEM


def test_what_is_not_utf_8_is_left_alone(here: Path) -> None:
    file = write(here, "")
    data = SYSTEM.replace("weight: 60", "Weight: 60").encode("gb18030")
    file.write_bytes(data)
    found, made = fix_files(lambda: validate_paths(["system.yaml"]))
    assert "unknown-key" in checks(found)
    assert made == {}
    assert file.read_bytes() == data


def test_files_that_are_only_included_are_left_alone(here: Path) -> None:
    (here / "indicators" / "s").mkdir(parents=True)
    (here / "questionnaires" / "q").mkdir(parents=True)
    questions = here / "questionnaires" / "q" / "questionnaire.yaml"
    questions.write_text(
        "format: dgassess/questionnaire/1\nid: q\nversion: 2026.1.0\n"
        "questions: [{id: I-1.n, type: Number, text: 次数, maximum: 9}]\n", "utf-8",
    )  # fmt: skip
    (here / "indicators" / "s" / "system.yaml").write_text(
        "format: dgassess/indicator-system/1\nid: s\nname: 例\nquestionnaire: {id: q}\n"
        "indicators: [{id: I-1, name: 甲, rule: {kind: linear, question: n, floor: 0, target: 9}}]\n", "utf-8",
    )  # fmt: skip
    found, made = fix_files(lambda: validate_paths(["indicators"]))
    assert "value-not-allowed" in checks(found)
    assert made == {}
    _, made = fix_files(lambda: validate_paths(["indicators", "questionnaires"]))
    assert made == {"questionnaires/q/questionnaire.yaml": 1}
    assert "type: number," in questions.read_text("utf-8")
