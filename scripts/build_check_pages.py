"""Write docs/checks: one page per check, made from the check's docstring, and an index.

Usage: python scripts/build_check_pages.py [--output docs/checks]

The same checks give the same bytes. Pages of checks that are gone are removed. tests/test_check_pages.py fails while
the pages differ from what this script would write.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from dgassess.checks.case_table import CASE_CHECKS, CaseCheck
from dgassess.checks.table import CHECKS, Check
from dgassess.workflows.catalogue import FAMILIES, METHOD, catalogue

ROOT = Path(__file__).resolve().parents[1]
ALL: tuple[Check | CaseCheck, ...] = (*CHECKS, *CASE_CHECKS)
PARTS = ("What", "Why", "Example", "Instead")
INDEX_HEAD = """# Checks

What `dgassess validate` looks for in an indicator system and its questionnaire once every file can be read. One page
per check, made from the check's own text by `scripts/build_check_pages.py`; edit the text in `src/dgassess/checks/`.
[Validating](../validating.md) says how to run it, how to ignore a warning, and how a project sets severities.

| check | severity | finds |
|---|---|---|
"""


class PageProblem(ValueError):
    """A docstring without one of the four parts; the message names the check and the part."""


def page_of(check: Check | CaseCheck) -> str:
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
        f"| [{check.name}]({check.name}.md) | {check.severity} | {check.page.strip().splitlines()[0]} |\n"
        for check in ALL
    ]
    return {"README.md": INDEX_HEAD + "".join(rows) + _others()} | {
        f"{check.name}.md": page_of(check) for check in ALL
    }


def _others() -> str:
    """The names that are no checks of a system, by family; `dgassess checks NAME` prints their pages."""
    text = "\nThe following have no pages here; `dgassess checks NAME` prints them.\n"
    for family, title in FAMILIES.items():
        entries = [entry for entry in catalogue().values() if entry.family == family]
        if family != METHOD:
            text += f"\n## {title}\n\n| name | severity | finds |\n|---|---|---|\n"
            text += "".join(f"| {entry.name} | {entry.severity} | {entry.summary} |\n" for entry in entries)
    return text


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
