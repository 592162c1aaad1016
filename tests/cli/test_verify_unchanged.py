"""`dgassess verify` of reports as they were made: all of them follow, whatever they are about and whoever reads."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from dgassess.reporting.visible import read_report
from dgassess.workflows.output import EnvironmentProblem
from tests.cli.parks import SYSTEM, write_park, write_response
from tests.cli.running import CITY, EXAMPLES, run
from tests.documented import ROOT
from tests.reporting.test_own_report import EXAMPLE, PAGE, write

PARK = Path("own/indicators/park")
NAMES = {
    "markup": "<b>9</b>&#49;<script>1</script>|7|{{ 1 }}",
    "order": "a\u202e12.5\u202c b\u200f3",
    "long": "园5" * 2_500 + "5" * 5_000,
    "broken": "a\u200b5 − 3",
    "spreadsheet": "=1+_x0041_ 3",
    "level": "优5 一般6 — 1 —",
}


def write_cohort(folder: Path) -> Path:
    write_response(folder / "1.yaml", "1")
    write_response(folder / "2.yaml", "2", "西园", {"JC-1.cov": 41, "FW-1.done": 7})
    return folder


@pytest.fixture
def cohort(park: Path, tmp_path: Path) -> Path:
    return write_cohort(tmp_path / "r")


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small system, the responses of `cohort`, and the reports on both units."""
    folder = tmp_path_factory.mktemp("reported")
    park = write_park(folder / "own")
    write_cohort(folder / "r")
    given = ("--system", park, "--format", "html,docx", "--output", folder / "out")
    assert run("report", folder / "r", *given).code == 0
    return folder


@pytest.fixture
def copied(reported: Path, tmp_path: Path) -> Path:
    """The responses of `cohort`; the reports on both units lie in the folder out."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path / "r"


def follows(folder: Path, *given: str | Path) -> int:
    """Verify every report of a folder; how many there were."""
    files = [
        file for file in sorted(folder.glob("*.*")) if file.suffix != ".jsonl" and file.name != "index.html"
    ]
    for file in files:
        ran = run("verify", file, *given)
        assert (ran.code, "Note" in ran.out) == (0, False), ran.out + ran.err
        assert "numbers read from the" in ran.out
        if file.suffix in (".docx", ".xlsx"):
            # What our own reports hold is known, so that nothing of it need be made again to be read surely.
            odd = [one.what for one in read_report(file.read_bytes(), "x").uncertain]
            assert [what for what in odd if "the character" not in what] == [], file
    return len(files)


@pytest.mark.parametrize(
    ("audience", "basis", "files"),
    [
        ("internal", "self", 11),
        ("internal", "verified", 11),
        ("unit", "self", 8),
        ("unit", "verified", 8),
        ("public", "verified", 6),  # a bulletin on two units would tell each the other's scores
    ],
)
def test_each_audience_on_each_basis(cohort: Path, audience: str, basis: str, files: int) -> None:
    given = (
        "--audience",
        audience,
        "--basis",
        basis,
        "--seal",
        "--watermark",
        "第2稿",
        "--organisation",
        "局7",
    )
    formats = "html,pdf,docx" if audience == "public" else "html,pdf,docx,xlsx"
    ran = run("report", cohort, "--system", PARK, *given, "--format", formats, "--output", "out")
    assert ran.code == 0, ran.err
    assert follows(Path("out"), "--responses", cohort, "--system", PARK) == files


@pytest.mark.parametrize("name", list(NAMES))
def test_hostile_names(park: Path, tmp_path: Path, name: str) -> None:
    write_response(tmp_path / "r" / "1.yaml", "1", NAMES[name])
    mark = ("--watermark", NAMES[name][:60], "--organisation", NAMES[name][:100])
    given = ("--format", "html,pdf,docx,xlsx", "--output", "out")
    ran = run("report", tmp_path / "r" / "1.yaml", "--system", park, *given, *mark)
    assert ran.code == 0, ran.err
    assert follows(Path("out"), "--responses", tmp_path / "r", "--system", park) == 4


def test_a_report_of_ones_own(tmp_path: Path) -> None:
    files = dict(EXAMPLE.findall(PAGE.read_text("utf-8")))
    files["theme.yaml"] = files["theme.yaml"].replace("省数据局标志", "省数据局2025年标志")
    folder = write(tmp_path / "my-report", files)
    ran = run("report", CITY, "--report", folder, "--format", "html,pdf,docx", "--output", "out")
    assert ran.code == 0, ran.err
    assert follows(Path("out"), "--responses", CITY, "--report", folder) == 3


def test_the_documentation_prints_what_verify_says() -> None:
    """The figures exactly; the numbers of the pages, which every rewording changes, to the hundred."""
    form = re.compile(
        r"every figure follows from the responses \((\d+) figures recomputed, (\d+) numbers read"
    )
    stated = form.search((ROOT / "docs" / "verifying.md").read_text("utf-8"))
    assert run("report", CITY, "--format", "pdf", "--output", "out").code == 0
    [page] = Path("out").glob("*.pdf")
    found = form.search(run("verify", page, "--responses", EXAMPLES).out)
    assert stated is not None
    assert found is not None
    assert stated[1] == found[1]
    assert abs(int(stated[2]) - int(found[2])) < 100


@pytest.mark.parametrize("worked", [False, True])
def test_a_handbook(cohort: Path, worked: bool) -> None:
    responses = (cohort / "2.yaml",) if worked else ()
    given = ("--system", PARK, "--report", "handbook", "--format", "html,pdf,docx")
    assert run("report", *responses, *given, "--output", "out").code == 0
    # Of all responses, the one that it was worked for is taken.
    more = ("--responses", cohort) if worked else ()
    assert follows(Path("out"), *more, "--system", PARK) == 3
    [page] = Path("out").glob("*.html")
    said = "follows from the responses (" if worked else "follows from the system ("
    assert said in run("verify", page, *more, "--system", PARK).out
    new = write_park(
        Path("new"), SYSTEM.replace("weight: 60", "weight: 55").replace("weight: 40", "weight: 45")
    )
    ran = run("verify", page, *more, "--system", new)
    assert ran.code == 1
    assert "system.digest: the report was made from 'sha256:" in ran.out
    assert "the responses give '55" in ran.out


def test_a_bulletin_needs_the_whole_cohort(cohort: Path) -> None:
    given = ("--system", PARK, "--report", "bulletin", "--format", "html,pdf,docx", "--output", "out")
    assert run("report", cohort, *given).code == 0
    assert follows(Path("out"), "--responses", cohort, "--system", PARK) == 3
    for page in Path("out").iterdir():
        ran = run("verify", page, "--responses", cohort / "2.yaml", "--system", PARK)
        assert ran.code == 1
        assert "cohort.units: the report was made from '2'; given is '1'." in ran.out
        ran = run("verify", page, "--system", PARK)
        assert (ran.code, "name the responses" in ran.err) == (2, True)


def test_a_bulletin_that_compares_is_no_proof_without_what_it_compares_with(
    cohort: Path, tmp_path: Path
) -> None:
    shutil.copytree(cohort, tmp_path / "before")
    write_response(tmp_path / "before" / "2.yaml", "2", "西园", {"JC-1.cov": 38, "FW-1.done": 5})
    made = ("--system", PARK, "--report", "bulletin", "--format", "html", "--output", "out")
    assert run("report", cohort, *made, "--previous", tmp_path / "before").code == 0
    [page] = Path("out").glob("*.html")
    given = ("--responses", cohort, "--system", PARK)
    ran = run("verify", page, *given)
    assert (ran.code, "--previous" in ran.err) == (2, True)
    assert follows(Path("out"), *given, "--previous", tmp_path / "before") == 1


def test_a_bulletin_of_another_version_is_no_proof(cohort: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ("--system", PARK, "--report", "bulletin", "--format", "html", "--output", "out")
    assert run("report", cohort, *made).code == 0
    [page] = Path("out").glob("*.html")
    text = page.read_text("utf-8")
    digit = re.search(r"<strong>(\d\d\.\d\d)", text)
    assert digit is not None
    page.write_text(text.replace(digit[1], "99.99"), "utf-8")
    monkeypatch.setattr("dgassess.workflows.report_digests.engine_digest", lambda: "sha256:another")
    ran = run("verify", page, "--responses", cohort, "--system", PARK)
    assert ran.code == 4
    assert "nothing is proved" in ran.out


def test_of_a_row_only_what_was_changed_is_named(copied: Path) -> None:
    page = Path("out/2-西园.html")
    total = re.search(r'"total": ?"(\d+\.\d+)"', page.read_text("utf-8"))
    assert total is not None
    page.write_text(page.read_text("utf-8").replace(total[1], "99.98"), "utf-8")
    ran = run("verify", page, "--responses", copied, "--system", PARK, "--format", "json")
    said = json.loads(ran.out)
    differences = said["differences"]
    assert (ran.code, said["follows"], said["complete"]) == (1, False, True)
    assert len(differences) > 3
    assert {(one["expected"], one["found"]) for one in differences} == {(total[1], "99.98")}


def test_what_is_found_again_and_again_is_told_once(copied: Path) -> None:
    page = Path("out/2-西园.html")
    text = page.read_text("utf-8")
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*JC-1(?:(?!</tr>).)*</tr>", text, re.DOTALL)
    assert row is not None
    page.write_text(text.replace(row[0], row[0].replace("41", "42")), "utf-8")
    told = run("verify", page, "--responses", copied, "--system", PARK).out.splitlines()
    assert len(set(told)) == len(told)
    everything = json.loads(
        run("verify", page, "--responses", copied, "--system", PARK, "--format", "json").out
    )
    times = [int(found[1]) for line in told if (found := re.search(r"\((\d+) times\)$", line))]
    assert times
    assert sum(times) + len(told) - 1 - len(times) == len(everything["differences"])


def test_a_pdf_that_cannot_be_made_again_here_is_no_whole_proof(
    cohort: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("--system", PARK, "--format", "pdf", "--output", "out")
    assert run("report", cohort, *given).code == 0

    def no_glyphs(*_: object) -> None:
        raise EnvironmentProblem("No font has '𠮷'.")

    monkeypatch.setattr("dgassess.workflows.report_rebuilding.render", no_glyphs)
    ran = run("verify", "out/2-西园.pdf", "--responses", cohort, "--system", PARK)
    assert ran.code == 4
    assert ran.out.rstrip().endswith("not everything could be.")


@pytest.mark.parametrize("sign", ["-", "–", "‑", "－"])
@pytest.mark.parametrize("ending", ["html", "docx"])
def test_a_figure_made_negative_is_named_whatever_the_sign(copied: Path, sign: str, ending: str) -> None:
    file = Path(f"out/2-西园.{ending}")
    if ending == "html":
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"(<td[^>]*>)(\d+\.\d\d<)", rf"\g<1>{sign}\2", text, count=1), "utf-8")
    else:
        made = io.BytesIO()
        with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                if name == "word/document.xml":
                    data = re.sub(
                        rb"(<w:t[^>]*>)(\d+\.\d\d<)", rb"\g<1>" + sign.encode() + rb"\2", data, count=1
                    )
                target.writestr(name, data)
        file.write_bytes(made.getvalue())
    ran = run("verify", file, "--responses", copied, "--system", PARK)
    assert ran.code == 1, ran.out
    assert f"'{sign}" in ran.out


@pytest.mark.parametrize("key", ["engine", "cohort", "compared"])
def test_false_data_about_how_it_was_made_prove_nothing(copied: Path, key: str) -> None:
    """Words may then have been changed: nobody can tell, so that it is not told to follow whole."""
    page = Path("out/2-西园.html")
    was, becomes = {
        "engine": (r'("engine":\{[^}]*"digest":"sha256:)....', r"\g<1>0000"),
        "cohort": (r'("cohort":\{"units":)2', r"\g<1>3"),
        "compared": (r'"compared":false', '"compared":true'),
    }[key]
    text, times = re.subn(was, becomes, page.read_text("utf-8"))
    assert times == 1
    page.write_text(text, "utf-8")
    ran = run("verify", page, "--responses", copied, "--system", PARK)
    assert ran.code == 4, ran.out
    assert "Note: Not compared" in ran.out


def test_results_with_something_twice_are_refused(cohort: Path) -> None:
    made = run("score", cohort, "--system", PARK, "--format", "json").out
    stated = json.loads(made)
    first = {**stated["units"][0], "total": 99.99}
    for name, text, said in (
        ("unit", json.dumps({**stated, "units": [first, *stated["units"]]}), "has unit '1' 2 times"),
        ("key", made.replace('"total":', '"total": 99.99, "total":', 1), "the key 'total' stands twice"),
    ):
        Path(f"{name}.json").write_text(text, "utf-8")
        ran = run("verify", f"{name}.json", "--responses", cohort, "--system", PARK)
        assert (ran.code, said in ran.err) == (1, True), ran.err
    stated["units"].reverse()
    Path("turned.json").write_text(json.dumps(stated), "utf-8")
    assert run("verify", "turned.json", "--responses", cohort, "--system", PARK).code == 1


def test_a_change_note(cohort: Path, tmp_path: Path) -> None:
    shutil.copytree(cohort, tmp_path / "before")
    write_response(tmp_path / "before" / "2.yaml", "2", "西园", {"JC-1.cov": 38, "FW-1.done": 5})
    given = ("--system", PARK, "--report", "change-note", "--format", "html,pdf,docx", "--output", "out")
    assert run("report", cohort, *given, "--previous", tmp_path / "before").code == 0
    made = ("--responses", cohort, "--system", PARK)
    assert follows(Path("out"), *made, "--previous", tmp_path / "before") == 3
    [page] = Path("out").glob("*.html")
    ran = run("verify", page, *made)
    assert (ran.code, "--previous" in ran.err) == (2, True)
    ran = run("verify", page, *made, "--previous", cohort)
    assert ran.code == 1
    assert "the responses give" in ran.out


def test_two_versions_of_a_system(park: Path) -> None:
    old = write_park(Path("old"), SYSTEM.replace("1.2.0", "1.1.0").replace("target: 100", "target: 90"))
    given = ("--system", park, "--report", "change-note", "--previous", old)
    assert run("report", *given, "--format", "html,pdf,docx", "--output", "out").code == 0
    assert follows(Path("out"), "--system", park, "--previous", old) == 3


def test_a_report_that_carries_its_inputs_suffices_on_either_basis(cohort: Path) -> None:
    for basis in ("self", "verified"):
        given = ("--with-inputs", "--format", "html,pdf,docx", "--output", basis, "--basis", basis)
        assert run("report", cohort / "1.yaml", "--system", PARK, *given).code == 0
    shutil.rmtree(cohort)
    shutil.rmtree("own")
    assert [follows(Path(basis)) for basis in ("self", "verified")] == [3, 3]


def test_the_bulletin_of_the_system_that_ships() -> None:
    given = ("--report", "bulletin", "--format", "html,pdf", "--output", "out")
    assert run("report", EXAMPLES, *given).code == 0
    assert follows(Path("out"), "--responses", EXAMPLES) == 2


def test_the_bulletin_for_the_public(park: Path, tmp_path: Path) -> None:
    for number in range(1, 7):
        write_response(tmp_path / "r" / f"{number}.yaml", str(number), f"{number}园")
    given = ("--report", "bulletin", "--audience", "public", "--format", "html,pdf,docx", "--output", "out")
    ran = run("report", tmp_path / "r", "--system", park, *given)
    assert ran.code == 0, ran.err
    assert follows(Path("out"), "--responses", tmp_path / "r", "--system", park) == 3
    page = next(Path("out").glob("*.html"))
    assert '"cohort":{"units":6}' in page.read_text("utf-8")
