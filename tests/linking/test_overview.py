"""What some articles have in common, without a ledger: claims with their graphs, denials, names."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from tests.ledger.articles import article

from laut.linking.overview import Overview, overview_of
from laut.linking.pairs import PairScorer, PairVerdict
from laut.linking.profiles import Profile
from laut.records import Article, Factuality, Told

DAM = "Der Damm bei Ahrenstedt sei heute gebrochen"
DAM_TOO = "Der Damm bei Ahrenstedt sei gebrochen, hieß es"
NO_DAM = "Der Damm bei Ahrenstedt sei keineswegs gebrochen"
BANK = "Die Nordmark-Bank schließe jede dritte Filiale"


class Alike:
    """Gives every text the same vector."""

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.int8]:
        vectors = np.zeros((len(texts), 384), np.int8)
        vectors[:, 0] = 127
        return vectors

    def cells(self, vectors: npt.NDArray[np.int8]) -> npt.NDArray[np.int16]:
        return np.zeros(len(vectors), np.int16)


class ByWords(PairScorer):
    """The same claim if half of the words are the same, the opposite if besides, one has a word of denial."""

    @property
    def threshold(self) -> float:
        return 0.5

    @property
    def least_cosine(self) -> float:
        return 0.5

    def same(
        self, a: Profile, b: Profile, cosine: float, strangeness: float = 0.0, margin: float = 0.0
    ) -> float:
        if a.polarity.denied != b.polarity.denied:
            return 0.0
        return round(len(a.stems & b.stems) / max(len(a.stems | b.stems), 1), 6)

    def score(
        self, a: Told, b: Told, cosine: float, strangeness: float = 0.0, margin: float = 0.0
    ) -> PairVerdict:
        return PairVerdict(same=0.0, opposite=0.9)


def look(*articles: Article) -> Overview:
    return overview_of(articles, encoder=Alike(), scorer=ByWords())  # type: ignore[arg-type]


def test_the_same_claim_of_two_articles_is_one_with_its_graph_and_names() -> None:
    overview = look(
        article(DAM, BANK, outlet="Pegel24", published="2022-11-02"),
        article(DAM_TOO, outlet="Extrablitz", published="2022-11-03"),
    )
    dam, bank = sorted(overview.files, key=lambda file: -len(file.tellings))
    assert [told.outlet for told in dam.tellings] == ["Pegel24", "Extrablitz"]
    assert dam.claim.outlets == ("Pegel24", "Extrablitz")
    assert {told.claim for told in dam.tellings} == {dam.claim.id}
    assert str(dam.claim.first) == "2022-11-02"
    assert str(dam.claim.last) == "2022-11-03"
    assert dam.claim.origins is not None
    nodes = {node for passing in dam.passings for node in (passing.giver, passing.taker)}
    assert nodes
    assert nodes <= set(dam.names)
    assert "Deutsche Ebbe-Presse" in dam.names.values()
    assert len(bank.tellings) == 1


def test_an_article_that_comes_twice_counts_once() -> None:
    one = article(DAM, outlet="Pegel24")
    assert [len(file.tellings) for file in look(one, one).files] == [1]


def test_nothing_comes_of_articles_without_statements() -> None:
    assert look(article("Der Damm hält", said=0)) == Overview((), ())


def denied(one: Article) -> Article:
    """Return the article with its statements put forward as not so."""
    factuality = Factuality(outlet="Uu", originator="CT-")
    statements = tuple(
        msgspec.structs.replace(each, id=f"no-{each.id}", factuality=factuality) for each in one.statements
    )
    return msgspec.structs.replace(one, statements=statements)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_denied_claim_is_less_credible(swapped: bool) -> None:
    reports = [
        article(DAM, outlet="Pegel24", published="2022-11-02", actor="Q7747"),
        denied(article(NO_DAM, outlet="Extrablitz", published="2022-11-03", actor="Q6279")),
    ]
    overview = look(*(reports[::-1] if swapped else reports))
    alone = look(reports[0])
    (credible,) = [file.claim.credibility for file in alone.files]
    doubtful = {file.claim.text: file.claim.credibility for file in overview.files}
    assert [one.kind for one in overview.oppositions] == ["denial"]
    assert credible is not None
    assert all((value or 0) > credible for value in doubtful.values())
