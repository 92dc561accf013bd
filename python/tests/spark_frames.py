"""Data frames of Spark, counted in pieces by `mapInArrow`: the bytes of one machine.

    python spark_frames.py MASTER FOLDER FIXTURES      FOLDER is where files for all machines are put
"""

import os
import pathlib
import random
import sys

import juchu
import juchu.spark
import pyarrow.csv
from pyspark.sql import SparkSession
from pyspark.sql import functions as F


def ledger(rows, seed):
    """A ledger as CSV, in the order of its contracts."""
    generator = random.Random(seed)
    lines = ["contract,date,category,size,locality,amount"]
    for number in range(rows):
        day = f"20{generator.randrange(19, 24)}-{generator.randrange(1, 13):02}-{generator.randrange(1, 29):02}"
        words = [generator.choice(values) for values in (
            ["goods", "works", "services", "物品"], ["large", "sme", "other", "中小企業"], ["local", "non-local", "市内"])]
        lines.append(f"{seed}-{number:06},{day},{','.join(words)},{generator.randrange(10**8)}")
    return "\n".join(lines) + "\n"


def same(found, wanted, what):
    for form in ("csv", "text", "markdown"):
        assert found.render(form) == wanted.render(form), f"{what}: another {form}"
    print(f"{what}: the same bytes")


def figures(result):
    """The CSV: the figures alone, without what the inputs are called."""
    return result.render("csv")


def main(master, folder, fixtures):
    folder = pathlib.Path(folder)
    paths = []
    for seed in range(4):
        paths.append(folder / f"ledger{seed}.csv")
        paths[-1].write_text(ledger(20_000, seed), encoding="utf-8")
    builder = SparkSession.builder.master(master).appName("juchu frames").config("spark.ui.enabled", "false")
    # A union of data frames of one partition each would be one partition.
    builder = builder.config("spark.sql.unionOutputPartitioning", "false")
    for name in ("PYTHONPATH", "JUCHU_LIBRARY", "LC_ALL"):
        if os.environ.get(name):
            builder = builder.config(f"spark.executorEnv.{name}", os.environ[name])
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        run(spark, [str(path) for path in paths], fixtures)
    finally:
        spark.stop()


def run(spark, paths, fixtures):
    wanted = juchu.tables(paths)
    frame = spark.read.csv(paths, header=True, inferSchema=True)
    found = juchu.spark.merge(juchu.spark.partials(frame))
    assert figures(found) == figures(wanted)
    print(f"four files, {frame.rdd.getNumPartitions()} partitions: the figures of the files, byte for byte")
    pieces = juchu.spark.partials(frame.repartition(7, "contract"))
    assert dict(pieces.dtypes) == {"piece": "int", "partial": "binary", "failure": "string"}
    again = juchu.spark.merge(pieces)
    assert figures(again) == figures(wanted)
    assert len(again.meta["files"]) == 7 and sum(file["used"] for file in again.meta["files"]) == 80_000
    # A frame of pieces is one to merge, wherever it is.
    rows = pieces.select("partial").toArrow()
    assert figures(juchu.merge(rows)) == figures(wanted)
    print("dealt anew into 7 partitions: the figures of the files, byte for byte")
    # One partition a file, in order: what one machine gives for the four frames, all of it.
    frames = [pyarrow.csv.read_csv(path) for path in paths]
    one = juchu.tables(frames)
    each = None
    for path in paths:
        part = spark.read.csv(path, header=True, inferSchema=True).coalesce(1)
        each = part if each is None else each.union(part)
    merged = juchu.spark.merge(juchu.spark.partials(each))
    same(merged, one, "a partition a file")
    assert merged.render("json") == one.render("json")
    print("a partition a file: the JSON of one machine, byte for byte")
    # Partitions without rows are there.
    few = spark.createDataFrame(frame.limit(3).toArrow()).repartition(8)
    assert sum(file["used"] for file in juchu.spark.merge(juchu.spark.partials(few)).meta["files"]) == 3
    # Options, and what is merged otherwise.
    options = {"population": "all", "minimum_amount": 1_000_000}
    assert figures(juchu.spark.merge(juchu.spark.partials(frame, **options), unit="yen", rounding="controlled")) == figures(
        juchu.tables(paths, unit="yen", rounding="controlled", **options))
    # What is wrong is said as on one machine, with its row.
    bad = frame.withColumn("category", F.when(F.col("contract") == "2-000005", "dreams").otherwise(F.col("category")))
    try:
        juchu.spark.merge(juchu.spark.partials(bad))
        raise AssertionError("a word that is not known was counted")
    except juchu.DataError as error:
        assert error.column == "category" and error.row % 20_000 == 6 and "dreams" in str(error), str(error)
    # A contract that stands in two partitions.
    try:
        juchu.spark.merge(juchu.spark.partials(frame.union(frame.limit(1))))
        raise AssertionError("a contract was counted twice")
    except juchu.DataError as error:
        assert error.code == 65
    print("empty partitions, options, wrong words and contracts that stand twice: as on one machine")
    # Bids, of which those for a tender come into one partition.
    bids = juchu.synthesize("bids", tenders=300, seed=5).to_arrow()
    dealt = spark.createDataFrame(bids).repartition(5, "tender").sortWithinPartitions("tender")
    for command, whole in (("indicators", juchu.indicators), ("incidence", juchu.lottery.incidence)):
        pieces = juchu.spark.partials(dealt, command=command)
        assert figures(juchu.spark.merge(pieces)) == figures(whole(bids)), command
    print("bids dealt anew into 5 partitions: the indicators and lotteries of one machine, byte for byte")


if __name__ == "__main__":
    main(*sys.argv[1:])
