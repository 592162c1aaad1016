"""A report template is Jinja in a sandbox that yields Markdown; data in it is never read as markup.

Every printed value is replaced by a private token that is resolved only after Markdown has been read, so `*`, `<` or
`{{` in an answer stay what they are. Templates cannot calculate, change data or print anything but finished texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from jinja2 import (
    BytecodeCache,
    StrictUndefined,
    TemplateError,
    Undefined,
    pass_context,
)
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.nodes import Block as BlockTag
from jinja2.nodes import (
    Const,
    Extends,
    Node,
    Template,
)
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from dgassess.reporting.blocks import Block, Runs, Text
from dgassess.reporting.errors import ReportTemplateError
from dgassess.reporting.template_budget import (
    budgeted,
    concatenated,
    counted,
    filtering,
    joined,
    numbers,
    shallow,
    spend,
)
from dgassess.reporting.template_code import TemplateCode
from dgassess.reporting.template_loader import TOKEN_END, TOKEN_START, LineParser, Loader, in_language
from dgassess.values.diagnostics import suggest
from dgassess.values.language import CHINESE, Language

TOKEN = re.compile(f"{TOKEN_START}(\\d+){TOKEN_END}")
# Filters that choose among values. Those that build or escape text could let data through as markup.
_FILTERS = (
    "batch", "default", "dictsort", "first", "groupby", "items", "last", "length", "list", "map", "reject",
    "rejectattr", "reverse", "select", "selectattr", "slice", "unique",
)  # fmt: skip
_ARITHMETIC = frozenset(("+", "-", "*", "/", "//", "%", "**"))

Value = Runs | Block


class TokenStore:
    """The values of one rendering, by token number, and what the template may name."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self.values: list[Value] = []
        self.names = names

    def keep(self, value: Value) -> Markup:
        """The token that stands for a value until Markdown has been read."""
        self.values.append(value)
        return Markup(f"{TOKEN_START}{len(self.values) - 1}{TOKEN_END}")  # noqa: S704 (digits only)


_STORE: ContextVar[TokenStore] = ContextVar("report tokens")


class _Unknown(StrictUndefined):
    """A name or a part of a value that is not there, told by the names that a template's author knows."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        store, name = _STORE.get(None), self._undefined_name
        names = store.names if store is not None else {}
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is missing:
            return _with_hint(f"'{name}' is undefined.", str(name), names)
        value = self._undefined_obj
        return _with_hint(f"{_called(value, names)} has no '{name}'.", str(name), _parts(value))


def _with_hint(message: str, name: str, valid: Iterable[str]) -> str:
    return f"{message} {suggest(name, valid)}".rstrip()


def _called(value: object, names: Mapping[str, object]) -> str:
    """What a template calls a value: its name, or that of the list it is in."""
    for name, one in names.items():
        if one is value:
            return f"'{name}'"
        if isinstance(one, tuple) and any(entry is value for entry in one):
            return f"An entry of '{name}'"
    return "This value"


def _parts(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return list(map(str, value))
    return [field.name for field in fields(value)] if is_dataclass(value) else []


def clean(text: str) -> str:
    """Literal text as one line: control and direction-override characters go, as they hide or reorder text."""
    text = re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ue000\ue001]", "", text)
    text = re.sub(r"[\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    return re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", text)


def _keep(value: object) -> Markup:
    """A token for a printable value; anything that is not a finished text is the template's mistake."""
    if isinstance(value, Markup):
        return value
    store = _STORE.get()
    if isinstance(value, Undefined):
        str(value)  # raises, naming the undefined name
    if isinstance(value, str):
        return store.keep((Text(clean(value)),))
    if isinstance(value, int) and not isinstance(value, bool):
        return store.keep((Text(str(value)),))
    if isinstance(value, tuple) and all(isinstance(run, Text) for run in value):
        return store.keep(value)
    raise SecurityError(f"a template prints finished texts, not a value of type {type(value).__name__}")


@pass_context  # keeps Jinja from calling it on constants while compiling
def _finalize(_context: Context, value: object) -> Markup:
    return _keep(value)


def _join(values: Iterable[object], separator: str = "") -> Markup:
    kept = [_keep(value) for value in values]
    between = str(_keep(separator)) if separator else ""
    return Markup(joined(between * bool(place) + one for place, one in enumerate(kept)))  # noqa: S704 (tokens only)


class _Environment(ImmutableSandboxedEnvironment):
    code_generator_class = TemplateCode
    intercepted_binops = _ARITHMETIC
    intercepted_unops = frozenset(("-", "+"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> NoReturn:
        raise SecurityError(f"templates do not calculate: '{operator}' belongs in the contents")

    def call_unop(self, context: Context, operator: str, arg: Any) -> NoReturn:
        raise SecurityError(f"templates do not calculate: '{operator}' belongs in the contents")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        # Numbers have functions that make bytes of any length.
        return not isinstance(obj, str | int | float | bytes) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Texts have no `format` either: Jinja would let it build markup out of data."""

    def concatenate(self, parts: tuple[object, ...]) -> str:
        if all(isinstance(part, str | int) and not isinstance(part, Markup) for part in parts):
            return joined(str(part) for part in parts)
        return _join(parts)

    def _parse(self, source: str, name: str | None, filename: str | None) -> Template:
        return LineParser(self, source, name, filename).parse()

    counted = staticmethod(counted)
    shallow = staticmethod(shallow)

    def call(self, context: Context, function: Any, /, *arguments: Any, **options: Any) -> Any:
        spend()
        if isinstance(function, LoopContext) and arguments:  # a loop that calls itself on other values
            arguments = (counted(arguments[0]), *arguments[1:])
        return super().call(context, function, *arguments, **options)

    def _load_template(self, *arguments: Any, **options: Any) -> Any:
        spend()  # a part may include itself
        return super()._load_template(*arguments, **options)


class ReportTemplate:
    """A compiled template folder; one instance renders any number of units.

    folder: holds `report.md.j2` and whatever it includes. extended: the folder of a report, by its id, whose templates
    stand in for those that `folder` has not. compiled: where compiled templates are kept. language: what lies in a
    subfolder of its name goes before what lies beside it. functions: named by what they return, one block each.
    """

    def __init__(
        self,
        folder: Path,
        name: str = "report.md.j2",
        extended: Mapping[str, Path] | None = None,
        compiled: BytecodeCache | None = None,
        language: Language = CHINESE,
    ) -> None:
        reports = {key: in_language(path, language) for key, path in (extended or {}).items()}
        own = in_language(folder, language)
        self.folders = (*own, *(path for paths in reports.values() for path in paths))
        self.path = next((one / name for one in self.folders if (one / name).is_file()), folder / name)
        self._loader = Loader(self.folders, reports)
        self._environment = _Environment(
            loader=self._loader,
            undefined=_Unknown,
            autoescape=True,  # makes macros return Markup, which is how their output is told from data
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=50,
            bytecode_cache=compiled,
        )
        self._environment.concat = concatenated  # type: ignore[method-assign]
        filters = {key: filtering(key, FILTERS[key]) for key in _FILTERS}
        self._environment.filters = filters | {"join": filtering("join", _join)}
        self._environment.globals = {"range": numbers, "namespace": self._environment.globals["namespace"]}
        try:
            with budgeted():
                self._compile(name, extended is not None and len(extended) > 0 and self.path.parent in own)
        except ReportTemplateError:
            raise
        except Exception as problem:  # noqa: BLE001 - a wrong constant meets its mistake while it is compiled
            raise self._error(problem) from None

    def _compile(self, name: str, extending: bool) -> None:
        self._template = self._environment.get_template(name)
        if extending:
            self._known_blocks(name)

    def markdown(
        self, values: Mapping[str, object], functions: Mapping[str, Callable[..., Block]]
    ) -> tuple[str, TokenStore]:
        """The template's Markdown with tokens, and what the tokens stand for.

        Raises ReportTemplateError with file and line for undefined names, unknown figures and everything else that
        goes wrong while rendering.
        """

        def inserting(function: Callable[..., Block]) -> Callable[..., Markup]:
            return lambda *arguments: store.keep(function(*arguments))

        names = dict(values) | {key: inserting(function) for key, function in functions.items()}
        store = TokenStore(names)
        previous = _STORE.set(store)
        try:
            with budgeted():
                return self._template.render(names), store
        except ReportTemplateError:
            raise
        except Exception as problem:
            raise self._error(problem) from problem
        finally:
            _STORE.reset(previous)

    def _known_blocks(self, name: str, below: tuple[str, ...] = ()) -> set[str]:
        """The blocks of a template and of those that it extends.

        Raises ReportTemplateError for one that replaces none: Jinja would leave it out without a word. A block within
        another is new and printed with it.
        """
        source, file, _ = self._loader.get_source(self._environment, name)
        if "extends" not in source:
            return set(self._environment.get_template(name).blocks)  # compiled and kept, which parsing is not
        tree = self._environment.parse(source, name, file)
        blocks = {block.name for block in tree.find_all(BlockTag)}
        extends = tree.find(Extends)
        if extends is None or not isinstance(extends.template, Const) or name in below:
            return blocks
        extended = str(extends.template.value)
        known = self._known_blocks(extended, (*below, name))
        for block in _outer_blocks(tree):
            if block.name not in known:
                message = f"'{extended}' has no block '{block.name}'."
                raise ReportTemplateError(_with_hint(message, block.name, sorted(known)), file, block.lineno)
        return blocks | known

    def _error(self, problem: Exception) -> ReportTemplateError:
        message = f"{problem.message if isinstance(problem, TemplateError) else problem}"
        message = message or type(problem).__name__
        if isinstance(problem, TemplateSyntaxError):
            return ReportTemplateError(message, problem.filename or str(self.path), problem.lineno)
        if isinstance(problem, TemplateNotFound):
            known = problem.message or ""
            message = known if "leads out" in known else f"there is no template '{problem.name}'"
        if isinstance(problem, KeyError) and problem.args:
            message = str(problem.args[0])
        file, line = _template_line(problem.__traceback__, self.folders)
        return ReportTemplateError(message, file or str(self.path), line)


def _outer_blocks(node: Node) -> Iterator[BlockTag]:
    """The blocks of a template that stand in no other."""
    for child in node.iter_child_nodes():
        if isinstance(child, BlockTag):
            yield child
        else:
            yield from _outer_blocks(child)


def _template_line(traceback: TracebackType | None, folders: Sequence[Path]) -> tuple[str, int]:
    """The innermost frame that lies in a template folder: Jinja rewrites tracebacks to template lines."""
    file, line = "", 0
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name.endswith(".j2") and any(Path(name).is_relative_to(folder) for folder in folders):
            file, line = name, traceback.tb_lineno
        traceback = traceback.tb_next
    return file, line
