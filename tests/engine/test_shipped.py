"""The shipped system on the shipped examples: it scores, and the oracle agrees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dgassess.engine.scoring import Scorer
from dgassess.loading.documents import read_document
from dgassess.loading.reading import Reading
from dgassess.loading.responses import read_response, read_unit
from dgassess.loading.systems import load_system
from tests.engine.building import Data, scorer_of
from tests.engine.oracle import Oracle

ROOT = Path(__file__).parents[2]
SYSTEM = ROOT / "indicators" / "digital-government"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def plain(path: Path) -> Any:
    """A file's data."""
    document, found = read_document(path)
    assert document is not None, found
    return document.data


def system_data() -> Data:
    """The system with its files put in their places."""
    data = dict(plain(SYSTEM / "system.yaml"))
    data["dimensions"] = [plain(SYSTEM / name) for name in data["dimensions"]]
    data["adjustments"] = plain(SYSTEM / data["adjustments"])
    data["vetoes"] = plain(SYSTEM / data["vetoes"])["vetoes"]
    return data


def question_data(questionnaire: Path) -> list[Data]:
    """Every question with what its section and questionnaire state for all."""
    whole = plain(questionnaire / "questionnaire.yaml")
    found: list[Data] = []
    for name in whole["sections"]:
        section = plain(questionnaire / name) if isinstance(name, str) else name
        shared = {**whole.get("defaults", {}), **section.get("defaults", {})}
        found += [{**shared, **asked} for asked in section["questions"]]
    return found


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    """The shipped system, read."""
    reading = Reading()
    loaded = load_system(reading, SYSTEM, lambda id_, folder: ROOT / "questionnaires" / id_)
    assert loaded is not None, reading.diagnostics
    return scorer_of(loaded)


@pytest.fixture(scope="module")
def oracle_data() -> tuple[Data, list[Data]]:
    """The same as plain data."""
    data = system_data()
    return data, question_data(ROOT / "questionnaires" / data["questionnaire"]["id"])


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.stem))
def test_an_example_scores_as_the_oracle_has_it(
    path: Path, scorer: Scorer, oracle_data: tuple[Data, list[Data]]
) -> None:
    reading = Reading()
    written = read_response(reading, path)
    assert written is not None, reading.diagnostics
    unit = read_unit(reading, written, scorer)
    assert unit is not None, reading.diagnostics
    result = scorer.score_unit(unit)
    system, questions = oracle_data
    want = Oracle(system, questions, unit.type).score(unit.verified)
    scored = {node.id: node.score for node in result.nodes.values() if node.id in want.nodes}
    assert scored == {id_: node.score for id_, node in want.nodes.items()}
    assert (result.base, result.total, result.level) == (want.base, want.total, want.level)
    assert {a.id: a.points for a in result.adjustments} == want.adjustments
    assert result.total is not None
    assert result.level is not None
    leaves = [node for node in result.nodes.values() if node.kind == "indicator"]
    assert sum(node.contribution or 0 for node in leaves) == result.base
