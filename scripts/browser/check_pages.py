"""Looks at the pages of a printed PDF: none is blank, none ends with a heading, and there are not too many.

Usage: check_pages.py PDF [--most PAGES] [--headings FILE]

The headings and captions, one a line, must not stand last on a page; without a file only blank pages are looked for.
"""

import argparse
import pathlib
import sys

import pypdf


def lines(page) -> list[str]:
    """The lines of a page without blanks."""
    return ["".join(line.split()) for line in page.extract_text().splitlines() if line.strip()]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("pdf")
    parser.add_argument("--most", type=int)
    parser.add_argument("--headings")
    options = parser.parse_args()
    pages = [lines(page) for page in pypdf.PdfReader(options.pdf).pages]
    problems = [f"page {number} is blank" for number, page in enumerate(pages, 1) if sum(map(len, page)) < 20]
    if options.most and len(pages) > options.most:
        problems.append(f"{len(pages)} pages, at most {options.most} are expected")
    if options.headings:
        headings = {"".join(line.split()) for line in open(options.headings, encoding="utf-8") if line.strip()}
        for number, page in enumerate(pages[:-1], 1):
            if page and page[-1] in headings:
                problems.append(f"page {number} ends with a heading: {page[-1]}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{pathlib.Path(options.pdf).name}: {len(pages)} pages, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
