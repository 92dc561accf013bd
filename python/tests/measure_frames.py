"""Table 1 of a frame in memory beside the same group-by in Polars, in one process and in turn.

    python measure_frames.py [ROWS] [ROUNDS]      10,000,000 rows and 5 rounds by default
"""

import datetime
import gc
import os
import statistics
import sys
import time

import juchu
import numpy
import polars

CATEGORIES, SIZES, LOCALITIES = ["goods", "works", "services"], ["large", "sme", "other"], ["local", "semi-local", "non-local"]


def ledger(rows):
    """A ledger as an office's database would give it: texts as texts, days as days, whole yen."""
    generator = numpy.random.default_rng(1)
    first = datetime.date(2019, 4, 1)

    def words(values):
        return polars.Series(values).gather(generator.integers(0, len(values), rows))

    return polars.DataFrame({
        "contract": polars.select(polars.format("R-{}", polars.int_range(rows))).to_series(),
        "date": polars.Series(generator.integers(0, 1826, rows, dtype=numpy.int32) + (first - datetime.date(1970, 1, 1)).days)
        .cast(polars.Int32).cast(polars.Date),
        "category": words(CATEGORIES), "size": words(SIZES), "locality": words(LOCALITIES),
        "amount": polars.Series(generator.lognormal(14, 1.5, rows).astype(numpy.int64)),
    })


def grouped(frame, engine, unique=False):
    """The sums of Table 1, with Polars alone; and whether a contract stands twice, where that is asked."""
    year = polars.col("date").dt.year() - (polars.col("date").dt.month() < 4).cast(polars.Int32)
    if unique:
        assert frame.lazy().select(polars.col("contract").n_unique()).collect(engine=engine).item() == frame.height
    return (
        frame.lazy().group_by(year.alias("year"), "category", "size", "locality")
        .agg(polars.len().alias("count"), polars.col("amount").sum()).collect(engine=engine))


def resident(name):
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name)) * 1024


def measured(work):
    """Seconds by the clock and of the processors, and how far the resident size rose above what it was."""
    gc.collect()
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")
    before, begun, worked = resident("VmRSS"), time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - worked, resident("VmHWM") - before


def same(table, groups):
    """Whether both have the same counts and amounts by year."""
    cells = [cell for cell in table.json["cells"] if (cell["category"], cell["row"]) == ("total", "total")]
    by_year = groups.group_by("year").agg(polars.col("count").sum(), polars.col("amount").sum()).sort("year").rows()
    return [(cell["year"], cell["count"], cell["amount"]) for cell in cells] == by_year


def main(arguments):
    rows = int(arguments[0]) if arguments else 10_000_000
    rounds = int(arguments[1]) if len(arguments) > 1 else 5
    frame = ledger(rows)
    dictionaries = frame.with_columns(polars.col("category", "size", "locality").cast(polars.Categorical))
    # Codes of one byte, which Polars hands over as they are; those of a Categorical it writes out first, four bytes a row.
    lists = frame.with_columns(
        polars.col(name).cast(polars.Enum(words))
        for name, words in (("category", CATEGORIES), ("size", SIZES), ("locality", LOCALITIES)))
    works = {
        "juchu, every contract once": lambda: juchu.tables(frame),
        "juchu, contracts not compared": lambda: juchu.tables(frame, duplicates="keep"),
        "juchu, Enum, not compared": lambda: juchu.tables(lists, duplicates="keep"),
        "juchu, Categorical, not compared": lambda: juchu.tables(dictionaries, duplicates="keep"),
        "Polars in memory, every contract once": lambda: grouped(frame, "in-memory", unique=True),
        "Polars streaming, every contract once": lambda: grouped(frame, "streaming", unique=True),
        "Polars in memory": lambda: grouped(frame, "in-memory"),
        "Polars streaming": lambda: grouped(frame, "streaming"),
        "Polars streaming, Categorical": lambda: grouped(dictionaries, "streaming"),
    }
    assert same(juchu.tables(frame), grouped(frame, "in-memory"))
    times, processor, memory = {name: [] for name in works}, {name: [] for name in works}, {name: 0 for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            seconds, worked, more = measured(work)
            if number > 0:
                times[name].append(seconds)
                processor[name].append(worked)
                memory[name] = max(memory[name], more)
    print(f"{rows:,} rows, {frame.estimated_size() / 1e6:.0f} MB in memory, {os.cpu_count()} processors, "
          f"{rounds} rounds in turn after one unmeasured; Polars {polars.__version__}, juchu {juchu.version().split()[0]}\n")
    # On a machine that others use the seconds of the processors say more.
    print("| what | seconds: median | lowest | highest | of processors: median | million rows a second | most memory beside the frame |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"| {name} | {middle:.3f} | {min(values):.3f} | {max(values):.3f} | {statistics.median(processor[name]):.3f} | "
              f"{rows / middle / 1e6:.0f} | "
              f"{memory[name] / 1e6:.0f} MB |")


if __name__ == "__main__":
    main(sys.argv[1:])
