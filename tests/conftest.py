"""Hypothesis's settings; tests that need a program the project does not install, and how a run can insist on them.

A test marked `chromium`, `poppler`, `libreoffice` or `openxml` is skipped where that program, or the `browser` extra
that it drives Chromium with, is missing. With DGASSESS_REQUIRE_EXTERNAL=1 it runs, and any skip in it
counts as a failure.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

# A busy machine is not a defect, and CI judges a change, not luck: there every run tries the same examples.
settings.register_profile("dgassess", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("dgassess")

# Collecting after every 700 objects is a tenth of the time. More than this, which the command itself allows, slows
# Hypothesis down: its many short-lived objects then leave the processor's cache.
gc.set_threshold(20_000)


@pytest.fixture(scope="session", autouse=True)
def kept_methods_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled methods are kept in a folder of the run, never in the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DGASSESS_CACHE_DIR", str(tmp_path_factory.mktemp("kept")))
        yield


PROGRAMS = {
    "chromium": ("chromium",),
    "poppler": ("pdftotext", "pdftoppm"),
    "libreoffice": ("soffice", "lowriter"),
    "openxml": ("ooxml-validator",),
}


def _required() -> bool:
    return os.environ.get("DGASSESS_REQUIRE_EXTERNAL") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if _required():
        return
    missing = {
        marker: next((program for program in programs if shutil.which(program) is None), None)
        for marker, programs in PROGRAMS.items()
    }
    for item in items:
        for marker, program in missing.items():
            if program is not None and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"{program} is not installed"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    external = any(item.get_closest_marker(marker) for marker in PROGRAMS)
    if external and _required() and report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} must not be skipped in this run: {reason}"
    return report
