"""Which report does an address mean? The same one, whether it comes from a feed, a phone or a print view."""

from __future__ import annotations

import functools
import re
from fnmatch import fnmatchcase
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

_SESSION = re.compile(r"(?:;|%3B)jsessionid=[^/?]*", re.IGNORECASE)


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out of addresses; the file says what each list is for."""

    hosts: frozenset[str]
    caches: tuple[str, ...]
    segments: frozenset[str]
    endings: tuple[str, ...]
    parameters: tuple[str, ...]


@functools.cache
def rules() -> Rules:
    """Return the packaged rules."""
    text = files("laut.ledger").joinpath("addresses.yaml").read_text("utf-8")
    return msgspec.yaml.decode(text, type=Rules)


@functools.lru_cache(maxsize=4096)
def canonical(url: str | None) -> str | None:
    """Return what is the same in all addresses of a report: ``site/path?query``; None if it is no web address.

    Scheme, ``www.`` and ``m.``, tracking, AMP and print variants, anchors and the order of parameters are left out.
    """
    if not url:
        return None
    url = _original(url.strip())
    if not re.match(r"https?://[^/\s]", url, re.IGNORECASE):
        return None
    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(_SESSION.sub("", url)))
        host = parts.hostname
    except ValueError:
        return None
    if not host:
        return None
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _is_aside(pair[0])))
    path = _path(parts.path)
    return f"{_site(host)}{path}?{query}" if query else f"{_site(host)}{path}"


def site(url: str | None) -> str | None:
    """Return the site of an address, without ``www.`` and the like."""
    address = canonical(url)
    return address.split("/", 1)[0].split("?", 1)[0] if address else None


def _original(url: str) -> str:
    for pattern in rules().caches:
        match = re.fullmatch(pattern, url, re.IGNORECASE)
        if match:
            return match[1] if "://" in match[1] else f"https://{match[1]}"
    return url


def _site(host: str) -> str:
    labels = host.rstrip(".").split(".")
    while len(labels) > 2 and labels[0] in rules().hosts:
        labels = labels[1:]
    return ".".join(labels)


def _path(path: str) -> str:
    parts = [part for part in path.split("/") if part and part.casefold() not in rules().segments]
    if parts:
        stem, dot, ending = parts[-1].rpartition(".")
        if not dot or len(ending) > 5 or f".{ending}" in rules().endings:
            stem, dot, ending = parts[-1], "", ""
        for tail in rules().endings:
            if stem.casefold().endswith(tail) and len(stem) > len(tail):
                stem = stem[: -len(tail)]
                break
        parts[-1] = f"{stem}{dot}{ending}"
    return "".join(f"/{part}" for part in parts)


def _is_aside(name: str) -> bool:
    folded = name.casefold()
    return any(fnmatchcase(folded, pattern) for pattern in rules().parameters)
