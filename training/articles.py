"""News articles written and annotated for this project, to train the reader on what the corpus has too little of.

    python -m training.articles [FILE…]            check the files, count what is in them

They lie in ``training/articles/*.yaml``, in the markup of ``tests/gold`` (its README explains it), about invented
people and affairs. Many quotations in them are of the kinds that are rare or hard: *reported*, free indirect, speakers
who stand in an earlier sentence, addressees. They are not part of any evaluation.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from tests.gold.build import MarkupError, compile_excerpt, table

from training.corpus import Document, document_of

ARTICLES = Path(__file__).resolve().parent / "articles"
WORDS = range(60, 401)


def compile_articles(paths: Sequence[Path] | None = None) -> list[dict[str, Any]]:
    """Compile the articles of the files, or else all there are, to documents of the corpus's format.

    Raises:
        SystemExit: an article breaks a rule of the markup; with its name and the rule.
    """
    found = []
    for path in sorted(ARTICLES.glob("*.yaml")) if paths is None else paths:
        for number, one in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            try:
                document = compile_excerpt(one, number, WORDS)
            except (MarkupError, KeyError) as error:
                raise SystemExit(f"{path}: {one.get('name', f'article {number}')}: {error}") from error
            document["documentName"] = f"{number} - {one['name']}"  # as the corpus names its own
            found.append(document)
    return found


def read_articles() -> list[Document]:
    """Read all articles."""
    return [replace(document_of(one), own=True) for one in compile_articles()]


def main() -> None:
    """Check the files and say what is in them."""
    print(table(compile_articles([Path(one) for one in sys.argv[1:]] or None)))


if __name__ == "__main__":
    main()
