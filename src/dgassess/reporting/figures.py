"""What a report prints, in machine-readable form: its figures, and every number of its text in reading order.

The figures say what must follow from the responses; the numbers say what the pages show. `dgassess verify` compares
both. Everything in here is a finished text, as the report prints it, and obeys the report's audience.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.reporting.audience import view
from dgassess.reporting.blocks import Attachment, Document
from dgassess.reporting.contents import Audience, SystemText
from dgassess.reporting.printed import printed
from dgassess.reporting.wording import ABSENT, Numbers

FORMAT = "dgassess/figures/1"
NAME = "figures.json"
INPUTS_FORMAT = "dgassess/inputs/1"
INPUTS_NAME = "inputs.json"


def origin(
    results: Results, unit: UnitResult | None = None, audience: Audience = "internal"
) -> dict[str, object]:
    """What the figures were computed from: versions and digests.

    `cohort` says how many units were scored together, and the digest of their responses: ranks follow from it. The
    public gets no digest of responses: whoever knows all answers but one could try which answer gives it.
    """
    own = audience != "public"
    digests = "\n".join(sorted(results.response_digests.values()))
    found: dict[str, object] = {
        "system": {
            "id": results.system_id, "version": results.system_version, "digest": results.system_digest,
        },
        "questionnaire": {
            "id": results.questionnaire_id, "version": results.questionnaire_version,
            "digest": results.questionnaire_digest,
        },
        "basis": results.basis,
        "cohort": {"units": len(results.units), **({"digest": _sha256(digests)} if own else {})},
    }  # fmt: skip
    if unit is not None and own:
        found["response"] = results.response_digests.get(unit.id, "")
    return found


def unit_figures(
    results: Results, unit: UnitResult, system: SystemText, audience: Audience
) -> dict[str, object]:
    """One unit's figures as texts. The public sees no self-assessed ones, and of hidden nodes nothing."""
    numbers, seen = Numbers.of(results), view(unit, system, audience)
    unit = seen.unit
    own = audience != "public"

    def score(value: object) -> str | None:
        return None if value is None else numbers.score(value)  # type: ignore[arg-type]

    def node(one: NodeResult) -> dict[str, str]:
        shown: dict[str, str | None] = {
            "score": score(one.score), "contribution": score(one.contribution), "lost": score(one.lost),
            "share": None if one.share is None else numbers.percent(one.share), "level": one.level,
            "state": one.state,
        }  # fmt: skip
        shown |= {"self_score": score(one.self_score)} if own else {}
        return {key: text for key, text in shown.items() if text is not None}

    figures: dict[str, object] = {
        "id": unit.id, "name": unit.name, "type": unit.type, "class": unit.unit_class,
        "base": score(unit.base), "total": score(unit.total), "level": unit.level,
        "level_by_score": unit.level_by_score,
        "nodes": {one.id: node(one) for one in unit.nodes.values() if seen.shown(one)},
        "adjustments": {
            item.id: numbers.signed(item.points)
            for item in unit.adjustments
            if item.id != ABSENT and not seen.totals_only
        },
        "vetoes": [veto.id for veto in unit.vetoes if veto.triggered and veto.id != ABSENT],
    }  # fmt: skip
    if own:
        figures |= {"self_total": score(unit.self_total), "self_level": unit.self_level}
    return figures


def attached(figures: Mapping[str, object]) -> Attachment:
    """The figures as the file that goes with a document."""
    return Attachment(NAME, as_json({"format": FORMAT, **figures}), "The figures of this report as printed")


def of_format(document: Document, format_: str) -> Document:
    """The document as one format carries it: its figures with every number that the format shows.

    Same document, same bytes.
    """
    attachments = []
    for one in document.attachments:
        if one.name == NAME:
            said = json.loads(one.text)
            words = [word for word in said.get("words", ()) if isinstance(word, str)]
            one = replace(one, text=as_json({**said, "printed": printed(document, format_, words)}))
        attachments.append(one)
    return replace(document, attachments=tuple(attachments))


def origin_alone(figures: Mapping[str, object]) -> str:
    """How a list was made and from what, without figures, in ASCII: few properties of a workbook hold it."""
    unit = figures.get("unit")
    about = {"unit": {key: unit.get(key) for key in ("id", "name")}} if isinstance(unit, Mapping) else {}
    said = {key: value for key, value in figures.items() if key not in ("unit", "words")}
    text = json.dumps({"format": FORMAT, **said, **about}, separators=(",", ":"))
    # Spreadsheets take _x0041_ for a character.
    return text.replace("_x", "\\u005fx")


def read_once(text: str | bytes) -> Any:
    """What JSON states. Raises ValueError for a key that stands twice: of two, readers may take either."""
    return json.loads(text, object_pairs_hook=_each_once)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise ValueError(f"the key '{twice}' stands twice")
    return found


def as_json(value: object) -> str:
    """JSON on few lines, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sha256(text: str) -> str:
    import hashlib

    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
