"""What is wrong with the files of a system: all of it in one run, each at its place."""

from __future__ import annotations

from pathlib import Path

from tests.loading.building import MINIMAL, TREE, load_files, load_one
from tests.systems import found_of, load_and_check, places_of


def test_a_file_that_is_not_there_is_named_where_it_is_named(tmp_path: Path) -> None:
    system = TREE["indicators/dg/system.yaml"].replace("[tc.yaml", "[▶tx.yaml")
    loaded, marked = load_files(tmp_path, {"indicators/dg/system.yaml": system})
    (diagnostic,) = loaded.diagnostics
    assert found_of([diagnostic]) == [(marked[0][0], "file-not-found", *marked[0][1:])]
    assert "'indicators/dg/tx.yaml'" in diagnostic.message
    assert diagnostic.help == "Did you mean 'tc.yaml'?"
    assert loaded.loaded is None


def test_a_folder_where_a_file_is_named(tmp_path: Path) -> None:
    system = TREE["indicators/dg/system.yaml"].replace(" clauses.yaml", " ▶parts")
    loaded, marked = load_files(tmp_path, {"indicators/dg/system.yaml": system})
    assert found_of(loaded.diagnostics) == [(marked[0][0], "not-a-file", *marked[0][1:])]


def test_a_named_file_of_another_format(tmp_path: Path) -> None:
    other = TREE["indicators/dg/tc.yaml"].replace("dgassess/dimension/1", "▶dgassess/section/1")
    loaded, marked = load_files(tmp_path, {"indicators/dg/tc.yaml": other})
    assert found_of(loaded.diagnostics) == [("indicators/dg/tc.yaml", "wrong-format", *marked[0][1:])]
    assert "'dgassess/section/1'" in loaded.diagnostics[0].message
    assert "'dgassess/dimension/1'" in loaded.diagnostics[0].message


def test_a_file_named_twice(tmp_path: Path) -> None:
    system = TREE["indicators/dg/system.yaml"].replace("parts/aq.yaml]", "parts/aq.yaml, ▶./tc.yaml]")
    loaded, marked = load_files(tmp_path, {"indicators/dg/system.yaml": system})
    (diagnostic,) = loaded.diagnostics
    assert found_of([diagnostic]) == [(marked[0][0], "file-named-twice", *marked[0][1:])]
    assert "'./tc.yaml'" in diagnostic.message
    assert "indicators/dg/system.yaml:6:14" in diagnostic.message
    assert places_of(loaded.diagnostics) == marked


def test_a_questionnaire_that_is_not_there(tmp_path: Path) -> None:
    system = TREE["indicators/dg/system.yaml"].replace("{id: dg}", "{id: ▶dgg}")
    loaded, marked = load_files(tmp_path, {"indicators/dg/system.yaml": system})
    (diagnostic,) = loaded.diagnostics
    assert found_of([diagnostic]) == [(marked[0][0], "questionnaire-not-found", *marked[0][1:])]
    assert "'dgg'" in diagnostic.message
    assert diagnostic.help == "Did you mean 'dg'? There is 'dg'."


def test_a_questionnaire_with_another_name_altogether(tmp_path: Path) -> None:
    system = TREE["indicators/dg/system.yaml"].replace("{id: dg}", "{id: smart-city}")
    (diagnostic,) = load_files(tmp_path, {"indicators/dg/system.yaml": system})[0].diagnostics
    assert "looked for under questionnaires/ beside indicators/" in diagnostic.help
    assert "There is 'dg'." in diagnostic.help


def test_a_questionnaire_that_calls_itself_something_else(tmp_path: Path) -> None:
    written = TREE["questionnaires/dg/questionnaire.yaml"].replace("id: dg\n", "id: other\n")
    (diagnostic,) = load_files(tmp_path, {"questionnaires/dg/questionnaire.yaml": written})[0].diagnostics
    assert diagnostic.check == "questionnaire-id"
    assert "'dg' calls itself 'other'" in diagnostic.message
    assert diagnostic.place.file == "indicators/dg/system.yaml"
    assert diagnostic.place.line > 1


def test_errors_of_all_files_are_reported_in_one_run(tmp_path: Path) -> None:
    changes = {
        "indicators/dg/system.yaml": TREE["indicators/dg/system.yaml"].replace("name: 体系", "▶nmae: 体系"),
        "indicators/dg/tc.yaml": TREE["indicators/dg/tc.yaml"].replace("kind: value", "kind: ▶valeu"),
        "indicators/dg/parts/aq.yaml": "\n        # 空壳\n        format: ▶dgassess/dimention/1\n        id: AQ\n",
        "indicators/dg/clauses.yaml": TREE["indicators/dg/clauses.yaml"].replace("{id: 八(一)", "{id: ▶八一"),
        "indicators/dg/adjustments.yaml": TREE["indicators/dg/adjustments.yaml"].replace(
            "effect: bonus", "effect: ▶plus"
        ),
        "indicators/dg/vetoes.yaml": TREE["indicators/dg/vetoes.yaml"].replace("when: hit", "when: ▶hit ="),
        "questionnaires/dg/questionnaire.yaml": TREE["questionnaires/dg/questionnaire.yaml"].replace(
            "version: 2026.1.0", "▶vers: 2026.1.0"
        ),
        "questionnaires/dg/aq.yaml": TREE["questionnaires/dg/aq.yaml"].replace(
            "type: integer", "type: ▶whole"
        ),
        "questionnaires/dg/cross-checks.yaml": TREE["questionnaires/dg/cross-checks.yaml"].replace(
            "severity: error", "severity: ▶bad"
        ),
    }
    loaded, marked = load_files(tmp_path, changes)
    assert loaded.loaded is None
    assert places_of(loaded.diagnostics) == marked
    assert {place[0] for place in marked} == set(changes)
    for value, file in [
        ("nmae", "indicators/dg/system.yaml"),
        ("valeu", "indicators/dg/tc.yaml"),
        ("dimention", "indicators/dg/parts/aq.yaml"),
        ("八一", "indicators/dg/clauses.yaml"),
        ("plus", "indicators/dg/adjustments.yaml"),
        ("hit =", "indicators/dg/vetoes.yaml"),
        ("vers", "questionnaires/dg/questionnaire.yaml"),
        ("whole", "questionnaires/dg/aq.yaml"),
        ("bad", "questionnaires/dg/cross-checks.yaml"),
    ]:
        (diagnostic,) = [d for d in loaded.diagnostics if d.place.file == file]
        assert value in diagnostic.message
        assert diagnostic.message.endswith(".")


def test_a_key_that_stands_twice_does_not_hide_the_rest(tmp_path: Path) -> None:
    text = MINIMAL.replace("name: 三项指数", "name: 三项指数\n▶name: 四项指数").replace(
        "{id: C, name: 满意, rule: {kind: value,", "{id: C, name: 满意, rule: {kind: ▶vlaue,"
    )
    loaded, marked = load_one(tmp_path, text)
    assert [d.check for d in loaded.diagnostics] == ["duplicate-key", "bad-rule-kind"]
    assert places_of(loaded.diagnostics) == marked
    alone, _ = load_one(tmp_path, MINIMAL.replace("name: 三项指数", "name: 三项指数\nname: 四项指数"))
    assert [d.check for d in alone.diagnostics if d.severity == "error"] == ["duplicate-key"]
    assert alone.loaded is None


def test_an_id_used_in_two_files(tmp_path: Path) -> None:
    twice = TREE["indicators/dg/parts/aq.yaml"].replace("id: AQ-1-1,", "id: ▶tc-1,")
    twice = twice.replace("question: has}", "question: ▶has}")
    section = TREE["questionnaires/dg/aq.yaml"].replace("id: JF-1.n", "id: ▶TC-1.n")
    changes = {"indicators/dg/parts/aq.yaml": twice, "questionnaires/dg/aq.yaml": section}
    loaded, marked = load_files(tmp_path, changes)
    duplicates = [d for d in loaded.diagnostics if d.check == "duplicate-id"]
    assert places_of(duplicates) == [marked[0], marked[2]]
    assert [str(d.related[0][0]) for d in duplicates] == [
        "indicators/dg/tc.yaml:4:19",
        "questionnaires/dg/tc.yaml:5:18",
    ]
    assert "'TC-1' and 'tc-1' differ only in case" in duplicates[0].message
    assert "'TC-1.n' is used twice" in duplicates[1].message


def test_a_system_of_nothing(tmp_path: Path) -> None:
    loaded, _ = load_one(tmp_path, MINIMAL[: MINIMAL.index("indicators:")])
    (diagnostic,) = loaded.diagnostics
    assert found_of([diagnostic]) == [("system.yaml", "invalid-value", 1, 1)]
    assert diagnostic.message == "The system index has neither dimensions nor indicators."


def test_a_missing_system_file(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (diagnostic,) = load_and_check(tmp_path / "empty", tmp_path).diagnostics
    assert found_of([diagnostic]) == [("empty/system.yaml", "file-not-found", 0, 0)]
