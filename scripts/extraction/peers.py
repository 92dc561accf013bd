"""Camelot and pdfplumber on the same PDFs: whether each printed row of figures is a row of theirs.

They give cells without a meaning, so only this is asked: does a grid that they return have every printed row of figures
as one row, its figures whole, in their order and in one column each? A report and no contest: juchu's own lines above
count a figure as right only at its year, category, row and measure.
"""
import logging
import re
import time
import warnings
from collections import Counter

from tables import fold


def rows_of(cells):
    return [[fold(cell) for cell in row if cell and re.search(r"\d", fold(cell)) or fold(cell or "") in ("-", "―")] for row in cells]


def whole(printed, grids):
    rows = Counter(tuple(row) for grid in grids for row in rows_of(grid))
    return all(rows[row] >= count for row, count in Counter(map(tuple, printed)).items())


def camelot_grids(path, flavor):
    import camelot
    return [table.df.values.tolist() for table in camelot.read_pdf(path, pages="all", flavor=flavor)]


def plumber_grids(path):
    import pdfplumber
    with pdfplumber.open(path) as pdf:
        return [[[cell or "" for cell in row] for row in table] for page in pdf.pages for table in page.extract_tables()]


def compare(tables, found, limit=20):
    """Reads the PDFs of the first tables; Camelot needs some ten seconds for each."""
    logging.disable(logging.WARNING)
    warnings.filterwarnings("ignore")
    readers = {
        "Camelot lattice": lambda path: camelot_grids(path, "lattice"),
        "Camelot stream": lambda path: camelot_grids(path, "stream"),
        "pdfplumber": plumber_grids,
    }
    totals, seconds = {}, Counter()
    for number, table in list(tables.items())[:limit]:
        printed = rows_of([[cell.text for cell in row if not cell.head] for row in table.grid])
        printed = [row for row in printed if row]
        for form, path in found[number].items():
            if not form.startswith("pdf"):
                continue
            for name, read in readers.items():
                start = time.time()
                try:
                    verdict = "rows whole" if whole(printed, read(path)) else "rows broken"
                except Exception as error:  # whatever a peer throws is its outcome
                    verdict = f"failed ({type(error).__name__})"
                seconds[name] += time.time() - start
                totals.setdefault((form, name), Counter())[verdict] += 1
    print("\npeers: every printed row of figures is one row of theirs")
    for (form, name), counts in sorted(totals.items()):
        print(form.ljust(26), name.ljust(16), ", ".join(f"{verdict} {count}" for verdict, count in counts.most_common()))
    print(", ".join(f"{name} {spent:.0f} s" for name, spent in seconds.items()))
