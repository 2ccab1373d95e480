"""The dossier: one self-contained HTML page that shows who says what in a set of articles.

The page needs no network and no other file. It shows every article as it reads, with its statements marked
in place (`body`, `layout`), listed beside the text, and summed up by speaker and form (`tally`, `speakers`).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import jinja2
from markupsafe import Markup, escape

from laut.records import Article, ClaimFile, Opposition, Rejection
from laut.views import wording
from laut.views.dossier import model
from laut.views.dossier.body import render_body
from laut.views.terms import GLOSSARY, TERMS, Term
from laut.views.wording import one_line, showable

__all__ = ["render"]

TOP = 12
"""Rows of the overview shown at once; the others unfold."""


def render(
    articles: Iterable[Article],
    *,
    title: str = "Who said what",
    rejections: Sequence[Rejection] = (),
    files: Sequence[ClaimFile] = (),
    oppositions: Sequence[Opposition] = (),
) -> str:
    """Return the dossier of the articles, in their order, as one HTML page.

    The page can be written with any encoding that holds its characters; it declares UTF-8. Whatever the
    articles contain is shown as text: it cannot add markup, scripts or addresses to load.

    Args:
        articles: articles, read or not; one without statements is shown with that said.
        title: the headline of the page.
        rejections: inputs that could not be read; each is listed with its reason and what to do.
        files: what linking says of the articles' claims; those that several reports have are shown.
        oppositions: pairs of their statements that cannot both hold.
    """
    page = model.build(list(articles), title, rejections, files, oppositions)
    style = _static("dossier.css") + _static("trail.css") + _static("claims.css")
    theme, script = _static("theme.js"), _static("dossier.js") + _static("terms.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            page=page,
            terms=TERMS,
            glossary=GLOSSARY,
            top=TOP,
            style=Markup(style),
            theme=Markup(theme),
            script=Markup(script),
            policy=_policy(theme, script),
        )
    )


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__name__),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["term"] = _term
    environment.filters.update(body=render_body, line=one_line, showable=showable, count=wording.count)
    return environment


@lru_cache(maxsize=512)  # note kinds are not a closed set
def _term(term: Term, words: str | None = None) -> Markup:
    """Return a term that explains itself: on hover and focus by script, else by the list that it links to."""
    label = words or term.label
    link = Markup('<a class="t" href="#g-{}">{}</a>').format(term.slug, label)
    return link if term.meaning else escape(label)


@cache
def _static(name: str) -> str:
    return files(__name__).joinpath("static", name).read_text(encoding="utf-8")


def _policy(*scripts: str) -> str:
    """Return a content security policy: nothing is loaded, and only the page's own scripts run."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
