"""Proving claims about systems, and reporting those that are refuted at their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dgassess.engine.compiling import scorer_for
from dgassess.engine.proofs import prove
from dgassess.engine.proofs_claims import Claim
from dgassess.loading.systems import LoadedSystem
from dgassess.values.diagnostics import Diagnostic, Place, Severity
from dgassess.values.language import Language
from dgassess.workflows.proof_pages import PROOF_PAGES

_HELP = {
    "proof-scale": "Clamp the rule, give it a cap, or limit the range of the question.",
    "proof-highest": "Let the best answer give the highest score.",
    "proof-lowest": "Let the worst answer give the lowest score, unless the higher one is meant.",
    "proof-level": "Correct the bound or the gates of the level, or what keeps scores from reaching it.",
    "proof-nothing-scored": "Let every rule look at an answer.",
    "proof-question": "Let its answers differ in score, or drop it from the rule and mark it 'scored: false'.",
    "proof-direction": "Order the scores, or limit the range of the question, for example with 'minimum: 0'.",
}


@dataclass(frozen=True, slots=True)
class ProvedSystem:
    """A system with every claim about it, and diagnostics of those that are refuted."""

    id: str
    lang: Language
    claims: tuple[Claim, ...]
    diagnostics: tuple[Diagnostic, ...]


def prove_system(path: Path) -> ProvedSystem:
    """Prove what can be proved of the system at a path. Raises DefectsFound when it has errors."""
    from dgassess.workflows.systems import checked_system

    return proved(checked_system(path).loaded)


def proved(loaded: LoadedSystem) -> ProvedSystem:
    """Prove what can be proved of a sound system."""
    claims = prove(loaded.system, scorer_for(loaded.system, loaded.questionnaire))
    return ProvedSystem(
        loaded.system.id, loaded.system.lang, tuple(claims), tuple(_diagnostics(loaded, claims))
    )


def _diagnostics(loaded: LoadedSystem, claims: Sequence[Claim]) -> Iterator[Diagnostic]:
    """One diagnostic for what is refuted, whatever the number of unit types; what follows from another is left out."""
    refuted: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.status == "refuted" and not claim.cause:
            refuted.setdefault((claim.name, claim.subject, claim.loc), []).append(claim)
    for same in refuted.values():
        first = next((claim for claim in same if claim.grave), same[0])
        types = [claim.unit_type for claim in same if claim.unit_type is not None]
        whom = f" (for units of type {', '.join(types)})" if types else ""
        detail = f"{first.detail[0].upper()}{first.detail[1:]}"
        place = _place(loaded, first)
        yield Diagnostic(first.name, _severity(first), place, f"{detail}{whom}.", _HELP[first.name])


def _severity(claim: Claim) -> Severity:
    return "error" if claim.grave else PROOF_PAGES[claim.name][0]


def _place(loaded: LoadedSystem, claim: Claim) -> Place:
    origins = loaded.origins
    if claim.loc:
        return origins.place(claim.subject, claim.loc)
    on_rule = claim.subject in loaded.system.leaves
    return origins.place(claim.subject, ("rule",) if on_rule else ("id",), key=on_rule)
