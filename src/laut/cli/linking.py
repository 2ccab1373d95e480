"""Linking, as the commands do it that change a ledger: with a bar, and a word about claims that another laut made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laut.cli.progress import Progress
from laut.cli.running import say

if TYPE_CHECKING:
    from laut.ledger.ledger import Ledger
    from laut.linking.claims import Linker

STRANGE = "the claims of this ledger were made by another version of laut; make them anew with: laut reread --claims"


def link(ledger: Ledger) -> None:
    """Put what is not linked yet into claims.

    Raises:
        LedgerError: the ledger cannot be written; what was linked is kept.
    """
    from laut.linking.claims import Linker

    _link(Linker(ledger))
    warn_of_strange_claims(ledger)


def warn_of_strange_claims(ledger: Ledger) -> None:
    """Say on stderr if claims were made by another version of laut than this one."""
    if has_strange_claims(ledger):
        say(STRANGE)


def has_strange_claims(ledger: Ledger) -> bool:
    """Tell whether claims were made by another version of laut than this one."""
    from laut.linking.claims import Linker

    return Linker(ledger).has_strange_claims()


def make_claims(ledger: Ledger, *, anew: bool) -> int:
    """Link what is not linked yet; before that, take the claims away that another version of laut made.

    Args:
        anew: take them away in any case.

    Returns:
        how many articles were linked.

    Raises:
        LedgerError: the ledger cannot be written; what was linked is kept.
    """
    from laut.linking.claims import Linker

    linker = Linker(ledger)
    if anew or linker.has_strange_claims():
        linker.forget()
    return _link(linker)


def _link(linker: Linker) -> int:
    with Progress(linker.unlinked, "linking") as progress:
        return linker.link(on_linked=progress.advance).articles
