"""Every bad and every good file of the checks, put together from the modules that hold them."""

from __future__ import annotations

from tests.checks.bad_figures import BAD_FIGURES
from tests.checks.bad_levels import BAD_LEVELS
from tests.checks.bad_links import BAD_LINKS
from tests.checks.bad_questions import BAD_QUESTIONS
from tests.checks.bad_references import BAD_REFERENCES
from tests.checks.bad_rules import BAD_RULES
from tests.checks.bad_scale import BAD_SCALE
from tests.checks.frame import Bad
from tests.checks.good_files import GOOD_FILES
from tests.checks.good_levels import GOOD_LEVELS
from tests.checks.good_links import GOOD_LINKS
from tests.checks.good_questions import GOOD_QUESTIONS
from tests.checks.good_rules import GOOD_RULES

BAD: tuple[Bad, ...] = (
    *BAD_REFERENCES,
    *BAD_FIGURES,
    *BAD_LINKS,
    *BAD_SCALE,
    *BAD_RULES,
    *BAD_LEVELS,
    *BAD_QUESTIONS,
)
GOOD: dict[str, str] = {**GOOD_FILES, **GOOD_LINKS, **GOOD_RULES, **GOOD_LEVELS, **GOOD_QUESTIONS}
