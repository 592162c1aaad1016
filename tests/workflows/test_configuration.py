"""dgassess.toml: where it is found, what it sets, what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.values.diagnostics import Diagnostic, Place, Severity
from dgassess.workflows.configuration import Configuration, configuration_path, read_configuration

KNOWN: dict[str, Severity] = {
    "weights-sum": "error", "unknown-key": "error", "unserved-clause": "warning", "light-weight": "information",
}  # fmt: skip


def read(tmp_path: Path, text: str) -> Configuration:
    path = tmp_path / "dgassess.toml"
    path.write_text(text, "utf-8")
    return read_configuration(path, "dgassess.toml", KNOWN)


def reported(found: Configuration) -> list[tuple[str, int, int]]:
    assert all(diagnostic.severity == "error" for diagnostic in found.diagnostics)
    return [(d.check, d.place.line, d.place.column) for d in found.diagnostics]


def test_the_nearest_file_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert configuration_path(below) is None
    (tmp_path / "dgassess.toml").touch()
    assert configuration_path() == (tmp_path / "dgassess.toml").resolve()
    (tmp_path / "a" / "dgassess.toml").touch()
    assert configuration_path() == (tmp_path / "a" / "dgassess.toml").resolve()


def test_off_promoted_demoted(tmp_path: Path) -> None:
    text = '[checks]\nunserved-clause = "error"\nlight-weight = "off"\nweights-sum = "error"\n'
    found = read(tmp_path, text)
    assert (reported(found), found.strict) == ([], False)
    place = Place("a.yaml", 1, 1)
    given = [Diagnostic(name, severity, place, "甲.") for name, severity in KNOWN.items()]
    assert [(d.check, d.severity) for d in found.applied(given)] == [
        ("weights-sum", "error"), ("unknown-key", "error"), ("unserved-clause", "error"),
    ]  # fmt: skip
    demoted = read(tmp_path, '[checks]\nunserved-clause = "information"')
    assert [d.severity for d in demoted.applied(given)][2] == "information"


def test_an_error_is_never_made_milder(tmp_path: Path) -> None:
    # Some checks are warnings of themselves and errors by circumstance.
    found = read(tmp_path, '[checks]\nunserved-clause = "off"')
    harder = Diagnostic("unserved-clause", "error", Place("a.yaml"), "甲.")
    assert list(found.applied([harder])) == [harder]


@pytest.mark.parametrize("value", ["off", "warning", "information"])
@pytest.mark.parametrize("name", ["unknown-key", "weights-sum"])
def test_errors_cannot_be_switched_off(tmp_path: Path, name: str, value: str) -> None:
    found = read(tmp_path, f'[checks]\n{name} = "{value}"\nunserved-clause = "off"\n')
    assert reported(found) == [("bad-configuration", 2, 1)]
    assert f"'{name}' is an error and cannot be" in found.diagnostics[0].message
    assert found.severities == {"unserved-clause": None}


def test_an_unknown_name_is_reported_with_the_nearest(tmp_path: Path) -> None:
    found = read(tmp_path, '[checks]\n# unserved-clauses\n  "unserved-clauses" = "off"\n')
    assert reported(found) == [("unknown-check", 3, 4)]
    assert found.diagnostics[0].help == "Did you mean 'unserved-clause'?"


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('[checks]\nunserved-clause = "warn"', (2, 1), "'warn'"),
        ("[checks]\nunserved-clause = 1", (2, 1), "the number 1"),
        ("checks = 1", (1, 1), "the number 1"),
        ("[chekcs]", (1, 2), "'chekcs'"),
        ('unserved-clause = "off"', (1, 1), "'unserved-clause'"),
        ("[validate]\nstrct = true", (2, 1), "'strct'"),
        ('[validate]\nstrict = "yes"', (2, 1), "text"),
        ("[checks]\nunserved-clause: off", (2, 16), "not TOML"),
        ("[checks]\nunserved-clause", (2, 16), "not TOML"),
        ("[checks]\nunserved-clause =", (2, 18), "not TOML"),
    ],
)
def test_what_is_wrong_is_said_where(tmp_path: Path, text: str, place: tuple[int, int], said: str) -> None:
    found = read(tmp_path, text)
    assert reported(found) == [("bad-configuration", *place)]
    assert said in found.diagnostics[0].message
    assert not found.severities
    assert not found.strict


def test_strict_and_an_empty_file(tmp_path: Path) -> None:
    assert read(tmp_path, "[validate]\nstrict = true\n").strict
    assert read(tmp_path, "") == Configuration()


@pytest.mark.parametrize("value", ["[" * 5_000, "9" * 5_000], ids=["brackets", "digits"])
def test_what_no_reader_takes_is_a_diagnostic(tmp_path: Path, value: str) -> None:
    found = read(tmp_path, f"x = {value}")
    assert [diagnostic.severity for diagnostic in found.diagnostics] == ["error"]


@pytest.mark.parametrize("kind", ["folder", "dangling link"])
def test_what_is_no_file_of_the_name_does_not_pass_for_no_settings(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "dgassess.toml"
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    assert configuration_path(tmp_path) == path
    found = read_configuration(path, "dgassess.toml", KNOWN)
    assert [diagnostic.severity for diagnostic in found.diagnostics] == ["error"]
