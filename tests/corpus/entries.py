"""The seeded defects of defects.yaml: readable edits of the content that ships, and what must find each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.marks import MARK, unmarked
from tests.systems import ROOT

DEFECTS = Path(__file__).with_name("defects.yaml")
FOLDERS = {"i": "indicators/digital-government", "q": "questionnaires/digital-government"}


@dataclass(frozen=True)
class Defect:
    """One edit of one file, and the diagnostic it must cause."""

    family: str
    what: str
    edit: dict[str, str]
    expect: dict[str, Any]

    @property
    def file(self) -> str:
        """The edited file, as diagnostics name it."""
        return full_name(self.edit["file"])

    @property
    def check(self) -> str:
        """The name of the check that must find it."""
        return str(self.expect["check"])

    @property
    def says(self) -> str:
        """What its message must contain."""
        return str(self.expect["says"])

    @property
    def also(self) -> str | None:
        """The one further error or warning that may follow from it."""
        return self.expect.get("also")

    def edited(self) -> tuple[str, str, int, int]:
        """The edited text, then the file, line and column where the diagnostic belongs."""
        marked = _replaced(self.file, self.edit["find"], self.edit["replace"], self.edit.get("in"))
        text, places = unmarked(marked)
        at = self.expect.get("at")
        if at is None:
            assert len(places) == 1, f"{self.what}: mark the place with {MARK}, once"
            return text, self.file, *places[0]
        assert not places, f"{self.what}: the place is given under 'at'"
        file = full_name(at.get("file", self.edit["file"]))
        whole = text if file == self.file else (ROOT / file).read_text("utf-8")
        _, places = unmarked(_exchanged(whole, at["mark"].replace(MARK, ""), at["mark"], at.get("in")))
        return text, file, *places[0]


def full_name(short: str) -> str:
    """indicators/digital-government/tc.yaml for i/tc.yaml."""
    folder, _, name = short.partition("/")
    return f"{FOLDERS[folder]}/{name}"


def read_defects() -> list[Defect]:
    """Every entry of defects.yaml, in order."""
    families = yaml.safe_load(DEFECTS.read_text("utf-8"))
    return [Defect(family, **entry) for family, entries in families.items() for entry in entries]


def _replaced(file: str, find: str, replace: str, within: str | None) -> str:
    return _exchanged((ROOT / file).read_text("utf-8"), find, replace, within)


def _exchanged(text: str, find: str, replace: str, within: str | None) -> str:
    """The text with what `find` says exchanged, once, within the part that carries an id."""
    start, end = (0, len(text)) if within is None else _part(text, within)
    part = text[start:end]
    assert part.count(find) == 1, f"{find!r} stands {part.count(find)} times in {within or 'the file'}"
    return text[:start] + part.replace(find, replace) + text[end:]


def _part(text: str, id: str) -> tuple[int, int]:
    """Where the part of a file with an id begins and ends: its line, up to the next id of the kind `- id:`."""
    found = re.search(rf"^[ -]*id: {re.escape(id)}$", text, re.MULTILINE)
    assert found is not None, f"no part has the id {id}"
    following = re.search(r"^ *- id: ", text[found.end() :], re.MULTILINE)
    return found.start(), found.end() + following.start() if following else len(text)
