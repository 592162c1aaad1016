"""Systems put together from files: what a whole one is, and how its digest follows from its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dgassess.loading.documents import parse_text
from dgassess.loading.reading import Reading
from dgassess.loading.systems import load_system
from dgassess.model.nodes import Group
from tests.loading.building import MINIMAL, TREE, load_files, load_one
from tests.systems import (
    SHIPPED,
    load_and_check,
    questionnaire_beside,
    write_files,
)


def test_a_tree_of_files_is_put_together(tmp_path: Path) -> None:
    loaded = load_files(tmp_path)[0].sound
    system = loaded.system
    assert [group.id for group in system.dimensions] == ["TC", "AQ"]
    assert list(system.nodes) == ["TC", "TC-1", "AQ", "AQ-1", "AQ-1-1"]
    assert [clause.id for clause in system.clauses] == ["八(一)"]
    assert system.adjustments is not None
    assert [item.id for item in system.adjustments.items] == ["JF-1"]
    assert [veto.id for veto in system.vetoes] == ["FJ-1"]
    assert list(loaded.questionnaire.questions) == ["TC-1.n", "AQ-1-1.has", "JF-1.n", "FJ-1.hit"]
    assert loaded.path == tmp_path / "indicators" / "dg" / "system.yaml"


@pytest.mark.parametrize(
    ("subject", "loc", "file", "line", "there"),
    [
        ("", ("weights_sum",), "indicators/dg/system.yaml", 1, "format: "),
        ("", ("dimensions", 1), "indicators/dg/system.yaml", 6, "parts/aq.yaml]"),
        ("TC", ("name",), "indicators/dg/tc.yaml", 3, "统筹管理"),
        ("AQ-1-1", ("rule", "question"), "indicators/dg/parts/aq.yaml", 7, "has}}]"),
        ("AQ-1-1", ("weight",), "indicators/dg/parts/aq.yaml", 7, "{id: AQ-1-1"),
        ("JF-1", ("rule",), "indicators/dg/adjustments.yaml", 3, "{kind: count"),
        ("FJ-1", ("effects", 0, "node"), "indicators/dg/vetoes.yaml", 2, "AQ}]}]"),
        ("clause 八(一)", ("title",), "indicators/dg/clauses.yaml", 2, "组织领导}"),
        ("JF-1.n", ("text",), "questionnaires/dg/aq.yaml", 6, "典型经验}"),
        ("cross-check LG-01", ("require",), "questionnaires/dg/cross-checks.yaml", 3, "n <= all,"),
    ],
)
def test_everything_has_its_place(
    subject: str, loc: tuple[str | int, ...], file: str, line: int, there: str, tmp_path: Path
) -> None:
    place = load_files(tmp_path)[0].sound.origins.place(subject, loc)
    assert (place.file, place.line) == (file, line)
    lines = (tmp_path / file).read_text("utf-8").splitlines()
    assert lines[line - 1][place.column - 1 :].startswith(there)


def test_an_unknown_subject_has_no_place(tmp_path: Path) -> None:
    assert str(load_files(tmp_path)[0].sound.origins.place("nothing", ())) == ""


def test_a_dozen_lines_are_a_system(tmp_path: Path) -> None:
    assert len(MINIMAL.splitlines()) == 12
    loaded = load_one(tmp_path, MINIMAL)[0].sound
    assert (loaded.system.version, loaded.questionnaire.id, loaded.questionnaire.version) == (
        "1",
        "index",
        "1",
    )
    assert list(loaded.system.leaves) == ["A", "B", "C"]
    assert [question.answered_by for question in loaded.questionnaire.questions.values()] == ["unit"] * 3


def test_a_tree_of_five_tiers(tmp_path: Path) -> None:
    text = """\
        format: dgassess/indicator-system/1
        id: deep
        name: 五级
        questionnaire: {questions: [{id: A-1-1-1-1.n, type: number, text: 次数}]}
        dimensions:
          - id: A
            name: 一级
            groups:
              - id: A-1
                name: 二级
                groups:
                  - id: A-1-1
                    name: 三级
                    groups:
                      - id: A-1-1-1
                        name: 四级
                        indicators:
                          - id: A-1-1-1-1
                            name: 五级
                            rule: {kind: value, question: n}
        """
    system = load_one(tmp_path, text)[0].sound.system
    assert [tier for _, _, tier in system.walk()] == [1, 2, 3, 4, 5]
    assert [isinstance(node, Group) for node in system.nodes.values()] == [True, True, True, True, False]


def test_inline_and_named_dimensions_stand_side_by_side(tmp_path: Path) -> None:
    system = """\
        format: dgassess/indicator-system/1
        id: dg
        name: 体系
        questionnaire: {id: dg}
        dimensions:
          - id: XM
            name: 项目
            indicators: [{id: XM-1, name: 甲, inputs: {n: TC-1.n}, rule: {kind: value, question: n}}]
          - tc.yaml
        indicators: [{id: YY, name: 乙, inputs: {n: TC-1.n}, rule: {kind: value, question: n}}]
        """
    loaded = load_files(tmp_path, {"indicators/dg/system.yaml": system})[0].sound
    assert list(loaded.system.nodes) == ["XM", "XM-1", "TC", "TC-1", "YY"]


def test_the_digest_says_what_was_read(tmp_path: Path) -> None:
    def digests(changes: Mapping[str, str] = {}) -> tuple[str, str]:
        loaded = load_files(tmp_path, changes)[0].sound
        return loaded.system.digest, loaded.questionnaire.digest

    system, questionnaire = digests()
    assert system.startswith("sha256:")
    assert len(system) == len("sha256:") + 64
    assert digests() == (system, questionnaire)
    for path in tmp_path.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    loaded = load_and_check(tmp_path / "indicators" / "dg", tmp_path).sound
    assert (loaded.system.digest, loaded.questionnaire.digest) == (system, questionnaire)
    renamed = {"indicators/dg/tc.yaml": TREE["indicators/dg/tc.yaml"].replace("领导", "统领")}
    assert digests(renamed)[0] != system
    assert digests(renamed)[1] == questionnaire
    reworded = {"questionnaires/dg/aq.yaml": TREE["questionnaires/dg/aq.yaml"].replace("有无", "是否有")}
    assert digests(reworded)[0] == system
    assert digests(reworded)[1] != questionnaire


def test_the_digest_does_not_depend_on_the_order_of_reading() -> None:
    text = MINIMAL.replace("三项", "几项")
    first, second = Reading(), Reading()
    documents = {}
    for name, content in (("a.yaml", MINIMAL), ("b.yaml", text)):
        document, _ = parse_text(content, name)
        assert document is not None
        documents[name] = document
    for reading, names in ((first, ("a.yaml", "b.yaml")), (second, ("b.yaml", "a.yaml"))):
        for name in names:
            reading.keep(name, documents[name])
    assert first.digest() == second.digest()
    second.keep("c.yaml", documents["a.yaml"])
    assert first.digest() != second.digest()


def test_two_systems_of_one_run_do_not_mix(tmp_path: Path) -> None:
    """The same ids in two systems are no duplicates, and each has its own digest."""
    write_files(tmp_path, {"a/system.yaml": MINIMAL, "b/system.yaml": MINIMAL.replace("网办", "网上办")})
    reading = Reading(shown_from=tmp_path)
    a = load_system(reading, tmp_path / "a", questionnaire_beside)
    b = load_system(reading, tmp_path / "b", questionnaire_beside)
    assert a is not None
    assert b is not None
    assert reading.diagnostics == []
    assert len(a.origins.declarations) == len(b.origins.declarations) == 6
    assert str(a.origins.place("A", ("name",))) == "a/system.yaml:10:19"
    assert str(b.origins.place("A", ("name",))) == "b/system.yaml:10:19"
    assert a.system.digest == load_and_check(tmp_path / "a", tmp_path).sound.system.digest != b.system.digest


def test_the_shipped_digests_repeat() -> None:
    first, second = (load_and_check(SHIPPED, SHIPPED).sound for _ in range(2))
    assert first.system.digest == second.system.digest
    assert first.questionnaire.digest == second.questionnaire.digest
