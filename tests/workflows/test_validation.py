"""Validation as a whole: comments that ignore, the project's settings, and parts given alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.values.diagnostics import Diagnostic
from dgassess.workflows.validation import Validation, validate_paths
from tests.cli.parks import QUESTIONNAIRE, SYSTEM, write_park, write_response

# A clause that nothing serves makes one warning in a known place, whatever other checks there are.
WITH_CLAUSES = SYSTEM.replace("levels:\n", "clauses:\n  - {id: '6.1', title: 条款}\nlevels:\n")
LINE = next(number for number, line in enumerate(WITH_CLAUSES.splitlines(), 1) if "6.1" in line)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def commented(comment: str) -> Validation:
    write_park(Path("own"), WITH_CLAUSES.replace("title: 条款}", f"title: 条款}}  # dgassess: {comment}"))
    return validate_paths(["own"])


def at_clause(found: Validation) -> list[tuple[str, str]]:
    return [(d.check, d.severity) for d in found.diagnostics if d.place.line == LINE]


def named(found: Validation, *names: str) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found.diagnostics if diagnostic.check in names]


def test_without_a_comment() -> None:
    write_park(Path("own"), WITH_CLAUSES)
    found = validate_paths(["own"])
    assert at_clause(found) == [("unserved-clause", "warning")]
    assert (found.ignored, found.strict) == ((), False)
    assert found.read == (
        "own/indicators/park/system.yaml", "own/questionnaires/park-survey/questionnaire.yaml",
    )  # fmt: skip


def test_an_adjustment_serves_a_clause_too() -> None:
    write_park(Path("own"), WITH_CLAUSES.replace("effect: bonus,", "effect: bonus, clauses: ['6.1'],"))
    assert at_clause(validate_paths(["own"])) == []


def test_ignored_with_a_reason() -> None:
    found = commented("ignore[unserved-clause] 明年再设指标")
    assert at_clause(found) == []
    [ignored] = found.ignored
    assert (ignored.diagnostic.check, ignored.reason) == ("unserved-clause", "明年再设指标")


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("ignore[unserved-clause]", ["ignore-without-reason"]),
        ("ignore[unserved-clause, weights-sum] 甲", ["unused-ignore"]),
        ("ignore[unserved-clauses] 甲", ["unserved-clause", "unknown-check"]),
    ],
)
def test_comments_that_are_wrong(comment: str, left: list[str]) -> None:
    assert [check for check, _ in at_clause(commented(comment))] == left


def test_an_error_cannot_be_ignored() -> None:
    text = SYSTEM.replace("weight: 60\n", "weight: 61  # dgassess: ignore[weights-sum] 省厅定\n")
    write_park(Path("own"), text)
    found = validate_paths(["own"])
    assert len(named(found, "weights-sum")) == len(named(found, "error-not-ignored")) == 1
    assert found.errors == 1


def test_loading_errors_cannot_be_ignored_and_unused_is_said_only_of_what_was_checked() -> None:
    text = WITH_CLAUSES.replace("name: 园区", "nmae: 园区", 1)
    text = text.replace("title: 条款}", "title: 条款}  # dgassess: ignore[unserved-clause] 甲")
    write_park(
        Path("own"), text.replace("nmae: 园区数字化指标体系", "nmae: 园区 # dgassess: ignore[unknown-key] 甲")
    )
    found = validate_paths(["own"])
    assert [d.check for d in found.diagnostics] == ["unknown-key", "error-not-ignored"]


def test_warnings_of_responses_are_ignored_too() -> None:
    write_park(Path("own"))
    response = write_response(Path("own/1.yaml"), answers={"JC-1.cov": "0.9"})
    text = response.read_text("utf-8").replace("'0.9'", "0.9")
    response.write_text(text, "utf-8")
    assert [d.check for d in validate_paths(["own"]).diagnostics if d.place.file == "own/1.yaml"] == [
        "percent-below-one"
    ]
    response.write_text(
        text.replace("0.9\n", "0.9 # dgassess: ignore[percent-below-one] 确为0.9%\n"), "utf-8"
    )
    found = validate_paths(["own"])
    assert [d.check for d in found.diagnostics if d.place.file == "own/1.yaml"] == []
    assert [ignored.diagnostic.check for ignored in found.ignored] == ["percent-below-one"]


@pytest.mark.parametrize(("setting", "left"), [
    ("off", []), ("information", ["information"]), ("error", ["error"]), ("warning", ["warning"]),
])  # fmt: skip
def test_severities_of_the_project(setting: str, left: list[str]) -> None:
    write_park(Path("own"), WITH_CLAUSES)
    Path("dgassess.toml").write_text(f'[checks]\nunserved-clause = "{setting}"\n')
    found = validate_paths(["own"])
    assert [severity for _, severity in at_clause(found)] == left
    assert named(found, "bad-configuration") == []


def test_a_promoted_warning_can_still_be_ignored() -> None:
    Path("dgassess.toml").write_text('[checks]\nunserved-clause = "error"\n[validate]\nstrict = true\n')
    found = commented("ignore[unserved-clause] 甲")
    assert (at_clause(found), len(found.ignored), found.strict) == ([], 1, True)


def test_settings_from_a_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_park(Path("deep/own"))
    Path("dgassess.toml").write_text('[checks]\nweights-sum = "off"\nunserved-clauses = "off"\n')
    monkeypatch.chdir(tmp_path / "deep")
    found = named(validate_paths(["own"]), "bad-configuration", "unknown-check")
    assert [(str(d.place), d.severity) for d in found] == [
        ("../dgassess.toml:2:1", "error"), ("../dgassess.toml:3:1", "error"),
    ]  # fmt: skip


PART = """\
format: dgassess/dimension/1
id: ZZ
name: 甲
indicators:
  - {id: ZZ-1, name: 乙, %s: {kind: value, question: n}}
"""


def test_a_part_without_its_system_is_validated_by_its_form() -> None:
    Path("zz.yaml").write_text(PART % "rule", "utf-8")
    found = validate_paths(["zz.yaml"])
    assert [(d.check, d.severity, str(d.place)) for d in found.diagnostics] == [
        ("part-alone", "information", "zz.yaml:1:9")
    ]
    Path("zz.yaml").write_text(PART % "rul", "utf-8")
    assert "unknown-key" in [d.check for d in validate_paths(["zz.yaml"]).diagnostics]


def test_a_part_that_its_system_names_is_validated_with_it() -> None:
    place = write_park(Path("own"))
    (place / "zz.yaml").write_text(PART % "rule", "utf-8")
    (place / "system.yaml").write_text(SYSTEM.replace("dimensions:\n", "dimensions:\n  - zz.yaml\n"), "utf-8")
    for path in ("own", "own/indicators/park/zz.yaml"):
        found = validate_paths([path])
        assert "unknown-question" in [d.check for d in found.diagnostics if d.place.file.endswith("zz.yaml")]
        assert named(found, "part-alone") == []


def test_a_part_that_nothing_names_is_validated_by_its_form() -> None:
    place = write_park(Path("own"))
    (place / "aa.yaml").write_text(PART % "rul", "utf-8")
    for path in ("own", "own/indicators/park/aa.yaml"):
        found = [d.check for d in validate_paths([path]).diagnostics if d.place.file.endswith("aa.yaml")]
        assert "unknown-key" in found
        assert "part-alone" not in found


def test_everything_wrong_with_a_file_is_found_at_once() -> None:
    text = QUESTIONNAIRE.replace("name: 园区问卷", "name: 园区问卷\nname: 问卷\nvresion: 1.0.0")
    write_park(Path("own"), SYSTEM, text)
    found = validate_paths(["own/questionnaires"])
    assert [d.check for d in found.diagnostics] == ["duplicate-key", "unknown-key"]


def test_where_a_folder_lies_does_not_hide_what_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    write_park(Path(".hidden/own"), WITH_CLAUSES)
    write_park(Path("own/indicators/.draft"), WITH_CLAUSES)
    write_park(Path("own"), WITH_CLAUSES)
    expected = len(validate_paths(["own"]).given)
    assert expected > 1
    assert len(validate_paths([".hidden/own"]).given) == expected
    Path("beside").mkdir()
    monkeypatch.chdir("beside")
    assert len(validate_paths(["../own"]).given) == expected
