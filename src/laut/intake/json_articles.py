"""Articles in JSON: as laut writes them, as fundus and trafilatura write them, and as most others do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from laut.errors import InputError, InvalidRecordError
from laut.intake.assemble import article_id, assemble, build_article, clean, normalise, one_line, prose
from laut.intake.bylines import clean_authors, find_names, has_byline_prefix
from laut.intake.known import Known
from laut.intake.language import detect_language
from laut.intake.plaintext import label
from laut.intake.published import parse_published
from laut.records import Article, DateRange, Note, Section, SectionKind, Span, Statement

TEXT = ("text", "content", "plaintext", "body", "maintext", "article_text", "fulltext", "raw_text")
TITLE = ("title", "headline")
TEASER = ("teaser", "standfirst", "lead")
AUTHORS = ("authors", "author", "byline")
DATE = (
    "published",
    "publishing_date",
    "publication_date",
    "date_published",
    "date_publish",
    "datePublished",
    "published_at",
    "publishedAt",
    "publish_date",
    "pubDate",
    "date",
)
OUTLET = ("outlet", "publisher", "sitename", "site_name", "source-hostname", "newspaper", "hostname")
URL = ("url", "link", "requested_url", "canonical_url")
PAGE = ("html", "raw_html")
"""Names of fields, those that say it best first."""

_ARTICLE_FIELDS = frozenset(Article.__struct_fields__)
_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)
_HINT = "compare with docs/contract.md: an article needs at least a field “text”"


def parse_json(data: str | bytes) -> object:
    """Parse a JSON document.

    Raises:
        InputError: it is not JSON; the message says where.
    """
    try:
        value: object = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    else:
        return value
    # The standard library is slower, but takes what other writers produce (NaN, lone surrogates) and says where it
    # stumbled.
    try:
        return json.loads(data, strict=False)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise InputError(
            f"it is not valid JSON: {error.msg} ({where})", "correct it or leave it out"
        ) from error
    except RecursionError as error:
        raise InputError("its JSON is nested too deeply", "check that it holds articles") from error
    except ValueError as error:
        raise InputError(f"it is not valid JSON: {error}", "correct it or leave it out") from error


def article_objects(value: object) -> Iterator[tuple[str, object, str | None]]:
    """Yield the articles in a JSON document: where they are, the object, and the outlet if the place says it.

    The document is one article, a list of articles, or what fundus saves: lists of articles by publisher.
    """
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield f"item {number}", item, None
    elif isinstance(value, dict) and value and all(_is_list_of_objects(items) for items in value.values()):
        for publisher, items in value.items():
            for number, item in enumerate(items, 1):
                yield f"{publisher}, item {number}", item, publisher
    else:
        yield "", value, None


def load_object(data: object, *, known: Known, outlet: str | None = None) -> Article:
    """Make an article of a JSON object.

    Args:
        data: the object.
        known: what the caller knows better than the object.
        outlet: the publishing medium, if the place of the object says it.

    Raises:
        InputError: it is no object, a field is missing or has the wrong type, or there is no text in it.
    """
    if not isinstance(data, dict):
        raise InputError(f"an article should be a JSON object, not {_type_of(data)}", _HINT)
    own = _own(data)
    if own is not None:
        return _complete(own, known)
    return _foreign(data, known, outlet)


def _own(data: Mapping[str, Any]) -> Article | None:
    """Return an article that laut itself wrote, or None if it is somebody else's."""
    inner = data.get("article")
    wrapped = isinstance(inner, dict) and "text" in inner
    certain = wrapped or isinstance(data.get("sections"), list)
    if not certain and not (isinstance(data.get("id"), str) and isinstance(data.get("text"), str)):
        return None
    whole = {**data, **inner} if wrapped and inner else data
    whole = {key: value for key, value in whole.items() if key in _ARTICLE_FIELDS}
    try:
        article = Article.from_dict(whole)
        check_offsets(article)
    except InvalidRecordError as error:
        if certain:
            raise InputError(error.reason, error.hint) from error
        return None
    return article


def check_offsets(article: Article) -> None:
    """Do nothing if sections and spans lie where they say.

    Raises:
        InvalidRecordError: one of them does not.
    """
    end = 0
    for section in article.sections:
        if not end <= section.start < section.end <= len(article.text):
            raise InvalidRecordError(
                "Article",
                f"section {section.kind} {section.start}:{section.end} is outside the text or overlaps",
            )
        end = section.end
    for statement in article.statements:
        for span in _spans(statement):
            if article.text[span.start : span.end] != span.text:
                raise InvalidRecordError(
                    "Article", f"the text at {span.start}:{span.end} is not {span.text[:40]!r}"
                )


def _spans(statement: Statement) -> Iterator[Span]:
    yield from (*statement.content, *statement.cue, *statement.frame, *statement.addressee)
    for source in (statement.speaker, *statement.chain):
        yield from source.spans if source else ()


def _complete(article: Article, known: Known) -> Article:
    """Fill in what laut's own article lacks, and what the caller knows better."""
    text, sections = article.text, article.sections
    if not sections:
        if not article.statements:
            text = normalise(text).rstrip()
        plain = label(text, title=article.title)
        # Offsets of statements that are there already rely on the text as it is.
        text, sections = (text if article.statements else plain.text), plain.sections
    if not sections:
        raise InputError("there is no text in it", _HINT)
    outlet, url = known.outlet or article.outlet, known.url or article.url
    same = (text, outlet, url) == (article.text, article.outlet, article.url)
    return msgspec.structs.replace(
        article,
        id=article.id if same else article_id(text, url, outlet),
        text=text,
        sections=sections,
        outlet=outlet,
        url=url,
        published=known.published or article.published,
        language=article.language or detect_language(prose(text, sections)),
    )


def _foreign(data: Mapping[str, Any], known: Known, outlet: str | None) -> Article:
    """Make an article of an object that another program wrote."""
    page = data.get("html")
    envelope: Mapping[str, Any] = page if isinstance(page, dict) else {}
    title = _string(data, TITLE)
    url = known.url or _string(data, URL) or _string(envelope, URL) or _source(data, is_address=True)
    published, notes = _published(data)
    facts: dict[str, Any] = {
        "title": title,
        "outlet": known.outlet or outlet or _string(data, OUTLET[:-1]) or _source(data, is_address=False)
        or _string(data, OUTLET[-1:]),
        "url": url,
        "authors": _authors(data),
        "published": known.published or published,
        "notes": notes,
    }  # fmt: skip
    body = data.get("body")
    if isinstance(body, dict):
        return assemble(_fundus_pieces(body, title), **facts)
    text = _string(data, TEXT)
    if text is not None and text.strip():
        return _from_text(text, _string(data, TEASER), facts)
    markup = _string(data, PAGE) if not envelope else _string(envelope, ("content",))
    if markup is None:
        raise InputError(f"there is no text in it: none of the fields {', '.join(TEXT)} has any", _HINT)
    from laut.intake.html import load_html  # what it needs takes a second to import

    return load_html(
        markup, url=url, known=Known(outlet=facts["outlet"], url=url, published=facts["published"])
    )


def _from_text(raw: str, teaser: str | None, facts: dict[str, Any]) -> Article:
    """Make an article of plain text; headline and teaser are put before it unless it begins with them."""
    title = clean(facts["title"])
    plain = label(normalise(raw).rstrip(), title=title)
    front: list[tuple[SectionKind, str]] = []
    if title and not any(section.kind == "headline" for section in plain.sections):
        front.append(("headline", title))
    if teaser and one_line(teaser) and one_line(teaser) not in one_line(plain.text[: 2 * len(teaser) + 1000]):
        front.append(("teaser", one_line(teaser)))
    text = ""
    sections: list[Section] = []
    for kind, words in front:
        sections.append(Section(kind, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    sections += [
        Section(section.kind, section.start + len(text), section.end + len(text))
        for section in plain.sections
    ]
    facts = {
        **facts,
        "title": title or plain.title,
        "authors": facts["authors"] or plain.authors,
        "published": facts["published"] or plain.published,
    }
    return build_article(text + plain.text, sections, **facts)


def _fundus_pieces(body: Mapping[str, Any], title: str | None) -> Iterator[tuple[SectionKind, str]]:
    """Yield headline, teaser, subheads and paragraphs of a body as fundus writes it."""
    if title:
        yield "headline", title
    for line in _strings(body, "summary"):
        yield "teaser", line
    sections = body.get("sections") or []
    if not isinstance(sections, list) or not all(isinstance(section, dict) for section in sections):
        raise InputError("field “sections” of “body” should be a list of objects, as fundus writes it", _HINT)
    for section in sections:
        for line in _strings(section, "headline"):
            yield "subhead", line
        for line in _strings(section, "paragraphs"):
            yield "paragraph", line


def _published(data: Mapping[str, Any]) -> tuple[DateRange | None, tuple[Note, ...]]:
    """Return the publication date; a note if there is one that nobody understands."""
    name = next((name for name in DATE if data.get(name) not in (None, "")), None)
    if name is None:
        return None, ()
    value = data[name]
    if isinstance(value, dict):
        try:
            return DateRange.from_dict(value), ()
        except InvalidRecordError as error:
            raise InputError(f"field “{name}”: {error.reason}", error.hint) from error
    # A number may count seconds or milliseconds, from one epoch or another: it is no date that can be trusted.
    published = parse_published(value) if isinstance(value, str) else None
    if published is None:
        message = f"The publication date “{one_line(str(value))[:80]}” was not understood and is left open."
        return None, (Note(kind="date-not-understood", message=message),)
    return published, ()


def _authors(data: Mapping[str, Any]) -> tuple[str, ...]:
    name = next((name for name in AUTHORS if data.get(name)), None)
    if name is None:
        return ()
    value = data[name]
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        one = item.get("name") if isinstance(item, dict) else item
        if not isinstance(one, str):
            raise InputError(f"field “{name}” should be names, not {_type_of(one)}", _HINT)
        names.append(one)
    return tuple(dict.fromkeys(author for one in names for author in _names(one)))


def _names(author: str) -> tuple[str, ...]:
    """Return the names in one author's string; of a whole byline, persons and agencies, not the place behind them."""
    return (has_byline_prefix(author) and find_names(author)) or clean_authors([author])


def _source(data: Mapping[str, Any], *, is_address: bool) -> str | None:
    """Return a field “source”, which trafilatura uses for the address and others for the outlet."""
    value = data.get("source")
    if isinstance(value, dict):
        value = value.get("url" if is_address else "name")
    if not isinstance(value, str) or not value.strip():
        return None
    return value.strip() if bool(_ADDRESS.match(value.strip())) == is_address else None


def _string(data: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Return the first of the fields that has a value.

    Raises:
        InputError: that value is not text.
    """
    for name in names:
        value = data.get(name)
        if name in OUTLET and isinstance(value, dict):
            value = value.get("name")
        if value is None or value == "" or (name == "body" and isinstance(value, dict)):
            continue
        if isinstance(value, list) and name in TEXT and all(isinstance(line, str) for line in value):
            return "\n\n".join(value)
        if not isinstance(value, str):
            raise InputError(f"field “{name}” should be text, not {_type_of(value)}", _HINT)
        return value
    return None


def _strings(data: Mapping[str, Any], name: str) -> list[str]:
    value = data.get(name) or []
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise InputError(f"field “{name}” should be a list of texts, as fundus writes it", _HINT)
    return value


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _type_of(value: object) -> str:
    """Return what JSON calls the type of a value, with its article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    names: dict[type, str] = {
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "something else")
