"""Word documents and workbooks by the schemas and rules of Microsoft's Open XML SDK: what they pass, Word opens."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from dgassess.reporting import xlsx
from dgassess.reporting.contents import Contents
from dgassess.reporting.writer import ReportWriter, write
from tests.reporting.test_word_hostile import NASTY, everywhere

VERSIONS = ("Office2010", "Microsoft365")
"""The newest that the SDK knows rules for, and the oldest that knows captions of tables."""
pytestmark = pytest.mark.openxml


def faults(path: Path, data: bytes) -> list[str]:
    """What the validator says of a file, by version."""
    path.write_bytes(data)
    found = []
    for version in VERSIONS:
        ran = subprocess.run(
            ["ooxml-validator", str(path), "--officeVersion", version],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        said = json.loads(ran.stdout)
        assert said["ok"] == (not said["errors"]), said
        found += [f"{version}: {one['xPath']}: {one['description']}" for one in said["errors"]]
    return found


def test_the_validator_finds_a_fault(tmp_path: Path, word_data: bytes) -> None:
    document = docx.Document(io.BytesIO(word_data))
    paragraph = document.paragraphs[0]._p
    paragraph.append(paragraph.makeelement(qn("w:tblPr"), {}))
    spoilt = io.BytesIO()
    document.save(spoilt)
    assert len(faults(tmp_path / "a.docx", spoilt.getvalue())) == len(VERSIONS)


def test_a_report_with_watermark_and_seal_is_valid(tmp_path: Path, word_data: bytes) -> None:
    assert faults(tmp_path / "报告.docx", word_data) == []


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_hostile_text_leaves_a_document_valid(tmp_path: Path, text: str, writer: ReportWriter) -> None:
    assert faults(tmp_path / "a.docx", write(everywhere(text), "docx", writer.resources)) == []


def test_the_list_for_rectification_is_valid(tmp_path: Path, contents: Contents) -> None:
    assert contents.sheet is not None
    assert faults(tmp_path / "a.xlsx", xlsx.write(contents.sheet, {})) == []
