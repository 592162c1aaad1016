"""Numbers as Chinese official reports count: headings 一、（一）1., annexes 附表1, tables 表1, figures 图1.

In English: headings 1, 1.1, 1.1.1, annexes Annex A, tables Table 1, figures Figure 1.
"""

from __future__ import annotations

from dataclasses import replace

from dgassess.reporting.blocks import Block, Figure, Heading, Runs, Table, Text
from dgassess.values.language import in_chinese, msg, say

_DIGITS = "零一二三四五六七八九"
APPENDIX = msg("附表")


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese: 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (
        _DIGITS[ones] if ones or not tens else ""
    )


def counting_number(number: int) -> str:
    """1 to 99 as a count before a measure word: 两个, 十二个; in English the figures."""
    if not in_chinese():
        return str(number)
    return "两" if number == 2 else chinese_number(number)


def number(blocks: tuple[Block, ...], numbered: bool = True) -> tuple[Block, ...]:
    """Give every heading its label and anchor, every captioned table and figure its label.

    A heading whose label is '-' stays without a number; one that opens with 附表 (Annex) counts as an appendix.
    Headings below an unnumbered one start again at 一.
    """
    counts = [0, 0, 0, 0]
    within = ""  # the number of the heading of level 1, in English
    appendices = tables = figures = 0
    result: list[Block] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            label, text = "", block.runs
            if _is_appendix(block):
                appendices += 1
                within = str(appendices) if in_chinese() else _letters(appendices)
                label, text = say("附表{number}\u3000", number=within), _without_appendix(text)
                counts[1:] = [0, 0, 0]
            elif block.label != "-" and numbered:
                counts[block.level - 1] += 1
                counts[block.level :] = [0] * (4 - block.level)
                if block.level == 1:
                    within = str(counts[0])
                label = _label(block.level, counts, within)
            elif block.level == 1:
                within = ""
            result.append(replace(block, runs=text, label=label, anchor=f"s{index}"))
        elif isinstance(block, Table) and block.caption:
            tables += 1
            result.append(replace(block, label=say("表{number}", number=tables)))
        elif isinstance(block, Figure) and block.caption:
            figures += 1
            result.append(replace(block, label=say("图{number}", number=figures)))
        else:
            result.append(block)
    return tuple(result)


def _label(level: int, counts: list[int], within: str) -> str:
    if not in_chinese():
        return ".".join(filter(None, (within, *map(str, counts[1:level])))) + " "
    count = counts[level - 1]
    match level:
        case 1:
            return f"{chinese_number(count)}、"
        case 2:
            return f"（{chinese_number(count)}）"
        case 3:
            return f"{count}. "
        case _:
            return f"（{count}）"


def _letters(number: int) -> str:
    """A to Z, AA, AB …"""
    before, last = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)


def _is_appendix(heading: Heading) -> bool:
    return heading.level == 1 and bool(heading.runs) and heading.runs[0].text.startswith(f"{say(APPENDIX)} ")


def _without_appendix(text: Runs) -> Runs:
    return (Text(text[0].text.removeprefix(say(APPENDIX)).lstrip(), text[0].bold), *text[1:])
