"""Every kind of rule: it is tested, explained, and treats blanks and inapplicable answers as the design says."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from dgassess.engine.outcomes import Gap
from dgassess.expressions import operations as op
from dgassess.rules.aggregation import Aggregation
from dgassess.rules.aggregations import AGGREGATIONS, AnyAggregation
from dgassess.rules.kinds import RULES, AnyRule
from dgassess.rules.peers import PeerRule
from dgassess.rules.rule import Rule
from tests.rules.samples import LABELS, SAMPLES, UNITS
from tests.rules.scoring import HUNDRED, OUT, Labels, rule, score

HERE = Path(__file__).parent
KINDS: dict[str, type[Rule] | type[Aggregation]] = {**RULES, **AGGREGATIONS}
STRICT = sorted(kind for kind in RULES if kind != "composite" and not issubclass(RULES[kind], PeerRule))


def sample(kind: str) -> Rule:
    return rule(kind, **SAMPLES[kind].fields)


def at(data: Any, field: tuple[str | int, ...]) -> Any:
    for step in field:
        data = data[step]
    return data


def test_the_tables_hold_every_kind_of_the_unions_once() -> None:
    for table, union in ((RULES, AnyRule), (AGGREGATIONS, AnyAggregation)):
        members = get_args(get_args(union)[0])
        assert list(table.values()) == list(members)
        assert list(table) == [get_args(member.model_fields["kind"].annotation)[0] for member in members]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_test_file_that_speaks_of_it(kind: str) -> None:
    stem = KINDS[kind].__module__.rpartition(".")[2]
    tests = HERE / f"test_{stem}.py"
    assert tests.is_file()
    assert f'"{kind}"' in tests.read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_its_module_say_what_they_are(kind: str) -> None:
    cls = KINDS[kind]
    for text in (cls.__doc__, import_module(cls.__module__).__doc__):
        assert text is not None
        assert len(inspect.cleandoc(text)) >= 20


def test_every_rule_kind_has_a_sample() -> None:
    assert list(SAMPLES) == list(RULES)


@pytest.mark.parametrize("kind", RULES)
def test_the_sample_earns_its_score(kind: str) -> None:
    assert score(sample(kind), SAMPLES[kind].values, "市") == SAMPLES[kind].score


@pytest.mark.parametrize("kind", RULES)
def test_the_sentence_reads_as_expected(kind: str) -> None:
    assert sample(kind).standard(Labels(LABELS, UNITS), HUNDRED) == SAMPLES[kind].sentence


@pytest.mark.parametrize("kind", RULES)
def test_the_uses_name_the_inputs_and_where_they_are_written(kind: str) -> None:
    written = sample(kind)
    names = set(op.input_names(written.operation(HUNDRED, "市")))
    own = {use.key for use in written.uses()}
    assert {name for name in names if not name.startswith("peers.")} <= own
    assert written.demands("市") == own
    data = written.model_dump()
    for use in written.uses():
        assert use.key in at(data, use.field)


@pytest.mark.parametrize("kind", STRICT)
def test_a_blank_input_makes_the_score_missing(kind: str) -> None:
    written = sample(kind)
    for use in written.uses():
        values = {**SAMPLES[kind].values, use.key: Gap("missing", "", (use.key,))}
        assert score(written, values) == Gap("missing", "", (use.key,))


@pytest.mark.parametrize("kind", STRICT)
def test_an_inapplicable_input_makes_the_score_inapplicable(kind: str) -> None:
    written = sample(kind)
    for use in written.uses():
        assert score(written, {**SAMPLES[kind].values, use.key: OUT}) == OUT


@pytest.mark.parametrize("kind", RULES)
def test_an_unknown_field_is_refused(kind: str) -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        rule(kind, **SAMPLES[kind].fields, wieght=3)


@pytest.mark.parametrize("kind", RULES)
def test_rules_are_frozen(kind: str) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        sample(kind).kind = "other"  # type: ignore[attr-defined]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not match any of the expected tags"):
        rule("linaer", question="q")
