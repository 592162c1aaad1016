"""What is certain is written into files, so that the diagnostic is gone and nothing else has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.workflows.fixing import edits_of, fix_files
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
    ("filler: 数据局}\n    - {id: I-1.lvl", "Filler: 数据局}\n    - {id: I-1.lvl", "unknown-key"),
    ("question: lvl", "question: ｌｖｌ", "unknown-question"),
    ("points: {A: 100", "points: {a: 100", "unknown-option"),
    ("  - id: I-1\n", "  -id: I-1\n", "missing-blank"),
    ("text: 天数", 'text: "天数 "', "stray-blanks"),
    ("name: 甲  # 保留", 'name: "甲 "  # 保留', "stray-blanks"),
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


# Each: what stands in the system, what is written in its place, and why no edit there is certain.
UNCERTAIN = [
    (
        "    name: 甲  # 保留\n",
        "    definition: |\n      口径：当年数\n      -其他\n    name: 甲: 乙\n",
        "a block text",
    ),
    (
        "    name: 甲  # 保留\n    weight",
        "    definition: 包括\n      -网站\n    name: 甲: 乙\n    weight",
        "a text",
    ),
    (
        "    name: 甲  # 保留\n    weight",
        "    name: 甲，注：只计当年\n      weight",
        "the slip is the indentation",
    ),
    (
        "    name: 甲  # 保留\n    weight",
        "    # 见附件，注：只计当年\n    name: 甲\n      weight",
        "a comment",
    ),
    ("    name: 甲  # 保留\n", '    definition: "甲，注：只计当年"\n    name: 甲: 乙\n', "a quoted text"),
    ("text: 次数, unit: 次, maximum: 9, filler: 数据局}", "text: 次数，注：含线上", "the bracket is missing"),
    ("weight: 60", "weight: 6²", "another number"),
    ("weight: 60", "weight: ①", "another number"),
    ("weight: 60", "weight: 060", "no number in YAML"),
    ("weight: 60", 'weight: "060"', "no number in YAML"),
    ("weight: 60", "weight: ٦٠", "other digits"),
    ("weight: 60", 'weight: "60.00000000000000000001"', "too many digits"),
    ("weight: 60", "weight:60:", "it could be read before"),
    ("unit_types: [市, 县]", 'unit_types: ["true", 市, 县]\nclasses: [ＴＲＵＥ]', "true would be no text"),
    ("weight: 60", "weight: 60\n    Weight: 50", "the key would stand twice"),
    ("    unit_types: [市]", "    unit_types: [市, '市 ']", "the item would stand twice"),
    (
        "filler: 数据局}\n    - {id: I-1.lvl",
        'filler: "数据局 "}\n    - {id: I-1.lvl',
        "a name that others may use",
    ),
    ("name: 甲  # 保留", 'name: "\u200b"', "nothing would be left"),
    ("name: 甲  # 保留", 'name: "家庭👨\u200d👩"', "a joined sign"),
    ("weight: 40", "weight: 40  # dgassess: ignore[single-child] 旧话", "a run on other files may need it"),
]


@pytest.mark.parametrize(
    ("sound", "slip", "why"), UNCERTAIN, ids=[f"{why} {slip}" for _, slip, why in UNCERTAIN]
)
def test_what_is_not_certain_is_left_alone_and_not_offered(
    here: Path, sound: str, slip: str, why: str
) -> None:
    assert SYSTEM.count(sound) == 1, why
    file = write(here, SYSTEM.replace(sound, slip))
    before = file.read_bytes()
    assert edits_of(validate_paths(["system.yaml"])) == {}
    _, made = fix_files(lambda: validate_paths(["system.yaml"]))
    assert made == {}
    assert file.read_bytes() == before


def test_json_stays_json(here: Path) -> None:
    file = here / "system.json"
    text = (
        '{"format": "dgassess/indicator-system/1", "id": "s", "name": "例", "questionnaire": {"questions": '
        '[{"id": "I-1.n", "type": "number", "text": "次数", "maximum": 9}]}, "indicators": [{"id": "I-1", '
        '"name": "甲", "weight": "W", "rule": {"kind": "linear", "question": "n", "floor": 0, "target": 9}}]}'
    )
    for written, after in (("+60", '"+60"'), ("040", '"040"'), ("40", "40"), ("４０", "40")):
        file.write_text(text.replace("W", written), "utf-8")
        fix_files(lambda: validate_paths(["system.json"]))
        assert file.read_text("utf-8") == text.replace('"W"', after)


def test_what_two_systems_want_differently_is_left_alone(here: Path) -> None:
    (here / "questionnaires" / "q").mkdir(parents=True)
    questions = here / "questionnaires" / "q" / "questionnaire.yaml"
    text = (
        "format: dgassess/questionnaire/1\nid: q\nversion: 2026.1.0\n"
        "questions: [{id: I-1.n, type: number, text: 次数, maximum: 9, unit_types: [CIty]}]\n"
    )
    questions.write_text(text, "utf-8")
    for name, unit_type in (("a", "City"), ("b", "CITY")):
        (here / "indicators" / name).mkdir(parents=True)
        (here / "indicators" / name / "system.yaml").write_text(
            f"format: dgassess/indicator-system/1\nid: {name}\nname: 例\nunit_types: [{unit_type}]\n"
            "questionnaire: {id: q}\n"
            "indicators: [{id: I-1, name: 甲, rule: {kind: linear, question: n, floor: 0, target: 9}}]\n", "utf-8",
        )  # fmt: skip
    _, made = fix_files(lambda: validate_paths(["indicators", "questionnaires"]))
    assert made == {}
    assert questions.read_text("utf-8") == text


def test_any_number_of_slips_is_mended(here: Path) -> None:
    lines = "".join(f"  I-{number}.n{'：' if number % 2 else ': '}{number}\n" for number in range(40))
    file = here / "answers.yaml"
    file.write_text(f"format: dgassess/response/1\nanswers:\n{lines}", "utf-8")
    _, made = fix_files(lambda: validate_paths(["answers.yaml"]))
    assert made == {"answers.yaml": 20}
    assert "：" not in file.read_text("utf-8")


def test_files_outside_this_folder_are_mended_too(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(here, SYSTEM.replace("weight: 60", "Weight: 60"))
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    _, made = fix_files(lambda: validate_paths(["../system.yaml"]))
    assert made == {"../system.yaml": 1}
    assert file.read_text("utf-8") == SYSTEM


def test_who_may_read_a_file_stays(here: Path) -> None:
    file = write(here, SYSTEM.replace("weight: 60", "Weight: 60"))
    file.chmod(0o600)
    fix_files(lambda: validate_paths(["system.yaml"]))
    assert file.stat().st_mode & 0o777 == 0o600
