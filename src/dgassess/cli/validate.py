"""dgassess validate"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

from dgassess.cli.console import counted, messages, output, utf8, write_data
from dgassess.cli.differences import compared_with, differences_json, show_differences
from dgassess.cli.options import ForceOption, OutputFile
from dgassess.workflows.content import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dgassess.loading.systems import LoadedSystem
    from dgassess.values.diagnostics import Diagnostic
    from dgassess.workflows.proofs import ProvedSystem
    from dgassess.workflows.validation import Validation

Format = Literal["text", "json", "sarif", "github", "junit"]

HELP = """Validate indicator systems, questionnaires, responses and cases.

Says at the exact line and column what is wrong, what is allowed and what to
write instead; all files in one run. Without PATHS, indicators/,
questionnaires/ and examples/ of this folder are validated, or else what
ships. Responses are checked against a system validated with them, or else one
that ships.
A comment at the end of a line can ignore a warning, and dgassess.toml here or
in a folder above sets severities: docs/validating.md says how.
With --fix, what is certain is written into the files (names in another case
or width, numbers in quotation marks, full-width colons, stray blanks) and the
rest is reported.
Exit code 1 when there is an error (with --strict, also for warnings).

Examples:

  dgassess validate

  dgassess validate indicators/digital-government --strict

  dgassess validate answers/*.yaml --format json

  dgassess validate --format sarif --output dgassess.sarif

  dgassess validate indicators/digital-government --fix

  dgassess validate --diff origin/main

  dgassess validate indicators/digital-government --proofs
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("validate", help=HELP)(_validate)


def _validate(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Files, folders or wildcards.", metavar="PATHS", show_default=False),
    ] = None,
    format: Annotated[
        Format,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="text to read; json, sarif, github (annotations) or junit for other programs.",
        ),
    ] = "text",
    output_file: OutputFile = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail as errors do.")] = False,
    force: ForceOption = False,
    diff: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--diff",
            help="Say as well what changed in the method since a git revision, and which scores move by it.",
            metavar="REV",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write into the files what is certain, and report the rest.")
    ] = False,
    proofs: Annotated[
        bool,
        typer.Option("--proofs", help="Prove of systems what holds whatever is answered (docs/proofs.md)."),
    ] = False,
) -> None:
    from dgassess.workflows.validation import validate_paths

    if output_file is not None and format == "text":
        raise UsageProblem(
            "Text is for reading on screen: with --output, add --format json, sarif, github or junit."
        )
    proved: list[ProvedSystem] = []

    def validate() -> Validation:
        proved.clear()
        return validate_paths(paths or [], _prover(proved) if proofs else None)

    # What is fixed is compared and reported as it then stands.
    found = _fixed(validate) if fix else validate()
    compared = compared_with(paths or [], diff, format) if diff is not None else None
    strict = strict or found.strict
    if found.shipped:
        _say_that_it_ships(strict or fix)
    if format != "text":
        text = (
            rendered(found, format, strict=strict)
            if compared is None
            else differences_json(compared, found.diagnostics)
        )
        _hand_over(text, output_file, force=force)
    elif found.diagnostics:
        from dgassess.cli.diagnostics import print_diagnostics

        print_diagnostics(output(), found.diagnostics)
    if compared is not None and format == "text":
        show_differences(compared)
    if proved and format == "text":
        from dgassess.cli.proofs_table import print_proofs

        print_proofs(output(), proved)
    if format == "text" or output_file is not None:
        sys.stderr.write(f"{summary(found)}\n{_fixable(found)}")
    if found.errors or (strict and found.warnings):
        raise typer.Exit(1)


def _fixed(validate: Callable[[], Validation]) -> Validation:
    """What is found once all fixes are made; says how many were made where."""
    from dgassess.workflows.fixing import fix_files

    found, made = fix_files(validate)
    for file, number in sorted(made.items()):
        messages().print(f"Fixed {counted(number, 'place')} in {file}", soft_wrap=True)
    return found


def _fixable(found: Validation) -> str:
    """A line on what --fix would do, or nothing."""
    if not any(diagnostic.fix for diagnostic in found.diagnostics):
        return ""
    from dgassess.workflows.fixing import edits_of

    edits = len(edits_of(found))
    return f"{counted(edits, 'problem')} can be fixed by --fix.\n" if edits else ""


def _say_that_it_ships(strict: bool) -> None:
    """What ships is sound: a run that must fail on defects or mend them, where nothing is, would do neither."""
    nothing = "There is no indicators/, questionnaires/ or examples/ in this folder"
    if strict:
        raise UsageProblem(f"{nothing}, so nothing of yours would be validated: name the PATHS.")
    sys.stderr.write(f"{nothing}: what ships with dgassess is validated.\n")


def _prover(proved: list[ProvedSystem]) -> Callable[[LoadedSystem], Iterable[Diagnostic]]:
    """What proves the claims about a system, keeps them, and gives diagnostics of those that are refuted."""
    from dgassess.workflows.proofs import proved as prove

    def run(loaded: LoadedSystem) -> Iterable[Diagnostic]:
        proved.append(prove(loaded))
        return proved[-1].diagnostics

    return run


def rendered(found: Validation, format: Format, *, strict: bool) -> str:
    """What was found in a format for other programs; each loads only what it needs."""
    if format == "sarif":
        from dgassess.cli.sarif import sarif

        return sarif(found)
    if format == "github":
        from dgassess.cli.github import github

        return github(found.diagnostics)
    if format == "junit":
        from dgassess.cli.junit import junit

        return junit(found.diagnostics, found.read, strict=strict)
    from dgassess.cli.diagnostics import diagnostics_json
    from dgassess.workflows.fixing import edits_of

    return diagnostics_json(found.diagnostics, edits_of(found))


def summary(found: Validation) -> str:
    """How many files were validated, and how many problems of which kind they have."""
    problems = "no problems"
    if found.diagnostics:
        problems = f"{counted(found.errors, 'error')}, {counted(found.warnings, 'warning')}"
        problems += f", {counted(found.remarks, 'remark')}" if found.remarks else ""
    ignored = f"; {len(found.ignored)} ignored" if found.ignored else ""
    return f"{counted(len(found.given), 'file')} validated: {problems}{ignored}."


def _hand_over(text: str, file: Path | None, *, force: bool) -> None:
    if file is None:
        write_data(text)
        return
    from dgassess.workflows.output import write_files

    write_files({file: utf8(text)}, force=force)
    messages().print(f"Wrote {file}", soft_wrap=True)
