"""Hatchling's build hook: compiles the systems and the report templates that ship, so that no run need do it anew.

A wheel carries what is compiled in `dgassess/compiled`; an editable install has it in `src/dgassess/compiled`, where a
change of the content or of the code puts it out of use (`dgassess.workflows.kept`, `kept_templates`). Where a system
has defects, the build goes on without: dgassess reads such a system whole, and says what is wrong.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# pip takes paths out of a build that the environment around it has too, as after an earlier editable install.
_COMPILE = """import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from dgassess.workflows.kept_templates import compile_templates
from dgassess.workflows.ready_systems import compile_shipped
compile_shipped(Path(sys.argv[1]))
compile_templates(Path(sys.argv[1]))
"""


class CompileContent(BuildHookInterface[Any]):
    """Runs once for every wheel, editable ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; `version` is "standard" or "editable"."""
        if version == "editable":
            folder = Path(self.root) / "src" / "dgassess" / "compiled"
            shutil.rmtree(folder, ignore_errors=True)
            self._compile(folder)
            return
        self._folder = Path(tempfile.mkdtemp())
        if self._compile(self._folder):
            for file in sorted(self._folder.iterdir()):
                build_data["force_include"][str(file)] = f"dgassess/compiled/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what the wheel now holds."""
        if version != "editable":
            shutil.rmtree(self._folder, ignore_errors=True)

    def _compile(self, folder: Path) -> bool:
        """Whether it worked. In a process of its own, with hashes that make the same bytes each time."""
        # pip and others bring what a build needs along in sys.path alone.
        path = os.pathsep.join(filter(None, sys.path))
        done = subprocess.run(
            [sys.executable, "-c", _COMPILE, str(folder), str(Path(self.root) / "src")],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            self.app.display_warning(f"What ships was not compiled: {said}")
        return done.returncode == 0
