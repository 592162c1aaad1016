"""What can go wrong when a report is made; every message is a whole English sentence."""

from __future__ import annotations

from dataclasses import dataclass

from dgassess.values.texts import shortened


class ReportError(Exception):
    """A report cannot be made from what was given."""


class ReportTemplateError(ReportError):
    """A template is wrong; `file` and `line` (1-based, 0 = unknown) say where."""

    def __init__(self, message: str, file: str = "", line: int = 0) -> None:
        self.message, self.file, self.line = message, file, line
        place = f"{file}:{line}: " if line else f"{file}: " if file else ""
        super().__init__(place + message)


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no available font has, and the first place of the report where it stands."""

    character: str
    where: str
    context: str

    @property
    def code_point(self) -> str:
        """Such as U+20BB7."""
        return f"U+{ord(self.character):04X}"


class MissingGlyphsError(ReportError):
    """The fonts lack characters of the report; `glyphs` names each with its place."""

    def __init__(self, glyphs: tuple[MissingGlyph, ...]) -> None:
        self.glyphs = glyphs
        named = "; ".join(
            f"'{g.character}' ({g.code_point}) in {shortened(g.where)}: …{g.context}…" for g in glyphs[:5]
        )
        more = f"; and {len(glyphs) - 5} more" if len(glyphs) > 5 else ""
        super().__init__(
            f"The fonts lack {len(glyphs)} character(s) of this report: {named}{more}. "
            "Name a folder with a font that has them, such as the system's font folder, "
            "or ask for HTML, which uses the reader's own fonts."
        )


class PdfError(ReportError):
    """The PDF theme or the PDF library failed; the message carries its diagnostics."""
