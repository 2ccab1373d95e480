"""According to whom? From statements with raw speakers to source chains."""

from laut.reading.chain.tracing import trace

__all__ = ["trace"]
