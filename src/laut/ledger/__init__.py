"""The ledger: every statement kept, found again and corrected; nothing lost, nothing counted twice.

`Ledger` is the way in; `tables` says what is kept. Nothing else in laut talks to the database.
"""

from laut.ledger.ledger import Ledger
from laut.ledger.status import Status
from laut.ledger.store import Added

__all__ = ["Added", "Ledger", "Status"]
