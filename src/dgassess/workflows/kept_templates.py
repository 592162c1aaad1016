"""Compiled report templates kept between runs: turning a template into Python code takes longer than rendering it.

A kept template counts only for the very text and place it was compiled from, and while neither Jinja's version nor the
source of the modules that set its environment up has changed.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from dgassess import reporting
from dgassess.values.language import LANGUAGES
from dgassess.workflows.content import content_root
from dgassess.workflows.kept_files import COMPILED, read_kept, users_folder, write_kept

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_KEPT = 64
_SETTING_UP = ("charts.py", "html.py", "template.py", "template_code.py")


class KeptTemplates(BytecodeCache):
    """Jinja's cache of compiled templates. shipped: the folder of those that ship; own: the user's, or None.

    With `shipping`, what is compiled goes into the folder of those that ship.
    """

    def __init__(self, shipped: Path, own: Path | None, *, shipping: bool = False) -> None:
        self.shipped, self.own, self.shipping = shipped, own, shipping
        self._root = content_root().resolve()
        self._salt = _salt()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """By the path from the folder of all content for what ships: it may be installed anywhere."""
        path = Path(filename or name).resolve()
        place = path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else str(path)
        return hashlib.sha256(f"{place}\0{name}\0{self._salt}".encode()).hexdigest()[:40]

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is kept of a template, its errors told where the template lies today."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is not None and filename and bucket.code.co_filename != filename:
            bucket.code = _moved(bucket.code, filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is kept, from the package or else from the user's folder."""
        for folder, of_the_user in ((self.shipped, False), (self.own, True)):
            if bucket.code is not None or folder is None:
                continue
            data = read_kept(folder / f"{bucket.key}.template", of_the_user=of_the_user)
            try:
                if data is not None:
                    bucket.bytecode_from_string(data)
            except Exception:  # noqa: BLE001 - a spoilt file may fail in any way; it is only left aside
                bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled for the next run."""
        if self.shipping:
            (self.shipped / f"{bucket.key}.template").write_bytes(bucket.bytecode_to_string())
        elif self.own is not None:
            write_kept(self.own / f"{bucket.key}.template", bucket.bytecode_to_string(), MOST_KEPT)


def kept_templates() -> KeptTemplates:
    """The templates kept for this user."""
    return KeptTemplates(COMPILED, users_folder())


def compile_templates(folder: Path) -> None:
    """Compile every template that ships into a folder, as building and installing dgassess do.

    Raises OSError when the folder cannot be written, ReportTemplateError for a template that is wrong.
    """
    from dgassess.reporting import charts, html
    from dgassess.reporting.template import ReportTemplate

    folder.mkdir(parents=True, exist_ok=True)
    compiled = KeptTemplates(folder, None, shipping=True)
    reports = content_root() / "reports"
    for report in sorted(path.parent for path in reports.glob("*/report.yaml")):
        for language in LANGUAGES:
            for template in sorted(report.glob("*.j2")):
                ReportTemplate(report, template.name, compiled=compiled, language=language)
    for environment in (
        charts.environment(reports / "charts", compiled),
        html.environment(reports / "theme" / "html", compiled),
    ):
        for name in environment.list_templates(extensions=["j2"]):
            environment.get_template(name)


@functools.lru_cache(maxsize=1)
def _salt() -> str:
    digest = hashlib.sha256(jinja2.__version__.encode())
    for name in _SETTING_UP:
        digest.update((Path(reporting.__file__).parent / name).read_bytes())
    return digest.hexdigest()


def _moved(code: CodeType, file: str) -> CodeType:
    inner = tuple(_moved(one, file) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=file, co_consts=inner)
