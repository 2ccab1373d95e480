"""What a page says about itself in JSON-LD: the blocks, their nodes, and the one that is the article.

Publishers write these blocks by hand and by template, so they come broken in every way: trailing commas, raw
line breaks in strings, HTML comments around them, entities encoded twice. A block that cannot be saved is
skipped; it never costs the page.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from lxml.html import HtmlElement

Node: TypeAlias = Mapping[str, Any]
"""One JSON-LD object."""

LIVE_BLOG = "LiveBlogPosting"

ARTICLE_TYPES = frozenset(
    {
        "AdvertiserContentArticle",
        "AnalysisNewsArticle",
        "Article",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "BlogPosting",
        LIVE_BLOG,
        "NewsArticle",
        "OpinionNewsArticle",
        "Report",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
        "SatiricalArticle",
        "SocialMediaPosting",
        "TechArticle",
    }
)
"""The schema.org types of a text that one page is about."""

# Below these keys stand other texts than the page's own: teasers of related articles, comments, ticker entries.
_FOREIGN = frozenset(
    {
        "about",
        "citation",
        "comment",
        "hasPart",
        "isBasedOn",
        "isPartOf",
        "itemListElement",
        "liveBlogUpdate",
        "mentions",
        "relatedLink",
    }
)
_MAX_NODES = 10_000
_COMMENT = re.compile(r"^\s*(?:<!--|/\*.*?\*/|<!\[CDATA\[|//[^\n]*\n)|(?:-->|\]\]>)\s*$", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def read_nodes(tree: HtmlElement) -> tuple[Node, ...]:
    """Return all JSON-LD objects of a page, outermost first, graphs and lists unfolded.

    An object that only refers to another one of the page (``{"@id": …}``) is replaced by it where it is used;
    see `resolve`.
    """
    nodes: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            nodes.extend(_unfold(_parse(script.text_content())))
        if len(nodes) >= _MAX_NODES:
            break
    return tuple(nodes[:_MAX_NODES])


def find_article(nodes: Iterable[Node], title: str | None) -> Node | None:
    """Return the node that describes the page's own article.

    Where there are several, the one whose headline shares most words with the page's `title` is taken, then the
    one that tells most; pages describe the articles that they link to in the same way.
    """
    words = set(_words(title or ""))

    def rank(node: Node) -> tuple[int, int]:
        headlines = f"{text_of(node.get('headline'))} {text_of(node.get('alternativeHeadline'))}"
        shared = len(words.intersection(_words(headlines)))
        told = sum(
            key in node for key in ("headline", "author", "datePublished", "articleBody", "description")
        )
        return shared, told

    articles = [node for node in nodes if types_of(node) & ARTICLE_TYPES]
    return max(articles, key=rank, default=None)


def types_of(node: Node) -> frozenset[str]:
    """Return a node's types without the vocabulary's address."""
    return frozenset(
        str(item).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for item in as_list(node.get("@type")) if item
    )


def resolve(value: object, nodes: Iterable[Node]) -> object:
    """Return the page's own node for a bare reference to it, else the value itself."""
    if isinstance(value, Mapping) and set(value) <= {"@id", "@type"} and "@id" in value:
        for node in nodes:
            if node.get("@id") == value["@id"] and "name" in node:
                return node
    return value


def text_of(value: object) -> str:
    """Return a literal as plain text: entities decoded, tags taken out; "" for anything else."""
    if isinstance(value, Mapping):
        value = value.get("@value")
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return ""
    return plain(value)


def plain(markup: str) -> str:
    """Return a string that may hold entities (even encoded twice) and tags as plain text."""
    text = html.unescape(html.unescape(markup))
    return re.sub(r"</?[a-zA-Z][^<>]*>", " ", text).strip()


def names_of(value: object, nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the names of persons or organisations, however they are nested.

    A name may be a string, a node with ``name`` or with ``givenName`` and ``familyName``, a reference, or lists
    of these within lists.
    """
    nodes = tuple(nodes)
    found: list[str] = []
    for item in _flatten(value):
        item = resolve(item, nodes)
        if isinstance(item, str):
            found.append(plain(item))
        elif isinstance(item, Mapping):
            name = item.get("name")
            if not name:
                name = " ".join(text_of(item.get(key)) for key in ("givenName", "familyName"))
            found.extend(plain(part) for part in as_list(name) if isinstance(part, str))
    return tuple(name for name in found if name)


def is_true(value: object) -> bool | None:
    """Return a schema.org truth value (``true``, ``"False"``, ``"https://schema.org/False"``), or None."""
    if isinstance(value, bool):
        return value
    word = text_of(value).rsplit("/", 1)[-1].lower()
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(word)


def as_list(value: object) -> list[Any]:
    """Return a list as it is, nothing as an empty list, and anything else as a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _parse(source: str) -> object:
    source = _COMMENT.sub("", source).strip().rstrip(";")
    for attempt in (source, _TRAILING_COMMA.sub(r"\1", source)):
        try:
            # raw_decode: some templates leave rubbish behind the object.
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _unfold(value: object) -> Iterator[Node]:
    """Yield the nodes within a parsed block, in document order and outermost first, without recursion."""
    waiting: list[object] = [value]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item
        elif isinstance(item, Mapping):
            if "@type" in item or "@id" in item:
                yield item
            waiting.extend(
                inner for key, inner in item.items() if key not in _FOREIGN and isinstance(inner, dict | list)
            )


def _flatten(value: object) -> Iterator[object]:
    waiting: list[object] = [value]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item
        elif item is not None:
            yield item


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
