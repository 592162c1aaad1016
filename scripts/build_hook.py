"""Hatchling's build hook: compiles the systems that ship, so that scoring with one need not validate it anew each time.

A wheel carries what is compiled in `dgassess/compiled`; an editable install has it in `src/dgassess/compiled`, where a
change of the content or of the code puts it out of use (`dgassess.workflows.kept`).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMethods(BuildHookInterface[Any]):
    """Runs once for every wheel, editable ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; `version` is "standard" or "editable". A defect fails the build of a wheel that is handed on.

        An editable install goes on without: it is where the defect is found and mended.
        """
        if version != "editable":
            self._folder = Path(tempfile.mkdtemp())
            for file in self._compile(self._folder):
                build_data["force_include"][str(file)] = f"dgassess/compiled/{file.name}"
            return
        folder = Path(self.root) / "src" / "dgassess" / "compiled"
        shutil.rmtree(folder, ignore_errors=True)
        try:
            self._compile(folder)
        except Exception as problem:  # noqa: BLE001 - whatever it is, dgassess shows it better once installed
            self.app.display_warning(f"The systems that ship were not compiled: {problem!r}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what the wheel now holds."""
        if version != "editable":
            shutil.rmtree(self._folder, ignore_errors=True)

    def _compile(self, folder: Path) -> list[Path]:
        source = str(Path(self.root) / "src")
        sys.path.insert(0, source)
        try:
            from dgassess.workflows.scoring import compile_shipped

            return compile_shipped(folder)
        finally:
            sys.path.remove(source)
