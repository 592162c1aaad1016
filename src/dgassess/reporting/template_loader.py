"""Where report templates are looked for, and how their lines are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment, FileSystemLoader
from jinja2.exceptions import TemplateNotFound
from jinja2.nodes import Node
from jinja2.parser import Parser

from dgassess.reporting.errors import ReportTemplateError
from dgassess.reporting.look import inside
from dgassess.values.language import CHINESE, Language

TOKEN_START, TOKEN_END = "\ue000", "\ue001"
# A line with something else than tags on it, up to the tag that ends it.
_TAG_AFTER_TEXT = re.compile(
    r"^((?![ \t]*(?:\{[%#](?:(?![%#]\}).)*[%#]\}[ \t]*)+$).*[^-+])([%#]\})[ \t]*$", re.MULTILINE
)


class LineParser(Parser):
    """Tells what was left open where it opens; Jinja's own parser tells it at the end of the file."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._opened: list[tuple[str, int]] = []

    def parse_statement(self) -> Node | list[Node]:
        """One tag, with all that stands in it."""
        token = self.stream.current
        following = self.stream.look()
        name = f"{token.value} {following.value}" if token.value in ("block", "macro") else str(token.value)
        self._opened.append((name, token.lineno))
        found = super().parse_statement()
        self._opened.pop()
        return found

    def fail_eof(self, end_tokens: tuple[str, ...] | None = None, lineno: int | None = None) -> NoReturn:
        """Raise the error for a template that ends too soon."""
        if not self._opened:
            super().fail_eof(end_tokens, lineno)
        name, line = self._opened[-1]
        tag = name.partition(" ")[0]
        self.fail(f"'{{% {name} %}}' is left open: there is no '{{% end{tag} %}}' for it.", line)


class Loader(FileSystemLoader):
    """Drops the line of a tag that stands alone, keeps the line end after a tag that closes a line of text.

    Jinja's trim_blocks makes no difference between the two, and would run paragraphs into one.

    Templates are looked for in each folder in turn; a name that opens with that of a report, as in
    `diagnosis/report.md.j2`, is one of that report's alone. Nothing outside the folders is read, whatever links say.
    """

    def __init__(self, folders: Sequence[Path], reports: Mapping[str, Sequence[Path]]) -> None:
        super().__init__(folders, encoding="utf-8-sig")
        self.reports = {
            name: FileSystemLoader(searched, encoding="utf-8-sig") for name, searched in reports.items()
        }

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        report, _, rest = template.partition("/")
        loader: FileSystemLoader = self
        get, name = super().get_source, template
        if rest and report in self.reports:
            loader = self.reports[report]
            get, name = loader.get_source, rest
        try:
            source, file, uptodate = get(environment, name)
        except UnicodeDecodeError:
            there = (Path(folder) / name for folder in loader.searchpath)
            path = next((str(one) for one in there if one.is_file()), name)
            raise ReportTemplateError("The template is not saved as UTF-8.", path) from None
        if not any(inside(Path(folder), Path(file)) for folder in loader.searchpath):
            raise TemplateNotFound(template, f"the template '{template}' leads out of the report's folder")
        for number, line in enumerate(source.splitlines(), 1):
            if TOKEN_START in line or TOKEN_END in line:
                raise ReportTemplateError("U+E000 and U+E001 are reserved.", file, number)
        return _TAG_AFTER_TEXT.sub(r"\1+\2", source), file, uptodate


def in_language(folder: Path, language: Language) -> tuple[Path, ...]:
    """Where templates are looked for: those that ship in Chinese lie in the folder itself."""
    return (folder,) if language == CHINESE else (folder / language, folder)
