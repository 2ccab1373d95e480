"""What holds for all tests: no time limits, since machines are noisy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("laut", deadline=None)
settings.load_profile("laut")
