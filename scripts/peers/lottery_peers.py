"""Draws of a one-win group in NumPy and Numba, beside the Swift engine: see scripts/compare-lottery."""

import statistics
import subprocess
import sys
import time

import numba
import numpy as np
from llvmlite import ir
from numba import njit, types, uint64
from numba.core import cgutils
from numba.extending import intrinsic

FIRMS, TENDERS, TIED = 60, 8, 40
TRIALS, ROUNDS = 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 9
SWIFT = sys.argv[1]


@intrinsic
def popcount(typing, a):
    def codegen(context, builder, sig, args):
        word = ir.IntType(64)
        f = cgutils.get_or_insert_function(builder.module, ir.FunctionType(word, [word]), "llvm.ctpop.i64")
        return builder.call(f, args)

    return types.uint64(types.uint64), codegen


@intrinsic
def trailing_zeros(typing, a):
    def codegen(context, builder, sig, args):
        word, bit = ir.IntType(64), ir.IntType(1)
        f = cgutils.get_or_insert_function(builder.module, ir.FunctionType(word, [word, bit]), "llvm.cttz.i64")
        return builder.call(f, [args[0], ir.Constant(bit, 1)])

    return types.uint64(types.uint64), codegen


@intrinsic
def deposit(typing, a, b):
    def codegen(context, builder, sig, args):
        word = ir.IntType(64)
        f = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(word, [word, word]), "llvm.x86.bmi.pdep.64")
        return builder.call(f, args)

    return types.uint64(types.uint64, types.uint64), codegen


@njit(inline="always")
def philox(c0, c1, c2, c3, k0, k1):
    m = uint64(0xFFFFFFFF)
    c0, c1, c2, c3, k0, k1 = uint64(c0), uint64(c1), uint64(c2), uint64(c3), uint64(k0), uint64(k1)
    for _ in range(10):
        p0 = uint64(0xD2511F53) * c0
        p1 = uint64(0xCD9E8D57) * c2
        c0 = (p1 >> uint64(32)) ^ c1 ^ k0
        c1 = p1 & m
        c2 = (p0 >> uint64(32)) ^ c3 ^ k1
        c3 = p0 & m
        k0 = (k0 + uint64(0x9E3779B9)) & m
        k1 = (k1 + uint64(0xBB67AE85)) & m
    return c0, c1, c2, c3


@njit(inline="always")
def draw_mask(tied, won, word):
    left = tied & ~won
    if left == uint64(0):
        left = tied
    n = popcount(left)
    # The bias of one 32-bit word is left in, in favour of this peer: no rejection.
    return deposit(uint64(1) << ((uint64(word) * n) >> uint64(32)), left)


@njit
def masks_at_once(tied, trials, seed, wins):
    """One trial after another: two Philox blocks, then eight draws on 64-bit masks."""
    for trial in range(trials):
        won = uint64(0)
        for quad in range(len(tied) // 4):
            words = philox(0, quad, trial, 0, seed, 0)
            for lane in range(4):
                bit = draw_mask(tied[4 * quad + lane], won, words[lane])
                won |= bit
                wins[4 * quad + lane, trailing_zeros(bit)] += 1


@njit
def masks_in_blocks(tied, trials, seed, wins):
    """The words of 1,024 trials first, in loops that LLVM can vectorise, then the draws tender by tender."""
    size = 1024
    words = np.empty((len(tied), size), np.uint32)
    won = np.empty(size, np.uint64)
    for first in range(0, trials, size):
        count = min(size, trials - first)
        for quad in range(len(tied) // 4):
            for i in range(count):
                a, b, c, d = philox(0, quad, first + i, 0, seed, 0)
                words[4 * quad, i] = a
                words[4 * quad + 1, i] = b
                words[4 * quad + 2, i] = c
                words[4 * quad + 3, i] = d
        won[:] = 0
        for t in range(len(tied)):
            for i in range(count):
                bit = draw_mask(tied[t], won[i], words[t, i])
                won[i] |= bit
                wins[t, trailing_zeros(bit)] += 1


@njit
def scan(sets, trials, seed, wins):
    """The eligible of the tied are counted and walked through in an array."""
    won = np.zeros(FIRMS, np.bool_)
    for trial in range(trials):
        won[:] = False
        for t in range(sets.shape[0]):
            if t % 4 == 0:
                words = philox(0, t // 4, trial, 0, seed, 0)
            left = 0
            for firm in sets[t]:
                if not won[firm]:
                    left += 1
            word = words[0]
            if t % 4 == 1:
                word = words[1]
            elif t % 4 == 2:
                word = words[2]
            elif t % 4 == 3:
                word = words[3]
            k = (word * uint64(left)) >> uint64(32)
            for firm in sets[t]:
                if not won[firm]:
                    if k == uint64(0):
                        won[firm] = True
                        wins[t, firm] += 1
                        break
                    k -= uint64(1)


def masked_argmin(sets, trials, seed):
    """A random key for every tied firm, infinite where it has won, and the smallest wins."""
    generator = np.random.Generator(np.random.Philox(seed))
    wins = np.zeros((len(sets), FIRMS), np.int64)
    size = 20_000
    for first in range(0, trials, size):
        count = min(size, trials - first)
        won = np.zeros((count, FIRMS), bool)
        rows = np.arange(count)
        for t, tied in enumerate(sets):
            keys = generator.random((count, len(tied)))
            keys[won[:, tied]] = np.inf
            winner = tied[np.argmin(keys, axis=1)]
            won[rows, winner] = True
            wins[t] += np.bincount(winner, minlength=FIRMS)
    return wins


def main():
    generator = np.random.default_rng(1)
    sets = np.array([np.sort(generator.choice(FIRMS, TIED, replace=False)) for _ in range(TENDERS)])
    tied = np.array([sum(1 << int(f) for f in s) for s in sets], np.uint64)
    text = "\n".join(" ".join(map(str, s)) for s in sets) + "\n"

    def swift(mode, trials):
        out = subprocess.run([SWIFT, mode, str(trials)], input=text, capture_output=True, text=True, check=True)
        lines = out.stdout.split("\n")
        seconds, done = map(float, lines[0].split())
        return seconds / done, np.array(list(map(float, lines[1:-1])))

    def peer(function):
        def run():
            wins = np.zeros((TENDERS, FIRMS), np.int64)
            start = time.perf_counter()
            result = function(wins)
            seconds = time.perf_counter() - start
            return seconds / TRIALS, (wins if result is None else result).sum(axis=0) / TRIALS
        return run

    methods = {
        "Swift": lambda: swift("plain", TRIALS),
        "Numba, masks, trial by trial": peer(lambda w: masks_at_once(tied, TRIALS, 1, w)),
        "Numba, masks, words in blocks": peer(lambda w: masks_in_blocks(tied, TRIALS, 1, w)),
        "Numba, array scan": peer(lambda w: scan(sets, TRIALS, 1, w)),
        "NumPy, masked argmin": peer(lambda w: masked_argmin(sets, TRIALS, 1)),
    }
    warm = np.zeros((TENDERS, FIRMS), np.int64)
    masks_at_once(tied, 10, 1, warm)
    masks_in_blocks(tied, 10, 1, warm)
    scan(sets, 10, 1, warm)

    # The truth: eight times the trials with the combined estimator, whose error is far below one method's.
    _, truth = swift("combined", 8_000_000)
    times = {name: [] for name in methods}
    for _ in range(ROUNDS):
        for name, run in methods.items():
            seconds, wins = run()
            times[name].append(seconds / TENDERS * 1e9)
            worst = np.max(np.abs(wins - truth) / np.sqrt(truth * (1 - truth) / TRIALS))
            # 60 firms, 5 standard errors: a false alarm in 3e-5 of all comparisons.
            assert worst < 5, (name, worst)

    print(f"{TENDERS} tenders, {TIED} of {FIRMS} firms tied, {TRIALS:,} trials, one thread, "
          f"{ROUNDS} interleaved rounds; numba {numba.__version__}, numpy {np.__version__}.")
    print("Expected wins of all methods agree within 5 standard errors. Compile times are left out.\n")
    print("| method | ns per draw: median | lowest | highest | times Swift: median of rounds | lowest | highest |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, values in times.items():
        ratios = [a / b for a, b in zip(values, times["Swift"])]
        print(f"| {name} | {statistics.median(values):.2f} | {min(values):.2f} | {max(values):.2f} "
              f"| {statistics.median(ratios):.1f} | {min(ratios):.1f} | {max(ratios):.1f} |")


main()
