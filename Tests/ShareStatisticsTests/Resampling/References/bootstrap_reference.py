"""Reference intervals for ShareBootstrapTests.swift from SciPy's `bootstrap`.

Run by hand: python bootstrap_reference.py (NumPy 2.4.6, SciPy 1.17.1). For each case it prints the estimate, and for
each end of the percentile and BCa intervals the mean over RUNS runs and the standard deviation of one run.
"""

import numpy as np
from scipy.stats import bootstrap

REPLICATES, RUNS = 10_000, 100


def ledger():
    """(year, is SME, vendor, amount) of 105 contracts, by integers alone: the Swift test makes the same."""
    state, rows = 20210401, []
    for place in range(105):
        numbers = []
        for _ in range(3):
            state = (state * 1103515245 + 12345) % 2**31
            numbers.append(state >> 8)
        rows.append((2020 if place < 60 else 2021, numbers[0] % 5 < 2, numbers[1] % 25, 50_000_000 // (1 + numbers[2] % 97)))
    return rows


ROWS = ledger()
YEAR = np.array([r[0] for r in ROWS])
SME = np.array([r[1] for r in ROWS])
VENDOR = np.array([r[2] for r in ROWS])
AMOUNT = np.array([r[3] for r in ROWS], float)
ONE = np.ones(len(ROWS))


def share(index, part):
    """Of the SMEs among the contracts at positions; the last axis is the sample."""
    return (part * SME)[index].sum(axis=-1) / part[index].sum(axis=-1)


def vendor_share(index, year, part):
    """Of the SMEs among all contracts of the vendors at positions."""
    vendors = np.unique(VENDOR)
    top = np.array([(part * SME)[(VENDOR == v) & (YEAR == year)].sum() for v in vendors])
    bottom = np.array([part[(VENDOR == v) & (YEAR == year)].sum() for v in vendors])
    return top[index].sum(axis=-1) / bottom[index].sum(axis=-1)


def cases():
    first, second = np.flatnonzero(YEAR == 2020), np.flatnonzero(YEAR == 2021)
    clusters = np.arange(len(np.unique(VENDOR)))
    for name, part in (("count", ONE), ("amount", AMOUNT)):
        yield f"contracts, share 2020, {name}", (first,), lambda a, axis, p=part: share(a, p)
        yield (f"contracts, change, {name}", (first, second), lambda a, b, axis, p=part: share(b, p) - share(a, p))
        yield f"vendors, share 2020, {name}", (clusters,), lambda a, axis, p=part: vendor_share(a, 2020, p)
        yield (f"vendors, change, {name}", (clusters,),
               lambda a, axis, p=part: vendor_share(a, 2021, p) - vendor_share(a, 2020, p))


for name, data, statistic in cases():
    ends = {"percentile": [], "BCa": []}
    for run in range(RUNS):
        for method, found in ends.items():
            result = bootstrap(
                data, statistic, n_resamples=REPLICATES, method=method, vectorized=True,
                rng=np.random.default_rng(run))
            found.append(result.confidence_interval)
    estimate = statistic(*data, axis=-1)
    numbers = [f"{estimate:.9f}"]
    for found in ends.values():
        found = np.array(found)
        for side in range(2):
            numbers.append(f"({found[:, side].mean():.6f}, {found[:, side].std(ddof=1):.6f})")
    print(name, ", ".join(numbers))
