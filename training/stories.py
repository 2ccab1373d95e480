"""Invented news stories whose claims are told, denied and nearly told: what the sentence encoder learns from.

    python -m training.stories [FILE…]            check the files, count what is in them

The stories lie in ``training/stories/*.yaml`` and were written for this project; none repeats a text of the gold of
``tests/gold``. Of one claim, the statements that are *said* say the same, and so do those that are *denied*; one of
each is opposite; each *other* says something else, and so do the statements of another claim of the story.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

STORIES = Path(__file__).resolve().parent / "stories"
HELD_OUT_EVERY = 12
"""One story in so many is watched and not learned from."""


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A claim, in German and English: told, denied, and others that are near it."""

    said: tuple[str, ...]
    denied: tuple[str, ...]
    other: tuple[str, ...]
    said_en: tuple[str, ...] = ()
    denied_en: tuple[str, ...] = ()
    other_en: tuple[str, ...] = ()

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Yield kind (said, denied, other), language and text of each statement."""
        for kind in ("said", "denied", "other"):
            for language, field in (("de", kind), ("en", f"{kind}_en")):
                for text in getattr(self, field):
                    yield kind, language, text


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An affair, and the claims that are made in it."""

    story: str
    claims: tuple[Claim, ...]


def read_stories(paths: Sequence[Path] | None = None) -> list[Story]:
    """Read the stories of the files, or else all there are, in the order of their names.

    Raises:
        SystemExit: a file is not as it should be; with its name and the place in it.
    """
    found: list[Story] = []
    for path in sorted(STORIES.glob("*.yaml")) if paths is None else paths:
        try:
            found += msgspec.yaml.decode(path.read_bytes(), type=list[Story])
        except (msgspec.DecodeError, OSError) as error:
            raise SystemExit(f"{path}: {error}") from error
    return found


def held_out(stories: Sequence[Story]) -> tuple[list[Story], list[Story]]:
    """Return the stories to learn from, and those to watch."""
    learned = [one for at, one in enumerate(stories, start=1) if at % HELD_OUT_EVERY]
    return learned, list(stories[HELD_OUT_EVERY - 1 :: HELD_OUT_EVERY])


def faults(stories: Sequence[Story]) -> Iterator[str]:
    """Yield what is wrong with the stories, as far as a program can tell."""
    seen: dict[str, str] = {}
    for story in stories:
        for number, claim in enumerate(story.claims, 1):
            place = f"{story.story}, claim {number}"
            if len(claim.said) + len(claim.said_en) < 3 or not claim.other:
                yield f"{place}: fewer than three said, or no other"
            for _, _, text in claim.texts():
                if text != text.strip() or len(text.split()) < 2:
                    yield f"{place}: too short, or with blanks around it: {text!r}"
                if text in seen:
                    yield f"{place}: also in {seen[text]}: {text!r}"
                seen[text] = place


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files and say what is in them."""
    paths = [Path(one) for one in (sys.argv[1:] if arguments is None else arguments)]
    stories = read_stories(paths or None)
    found = list(faults(stories))
    print("\n".join(found))
    claims = [claim for story in stories for claim in story.claims]
    texts = [one for claim in claims for one in claim.texts()]
    english = sum(language == "en" for _, language, _ in texts)
    print(f"{len(stories)} stories, {len(claims)} claims, {len(texts)} statements, {english} of them English")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
