"""What the ledger holds of a claim: what contradicts it, and how credible it is then."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from sqlalchemy import update
from tests.ledger.articles import article

from laut.ledger import Ledger
from laut.ledger.claims import ClaimFilter, Summary
from laut.ledger.made_with import ORIGINS, note
from laut.ledger.tables import claim
from laut.linking.claims import Linker
from laut.linking.counting import VERSION
from laut.linking.look_up import actor_file, claim_file, claim_of, claims_page
from laut.records import Article, Factuality, Origins
from laut.views.claims.terminal import describe_claim

DAM = "Der Damm bei Ahrenstedt sei gestern gebrochen"
NO_DAM = "Der Damm bei Ahrenstedt sei gestern nicht gebrochen"
BANK = "Die Nordmark-Bank schließe jede dritte Filiale"


def add(ledger: Ledger, one: Article, topic: int) -> str:
    """Add an article whose one statement has the topic's vector; return the statement's id, which it gives it."""
    said = msgspec.structs.replace(one.statements[0], id=f"{one.outlet}-{one.published}")
    one = msgspec.structs.replace(one, statements=(said,))
    vectors = np.zeros((len(one.statements), 384), np.int8)
    vectors[:, topic] = 127
    ledger.add(one, vectors=vectors, cells=np.zeros(len(vectors), np.int16))
    return said.id


def denied(one: Article) -> Article:
    """Return the article with its statement put forward as not so."""
    (said,) = one.statements
    said = msgspec.structs.replace(said, factuality=Factuality(outlet="Uu", originator="CT-"))
    return msgspec.structs.replace(one, statements=(said,))


def grown(ledger: Ledger) -> tuple[str, str]:
    """Fill a ledger with a claim, its denial and something else; return the ids of claim and denial."""
    claim = add(ledger, article(DAM, outlet="Pegel24", published="2022-11-02", actor="Q7747"), 0)
    denial = add(
        ledger, denied(article(NO_DAM, outlet="Extrablitz", published="2022-11-03", actor="Q6279")), 0
    )
    add(ledger, article(BANK, outlet="Semmering-Post", published="2022-11-03"), 1)
    Linker(ledger).link()
    return claim, denial


def test_a_claim_is_shown_with_what_contradicts_it_and_is_less_credible(ledger: Ledger) -> None:
    claim, denial = grown(ledger)
    file = claim_file(ledger, claim_of(ledger, statement=claim).id)
    (opposition,) = file.oppositions
    assert (opposition.kind, opposition.earlier, opposition.later) == ("denial", claim, denial)
    assert [told.statement.id for told in file.others] == [denial]
    (listed,) = [one for one in claims_page(ledger, ClaimFilter())[0] if claim in one.statements]
    assert listed.credibility is not None and file.claim.credibility is not None
    assert file.claim.credibility > listed.credibility
    shown = describe_claim(file)
    assert shown.index("denial") < shown.index(NO_DAM)


@pytest.mark.parametrize(("version", "anew"), [(VERSION, False), (VERSION + 1, False), (VERSION - 1, True)])
def test_what_earlier_rules_counted_is_counted_anew(ledger: Ledger, version: int, anew: bool) -> None:
    grown(ledger)
    right, _ = claims_page(ledger, ClaimFilter())
    other = Summary(outlets=("Pegel24",), origins=Origins(at_least=7, at_most=9))
    with ledger.atomic() as connection:
        connection.execute(update(claim).values(summary=msgspec.json.encode(other).decode()))
        note(connection, ORIGINS, str(version))
    found, _ = claims_page(ledger, ClaimFilter())
    assert found == right if anew else all(one.origins == other.origins for one in found)


def test_what_is_denied_contradicts_the_denial(ledger: Ledger) -> None:
    claim, denial = grown(ledger)
    file = claim_file(ledger, claim_of(ledger, statement=denial).id)
    assert [told.statement.id for told in file.others] == [claim]


def test_a_claim_that_nobody_denies_stays_as_it_is(ledger: Ledger) -> None:
    grown(ledger)
    (listed,) = [one for one in claims_page(ledger, ClaimFilter())[0] if one.text == BANK]
    file = claim_file(ledger, listed.id)
    assert (file.oppositions, file.others) == ((), ())
    assert file.claim.credibility == listed.credibility


def test_an_actor_s_denials_are_those_of_its_claims(ledger: Ledger) -> None:
    claim, denial = grown(ledger)
    file = actor_file(ledger, "Q6279")
    assert [(one.earlier, one.later) for one in file.oppositions] == [(claim, denial)]
    assert [told.statement.id for told in file.others] == [claim]
