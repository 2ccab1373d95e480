"""Claims in a browser: names stay clear of lines and of each other, on every screen, and lead to their statements."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from tests.views.claim_samples import articles_of, dam, denial, file_of, told

from laut.records import ClaimFile, Drift
from laut.views import dossier

COLLISIONS = """() => [...document.querySelectorAll(".graph svg")].flatMap(svg => {
  const found = [], view = svg.viewBox.baseVal;
  const names = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBBox()]);
  for (const [name, box] of names)
    if (box.x < 0 || box.y < 0 || box.x + box.width > view.width || box.y + box.height > view.height)
      found.push(`${name} leaves the drawing`);
  names.forEach(([name, a], at) => names.slice(0, at).forEach(([other, b]) => {
    if (a.x < b.x + b.width && b.x < a.x + a.width && a.y + 2 < b.y + b.height && b.y + 2 < a.y + a.height)
      found.push(`${name} lies on ${other}`);
  }));
  for (const path of svg.querySelectorAll("path"))
    for (let at = 0; at < path.getTotalLength(); at += 3) {
      const {x, y} = path.getPointAtLength(at);
      for (const [name, b] of names)
        if (x > b.x && x < b.x + b.width && y > b.y + 4 && y < b.y + b.height - 4) found.push(`a line crosses ${name}`);
    }
  return found;
})"""


def crowd() -> ClaimFile:
    """Return a claim of thirty reports over three weeks, most of one source, some copied from one another."""
    chance = random.Random(11)
    days = sorted(chance.choice((0, 0, 1, 1, 2, 3, 8, 20)) for _ in range(30))
    reports = [told(100 + n, "der Damm halte " * (1 + 9 * (n % 3 == 0)), f"{'Kreisblatt ' * (1 + n % 4)}{n}", day)
               for n, day in enumerate(days)]  # fmt: skip
    passings = [("source:a", "source:b", "cites"), ("source:b", "report:100", "cites")]
    for n in range(1, 30):
        giver = chance.choice(("source:b", "source:b", f"report:{100 + chance.randrange(n)}"))
        passings.append((giver, f"report:{100 + n}", chance.choice(("cites", "copies"))))
    drifts = [Drift(kind="hedge-lost", before="s100", after=f"s{100 + n}") for n in (9, 19, 29)]
    names = {
        "source:a": "mit den Vorgängen vertraute Personen aus dem Ministerium",
        "source:b": "Flussanzeiger",
    }
    return file_of(reports, passings, names=names, drifts=drifts)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    files = (dam(), crowd())
    path: Path = tmp_path_factory.mktemp("claims") / "dossier.html"
    path.write_text(
        dossier.render(articles_of(*files), files=files, oppositions=[denial()]), encoding="utf-8"
    )
    return path.as_uri()


@pytest.mark.parametrize("width", [1240, 420])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_stay_clear_of_lines_and_of_each_other(
    browser: Any, address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    assert page.evaluate(COLLISIONS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_report_in_the_drawing_leads_to_its_statement(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.click("#claims .graph a[href='#s-s3'] text")
    assert page.evaluate("location.hash") == "#s-s3"
    box = page.locator("#s-s3").bounding_box()
    page.wait_for_timeout(900)
    assert page.locator("#s-s3").is_visible()
    assert box is not None
    page.close()
