"""From files to models or diagnostics: text, marked tree, validation. Nothing here knows what the models mean."""

from dgassess.loading.documents import FORMATS, check_format, format_of, parse_text, read_document
from dgassess.loading.files import CONTENT_LIMIT, decode, read_text
from dgassess.loading.json_tree import parse_json
from dgassess.loading.pages import PAGES
from dgassess.loading.tree import Document, Loc, Plain
from dgassess.loading.validation import validate
from dgassess.loading.yaml_tree import parse_yaml

__all__ = [
    "CONTENT_LIMIT",
    "FORMATS",
    "PAGES",
    "Document",
    "Loc",
    "Plain",
    "check_format",
    "decode",
    "format_of",
    "parse_json",
    "parse_text",
    "parse_yaml",
    "read_document",
    "read_text",
    "validate",
]
