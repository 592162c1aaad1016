"""Numbers as Chinese official reports count: headings 一、（一）1., annexes 附表1, tables 表1, figures 图1."""

from __future__ import annotations

from dataclasses import replace

from dgassess.reporting.blocks import Block, Figure, Heading, Runs, Table, Text

_DIGITS = "零一二三四五六七八九"
APPENDIX = "附表"


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese: 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (
        _DIGITS[ones] if ones or not tens else ""
    )


def counting_number(number: int) -> str:
    """1 to 99 as a count before a measure word: 两个, 十二个."""
    return "两" if number == 2 else chinese_number(number)


def number(blocks: tuple[Block, ...], numbered: bool = True) -> tuple[Block, ...]:
    """Give every heading its label and anchor, every captioned table and figure its label.

    A heading whose label is '-' stays without a number; one that opens with 附表 counts as an appendix. Headings below
    an unnumbered one start again at 一.
    """
    counts = [0, 0, 0, 0]
    appendices = tables = figures = 0
    result: list[Block] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            label, text = "", block.runs
            if _is_appendix(block):
                appendices += 1
                label, text = f"{APPENDIX}{appendices}\u3000", _without_appendix(text)
                counts[1:] = [0, 0, 0]
            elif block.label != "-" and numbered:
                counts[block.level - 1] += 1
                counts[block.level :] = [0] * (4 - block.level)
                label = _label(block.level, counts[block.level - 1])
            result.append(replace(block, runs=text, label=label, anchor=f"s{index}"))
        elif isinstance(block, Table) and block.caption:
            tables += 1
            result.append(replace(block, label=f"表{tables}"))
        elif isinstance(block, Figure) and block.caption:
            figures += 1
            result.append(replace(block, label=f"图{figures}"))
        else:
            result.append(block)
    return tuple(result)


def _label(level: int, count: int) -> str:
    match level:
        case 1:
            return f"{chinese_number(count)}、"
        case 2:
            return f"（{chinese_number(count)}）"
        case 3:
            return f"{count}. "
        case _:
            return f"（{count}）"


def _is_appendix(heading: Heading) -> bool:
    return heading.level == 1 and bool(heading.runs) and heading.runs[0].text.startswith(f"{APPENDIX} ")


def _without_appendix(text: Runs) -> Runs:
    return (Text(text[0].text.removeprefix(APPENDIX).lstrip(), text[0].bold), *text[1:])
