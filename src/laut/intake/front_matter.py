"""The fields that Markdown files carry above their text, between two lines of three hyphens."""

from __future__ import annotations

import re
from typing import Any

import yaml

_FRONT = re.compile(r"\s*---[ \t]*\n((?:(?!---)[^\n]{0,2000}\n){1,100})(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"(\w[\w-]*)[ \t]*:[ \t]*(.*)")


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields above a text and the text below them; no fields and the whole text if there are none."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    try:
        # The base loader makes strings, lists and dicts of them, and nothing else.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)
    except yaml.YAMLError:  # a title with a colon in it, not quoted
        lines = [_FIELD.fullmatch(line.strip()) for line in match[1].splitlines() if line.strip()]
        fields = {line[1]: line[2].strip("\"' ") for line in lines if line}
    if not isinstance(fields, dict) or not all(isinstance(name, str) for name in fields):
        return {}, text
    return fields, text[match.end() :]
