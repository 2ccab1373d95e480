"""Which invariants has a ledger? One module for each part of it; `laut.ledger.verify` runs them all."""
