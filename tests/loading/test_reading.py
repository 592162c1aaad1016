"""A reading run: how files are named, what is collected, what makes a digest."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.loading.origins import Origins
from dgassess.loading.reading import Reading
from dgassess.loading.tree import Document
from dgassess.model.clauses import ClauseFile
from tests.systems import found_of

CLAUSES = "format: dgassess/clauses/1\nclauses: [{id: 八(一), title: 组织领导}]\n"


def read(root: Path, text: str, name: str = "c.yaml") -> tuple[Reading, Document | None]:
    (root / name).write_text(text, "utf-8")
    reading = Reading(shown_from=root)
    return reading, reading.document(root / name, "dgassess/clauses/1")


def test_files_are_shown_relative_to_where_one_stands(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    reading = Reading(shown_from=tmp_path / "here")
    assert reading.shown(tmp_path / "here" / "a" / "b.yaml") == "a/b.yaml"
    assert reading.shown(tmp_path / "here" / "a" / ".." / "b.yaml") == "b.yaml"
    assert reading.shown(tmp_path / "there.yaml") == (tmp_path / "there.yaml").as_posix()


def test_a_document_and_its_model(tmp_path: Path) -> None:
    reading, document = read(tmp_path, CLAUSES)
    model = reading.model(ClauseFile, document)
    assert model is not None
    assert [clause.id for clause in model.clauses] == ["八(一)"]
    assert reading.diagnostics == []
    assert reading.model(ClauseFile, None) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("c.yaml", "empty-file", 0, 0)]),
        ("id: x\n", [("c.yaml", "missing-format", 1, 1)]),
        ("format: dgassess/cases/1\n", [("c.yaml", "wrong-format", 1, 9)]),
        ("format: dgassess/clauses/2\n", [("c.yaml", "unsupported-format", 1, 9)]),
        ("format: [\n", [("c.yaml", "unclosed-bracket", 1, 9)]),
    ],
)
def test_what_cannot_be_read_is_noted_once(
    text: str, found: list[tuple[str, str, int, int]], tmp_path: Path
) -> None:
    reading, document = read(tmp_path, text)
    assert reading.model(ClauseFile, document) is None
    assert found_of(reading.diagnostics) == found


def test_all_files_of_a_run_are_collected(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CLAUSES + "x: 1\n", "utf-8")
    (tmp_path / "b.yaml").write_text(CLAUSES + "clauses: []\ny: 1\n", "utf-8")
    reading = Reading(shown_from=tmp_path)
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        reading.model(ClauseFile, reading.document(tmp_path / name, "dgassess/clauses/1"))
    assert found_of(reading.diagnostics) == [
        ("a.yaml", "unknown-key", 3, 1),
        ("b.yaml", "duplicate-key", 3, 1),
        ("b.yaml", "unknown-key", 4, 1),
        ("c.yaml", "file-not-found", 0, 0),
    ]


def test_names_and_line_ends_in_the_digest(tmp_path: Path) -> None:
    digests = []
    for name, text in (
        ("a.yaml", CLAUSES),
        ("a.yaml", CLAUSES.replace("\n", "\r\n")),
        ("a.yaml", CLAUSES.replace("\n", "\r")),
        ("a.yaml", CLAUSES.rstrip("\n")),
        ("b.yaml", CLAUSES),
        ("a.yaml", CLAUSES + "# 说明\n"),
    ):
        reading, document = read(tmp_path, text, name)
        assert document is not None
        reading.keep(name, document)
        digests.append(reading.digest())
    assert len(set(digests[:4])) == 1
    assert len(set(digests)) == 3


def test_a_new_beginning_forgets_files_but_not_diagnostics(tmp_path: Path) -> None:
    reading, document = read(tmp_path, CLAUSES)
    assert document is not None
    for _ in range(2):
        reading.begin()
        assert reading.included("c.yaml", tmp_path, "dgassess/clauses/1", document, ()) is not None
    assert reading.diagnostics == []
    assert reading.included("c.yaml", tmp_path, "dgassess/clauses/1", document, ("clauses",)) is None
    reading.begin()
    assert [d.check for d in reading.diagnostics] == ["file-named-twice"]
    assert reading.texts == {}


def test_the_first_declaration_is_the_place_of_an_id(tmp_path: Path) -> None:
    _, document = read(
        tmp_path, CLAUSES + "parts: [{id: 九, title: 又, clauses: [{id: 八(一), title: 又}]}]\n"
    )
    assert document is not None
    origins = Origins()
    origins.declare("clause", "八(一)", document, ("clauses", 0))
    origins.declare("clause", "八(一)", document, ("parts", 0, "clauses", 0))
    assert str(origins.place("clause 八(一)", ("title",))) == "c.yaml:2:29"
    assert str(origins.place("clause 八(一)", ("title",), key=True)) == "c.yaml:2:22"
    assert [str(declared.place()) for declared in origins.declarations] == ["c.yaml:2:16", "c.yaml:3:42"]
