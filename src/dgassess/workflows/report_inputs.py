"""The inputs of a report inside it: the response as given, and the files of its system and questionnaire."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dgassess.loading.files import read_text
from dgassess.loading.responses import WrittenResponse
from dgassess.reporting.blocks import Attachment
from dgassess.reporting.figures import INPUTS_FORMAT, INPUTS_NAME, as_json
from dgassess.workflows.content import DOCUMENT_SUFFIXES, UsageProblem
from dgassess.workflows.ready_systems import ReadySystem

_MOST_FILES = 2000
_LARGEST = 50_000_000
_NOT_IN_NAMES = frozenset('<>:"|?*\\')


@dataclass(frozen=True, slots=True)
class UnpackedInputs:
    """Where the inputs of a report are now: the response file, and the system's file or folder."""

    response: Path
    system: Path


def inputs_attachment(ready: ReadySystem, response: WrittenResponse) -> Attachment:
    """The inputs as a JSON file that goes with a report."""
    system = Path(os.path.realpath(ready.path))
    folder = system.parent if system.is_file() else system
    files: dict[str, str] = {}
    for path in sorted(ready.files):
        text, _ = read_text(path)
        files[_place(path, folder, ready.questionnaire.id)] = text or ""
    content = {
        "format": INPUTS_FORMAT,
        "response": {"name": response.path.name, "text": response.document.text},
        "system": f"indicators/{folder.name or 'system'}/{system.name if system.is_file() else 'system.yaml'}",
        "files": files,
    }
    return Attachment(INPUTS_NAME, as_json(content), "The response and the method this report was made from")


def _place(path: Path, folder: Path, questionnaire: str) -> str:
    """Where a file lies beside the others, as `find_questionnaire` looks for it."""
    if path.is_relative_to(folder):
        return f"indicators/{folder.name or 'system'}/{path.relative_to(folder).as_posix()}"
    inside = next((one for one in path.parents if one.name == questionnaire), path.parent)
    return f"questionnaires/{questionnaire}/{path.relative_to(inside).as_posix()}"


def unpack(inputs: Mapping[str, Any], folder: Path) -> UnpackedInputs:
    """Write the inputs of a report into an empty folder. Raises UsageProblem for names that lead out of it."""
    response, files, system = inputs.get("response"), inputs.get("files"), inputs.get("system")
    if not isinstance(response, dict) or not isinstance(files, dict) or not isinstance(system, str):
        raise UsageProblem("The inputs that the report carries are incomplete: name the responses instead.")
    if len(files) > _MOST_FILES or sum(len(str(text)) for text in files.values()) > _LARGEST:
        raise UsageProblem("The inputs that the report carries are too large: name the responses instead.")
    for name, text in files.items():
        _write(folder, name, text)
    answer = f"responses/{response.get('name')}"
    _write(folder, answer, response.get("text"))
    if system not in files:
        raise UsageProblem(f"The inputs that the report carries lack the system '{system}'.")
    return UnpackedInputs(folder / answer, folder / system)


def _write(folder: Path, name: str, text: object) -> None:
    parts = PurePosixPath(name).parts
    harmless = parts and all(part not in (".", "..") and not set(part) & _NOT_IN_NAMES for part in parts)
    printable = name.isprintable() and not name.startswith("/")
    if not (harmless and printable and name.lower().endswith(DOCUMENT_SUFFIXES) and isinstance(text, str)):
        raise UsageProblem(f"The inputs that the report carries name a file '{name}', which is refused.")
    path = folder.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
