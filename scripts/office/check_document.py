"""Reads a document of `juchu tables` or `juchu report` for word processors with python-docx.

Usage: check_document.py DOCUMENT [CSV]

Headings are headings, tables are tables whose heads are repeated on every page and whose columns have widths, what is
drawn has a text alternative; and every figure of Table 1 is the one in the CSV of the same ledger.
"""

import csv
import pathlib
import sys

import docx
from docx.oxml.ns import qn

ROWS = {"市内大企業": "local-large", "市内中小企業": "local-sme", "市内その他": "local-other", "準市内・市外": "non-local",
        "合計": "total"}
CATEGORIES = {"物品": "goods", "工事": "works", "委託": "services", "合計": "total"}
MEASURES = {"契約件数": ["count"], "契約金額": ["amountMillion"], "割合": ["countShare", "amountShare"]}


def head_rows(table) -> list:
    """The rows of a table that are repeated on every page."""
    return [row for row in table.rows
            if row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None]


def form(document) -> list[str]:
    """What is wrong with the form of a document."""
    problems = []
    levels = [p.style.name for p in document.paragraphs if p.style.name == "Title" or p.style.name.startswith("Heading")]
    if not levels or levels[0] != "Title":
        problems.append(f"the document does not begin with a title: {levels[:3]}")
    for before, after in zip(levels, levels[1:]):
        if after.startswith("Heading") and before.startswith("Heading") and int(after[-1]) > int(before[-1]) + 1:
            problems.append(f"a level of headings is left out: {before}, {after}")
    for number, table in enumerate(document.tables, 1):
        heads = head_rows(table)
        if not heads or heads != table.rows[: len(heads)] and [r._tr for r in heads] != [
                r._tr for r in list(table.rows)[: len(heads)]]:
            problems.append(f"table {number}: its heads are not repeated")
        widths = [column.get(qn("w:w")) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        if None in widths or len(widths) != len(table.columns):
            problems.append(f"table {number}: columns without width")
        for row in table.rows:
            if len(row.cells) != len(widths):
                problems.append(f"table {number}: a row of {len(row.cells)} cells under {len(widths)} columns")
    for drawing in document.element.body.iter(qn("wp:docPr")):
        if not drawing.get("descr"):
            problems.append(f"a drawing without text alternative: {drawing.get('name')}")
    return problems


def figures(table, rows: list[dict]) -> tuple[int, list[str]]:
    """How many figures of Table 1 were compared with a CSV, and those that differ."""
    wanted = {(row["fiscal_year"], row["category"], row["row"]): row for row in rows}
    years = list(dict.fromkeys(row["fiscal_year"] for row in rows))
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    groups, heads = lines[0], lines[1]
    names = list(dict.fromkeys(groups[2:]))
    compared, problems, category = 0, [], ""
    for line in lines[2:]:
        category = line[0] or category
        seen: dict[str, int] = {}
        for column in range(2, len(heads)):
            year = years[names.index(groups[column])]
            place = seen.get(groups[column] + heads[column], 0)
            seen[groups[column] + heads[column]] = place + 1
            key = MEASURES[heads[column]][place]
            expected = wanted[(year, CATEGORIES[category], ROWS[line[1]])][key]
            found = line[column].replace(",", "").removesuffix("％")
            compared += 1
            if found != (expected or "–"):
                problems.append(f"{year} {category} {line[1]} {key}: {found}, expected {expected}")
    return compared, problems


def main() -> int:
    path = pathlib.Path(sys.argv[1])
    document = docx.Document(str(path))
    problems = form(document)
    compared = 0
    if len(sys.argv) > 2:
        rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8")))
        compared, differ = figures(document.tables[0], rows)
        problems += differ
        if compared != 4 * len(rows):
            problems.append(f"{compared} figures compared, expected {4 * len(rows)}")
    for problem in problems[:20]:
        print(problem, file=sys.stderr)
    print(f"{path.name}: {len(document.tables)} tables, {compared} figures compared, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
