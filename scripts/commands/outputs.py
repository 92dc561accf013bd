"""Runs the same commands with two programs and lists what differs: see scripts/compare-outputs."""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import zipfile

from inputs import Inputs

ROWS = 3_000
HEAD = "contract,fiscal_year,date,category,size,locality,amount,vendor,title\n"
GOOD = "A1,2021,2021-05-01,works,sme,local,1000000,青葉建設,橋の補修\n"
# Small files that are wrong or unusual, each in its own way.
SMALL = {
    "empty": b"",
    "header": HEAD.encode(),
    "no-column": HEAD.replace("amount", "price").encode() + GOOD.encode(),
    "no-amount": (HEAD + GOOD + "A2,2021,2021-05-02,works,sme,local,未定,大橋組,道路\n").encode(),
    "no-date": (HEAD + GOOD + "A2,2021,2021-02-30,works,sme,local,5,大橋組,道路\n").encode(),
    "no-word": (HEAD + GOOD + "A2,2021,2021-05-02,wroks,sme,local,5,大橋組,道路\n").encode(),
    "other-year": (HEAD + GOOD + "A2,2020,2021-05-02,works,sme,local,5,大橋組,道路\n").encode(),
    "negative": (HEAD + GOOD + "A2,2021,2021-05-02,works,sme,local,-5,大橋組,道路\n").encode(),
    "twice": (HEAD + GOOD + GOOD).encode(),
    "short-row": (HEAD + GOOD + "A2,2021\n").encode(),
    "stray-quote": (HEAD + GOOD + 'A2,2021,2021-05-02,works,sme,local,5,大"橋組,道路\n').encode(),
    "open-quote": (HEAD + GOOD + 'A2,2021,2021-05-02,works,sme,local,5,大橋組,"道路\n').encode(),
    "no-utf8": (HEAD + GOOD).encode() + b"A2,2021,2021-05-02,works,sme,local,5,\xff\xfe,x\n",
    "beyond": (HEAD + GOOD.replace("1000000", str(2**62)) + GOOD.replace("A1", "A2").replace("1000000", str(2**62))).encode(),
    "marks": ("\ufeff" + HEAD + GOOD).replace("\n", "\r\n").encode(),
    "tabs": (HEAD + GOOD).replace(",", "\t").encode(),
    "forms": (HEAD.replace("fiscal_year,", "") + "".join(
        f"F{number},{date},{word},中小企業,市内,{amount},㈱青葉,改修\n" for number, (date, word, amount) in enumerate([
            ("2021/4/1", "工事", '"1,234,567"'), ("令和3年4月1日", "物品", "1234567円"), ("R3.4.1", "委託", "¥1234567"),
            ("2021-04-01 00:00:00", "工事", "1234567.0"), (" 2021-04-01 ", " 工事 ", "１２３４５６７"),
            ("20210401", "工事", "1469999.9999999998"), ("44287", "工事", "12億3456万円")]))).encode(),
    "published": "年度,所在,規模,種別,契約件数,件数割合（%）\n令和3年度,市内,大企業,物品,1,50\n令和3年度,準市内・市外,,物品,2,50\n"
                 "令和3年度,合計,,物品,3,100\n".encode(),
    "bid-twice": b"tender,order,firm,bid\nT1,1,A,100\nT1,1,A,100\n",
    "bid-differs": b"tender,order,floor,firm,bid\nT1,1,90,A,100\nT1,1,95,B,100\n",
    "two-winners": b"draw,firm,winner\nD1,A,1\nD1,B,1\n",
}


def commands(i, small):
    """(arguments, a file for standard input or None); OUT is a file that is written and compared too."""
    ledger, bids, drawn = i.ledger(ROWS), i.bids(ROWS), i.drawn(ROWS)
    firms, roster, unsized = i.firms(ROWS), i.path("roster", ROWS), i.path("unsized", ROWS)
    workbook, ocds = i.path("workbook", ROWS, "xlsx"), i.path("ocds", ROWS, "jsonl")
    json, csv, markdown, japanese = (["--format", "json"], ["--format", "csv"], ["--format", "markdown"], ["--lang", "ja"])
    office = ["compare", "fixtures/offices.csv"]
    result = [
        ["--version"], ["--help"], ["compare", "--help"], ["tables"], ["tables", "--unknown", ledger], ["nothing"],
        ["tables", "nowhere.csv"], ["tables", "fixtures"],
        ["tables", "fixtures/ledger.csv"], ["tables", "fixtures/ledger.csv", *japanese],
        ["tables", "fixtures/ledger.csv", "--table", "2", *json], ["tables", ledger, *csv],
        ["tables", ledger, *json], ["tables", ledger, "--local-subtotal", "--unit", "yen", *markdown],
        ["tables", ledger, "--rounding", "controlled", *csv], ["tables", ledger, "--years", "2021", "--plot"],
        ["tables", ledger, "--explain", "2021,works,non-local"], ["tables", ledger, "--explain", "2020,goods,local-sme", *json],
        ["tables", ledger, "--explain", "2021,services,local-other", *csv, "--bom", *japanese],
        ["tables", ledger, "--minimum-amount", "1000000", "--set", "size=large", *csv],
        ["tables", ledger, ledger, "--duplicates", "first", *json], ["tables", ledger, ledger],
        ["tables", ledger, "--duplicates", "keep", "--output", "OUT.xlsx"], ["tables", ledger, "--output", "OUT.html", *japanese],
        ["tables", i.path("plain", ROWS), *json], ["tables", i.path("cp932", ROWS), *json],
        ["tables", i.path("separators", ROWS), *json], ["tables", workbook, *json], ["tables", ocds, *json],
        ["tables", i.path("dirty", ROWS)], ["tables", i.path("dirty", ROWS), "--rejects", "OUT.csv", *json],
        ["tables", unsized, "--roster", roster, *json], ["tables", unsized, *csv],
        ["tables", i.path("amended", ROWS), "--mapping", i.path("net", ROWS, "yaml"), *json],
        ["inspect", ledger], ["inspect", ledger, *json], ["inspect", i.path("cp932", ROWS), *japanese],
        ["inspect", workbook, "--write-mapping", "OUT.yaml"], ["inspect", ocds, *csv], ["inspect", i.path("dirty", ROWS)],
        ["compare", ledger], ["compare", ledger, *json], ["compare", ledger, *csv], ["compare", ledger, *markdown, *japanese],
        ["compare", ledger, "--influential", "20", "--row", "non-local"], ["compare", ledger, "--by", "office", *json],
        ["compare", ledger, "--by", "method"], ["compare", ledger, "--sizes", "--bunching", "2500000", *json],
        ["compare", ledger, "--split-limit", "works=2500000", *json], ["compare", ledger, "--concentration", *json],
        ["compare", ledger, "--uncertainty", "contracts", "--replicates", "200", *json],
        ["compare", ledger, "--uncertainty", "vendors", "--replicates", "200"], ["compare", workbook, *json],
        ["compare", unsized, "--roster", roster, *json], [*office, "--by", "office", "--sizes", "--concentration", "--allow-partial"],
        [*office], ["compare", "fixtures/kawasaki_table1.csv"], ["compare", "fixtures/kawasaki_table2.csv", *json],
        ["audit", "fixtures/kawasaki_table1.csv"], ["audit", "fixtures/kawasaki_table1.csv", *json],
        ["audit", "fixtures/reader-table1-printed.csv", *japanese], ["audit", i.path("published", 40), *csv],
        ["report", ledger, "--output", "OUT.html"],
        ["report", ledger, "--bids", bids, "--firms", firms, "--policy", "one-win", "--trials", "4096", "--output", "OUT.html"],
        ["lottery", "incidence", "fixtures/bids.csv", *japanese], ["lottery", "incidence", bids], ["lottery", "incidence", bids, *json],
        ["lottery", "incidence", bids, "--firms", firms, *csv], ["lottery", "incidence", bids, "--group-by", "opening_date,trade", *json],
        ["lottery", "evaluate", bids, "--policy", "one-win", *json],
        ["lottery", "evaluate", bids, "--firms", firms, "--policy", "torinuke", "--policy", "fixtures/policy.yaml"],
        ["lottery", "evaluate", bids, "--policy", "one-win", "--simulate", "--trials", "4096", *json],
        ["lottery", "test", drawn, "--replicates", "99", "--power", "0", *json], ["lottery", "test", "fixtures/draws.csv"],
        ["lottery", "draw", drawn, "--scheme", "random", *json], ["lottery", "draw", bids, "--reveal", "0f" * 32, *csv],
        ["lottery", "draw", "fixtures/electronic-lottery.csv", "--scheme", "fixtures/scheme.yaml"],
        ["lottery", "verify", drawn, "--scheme", "random"], ["lottery", "verify", drawn, "--scheme", "core-seconds", *json],
        ["lottery", "uniformity", "--scheme", "random", "--firms", "6"],
        ["shard", "tables", ledger, "--part", "2/3", "--output", "OUT.partial"],
        ["shard", "incidence", bids, "--part", "2/3", "--output", "OUT.partial"], ["shard", "plan", ledger],
        ["synthesize", "ledger", "--table", "fixtures/small_table1.csv"], ["synthesize", "bids", "--tenders", "50"],
        ["synthesize", "ledger", "--table", "fixtures/small_table1.csv", "--words", "japanese", "--encoding", "cp932",
         "--dirt", "0.1", "--key", "OUT.csv"],
    ]
    fed = [(arguments, None) for arguments in result] + [
        (["tables", "-", *json], ledger), (["compare", "-", *json], ledger), (["lottery", "incidence", "-", *json], bids),
        (["tables", "-"], small["short-row"])]
    for name, path in small.items():
        kind = (["lottery", "incidence"] if name.startswith("bid-") else ["lottery", "test"] if name == "two-winners" else
                ["audit"] if name == "published" else ["tables"])
        fed.append(([*kind, path], None))
        if kind == ["tables"]:
            fed += [(["compare", path], None), (["inspect", path], None), (["tables", path, "--rejects", "OUT.csv", *japanese], None)]
    return fed


def contents(path):
    """The bytes of a file; of a workbook its parts but for the one that says when it was made."""
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(path) as book:
            return b"\n".join(f"== {name}\n".encode() + book.read(name)
                              for name in sorted(book.namelist()) if name != "docProps/core.xml")
    with open(path, "rb") as file:
        return file.read()


def outcome(program, arguments, feed, folder):
    """What a run leaves: exit code, both outputs, the file that it wrote."""
    place = os.path.join(folder, "written")
    shutil.rmtree(place, ignore_errors=True)
    os.mkdir(place)
    arguments = [os.path.join(place, argument) if argument.startswith("OUT.") else argument for argument in arguments]
    with open(feed or os.devnull, "rb") as standard_input:
        result = subprocess.run([program, *arguments], stdin=standard_input, capture_output=True,
                                env={**os.environ, "LC_ALL": "C.UTF-8"})
    parts = {"exit code": str(result.returncode).encode(), "standard output": result.stdout, "standard error": result.stderr}
    for name in sorted(os.listdir(place)):
        parts[f"the written {name}"] = contents(os.path.join(place, name))
    return {name: re.sub(rb'("version" ?: ?)"[^"]*"', rb'\1"-"', part) for name, part in parts.items()}


def difference(old, new):
    """The first lines that differ."""
    lines = [part.decode("utf-8", "backslashreplace").splitlines() for part in (old, new)]
    shown = [line[:160] for line in difflib.unified_diff(*lines, "old", "new", lineterm="", n=0)][2:10]
    return "\n".join("    " + line for line in shown or ["bytes that lines do not show"])


def main():
    parser = argparse.ArgumentParser(prog="scripts/compare-outputs")
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("folder", help=argparse.SUPPRESS)
    parser.add_argument("--only", help="commands that contain this text")
    arguments = parser.parse_args()
    inputs = Inputs(arguments.old, arguments.folder)
    small = {}
    for name, content in SMALL.items():
        small[name] = os.path.join(arguments.folder, name + ".csv")
        with open(small[name], "wb") as file:
            file.write(content)
    same = different = 0
    for command, feed in commands(inputs, small):
        shown = " ".join(command).replace(arguments.folder + "/", "") + (f" < {os.path.basename(feed)}" if feed else "")
        if arguments.only and arguments.only not in shown:
            continue
        old, new = (outcome(program, command, feed, arguments.folder) for program in (arguments.old, arguments.new))
        if old == new:
            same += 1
            continue
        different += 1
        print(f"DIFFERS: juchu {shown}")
        for name in dict.fromkeys([*old, *new]):
            if old.get(name) != new.get(name):
                print(f"  {name}:\n{difference(old.get(name, b''), new.get(name, b''))}", flush=True)
    print(f"{same} same, {different} different")
    sys.exit(1 if different else 0)


main()
