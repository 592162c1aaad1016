"""Compiled methods kept between runs: used while nothing changed, left aside at the slightest doubt."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from dgassess.loading import documents, reading
from dgassess.workflows import kept, kept_files, ready_systems, validation
from dgassess.workflows.ready_systems import ready_system
from dgassess.workflows.results_files import results_json
from dgassess.workflows.scoring import score_responses
from dgassess.workflows.systems import checked_system

ROOT = Path(__file__).resolve().parents[2]
RESPONSE = str(ROOT / "examples" / "330100-滨江市.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(kept_files.FOLDER_VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setattr(kept, "COMPILED", tmp_path / "not compiled")
    return tmp_path / "kept"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the shipped content, to be changed."""
    for name in ("indicators", "questionnaires"):
        shutil.copytree(ROOT / name, tmp_path / "own" / name)
    return tmp_path / "own" / "indicators" / "digital-government"


def scored(system: Path) -> str:
    return results_json(score_responses([RESPONSE], str(system)).results)


def refuse_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise AssertionError(f"the files of {path} were read although a method is kept")

    monkeypatch.setattr(ready_systems, "_fresh", refuse)


def test_the_second_run_reads_no_file_of_the_method_and_says_the_same(
    own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = scored(own)
    assert len(list(folder.glob("*.method"))) == 1
    refuse_to_read(monkeypatch)
    assert scored(own) == first


def test_the_models_are_those_of_the_files(own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ready_system(own)
    refuse_to_read(monkeypatch)
    second, read = ready_system(own), checked_system(own)
    assert (second.system, second.questionnaire) == (read.system, read.questionnaire)
    assert second.path.resolve() == read.path.resolve()
    assert {path.resolve() for path in second.files} == {path.resolve() for path in read.files}
    assert second.diagnostics == first.diagnostics


def test_models_of_another_version_of_pydantic_are_read_anew(
    own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready_system(own)
    monkeypatch.setattr("pydantic.VERSION", "2.0.1")
    refuse_to_read(monkeypatch)
    with pytest.raises(AssertionError, match="were read"):
        ready_system(own)
    scored(own)  # needs none of them


def test_models_kept_by_the_user_stand_in_for_those_of_another_build(
    compiled: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "COMPILED", compiled)
    monkeypatch.setattr("pydantic.VERSION", "2.0.1")
    ready_system(SHIPPED)
    refuse_to_read(monkeypatch)
    assert ready_system(SHIPPED).system.id == "digital-government"


def test_nothing_is_kept_when_the_folder_is_empty_text(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept_files.FOLDER_VARIABLE, "")
    scored(own)
    assert kept.kept_method(own) is None


@pytest.mark.parametrize(
    "name",
    [
        "indicators/digital-government/tc.yaml",
        "indicators/digital-government/system.yaml",
        "questionnaires/digital-government/yy.yaml",
    ],
)
def test_a_changed_file_counts_even_with_the_same_size_and_time(own: Path, folder: Path, name: str) -> None:
    scored(own)
    file = own.parents[1] / name
    before = file.stat()
    text = file.read_bytes()
    file.write_bytes(text.replace("数字".encode(), "數字".encode(), 1))
    assert file.stat().st_size == before.st_size
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kept.kept_method(own) is None
    file.write_bytes(text)
    assert kept.kept_method(own) is not None


def test_a_questionnaire_that_appears_nearer_counts(tmp_path: Path, folder: Path) -> None:
    shutil.copytree(ROOT / "indicators", tmp_path / "own" / "indicators")
    own = tmp_path / "own" / "indicators" / "digital-government"
    scored(own)
    assert kept.kept_method(own) is not None
    shutil.copytree(ROOT / "questionnaires", tmp_path / "own" / "questionnaires")
    assert kept.kept_method(own) is None


def test_a_system_that_holds_its_questionnaire_is_scored_and_not_kept(tmp_path: Path, folder: Path) -> None:
    system = tmp_path / "system.yaml"
    system.write_text(
        "format: dgassess/indicator-system/1\nid: small\nname: 小\n"
        "questionnaire: {questions: [{id: A.v, type: percent, text: 比例}]}\n"
        "indicators: [{id: A, name: 指标, rule: {kind: value, question: v}}]\n",
        "utf-8",
    )
    assert ready_system(system).scorer.plan(None) is not None
    assert list(folder.glob("*.method")) == []


@pytest.mark.parametrize("damage", [b"", b"not a pickle", pickle.dumps({"other": 1})])
def test_what_cannot_be_read_is_left_aside(own: Path, folder: Path, damage: bytes) -> None:
    first = scored(own)
    (entry,) = folder.glob("*.method")
    entry.write_bytes(damage)
    assert kept.kept_method(own) is None
    assert scored(own) == first


def test_an_entry_of_another_system_does_not_count(own: Path, folder: Path, tmp_path: Path) -> None:
    scored(own)
    (entry,) = folder.glob("*.method")
    other = tmp_path / "other"
    shutil.copytree(own.parents[1], other)
    system = other / "indicators" / "digital-government"
    file = system / "tc.yaml"
    file.write_text(
        file.read_text("utf-8").replace("floor: 50, target: 100", "floor: 0, target: 100", 1), "utf-8"
    )
    fresh = scored(system)
    (swapped,) = (found for found in folder.glob("*.method") if found != entry)
    shutil.copyfile(entry, swapped)
    assert scored(system) == fresh


def test_a_folder_that_cannot_be_written_changes_nothing(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setenv(kept_files.FOLDER_VARIABLE, str(blocked / "below"))
    assert scored(own) == scored(own)


def test_a_full_disk_leaves_no_half_file(own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    scored(own)
    assert folder.is_dir()
    assert list(folder.iterdir()) == []


def test_only_the_latest_are_kept(own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 1)
    scored(own)
    scored(ROOT / "indicators" / "digital-government")
    assert len(list(folder.glob("*.method"))) == 1
    assert kept.kept_method(own) is None


def test_changed_code_counts(own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scored(own)
    monkeypatch.setattr(kept, "SEMANTICS", 2)
    assert kept.kept_method(own) is None


def test_a_file_saved_while_it_is_read_is_not_kept(
    own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = documents.read_document

    def save_meanwhile(path: Path, *, shown: str | None = None) -> object:
        found = read(path, shown=shown)
        if path.name == "xm.yaml":
            path.write_bytes(path.read_bytes() + b"# saved\n")
        return found

    monkeypatch.setattr(reading, "read_document", save_meanwhile)
    scored(own)
    assert list(folder.glob("*.method")) == []


def test_a_folder_out_of_reach_keeps_nothing(
    folder: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = scored(own)
    (entry,) = folder.glob("*.method")

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    class Denied(type(entry)):  # type: ignore[misc]
        stat = open = refuse

    monkeypatch.setattr(kept, "_entry", lambda path, code: Denied(entry))
    assert kept.kept_method(own) is None
    assert scored(own) == expected


SHIPPED = ROOT / "indicators" / "digital-government"


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The systems that ship, compiled as an installation has them, and nothing else kept."""
    monkeypatch.setenv(kept_files.FOLDER_VARIABLE, "")
    monkeypatch.setattr(kept, "COMPILED", tmp_path / "compiled")
    ready_systems.compile_shipped(tmp_path / "compiled")
    return tmp_path / "compiled"


def test_what_ships_scores_the_same_from_what_was_compiled_at_the_build(
    compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "COMPILED", compiled / "nothing")
    expected = scored(SHIPPED)
    monkeypatch.setattr(kept, "COMPILED", compiled)
    refuse_to_read(monkeypatch)
    assert scored(SHIPPED) == expected


def test_what_ships_counts_wherever_it_was_installed(
    compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("indicators", "questionnaires"):
        shutil.copytree(ROOT / name, tmp_path / "elsewhere" / name)
    monkeypatch.setattr(kept, "content_root", lambda: tmp_path / "elsewhere")
    moved = tmp_path / "elsewhere" / "indicators" / "digital-government"
    assert kept.kept_method(SHIPPED) is None
    assert kept.kept_method(moved) is not None
    file = moved / "tc.yaml"
    file.write_bytes(file.read_bytes() + b"# edited\n")
    assert kept.kept_method(moved) is None


def test_a_copy_of_what_ships_is_not_what_ships(compiled: Path, own: Path) -> None:
    assert kept.kept_method(own) is None


def test_what_was_compiled_by_other_code_does_not_count(
    compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.kept_method(SHIPPED) is not None
    monkeypatch.setattr(kept, "SEMANTICS", 2)
    assert kept.kept_method(SHIPPED) is None


def test_responses_are_validated_with_what_is_kept_of_their_system(
    compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a method was compiled although it is kept")

    monkeypatch.setattr(validation, "scorer_for", refuse)
    found = validation.validate_paths([str(SHIPPED), RESPONSE], None)
    assert found.diagnostics == ()
