"""Golden cases for people: what differs and why, what was updated, what no case touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dgassess.cli.diagnostics import print_diagnostics
from dgassess.engine.coverage import FAMILIES, Part
from dgassess.workflows.case_coverage import SystemCoverage
from dgassess.workflows.case_updating import Updated
from dgassess.workflows.cases import CaseOutcome

_WIDTH = 80


def print_outcomes(console: Console, outcomes: Iterable[CaseOutcome], *, verbose: bool = False) -> None:
    """Every case that fails with each figure that differs and how it came about; with `verbose` the others' names."""
    for outcome in outcomes:
        if outcome.passed:
            if verbose:
                console.print(Text(f"passed  {outcome.id}  {outcome.name}"))
            continue
        head = f"{outcome.place}: FAILED {outcome.id} {outcome.name}"
        console.print(Text(head, style="bold red"), soft_wrap=True)
        print_diagnostics(console, outcome.diagnostics)
        for difference in outcome.differences:
            line = f"  {difference.place}: {difference.what}: expected {difference.expected}, got {difference.got}"
            console.print(Text(line), soft_wrap=True)
            for explained in difference.explanation:
                console.print(Text(f"      {explained}"), soft_wrap=True)


def print_update(console: Console, done: Updated) -> None:
    """Every figure changed, old → new; then those left alone, with the reason."""
    for change in done.changes:
        line = f"{change.place}: {change.case}: {change.what}: {change.old} → {change.new}"
        console.print(Text(line), soft_wrap=True)
    for change in done.refused:
        line = f"{change.place}: {change.case}: {change.what}: not updated: expected {change.old}, got {change.new}"
        console.print(Text(line, style="bold red"), soft_wrap=True)
        console.print(Text(f"      {change.refused}"), soft_wrap=True)


def print_coverage(console: Console, covered: Sequence[SystemCoverage]) -> None:
    """Per system and family how many parts the cases touch, then those they do not, by what they belong to;
    indicators and levels of the total as diagnostics, with their places."""
    if not covered:
        console.print("No case uses a system in files of its own, so there is no coverage to tell.")
    for system in covered:
        console.print(Text(f"Coverage of {system.id} by {system.cases} cases", style="bold"))
        for family in FAMILIES:
            total, untouched = system.coverage.of(family)
            if total:
                console.print(f"  {family:<18}{total - len(untouched):>5} of {total}")
        for family in FAMILIES:
            _, untouched = system.coverage.of(family)
            listed = [part for part in untouched if not _has_check(part)]
            if listed:
                console.print(Text(f"No case touches these {family}:", style="bold"))
                for line in _grouped(listed):
                    console.print(Text(line), soft_wrap=True)
        print_diagnostics(console, system.diagnostics)


def _has_check(part: Part) -> bool:
    """Whether a diagnostic names the part with its place: indicators, and the levels of the total."""
    return part.family == "indicators" or (part.family == "levels" and not part.owner)


def _grouped(parts: Sequence[Part]) -> list[str]:
    """Parts by owner, owners that miss the same ones on one line; parts without a name of their own run on."""
    by_owner: dict[str, list[str]] = {}
    for part in parts:
        by_owner.setdefault(part.owner if part.name else "", []).append(part.name or part.owner)
    alike: dict[tuple[str, ...], list[str]] = {}
    for owner, names in by_owner.items():
        alike.setdefault(tuple(names), []).append(owner)
    lines: list[str] = []
    for shared, owners in alike.items():
        if len(owners) > 1:
            lines += _wrapped(f"{', '.join(shared)} of", owners)
        else:
            lines += _wrapped(f"{owners[0]}:" if owners[0] else "", shared)
    return lines


def _wrapped(head: str, names: Sequence[str]) -> list[str]:
    lines, current = [], f"  {head}"
    for position, name in enumerate(names):
        piece = f" {name}{',' if position < len(names) - 1 else ''}"
        if cell_len(current + piece) > _WIDTH and current.strip() != head:
            lines.append(current)
            current = "     "
        current += piece if current.strip() else piece[1:]
    return [*lines, current]
