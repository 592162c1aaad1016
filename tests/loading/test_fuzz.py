"""Whatever the bytes, reading ends soon, in a document or in diagnostics with places inside the file."""

from __future__ import annotations

import time
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from dgassess.loading.documents import parse_text
from dgassess.loading.files import decode
from dgassess.loading.validation import validate

SOUND = """\
format: dgassess/dimension/1
id: TC
weight: {省: 25, 部门: 40.5}
groups:
  - id: "TC-1"
    rule: {kind: ratio, points: [[0, 0], [50, 60]]}
    source: [系统取数, 核查]   # 注
    definition: |
      口径：甲
    shared: &s [a, {b: c}]
    again: *s
"""
SOUND_JSON = (
    '{"id": "TC", "weight": {"省": 25.5}, "groups": [{"id": "\\u4e2d", "x": [1, -2e3, null, true]}]}\n'
)
PIECES = [
    *"：，　\t\n\r“\"'[{]}|>#%\x00\ufeff\u2028\ud800\\@,~",
    *("- ", ": ", "*s", "&s ", "!x ", "<<: ", "? ", "---\n", "...\n", "9" * 30, "1e99"),
]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    weight: int | dict[str, int] = 1
    groups: list["Model"] = []  # noqa: UP037
    kind: Literal["a", "b"] = "a"


def _read(data: bytes, file: str) -> None:
    start = time.perf_counter()
    text, found = decode(data, file)
    document = None
    if text is not None:
        document, more = parse_text(text, file)
        found = found + more
        lines = text.split("\n")
        for diagnostic in more:
            assert diagnostic.message.endswith(".")
            assert diagnostic.place.line <= len(lines)
            if diagnostic.place.line:
                assert 1 <= diagnostic.place.column <= len(lines[diagnostic.place.line - 1]) + 1
    if document is None:
        assert any(diagnostic.severity == "error" for diagnostic in found)
    else:
        assert validate(Model, document) is not None
        assert document.place(("groups", 0, "id")).line >= 1
    assert time.perf_counter() - start < 2


@settings(max_examples=400)
@given(data=st.data(), as_json=st.booleans())
def test_pieces_put_into_sound_text(data: st.DataObject, as_json: bool) -> None:
    text = SOUND_JSON if as_json else SOUND
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 6))
        text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at + cut :]
    _read(text.encode("utf-8", "surrogatepass"), "a.json" if as_json else "a.yaml")
    parse_text(text, "a.json" if as_json else "a.yaml")


@settings(max_examples=300)
@given(data=st.data(), encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_bytes_changed(data: st.DataObject, encoding: str) -> None:
    raw = bytearray(SOUND.encode(encoding))
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    _read(bytes(raw), "a.yaml")


@settings(max_examples=300)
@given(data=st.binary(max_size=200), as_json=st.booleans())
def test_any_bytes(data: bytes, as_json: bool) -> None:
    _read(data, "a.json" if as_json else "a.yaml")


@settings(max_examples=300)
@given(text=st.text(st.sampled_from("ab: -[]{},#&*!|>'\"%@`\n\t?~1.：，　"), max_size=60))
def test_any_yaml_punctuation(text: str) -> None:
    _read(text.encode(), "a.yaml")
