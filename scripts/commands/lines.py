"""Every command and section that is measured, as lines with a size: see scripts/measure-commands."""

import os
import subprocess
from dataclasses import dataclass
from typing import Callable


@dataclass
class Line:
    """One command at any size: what makes its arguments, the file whose rows it reads, and how far its size goes."""

    name: str
    # (Inputs, rows) -> arguments behind the program's name.
    command: Callable
    # (Inputs, rows) -> the number that its cost should follow; by default the rows asked for.
    rows: Callable = lambda inputs, rows: rows
    # (Inputs, rows) -> a file to which standard input is connected.
    feed: Callable = None
    # The sizes in full, where they are not doublings from 10,000.
    sizes: list = None
    largest: int = 1 << 40
    # Exit codes that are no fault: a finding is 1.
    codes: tuple = (0,)
    # The largest size of the quick form, which has one line a way of reading and one a statistic; 0 leaves it out.
    quick: int = 0
    # What the size counts.
    unit: str = "rows"
    # Why cost may grow faster than the size, where it may.
    reason: str = ""
    # The largest growth per doubling that is let through.
    limit: float = 2.3
    group: str = ""


def bid_rows(inputs, rows):
    return inputs.rows(inputs.bids(rows))


def drawn_rows(inputs, rows):
    return inputs.rows(inputs.drawn(rows))


def out(inputs, name):
    """A file that the program writes anew each time."""
    return ["--output", os.path.join(inputs.folder, f"written.{name}"), "--force"]


def pieces(inputs, what, path, rows):
    """The partial files of a file in four pieces."""
    names = []
    for part in range(1, 5):
        name = os.path.join(inputs.folder, f"{what}{part}-{rows}.partial")
        if not os.path.exists(name):
            subprocess.run([inputs.juchu, "shard", what, path, "--part", f"{part}/4", "--output", name, "--quiet"],
                           check=True)
        names.append(name)
    return names


EXPLAIN = ["--explain", "2021,works,non-local"]
SIZES = [10_000 << power for power in range(15)]

READING = [
    Line("tables, CSV", lambda i, n: ["tables", i.ledger(n)], quick=256_000),
    Line("tables, canonical words, no quotes", lambda i, n: ["tables", i.path("plain", n)]),
    Line("tables --format json", lambda i, n: ["tables", i.ledger(n), "--format", "json"]),
    Line("tables, CP932", lambda i, n: ["tables", i.path("cp932", n)], quick=64_000),
    Line("tables, amounts with separators", lambda i, n: ["tables", i.path("separators", n)], quick=64_000),
    Line("tables - (standard input)", lambda i, n: ["tables", "-"], feed=lambda i, n: i.ledger(n), quick=256_000),
    Line("tables, XLSX", lambda i, n: ["tables", i.path("workbook", n, "xlsx")], largest=1_000_000, quick=64_000),
    Line("tables, OCDS in JSON Lines", lambda i, n: ["tables", i.path("ocds", n, "jsonl")], quick=32_000),
    Line("tables --rejects, one row in a hundred unusable",
         lambda i, n: ["tables", i.path("dirty", n), "--rejects", os.path.join(i.folder, "written.rejects"), "--force"],
         quick=64_000),
    Line("tables --roster, by name", lambda i, n: ["tables", i.path("unsized", n), "--roster", i.path("roster", n)],
         quick=64_000),
    Line("tables, amendments: net", lambda i, n: ["tables", i.path("amended", n), "--mapping", i.path("net", n, "yaml")],
         quick=256_000),
    Line("inspect", lambda i, n: ["inspect", i.ledger(n)], quick=256_000),
    Line("inspect --write-mapping",
         lambda i, n: ["inspect", i.ledger(n), "--write-mapping", os.path.join(i.folder, "written.yaml"), "--force"]),
    Line("inspect, CP932", lambda i, n: ["inspect", i.path("cp932", n)]),
    Line("inspect, XLSX", lambda i, n: ["inspect", i.path("workbook", n, "xlsx")], largest=1_000_000),
    Line("inspect, OCDS in JSON Lines", lambda i, n: ["inspect", i.path("ocds", n, "jsonl")]),
]
SHARES = [
    Line("tables --explain", lambda i, n: ["tables", i.ledger(n), *EXPLAIN], quick=256_000),
    Line("tables --explain, all local SME goods",
         lambda i, n: ["tables", i.ledger(n), "--explain", "2021,goods,local-sme"]),
    Line("tables --rounding controlled", lambda i, n: ["tables", i.ledger(n), "--rounding", "controlled"]),
    Line("tables --format xlsx", lambda i, n: ["tables", i.ledger(n), "--format", "xlsx", *out(i, "xlsx")]),
    Line("tables --explain, all local SME goods, --format xlsx",
         lambda i, n: ["tables", i.ledger(n), "--explain", "2021,goods,local-sme", "--format", "xlsx", *out(i, "xlsx")]),
    Line("compare", lambda i, n: ["compare", i.ledger(n)], quick=256_000),
    Line("compare --format json", lambda i, n: ["compare", i.ledger(n), "--format", "json"]),
    Line("compare, CP932", lambda i, n: ["compare", i.path("cp932", n)]),
    Line("compare - (standard input)", lambda i, n: ["compare", "-"], feed=lambda i, n: i.ledger(n)),
    Line("compare, XLSX", lambda i, n: ["compare", i.path("workbook", n, "xlsx")], largest=1_000_000),
    Line("compare --influential 1000", lambda i, n: ["compare", i.ledger(n), "--influential", "1000"]),
    Line("compare --by office", lambda i, n: ["compare", i.ledger(n), "--by", "office"], quick=64_000),
    Line("compare --by method", lambda i, n: ["compare", i.ledger(n), "--by", "method"]),
    Line("compare --sizes", lambda i, n: ["compare", i.ledger(n), "--sizes", "--bunching", "2500000"]),
    Line("compare --split-limit works=2500000",
         lambda i, n: ["compare", i.ledger(n), "--split-limit", "works=2500000"], quick=64_000),
    Line("compare --concentration", lambda i, n: ["compare", i.ledger(n), "--concentration"], quick=64_000),
    Line("compare --uncertainty contracts", lambda i, n: ["compare", i.ledger(n), "--uncertainty", "contracts"]),
    Line("compare --uncertainty vendors", lambda i, n: ["compare", i.ledger(n), "--uncertainty", "vendors"]),
    Line("compare --uncertainty vendors --replicates 100",
         lambda i, n: ["compare", i.ledger(n), "--uncertainty", "vendors", "--replicates", "100"], quick=64_000),
    Line("compare with all sections",
         lambda i, n: ["compare", i.ledger(n), "--by", "office", "--sizes", "--split-limit", "works=2500000",
                       "--concentration", "--uncertainty", "vendors"]),
    Line("audit, lines of a published table", lambda i, n: ["audit", i.path("published", n)],
         sizes=[20, 40, 80, 160, 320, 640, 960], unit="lines"),
    Line("report", lambda i, n: ["report", i.ledger(n), *out(i, "html")], quick=64_000),
    Line("report with bids", lambda i, n: ["report", i.ledger(n), "--bids", i.bids(n), "--firms", i.firms(n),
                                           "--policy", "one-win", *out(i, "html")]),
    Line("shard tables --part 2/4", lambda i, n: ["shard", "tables", i.ledger(n), "--part", "2/4", *out(i, "partial")]),
    Line("shard plan", lambda i, n: ["shard", "plan", i.ledger(n), *out(i, "plan")]),
    Line("merge, four pieces of a ledger", lambda i, n: ["merge", *pieces(i, "tables", i.ledger(n), n)], quick=64_000),
]
INDICATORS = [
    Line("indicators", lambda i, n: ["indicators", i.bids(n)], bid_rows, quick=256_000),
    Line("indicators --by trade,month --format json",
         lambda i, n: ["indicators", i.bids(n), "--by", "trade,month", "--format", "json"], bid_rows, quick=64_000),
    Line("indicators - (standard input)", lambda i, n: ["indicators", "-"], bid_rows, feed=lambda i, n: i.bids(n)),
    Line("indicators of a ledger", lambda i, n: ["indicators", i.ledger(n)], quick=64_000),
]
LOTTERIES = [
    Line("lottery incidence", lambda i, n: ["lottery", "incidence", i.bids(n)], bid_rows, quick=256_000),
    Line("lottery incidence - (standard input)", lambda i, n: ["lottery", "incidence", "-"], bid_rows,
         feed=lambda i, n: i.bids(n)),
    Line("lottery incidence --firms", lambda i, n: ["lottery", "incidence", i.bids(n), "--firms", i.firms(n)], bid_rows,
         quick=64_000),
    Line("lottery incidence --format json", lambda i, n: ["lottery", "incidence", i.bids(n), "--format", "json"], bid_rows),
    Line("lottery evaluate, one-win, exact",
         lambda i, n: ["lottery", "evaluate", i.bids(n), "--policy", "one-win"], bid_rows, quick=256_000,
         reason="a larger set may have its first large group: exact laws follow the groups, not the bids", limit=4.0),
    Line("lottery evaluate, one-win and torinuke, --firms --format json",
         lambda i, n: ["lottery", "evaluate", i.bids(n), "--firms", i.firms(n), "--policy", "one-win", "--policy",
                       "torinuke", "--format", "json"], bid_rows),
    Line("lottery evaluate --simulate --trials 4096",
         lambda i, n: ["lottery", "evaluate", i.bids(n), "--policy", "one-win", "--simulate", "--trials", "4096"],
         bid_rows, quick=16_000),
    Line("lottery evaluate --simulate --trials 65536",
         lambda i, n: ["lottery", "evaluate", i.bids(n), "--policy", "one-win", "--simulate", "--trials", "65536"], bid_rows),
    Line("lottery test --replicates 99 --power 0 --alpha 0.1",
         lambda i, n: ["lottery", "test", i.drawn(n), "--replicates", "99", "--power", "0", "--alpha", "0.1"], drawn_rows, codes=(0, 1),
         quick=64_000, reason="firms of a component share one dense covariance, whose factors cost the cube of its firms", limit=4.0),
    Line("lottery test", lambda i, n: ["lottery", "test", i.drawn(n)], drawn_rows, codes=(0, 1),
         reason="firms of a component share one dense covariance, whose factors cost the cube of its firms", limit=4.0),
    Line("lottery draw", lambda i, n: ["lottery", "draw", i.drawn(n), "--scheme", "random"], drawn_rows),
    Line("lottery draw --reveal", lambda i, n: ["lottery", "draw", i.bids(n), "--reveal", "0f" * 32], bid_rows),
    Line("lottery verify", lambda i, n: ["lottery", "verify", i.drawn(n), "--scheme", "random"], drawn_rows, codes=(0, 1),
         quick=64_000),
    Line("lottery uniformity, firms", lambda i, n: ["lottery", "uniformity", "--scheme", "random", "--firms", str(n)],
         sizes=[25, 50, 100, 200], unit="firms", reason="a table of every place for every firm", limit=8),
    Line("shard incidence --part 2/4", lambda i, n: ["shard", "incidence", i.bids(n), "--part", "2/4", *out(i, "partial")],
         bid_rows),
    Line("merge, four pieces of bids", lambda i, n: ["merge", *pieces(i, "incidence", i.bids(n), n)], bid_rows),
]
SYNTHESIS = [
    Line("synthesize ledger, contracts",
         lambda i, n: ["synthesize", "ledger", "--table", "fixtures/kawasaki_table1.csv", "--scale",
                       str(n // 137_194), "--quiet", *out(i, "csv")],
         lambda i, n: n, sizes=[137_194 << power for power in range(8)], unit="contracts"),
    Line("synthesize bids, bids of the set's firms",
         lambda i, n: ["synthesize", "bids", "--tenders", str(round(n / 9.75)), "--firms-per-trade", "300", "--quiet",
                       *out(i, "csv")], quick=64_000),
]
for group, lines in (("Ledgers: reading", READING), ("Ledgers: statistics", SHARES), ("Indicators", INDICATORS), ("Lotteries", LOTTERIES),
                     ("Synthetic data", SYNTHESIS)):
    for line in lines:
        line.group = group
LINES = READING + SHARES + INDICATORS + LOTTERIES + SYNTHESIS
