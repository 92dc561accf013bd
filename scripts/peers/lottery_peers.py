"""One-win lotteries in Numba and NumPy, beside juchu's simulation: see scripts/compare-peers."""

import subprocess
import time

import numpy as np

import lottery_kernels as kernels
from rounds import interleaved, table

TENDERS = 8
TRIALS, SLOW_TRIALS = 4_000_000, 100_000
PRECISION = 1e-4


def juchu(benchmark, mode, trials, sets):
    """Seconds of processor time, trials done, and the expected wins of each firm."""
    text = "\n".join(" ".join(map(str, s)) for s in sets) + "\n"
    out = subprocess.run([benchmark, mode, str(trials)], input=text, capture_output=True, text=True, check=True)
    lines = out.stdout.split("\n")
    seconds, done = map(float, lines[0].split())
    return seconds, done, np.array(list(map(float, lines[1:-1])))


def draws(benchmark, rounds, firms, tied, peers):
    """Nanoseconds a draw of juchu and its peers, each with its expected wins near the truth."""
    generator = np.random.default_rng(1)
    sets = np.array([np.sort(generator.choice(firms, tied, replace=False)) for _ in range(TENDERS)])
    # The truth: eight times the trials with the combined estimator, whose error is far below one method's.
    _, _, truth = juchu(benchmark, "combined", 8 * TRIALS, sets)
    names = {int(f): place for place, f in enumerate(sorted(set(sets.ravel())))}
    positions = np.array(sorted(names))

    def check(name, wins, trials):
        # Up to 500 firms in each of some ten runs, 6 standard errors: a false alarm in 1e-5 of all comparisons.
        worst = np.max(np.abs(wins - truth) / np.sqrt(truth * (1 - truth) / trials))
        assert worst < 6, (name, worst)

    def own():
        seconds, done, wins = juchu(benchmark, "plain", TRIALS, sets)
        check("juchu", wins, done)
        return seconds / done / TENDERS * 1e9

    def peer(name, function, trials):
        def timed():
            wins = np.zeros((TENDERS, firms), np.int64)
            start = time.process_time()
            result = function(sets, trials, wins)
            seconds = time.process_time() - start
            found = (wins if result is None else result).sum(axis=0)[positions] / trials
            check(name, found, trials)
            return seconds / trials / TENDERS * 1e9
        return timed

    methods = {"juchu": own}
    for name, (function, trials) in peers.items():
        methods[name] = peer(name, function, trials)
    times = interleaved(methods, rounds)
    return sets, truth, times


def precision(benchmark, rounds, sets, truth, times):
    """Seconds until no standard error of a firm's expected wins exceeds the precision."""
    # The plain estimator of 0-or-1 wins needs p (1 - p) / precision² trials; so many of a peer's take too long to run in
    # every round, so their seconds are those of the draws above times the trials.
    needed = np.max(truth * (1 - truth)) / PRECISION**2
    done = []

    def own():
        seconds, trials, wins = juchu(benchmark, f"precision={PRECISION}", 1 << 40, sets)
        done.append(trials)
        # 60 firms, 5 standard errors.
        assert np.max(np.abs(wins - truth)) < 5 * PRECISION
        return seconds * 1e3

    own_times = interleaved({"juchu": own}, rounds)["juchu"]
    result = {"juchu, combined estimator": own_times}
    for name in ("juchu", "Numba, masks, words in blocks", "NumPy, masked argmin", "NumPy, rejection"):
        label = "juchu, plain estimator" if name == "juchu" else f"{name}, plain"
        result[label] = [value * TENDERS * needed / 1e6 for value in times[name]]
    return needed, int(done[-1]), result


def section(benchmark, rounds):
    """Lines on the simulation: 40 of 60 firms, 333 of 500 firms, time to a precision."""
    from_masks = lambda function: lambda sets, trials, wins: function(
        np.array([sum(1 << int(f) for f in s) for s in sets], np.uint64), trials, 1, wins)
    from_sets = lambda function, firms: lambda sets, trials, wins: function(
        sets.astype(np.uint16), firms, trials, 1, wins)
    from_arrays = lambda function, firms: lambda sets, trials, wins: function(sets, firms, trials, 1)
    small = {
        "Numba, masks, trial by trial": (from_masks(kernels.masks_at_once), TRIALS),
        "Numba, masks, words in blocks": (from_masks(kernels.masks_in_blocks), TRIALS),
        "Numba, rejection, words in blocks": (from_sets(kernels.rejection_in_blocks, 60), TRIALS),
        "Numba, array scan": (from_sets(kernels.scan, 60), SLOW_TRIALS),
        "NumPy, masked argmin": (from_arrays(kernels.masked_argmin, 60), SLOW_TRIALS),
        "NumPy, rejection": (from_arrays(kernels.rejection, 60), SLOW_TRIALS),
    }
    large = {
        "Numba, masks of words, trial by trial": (from_sets(kernels.rejection_masks, 500), TRIALS),
        "Numba, rejection, words in blocks": (from_sets(kernels.rejection_in_blocks, 500), TRIALS),
        "NumPy, masked argmin": (from_arrays(kernels.masked_argmin, 500), SLOW_TRIALS // 5),
        "NumPy, rejection": (from_arrays(kernels.rejection, 500), SLOW_TRIALS),
    }
    lines = [
        "## One-win lotteries", "",
        f"{TENDERS} tenders of one group, one thread, {TRIALS:,} trials ({SLOW_TRIALS:,} or fewer of the slow peers); "
        f"{kernels.VERSIONS}. Times are of the processor. Numba has juchu's generator, NumPy its own Philox; compile times "
        "are left out. juchu counts in batches of 16,384 trials, which its standard errors need, and its picks are exactly "
        "uniform; the masks in Numba are not. Expected wins of all methods agree within 6 standard errors.", "",
    ]
    sets, truth, times = draws(benchmark, rounds, 60, 40, small)
    lines += ["### 40 of 60 firms tied", "", *table(times, "ns per draw", "juchu", digits=2)]
    needed, done, seconds = precision(benchmark, rounds, sets, truth, times)
    _, _, large_times = draws(benchmark, rounds, 500, 333, large)
    lines += ["### 333 of 500 firms tied", "", *table(large_times, "ns per draw", "juchu", digits=2)]
    lines += [
        f"### Time to a standard error of {PRECISION:g} of every firm's expected wins", "",
        f"40 of 60 firms tied. The plain estimator needs {needed:,.0f} trials; juchu's combined estimator stopped after "
        f"{done:,}, pilot included in the time. Peers' times are their time per draw, measured in the same rounds, times "
        "the trials needed.", "",
        *table(seconds, "ms", "juchu, combined estimator", digits=1),
    ]
    return lines
