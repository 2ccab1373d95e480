"""Blocks of a page that are not its article: link lists, invitations, dates, buttons, credits of pictures."""

from __future__ import annotations

import re

from laut.intake.rules import page_rules

MAX_LINE = 260
"""Characters up to which a block may be a line of the page's furniture."""

MAX_PROMOTION = 700
"""Characters up to which a block may be an invitation of the publisher's."""

MAX_CREDITED = 400
"""Characters up to which a block that ends with a credit is a caption."""

_CREDIT = re.compile(
    r"(?:\b(?:fotos?|bild(?:er|rechte|quelle)?|grafik|illustration|screenshot|archivbild|symbolbild|credit)"
    r"\s*:|©|\(c\)|\b(?:imago|picture[- ]alliance|getty images|shutterstock)\b)[^.!?]{0,90}$",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Tell whether a block is part of the page and not of the article."""
    rules = page_rules()
    if not re.search(r"\w", text):
        return True
    if len(text) <= MAX_LINE and rules.lines.fullmatch(text):
        return True
    return len(text) <= MAX_PROMOTION and bool(rules.promotions.search(text))


def is_credit(text: str) -> bool:
    """Tell whether a block is a caption, by the credit at its end ("… Foto: Muster/dpa")."""
    return len(text) <= MAX_CREDITED and bool(_CREDIT.search(text))
