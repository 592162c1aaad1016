"""The table of claims: one row for what is proved alike, one row for every claim that is refuted or undecided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dgassess.cli.console import counted
from dgassess.engine.proofs_claims import CLAIMS, Claim, Status
from dgassess.values.language import joined, speaking
from dgassess.workflows.proofs import ProvedSystem

_STYLES: dict[Status, str] = {"proved": "green", "refuted": "bold red", "undecided": "yellow"}


def print_proofs(console: Console, systems: Sequence[ProvedSystem]) -> None:
    """The claims about every system, and how many ended how."""
    for system in systems:
        table = Table(title=Text(f"Claims about {system.id}"), title_justify="left", box=None, pad_edge=False)
        table.add_column("claim", width=24)
        table.add_column("units", max_width=12)
        table.add_column("status", no_wrap=True)
        table.add_column("detail", ratio=1)
        every = {claim.unit_type for claim in system.claims}
        with speaking(system.lang):
            for row in _rows(system.claims, every):
                table.add_row(*row)
        console.print(table)
        console.print(Text(f"{summary(system.claims)}."), soft_wrap=True)


def summary(claims: Sequence[Claim]) -> str:
    """Such as `2729 claims: 2727 proved, 0 refuted, 2 undecided`."""
    counts = {status: sum(claim.status == status for claim in claims) for status in _STYLES}
    return f"{counted(len(claims), 'claim')}: " + ", ".join(f"{n} {status}" for status, n in counts.items())


def _rows(claims: Sequence[Claim], every: set[str | None]) -> Iterator[tuple[Text, Text, Text, Text]]:
    for name, sentence in CLAIMS.items():
        own = [claim for claim in claims if claim.name == name]
        proved = [claim for claim in own if claim.status == "proved"]
        if proved:
            yield _row(sentence, _types(proved, every), "proved", _together(proved, own))
        for same in _alike([claim for claim in own if claim.status != "proved"]):
            first = same[0]
            yield _row(
                first.name, _types(same, every), first.status, f"{first.detail[0].upper()}{first.detail[1:]}."
            )


def _row(name: str, types: str, status: Status, detail: str) -> tuple[Text, Text, Text, Text]:
    return Text(name), Text(types), Text(status, style=_STYLES[status]), Text(detail)


def _alike(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims that end the same way for several unit types, together; the first tells the detail."""
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        found.setdefault((claim.name, claim.subject, claim.loc, claim.status), []).append(claim)
    return list(found.values())


def _types(claims: Sequence[Claim], every: set[str | None]) -> str:
    types = dict.fromkeys(claim.unit_type for claim in claims)
    return "all" if set(types) == every else joined((name for name in types if name is not None), "、")


def _together(proved: Sequence[Claim], own: Sequence[Claim]) -> str:
    """How many of the claims of one kind are proved, and what they are about."""
    about = len({(claim.subject, claim.loc) for claim in own})
    noun = {
        "proof-level": "level", "proof-question": "question", "proof-direction": "question of a rule",
        "proof-nothing-scored": "method",
    }.get(own[0].name, "node")  # fmt: skip
    shown = f"{about} questions of rules" if noun.endswith("rule") else counted(about, noun)
    if own[0].name == "proof-level":
        shown += f": {joined(dict.fromkeys(claim.what for claim in proved), '、')}"
    return f"{shown}, {len(proved)} of {counted(len(own), 'claim')}" if len(proved) < len(own) else shown
