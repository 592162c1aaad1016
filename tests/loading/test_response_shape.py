"""The quick reading of responses accepts nothing that the models refuse, and means the same by it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dgassess.loading.documents import read_document
from dgassess.loading.response_shape import plain_response
from dgassess.model.response_files import ResponseFile

ROOT = Path(__file__).resolve().parents[2]

SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3000),
    st.sampled_from(
        [Decimal("0.5"), "", "x", "市", "2026-12-20", "2026-13-01", "a" * 64, "sha256:" + "0" * 64, "a b"]
    ),
)
JUNK = st.one_of(
    SCALARS, st.lists(SCALARS, max_size=2), st.dictionaries(st.sampled_from(["a", "id"]), SCALARS)
)


def mostly(good: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(good), st.just(good), st.just(good), JUNK)


def mapping(good: dict[str, Any]) -> st.SearchStrategy[Any]:
    """A mapping close to a good one: some keys left out, some values replaced, now and then a key too many."""
    some = st.fixed_dictionaries({}, optional={key: mostly(value) for key, value in good.items()})
    whole = st.fixed_dictionaries({key: mostly(value) for key, value in good.items()})
    extra = st.fixed_dictionaries({}, optional={"extra": st.just(1)})
    return st.one_of(
        whole, whole, st.tuples(some, extra).map(lambda pair: {**pair[0], **pair[1]}), mostly(good)
    )


EVIDENCE = mapping(
    {"file": "a.pdf", "page": 3, "date": "2026-12-20", "sha256": "0" * 64, "on_site": "督查室"}
)
REVIEW = st.one_of(
    mapping({"value": 3, "reason": "核查"}),
    mapping({"remove": ["a"], "reason": "核查", "by": "一组"}),
    mapping({"not_applicable": "无", "reason": "核查", "date": "2027-01-15"}),
    mapping({"value": None, "remove": ["a"], "reason": "核查"}),
)
RESPONSES = st.fixed_dictionaries(
    {
        "format": st.just("dgassess/response/1"),
        "questionnaire": st.one_of(mostly("dg"), mapping({"id": "dg", "version": "2026.1.0"})),
        "period": mostly("2026"),
        "unit": mapping({"id": "1", "name": "甲", "type": "市", "class": "东部", "parent": 33}),
        "answers": mostly({"A.n": 1}),
    },
    optional={
        "evidence": st.one_of(mostly({}), st.lists(EVIDENCE, max_size=2).map(lambda items: {"A": items})),
        "reviews": st.one_of(mostly({}), REVIEW.map(lambda review: {"A.n": review})),
    },
)


@given(RESPONSES)
def test_what_is_accepted_here_the_models_accept_with_the_same_content(data: dict[str, Any]) -> None:
    quick = plain_response(data)
    if quick is None:
        return
    try:
        written = ResponseFile.model_validate(data)
    except ValidationError as problem:
        raise AssertionError(f"accepted, though the models refuse it: {problem}") from None
    assert quick == written.plain()


@pytest.mark.parametrize("file", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda file: file.stem[:6])
def test_the_examples_are_of_the_commonest_shape(file: Path) -> None:
    document, _ = read_document(file)
    assert document is not None
    quick = plain_response(document.data)
    assert quick is not None
    assert quick == ResponseFile.model_validate(document.data).plain()
