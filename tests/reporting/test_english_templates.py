"""The templates of a report in its languages say the same: one set of blocks, tables, figures and facts, one order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from dgassess.values.language import CHINESE, LANGUAGES
from tests.reporting.conftest import REPORTS
from tests.wording import CHINESE as CHINESE_TEXT

INSERTED = ("table", "figure", "facts", "page_break")
PAIRS = [
    (path, path.parent.parent / path.name)
    for language in LANGUAGES
    if language != CHINESE
    for path in sorted(REPORTS.glob(f"*/{language}/*.j2"))
]


def skeleton(node: nodes.Node, conditions: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Blocks and what is inserted, each with the conditions and loops that it stands in."""
    if isinstance(node, nodes.Block):
        yield ("block", node.name, *conditions)
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in INSERTED:
        yield (node.node.name, *map(repr, node.args), *conditions)
    if isinstance(node, nodes.If):
        yield from within(node.body, (*conditions, repr(node.test)))
        otherwise = (*conditions, f"not {node.test!r}")
        yield from within(node.elif_, otherwise)
        yield from within(node.else_, otherwise)
        return
    if isinstance(node, nodes.For):
        yield from within(node.body, (*conditions, f"for {node.target!r} in {node.iter!r}"))
        yield from within(node.else_, (*conditions, f"none in {node.iter!r}"))
        return
    yield from within(list(node.iter_child_nodes()), conditions)


def within(
    children: list[nodes.Node] | list[nodes.If], conditions: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    for child in children:
        yield from skeleton(child, conditions)


@pytest.mark.parametrize(
    ("translated", "chinese"), PAIRS, ids=[str(path.relative_to(REPORTS)) for path, _ in PAIRS]
)
def test_a_translated_template_has_the_same_parts_in_the_same_order(translated: Path, chinese: Path) -> None:
    environment = Environment(autoescape=True)
    there, here = (
        list(skeleton(environment.parse(path.read_text("utf-8")))) for path in (chinese, translated)
    )
    assert there
    assert here == there
    assert not CHINESE_TEXT.search(translated.read_text("utf-8"))


def test_the_diagnosis_has_an_english_template() -> None:
    assert REPORTS / "diagnosis" / "en" / "report.md.j2" in [path for path, _ in PAIRS]
