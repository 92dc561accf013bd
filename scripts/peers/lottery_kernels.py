"""Draws of a one-win group in Numba and NumPy, written as well as we can: see lottery_peers.py.

Every function draws tender by tender among the firms that have not won yet, and adds to wins[tender, firm]. Numba's have
the same generator as juchu, Philox4x32-10, with the same share of one block for four draws.
"""

import numba
import numpy as np
from llvmlite import ir
from numba import njit, types, uint64
from numba.core import cgutils
from numba.extending import intrinsic

BLOCK = 1024


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


@njit
def fill_words(words, quads, first, count, seed):
    """The words of a block of trials, in a loop that LLVM vectorises."""
    for quad in range(quads):
        for i in range(count):
            a, b, c, d = philox(0, quad, first + i, 0, seed, 0)
            words[4 * quad, i] = a
            words[4 * quad + 1, i] = b
            words[4 * quad + 2, i] = c
            words[4 * quad + 3, i] = d


# Up to 64 firms: who may still win is one word.


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
    """The words of 1,024 trials first, then the draws tender by tender."""
    words = np.empty((len(tied), BLOCK), np.uint32)
    won = np.empty(BLOCK, np.uint64)
    for first in range(0, trials, BLOCK):
        count = min(BLOCK, trials - first)
        fill_words(words, len(tied) // 4, first, count, seed)
        won[:] = 0
        for t in range(len(tied)):
            for i in range(count):
                bit = draw_mask(tied[t], won[i], words[t, i])
                won[i] |= bit
                wins[t, trailing_zeros(bit)] += 1


# Any number of firms.


@njit
def scan(sets, firms, trials, seed, wins):
    """The eligible of the tied are counted and walked through in an array."""
    won = np.zeros(firms, np.bool_)
    for trial in range(trials):
        won[:] = False
        words = philox(0, 0, trial, 0, seed, 0)
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


@njit(inline="always")
def digits_of(n):
    return uint64(3) if n <= uint64(128) else uint64(2) if n <= uint64(1024) else uint64(1)


@njit
def rejection_masks(sets, firms, trials, seed, wins):
    """Trial by trial: the first pick whose bit is not set in a mask of several words."""
    m = uint64(0xFFFFFFFF)
    n = uint64(sets.shape[1])
    digits = digits_of(n)
    won = np.zeros((firms + 63) // 64, np.uint64)
    for trial in range(trials):
        won[:] = 0
        for quad in range(sets.shape[0] // 4):
            words = philox(0, quad, trial, 0, seed, 0)
            for lane in range(4):
                t = 4 * quad + lane
                rest = uint64(words[lane])
                used = uint64(0)
                block = 0
                while True:
                    product = rest * n
                    firm = uint64(sets[t, product >> uint64(32)])
                    bit = uint64(1) << (firm & uint64(63))
                    if won[firm >> uint64(6)] & bit == uint64(0):
                        won[firm >> uint64(6)] |= bit
                        wins[t, firm] += 1
                        break
                    rest = product & m
                    used += uint64(1)
                    if used == digits:
                        block += 1
                        rest = uint64(philox(block, t, trial, 0, seed, 0)[0])
                        used = uint64(0)


@njit(inline="always")
def pick_again(words, tied, winners, t, i, n, digits, first, seed):
    """The winner of tender t in a trial whose first pick has won before."""
    m = uint64(0xFFFFFFFF)
    rest = uint64(words[t, i]) * n & m
    used = uint64(1)
    block = 0
    while True:
        if used == digits:
            block += 1
            rest = uint64(philox(block, t, first + i, 0, seed, 0)[0])
            used = uint64(0)
        product = rest * n
        firm = tied[product >> uint64(32)]
        rest = product & m
        used += uint64(1)
        taken = False
        for e in range(t):
            taken |= winners[e, i] == firm
        if not taken:
            return firm


@njit
def rejection_in_blocks(sets, firms, trials, seed, wins):
    """The words of 1,024 trials first, then tender by tender: one pick of all trials, its firm, whether that firm stands
    among the winners before, all in loops that LLVM can vectorise; only trials in conflict, listed without a branch, pick
    again one by one. Wins are counted in half the width of the result."""
    tenders = sets.shape[0]
    n = uint64(sets.shape[1])
    digits = digits_of(n)
    words = np.empty((tenders, BLOCK), np.uint32)
    winners = np.empty((tenders, BLOCK), np.uint16)
    places = np.empty(BLOCK, np.uint16)
    conflict = np.empty(BLOCK, np.uint16)
    listed = np.empty(BLOCK + 1, np.uint16)
    # Fewer than 2^32 trials.
    counts = np.zeros((tenders, firms), np.uint32)
    for first in range(0, trials, BLOCK):
        count = min(BLOCK, trials - first)
        fill_words(words, tenders // 4, first, count, seed)
        for t in range(tenders):
            row = winners[t]
            tied = sets[t]
            word = words[t]
            for i in range(count):
                places[i] = (uint64(word[i]) * n) >> uint64(32)
            for i in range(count):
                row[i] = tied[uint64(places[i])]
            conflict[:] = 0
            # Two earlier rows a pass: fewer loads and stores of conflicts.
            for e in range(0, t - 1, 2):
                one, two = winners[e], winners[e + 1]
                for i in range(count):
                    conflict[i] |= (row[i] == one[i]) | (row[i] == two[i])
            if t % 2 == 1:
                one = winners[t - 1]
                for i in range(count):
                    conflict[i] |= row[i] == one[i]
            found = uint64(0)
            for i in range(count):
                listed[found] = i
                found += uint64(conflict[i])
            for k in range(found):
                i = uint64(listed[k])
                row[i] = pick_again(words, tied, winners, t, i, n, digits, first, seed)
            own = counts[t]
            for i in range(count):
                own[uint64(row[i])] += np.uint32(1)
    wins += counts


# NumPy.


def masked_argmin(sets, firms, trials, seed):
    """A random key for every tied firm, infinite where it has won, and the smallest wins."""
    generator = np.random.Generator(np.random.Philox(seed))
    wins = np.zeros((len(sets), firms), np.int64)
    size = max(1, 1_200_000 // firms)
    for first in range(0, trials, size):
        count = min(size, trials - first)
        won = np.zeros((count, firms), bool)
        rows = np.arange(count)
        for t, tied in enumerate(sets):
            keys = generator.random((count, len(tied)))
            keys[won[:, tied]] = np.inf
            winner = tied[np.argmin(keys, axis=1)]
            won[rows, winner] = True
            wins[t] += np.bincount(winner, minlength=firms)
    return wins


def rejection(sets, firms, trials, seed):
    """One pick among all tied firms for all trials; those in conflict with earlier winners pick again."""
    generator = np.random.Generator(np.random.Philox(seed))
    wins = np.zeros((len(sets), firms), np.int64)
    size = 20_000
    for first in range(0, trials, size):
        count = min(size, trials - first)
        winners = np.empty((len(sets), count), np.uint16)
        for t, tied in enumerate(sets):
            tied = tied.astype(np.uint16)
            winner = tied[generator.integers(0, len(tied), count, dtype=np.uint16)]
            open_trials = np.flatnonzero((winners[:t] == winner).any(axis=0))
            while len(open_trials) > 0:
                again = tied[generator.integers(0, len(tied), len(open_trials), dtype=np.uint16)]
                winner[open_trials] = again
                open_trials = open_trials[(winners[:t, open_trials] == again).any(axis=0)]
            winners[t] = winner
            wins[t] += np.bincount(winner, minlength=firms)
    return wins


VERSIONS = f"Numba {numba.__version__}, NumPy {np.__version__}"
