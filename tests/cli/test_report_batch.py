"""`dgassess report FOLDER`: every unit, in processes, going on where it stopped, losing nobody's work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dgassess.reporting import pdf
from dgassess.workflows import report_batch, report_digests
from dgassess.workflows.content import content_root
from dgassess.workflows.report_manifest import NAME, Manifest
from dgassess.workflows.report_pool import Made, processes
from tests.cli.parks import write_response
from tests.cli.running import Ran, run
from tests.cli.test_report import RARE, names

OUT = Path("out")
BULLETIN = "评估通报-2026年度.html"


@pytest.fixture
def folder(park: Path, tmp_path: Path) -> Path:
    """Three responses in a folder."""
    for number, name in enumerate(("东园", "西园", "南园"), 1):
        write_response(tmp_path / "r" / f"{number}.yaml", str(number), name, {"JC-1.cov": 90 - 20 * number})
    return tmp_path / "r"


def batch(folder: Path, *more: str | Path) -> Ran:
    given = ("--system", "own/indicators/park", "--format", "html", "--output", OUT)
    return run("report", folder, *given, *more)


def contents(folder: Path = OUT) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stamps() -> dict[str, int]:
    return {name: (OUT / name).stat().st_mtime_ns for name in names(OUT) if name.endswith(".html")}


def test_every_unit_and_an_index(folder: Path) -> None:
    ran = batch(folder)
    assert ran.code == 0, ran.err
    assert names(OUT) == sorted([NAME, "1-东园.html", "2-西园.html", "3-南园.html", BULLETIN, "index.html"])
    assert sorted(ran.err.splitlines()) == [f"Wrote out/{name}" for name in names(OUT)[1:]]


def test_unchanged_reports_are_not_made_again(folder: Path) -> None:
    batch(folder)
    before = stamps()
    ran = batch(folder)
    assert (ran.code, ran.err) == (0, "4 reports were up to date.\n")
    assert stamps() == before
    (OUT / "2-西园.html").unlink()
    ran = batch(folder)
    assert ran.err == "Wrote out/2-西园.html\n3 reports were up to date.\n"
    assert {name for name in before if stamps()[name] != before[name]} == {"2-西园.html"}


@pytest.mark.parametrize(
    "more",
    [
        ("--organisation", "数据局"), ("--date", "2026-03-20"), ("--audience", "unit"), ("--watermark", "稿"),
        ("--basis", "self"), ("--with-inputs",), ("--seal",),
    ],
)  # fmt: skip
def test_another_option_makes_all_again(folder: Path, more: tuple[str, ...]) -> None:
    batch(folder)
    before = contents()
    ran = batch(folder, *more)
    assert ran.code == 0, ran.err
    assert {name for name, data in contents().items() if data != before[name]} >= {
        "1-东园.html",
        "3-南园.html",
    }


def test_another_units_answers_make_all_again_as_ranks_may_change(folder: Path) -> None:
    batch(folder)
    before = contents()
    write_response(folder / "3.yaml", "3", "南园", {"JC-1.cov": 100})
    assert batch(folder).code == 0
    assert [name for name in before if contents()[name] == before[name]] == []
    assert "第2位（共3个）" in (OUT / "1-东园.html").read_text("utf-8")


def test_an_edited_file_is_left_and_named(folder: Path) -> None:
    batch(folder)
    edited = OUT / "2-西园.html"
    edited.write_text("my own words", "utf-8")
    write_response(folder / "3.yaml", "3", "南园", {"JC-1.cov": 100})
    ran = batch(folder)
    assert ran.code == 1
    assert "Left 'out/2-西园.html' as it is: it was changed, or not written by dgassess." in ran.err
    assert edited.read_text("utf-8") == "my own words"
    assert "Wrote out/1-东园.html" in ran.err
    assert batch(folder).code == 1
    assert batch(folder, "--force").code == 0
    assert edited.read_text("utf-8").startswith("<!")
    assert batch(folder).code == 0


def test_without_the_record_what_is_the_same_is_taken_over(folder: Path) -> None:
    batch(folder)
    before = stamps()
    (OUT / NAME).unlink()
    ran = batch(folder)
    assert (ran.code, ran.err) == (0, "4 reports were up to date.\n")
    assert stamps() == before
    with (OUT / NAME).open("a", encoding="utf-8") as record:
        record.write('{"inputs": "cut o')
    assert batch(folder).err == "4 reports were up to date.\n"


def test_a_response_with_defects_does_not_stop_the_others(folder: Path) -> None:
    write_response(folder / "4.yaml", "4", "北园", {"JC-1.cov": 900, "JC-9.x": 1})
    (folder / "5.yaml").write_text("format: [", "utf-8")
    ran = batch(folder)
    assert ran.code == 1
    assert "r/4.yaml:" in ran.err
    assert "JC-9.x" in ran.err
    assert "Failed: r/4.yaml: the response has defects" in ran.err
    assert "Failed: r/5.yaml: the response has defects" in ran.err
    assert names(OUT) == sorted([NAME, "1-东园.html", "2-西园.html", "3-南园.html", BULLETIN, "index.html"])
    assert "4.yaml、5.yaml" in (OUT / "index.html").read_text("utf-8")


def test_of_a_unit_answered_twice_neither_response_counts(folder: Path) -> None:
    write_response(folder / "4.yaml", "1", "东园", {"JC-1.cov": 10})
    ran = batch(folder)
    assert ran.code == 1
    assert "answered twice" in ran.err
    assert [name for name in names(OUT) if name.startswith("1-")] == []
    assert "2-西园.html" in names(OUT)


def test_when_no_response_is_sound_nothing_is_written(park: Path, tmp_path: Path) -> None:
    write_response(tmp_path / "r" / "1.yaml", "1", answers={"JC-1.cov": 900})
    assert batch(tmp_path / "r").code == 1
    assert not OUT.exists()


def test_a_report_that_fails_does_not_stop_the_others(folder: Path) -> None:
    write_response(folder / "0.yaml", "0", f"王{RARE}村")
    ran = run("report", folder, "--system", "own/indicators/park", "--format", "pdf", "--output", OUT)
    assert ran.code == 1
    assert f"Failed: 王{RARE}村: The PDF of" in ran.err
    assert "(U+20BB7)" in ran.err
    assert [name for name in names(OUT) if name.endswith(".pdf")] == [
        "1-东园.pdf",
        "2-西园.pdf",
        "3-南园.pdf",
    ]


def test_file_names_are_safe_and_never_alike(folder: Path) -> None:
    write_response(folder / "4.yaml", "../../esc", "北园")
    write_response(folder / "5.yaml", "X", "园")
    write_response(folder / "6.yaml", "x", "园")
    ran = batch(folder)
    assert ran.code == 0, ran.err
    pages = [name for name in names(OUT) if name.endswith(".html")]
    assert len({name.casefold() for name in pages}) == len(pages) == 8
    assert [name for name in names(OUT) if name.startswith(".")] == [NAME]


def test_lists_alone_bring_no_bulletin(folder: Path) -> None:
    assert batch(folder, "--format", "xlsx").code == 0
    assert "评估通报" not in (OUT / "index.html").read_text("utf-8")
    assert batch(folder, "--format", "xlsx").err == "3 reports were up to date.\n"


def test_a_changed_template_or_look_makes_all_again(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "mine"
    report.mkdir()
    (report / "report.yaml").write_text("format: dgassess/report/1\nextends: diagnosis\n", "utf-8")
    assert batch(folder, "--report", report).code == 0
    for name, text in (
        ("report.md.j2", '{% extends "diagnosis/report.md.j2" %}{% block clauses %}{% endblock %}'),
        ("report.md.j2", '{% extends "diagnosis/report.md.j2" %}'),
        ("theme.yaml", 'format: dgassess/theme/1\ncolours: {accent: "#8a1c1c"}\n'),
        ("report.yaml", "format: dgassess/report/1\nextends: diagnosis\noptions: {title: 诊断}\n"),
    ):
        before = contents()
        (report / name).write_text(text, "utf-8")
        report_digests._folders_digest.cache_clear()
        assert batch(folder, "--report", report).code == 0
        after = contents()
        assert [one for one in before if one[0].isdigit() and after[one] == before[one]] == [], name


def test_several_processes_write_the_same_bytes(folder: Path) -> None:
    assert batch(folder, "--jobs", "1").code == 0
    alone = contents()
    for path in OUT.iterdir():
        path.unlink()
    ran = batch(folder, "--jobs", "2")
    assert ran.code == 0, ran.err
    assert {name: data for name, data in contents().items() if name != NAME} == {
        name: data for name, data in alone.items() if name != NAME
    }
    assert batch(folder).err == "4 reports were up to date.\n"


def test_memory_is_given_back_between_reports_and_not_after_a_single_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[None] = []
    monkeypatch.setattr(pdf, "forget", lambda: times.append(None))
    given = ("--system", "own/indicators/park", "--format", "pdf", "--output")
    assert run("report", folder / "1.yaml", *given, "single").code == 0
    assert times == []
    assert run("report", folder / "1.yaml", folder / "2.yaml", *given, "two").code == 0
    assert len(times) == 1
    assert run("report", folder, *given, "all").code == 0
    assert len(times) == 1 + 3 + 1  # the bulletin too


def test_failures_in_other_processes_are_told(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    shutil.copytree(content_root() / "reports" / "diagnosis", report)
    template = report / "report.md.j2"
    wrong = '{% if unit.name == "西园" %}\n{{ nothing.at.all }}\n{% endif %}\n'
    template.write_text(wrong + template.read_text("utf-8"), "utf-8")
    ran = batch(folder, "--report", report, "--jobs", "2")
    assert ran.code == 1
    assert "report.md.j2:2:1: error: " in ran.err
    assert "Failed: 西园: the report's template does not fit it" in ran.err
    assert names(OUT) == sorted([NAME, "1-东园.html", "3-南园.html", BULLETIN, "index.html"])


@pytest.mark.parametrize(
    ("wanted", "reports", "number"),
    [(None, 3, 1), (1, 500, 1), (3, 500, 3), (4, 2, 2), (500, 500, 60), (2, 3, 2)],
)
def test_how_many_processes(wanted: int | None, reports: int, number: int) -> None:
    assert processes(wanted, reports) == number


def test_no_processes_is_wrong_usage(folder: Path) -> None:
    ran = batch(folder, "--jobs", "0")
    assert (ran.code, "--jobs is the number of processes" in ran.err) == (2, True)


def test_an_interrupt_leaves_finished_reports_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = report_batch._take

    def interrupted(one: Made, manifest: Manifest, made: list[Made]) -> None:
        original(one, manifest, made)
        if one.name == "2-西园":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(report_batch, "_take", interrupted)
        assert batch(folder).code == 130
    assert names(OUT) == [NAME, "1-东园.html", "2-西园.html"]
    ran = batch(folder)
    wrote = "".join(f"Wrote out/{name}\n" for name in ("3-南园.html", BULLETIN, "index.html"))
    assert ran.err == f"{wrote}2 reports were up to date.\n"


def test_files_named_one_by_one_are_written_all_or_none(folder: Path) -> None:
    given = ("--system", "own/indicators/park", "--format", "html", "--output", OUT)
    write_response(folder / "4.yaml", "4", "北园", {"JC-1.cov": 900})
    assert run("report", folder / "1.yaml", folder / "4.yaml", *given).code == 1
    assert not OUT.exists()
    assert run("report", folder / "1.yaml", folder / "2.yaml", *given).code == 0
    assert names(OUT) == ["1-东园.html", "2-西园.html"]
