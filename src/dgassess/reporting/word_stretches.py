"""Which blocks of a document stand on upright pages and which on landscape ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgassess.reporting.blocks import Block, Callout, Heading, PageBreak, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks on pages of one orientation."""

    landscape: bool
    blocks: tuple[Block, ...]


def stretches(blocks: Sequence[Block]) -> list[Stretch]:
    """Blocks by orientation: a wide table takes its heading, and what stands between them, to the landscape page."""
    found: list[tuple[bool, list[Block]]] = []
    index = 0
    while index < len(blocks):
        end = index
        if isinstance(blocks[index], Heading):
            end += 1
            while end < len(blocks) and isinstance(blocks[end], Heading | Paragraph | Callout):
                end += 1
        one = blocks[end] if end < len(blocks) else None
        wide = isinstance(one, Table) and one.wide
        group = blocks[index : end + 1] if wide else blocks[index : index + 1]
        if not found or found[-1][0] != wide:
            found.append((wide, []))
        found[-1][1].extend(group)
        index += len(group)
    trimmed = (Stretch(wide, _without_edge_breaks(group)) for wide, group in found)
    return [stretch for stretch in trimmed if stretch.blocks]


def _without_edge_breaks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A section begins a page anyway."""
    places = [index for index, block in enumerate(blocks) if not isinstance(block, PageBreak)]
    return tuple(blocks[places[0] : places[-1] + 1]) if places else ()
