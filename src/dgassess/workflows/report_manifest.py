"""What a folder of reports was made from, so that unchanged ones are not made again and nobody's edits are lost.

The file `.dgassess-reports.jsonl` grows by a line for each report that is finished; the last line of a file counts. A
line that was cut off, as when the power fails, is left aside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dgassess.engine.results import Results
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.figures import origin
from dgassess.workflows.content import DOCUMENT_SUFFIXES, UsageProblem, expand
from dgassess.workflows.output import PlaceProblem, reason, write_files
from dgassess.workflows.report_digests import engine_digest, report_digest
from dgassess.workflows.report_job import ReportJob

NAME = ".dgassess-reports.jsonl"
FORMAT = "dgassess/reports/1"


def bytes_digest(data: bytes) -> str:
    """sha256 of a file's bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def file_digest(path: Path) -> str:
    """sha256 of a file's bytes, read in pieces; empty when it cannot be read."""
    try:
        with open(path, "rb") as file:
            return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError:
        return ""


@dataclass(slots=True)
class Manifest:
    """What a folder's files were written from and as: by file name, the digest of the inputs and of the bytes."""

    folder: Path
    inputs: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    begun: str = ""

    @classmethod
    def of(cls, folder: Path) -> Manifest:
        """What a folder's file says; an empty one where there is none."""
        manifest = cls(folder)
        try:
            manifest.begun = (folder / NAME).read_text("utf-8", "replace")
        except OSError:
            return manifest
        lines = manifest.begun.splitlines()
        for line in lines[1:] if lines and FORMAT in lines[0] else ():
            manifest._take(line)
        return manifest

    def _take(self, line: str) -> None:
        try:
            entry = json.loads(line)
            inputs, files = str(entry["inputs"]), dict(entry["files"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        for file, digest in files.items():
            self.inputs[str(file)], self.files[str(file)] = inputs, str(digest)

    def own(self, file: Path) -> bool:
        """Whether a file is as it was written here, so that replacing it loses nobody's work."""
        recorded = self.files.get(file.name)
        return recorded is not None and file_digest(file) == recorded

    def others(self, names: Collection[str]) -> tuple[Path, ...]:
        """Files written here that are still there and bear none of the names."""
        paths = (self.folder / file for file in sorted(self.files) if Path(file).stem not in names)
        return tuple(path for path in paths if path.is_file())

    def current(self, file: Path, inputs: str) -> bool:
        """Whether a file is as it was written here, and from these inputs."""
        return self.inputs.get(file.name) == inputs and self.own(file)

    def record(self, inputs: str, files: Mapping[str, str]) -> None:
        """Note a finished report: its files with their digests. Raises PlaceProblem."""
        if all(self.inputs.get(file) == inputs and self.files[file] == files[file] for file in files):
            return
        for file, digest in files.items():
            self.inputs[file], self.files[file] = inputs, digest
        path = self.folder / NAME
        try:
            with open(path, "a", encoding="utf-8") as stream:
                if not stream.tell():
                    stream.write(_HEAD)
                elif not self.begun.endswith("\n"):
                    stream.write("\n")  # after a line that was cut off
                stream.write(_line(inputs, files))
            self.begun = "\n"
        except OSError as problem:
            raise PlaceProblem(f"'{path}' cannot be written: {reason(problem)}.") from problem

    def settle(self) -> None:
        """Write the file anew, a line for each file that is still there. Raises EnvironmentProblem."""
        there = [file for file in sorted(self.files) if (self.folder / file).exists()]
        text = _HEAD + "".join(_line(self.inputs[file], {file: self.files[file]}) for file in there)
        if self.begun not in ("", text):
            write_files({self.folder / NAME: text.encode()}, force=True)


_HEAD = json.dumps({"format": FORMAT}) + "\n"


def _line(inputs: str, files: Mapping[str, str]) -> str:
    return json.dumps({"inputs": inputs, "files": dict(files)}, ensure_ascii=False) + "\n"


def inputs_digest(
    job: ReportJob, definition: ReportDefinition, results: Results, name: str, unit: str
) -> str:
    """sha256 of everything a report's bytes follow from: answers, method, cohort, report, program and options.

    The cohort belongs to it: with another unit's answers, ranks and comparisons of this one may change.
    """
    said: dict[str, Any] = {
        **origin(results),
        "response": results.response_digests.get(unit, ""),
        "report": [definition.id, report_digest(definition), name],
        "engine": engine_digest(),
        "options": [
            job.organisation, job.date, job.audience, job.watermark, job.seal, job.with_inputs,
            [str(folder) for folder in job.font_folders],
        ],
        "previous": _files_digest(tuple(job.previous)),
    }  # fmt: skip
    return bytes_digest(json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))


def _files_digest(names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for name in names:
        try:
            paths = expand([name], DOCUMENT_SUFFIXES)
        except UsageProblem:
            paths = []
        found += [name, *(file_digest(path) for path in paths)]
    return found
