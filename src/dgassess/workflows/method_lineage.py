"""What indicators and questions were called in an earlier version, as their lineage tells."""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.loading.systems import LoadedSystem
from dgassess.model.questions import Lineage


def origins_of(before: LoadedSystem, after: LoadedSystem) -> dict[str, str]:
    """From ids now to other ids then, of indicators, adjustments, vetoes and questions; one thing then is one now.

    A question without lineage of its own follows its owner: after TC-1-3 became TC-1-9, TC-1-9.n was TC-1-3.n.
    """
    old = {id_ for id_, _ in _lineages(before)}
    present = {id_ for id_, _ in _lineages(after)}
    found: dict[str, str] = {}
    for id_, lineage in _lineages(after):
        origin = lineage.origin if lineage is not None and lineage.kind != "new" else None
        if origin is None and lineage is None and "." in id_:
            owner, _, key = id_.partition(".")
            origin = f"{found[owner]}.{key}" if owner in found else None
        if origin is None or id_ in old or origin not in old or origin in present:
            continue
        if origin not in found.values():
            found[id_] = origin
    return found


def kinds_of(after: LoadedSystem) -> dict[str, str]:
    """What lineage says became of each thing since the last version: kept, renamed, redefined, new or dropped."""
    return {id_: lineage.kind for id_, lineage in _lineages(after) if lineage is not None}


def _lineages(loaded: LoadedSystem) -> Iterator[tuple[str, Lineage | None]]:
    """Owners first, then questions."""
    system = loaded.system
    items = system.adjustments.items if system.adjustments is not None else ()
    for item in (*system.leaves.values(), *items, *system.vetoes):
        yield item.id, item.lineage
    for question in loaded.questionnaire.questions.values():
        yield question.id, question.lineage
