"""A text or name begins or ends with a blank, or holds an invisible character.

What: blanks, full-width blanks and line ends around texts and names; zero-width characters within them.
Why: the eye does not see them, but comparisons, columns of tables and printed reports do.
Example: `filler: "数据局 "`, which is another department than 数据局.
Instead: take the blank out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.checks.texts import Written, names, prose
from dgassess.values.diagnostics import Diagnostic, Fix, Severity

NAME = "stray-blanks"
SEVERITY: Severity = "warning"
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_NAMED = {"\u3000": "a full-width blank", "\u00a0": "a no-break blank", "\n": "a line end", "\t": "a tab"}


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per text."""
    for written in prose(subject):
        yield from _of(subject, written, False, named=False)
    for written, key in names(subject):
        yield from _of(subject, written, key, named=True)


def _of(subject: Subject, written: Written, key: bool, *, named: bool) -> Iterator[Diagnostic]:
    owner, loc, text = written
    bare = text.strip()
    hidden = _INVISIBLE.search(text)
    if bare == text and hidden is None:
        return
    if hidden is not None:
        what = f"holds the invisible character U+{ord(hidden[0]):04X}"
    else:
        stray = text[0] if text[0] != bare[:1] else text[-1]
        what = f"{'begins' if text[0] != bare[:1] else 'ends'} with {_NAMED.get(stray, 'a blank')}"
    message = f"'{_INVISIBLE.sub('', text)}' of {owner or 'the system'} {what}."
    help_ = f"Write '{_INVISIBLE.sub('', bare).strip()}'."
    # Names are compared letter by letter, maybe by files that are not read here; joined emoji need their joiner.
    clean = _INVISIBLE.sub("", bare).strip()
    fix = Fix(text, clean) if clean and not named and "\u200d" not in text else None
    yield subject.defect(NAME, SEVERITY, owner, loc, message, help_, key=key, fix=fix)
