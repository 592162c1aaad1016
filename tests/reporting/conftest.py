"""Where the content folders are, and a whole report written once for the tests that only read it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dgassess.reporting import diagnosis
from dgassess.reporting.blocks import Document
from dgassess.reporting.contents import Contents, ReportRequest
from dgassess.reporting.definition import load_report
from dgassess.reporting.writer import ReportWriter, Resources, write
from tests.reporting.factory import sample
from tests.reporting.word_reading import Opened, opened

REPORTS = Path(__file__).parents[2] / "reports"
REQUEST = ReportRequest("2026", "省数字政府研究院", "2027年3月1日", tool="dgassess 1.0.0")


@pytest.fixture(scope="session")
def writer() -> ReportWriter:
    return ReportWriter(load_report(REPORTS / "diagnosis"), Resources.under(REPORTS))


@pytest.fixture(scope="session")
def contents() -> Contents:
    results, unit, system, evidence = sample()
    return diagnosis.build(results, unit, system, evidence, REQUEST)


@pytest.fixture(scope="session")
def rendered(writer: ReportWriter, contents: Contents) -> dict[str, bytes]:
    return writer.render(contents)


@pytest.fixture(scope="session")
def bulletins() -> ReportWriter:
    return ReportWriter(load_report(REPORTS / "bulletin"), Resources.under(REPORTS))


@pytest.fixture(scope="session")
def word_document(writer: ReportWriter, contents: Contents) -> Document:
    made = writer.document(contents)
    return replace(made, watermark="征求意见稿", cover=replace(made.cover, seal=True))


@pytest.fixture(scope="session")
def word_data(writer: ReportWriter, word_document: Document) -> bytes:
    return write(word_document, "docx", writer.resources)


@pytest.fixture(scope="session")
def word_report(word_data: bytes) -> Opened:
    return opened(word_data)
