"""Eight indicators of synthetic bids by year and trade: juchu, DuckDB and Polars. See scripts/compare-indicators."""

import argparse
import csv
import io
import os
import resource
import subprocess
import time

import duckdb
import polars

from rounds import interleaved, processor, table

FIGURES = ["tenders", "awarded", "biddersMean", "singleBid", "rateMean", "rateOfSums", "rateMedian", "rateAtLeast95"]

SQL = """
with bids as (
  select tender, trade, opening_date, ceiling, bid, status in ('valid', 'invalid', 'disqualified') submitted,
    status = 'valid' and bid between coalesce(floor, 0) and ceiling valid from read_csv('{path}', header=true)),
tenders as (
  select tender, any_value(trade) trade, year(any_value(opening_date) - interval 3 month) y, any_value(ceiling) ceiling,
    count(*) filter (submitted) bidders, min(bid) filter (valid) award from bids group by tender)
select y, trade, count(*), count(award), avg(bidders) filter (bidders > 0),
  100.0 * count(*) filter (bidders = 1) / count(*) filter (bidders > 0), 100 * avg(award / ceiling),
  100.0 * sum(award) / sum(ceiling) filter (award is not null), 100 * quantile_cont(award / ceiling, 0.5),
  100.0 * count(*) filter (100 * award >= 95 * ceiling) / count(award)
from tenders group by y, trade order by y, trade
"""


def from_duckdb(path):
    rows = duckdb.sql(SQL.format(path=path)).fetchall()
    return {(str(row[0]), row[1]): row[2:] for row in rows}


def from_polars(path):
    c = polars.col
    valid = (c("status") == "valid") & (c("bid") >= c("floor").fill_null(0)) & (c("bid") <= c("ceiling"))
    tenders = (
        polars.scan_csv(path, try_parse_dates=True)
        .select("tender", "trade", "opening_date", "ceiling", "bid", "floor", "status")
        .with_columns(price=polars.when(valid).then(c("bid")), submitted=c("status").is_in(["valid", "invalid", "disqualified"]))
        .group_by("tender")
        .agg(c("trade").first(), c("opening_date").first(), c("ceiling").first(), c("price").min().alias("award"),
             c("submitted").sum().alias("bidders"))
        .with_columns(y=c("opening_date").dt.offset_by("-3mo").dt.year(), rate=c("award") / c("ceiling")))
    figures = tenders.group_by("y", "trade").agg(
        polars.len(), c("award").count().alias("n"), c("bidders").filter(c("bidders") > 0).mean().alias("mean"),
        (100 * (c("bidders") == 1).sum() / (c("bidders") > 0).sum()).alias("single"), (100 * c("rate").mean()).alias("rate_mean"),
        (100 * c("award").sum() / c("ceiling").filter(c("award").is_not_null()).sum()).alias("sums"),
        (100 * c("rate").median()).alias("median"),
        (100 * (100 * c("award") >= 95 * c("ceiling")).sum() / c("award").count()).alias("least"))
    return {(str(row[0]), row[1]): row[2:] for row in figures.collect(engine="streaming").rows()}


def from_juchu(juchu, path):
    text = subprocess.run([juchu, "indicators", path, "--by", "trade", "--format", "csv", "--quiet"], check=True,
                          capture_output=True, text=True).stdout
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["indicator"] in FIGURES and row["year"] != "all" and row["trade"] != "all":
            found.setdefault((row["year"], row["trade"]), {})[row["indicator"]] = float(row["value"] or "nan")
    return {key: [values[name] for name in FIGURES] for key, values in found.items()}


def agree(one, other):
    assert one.keys() == other.keys(), (sorted(one)[:5], sorted(other)[:5])
    for key, values in one.items():
        for name, a, b in zip(FIGURES, values, other[key]):
            assert abs(a - (b if b is not None else float("nan"))) <= 0.00501, (key, name, a, b)


def processor_seconds():
    """What this process and its children have used of the processor."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("juchu")
    parser.add_argument("folder")
    parser.add_argument("--bids", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    path = os.path.join(options.folder, "bids.csv")
    tenders = round(options.bids * 1e6 / 9.75)
    subprocess.run([options.juchu, "synthesize", "bids", "--tenders", str(tenders), "--output", path, "--quiet"], check=True)
    answer = from_juchu(options.juchu, path)
    for peer in (from_duckdb, from_polars):
        agree(answer, peer(path))

    works = {
        "juchu indicators --by trade": lambda: from_juchu(options.juchu, path),
        "juchu lottery incidence": lambda: subprocess.run(
            [options.juchu, "lottery", "incidence", path, "--quiet"], check=True, capture_output=True),
        f"DuckDB {duckdb.__version__}": lambda: from_duckdb(path),
        f"Polars {polars.__version__}": lambda: from_polars(path),
    }
    spent = {name: [] for name in works}

    def timed(name, work):
        def run():
            before, start = processor_seconds(), time.perf_counter()
            work()
            wall = time.perf_counter() - start
            spent[name].append(processor_seconds() - before)
            return wall
        return run

    print(f"{options.bids:g} million bids, {len(answer)} cells of year and trade, {processor()}\n")
    times = interleaved({name: timed(name, work) for name, work in works.items()}, options.rounds)
    print("\n".join(table(times, "seconds", base="juchu indicators --by trade")))
    # What a busy machine changes little; the first round is the one that nobody measures.
    measured = {name: values[1:] for name, values in spent.items()}
    print("\n".join(table(measured, "processor seconds", base="juchu indicators --by trade")))


if __name__ == "__main__":
    main()
