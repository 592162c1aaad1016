"""Every defect that reading can find has a page, and every page has a test that finds its defect."""

from __future__ import annotations

import re
from pathlib import Path

from dgassess.loading.pages import PAGES
from tests.loading.test_json import BAD as BAD_JSON
from tests.loading.test_validation import SLIPS
from tests.loading.test_yaml_defects import BAD as BAD_YAML


def _named_in_tests() -> set[str]:
    text = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    return {name for name in PAGES if f'"{name}"' in text}


def test_every_defect_found_by_a_test_has_a_page() -> None:
    found = (
        {bad[3] for bad in BAD_YAML.values()}
        | {bad[3] for bad in BAD_JSON.values()}
        | {bad[3] for bad in SLIPS}
    )
    assert found <= set(PAGES)


def test_every_page_has_a_test() -> None:
    assert set(PAGES) == _named_in_tests()


def test_pages_have_one_form() -> None:
    for name, page in PAGES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert re.fullmatch(r"[^\n]+\.\n\nWhy: [^\n]+\nExample: [^\n]+\nInstead: [^\n]+\n", page), name
