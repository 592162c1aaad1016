"""Write docs/checks: one page per check, made from the check's docstring, and an index.

Usage: python scripts/build_check_pages.py [--output docs/checks]

The same checks give the same bytes. Pages of checks that are gone are removed. tests/test_check_pages.py fails while
the pages differ from what this script would write.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from dgassess.checks.table import CHECKS, Check

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("What", "Why", "Example", "Instead")
INDEX_HEAD = """# Checks

What `dgassess validate` looks for in an indicator system and its questionnaire once every file can be read. One page
per check, made from the check's own text by `scripts/build_check_pages.py`; edit the text in `src/dgassess/checks/`.
Defects of a single file (a misspelt key, a full-width colon, a number in quotation marks) are reported while it is
read and are not listed here; [files](../files.md#how-scalars-are-read) says how files are read.

| check | finds |
|---|---|
"""


class PageProblem(ValueError):
    """A docstring without one of the four parts; the message names the check and the part."""


def page_of(check: Check) -> str:
    """The page of a check in Markdown. Raises PageProblem when its docstring lacks a part."""
    summary, _, rest = check.page.strip().partition("\n")
    parts = _parts(check.name, rest)
    body = "\n\n".join(f"**{name}.** {_sentence(parts[name])}" for name in PARTS)
    return f"# {check.name}\n\n{summary.strip()}\n\n{body}\n"


def _parts(name: str, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    current = ""
    for line in text.splitlines():
        head, colon, tail = line.partition(":")
        if colon and head in PARTS:
            current = head
            found[current] = tail.strip()
        elif line.strip() and current:
            found[current] += f"\n{line.strip()}"
        elif line.strip():
            raise PageProblem(f"The docstring of check '{name}' has text before its first part: '{line}'.")
    missing = [part for part in PARTS if not found.get(part)]
    if missing:
        raise PageProblem(f"The docstring of check '{name}' does not say '{missing[0]}:'.")
    return found


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def pages() -> dict[str, str]:
    """Every file of docs/checks by name, the index included."""
    rows = [
        f"| [{check.name}]({check.name}.md) | {check.page.strip().splitlines()[0]} |\n" for check in CHECKS
    ]
    return {"README.md": INDEX_HEAD + "".join(rows)} | {
        f"{check.name}.md": page_of(check) for check in CHECKS
    }


def main() -> None:
    """Write the pages and remove those of checks that are gone."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "checks")
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for stale in folder.glob("*.md"):
        if stale.name not in wanted:
            stale.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
