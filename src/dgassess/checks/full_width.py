"""A name that is compared letter by letter holds full-width letters, digits or signs.

What: Ａ, １ or ％ in option ids, units, unit types, classes, names of levels and departments.
Why: `Ａ` is another option than `A`, and answers that look right are refused.
Example: `options: {Ａ: 已建立, B: 未建立}`.
Instead: switch the input method to half-width and type it again; full-width punctuation in sentences is fine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.checks.texts import names
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "full-width"
SEVERITY: Severity = "warning"
_FULL_WIDTH = re.compile("[\uff05\uff0d-\uff0f\uff10-\uff19\uff21-\uff3a\uff3f\uff41-\uff5a]")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per name."""
    for (owner, loc, text), key in names(subject):
        found = _FULL_WIDTH.search(text)
        if found is not None:
            message = f"'{text}' of {owner or 'the system'} holds the full-width character '{found[0]}'."
            help_ = f"Write '{unicodedata.normalize('NFKC', text)}'."
            yield subject.defect(NAME, SEVERITY, owner, loc, message, help_, key=key)
