"""Opens a page in headless Chromium and looks for what a reader would stumble over.

Usage: check_page.py PAGE [SCREENSHOTS]

Console messages, requests beyond the page itself, charts that are missing or cut, text that is clipped and cells that are
a column of single characters at 360, 768 and 1280 pixels and in print, in the light and the dark theme; and what axe-core
finds serious or critical, contrast below AA among it. Beside the page it leaves its print (PDF) and its headings.
"""

import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CLIPPED = """(prints) => {
  const found = [];
  let drawn = 0;
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('svg, .skip, details:not([open])')) continue;
    const style = getComputedStyle(element);
    const hides = ['hidden', 'clip'].includes(style.overflowX) || style.textOverflow === 'ellipsis';
    if (hides && element.scrollWidth > element.clientWidth + 1) found.push('hidden: ' + element.outerHTML.slice(0, 80));
    const box = element.getBoundingClientRect();
    const scrolls = element.closest('.scroll') && getComputedStyle(element.closest('.scroll')).overflowX !== 'visible';
    if (!scrolls && box.width > 0 && box.right > document.documentElement.clientWidth + 1)
      found.push('beyond the edge: ' + element.outerHTML.slice(0, 80));
  }
  for (const svg of document.querySelectorAll('svg.chart')) {
    // On paper the first page has the charts that matter; the tables beside the others say the same.
    if (prints && svg.getClientRects().length === 0) continue;
    drawn += 1;
    const box = svg.viewBox.baseVal;
    if (svg.getBoundingClientRect().width < 100) found.push('no chart: ' + svg.outerHTML.slice(0, 80));
    for (const text of svg.querySelectorAll('text')) {
      const own = text.getBBox();
      if (own.x < -1 || own.x + own.width > box.width + 1 || own.y < -1 || own.y + own.height > box.height + 1)
        found.push('cut in a chart: ' + text.textContent);
    }
  }
  if (drawn === 0) found.push('no chart is drawn');
  for (const cell of document.querySelectorAll('th, td')) {
    const text = cell.textContent.trim();
    if (text.length < 3 || cell.closest('details:not([open])') || cell.getClientRects().length === 0) continue;
    const range = document.createRange();
    range.selectNodeContents(cell);
    const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
    if (tops.size > 2 && text.length / tops.size < 2) found.push('single characters: ' + text);
  }
  return found;
}"""


def main() -> int:
    page_path = pathlib.Path(sys.argv[1]).resolve()
    shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for width in (360, 768, 1280):
                view = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                view.on("console", lambda message: problems.append(f"console: {message.text}"))
                view.on("pageerror", lambda error: problems.append(f"error: {error}"))
                view.on(
                    "request",
                    lambda request: None
                    if request.url.startswith(("file://" + str(page_path), "data:"))
                    else problems.append(f"request: {request.url}"),
                )
                view.goto("file://" + str(page_path))
                charts = view.locator("svg.chart").count()
                if charts == 0:
                    problems.append("no chart")
                problems += [f"{width} {scheme}: {found}" for found in view.evaluate(CLIPPED, False)]
                for violation in Axe().run(view).response["violations"]:
                    if violation["impact"] in ("serious", "critical"):
                        target = violation["nodes"][0]["target"]
                        problems.append(f"{width} {scheme}: axe {violation['id']}: {violation['help']} {target}")
                if shots:
                    view.screenshot(path=shots / f"{page_path.stem}-{width}-{scheme}.png", full_page=True)
                view.close()
        # A4 without its margins is 186 mm: 703 pixels at 96 to the inch.
        view = browser.new_page(viewport={"width": 703, "height": 1000})
        view.goto("file://" + str(page_path))
        view.emulate_media(media="print")
        problems += [f"print: {found}" for found in view.evaluate(CLIPPED, True)]
        headings = view.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, figcaption')].map((h) => h.textContent)")
        page_path.with_suffix(".headings").write_text("\n".join(headings), encoding="utf-8")
        view.pdf(path=page_path.with_suffix(".pdf"), prefer_css_page_size=True, print_background=True)
        view.close()
        browser.close()
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{page_path.name}: {charts} charts, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
