"""Formulas and conditions written in files: Python syntax, a whitelist of operations, never `eval`."""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
import warnings
from collections.abc import Callable
from functools import lru_cache

from dgassess.expressions import operations as op
from dgassess.values.diagnostics import suggest
from dgassess.values.numbers import NumberProblem, parse_number

FUNCTIONS = ("min", "max", "abs", "len", "sqrt", "ln")
KEY_PATTERN = re.compile(r"[a-z][a-z0-9_]*")
MAX_LENGTH = 2000
# Every walk over operations is recursive; a formula people can read is nowhere near this deep.
MAX_DEPTH = 60
MAX_LEVELS = 100

_SIGNS: dict[type[ast.cmpop], op.Comparison] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
# What a Chinese keyboard or a word processor writes and no normalisation folds.
_INSTEAD = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/", "−": "-", "、": ",",
}  # fmt: skip


class FormulaProblem(ValueError):
    """A formula outside the whitelist; `column` is 1-based within the formula's text."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def is_key(name: str) -> bool:
    """Whether a name may be a local key: lower case, no keyword, no function of the formula language."""
    return bool(KEY_PATTERN.fullmatch(name)) and not keyword.iskeyword(name) and name not in FUNCTIONS


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> op.Operation:
    """Parse a formula or condition into operations. Raises FormulaProblem with the column at fault."""
    if len(text) > MAX_LENGTH:
        raise FormulaProblem(f"The formula has {len(text)} characters; at most {MAX_LENGTH} are allowed.", 1)
    if not text.strip():
        raise FormulaProblem("The formula is empty.", 1)
    if _depth(text) > MAX_DEPTH:
        raise FormulaProblem(f"The formula is nested more than {MAX_DEPTH} brackets deep.", 1)
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", lambda quoted: "_" * len(quoted[0]), text)
    if "#" in bare:
        raise FormulaProblem("'#' starts no comment in a formula.", bare.index("#") + 1)
    stripped = text.lstrip()
    indent = len(text) - len(stripped)
    try:
        return _parsed(stripped)
    except FormulaProblem as problem:
        problem.column += indent
        raise


def _parsed(text: str) -> op.Operation:
    try:
        with warnings.catch_warnings():
            # What one Python only warns of, such as `1if x`, another refuses: all refuse it.
            warnings.simplefilter("error")
            tree = ast.parse(text, mode="eval")
    except SyntaxError as error:
        raise _unreadable(text, error) from None
    except (ValueError, MemoryError, RecursionError):
        raise FormulaProblem(
            "The formula cannot be read: it is nested too deep or has an invalid character.", 1
        ) from None
    try:
        return _Reader(text).read(tree.body)
    except RecursionError:
        raise FormulaProblem("The formula cannot be read: it is nested too deep.", 1) from None


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        deepest = max(deepest, depth)
    return deepest


def _unreadable(text: str, error: SyntaxError) -> FormulaProblem:
    end = len(text.rstrip()) + 1
    column = _start_of_line(text, error.lineno or 1) + error.offset if error.offset else end
    if column >= end:
        return FormulaProblem(f"The formula '{_clipped(text)}' cannot be read: it ends too early.", end)
    character = text[column - 1]
    folded = _INSTEAD.get(character, unicodedata.normalize("NFKC", character))
    hint = f" Write {folded} instead of {character}." if not character.isascii() and folded.isascii() else ""
    reason = error.msg.rstrip(".?")
    return FormulaProblem(f"The formula '{_clipped(text)}' cannot be read: {reason}.{hint}", column)


def _start_of_line(text: str, line: int) -> int:
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1])


def _clipped(text: str) -> str:
    return text if len(text) <= 100 else text[:97] + "..."


class _Reader:
    """Turns one formula's syntax tree into operations."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._level = 0

    def _column(self, node: ast.AST) -> int:
        line, offset = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        within = self._text.split("\n")[line - 1].encode()[:offset].decode(errors="replace")
        return _start_of_line(self._text, line) + len(within) + 1

    def _refuse(self, node: ast.AST, what: str) -> FormulaProblem:
        return FormulaProblem(
            f"{what} Allowed are numbers, texts, keys, + - * /, comparisons, and, or, not, 'a if c else b', 'in' "
            f"and {', '.join(FUNCTIONS)}.",
            self._column(node),
        )

    def read(self, node: ast.expr) -> op.Operation:
        """One node; the message of a refusal names it as written."""
        if self._level >= MAX_LEVELS:
            raise FormulaProblem(
                f"The formula has more than {MAX_LEVELS} operations one inside another or in a row.",
                self._column(node),
            )
        self._level += 1
        operation = self._operation(node)
        self._level -= 1
        return operation

    def _operation(self, node: ast.expr) -> op.Operation:
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name(id=name):
                if not is_key(name):
                    raise self._refuse(node, f"'{name}' is not a key (lower-case letters, digits and _).")
                return op.Input(name)
            case ast.BinOp(left, operator, right):
                return self._arithmetic(node, operator, self.read(left), self.read(right))
            case ast.UnaryOp(ast.USub(), operand):
                return op.Subtract(op.number(0), self.read(operand))
            case ast.UnaryOp(ast.UAdd(), operand):
                return self.read(operand)
            case ast.UnaryOp(ast.Not(), operand):
                return op.Not(self.read(operand))
            case ast.BoolOp(ast.And(), values):
                return op.And(tuple(self.read(value) for value in values))
            case ast.BoolOp(_, values):
                return op.Or(tuple(self.read(value) for value in values))
            case ast.IfExp(test, body, orelse):
                return op.If(self.read(test), self.read(body), self.read(orelse))
            case ast.Compare():
                return self._comparison(node)
            case ast.Call():
                return self._call(node)
        raise self._refuse(node, f"'{_clipped(ast.unparse(node))}' is not allowed in a formula.")

    def _constant(self, node: ast.Constant) -> op.Operation:
        if isinstance(node.value, bool | str):
            return op.Constant(node.value)
        if isinstance(node.value, int | float):
            text = ast.get_source_segment(self._text, node) or str(node.value)
            try:
                return op.number(parse_number(text))
            except NumberProblem as problem:
                raise FormulaProblem(str(problem), self._column(node)) from None
        raise self._refuse(node, f"'{_clipped(ast.unparse(node))}' is not allowed in a formula.")

    def _arithmetic(
        self, node: ast.expr, operator: ast.operator, left: op.Operation, right: op.Operation
    ) -> op.Operation:
        match operator:
            case ast.Add():
                return op.Add((left, right))
            case ast.Sub():
                return op.Subtract(left, right)
            case ast.Mult():
                return op.Multiply((left, right))
            case ast.Div():
                return op.Divide(left, right)
        raise self._refuse(
            node, f"The operator in '{_clipped(ast.unparse(node))}' is not allowed in a formula."
        )

    def _comparison(self, node: ast.Compare) -> op.Operation:
        operands = [node.left, *node.comparators]
        links: list[op.Operation] = []
        for left, sign, right in zip(operands, node.ops, operands[1:], strict=False):
            if isinstance(sign, ast.In | ast.NotIn):
                inside = op.Contains(self.read(left), self.read(right))
                links.append(op.Not(inside) if isinstance(sign, ast.NotIn) else inside)
            elif type(sign) in _SIGNS:
                links.append(op.Compare(self.read(left), _SIGNS[type(sign)], self.read(right)))
            else:
                raise self._refuse(
                    node, f"The comparison in '{_clipped(ast.unparse(node))}' is not allowed in a formula."
                )
        return links[0] if len(links) == 1 else op.And(tuple(links))

    def _call(self, node: ast.Call) -> op.Operation:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self._refuse(node, f"'{_clipped(ast.unparse(node))}' is not allowed in a formula.")
        name = node.func.id
        if name not in FUNCTIONS:
            hint = suggest(name, FUNCTIONS)
            raise self._refuse(node, f"There is no function '{name}'." + (f" {hint}" if hint else ""))
        arguments = tuple(self.read(argument) for argument in node.args)
        builders: dict[str, Callable[[op.Operation], op.Operation]] = {
            "len": op.Count,
            "abs": lambda operand: op.Function("abs", operand),
            "sqrt": lambda operand: op.Function("sqrt", operand),
            "ln": lambda operand: op.Function("ln", operand),
        }
        if name in ("min", "max"):
            if not arguments:
                raise self._refuse(node, f"'{name}' needs at least one argument.")
            return op.Minimum(arguments) if name == "min" else op.Maximum(arguments)
        if len(arguments) != 1:
            raise self._refuse(node, f"'{name}' takes one argument, not {len(arguments)}.")
        return builders[name](arguments[0])
