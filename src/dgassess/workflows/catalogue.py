"""Everything that `dgassess validate` can report: by name, with severity and page.

A severity here is the one a defect has of itself; a few names (cross-check, other-questionnaire) are milder or harder
by circumstance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dgassess.checks.case_table import CASE_CHECKS
from dgassess.checks.table import CHECKS
from dgassess.loading.answer_pages import ANSWER_PAGES, ANSWER_WARNINGS
from dgassess.loading.pages import PAGES
from dgassess.values.diagnostics import Severity
from dgassess.workflows.proof_pages import PROOF_PAGES

PARTS = ("What", "Why", "Example", "Instead")
METHOD, PROOF, FILE, ANSWER, RUN = "method", "proof", "file", "answer", "run"
FAMILIES = {
    METHOD: "A system and its questionnaire",
    PROOF: "Claims that --proofs refutes",
    FILE: "Reading a file",
    ANSWER: "Responses, and files that do not fit together",
    RUN: "Comments that ignore, settings, and the run itself",
}
"""What each family of entries is about, in the order they are listed."""
_FILE_WARNINGS = {"not-utf-8"}

_RUN_PAGES: dict[str, tuple[Severity, str]] = {
    "ignore-without-reason": ("warning", """A comment ignores a check without saying why.

Why: whoever reads the file next cannot tell a decision from a habit.
Example: `weight: 0.1  # dgassess: ignore[weight-too-light]`
Instead: `weight: 0.1  # dgassess: ignore[weight-too-light] 省厅2026年定`
"""),
    "unused-ignore": ("warning", """A comment ignores a check that reports nothing on its line.

Why: it would hide the next defect there.
Example: the comment of a weight that was corrected since.
Instead: delete the comment, or move it to the line that the diagnostic names.
"""),
    "bad-ignore": ("warning", """A comment starts with `# dgassess:` but names no check to ignore.

Why: it does nothing.
Example: `# dgassess: ignore` or `# dgassess: ignroe[unserved-clause] …`
Instead: `# dgassess: ignore[unserved-clause] reason`
"""),
    "error-not-ignored": ("warning", """A comment ignores an error.

Why: a system or response with an error cannot be scored, whatever a comment says.
Example: `weight: -5  # dgassess: ignore[negative-weight] …`
Instead: correct the error; warnings and information can be ignored.
"""),
    "unknown-check": ("warning", """A comment or the configuration names a check that does not exist.

Why: it neither ignores anything nor sets a severity.
Example: `# dgassess: ignore[unserved-clauses] …`
Instead: `# dgassess: ignore[unserved-clause] …`; `dgassess checks` lists the names.
"""),
    "bad-configuration": ("error", """dgassess.toml cannot be read, or says something that is not possible.

Why: a setting that does not apply would go unnoticed.
Example: `weights-sum = "off"`, which is an error and stays one.
Instead: `unserved-clause = "off"`
"""),
    "part-alone": ("information", """A part of a system or questionnaire was given without the file that names it.

Why: only its own form could be checked, not what it says of other files.
Example: `dgassess validate tc.yaml` in a folder without system.yaml.
Instead: validate the folder of the system or questionnaire.
"""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One name with its severity and page: a first line, then parts, each after its name and a colon."""

    name: str
    severity: Severity
    family: str
    page: str

    @property
    def summary(self) -> str:
        """The first line."""
        return self.page.strip().partition("\n")[0].strip()

    @property
    def parts(self) -> dict[str, str]:
        """What, Why, Example, Instead, as far as the page has them, each as one paragraph."""
        found: dict[str, str] = {}
        current = ""
        for line in self.page.strip().splitlines()[1:]:
            head, colon, tail = line.partition(":")
            if colon and head in PARTS:
                current = head
                found[current] = tail.strip()
            elif line.strip() and current:
                found[current] += f" {line.strip()}"
        # An example may open with a name, which keeps its letters.
        return {
            part: text if part == "Example" else text[:1].upper() + text[1:] for part, text in found.items()
        }


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every entry by name, in the order of the families."""
    found: dict[str, Entry] = {}
    for entry in _entries():
        found.setdefault(entry.name, entry)
    return found


def severities() -> dict[str, Severity]:
    """The severity of every name."""
    return {name: entry.severity for name, entry in catalogue().items()}


def _entries() -> Iterator[Entry]:
    for check in CHECKS:
        yield Entry(check.name, check.severity, METHOD, check.page)
    for check_of_cases in CASE_CHECKS:
        yield Entry(check_of_cases.name, check_of_cases.severity, METHOD, check_of_cases.page)
    for name, (usual, page) in PROOF_PAGES.items():
        yield Entry(name, usual, PROOF, page)
    for name, page in PAGES.items():
        yield Entry(name, "warning" if name in _FILE_WARNINGS else "error", FILE, page)
    for name, page in ANSWER_PAGES.items():
        yield Entry(name, "warning" if name in ANSWER_WARNINGS else "error", ANSWER, page)
    for name, (severity, page) in _RUN_PAGES.items():
        yield Entry(name, severity, RUN, page)
