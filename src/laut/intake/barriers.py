"""What keeps a page from being a whole, finished article: a paywall, a consent wall, a running ticker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from laut.errors import InputError
from laut.intake.body import Piece
from laut.intake.metadata import PageMetadata
from laut.intake.rules import page_rules
from laut.records import Note

MAX_STUB = 1500
"""Characters of text from which a page that is said not to be free is taken for the whole article after all."""

MAX_TEASER_STUB = 800
"""The same where only the words of an offer of subscription speak for a paywall."""

MIN_WHOLE = 0.6
"""Share of the words that the page says the article has from which the text counts as whole."""

MIN_CONSENT_MARKS = 2
"""Phrases of consent dialogues that together make one."""

MIN_TICKER_TIMES = 4
"""Entries that begin with a time of day, from which a text is a ticker."""

MIN_TICKER_SHARE = 0.2
MIN_ARTICLE = 200
"""Characters of text beside a consent dialogue from which there is an article."""

MAX_OFFER = 300
"""Characters up to which a block of text can be an offer of a subscription."""

NEAR = 800
"""Characters behind the text within which such an offer belongs to it."""

_LAST_WORDS = 40
_SPEAKS_FOR_SITE = re.compile(r"\b(?:wir|uns|unser\w*|we|us|our|ihre\w*|deine\w*|your)\b", re.IGNORECASE)
_PROSE = frozenset({"teaser", "paragraph"})


def without_consent(pieces: Sequence[Piece], page_text: str) -> tuple[tuple[Piece, ...], Note | None]:
    """Return the pieces without those of a consent dialogue, and a note if there were any.

    Args:
        pieces: the text of the page.
        page_text: all that the page shows.

    Raises:
        InputError: nothing else is on the page.
    """
    if _consent_marks(page_text) < MIN_CONSENT_MARKS:
        return tuple(pieces), None
    kept = tuple(piece for piece in pieces if not _is_consent(piece[1]))
    if prose_length(kept) < MIN_ARTICLE and (len(kept) < len(pieces) or not prose_length(kept)):
        raise InputError(
            "the page holds only a wall of cookies and consent, and no article",
            "open the page in a browser, answer the dialogue, and save it again",
        )
    if len(kept) == len(pieces):
        return kept, None
    return kept, Note(
        kind="cookie-wall",
        message="The page was saved with its consent dialogue; the dialogue was left out, and some of the article "
        "may be missing.",
    )


def without_offers(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces without those that only offer a subscription."""
    paywall = page_rules().barriers.paywall
    return tuple(piece for piece in pieces if len(piece[1]) > MAX_OFFER or not paywall.search(piece[1]))


def paywall_note(pieces: Sequence[Piece], metadata: PageMetadata, page_text: str) -> Note | None:
    """Return a note if the page shows only the beginning of an article that is not free to read."""
    length = prose_length(pieces)
    words = sum(len(text.split()) for kind, text in pieces if kind in _PROSE)
    offered = _is_offered(pieces, page_text)
    cut = words < MIN_WHOLE * metadata.word_count if metadata.word_count else length < MAX_STUB
    stub = metadata.free is False and cut
    if stub or (offered and metadata.free is not True and length < MAX_TEASER_STUB):
        return Note(
            kind="paywall",
            message="The page shows only the beginning of an article behind a paywall; what it says further on is "
            "not known.",
        )
    return None


def _is_offered(pieces: Sequence[Piece], page_text: str) -> bool:
    """Tell whether a subscription is offered in the text or right behind it, and not only in the page's menus."""
    paywall = page_rules().barriers.paywall
    prose = [text for kind, text in pieces if kind in _PROSE]
    if any(paywall.search(text) for text in prose if len(text) <= MAX_OFFER):
        return True
    end = page_text.rfind(prose[-1][-_LAST_WORDS:]) if prose else -1
    return end >= 0 and bool(paywall.search(page_text, end, end + NEAR))


def ticker_note(pieces: Sequence[Piece], metadata: PageMetadata) -> Note | None:
    """Return a note if the article is a live ticker: entries of different times, not one report."""
    barriers = page_rules().barriers
    # Only the page's own name counts: many sites file ordinary agency reports under /newsticker/.
    name = urlsplit(metadata.url).path.rstrip("/").rsplit("/", 1)[-1] if metadata.url else ""
    named = barriers.ticker.search(metadata.title or "") or barriers.ticker.search(name)
    times = sum(bool(barriers.ticker_times.match(text)) for _, text in pieces)
    timed = times >= MIN_TICKER_TIMES and times >= MIN_TICKER_SHARE * len(pieces)
    if metadata.live or named or timed:
        return Note(
            kind="live-ticker",
            message="This is a live ticker: its entries were written at different times, as a rule the newest "
            "stands first, and the page may have changed since.",
        )
    return None


def prose_length(pieces: Sequence[Piece]) -> int:
    """Return how many characters stand in standfirst and paragraphs."""
    return sum(len(text) for kind, text in pieces if kind in _PROSE)


def _is_consent(text: str) -> bool:
    return _consent_marks(text) >= MIN_CONSENT_MARKS and bool(_SPEAKS_FOR_SITE.search(text))


def _consent_marks(text: str) -> int:
    return sum(bool(pattern.search(text)) for pattern in page_rules().barriers.consent)
