"""The fields that files carry above their text: Markdown between two lines of three hyphens, archives line by line."""

from __future__ import annotations

import re
from typing import Any

import yaml

from laut.intake.plain_rules import plain_rules

_FRONT = re.compile(r"\s*---[ \t]*\n((?:(?!---)[^\n]{0,2000}\n){1,100})(?:---|\.\.\.)[ \t]*(?:\n|$)")
_MAX_HEADER_LINES = 12
_TELLING = frozenset(("title", "outlet", "url"))
_FIELD = re.compile(r"(\w[\w-]*)[ \t]*:[ \t]*(.*)")


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields above a text and the text below them; no fields and the whole text if there are none."""
    match = _FRONT.match(text)
    if match is None:
        return _split_header(text)
    try:
        # The base loader makes strings, lists and dicts of them, and nothing else.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)
    except yaml.YAMLError:  # a title with a colon in it, not quoted
        lines = [_FIELD.fullmatch(line.strip()) for line in match[1].splitlines() if line.strip()]
        fields = {line[1]: line[2].strip("\"' ") for line in lines if line}
    if not isinstance(fields, dict) or not all(isinstance(name, str) for name in fields):
        return {}, text
    return fields, text[match.end() :].lstrip("\n")


def _split_header(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of a header such as "Titel: …", "Datum: …" and the text below it.

    Only two or more known fields, of which one says what it is or where it is from, are a header: "Autor: Eva Muster"
    alone is a byline.
    """
    fields: dict[str, Any] = {}
    start = len(text) - len(text.lstrip())
    for line in text[start:].splitlines(keepends=True)[:_MAX_HEADER_LINES]:
        match = _FIELD.fullmatch(line.strip())
        name = plain_rules().header_fields.get(match[1].casefold()) if match else None
        if match is None or name is None or name in fields or not match[2]:
            break
        fields[name] = match[2]
        start += len(line)
    if len(fields) < 2 or not _TELLING & fields.keys():
        return {}, text
    return fields, text[start:].lstrip("\n")
