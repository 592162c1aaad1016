"""Files of parts that lie beside a system.yaml or questionnaire.yaml and that neither names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dgassess.loading.reading import Reading
from dgassess.values.diagnostics import Place

_MAIN = ("system.yaml", "questionnaire.yaml")
_PART = re.compile(
    rb"^format: *[\"']?dgassess/(?:dimension|clauses|adjustments|vetoes|section|cross-checks)/", re.MULTILINE
)
_MAIN_FORMAT = re.compile(rb"^format: *[\"']?dgassess/(?:indicator-system|questionnaire)/", re.MULTILINE)
# The format stands at the top, below a few lines of comment.
_HEAD = 4000


def unnamed_parts(reading: Reading) -> Iterator[Place]:
    """The place of every such file beside the main files read in a run.

    A folder with a further system or questionnaire in it is left alone: that may name the file.
    """
    read = set(reading.files)
    for folder in sorted({path.parent for path in read if path.name in _MAIN}):
        heads = {path: _head(path) for path in _listed(folder) if path not in read}
        if not any(_MAIN_FORMAT.search(head) for head in heads.values()):
            yield from (
                Place(reading.shown(path), 1, 1) for path, head in heads.items() if _PART.search(head)
            )


def _listed(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.glob("*.y*ml") if path.suffix in (".yaml", ".yml") and path.is_file()
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""
