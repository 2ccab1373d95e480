"""How credible is a claim, going by its origins alone? A suggestion on the Admiralty scale, 1 to 6.

The scale for *information* (NATO AJP-2.1, AAP-6): 1 confirmed by other sources, 2 probably true, 3 possibly true,
4 doubtful, 5 improbable, 6 truth cannot be judged. It says whether others who can know it independently say the same,
and not whether the source is reliable in general: that (A to F) only a person judges. The rule:

======================================================  =========  ===========
origins                                                 undenied   denied
======================================================  =========  ===========
two or more that are named and independent              1          3
one named, and at least one more independent one        2          3
one named                                               3          4
none named, at least two that cannot be the same        3          4
none named, and they may be the same                    6          4
none                                                    6          6
======================================================  =========  ===========

Denied by two or more independent named origins, while fewer are for it: 5. It never judges truth; who denies may be
wrong.
"""

from __future__ import annotations

from laut.records import Origins


def credibility_of(origins: Origins, denials: Origins | None = None) -> int:
    """Suggest the information credibility of a claim.

    Args:
        origins: of the claim.
        denials: origins of the claims that deny it; None if nobody does.

    Returns:
        1 to 6, by the table above.
    """
    if origins.at_most == 0:
        return 6
    named = _named(origins)
    if denials is not None and denials.at_most > 0:
        if _named(denials) >= 2 > named:
            return 5
        return 3 if named >= 1 and origins.at_least >= 2 else 4
    if named >= 2:
        return 1
    if named == 1:
        return 2 if origins.at_least >= 2 else 3
    return 3 if origins.at_least >= 2 else 6


def _named(origins: Origins) -> int:
    """Origins that are named and so are independent of one another; never more than there are at least."""
    return min(sum(root.named is True and root.kind != "media" for root in origins.roots), origins.at_least)
