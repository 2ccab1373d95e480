"""Take the pictures of a dossier for the README: ``python docs/images/take.py dossier.html docs/images``.

Needs Playwright (``pip install playwright``) and Chromium. Writes ``dossier-light.png`` and
``dossier-dark.png``: an article with one statement lit, in both themes, each below 250 kB.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Literal, get_args

from playwright.sync_api import Browser, ViewportSize, sync_playwright

Theme = Literal["light", "dark"]

LIMIT = 250_000
"""Bytes that a picture may have; it is taken again with fewer pixels until it fits."""
SCALES = (2.0, 1.5, 1.25, 1.0)
VIEWPORT: ViewportSize = {"width": 1160, "height": 820}

# The statement with the most parts in the text, among the first of the chosen article.
BEST = """article => {
  const parts = n => article.querySelectorAll(`[data-r~="s${n}"], [data-r~="c${n}"], [data-r~="a${n}"]`).length;
  const numbers = [...article.querySelectorAll('a.n')].slice(0, 8);
  numbers.sort((a, b) => parts(b.dataset.s) - parts(a.dataset.s));
  return numbers.length ? numbers[0].id : null;
}"""


def take(
    browser: Browser, page_file: Path, theme: Theme, scale: float, article: int, statement: str | None
) -> bytes:
    """Return a picture of one article with one statement lit."""
    page = browser.new_page(viewport=VIEWPORT, device_scale_factor=scale, color_scheme=theme)
    page.goto(page_file.resolve().as_uri())
    shown = page.locator("article").nth(article - 1)
    target = f"s-{statement}" if statement else shown.evaluate(BEST)
    if target:
        page.focus(f"#{target}")
    shown.evaluate("article => window.scrollTo(0, article.getBoundingClientRect().top + window.scrollY - 12)")
    if target:
        # Again, now that the page stands where it will be seen: the card looks for room around its statement.
        page.evaluate(
            "id => { const a = document.getElementById(id); a.blur(); a.focus({preventScroll: true}) }",
            target,
        )
    page.wait_for_timeout(900)
    picture = page.screenshot()
    page.close()
    return picture


def main() -> int:
    """Take both pictures; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("html", type=Path, help="a dossier")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--article", type=int, default=1, help="which article to show (default: the first)")
    parser.add_argument("--statement", help="id of the statement to light (default: one with many parts)")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found – install it (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for theme in get_args(Theme):
            for scale in SCALES:
                picture = take(browser, options.html, theme, scale, options.article, options.statement)
                if len(picture) < LIMIT:
                    break
            path = options.folder / f"dossier-{theme}.png"
            path.write_bytes(picture)
            print(f"{path}: {len(picture) // 1000} kB at {scale}×")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
