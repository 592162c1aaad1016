"""Files of parts that no main file names are told from files that merely lie there."""

from __future__ import annotations

from pathlib import Path

from tests.systems import load_and_check, write_files

SYSTEM = """\
format: dgassess/indicator-system/1
id: s
name: 例
questionnaire: {id: q, version: "*"}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
"""
QUESTIONNAIRE = """\
format: dgassess/questionnaire/1
id: q
version: 1.0.0
questions: [{id: I-1.n, type: number, text: 次数, minimum: 0, maximum: 100}]
"""


def unnamed(root: Path, beside: dict[str, str]) -> list[str]:
    write_files(root / "questionnaires" / "q", {"questionnaire.yaml": QUESTIONNAIRE})
    write_files(root / "indicators" / "s", {"system.yaml": SYSTEM})
    write_files(root, beside)
    loaded = load_and_check(root / "indicators" / "s", root).loaded
    assert loaded is not None
    return [str(place) for place in loaded.unnamed]


def test_parts_in_either_folder(tmp_path: Path) -> None:
    beside = {
        "indicators/s/old.yml": "# 旧\nformat: dgassess/vetoes/1\nvetoes: []\n",
        "questionnaires/q/more.yaml": 'format: "dgassess/section/1"\nid: more\n',
    }
    assert unnamed(tmp_path, beside) == ["indicators/s/old.yml:1:1", "questionnaires/q/more.yaml:1:1"]


def test_other_files_may_lie_there(tmp_path: Path) -> None:
    beside = {
        "indicators/s/cases.yaml": "format: dgassess/cases/1\nsystem: .\ncases: []\n",
        "indicators/s/notes.yaml": "remark: 不是本系统的文件\n",
        "indicators/s/readme.md": "format: dgassess/section/1\n",
        "indicators/s/old/part.yaml": "format: dgassess/dimension/1\n",
    }
    assert unnamed(tmp_path, beside) == []


def test_a_second_system_may_name_them(tmp_path: Path) -> None:
    beside = {
        "indicators/s/trial.yaml": SYSTEM,
        "indicators/s/trial-vetoes.yaml": "format: dgassess/vetoes/1\nvetoes: []\n",
    }
    assert unnamed(tmp_path, beside) == []
