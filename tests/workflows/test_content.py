"""Which files people mean, and where the shipped content is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.workflows.cases import case_files, run_cases
from dgassess.workflows.content import (
    UsageProblem,
    content_root,
    documents_below,
    expand,
    find_questionnaire,
    find_system,
    shipped_systems,
)
from dgassess.workflows.results_files import results_csv, results_json
from dgassess.workflows.scoring import score_responses
from dgassess.workflows.validation import validate_paths


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.yaml", "a.YML", "c.json", "notes.txt", ".hidden.yaml", "~$b.yaml", "x[1].yaml"):
        (tmp_path / name).write_text("a: 1\n", "utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "d.yaml").write_text("a: 1\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def expanded(*names: str) -> list[str]:
    return [path.as_posix() for path in expand(names)]


def test_a_folder_gives_its_response_files_in_order(folder: Path) -> None:
    assert [Path(name).name for name in expanded(str(folder))] == ["a.YML", "b.yaml", "c.json", "x[1].yaml"]


def test_wildcards_take_any_suffix_but_not_hidden_files(folder: Path) -> None:
    assert expanded("*.yaml") == ["b.yaml", "x[1].yaml"]
    assert expanded("?.*") == ["a.YML", "b.yaml", "c.json"]
    assert expanded("inner/*") == ["inner/d.yaml"]
    assert expanded("x[1].yaml") == ["x[1].yaml"]


def test_each_file_once_and_names_that_do_not_exist_stay(folder: Path) -> None:
    assert expanded("b.yaml", "*.yaml", str(folder / "b.yaml"), "none.yaml") == [
        "b.yaml",
        "x[1].yaml",
        "none.yaml",
    ]


@pytest.mark.parametrize("name", ["*.xlsx", "inner/*.json"])
def test_a_wildcard_without_a_match(folder: Path, name: str) -> None:
    with pytest.raises(UsageProblem, match="No file matches"):
        expand([name])


def test_a_folder_without_responses(folder: Path) -> None:
    (folder / "none").mkdir()
    with pytest.raises(UsageProblem, match=r"The folder 'none' has no \.yaml, \.yml or \.json file\."):
        expand(["none"])


def test_shipped_content_is_found() -> None:
    assert [path.name for path in shipped_systems()] == ["digital-government"]
    system = find_system("digital-government")
    assert system == content_root() / "indicators" / "digital-government"
    assert find_questionnaire("digital-government", system) is not None
    assert find_questionnaire("nonsense", system) is None
    with pytest.raises(UsageProblem, match="Did you mean 'digital-government'"):
        find_system("digital-goverment")


def test_scoring_gives_the_same_results_each_time() -> None:
    examples = sorted((content_root() / "examples").glob("*.yaml"))
    texts = []
    for names in (examples, examples[::-1]):
        done: list[tuple[int, int]] = []

        def note(number: int, total: int, done: list[tuple[int, int]] = done) -> None:
            done.append((number, total))

        scored = score_responses([str(name) for name in names], None, progress=note)
        assert done[-1] == (3, 3)
        assert set(scored.responses) == {"330100", "410100", "530121"}
        assert scored.diagnostics == ()
        texts.append((results_json(scored.results), results_csv(scored.results)))
    assert texts[0] == texts[1]
    assert texts[0][1].startswith("unit_id,unit_name,rank,total,level,TC,")


def test_validating_and_testing_what_ships() -> None:
    validation = validate_paths([str(content_root() / name) for name in ("indicators", "examples")])
    assert validation.diagnostics == ()
    assert len(validation.given) > 10
    outcomes = run_cases([str(content_root() / "indicators")])
    assert all(outcome.passed for outcome in outcomes)
    assert {"scenario-a"} <= {outcome.id for outcome in outcomes}


def test_hidden_files_below_a_folder_are_no_documents_wherever_it_lies(tmp_path: Path) -> None:
    root = tmp_path / ".place"
    for name in (
        "cases.yaml",
        "a/cases.yaml",
        "a/b.JSON",
        ".venv/cases.yaml",
        "a/.draft.yaml",
        "a/notes.txt",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    assert documents_below(root) == [root / "a/b.JSON", root / "a/cases.yaml", root / "cases.yaml"]
    assert documents_below(root / "a/.draft.yaml") == [root / "a/.draft.yaml"]
    assert case_files([str(root)]) == [root / "a/cases.yaml", root / "cases.yaml"]
