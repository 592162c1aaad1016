"""What `dgassess validate` writes in each format, byte by byte; and how each escapes what files may hold.

DGASSESS_APPROVE=1 writes the approved files anew, to be read in the change.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from dgassess import __version__
from dgassess.cli.diagnostics import diagnostics_json
from dgassess.cli.github import github
from dgassess.cli.junit import junit
from dgassess.cli.sarif import sarif
from dgassess.loading.ignores import Ignored
from dgassess.values.diagnostics import Diagnostic, Place
from dgassess.workflows.validation import Validation
from tests.cli.running import run, spawn

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
FORMATS = {"text": "txt", "json": "json", "sarif": "sarif", "github": "github.txt", "junit": "xml"}
# Its defects are found while files are read, so that these outputs do not change with every new check.
SYSTEM = """\
format: dgassess/indicator-system/1
id: park
name: "园区‘数字化’100%"
nmae: 园区
questionnaire: {id: survey}
indicators:
  - {id: JC-1, name: 网络覆盖, weight: 100, weight: 90, rule: {kind: value, question: cov}}
"""
QUESTIONNAIRE = """\
format: dgassess/questionnaire/1
id: survey
questions:
  - {id: JC-1.cov, type: percent, text: 网络覆盖率}
"""
PART = "format: dgassess/section/1\nid: alone\nname: 单独\nquestions: []\n"

TRICKY = Diagnostic(
    "unknown-key",
    "error",
    Place("指标/甲,乙: 50%.yaml", 3, 7),
    'The key "a\nb" <x> & [甲](1) is 100% \x01 wrong.\r\n',
    "Write ‘乙’.",
    ((Place("指标/甲,乙: 50%.yaml", 1, 1), "The first, see [here](2)."),),
)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "甲 乙"
    files = {
        "indicators/park/system.yaml": SYSTEM.encode(),
        "questionnaires/survey/questionnaire.yaml": QUESTIONNAIRE.encode("gb18030"),
        "sections/alone.yaml": PART.encode(),
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("format", FORMATS)
def test_the_output_is_as_approved(broken: Path, format: str) -> None:
    ran = run("validate", broken, "--format", format)
    assert ran.code == 1
    got = ran.data.decode().replace(f'"{__version__}"', '"0.0.0"')
    approved = HERE / "approved" / f"broken.{FORMATS[format]}"
    if os.environ.get("DGASSESS_APPROVE") == "1":
        approved.write_text(got, "utf-8", newline="\n")
    assert got == approved.read_text("utf-8")


def log(found: Validation) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(sarif(found))
    jsonschema.Draft4Validator(SCHEMA).validate(made)
    return made


def test_sarif_keeps_to_its_schema(broken: Path) -> None:
    for paths in ((broken,), ()):
        made = json.loads(run("validate", *paths, "--format", "sarif").data)
        jsonschema.Draft4Validator(SCHEMA).validate(made)
    # The schema does find what is wrong.
    made["runs"][0]["columnKind"] = "bytes"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate(made)


def test_sarif_of_what_can_be_fixed_keeps_to_its_schema(park: Path) -> None:
    file = park / "system.yaml"
    file.write_text(file.read_text("utf-8").replace("weight: 60", "weight：60"), "utf-8")
    made = json.loads(run("validate", park, "--format", "sarif").data)
    jsonschema.Draft4Validator(SCHEMA).validate(made)
    assert [result["ruleId"] for result in made["runs"][0]["results"] if "fixes" in result] == [
        "full-width-colon"
    ]


def test_sarif_escapes_and_names_places() -> None:
    [made] = log(Validation(("a.yaml",), (TRICKY,), read=("指标/甲,乙: 50%.yaml",)))["runs"]
    [result] = made["results"]
    uri = "%E6%8C%87%E6%A0%87/%E7%94%B2%2C%E4%B9%99%3A%2050%25.yaml"
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%", "index": 0}
    assert location["region"] == {"startLine": 3, "startColumn": 7}
    assert made["columnKind"] == "unicodeCodePoints"
    assert "\\[甲\\](1)" in result["message"]["text"]
    assert result["relatedLocations"][0]["message"]["text"] == "The first, see \\[here\\](2)."
    [rule] = made["tool"]["driver"]["rules"]
    assert (rule["id"], rule["defaultConfiguration"]) == ("unknown-key", {"level": "error"})
    assert {"shortDescription", "fullDescription", "help"} <= set(rule)


def test_sarif_of_other_places_and_checks() -> None:
    cell = Diagnostic("new-check", "information", Place("t.xlsx", sheet="表1", cell="B7"), "甲.")
    outside = Diagnostic("not-utf-8", "warning", Place("../b.yaml"), "乙.")
    ignored = (Ignored(TRICKY, "省厅定"), Ignored(outside, ""))
    [made] = log(Validation(("a.yaml", "b.yaml"), (cell, outside), ignored))["runs"]
    first, second, third, fourth = made["results"]
    assert first["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "表1!B7"}]
    assert "region" not in first["locations"][0]["physicalLocation"]
    where = second["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == (Path.cwd().parent / "b.yaml").as_uri()
    assert where["region"] == {"startLine": 1}
    assert third["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "省厅定"}]
    assert fourth["suppressions"] == [{"kind": "inSource", "status": "accepted"}]
    assert [rule["id"] for rule in made["tool"]["driver"]["rules"]] == [
        "not-utf-8",
        "unknown-key",
        "new-check",
    ]
    for result in made["results"]:
        assert made["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_github_escapes() -> None:
    assert github([TRICKY]) == (
        "::error file=指标/甲%2C乙%3A 50%25.yaml,line=3,col=7,title=unknown-key::"
        'The key "a%0Ab" <x> & [甲](1) is 100%25 \x01 wrong.%0D%0A%0AWrite ‘乙’.\n'
    )
    whole = Diagnostic("not-utf-8", "warning", Place("a.yaml"), "甲.")
    cell = Diagnostic("x", "information", Place("t.xlsx", sheet="表", cell="B7"), "乙.")
    assert github([whole, cell]) == (
        "::warning file=a.yaml,title=not-utf-8::甲.\n::notice file=t.xlsx,title=x::表!B7: 乙.\n"
    )
    assert github([]) == ""


def test_junit_escapes_and_counts() -> None:
    warning = Diagnostic("x", "warning", Place("b.yaml", 1, 2), "乙.")
    for strict, failures in ((False, "1"), (True, "2")):
        text = junit([TRICKY, warning], ["c.yaml", TRICKY.place.file], strict=strict)
        root = ElementTree.fromstring(text)  # noqa: S314 - our own
        assert root.attrib == {
            "name": "dgassess validate", "tests": "3", "failures": failures, "errors": "0",
        }  # fmt: skip
        suites = {suite.get("name"): suite for suite in root}
        assert list(suites) == ["b.yaml", "c.yaml", TRICKY.place.file]
        assert suites["c.yaml"][0].get("name") == "no problems"
        failure = suites[TRICKY.place.file][0][0]
        assert failure.get("message") == TRICKY.message.replace("\x01", "\ufffd")
        assert "The first, see [here](2)." in (failure.text or "")
        assert suites["b.yaml"][0][0].tag == ("failure" if strict else "system-out")


def test_json_keeps_everything() -> None:
    [found] = json.loads(diagnostics_json([TRICKY]))["diagnostics"]
    assert (found["message"], found["file"]) == (TRICKY.message, TRICKY.place.file)
    assert found["related"][0]["message"] == "The first, see [here](2)."


def test_no_colours_when_piped(broken: Path) -> None:
    assert b"\x1b" not in run("validate", broken).data
    assert b"\x1b" not in spawn("validate", broken, TERM="xterm-256color").data


def test_output_goes_to_a_file(broken: Path, tmp_path: Path) -> None:
    ran = run("validate", broken, "--format", "sarif", "--output", "out/a.sarif")
    assert (ran.code, ran.data) == (1, b"")
    assert re.fullmatch(r"Wrote out/a.sarif\n3 files validated: \d errors, 1 warning, 1 remark\.\n", ran.err)
    assert (tmp_path / "out" / "a.sarif").read_bytes() == run("validate", broken, "--format", "sarif").data
    again = run("validate", broken, "--format", "junit", "-o", "out/a.sarif")
    assert (again.code, "--force" in again.err) == (2, True)
    assert run("validate", broken, "--format", "junit", "-o", "out/a.sarif", "--force").code == 1
    text = run("validate", broken, "--output", "out/b.txt")
    assert (text.code, text.err[:38]) == (2, "Error: Text is for reading on screen: ")


def test_renderers_are_loaded_only_when_asked_for() -> None:
    script = (
        "import sys; from dgassess.cli.main import app\n"
        "try: app(['validate', '--format', 'github'])\n"
        "except SystemExit: print([name for name in sys.modules if 'sarif' in name or 'junit' in name or name in "
        "('xml.etree.ElementTree', 'tomllib', 'rich.console', 'dgassess.workflows.catalogue')])"
    )
    path = os.pathsep.join(path for path in sys.path if path)
    environment = os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are Unicode")
@pytest.mark.parametrize("format", ["json", "sarif", "junit", "github"])
def test_a_file_name_that_is_no_text_is_escaped(tmp_path: Path, format: str) -> None:
    folder = tmp_path / os.fsdecode(b"q\xff")
    folder.mkdir()
    (folder / "system.yaml").write_text(SYSTEM, "utf-8")
    ran = run("validate", folder, "--format", format)
    assert ran.code == 1
    data = ran.data.decode()
    if format == "sarif":
        assert "q%FF/system.yaml" in data
    if format in ("json", "sarif"):
        json.loads(data)
    else:
        assert {"github": "q\\udcff/", "junit": "q\ufffd/"}[format] in data
