"""Searches every output byte for planted secrets: every report, in every format, for every audience.

A secret must be found where it may be read, in every format, so that the search proves able to find it.
"""

from __future__ import annotations

import html
import io
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.cli.parks import write_park
from tests.cli.running import run
from tests.cli.test_report_audiences import (
    EVIDENCE,
    OTHERS,
    OWN,
    QUESTIONNAIRE,
    REVIEWERS,
    REVIEWS,
    SYSTEM,
    response,
)

AUDIENCES = ("internal", "unit", "public")
FORMATS = ("html", "pdf", "docx")
REPORTS = ("diagnosis", "bulletin", "handbook", "change-note")
ONE_CHARACTER = {"value": ["a"], "reason": "孟现场核对管理办法,孟某认可", "by": "孟", "date": "2027-01-02"}
REVIEWED = {**REVIEWS, "FW-2.v": {**REVIEWS["FW-2.v"], "value": 83.76}, "JC-2.items": ONE_CHARACTER}
# Everybody's answers of the round before; nobody's total is among the answers of this one.
BEFORE = {"东园": 21.03, **{name: score - 6 for name, score in OTHERS.items()}}

FED = """\
      - id: FW-3
        name: 联动事项
        weight: 0
        sensitivity: public
        inputs: {n: JC-3.n}
        rule: {kind: linear, question: n, floor: 0, target: 300}
"""

Secret = tuple[str, ...]
RESTRICTED_NAME: Secret = ("涉密甲项",)
RESTRICTED_ANSWER: Secret = ("43.19",)
RESTRICTED_EVIDENCE: Secret = ("密件丁册",)
ASKED: Secret = ("密件丁册", "制度汇编")
RESTRICTED_FILE: Secret = ("机密附件辛",)
DEPARTMENT: Secret = ("密管丙处",)
ITEMS: Secret = ("秘密处分乙", "泄密事件戊")
INTERNAL: Secret = ("内部附件壬", "抽查发现两件不合格")
SELF: Secret = ("61.37", "88.44")
SELF_TOTAL: Secret = ("自评总分",)
REVIEWER: Secret = (*REVIEWERS, "孟现场", "孟某")
OTHER_UNITS: Secret = tuple(OTHERS)
OTHER_SCORES: Secret = ("44.47", "52.69", "67.31")
MAY_READ: dict[str, dict[Secret, tuple[str, ...]]] = {
    "diagnosis": {
        RESTRICTED_NAME: ("internal", "unit"), RESTRICTED_ANSWER: ("internal", "unit"),
        DEPARTMENT: ("internal", "unit"), RESTRICTED_FILE: ("internal", "unit"), ITEMS: ("internal", "unit"),
        # Only rows that unfold have room for the evidence asked for.
        ASKED: ("internal", "unit", "html"), INTERNAL: ("internal", "unit"),
        SELF: ("internal", "unit"), SELF_TOTAL: ("internal", "unit"), REVIEWER: (),
        OTHER_UNITS: (), OTHER_SCORES: (),
    },
    "bulletin": {
        RESTRICTED_NAME: ("internal",), RESTRICTED_ANSWER: (), RESTRICTED_EVIDENCE: (), RESTRICTED_FILE: (), ITEMS: (),
        INTERNAL: (), SELF: (), SELF_TOTAL: ("internal",), REVIEWER: (), OTHER_UNITS: ("internal",),
        ("东园",): ("internal",),
    },
    "handbook": {
        RESTRICTED_ANSWER: ("internal", "unit"), RESTRICTED_EVIDENCE: ("internal", "unit"), RESTRICTED_FILE: (),
        SELF: ("internal", "unit"), REVIEWER: (), OTHER_UNITS: (), OTHER_SCORES: (),
        # What a method demands is published; what a unit answered to it is not.
        ("83.76",): ("internal", "unit"),
    },
    "change-note": {
        RESTRICTED_NAME: ("internal", "unit"), RESTRICTED_ANSWER: ("internal", "unit"), RESTRICTED_EVIDENCE: (),
        RESTRICTED_FILE: (), DEPARTMENT: (), ITEMS: ("internal",), INTERNAL: (), SELF: (), REVIEWER: (),
        OTHER_SCORES: ("internal",), OTHER_UNITS: ("internal",), ("东园",): ("internal", "unit"),
    },
}  # fmt: skip


def write_responses(folder: Path) -> tuple[Path, Path, Path]:
    """The system, this round's responses and those of the round before."""
    system = SYSTEM.replace("levels:\n", "views:\n  - {id: who, name: 责任单位, by: responsible}\nlevels:\n")
    system = system.replace("cov}", "cov}\n        responsible: 网信办")
    # A public indicator that a restricted answer goes into keeps the answer, and what was made of it, to itself.
    system = system.replace("      - {id: FW-2", FED + "      - {id: FW-2")
    park = write_park(folder / "own", system, QUESTIONNAIRE)
    now, before = folder / "now", folder / "before"
    response(now, "100", "东园", OWN, reviews=REVIEWED, evidence=EVIDENCE)
    for place, scores in ((now, OTHERS), (before, BEFORE)):
        for name, score in scores.items():
            answers = {key: round(score, 2) for key in ("JC-1.cov", "JC-3.n", "FW-1.v", "FW-2.v")}
            id_ = "100" if name == "东园" else f"77{[*OTHERS].index(name):04d}"
            response(place, id_, name, {**answers, "JC-2.items": [], "KF-1.n": 0, "FJ-1.hit": False})
    return park, now, before


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Every report for every audience: the folder of its files by report and audience."""
    folder = tmp_path_factory.mktemp("secrets")
    park, now, before = write_responses(folder)
    found = {}
    for audience in AUDIENCES:
        for report in REPORTS:
            out = folder / report / audience
            formats = ",".join(FORMATS) + (",xlsx" if report == "diagnosis" else "")
            said: list[str | Path] = ["--system", park, "--report", report, "--format", formats]
            said += ["--output", out]
            said += ["--audience", audience]
            said += ["--previous", before] if report == "change-note" else []
            ran = run("report", now / "100.yaml" if report == "handbook" else now, *said)
            assert ran.code == 0, ran.err
            found[report, audience] = out
    return found


def own_files(folder: Path, report: str, audience: str, ending: str) -> list[Path]:
    """The files for one reader in one format: of reports on units, those on the first."""
    files = sorted(folder.glob(f"*.{ending}"))
    single = report == "diagnosis" or (report == "change-note" and audience == "unit")
    return [file for file in files if not single or file.name.startswith("100-")]


def texts_of(file: Path) -> Iterator[str]:
    """Everything a file says, in whatever part of it and however it is packed."""
    data = file.read_bytes()
    if file.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                yield name
                part = package.read(name).decode("utf-8", "replace")
                yield part
                yield html.unescape(re.sub(r"<[^>]*>", "", part))
    elif file.suffix == ".pdf":
        yield from _pdf_texts(data)
    else:
        text = data.decode("utf-8")
        yield text
        yield html.unescape(text)
        yield html.unescape(re.sub(r"<[^>]*>", "", text))


def _pdf_texts(data: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(data))
    for page in reader.pages:
        yield page.extract_text()
    yield from (str(value) for value in (reader.metadata or {}).values())
    numbers = {*reader.xref.get(0, {}), *reader.xref_objStm}
    for number in sorted(numbers):
        yield from _strings(reader.get_object(number))


def _strings(value: Any) -> Iterator[str]:
    """Every string of an object, those of its own parts too, and what its stream holds when unpacked."""
    if hasattr(value, "get_data"):
        yield value.get_data().decode("utf-8", "replace")
    if isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str | bytes):
        yield value if isinstance(value, str) else value.decode("utf-8", "replace")


def spelled(texts: Iterator[str]) -> str:
    return "".join(
        "".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").split()) + "\n" for text in texts
    )


def found_in(secret: str, text: str) -> bool:
    """Whether a text says it; a number not as a part of another one."""
    if secret[0].isdecimal():
        return re.search(rf"(?<![\d.]){re.escape(secret)}(?![\d])", text) is not None
    return secret in text


CASES = [(report, ending, audience) for report in REPORTS for ending in FORMATS for audience in AUDIENCES]


@pytest.mark.parametrize(("report", "ending", "audience"), CASES)
def test_searches_every_output_byte_for_planted_secrets(
    written: dict[tuple[str, str], Path], report: str, ending: str, audience: str
) -> None:
    files = own_files(written[report, audience], report, audience, ending)
    files = [
        file
        for file in files
        if file.name != "index.html" and ("通报" in file.name) == (report == "bulletin")
    ]
    assert files
    text = spelled(said for file in files for said in texts_of(file))
    for secrets, readers in MAY_READ[report].items():
        expected = audience in readers and ("html" not in readers or ending == "html")
        for secret in secrets:
            assert found_in(secret, text) == expected, secret


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_list_for_rectification_keeps_secrets_too(
    written: dict[tuple[str, str], Path], audience: str
) -> None:
    folder = written["diagnosis", audience]
    text = spelled(said for file in sorted(folder.glob("100-*.xlsx")) for said in texts_of(file))
    for secret in (*RESTRICTED_NAME, *RESTRICTED_ANSWER, *DEPARTMENT, "制度汇编"):
        assert found_in(secret, text) == (audience != "public"), secret
    for secret in (*REVIEWER, *OTHER_UNITS):
        assert not found_in(secret, text)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_lies_beside_the_reports_of_a_folder(
    written: dict[tuple[str, str], Path], audience: str
) -> None:
    """The index shows everybody's totals, so that only the assessors get one. The record has names and digests."""
    folder = written["diagnosis", audience]
    assert (folder / "index.html").exists() == (audience == "internal")
    beside = [folder / ".dgassess-reports.jsonl", *folder.glob("index.html")]
    text = spelled(said for file in beside for said in texts_of(file))
    assert "100-东园" in text
    for secret in (*RESTRICTED_NAME, *RESTRICTED_ANSWER, *ITEMS, *INTERNAL, *SELF, *REVIEWER, *OTHER_SCORES):
        assert not found_in(secret, text), secret
    assert found_in("44.79", text) == (audience == "internal")
    bulletins = [file for file in folder.iterdir() if "通报" in file.name]
    assert bool(bulletins) == (audience != "unit")


def test_reviewers_are_found_where_whole_responses_are_asked_for(tmp_path: Path) -> None:
    park, now, _ = write_responses(tmp_path)
    out = tmp_path / "out"
    ran = run(
        "report", now / "100.yaml", "--system", park, "--format", "html,pdf", "--with-inputs", "--output", out
    )
    assert ran.code == 0, ran.err
    for file in sorted(out.iterdir()):
        text = spelled(texts_of(file))
        for secret in REVIEWER:
            assert found_in(secret, text), (file.name, secret)


@pytest.mark.poppler
@pytest.mark.parametrize("report", REPORTS)
def test_poppler_reads_no_secret_from_a_pdf(written: dict[tuple[str, str], Path], report: str) -> None:
    for audience in AUDIENCES:
        files = own_files(written[report, audience], report, audience, "pdf")
        files = [file for file in files if ("通报" in file.name) == (report == "bulletin")]
        said = [
            subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True).stdout.decode()
            for file in files
        ]
        text = spelled(iter(said))
        for secrets, readers in MAY_READ[report].items():
            for secret in secrets if audience not in readers else ():
                assert not found_in(secret, text), (audience, secret)
