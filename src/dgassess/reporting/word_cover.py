"""The cover of a Word document: notice at the top, title in the upper half, who and when at the foot."""

from __future__ import annotations

import math
from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dgassess.reporting.blocks import Cover
from dgassess.reporting.lettering import width as text_width
from dgassess.reporting.page_words import page_words
from dgassess.reporting.word_facts import cover_facts, names_width
from dgassess.reporting.word_theme import WordTheme
from dgassess.reporting.word_widths import PADDING
from dgassess.reporting.word_xml import Layout, paragraph, text_run

TITLE_BEFORE, TITLE_AFTER, FACTS_BEFORE = 120.0, 18.0, 72.0
# A seal of 42 mm goes over the organisation's name and the date.
SEAL = 119.0
_LEAST = 24.0


def cover(content: Cover, theme: WordTheme) -> Iterator[Element]:
    """The paragraphs of the cover; what stands at the foot is pushed there by the white above it."""
    room, _ = theme.text_area(landscape=False)
    yield paragraph("ReportNotice", [text_run(content.notice)] if content.notice else [])
    yield paragraph("Title", [text_run(content.title)])
    if content.subtitle:
        yield paragraph("Subtitle", [text_run(content.subtitle)])
    if content.facts:
        yield paragraph("ReportGap", layout=Layout(line=FACTS_BEFORE))
        yield cover_facts(content.facts, room, theme.body_size)
    imprint = [text for text in (content.organisation, content.date) if text]
    white = _white(content, theme, len(imprint))
    for index, text in enumerate(imprint):
        first = Layout(before=white, keep_next=True)
        yield paragraph("ReportImprint", [text_run(text)], first if index == 0 else None)


def _white(content: Cover, theme: WordTheme, lines: int) -> float:
    """Points between the facts and the imprint; what a seal covers below the date stays free too."""
    room, height = theme.text_area(landscape=False)
    title_lines = _lines(content.title, theme.title_size, room)
    title = TITLE_BEFORE + TITLE_AFTER + title_lines * theme.title_size * 1.4
    subtitle = (
        _lines(content.subtitle, theme.body_size * 1.2, room) * theme.line_pitch + 12
        if content.subtitle
        else 0
    )
    facts = FACTS_BEFORE + _fact_lines(content, theme, room) * theme.line_pitch * 1.3 if content.facts else 0
    below = SEAL / 3 if content.seal else 0
    used = theme.line_pitch * (1 + lines) + title + subtitle + facts + below
    return max(SEAL / 2 if content.seal else _LEAST, height - used - theme.line_pitch)


def _fact_lines(content: Cover, theme: WordTheme, room: float) -> int:
    own = room - names_width(content.facts, room, theme.body_size) - 2 * PADDING
    return sum(
        _lines(fact.value + page_words().gap + fact.note, theme.body_size, own) for fact in content.facts
    )


def _lines(text: str, size: float, room: float) -> int:
    return max(1, math.ceil(text_width(text[:2000], size) / room))
