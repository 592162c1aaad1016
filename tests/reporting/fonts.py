"""A font with one character more than ours have."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.workflows.content import content_root

FONTS = content_root() / "reports" / "fonts"


def write_rare_font(path: Path) -> None:
    """Ours, with 吉's glyph mapped to 𠮷 too; the test is skipped where the library that writes fonts is missing."""
    tables = pytest.importorskip("fontTools.ttLib")
    font = tables.TTFont(FONTS / "NotoSansSC-Regular.ttf")
    for table in font["cmap"].tables:
        if table.format == 12:
            table.cmap[0x20BB7] = table.cmap[ord("吉")]
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = "Rare"
    font.save(path)
