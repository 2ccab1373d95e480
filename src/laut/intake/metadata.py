"""What a page says about its article: title, authors, outlet, address, day, standfirst and access.

Sources, best first: JSON-LD, OpenGraph and other meta elements, microdata, what the page shows. Where they
differ, what readers see decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

import htmldate
from lxml.html import HtmlElement

from laut.intake.assemble import one_line
from laut.intake.bylines import clean_authors, is_person
from laut.intake.dates import month, parse_date
from laut.intake.elements import words_key
from laut.intake.headline import choose_title
from laut.intake.shown import shown_authors, shown_day
from laut.intake.structured import (
    LIVE_BLOG,
    Node,
    as_list,
    find_article,
    is_true,
    names_of,
    plain,
    text_of,
    types_of,
)
from laut.records import DateRange, Record

_AUTHOR_KEYS = (
    "article:author",
    "author",
    "parsely-author",
    "cxenseparse:author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
)
_DATE_KEYS = (
    "article:published_time",
    "og:published_time",
    "date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "date.created",
    "pubdate",
    "publish-date",
    "publication_date",
    "citation_publication_date",
)
_COMPANY = re.compile(r"\b(?:AG|GmbH|KG|SE|Ltd|Inc|LLC|Verlags?|Verlagsgesellschaft|Mediengruppe|Holding)\b")
_SITE_BEHIND = re.compile(r"\s[|–—-]\s")
_NOT_OF_NAME = re.compile(
    r"\s+(?:Website|Webseite|Homepage|Startseite)$|^(?:Startseite|Homepage)\s+", re.IGNORECASE
)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(\d{2})(?:/|$)")


class PageMetadata(Record, frozen=True):
    """What a page says about its article; None or empty where it says nothing.

    Attributes:
        title: the headline.
        authors: names as in the byline.
        outlet: name of the publishing medium.
        url: canonical address.
        published: day, or month, of first publication.
        descriptions: summaries that the page gives to search engines and networks; often the standfirst.
        body: the article's text where the page's data carries it, paragraphs parted by line ends.
        word_count: how many words the whole article has, by the page's own data.
        free: whether the page calls the article free to read.
        live: whether the page calls the article a live blog.
        updates: head and text of each entry of a live blog, newest first as a rule.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    published: DateRange | None = None
    descriptions: tuple[str, ...] = ()
    body: str | None = None
    word_count: int | None = None
    free: bool | None = None
    live: bool = False
    updates: tuple[tuple[str, str], ...] = ()


def read_metadata(tree: HtmlElement, nodes: Sequence[Node], *, url: str | None = None) -> PageMetadata:
    """Read what a page says about its article.

    Args:
        tree: the page without its scripts.
        nodes: its JSON-LD objects.
        url: where the page came from, if that is known.
    """
    meta = _meta(tree)
    document_title = one_line(tree.findtext(".//title") or "")
    og_title = _first(meta, "og:title")
    article = find_article(nodes, f"{document_title} {og_title or ''}") or {}
    address = _address(tree, meta, article, url)
    outlet = _outlet(meta, article, nodes, document_title, address or url)
    site_names = _site_names(outlet, address or url, meta, article, nodes)
    title = choose_title(
        tree,
        headline=one_line(text_of(article.get("headline") or article.get("name"))) or None,
        og_title=og_title or _first(meta, "twitter:title") or _first(meta, "title"),
        document_title=document_title,
        site_names=site_names,
    )
    return PageMetadata(
        title=title,
        authors=_authors(tree, meta, article, nodes, site_names, title),
        outlet=outlet,
        url=address or url,
        published=_published(tree, meta, article, address or url, title),
        descriptions=_descriptions(meta, article),
        body=_body(article),
        word_count=_count(article.get("wordCount")),
        free=_is_free(meta, article),
        live=LIVE_BLOG in types_of(article),
        updates=tuple(_updates(article)),
    )


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the meta elements by lower-case name."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = one_line(plain(element.get("content") or ""))
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").strip().lower()
            if key and content:
                found.setdefault(key, []).append(content)
    return found


def _first(meta: dict[str, list[str]], key: str) -> str | None:
    return meta[key][0] if key in meta else None


def _address(tree: HtmlElement, meta: dict[str, list[str]], article: Node, url: str | None) -> str | None:
    """Return the address that the page gives for itself: absolute, and not that of a start page.

    Syndicated texts name another site's page as canonical; an address on the site that the page came from, or
    on the site that most of the page's own addresses are on, comes first.
    """
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()]
    main = article.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    given = [*links, _first(meta, "og:url"), text_of(article.get("url")), text_of(main)]
    addresses = [address for value in given if value and (address := _absolute(value, url))]
    if not addresses:
        return None
    sites = Counter(_site(address) for address in addresses)
    home = _site(url) if url else None
    if home and home not in sites:
        return None
    home = home or sites.most_common(1)[0][0]
    return next(address for address in addresses if _site(address) == home)


def _absolute(value: str, base: str | None) -> str | None:
    try:
        address = urljoin(base or "", value.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    leads_to_text = (
        parts.scheme in ("http", "https") and parts.netloc and (parts.path.strip("/") or parts.query)
    )
    return address if leads_to_text else None


def _site(address: str) -> str:
    """Return the last two labels of an address's host, which are the site's own in .de, .at, .ch and .com."""
    try:
        return ".".join((urlsplit(address).hostname or "").split(".")[-2:])
    except ValueError:
        return ""


def _outlet(
    meta: dict[str, list[str]], article: Node, nodes: Sequence[Node], document_title: str, url: str | None
) -> str | None:
    """Return the name of the medium: the publisher, unless that is a company and the site has a name."""
    publishers = names_of(article.get("publisher"), nodes)
    sites = [name for key in ("og:site_name", "application-name") for name in meta.get(key, ())]
    sites += meta.get("apple-mobile-web-app-title", [])
    # A template error of some sites: the field for the site holds the title of the page.
    title_key = words_key(document_title)
    sites = [name for name in sites if words_key(name) != title_key]
    organisations = [
        name
        for node in nodes
        if types_of(node) & {"NewsMediaOrganization", "WebSite"}
        for name in names_of(dict(node), nodes)
    ]
    media = [name for name in publishers if not _COMPANY.search(name)]
    for name in (
        *media[:1],
        *sites,
        *organisations,
        *_title_site(document_title, url, [*publishers, *_newsrooms(meta)]),
        *publishers,
    ):
        if cleaned := _NOT_OF_NAME.sub("", one_line(name)):
            return cleaned
    return None


def _title_site(document_title: str, url: str | None, publishers: Sequence[str]) -> Iterator[str]:
    """Yield what stands behind the document's title, if the host or who publishes the page has the same name."""
    last = _SITE_BEHIND.split(document_title)[-1]
    key = words_key(last).replace(" ", "")
    host = _site(url).split(".")[0].replace("-", "") if url else ""
    companies = [words_key(name).replace(" ", "") for name in publishers]
    confirmed = (host and key.startswith(host)) or any(company.startswith(key) for company in companies)
    if confirmed and last != document_title and len(key) > 2:
        yield last


def _newsrooms(meta: dict[str, list[str]]) -> Iterator[str]:
    """Yield who the page names as its author and is no person: many sites name themselves."""
    yield from (name for name in meta.get("author", ()) if not is_person(name))


def _site_names(
    outlet: str | None,
    url: str | None,
    meta: dict[str, list[str]],
    article: Node,
    nodes: Sequence[Node],
) -> frozenset[str]:
    """Return the keys of all names under which the site appears: outlet, publisher, host."""
    names = [outlet or "", *meta.get("og:site_name", ()), *names_of(article.get("publisher"), nodes)]
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.removeprefix("www.").split(".")
    names += [host.removeprefix("www."), *(label for label in labels[:-1] if len(label) > 1)]
    return frozenset(key for name in names if (key := words_key(name)))


def _authors(
    tree: HtmlElement,
    meta: dict[str, list[str]],
    article: Node,
    nodes: Sequence[Node],
    site_names: frozenset[str],
    title: str | None,
) -> tuple[str, ...]:
    """Return the authors: persons and agencies from the best source that names any, else the newsroom."""
    data = clean_authors(names_of(article.get("author") or article.get("creator"), nodes))
    fields = [clean_authors(meta[key]) for key in _AUTHOR_KEYS if key in meta]
    for names in (data, *fields):
        if any(words_key(name) not in site_names for name in names):
            return names
    newsroom = bool(data or any(fields))
    for shown in shown_authors(tree, title, near_only=newsroom):
        names = tuple(name for name in shown if not site_names.intersection(words_key(name).split()))
        if any(is_person(name) for name in names) or (names and not newsroom):
            return names
    return next((names for names in (data, *fields) if names), ())


def _published(
    tree: HtmlElement, meta: dict[str, list[str]], article: Node, url: str | None, title: str | None
) -> DateRange | None:
    """Return the first date of publication that is given to the day, else to the month, else what is shown."""
    values = [text_of(article.get(key)) for key in ("datePublished", "dateCreated", "uploadDate")]
    values += [value for key in _DATE_KEYS for value in meta.get(key, ())]
    values += [
        element.get("datetime") or element.get("content") or ""
        for element in tree.iter()
        if isinstance(element.tag, str) and "datePublished" in (element.get("itemprop") or "")
    ]
    coarse: DateRange | None = None
    for value in values:
        if found := parse_date(value):
            if found.earliest == found.latest:
                return found
            coarse = coarse or found
    return coarse or shown_day(tree, title) or _guessed_day(tree, url)


def _guessed_day(tree: HtmlElement, url: str | None) -> DateRange | None:
    """Return the day that htmldate finds in the page, or the month in its address."""
    try:
        guess = htmldate.find_date(tree, original_date=True, extensive_search=False, url=url)
    except Exception:  # htmldate raises whatever a broken page provokes in it; a missing date is not an error
        guess = None
    if guess and (found := parse_date(guess)):
        in_address = _URL_MONTH.search(url or "")
        # htmldate completes a year or a month to its first day; that day is invented.
        completed = f"{in_address[1]}-{in_address[2]}-01" if in_address else None
        if guess != completed and not guess.endswith("-01-01"):
            return found
    if url and (match := _URL_MONTH.search(url)):
        return month(int(match[1]), int(match[2]))
    return None


def _descriptions(meta: dict[str, list[str]], article: Node) -> tuple[str, ...]:
    keys = ("og:description", "description", "twitter:description", "dc.description")
    values = [value for key in keys for value in meta.get(key, ())]
    values += [one_line(text_of(article.get(key))) for key in ("description", "abstract")]
    return tuple(dict.fromkeys(value for value in values if value))


def _body(article: Node) -> str | None:
    body = article.get("articleBody")
    if isinstance(body, list):
        body = "\n".join(part for part in body if isinstance(part, str))
    if not isinstance(body, str):
        return None
    return plain(re.sub(r"(?i)</p>|<br\s*/?>|</h\d>|</li>", "\n", body)) or None


def _updates(article: Node) -> Iterator[tuple[str, str]]:
    for entry in as_list(article.get("liveBlogUpdate")):
        if isinstance(entry, dict):
            head, body = one_line(text_of(entry.get("headline"))), _body(entry)
            if body:
                yield head, body


def _is_free(meta: dict[str, list[str]], article: Node) -> bool | None:
    answer = is_true(article.get("isAccessibleForFree"))
    if answer is None:
        for part in as_list(article.get("hasPart")):
            if isinstance(part, dict) and is_true(part.get("isAccessibleForFree")) is False:
                return False
    if answer is None and (tier := _first(meta, "article:content_tier")):
        return tier.lower() == "free"
    return answer


def _count(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    digits = text_of(value)
    return int(digits) if digits.isdecimal() and len(digits) < 8 else None
