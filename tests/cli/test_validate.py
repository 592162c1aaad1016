"""`dgassess validate`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dgassess.workflows.content import content_root
from tests.cli.parks import QUESTIONNAIRE, SYSTEM, write_park, write_response
from tests.cli.running import run

ROOT = content_root()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped content."""
    for name in ("indicators", "questionnaires", "examples"):
        shutil.copytree(ROOT / name, tmp_path / "copy" / name)
    return tmp_path / "copy"


def at(path: Path, text: str, instead: str) -> tuple[int, int]:
    """Change the first place of a text in a file; its line and column are given back."""
    whole = path.read_text("utf-8")
    index = whole.index(text)
    path.write_text(whole[:index] + instead + whole[index + len(text) :], "utf-8")
    return whole.count("\n", 0, index) + 1, index - whole.rfind("\n", 0, index)


def test_the_shipped_content_is_clean_also_when_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = run("validate", "--strict")
    assert (ran.code, ran.data) == (0, b"")
    assert ran.err.endswith(" files validated: no problems.\n")


def test_where_nothing_of_ones_own_is_that_is_said_and_strict_does_not_pass(tmp_path: Path) -> None:
    ran = run("validate")
    said = "There is no indicators/, questionnaires/ or examples/ in this folder"
    assert (ran.code, ran.data) == (0, b"")
    assert ran.err.startswith(f"{said}: what ships with dgassess is validated.\n")
    strict = run("validate", "--strict")
    assert (strict.code, strict.data) == (2, b"")
    assert "nothing of yours would be validated: name the PATHS" in " ".join(strict.err.split())
    cases = run("test")
    assert (cases.code, cases.err.splitlines()[0]) == (
        0,
        "There is no indicators/ in this folder: the cases that ship with dgassess are run.",
    )


def test_within_a_system_its_own_files_are_validated(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(copy / "indicators/digital-government/tc.yaml", "weight: 25", "weight: 26")
    for folder in ("indicators/digital-government", "indicators"):
        monkeypatch.chdir(copy / folder)
        ran = run("validate")
        assert ran.code == 1
        assert "[weights-sum]" in ran.out
        assert "ships" not in ran.err


def test_defects_of_a_broken_copy_are_found_where_they_stand(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy)
    system = copy / "indicators" / "digital-government"
    weight = at(system / "tc.yaml", "weight: 25", "weight: 26")
    option = at(system / "aq.yaml", "points: {a: ", "points: {aa: ")
    answer = at(copy / "examples" / "530121-云岭县.yaml", "TC-1-1.meet: 2", "TC-1-1.meett: 2")
    ran = run("validate")
    assert ran.code == 1
    places = {line.split(": ")[0] for line in ran.out.splitlines() if ": error: " in line}
    assert any(place.startswith("indicators/digital-government/tc.yaml:") for place in places), weight
    assert f"indicators/digital-government/aq.yaml:{option[0]}:{option[1] + 9}" in places
    # The copied system has defects, so answers wait until it is sound.
    at(system / "tc.yaml", "weight: 26", "weight: 25")
    at(system / "aq.yaml", "points: {aa: ", "points: {a: ")
    again = run("validate")
    assert again.code == 1
    [first] = [line for line in again.out.splitlines() if ": error: " in line]
    assert first.startswith(f"examples/530121-云岭县.yaml:{answer[0]}:{answer[1]}: error: ")
    assert "Did you mean 'TC-1-1.meet'?" in again.out
    assert again.err.endswith("1 error, 0 warnings.\n")


def test_a_dimension_alone_stands_for_its_system(copy: Path) -> None:
    line, column = at(
        copy / "indicators" / "digital-government" / "tc.yaml", "kind: checklist", "kind: checklst"
    )
    ran = run("validate", copy / "indicators" / "digital-government" / "tc.yaml")
    assert ran.code == 1
    assert f"tc.yaml:{line}:{column + 6}: error: " in ran.out
    assert "checklist" in ran.out


def test_json(park: Path, tmp_path: Path) -> None:
    write_park(tmp_path / "own", SYSTEM.replace("weight: 60", "weight: 61"))
    ran = run("validate", park, "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    found = json.loads(ran.data)
    assert found["format"] == "dgassess/diagnostics/1"
    [diagnostic] = [listed for listed in found["diagnostics"] if listed["severity"] == "error"]
    assert set(diagnostic) == {"check", "severity", "file", "line", "column", "message", "help", "related"}
    assert (diagnostic["check"], diagnostic["severity"]) == ("weights-sum", "error")
    assert diagnostic["file"] == "own/indicators/park/system.yaml"
    clean = run("validate", ROOT / "questionnaires", "--format", "json")
    assert (clean.code, json.loads(clean.data)["diagnostics"]) == (0, [])


def test_strict_fails_for_warnings(park: Path, tmp_path: Path) -> None:
    survey = tmp_path / "own" / "questionnaires" / "park-survey" / "questionnaire.yaml"
    survey.write_bytes(QUESTIONNAIRE.encode("gb18030"))
    # Alone, so that no check of the system has a say.
    plain, strict = run("validate", survey), run("validate", survey, "--strict")
    assert (plain.code, strict.code) == (0, 1)
    assert ": warning: " in plain.out
    assert plain.err.endswith("validated: 0 errors, 1 warning.\n")
    (tmp_path / "dgassess.toml").write_text("[validate]\nstrict = true\n")
    assert run("validate", survey).code == 1


def test_responses_are_checked_against_the_system_validated_with_them(park: Path, tmp_path: Path) -> None:
    path = write_response(tmp_path / "own" / "1.yaml", answers={"JC-1.cov": 900})
    ran = run("validate", tmp_path / "own")
    assert ran.code == 1
    assert "own/1.yaml:10:13: error: " in ran.out
    alone = run("validate", path)
    assert alone.code == 0
    assert "No system here uses questionnaire 'park-survey', so the answers were not checked." in alone.out


def test_wildcards_are_expanded(tmp_path: Path) -> None:
    for number in (1, 2):
        write_response(tmp_path / "r" / f"{number}.yaml", str(number))
    assert run("validate", "r/*.yaml").err == "2 files validated: 0 errors, 2 warnings.\n"
    assert run("validate", "r/*.json").err == "Error: No file matches 'r/*.json'.\n"


def test_nothing_to_validate(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("validate", "empty")
    assert (ran.code, ran.err) == (2, "Error: There is nothing to validate in empty.\n")
    assert run("validate", "nosuch").code == 2


def test_single_files() -> None:
    system = ROOT / "indicators" / "digital-government"
    for path in (system / "system.yaml", system / "clauses.yaml", system / "cases.yaml"):
        ran = run("validate", path, "--strict")
        assert (ran.code, ran.data) == (0, b""), ran.out


def test_what_is_certain_is_written_and_the_rest_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    park = write_park(tmp_path / "园 区")
    sound = (park / "system.yaml").read_bytes()
    line, column = at(park / "system.yaml", "weight: 60", "weight：60")
    at(park / "system.yaml", "name: ", "nmae: ")
    said = run("validate", "园 区")
    assert said.code == 1
    assert said.err.endswith("1 problem can be fixed by --fix.\n")
    made = json.loads(run("validate", "园 区", "--format", "json").data)
    colon = next(found for found in made["diagnostics"] if found["check"] == "full-width-colon")
    assert colon["fix"] == {"line": line, "start": column + 6, "end": column + 7, "text": ": "}
    [log] = json.loads(run("validate", "园 区", "--format", "sarif").data)["runs"]
    [fix] = next(result["fixes"] for result in log["results"] if "fixes" in result)
    [change] = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "%E5%9B%AD%20%E5%8C%BA/indicators/park/system.yaml"
    assert change["replacements"] == [
        {
            "deletedRegion": {
                "startLine": line,
                "startColumn": column + 6,
                "endLine": line,
                "endColumn": column + 7,
            },
            "insertedContent": {"text": ": "},
        }
    ]
    fixed = run("validate", "园 区", "--fix")
    assert fixed.code == 1
    assert fixed.err.startswith("Fixed 1 place in 园 区/indicators/park/system.yaml\n")
    assert "can be fixed" not in fixed.err
    assert (park / "system.yaml").read_bytes() == sound.replace(b"name: ", b"nmae: ", 1)


def test_a_read_only_folder_is_said_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    park = write_park(tmp_path / "park")
    at(park / "system.yaml", "weight: 60", "weight：60")
    before = (park / "system.yaml").read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    ran = run("validate", str(park), "--fix")
    assert ran.code == 3
    assert "read-only file system" in " ".join(ran.err.split())
    assert (park / "system.yaml").read_bytes() == before


def test_nothing_that_ships_is_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("validate", "--fix").code == 2


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=["lf", "cr", "crlf"])
def test_the_source_line_is_shown_whatever_the_encoding_and_line_ends(
    tmp_path: Path, encoding: str, end: str
) -> None:
    text = "format: dgassess/indicator-system/1\nid: s\nname: 例\nnmae: 甲\n".replace("\n", end)
    (tmp_path / "a.yaml").write_bytes(text.encode(encoding))
    shown = run("validate", "a.yaml").data.decode()
    assert "    4 | nmae: 甲\n      | ^\n" in shown


def test_a_file_name_does_not_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\n.yaml").write_text("format: x\n", "utf-8")
    assert run("validate", ".").data.decode().startswith("a\\x1b[31m\\x0a.yaml:1:")
