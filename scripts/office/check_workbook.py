"""Lets LibreOffice recalculate a workbook of `juchu tables` and compares every figure with the program's JSON.

Usage: check_workbook.py WORKBOOK JSON

The values that formulas carry are blanked first, so that what is compared is what LibreOffice computed.
"""

import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def blank_values(source: pathlib.Path, target: pathlib.Path) -> int:
    """Copies a workbook with every formula's stored value set to 0; returns how many formulas there are."""
    formulas = 0
    with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in book.namelist():
            data = book.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text, count = re.subn(r"(</f>)<v>[^<]*</v>", r"\1<v>0</v>", data.decode())
                formulas += count
                data = text.encode()
            copy.writestr(name, data)
    return formulas


def sheets(workbook: pathlib.Path, work: pathlib.Path) -> dict[str, list[list[str]]]:
    """The sheets of a workbook as LibreOffice computes them, by the part of the file name that names the sheet."""
    user = work / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(RECALCULATE)
    out = work / "csv"
    filters = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", filters, "--outdir",
         str(out), str(workbook)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
    return {path.stem: list(csv.reader(path.open(encoding="utf-8"))) for path in sorted(out.glob("*.csv"))}


def main() -> int:
    workbook, result = pathlib.Path(sys.argv[1]), json.load(open(sys.argv[2], encoding="utf-8"))
    wanted = {(c["year"], c["category"], c["row"]): c for c in result["cells"]}
    rows = list(dict.fromkeys(c["row"] for c in result["cells"]))
    categories = list(dict.fromkeys(c["category"] for c in result["cells"]))
    compared, problems = 0, []
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        formulas = blank_values(workbook, work / "blank.xlsx")
        if formulas == 0:
            problems.append("no formula")
        for name, lines in sheets(work / "blank.xlsx", work).items():
            if "円" not in name and "yen" not in name:
                continue
            amount = "amountMillion" if "百万円" in name or "million" in name else "amount"
            for row_index, row in enumerate(rows):
                line = lines[4 + row_index]
                for year_index, year in enumerate(result["years"]):
                    for category_index, category in enumerate(categories):
                        first = 1 + (year_index * len(categories) + category_index) * 4
                        cell = wanted[(year, category, row)]
                        for offset, key in enumerate(["count", "countShare", amount, "amountShare"]):
                            expected = cell[key]
                            found = line[first + offset]
                            if expected is None:
                                same = found == "–"
                            else:
                                same = float(found) == float(expected)
                            compared += 1
                            if not same:
                                problems.append(f"{name} {year} {category} {row} {key}: {found}, expected {expected}")
    for problem in problems[:20]:
        print(problem, file=sys.stderr)
    print(f"{workbook.name}: {formulas} formulas, {compared} figures compared, {len(problems)} differ")
    return 1 if problems or compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
