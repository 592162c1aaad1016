"""Every text that readers get stands in every catalogue, and no Chinese text in the code escapes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import polib
import pytest

from dgassess.values.language import CHINESE, LANGUAGES
from tests.wording import CHINESE as CHINESE_LETTERS
from tests.wording import SOURCE, Said, texts

# What is worded for readers of reports, explanations and tables of scores. Help and messages are in English anyway.
WORDED = (
    "cli/explain_text.py", "cli/score_tables.py", "engine/*.py", "expressions/operations.py", "reporting/*.py",
    "rules/*.py", "values/answers.py", "workflows/case_reasons.py", "workflows/report_*.py",
)  # fmt: skip
SCHEMA_HELP = "rules/descriptions.py"
# Chinese that is no wording, by file and top-level name: typography, numerals, fonts, patterns of Chinese content.
NO_WORDING = {
    "engine/proofs_candidates.py": {""},  # a sample answer
    "reporting/bulletin.py": {"_subject"},  # endings that names of Chinese systems lose
    "reporting/diagnosis.py": {"_sheet"},
    "reporting/handbook.py": {"_Book"},  # full stops
    "reporting/handbook_cards.py": {"_PART", "share_sentence", "standard_lines"},
    "reporting/lettering.py": {"_CLOSING"},
    "reporting/numbering.py": {"_DIGITS", "_label", "chinese_number", "counting_number"},
    "reporting/page_words.py": {"page_words"},
    "reporting/particulars.py": {"cover"},
    "reporting/shapes.py": {"DistributionChart"},  # a measure word
    "reporting/standing.py": {"vetoes"},
    "reporting/tokens.py": {"_NUMBER", "_OTHER_SIGNS"},
    "reporting/word_package.py": {"_OTHER_NAMES"},
    "reporting/word_theme.py": {"WordTheme"},
    "reporting/wording.py": {"_CJK", "_FULL_WIDTH", "_MINUS", "_parted", "typeset"},
    "reporting/xlsx.py": {"_formats", "_lay_out"},
    "workflows/report_examples.py": {"steps_of"},
    "workflows/report_index.py": {"_ENDING"},
    "workflows/report_words.py": {
        "_ADDRESS",
        "_COUNTED",
        "_DOING",
        "_single",
    },  # patterns of reviewers' names
}


def files(patterns: Iterable[str]) -> list[Path]:
    found = [path for pattern in patterns for path in sorted(SOURCE.glob(pattern))]
    return [path for path in found if path != SOURCE / SCHEMA_HELP]


def everywhere() -> list[Said]:
    return [one for path in files(["**/*.py"]) for one in texts(path)[0] if one.text]


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(SOURCE / "locale" / f"{language}.po"), encoding="utf-8")


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_no_chinese_text_escapes_the_catalogues() -> None:
    stray = {
        (path.relative_to(SOURCE).as_posix(), one.within): one
        for path in files(WORDED)
        for one in texts(path)[1]
    }
    allowed = {(file, name) for file, names in NO_WORDING.items() for name in names}
    assert [f"{one.file}:{one.line}: {one.text}" for key, one in stray.items() if key not in allowed] == []
    assert allowed - stray.keys() == set(), "These hold no Chinese any more."


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != CHINESE])
def test_a_catalogue_has_every_text_and_no_other(language: str) -> None:
    said = {(one.context, one.text) for one in everywhere()}
    entries = [(entry.msgctxt or "", entry.msgid) for entry in catalogue(language)]
    assert sorted(said - set(entries)) == []
    assert sorted(set(entries) - said) == []
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != CHINESE])
def test_a_translation_puts_in_what_the_text_does(language: str) -> None:
    """It may put in others of what the code gives: a count that decides between unit and units, what is left over."""
    given: dict[tuple[str, str], set[str]] = {}
    for one in everywhere():
        known = given.setdefault((one.context, one.text), set(one.values or ()))
        known &= set(one.values or ())
    for entry in catalogue(language):
        names, wanted = names_in(entry.msgstr), names_in(entry.msgid)
        assert entry.msgstr, entry.msgid
        assert names <= wanted | given[entry.msgctxt or "", entry.msgid], entry.msgid
        assert len(names) >= len(wanted), entry.msgid
        assert not CHINESE_LETTERS.search(entry.msgstr), entry.msgstr
        assert not re.search("[\"']", entry.msgstr), f"{entry.msgstr}: quotation marks are ‘’ and “”"
        for _, _, spec, _ in Formatter().parse(entry.msgstr):
            assert not spec or spec.count("|") == 1, entry.msgstr


def test_a_text_is_given_the_values_it_names() -> None:
    """One that is given none at all has marks for the script of a page, or is a table's, whose user gives them."""
    for one in everywhere():
        if one.values:
            missing = names_in(one.text) - one.values
            assert not missing, f"{one.file}:{one.line}: {missing}"
