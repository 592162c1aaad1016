"""What the cohort-relative rules share: group size, fallback, blanks, the scale, the sentence."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.rules.kinds import RULES
from dgassess.rules.peers import PeerRule
from tests.rules.samples import SAMPLES
from tests.rules.scoring import BLANK, FIVE, HUNDRED, OUT, Labels, refusal, rule, score, statistics

PEERS = sorted(kind for kind, cls in RULES.items() if issubclass(cls, PeerRule))
NONE = statistics("q", count=0)


def sample(kind: str, **fields: Any) -> PeerRule:
    written = rule(kind, **{**SAMPLES[kind].fields, **fields})
    assert isinstance(written, PeerRule)
    return written


def test_there_are_five() -> None:
    assert PEERS == ["min-max", "percentile", "rank-points", "ratio-to-best", "z-score"]


@pytest.mark.parametrize("kind", PEERS)
def test_without_a_cohort_the_fallback_holds(kind: str) -> None:
    assert score(sample(kind), {"q": 60, **NONE}) == 30


@pytest.mark.parametrize("kind", PEERS)
def test_a_group_smaller_than_the_minimum_falls_back(kind: str) -> None:
    values = SAMPLES[kind].values
    written = sample(kind, minimum_group=8)
    assert score(written, values) == SAMPLES[kind].score
    assert score(written, {**values, **statistics("q", count=7)}) == 30


@pytest.mark.parametrize("kind", PEERS)
def test_a_blank_without_a_cohort_is_missing(kind: str) -> None:
    assert score(sample(kind), {"q": BLANK, **NONE}) == BLANK
    assert score(sample(kind), {"q": OUT, **NONE}) == OUT


@pytest.mark.parametrize("kind", PEERS)
def test_a_blank_among_enough_peers_is_missing(kind: str) -> None:
    assert score(sample(kind), {**SAMPLES[kind].values, "q": BLANK}) == BLANK
    assert score(sample(kind), {**SAMPLES[kind].values, "q": OUT}) == OUT


@pytest.mark.parametrize("kind", PEERS)
def test_the_fallbacks_inputs_are_used_too(kind: str) -> None:
    written = sample(kind, fallback={"kind": "yes-no", "question": "yes"})
    assert [(use.key, use.field) for use in written.uses()] == [
        ("q", ("question",)),
        ("yes", ("fallback", "question")),
    ]
    assert score(written, {"q": 1, "yes": True, **NONE}) == 100


@pytest.mark.parametrize("kind", PEERS)
def test_the_statistics_are_named_by_the_question(kind: str) -> None:
    written = rule(kind, **{**SAMPLES[kind].fields, "question": "hours"})
    assert isinstance(written, PeerRule)
    assert written.statistic("count").name == "peers.count.hours"


@pytest.mark.parametrize(
    ("peers", "group"),
    [(["type", "class"], "同级同类内"), (["type"], "同级内"), (["class"], "同类内"), ([], "全部对象内")],
)
def test_the_sentence_names_the_group(peers: list[str], group: str) -> None:
    sentence = sample("percentile", peers=peers, minimum_group=10, direction="lower").standard(
        Labels(), HUNDRED
    )
    assert (
        sentence
        == f"q(越低越好):{group}百分位得分(0—100分);样本少于10个时改按——q:≤0得0分,≥200得满分,其间线性插值"
    )


def test_the_sentences_follow_the_scale() -> None:
    assert "最差得1分" in sample("min-max").standard(Labels(), FIVE)
    assert "1—5分" in sample("percentile").standard(Labels(), FIVE)


@pytest.mark.parametrize("kind", PEERS)
def test_what_every_one_refuses(kind: str) -> None:
    fields = SAMPLES[kind].fields
    assert refusal(kind, **{**fields, "minimum_group": 1}) == "Input should be greater than or equal to 2"
    assert refusal(kind, **{**fields, "direction": "up"}) == "Input should be 'higher' or 'lower'"
    assert refusal(kind, **{**fields, "peers": ["province"]}) == "Input should be 'type' or 'class'"
    assert refusal(kind, **{key: fields[key] for key in fields if key != "fallback"}) == "Field required"
