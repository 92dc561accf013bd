"""Random published tables in the forms in which people hold them, and how juchu reads each; see scripts/measure-extract."""
import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import forms
from tables import Table, fold


def judge(juchu, path, truth, unit):
    """right, refused, in doubt (it says so), labels or WRONG (without a word), and why."""
    result = forms.run([juchu, "extract", path, "--format", "json", "--lang", "en"])
    if result.returncode not in (0, 2):
        if result.returncode not in (65, 66):
            return "BROKEN", f"exit {result.returncode}: {result.stderr.decode()[:300]}"
        return "refused", " / ".join(result.stderr.decode().replace(path, "FILE").split("\n"))[:400]
    data = json.loads(result.stdout)
    read = {}
    for table in data["tables"]:
        for figure in table["figures"]:
            key = figure["year"], fold(figure["categoryLabel"]), fold(figure["rowLabel"]), figure["measure"]
            read[key] = Decimal(figure["printed"])
    doubts = [doubt for table in data["tables"] for doubt in table["doubts"]]
    named = [column for table in data["tables"] for column in table["unreadColumns"]] + data["unread"]
    wrong = [key for key in truth if key in read and read[key] != truth[key]]
    missing = [key for key in truth if key not in read]
    extra = [key for key in read if key not in truth]
    amounts = [table for table in data["tables"] if any(figure["measure"] == "amount" for figure in table["figures"])]
    off = [table["unit"] for table in amounts if table["unit"] != unit and table["namesUnit"]]
    if off or any(table["unit"] != unit for table in amounts) and not doubts:
        # Taken as yen for want of a word is said; another unit than the printed one is not.
        return ("WRONG" if off and not doubts else "in doubt"), f"unit {[table['unit'] for table in amounts]}, printed {unit}"
    if not wrong and not missing and not extra:
        return "right" if not doubts else "right, in doubt", ""
    show = sorted(map(str, wrong))[:2], sorted(map(str, missing))[:2], sorted(map(str, extra))[:2]
    note = f"wrong {len(wrong)}, missing {len(missing)}, elsewhere {len(extra)} of {len(truth)}: {show} {doubts} {named[:3]}"
    if result.returncode == 2 or doubts:
        return "in doubt", note
    if not extra and not wrong and named:
        return "in part, named", note
    same = Counter(map(normal, truth.values())) == Counter(map(normal, read.values()))
    return "LABELS" if same else "WRONG", note


def normal(value):
    return value.normalize() if value else Decimal(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("juchu")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--keep")
    options = parser.parse_args()
    folder = os.path.abspath(options.keep) if options.keep else tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    start = time.time()
    tables, found = {}, {}
    numbers = range(options.seed, options.seed + options.count)
    def write(number):
        own = os.path.join(folder, str(number))
        os.makedirs(own, exist_ok=True)
        table = Table(number)
        written = forms.plain_forms(own, table, random.Random(number))
        if not options.plain:
            done = os.path.join(own, "chromium.pdf")
            written |= {"pdf (Chromium)": done} if os.path.exists(done) else forms.browser_form(own, written["html"])
            if "pdf (Chromium)" in written:
                written |= forms.text_forms(own, written["pdf (Chromium)"])
        return number, table, written
    with ThreadPoolExecutor(options.jobs) as pool:
        for number, table, written in pool.map(write, numbers):
            tables[number], found[number] = table, written
    if not options.plain:
        office = os.path.join(folder, "office")
        os.makedirs(office, exist_ok=True)
        for number in numbers:
            with open(os.path.join(office, f"{number}.html"), "w") as page:
                page.write(forms.sheet(tables[number]))
            shutil.copy(found[number]["docx"], os.path.join(office, f"{number}.docx"))
        for name, written in forms.office_forms(office, [str(number) for number in numbers]).items():
            found[int(name)] |= written
    print(f"{sum(map(len, found.values()))} files of {len(tables)} tables written in {time.time() - start:.0f} s", flush=True)
    start, totals = time.time(), {}
    cases = [(number, form, path) for number, written in found.items() for form, path in written.items()]
    def read(case):
        number, form, path = case
        return case, judge(options.juchu, path, tables[number].truth(), tables[number].unit)
    with ThreadPoolExecutor(options.jobs) as pool:
        for (number, form, path), (verdict, note) in pool.map(read, cases):
            totals.setdefault(form, Counter())[verdict] += 1
            if verdict not in ("right", "right, in doubt"):
                print(f"{number} {tables[number].layout} {form}: {verdict}: {note}", flush=True)
    verdicts = ["right", "right, in doubt", "in doubt", "in part, named", "refused", "LABELS", "WRONG", "BROKEN"]
    print("\n" + "form".ljust(26) + "".join(verdict.rjust(17) for verdict in verdicts))
    for form, counts in list(totals.items()) + [("all", sum(totals.values(), Counter()))]:
        print(form.ljust(26) + "".join(str(counts[verdict]).rjust(17) for verdict in verdicts))
    print(f"read in {time.time() - start:.0f} s")
    if options.peers:
        import peers
        peers.compare(tables, found)
    if not options.keep:
        shutil.rmtree(folder)
    whole = sum(totals.values(), Counter())
    sys.exit(1 if whole["WRONG"] + whole["LABELS"] + whole["BROKEN"] else 0)


main()
