"""A logo that cannot be drawn is a diagnostic of theme.yaml, before anything is written in any format."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dgassess.reporting.contents import Contents
from tests.reporting.test_own_report import HEAD, SVG, THEME, found_in, write, writer_of
from tests.reporting.word_reading import WP, opened


def part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    """A black picture of one bit a pixel."""
    packed = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    body = b"".join(packed.compress(row) for _ in range(height)) + packed.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", body) + part(b"IEND", b"")


def unwritten(size: int) -> bytes:
    """A picture whose parts are whole and hold less than its header says."""
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    body = part(b"IDAT", zlib.compress(b"\0"))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + body + part(b"IEND", b"")


def nested(levels: int) -> bytes:
    groups = (f'<g id="a{at}">' + f'<use href="#a{at - 1}"/>' * 10 + "</g>" for at in range(1, levels))
    return SVG % ('<rect id="a0" width="1" height="1"/>' + "".join(groups)).encode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.png", png(20_000, 20_000), "'a.png' has 20,000×20,000 pixels: a logo has 4,000 a side at most."),
        ("a.png", png(1, 4_001), "'a.png' has 1×4,001 pixels"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 300, "'a.png' is damaged or cut off"),
        ("a.png", png(40, 40)[:-20], "'a.png' is damaged or cut off"),
        ("a.png", png(40, 40).replace(b"IDAT", b"IDAt"), "'a.png' is damaged or cut off"),
        ("a.png", unwritten(40), "The logo 'a.png' cannot be drawn: "),
        ("a.svg", nested(11), "The logo 'a.svg' cannot be drawn: failed to parse SVG (nodes limit reached)."),
        ("a.svg", (SVG % b"")[:-3], "The logo 'a.svg' cannot be drawn: "),
        ("a.svg", SVG % "<title>标</title>".encode("gb18030"), "'a.svg' is not saved as UTF-8."),
    ],
    ids=range(9),
)  # fmt: skip
def test_a_logo_that_cannot_be_drawn(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    files: dict[str, str | bytes] = {
        "report.yaml": HEAD,
        "theme.yaml": f"{THEME}logo: {name}\n",
        name: content,
    }
    [one] = found_in(write(tmp_path / "mine", files))
    assert one.message.startswith(said)
    assert str(one.place).endswith("theme.yaml:2:7")


def test_a_logo_of_pixels_stands_on_every_cover(tmp_path: Path, contents: Contents) -> None:
    files: dict[str, str | bytes] = {
        "report.yaml": HEAD, "theme.yaml": THEME + "logo: a.png\n", "a.png": png(300, 100),
    }  # fmt: skip
    made = writer_of(write(tmp_path / "mine", files)).render(contents, ("html", "pdf", "docx"))
    assert b'src="data:image/png;base64,' in made["html"]
    page: Any = PdfReader(io.BytesIO(made["pdf"])).pages[0]
    objects = [one.get_object() for one in page["/Resources"]["/XObject"].values()]
    assert [(one["/Width"], one["/Height"]) for one in objects if one["/Subtype"] == "/Image"] == [(300, 100)]
    extent = next(opened(made["docx"]).body.iter(f"{WP}extent"))
    assert int(extent.get("cx", 0)) == pytest.approx(3 * int(extent.get("cy", 0)), rel=0.01)
