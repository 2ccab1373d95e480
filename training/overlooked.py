"""Of the sentences that grammar alone attributes (`laut.reading.overlooked`), how many does the corpus annotate so?

    python -m training.overlooked

Prints counts for the training part of the quotation corpus: right if the content shares more than half of the
characters with an annotated one, a part if it lies within a longer one, else wrong, which are shown.
"""

from __future__ import annotations

from collections import Counter

from laut.reading.chain.terms import terms_of
from laut.reading.overlooked import Attribution, attributions
from laut.reading.prose import prose_of
from laut.records import Article
from training.corpus import Document, read_quotations


def judged(document: Document, one: Attribution) -> str:
    """Whether the annotators see a quotation there: ``right``, ``part`` or ``wrong``."""
    own = {at for part in one.content for at in range(*part)}
    best = "wrong"
    for quotation in document.quotations:
        gold = {at for token in quotation.content for at in range(*document.tokens[token])}
        if len(own & gold) > 0.5 * len(own | gold):
            return "right"
        if len(own & gold) > 0.5 * len(own):
            best = "part"
    return best


def main() -> None:
    """Count, and show what is wrong."""
    counts: Counter[str] = Counter()
    for document in read_quotations("train"):
        prose = prose_of(Article(id=document.name, text=document.text, language="de"), ())
        for one in attributions(prose, terms_of("de")):
            verdict = judged(document, one)
            counts[verdict] += 1
            if verdict == "wrong":
                print(
                    document.text[one.content[0][0] : max(one.content[-1][1], one.frame[1])].replace(
                        "\n", " "
                    )
                )
    print(dict(counts))


if __name__ == "__main__":
    main()
