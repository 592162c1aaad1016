"""Every seeded defect is found by the right check at the exact place; the untouched content gives no diagnostic."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from dgassess.checks.table import CHECKS
from dgassess.loading.documents import parse_text
from dgassess.loading.files import decode
from dgassess.loading.reading import ReadDocument
from dgassess.values.diagnostics import Diagnostic
from dgassess.values.edits import edit_of, with_edits
from dgassess.workflows.catalogue import catalogue
from dgassess.workflows.schemas import KINDS, schema_of
from dgassess.workflows.validation import validate_paths
from tests.corpus.entries import FOLDERS, Defect, read_defects
from tests.systems import ROOT

DEFECTS = read_defects()
MOST_FURTHER = 1
# The loader of libyaml, where it is there, needs a tenth of the time.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@pytest.fixture(scope="module")
def untouched() -> dict[Path, ReadDocument]:
    """The files that ship, read once for all variants."""
    return {}


def validated(parsed: dict[Path, ReadDocument], monkeypatch: pytest.MonkeyPatch) -> list[Diagnostic]:
    monkeypatch.chdir(ROOT)
    return list(validate_paths([*FOLDERS.values()], parsed=parsed).diagnostics)


def test_untouched_content(untouched: dict[Path, ReadDocument], monkeypatch: pytest.MonkeyPatch) -> None:
    assert validated(untouched, monkeypatch) == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda d: f"{d.check}-{d.what.replace(' ', '-')}")
def test_defect(defect: Defect, untouched: dict[Path, ReadDocument], monkeypatch: pytest.MonkeyPatch) -> None:
    text, file, line, column = defect.edited()
    decoded, found = decode(text.encode(), defect.file)
    document, more = parse_text(decoded, defect.file) if decoded is not None else (None, [])
    changed: ReadDocument = (document, [*found, *more])
    if not untouched:
        validated(untouched, monkeypatch)
    diagnostics = validated({**untouched, ROOT / defect.file: changed}, monkeypatch)
    here = [d for d in diagnostics if (d.check, str(d.place)) == (defect.check, f"{file}:{line}:{column}")]
    assert len(here) == 1, diagnostics
    assert defect.says in here[0].message
    assert here[0].message.endswith(".")
    further = [d for d in diagnostics if d is not here[0] and d.severity != "information"]
    assert [d.check for d in further] == ([defect.also] if defect.also else []), further
    assert len(further) <= MOST_FURTHER
    edit = edit_of(here[0], text.split("\n"))
    if edit is not None:
        mended = with_edits(text, [edit])
        parsed = {**untouched, ROOT / defect.file: parse_text(mended, defect.file)}
        assert [d for d in validated(parsed, monkeypatch) if d.severity != "information"] == []


def test_what_the_schemas_refuse_is_an_error() -> None:
    """Nothing that a validator of JSON Schema finds is missed; the expected diagnostics are tested above."""
    validators = {kind: Draft202012Validator(schema_of(kind)) for kind in KINDS}
    severity = {name: entry.severity for name, entry in catalogue().items()}
    refused = [defect for defect in DEFECTS if _refused(defect.edited()[0], validators)]
    assert len(refused) >= 10
    assert [defect.what for defect in refused if severity[defect.check] != "error"] == []


def _refused(text: str, validators: dict[str, Draft202012Validator]) -> bool:
    try:
        data = yaml.load(text, LOADER)  # noqa: S506 - both are safe
    except yaml.YAMLError:
        return False
    kind = str(data.get("format", "")).removeprefix("dgassess/").removesuffix("/1")
    return kind in validators and not validators[kind].is_valid(data)


def test_the_corpus_is_wide() -> None:
    assert len(DEFECTS) >= 100
    assert len(
        {(d.edit["file"], d.edit.get("in"), d.edit["find"], d.edit["replace"]) for d in DEFECTS}
    ) == len(DEFECTS)
    named = {defect.check for defect in DEFECTS}
    assert named <= set(catalogue())
    missing = [check.name for check in CHECKS if check.name not in named]
    # A single edit of what ships cannot cause these.
    assert missing == ["unused-unit-type", "single-child"]
