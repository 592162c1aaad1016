"""The pages of the defects that reading and validating a file can find, in the form of the checks' docstrings."""

from __future__ import annotations

PAGES: dict[str, str] = {}
"""From a defect's name to its page: what it is, then Why, Example, Instead."""


def _page(name: str, title: str, why: str, example: str, instead: str) -> None:
    PAGES[name] = f"{title}\n\nWhy: {why}\nExample: {example}\nInstead: {instead}\n"


_page(
    "file-not-found", "A file that is named does not exist.",
    "nothing can be read; the help names a file of that folder with a similar name.",
    "`dimensions: [tx.yaml]` where the folder has tc.yaml.", "correct the name, or add the file.",
)  # fmt: skip
_page(
    "not-a-file", "A folder, a pipe or a device stands where a file is expected.",
    "only regular files have an end that can be relied on.",
    "`clauses: clauses` where clauses is a folder.", "name a file.",
)  # fmt: skip
_page(
    "file-not-readable", "The operating system refuses to open a file.",
    "permissions, a lock of another program, or a path the system cannot hold.",
    "a file of another user without read permission.", "correct the permissions or the path.",
)  # fmt: skip
_page(
    "file-too-large", "A file is larger than files of its kind can be.",
    "it is hardly the file that was meant, and could take all memory; it is refused by its size, unread.",
    "a database export of 200 MB named as a response.", "name the right file.",
)  # fmt: skip
_page(
    "empty-file", "A file has no content, or only comments.", "there is nothing to assess.",
    "a file saved before anything was typed.", "write the content, or name the right file.",
)  # fmt: skip
_page(
    "binary-file", "A file is not text.", "YAML and JSON are text; the message says what the file is instead.",
    "an Excel workbook renamed to response.yaml.", "name the text file, or read workbooks with `dgassess collect`.",
)  # fmt: skip
_page(
    "not-utf-8", "A file is GB18030 (GBK, ANSI), not UTF-8; it was read all the same.",
    "guessing an encoding can go wrong, and other programs will not guess.",
    "a file that old Notepad saved as ANSI.", "save it as UTF-8.",
)  # fmt: skip
_page(
    "unknown-encoding", "A file is neither UTF-8 nor plausibly GB18030.",
    "its characters cannot be told; the place is the first byte that is not UTF-8.",
    "a UTF-8 file cut in the middle of a character, or text in Big5.", "save it as UTF-8.",
)  # fmt: skip
_page(
    "full-width-colon", "A full-width colon follows a key.",
    "YAML knows only ':' and a blank; Chinese input methods type '：'.", "`name：统筹管理`", "`name: 统筹管理`",
)  # fmt: skip
_page(
    "missing-blank", "There is no blank after a colon, or after the '-' of a list item.",
    "without it YAML takes key and value for one text.", "`weight:18`", "`weight: 18`",
)  # fmt: skip
_page(
    "full-width-blank", "A full-width or no-break blank stands where YAML needs an ordinary one.",
    "it looks like a blank, but to YAML it is a letter.", "`　name: x`, indented with U+3000",
    "retype the blanks.",
)  # fmt: skip
_page(
    "full-width-punctuation", "A full-width comma, bracket or number sign stands among YAML's or JSON's own.",
    "only the half-width ones separate and enclose.", "`{kind: ratio， floor: 50}`", "`{kind: ratio, floor: 50}`",
)  # fmt: skip
_page(
    "chinese-quotes", "Chinese quotation marks are meant to quote a text.",
    "to YAML and JSON they are part of the text.", "`name: “甲: 乙”`", '`name: "甲: 乙"`',
)  # fmt: skip
_page(
    "tab-indentation", "A tab character is used for indentation.", "YAML forbids it, as its width is not defined.",
    "a line that starts with the tabulator key.", "two blanks per step.",
)  # fmt: skip
_page(
    "unclosed-quote", "A quotation mark is never closed.", "all that follows becomes part of the text.",
    '`name: "统筹管理`', '`name: "统筹管理"`',
)  # fmt: skip
_page(
    "unclosed-bracket", "A '[' or '{' is never closed.", "all that follows becomes part of the list or mapping.",
    "`source: [自评, 核查`", "`source: [自评, 核查]`",
)  # fmt: skip
_page(
    "yaml-syntax", "The text is not YAML.", "the message says in plain words what does not fit, and where.",
    "`definition: 注意: 含本级`", "`definition: \"注意: 含本级\"`",
)  # fmt: skip
_page(
    "json-syntax", "The text is not JSON.", "the message says in plain words what does not fit, and where.",
    '`{"a": 1,}`', '`{"a": 1}`',
)  # fmt: skip
_page(
    "duplicate-key", "A key stands twice in one mapping.",
    "one of the two values would be lost without a word.", "`weight: 18` and, lines below, `weight: 20`",
    "delete one of the two.",
)  # fmt: skip
_page(
    "key-not-text", "A list, a mapping or a reference is used as a key.", "keys are names.", "`? [a, b]`",
    "write a text as key.",
)  # fmt: skip
_page("empty-key", "A colon has no key before it.", "the value has no name.", "`? : 5`", "write the key.")
_page(
    "merge-key", "The merge key '<<' is used.",
    "it is not part of YAML 1.2, and hides where a value comes from.", "`<<: *common`",
    "write the keys out; questionnaires have `defaults`.",
)  # fmt: skip
_page(
    "explicit-tag", "A value has a tag.", "tags make objects of text, which files from outside must not do.",
    "`period: !!str 2026`", '`period: "2026"`',
)  # fmt: skip
_page(
    "unknown-alias", "A reference has no anchor that ends before it.",
    "there is nothing it could stand for; a text that starts with '*' needs quotation marks.", "`note: *重点`",
    '`note: "*重点"`',
)  # fmt: skip
_page(
    "yaml-directive", "A line starts with '%' where YAML expects directives.", "none is needed in these files.",
    "`%YAML 1.2`", "delete the line.",
)  # fmt: skip
_page(
    "several-documents", "A second YAML document starts in the same file.", "a file holds one thing.",
    "a line `---` between two responses.", "split the file.",
)  # fmt: skip
_page(
    "nested-too-deeply", "Lists and mappings are nested more than 100 levels deep.",
    "real files stay far below; deeper ones exist to make programs fail.", "`[[[[…`", "close the brackets.",
)  # fmt: skip
_page(
    "too-many-values", "A file holds more than 200,000 keys and values, references counted in full.",
    "a few lines of references to references can stand for billions.", "ten anchors, each ten times the one before.",
    "split the file, or write fewer references.",
)  # fmt: skip
_page(
    "bad-number", "A number has more than 15 significant digits or an exponent beyond ±12, or is NaN or infinite.",
    "all engines compute the same only within these bounds; a longer one is usually a code.",
    "`code: 913300001234567890`", '`code: "913300001234567890"`',
)  # fmt: skip
_page(
    "control-character", "A text holds an invisible character that documents cannot show.",
    "Word, Excel and XML refuse it, or programs disagree whether it ends a line.",
    "a line separator (U+2028) pasted from a web page.", "delete it.",
)  # fmt: skip
_page(
    "missing-format", "A file does not say its format.", "its first line tells what the file is, and which version.",
    "`id: TC` in the first line.", "`format: dgassess/dimension/1` before it.",
)  # fmt: skip
_page(
    "unknown-format", "The format line names no known format.", "the file cannot be read as anything.",
    "`format: dgassess/indicator-sytem/1`", "`format: dgassess/indicator-system/1`",
)  # fmt: skip
_page(
    "unsupported-format", "The format is of a version this dgassess does not read.",
    "its keys may mean something else.", "`format: dgassess/response/2`", "use the dgassess that reads it.",
)  # fmt: skip
_page(
    "wrong-format", "A file is of another format than its place demands.", "a questionnaire is not a system.",
    "`dimensions: [questions.yaml]`", "name the right file.",
)  # fmt: skip
_page(
    "unknown-key", "A key is not one that can stand there.",
    "a misspelt key would be ignored, and its default used without a word.", "`weigth: 18`", "`weight: 18`",
)  # fmt: skip
_page(
    "missing-key", "A key that must be given is not.", "it has no sensible default.",
    "`rule: {kind: linear, question: n, target: 100}`", "add `floor: 0`.",
)  # fmt: skip
_page(
    "wrong-type", "A value is text where a number is expected, or the like.",
    "nothing is converted by guess.", "`weight: 18分`", "`weight: 18`",
)  # fmt: skip
_page(
    "value-not-allowed", "A value is not one of those that can stand there.",
    "the message lists them.", "`sensitivity: secret`", "`sensitivity: restricted`",
)  # fmt: skip
_page(
    "bad-rule-kind", "A rule is of an unknown kind.", "the message lists the kinds.",
    "`rule: {kind: linaer, …}`", "`rule: {kind: linear, …}`",
)  # fmt: skip
_page(
    "number-out-of-range", "A number is outside the range its key allows.", "the message says the bound.",
    "`rounding: {digits: 20}`", "`rounding: {digits: 2}`",
)  # fmt: skip
_page(
    "wrong-length", "A list or a text has too few or too many items or characters.", "the message says the bound.",
    "`points: [[0, 0], [50]]`", "`points: [[0, 0], [50, 60]]`",
)  # fmt: skip
_page(
    "wrong-form", "A text does not have the form its key requires.", "ids and keys are used in other places too.",
    "`inputs: {Done: TC-1-4.done}`", "`inputs: {done: TC-1-4.done}`",
)  # fmt: skip
_page(
    "invalid-value", "A value, or several together, make no sense.", "the message says what does not hold.",
    "`rule: {kind: linear, question: n, floor: 100, target: 100}`", "let floor and target differ.",
)  # fmt: skip
