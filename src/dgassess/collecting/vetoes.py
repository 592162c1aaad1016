"""Vetoes (一票否决、底线约束) from a table: what triggers them, and those effects that a table can state."""

from __future__ import annotations

from typing import Any

from dgassess.collecting.cells import Findings, one_line
from dgassess.collecting.columns import cell_of, texts
from dgassess.collecting.drafts import Draft, question
from dgassess.collecting.headers import Header
from dgassess.collecting.items import Item, finished, note_of
from dgassess.collecting.json_text import NotJson, json_value
from dgassess.collecting.tree import Entry
from dgassess.values.diagnostics import Place


def veto_item(
    entry: Entry, own: dict[str, Any], questions: list[dict[str, Any]], header: Header, findings: Findings
) -> Item:
    """A veto that a yes-no question triggers; an effect the files cannot state yet is noted and said."""
    for name in ("unit", "direction"):
        own.pop(name, None)
    asked = [asked for asked in questions if asked["type"] == "yes-no"]
    if not asked:
        questions = [*questions, question("hit", "yes-no", f"是否发生:{entry.name}", answered_by="assessor")]
        asked = questions[-1:]
    key = asked[0]["key"]
    cell = cell_of(entry, header, "rule_json") or cell_of(entry, header, "standard")
    place = cell.place if cell is not None else entry.place
    effects, unread = _effects(texts(entry, header, "rule_json"), questions, key)
    if not effects:
        effects = [{"kind": "no-award"}]
        unread = unread or [one_line(texts(entry, header, "standard")) or "(表中未写)"]
    draft = Draft({}, questions)
    note = note_of(entry, header, draft, pending=False)
    if unread:
        note = ";".join(filter(None, [f"效果待补:{'、'.join(unread)}", note]))
        _tell(entry, unread, place, findings)
    found = finished({"id": entry.id, "name": entry.name, "when": key, "effects": effects}, own, draft, note)
    return found


def _tell(entry: Entry, unread: list[str], place: Place, findings: Findings) -> None:
    message = f"The effect '{'、'.join(unread)[:60]}' of '{entry.name[:40]}' was not imported."
    help_ = f"Declare levels in system.yaml, then write the effects of {entry.id} in vetoes.yaml."
    findings.warn("veto-effect", place, message, help_)


def _effects(text: str, questions: list[dict[str, Any]], key: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The effects a table states as JSON, and those that need what a table does not hold (levels)."""
    try:
        rule = json_value(text) if text else {}
    except NotJson:
        return [], [text[:60]]
    effects: list[dict[str, Any]] = []
    unread: list[str] = []
    listed = rule.get("effects", []) if isinstance(rule, dict) else []
    for effect in listed if isinstance(listed, list) else []:
        for name, value in effect.items() if isinstance(effect, dict) else ():
            if name == "zero_l1":
                effects.append({"kind": "zero", "node": str(value)})
            elif name == "zero_leaf":
                effects.append({"kind": "zero-listed", "question": _leaves(questions, str(value), key)})
            elif name in ("no_award", "no_bonus"):
                effects.append({"kind": name.replace("_", "-")})
            elif name == "cap_level":
                unread.append(f"等级最高为{value}")
            else:
                unread.append(f"{name}={value}")
    return effects, unread


def _leaves(questions: list[dict[str, Any]], text: str, key: str) -> str:
    """The key of the question that lists the indicators concerned; made where there is none."""
    for asked in questions:
        if asked["key"] == "leaves" or asked["type"] == "indicators":
            for name in ("max_length", "scored", "options"):
                asked.pop(name, None)
            asked |= {"type": "indicators", "visible_when": key}
            return str(asked["key"])
    questions.append(question("leaves", "indicators", text, visible_when=key))
    return "leaves"
