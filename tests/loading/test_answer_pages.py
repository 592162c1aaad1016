"""The pages of the defects of responses have the form of the others."""

from __future__ import annotations

import re

from dgassess.loading.answer_pages import ANSWER_PAGES, ANSWER_WARNINGS
from dgassess.loading.pages import PAGES


def test_pages_have_one_form() -> None:
    for name, page in ANSWER_PAGES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert re.fullmatch(r"[^\n]+\.\n\nWhy: [^\n]+\nExample: [^\n]+\nInstead: [^\n]+\n", page), name


def test_nothing_has_two_pages() -> None:
    assert PAGES.keys() & ANSWER_PAGES.keys() == set()
    assert ANSWER_PAGES.keys() > ANSWER_WARNINGS
