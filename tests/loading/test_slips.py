"""What slip may lie behind a text that was not accepted as a value."""

from __future__ import annotations

import pytest

from dgassess.loading.slips import text_hint


@pytest.mark.parametrize("text", ["12", "12%", "-1.5", "１２", "1,000"])
def test_a_quoted_number_is_written_without_marks(text: str) -> None:
    assert "without quotation marks" in text_hint(text, wants_number=True)


@pytest.mark.parametrize("text", ["1_0", "0x7f", "十"])
def test_what_would_be_refused_again_is_not_advised(text: str) -> None:
    assert "without quotation marks" not in text_hint(text, wants_number=True)
