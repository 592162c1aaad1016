"""Systems, questionnaires and units from plain data, read the way files are read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dgassess.engine.compiling import scorer_for
from dgassess.engine.results import Results
from dgassess.engine.scoring import Scorer, ScoringUnit
from dgassess.loading.documents import parse_text
from dgassess.loading.reading import Reading
from dgassess.loading.systems import LoadedSystem, assemble_system
from dgassess.model.answers import read_answer
from dgassess.model.systems import SystemFile
from dgassess.values.answers import Answer

NOT_APPLICABLE = {"not_applicable": "本级无此事项"}
Data = dict[str, Any]


def load(system: Mapping[str, Any], questions: Sequence[Mapping[str, Any]]) -> LoadedSystem:
    """A system given as the data of its file, its questionnaire inline, read as a file is."""
    whole = {
        "format": "dgassess/indicator-system/1", "id": "mini", "name": "迷你体系",
        "questionnaire": {"questions": list(questions)}, **system,
    }  # fmt: skip
    # JSON is YAML in flow style, and far quicker to write.
    document, found = parse_text(json.dumps(whole, ensure_ascii=False), "system.yaml")
    assert document is not None, found
    reading = Reading()
    written = reading.model(SystemFile, document)
    assert written is not None, reading.diagnostics
    loaded = assemble_system(reading, written, document, (), Path("system.yaml"), lambda id_, folder: None)
    assert loaded is not None, reading.diagnostics
    assert not reading.diagnostics, reading.diagnostics
    return loaded


def scorer_of(loaded: LoadedSystem) -> Scorer:
    """The scorer of a system that was read."""
    return scorer_for(loaded.system, loaded.questionnaire)


def question(id_: str, type_: str = "number", **fields: Any) -> Data:
    """A question that permits 'not applicable'."""
    data: Data = {"id": id_, "type": type_, "text": id_, "not_applicable": ["本级无此事项"], **fields}
    if type_ in ("single", "multi"):
        data.setdefault("options", {option: option for option in "ABC" if type_ == "single"} or None)
        data["options"] = data["options"] or {option: option for option in "abc"}
    return data


class Mini:
    """A flat system of `value` indicators A, B, C … (question X.n is the score), and whatever else is stated."""

    def __init__(
        self, leaves: str | Mapping[str, Mapping[str, Any]], more: Sequence[Data] = (), /, **system: Any
    ) -> None:
        own = leaves if isinstance(leaves, Mapping) else {id_: {} for id_ in leaves}
        self.questions = [*(question(f"{id_}.n", "number") for id_ in own), *more]
        indicators = [leaf(id_, **fields) for id_, fields in own.items()]
        placed = {"indicators": indicators} if "dimensions" not in system else {}
        self.system: Data = {**placed, **system}
        self.loaded = load(self.system, self.questions)
        self.scorer = scorer_of(self.loaded)

    def read(self, raw: Mapping[str, Any]) -> dict[str, Answer]:
        """Raw answers by question id, as a response file would hold them."""
        known = self.loaded.questionnaire.questions
        return {id_: read_answer(known[id_].asked, value).answer for id_, value in raw.items()}

    def unit(
        self,
        raw: Mapping[str, Any],
        id_: str = "1",
        type_: str | None = None,
        class_: str | None = None,
        verified: Mapping[str, Any] | None = None,
    ) -> ScoringUnit:
        """A unit with its answers; `verified` replaces some of them on the verified basis."""
        given = self.read(raw)
        reviewed = {**given, **self.read(verified or {})}
        return ScoringUnit(id_, f"对象{id_}", type_, class_, None, given, reviewed)

    # Any: mypy holds that a fraction never equals the whole number a test expects.
    def score(self, type_: str | None = None, **raw: Any) -> Any:
        """One unit's result; answers by indicator id (`A=50` answers A.n) or by question id with `_` for the dot."""
        answers = {
            id_.replace("_", ".", 1) if "_" in id_ else f"{id_}.n": value for id_, value in raw.items()
        }
        return self.scorer.score_unit(self.unit(answers, type_=type_))

    def rank(self, *units: tuple[str, str | None, str | None, Mapping[str, Any]]) -> Results:
        """A cohort of (id, type, class, answers by indicator id)."""
        return self.scorer.score(
            [
                self.unit({f"{key}.n": value for key, value in raw.items()}, id_, type_, class_)
                for id_, type_, class_, raw in units
            ]
        )


def leaf(id_: str, **fields: Any) -> Data:
    """An indicator; unless stated otherwise its question X.n is its score."""
    return {"id": id_, "name": f"指标{id_}", "rule": {"kind": "value", "question": "n"}, **fields}


def group(id_: str, *children: Data, **fields: Any) -> Data:
    """A group of indicators (those with a rule) and groups."""
    own: Data = {"id": id_, "name": f"分组{id_}", **fields}
    inner = [child for child in children if "rule" not in child]
    leaves = [child for child in children if "rule" in child]
    return own | ({"groups": inner} if inner else {}) | ({"indicators": leaves} if leaves else {})
