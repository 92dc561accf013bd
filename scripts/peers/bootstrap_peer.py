"""The bootstrap of contracts in NumPy, beside the Swift engine: see scripts/compare-bootstrap.

Two ways of NumPy: resampled indices, gathered and summed by cell; and multiplicities by bincount, summed over
contracts sorted by cell. Each runs on so many processes as Swift has threads. Indices have 64 bits: bincount copies
narrower ones, which costs more than they save.
"""

import argparse
import math
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

CONTRACTS, YEARS, CATEGORIES, ROWS = 1_000_000, 2, 3, 4
CELLS = YEARS * CATEGORIES * ROWS
LEDGER_SEED = 20240401


def ledger():
    """Years, cells (sorted) and amounts; the second year is not the first again."""
    rng = np.random.default_rng(LEDGER_SEED)
    year = rng.integers(0, YEARS, CONTRACTS)
    category = rng.choice(CATEGORIES, CONTRACTS, p=[0.6, 0.15, 0.25])
    row = rng.choice(ROWS, CONTRACTS, p=[0.1, 0.6, 0.1, 0.2])
    amount = np.maximum(1, np.rint(1e6 * np.exp(rng.normal(0, 1.2, CONTRACTS)))).astype(np.int64)
    cell = (year * CATEGORIES + category) * ROWS + row
    order = np.argsort(cell, kind="stable")
    return cell[order], amount[order]


def by_index(rng, cell, amount, first):
    """Gathers cells and amounts of the drawn contracts."""
    index = rng.integers(0, len(cell), len(cell))
    drawn = cell[index]
    cells = CELLS // YEARS
    return np.bincount(drawn, minlength=cells), np.bincount(drawn, weights=amount[index], minlength=cells)


def by_weight(rng, cell, amount, first):
    """Counts how often each contract was drawn; cells are runs."""
    index = rng.integers(0, len(cell), len(cell))
    weight = np.bincount(index, minlength=len(cell))
    counts = np.add.reduceat(weight, first)
    return counts, np.add.reduceat(weight * amount, first)


METHODS = {"index": by_index, "weight": by_weight}
STATE = {}


def strata():
    cell, amount = STATE["ledger"]
    for year in range(YEARS):
        inside = cell // (CATEGORIES * ROWS) == year
        own = cell[inside] % (CATEGORIES * ROWS)
        yield year, own.astype(np.intp), amount[inside], np.searchsorted(own, np.arange(CATEGORIES * ROWS))


def work(task):
    method, seed, replicates = task
    rng = np.random.Generator(np.random.SFC64(seed))
    counts = np.zeros((replicates, CELLS), np.int64)
    amounts = np.zeros((replicates, CELLS))
    for year, cell, amount, first in STATE["strata"]:
        columns = slice(year * CELLS // YEARS, (year + 1) * CELLS // YEARS)
        for replicate in range(replicates):
            counts[replicate, columns], amounts[replicate, columns] = METHODS[method](rng, cell, amount, first)
    return counts, amounts


def numpy_run(method, replicates, threads, seed):
    """Seconds, counts and amounts of all replicates."""
    seeds = np.random.SeedSequence(seed).spawn(threads)
    parts = [replicates * (i + 1) // threads - replicates * i // threads for i in range(threads)]
    tasks = [(method, s, n) for s, n in zip(seeds, parts)]
    if threads == 1:
        start = time.perf_counter()
        results = [work(tasks[0])]
        seconds = time.perf_counter() - start
    else:
        # The workers exist before the clock starts.
        with multiprocessing.get_context("fork").Pool(threads) as pool:
            pool.map(len, [[]] * threads)
            start = time.perf_counter()
            results = pool.map(work, tasks, chunksize=1)
            seconds = time.perf_counter() - start
    return seconds, np.concatenate([r[0] for r in results]), np.concatenate([r[1] for r in results])


def summaries(counts, amounts):
    """Share, standard error and percentile interval by cell, count before amount, as Swift prints them."""
    cell, amount = STATE["ledger"]
    observed = np.bincount(cell, minlength=CELLS), np.bincount(cell, weights=amount, minlength=CELLS)
    lines = np.zeros((CELLS, 2, 4))
    for measure, drawn in enumerate((counts, amounts)):
        columns = drawn.reshape(-1, YEARS * CATEGORIES, ROWS)
        shares = (columns / columns.sum(axis=2, keepdims=True)).reshape(-1, CELLS)
        base = observed[measure].reshape(-1, ROWS)
        lines[:, measure, 0] = (base / base.sum(axis=1, keepdims=True)).ravel()
        lines[:, measure, 1] = shares.std(axis=0, ddof=1)
        lines[:, measure, 2:] = np.quantile(shares, [0.025, 0.975], axis=0).T
    return lines.reshape(-1, 4)


def swift_run(program, file, replicates, threads, seed):
    with open(file) as ledger_file:
        out = subprocess.run(
            [program, str(replicates), str(threads), str(seed)], stdin=ledger_file, check=True,
            capture_output=True, text=True).stdout.split("\n")
    return float(out[0]), np.array([[float(x) for x in line.split()] for line in out[1:] if line])


def furthest(a, b, replicates):
    """The largest difference of two answers in Monte-Carlo standard errors of that difference."""
    assert a.shape == b.shape == (2 * CELLS, 4)
    assert np.allclose(a[:, 0], b[:, 0], rtol=1e-12), "not the same ledger"
    error = b[:, 1]
    of_deviation = error * math.sqrt(1 / replicates)  # sqrt(2) · s / sqrt(2B)
    density = math.exp(-1.959964**2 / 2) / math.sqrt(2 * math.pi)
    of_quantile = error * math.sqrt(2 * 0.025 * 0.975 / replicates) / density
    return max(
        np.abs((a[:, 1] - b[:, 1]) / of_deviation).max(),
        np.abs((a[:, 2:] - b[:, 2:]) / of_quantile[:, None]).max())


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--replicates", type=int, default=2000)
    options.add_argument("--threads", type=int, default=1)
    options = options.parse_args()
    STATE["ledger"] = ledger()
    STATE["strata"] = list(strata())
    cell, amount = STATE["ledger"]
    times = {name: [] for name in ("swift", *METHODS)}
    worst = 0.0
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        year, rest = np.divmod(cell, CATEGORIES * ROWS)
        np.savetxt(file, np.stack([2020 + year, rest // ROWS, rest % ROWS, amount], axis=1), fmt="%d")
        file.flush()
        for round_ in range(options.rounds):
            seconds, answer = swift_run(options.program, file.name, options.replicates, options.threads, round_ + 1)
            times["swift"].append(seconds)
            for method in METHODS:
                seconds, counts, amounts = numpy_run(method, options.replicates, options.threads, round_)
                times[method].append(seconds)
                worst = max(worst, furthest(answer, summaries(counts, amounts), options.replicates))
            print(f"round {round_ + 1}: " + ", ".join(f"{k} {v[-1]:.2f} s" for k, v in times.items()), file=sys.stderr)
    ratios = [min(a, b) / s for s, a, b in zip(times["swift"], times["index"], times["weight"])]
    print(f"{CONTRACTS:,} contracts, {CELLS} cells, {options.replicates:,} replicates, {options.threads} thread(s), "
          f"{options.rounds} interleaved rounds; NumPy {np.__version__}")
    print("\n| program | median s | least | most |\n| --- | --- | --- | --- |")
    names = {"swift": "juchu", "index": "NumPy, resampled indices", "weight": "NumPy, bincount weights"}
    for key, values in times.items():
        print(f"| {names[key]} | {statistics.median(values):.2f} | {min(values):.2f} | {max(values):.2f} |")
    print(f"\nThe better NumPy takes {statistics.median(ratios):.1f} times as long (median of rounds, "
          f"{min(ratios):.1f} to {max(ratios):.1f}).")
    numbers = 3 * 2 * CELLS * options.rounds * len(METHODS)
    print(f"Standard errors and interval ends agree within {worst:.1f} Monte-Carlo standard errors, the largest of "
          f"{numbers:,} differences.")
    # Normal tails beyond 5.5: 4e-8 each, so a false alarm in about one of 12,000 comparisons of this size.
    if worst > 5.5:
        sys.exit("the answers differ")


if __name__ == "__main__":
    main()
