"""The figure a sentence looks at: a ratio where the table says of what to what, else a number of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dgassess.collecting.cells import folded
from dgassess.collecting.drafts import Subject, count_question, figure_question

_OF = re.compile(r"([^÷/=:;,。\n]{2,80})[÷/]([^÷/×*=;,。:\n]{2,80}?)(?:[×*]100%|(?=[:;,。\n]|$))")
_LETTERS = re.compile(r"(?<![A-Za-z])([A-Z])[/÷]([A-Z])(?![A-Za-z])")
_ZERO = {"得满分": "full", "得0分": "zero", "视为缺项": "missing"}


@dataclass
class Figure:
    """The question or questions behind a figure; `ratio` has the numerator and the denominator."""

    questions: list[dict[str, Any]]
    ratio: dict[str, Any] = field(default_factory=dict)
    zero: str = "not-applicable"
    remarks: list[str] = field(default_factory=list)


def measured(subject: Subject, sentence: str, label: str, unit: str) -> Figure:
    """The figure that is scored, in percent where a ratio is found."""
    parts = _parts(subject) if unit == "%" else None
    if parts is None:
        return Figure([figure_question("rate" if unit == "%" else "value", label, unit)])
    tops, bottom = parts
    names = ["done"] if len(tops) == 1 else [f"done{index}" for index in range(1, len(tops) + 1)]
    questions = [count_question(key, text, "") for key, text in zip(names, tops, strict=True)]
    questions.append(count_question("total", bottom, ""))
    figure = Figure(questions, {"numerator": names[0] if len(names) == 1 else names, "denominator": "total"})
    said = re.search(r"分母为0的?(得满分|得0分|视为缺项)", sentence)
    if said:
        figure.zero = _ZERO[said[1]]
    elif "不计分" not in subject.texts and "不适用" not in subject.texts:
        figure.remarks.append("分母为0时按不适用处理")
    return figure


def _parts(subject: Subject) -> tuple[list[str], str] | None:
    """Numerators and denominator, from `A÷B×100%` or from `N/M` with what N and M mean."""
    text = folded(subject.texts.replace("\n", ";"))
    letters = _LETTERS.search(text)
    if letters:
        tops, bottom = (_meaning(text, letter) for letter in letters.groups())
        if tops and bottom:
            return [tops], bottom
    match = _OF.search(text)
    if match is None or re.search(r"\d", match[1] + match[2]):
        return None
    top, bottom = match[1].strip("()"), match[2].strip("()")
    tops_listed = [part for part in re.split(r"\+", top) if part]
    return tops_listed, re.sub(r"×100.*$", "", bottom)


def _meaning(text: str, letter: str) -> str | None:
    match = re.search(rf"(?<![A-Za-z/÷]){letter}(?:为|是|指|表示|:|=|--|——)([^;,。A-Z]{{2,80}})", text)
    return match[1].rstrip("和、及") if match else None
