"""A template of one's own that names what is not there is told where, and what may have been meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dgassess.reporting.contents import Contents
from dgassess.reporting.errors import ReportTemplateError
from tests.reporting.conftest import REPORTS
from tests.reporting.test_own_report import HEAD, write, writer_of

EXTENDS = '{% extends "diagnosis/report.md.j2" %}\n'


@pytest.mark.parametrize(
    ("files", "place", "said"),
    [
        (
            {
                "report.md.j2": EXTENDS
                + "{% block summary %}{% endblock %}\n\n{% block clausess %}\n{% endblock %}\n"
            },
            "report.md.j2:4",
            "'diagnosis/report.md.j2' has no block 'clausess'. Did you mean 'clauses'?",
        ),
        (
            {"report.md.j2": EXTENDS + "{% if true %}\n{% block 短板 %}{% endblock %}\n{% endif %}\n"},
            "report.md.j2:3",
            "'diagnosis/report.md.j2' has no block '短板'.",
        ),
        (
            {
                "report.md.j2": '{% extends "own.md.j2" %}\n{% block contact %}{% endblock %}\n',
                "own.md.j2": EXTENDS
                + "{% block method %}\n{% block contact %}{% endblock %}\n{% endblock %}\n"
                "{% block losess %}{% endblock %}\n",
            },
            "own.md.j2:5",
            "'diagnosis/report.md.j2' has no block 'losess'. Did you mean 'losses'?",
        ),
    ],
)
def test_a_block_that_replaces_none_is_a_mistake(
    tmp_path: Path, files: dict[str, str], place: str, said: str
) -> None:
    with pytest.raises(ReportTemplateError) as caught:
        writer_of(write(tmp_path / "mine", {"report.yaml": HEAD, **files}))
    assert (caught.value.message, f"{Path(caught.value.file).name}:{caught.value.line}") == (said, place)


def test_a_block_may_hold_new_ones_that_a_template_below_replaces(tmp_path: Path, contents: Contents) -> None:
    files = {
        "report.yaml": HEAD,
        "report.md.j2": '{% extends "own.md.j2" %}\n{% block contact %}\n联系二组\n\n{% endblock %}\n',
        "own.md.j2": EXTENDS + "{% block method %}\n{% block contact %}\n联系一组\n\n{% endblock %}\n{% endblock %}\n",
    }  # fmt: skip
    page = writer_of(write(tmp_path / "mine", files)).render(contents, ["html"])["html"].decode()
    assert ("联系二组" in page, "联系一组" in page) == (True, False)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("losses.totl", "'losses' has no 'totl'. Did you mean 'total'?"),
        ("losses.zzzzzz", "'losses' has no 'zzzzzz'."),
        ("parts[0].scor", "An entry of 'parts' has no 'scor'. Did you mean 'score'?"),
        ("parts[99]", "'parts' has no '99'."),
        ("lossess.total", "'lossess' is undefined. Did you mean 'losses'?"),
        ("advice.next_level.zzzzzz", "This value has no 'zzzzzz'."),
        ('table("vetos")', "Did you mean 'vetoes'?"),
        ('table("zzzzzz")', "docs/reports.md says what they are."),
    ],
)
def test_a_misspelt_name_is_told_in_the_words_of_templates(
    tmp_path: Path, contents: Contents, expression: str, said: str
) -> None:
    text = f"{EXTENDS}{{% block summary %}}\n{{{{ {expression} }}}}\n{{% endblock %}}\n"
    folder = write(tmp_path / "mine", {"report.yaml": HEAD, "report.md.j2": text})
    with pytest.raises(ReportTemplateError) as caught:
        writer_of(folder).document(contents)
    assert caught.value.message.endswith(said)
    assert "object" not in caught.value.message
    assert caught.value.line == 3


def test_a_part_that_is_not_utf8_is_named_itself(tmp_path: Path, contents: Contents) -> None:
    template = '{% include "part.md.j2" %}\n'
    files: dict[str, str | bytes] = {"report.yaml": HEAD, "report.md.j2": template}
    folder = write(tmp_path / "own", {**files, "part.md.j2": "滨江".encode("gbk")})
    with pytest.raises(ReportTemplateError, match="not saved as UTF-8") as raised:
        writer_of(folder).render(contents, ("html",))
    assert raised.value.file == str(folder / "part.md.j2")


def doubling(text: str, made: str) -> str:
    return (
        f"{{% set ns = namespace(a={text}) %}}\n"
        f"{{% for x in range(60) %}}{{% set ns.a = {made} %}}{{% endfor %}}"
    )


MACRO = "{% macro f(n) %}{% if n | length < 40 %}{{ f(n ~ 'x') }}{{ f(n ~ 'x') }}{% endif %}{% endmacro %}{{ f('') }}"
PART = "{% include 'part.md.j2' %}"
PARTS = f"{{% set n = (n | default('')) ~ 'x' %}}{{% if n | length < 30 %}}{PART}{PART}{{% endif %}}"
OWN_LOOP = (
    "{% set r = range(9999) %}"
    "{% for a in r recursive %}{% if loop.depth < 4 %}{{ loop(r) }}{% endif %}{% endfor %}"
)
OUTER = "{% for a in range(9999) %}INNER{% endfor %}"
WITHOUT_END = {
    "loops": (OUTER.replace("INNER", "{% for b in range(9999) %}{% endfor %}"), "takes too long"),
    "filtered loops": (OUTER.replace("INNER", "{% for b in range(9999) if b < 0 %}{% endfor %}"), "takes too long"),
    "a loop that calls itself": (OWN_LOOP, "takes too long"),
    "filters": (OUTER.replace("INNER", "{% set b = range(9999) | list %}"), "takes too long"),
    "lazy filters": (OUTER.replace("INNER", "{% set b = range(9999) | select('none') | list %}"), "takes too long"),
    "macros": (MACRO, "takes too long"),
    "parts": (PARTS, "takes too long"),
    "texts": (doubling("'x'", "ns.a ~ ns.a"), "a text of more than 200,000 characters"),
    "tokens": (doubling("unit.name", "[ns.a, ns.a] | join"), "takes too long|text of more than 200,000"),
    "lists": (doubling("[1]", "[ns.a, ns.a]"), "at most 5 deep"),
    "mappings": (doubling("[1]", "{'a': ns.a, 'b': ns.a}"), "at most 5 deep"),
    "lists of filters": (doubling("[1]", "[1] | batch(9, ns.a) | list"), "at most 5 deep"),
    "output": (OUTER.replace("INNER", "长" * 3000 + "\n"), "makes too much text"),
    "slices": ("{% set a = [1] | slice(999999999999) | list %}", "cut into 1 to 10,000 parts, not 999999999999"),
    "batches": ("{% set a = [1] | batch(999999999999, 'x') | list %}", "cut into 1 to 10,000 parts"),
    "batches by name": ("{% set a = [1] | batch(linecount=999999999999, fill_with=1) | list %}", "1 to 10,000 parts"),
    "ranges": ("{% set a = range(99999) %}", "has 10,000 numbers at most"),
    "bytes": ("{% set a = (1).to_bytes(9999999999, 'big') %}", "access to attribute 'to_bytes'"),
}  # fmt: skip


@pytest.mark.parametrize("what", WITHOUT_END)
def test_a_template_without_end_is_stopped_where_it_stands(
    tmp_path: Path, contents: Contents, what: str
) -> None:
    text, said = WITHOUT_END[what]
    # What is known without values is computed when a template is compiled, all else when it is rendered.
    files = {"report.md.j2": "# 题\n\n{% include 'part.md.j2' %}\n", "part.md.j2": f"文\n\n{text}\n"}
    with pytest.raises(ReportTemplateError) as caught:
        writer_of(write(tmp_path / "mine", {"report.yaml": HEAD, **files})).document(contents)
    assert re.search(said, caught.value.message)
    # Printed text is counted where it is put together.
    assert Path(caught.value.file).name == ("report.md.j2" if what == "output" else "part.md.j2")
    assert caught.value.line >= 3


def test_loops_and_filters_work_as_they_do_without_limits(tmp_path: Path, contents: Contents) -> None:
    text = "；".join((
        "{% for a in range(3) %}{{ a }}{{ loop.index }}{{ loop.length }}{% if not loop.last %}、{% endif %}{% endfor %}",  # noqa: E501
        "{% for a in [] %}{% else %}无{% endfor %}",
        "{% for a in range(9) if a in [2, 4] %}{{ a }}{{ loop.length }}{% endfor %}",
        "{% for a in range(5) | batch(2) | list %}{{ a | length }}{{ a | first }}{% endfor %}",
        "{% for a in (1, 2) recursive %}{{ a }}{% if loop.depth < 2 %}{{ loop([7]) }}{% endif %}{% endfor %}",
        "{{ range(4) | map('default', 1) | list | last }}{{ 'a' ~ 1 ~ unit.name }}",
    ))  # fmt: skip
    folder = write(tmp_path / "mine", {"report.yaml": HEAD, "report.md.j2": f"# 题\n\n{text}\n"})
    page = writer_of(folder).render(contents, ["html"])["html"].decode()
    assert "013、123、233；无；2242；202214；1727；3a1" in page


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (
            f"{EXTENDS}\n{{% block summary %}}\n文\n\n{{% block overall %}}\n{{% endblock %}}\n\n文\n",
            "report.md.j2:3",
            "'{% block summary %}' is left open: there is no '{% endblock %}' for it.",
        ),
        (
            "文\n\n{% if unit %}\n文\n",
            "report.md.j2:3",
            "'{% if %}' is left open: there is no '{% endif %}' for it.",
        ),
    ],
)
def test_what_is_left_open_is_told_where_it_opens(tmp_path: Path, text: str, place: str, said: str) -> None:
    with pytest.raises(ReportTemplateError) as caught:
        writer_of(write(tmp_path / "mine", {"report.yaml": HEAD, "report.md.j2": text}))
    assert (caught.value.message, f"{Path(caught.value.file).name}:{caught.value.line}") == (said, place)


def test_a_line_of_the_summary_can_be_emptied(
    tmp_path: Path, contents: Contents, rendered: dict[str, bytes]
) -> None:
    line = "主要失分</strong>"
    files = {
        "report.yaml": HEAD,
        "report.md.j2": f"{EXTENDS}{{% block summary_losses %}}\n{{% endblock %}}\n",
    }
    page = writer_of(write(tmp_path / "mine", files)).render(contents, ["html"])["html"].decode()
    assert (line in rendered["html"].decode(), line in page) == (True, False)


@pytest.mark.parametrize("name", ["report.md.j2", "en/report.md.j2"])
def test_lines_of_the_summary_that_go_with_other_blocks_are_blocks(name: str) -> None:
    template = (REPORTS / "diagnosis" / name).read_text("utf-8")
    found = dict(re.findall(r"{% block (summary_\w+) %}\n{% if ([\w.]+)", template))
    assert found == {
        "summary_losses": "losses.names",
        "summary_level": "advice.next_level",
        "summary_clauses": "clauses.weak",
    }
