"""Plays random registers in fractions, by the words of docs/methods alone, and compares with what juchu prints.

Compared are, for each policy: the chances of every firm in every tender, expected wins and amounts by firm, what a firm gains or
loses beside independent draws, second wins prevented, and the replay of the record; and of `lottery test` the lotteries
of a firm, those that it won and those that it can expect.

Usage: lottery_oracle.py JUCHU REGISTERS [SEED]
"""

import collections
import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

FLOOR, CEILING = 700_000, 1_000_000

# cap, counted, an outright win of an excluded firm, one left, nobody left, no bid left
POLICIES = {
    "independent": (None, "lottery", "stands", "lottery", "waived", "waived"),
    "one-win": (1, "lottery", "stands", "lottery", "waived", "waived"),
    "hiratsuka": (1, "lottery", "stands", "waived", "waived", "waived"),
    "nabari": (1, "any", "stands", "lottery", "next", "waived"),
    "torinuke": (1, "any", "void", "outright", "next", "none"),
}


def random_register(generator):
    """Groups of tenders, each a list of (firm, amount) and the firm that the record names, or None."""
    register = []
    for group in range(generator.randint(1, 3)):
        firms = generator.sample("ABCDEF", generator.randint(2, 5))
        tenders = []
        for _ in range(generator.randint(1, 4)):
            bidders = generator.sample(firms, generator.randint(1, len(firms)))
            bids = [(firm, generator.choice([690_000, 700_000, 700_000, 700_000, 710_000, 1_000_001])) for firm in bidders]
            valid = [firm for firm, amount in bids if FLOOR <= amount <= CEILING]
            winner = None
            if valid and generator.random() < 0.9:
                lowest = min(amount for _, amount in bids if FLOOR <= amount <= CEILING)
                best = [firm for firm, amount in bids if amount == lowest]
                winner = generator.choice(best if generator.random() < 0.85 else valid)
            tenders.append((bids, winner))
        register.append(tenders)
    return register


def text(register):
    """The register as a file of bids."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow("tender group order ceiling floor firm bid winner".split())
    for number, group in enumerate(register):
        for place, (bids, winner) in enumerate(group):
            for firm, amount in bids:
                writer.writerow(
                    [f"G{number}-{place}", f"G{number}", place + 1, CEILING, FLOOR, firm, amount, int(firm == winner)])
    return out.getvalue()


def tiers(bids):
    """The valid bids, the lowest first; equal ones tie."""
    by_amount = collections.defaultdict(list)
    for firm, amount in bids:
        if FLOOR <= amount <= CEILING:
            by_amount[amount].append(firm)
    return [by_amount[amount] for amount in sorted(by_amount)]


def decide(bids, out, policy):
    """Who draws among whom, and whether the win counts: (firms, counts), firms empty for no award."""
    cap, counted, outright, sole, nobody, no_bid = policy
    found = tiers(bids)
    if not found:
        return [], False
    if cap is None:
        return found[0], False
    for tier in found:
        left = [firm for firm in tier if firm not in out]
        if len(tier) == 1:
            if left or outright == "stands":
                return tier, counted == "any"
        elif len(left) > 1:
            return left, True
        elif len(left) == 1:
            if sole == "waived":
                return tier, True
            return left, sole == "lottery" or counted == "any"
        elif nobody == "waived":
            return tier, True
    if no_bid == "waived":
        return found[0], len(found[0]) > 1 or counted == "any"
    return [], False


def play(group, policy):
    """The chances of every firm in every tender, and of every number of wins in tied tenders by firm."""
    cap = policy[0]
    chances = [collections.defaultdict(Fraction) for _ in group]
    lotteries = {((), ()): Fraction(1)}
    for place, (bids, _) in enumerate(group):
        is_tie = bool(tiers(bids)) and len(tiers(bids)[0]) > 1
        next_states = collections.defaultdict(Fraction)
        for (wins, lots), probability in lotteries.items():
            out = {firm for firm in wins if cap and wins.count(firm) >= cap}
            drawn, counts = decide(bids, out, policy)
            if not drawn:
                next_states[(wins, lots)] += probability
            for firm in drawn:
                share = probability / len(drawn)
                chances[place][firm] += share
                after = tuple(sorted(wins + (firm,))) if counts else wins
                lot = tuple(sorted(lots + (firm,))) if is_tie and firm in tiers(bids)[0] else lots
                next_states[(after, lot)] += share
        lotteries = next_states
    return chances, lotteries


def beyond(lotteries, cap):
    """The expected lottery wins beyond the cap."""
    return sum(
        probability * sum(max(0, lots.count(firm) - cap) for firm in set(lots))
        for (_, lots), probability in lotteries.items())


def replay(group, policy):
    """Recorded awards, the expected number that goes elsewhere, and those that the bids do not explain."""
    cap, counted, outright = policy[:3]
    states = {(): Fraction(1)}
    recorded, changed, unexplained = 0, Fraction(0), 0
    for bids, winner in group:
        found = tiers(bids)
        explained = winner is None or (found and winner in found[0])
        recorded += winner is not None
        unexplained += not explained
        after = collections.defaultdict(Fraction)
        for wins, probability in states.items():
            out = {firm for firm in wins if cap and wins.count(firm) >= cap}
            if not explained and (outright == "stands" or winner not in out):
                drawn, counts = [winner], cap is not None and counted == "any"
            else:
                drawn, counts = decide(bids, out, policy)
                if winner in drawn:
                    drawn = [winner]
            if winner is not None and winner not in drawn:
                changed += probability
            if not drawn:
                after[wins] += probability
            for firm in drawn:
                if winner is not None and firm != winner and winner in drawn:
                    changed += probability / len(drawn)
                after[tuple(sorted(wins + (firm,))) if counts else wins] += probability / len(drawn)
        states = after
    return recorded, changed, unexplained


class Comparison:
    """Counts comparisons and says which failed."""

    def __init__(self):
        self.count, self.worst, self.failures = 0, 0.0, []

    def check(self, what, found, expected):
        self.count += 1
        if (found is None) != (expected is None):
            self.failures.append((what, found, expected))
            return
        if expected is None:
            return
        difference = abs(float(found) - float(expected))
        self.worst = max(self.worst, difference / max(1.0, abs(float(expected))))
        if difference > 1e-9 * max(1.0, abs(float(expected))):
            self.failures.append((what, found, float(expected)))


def run(juchu, *arguments):
    """The JSON that a command prints; an exit code above 2 is an error."""
    done = subprocess.run([juchu, "lottery", *arguments, "--format", "json"], capture_output=True, text=True)
    if done.returncode > 2:
        raise RuntimeError(f"{arguments}: {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def compare_evaluation(juchu, path, register, number, result):
    names = list(POLICIES)
    printed = run(juchu, "evaluate", path, *[x for name in names for x in ("--policy", name)])
    policies = {policy["policy"]: policy for policy in printed["policies"]}
    replays = {policy["policy"]: policy for policy in printed["replay"]["policies"]}
    independent = [play(group, POLICIES["independent"]) for group in register]
    free_wins = collections.defaultdict(Fraction)
    for group, (chances, _) in zip(register, independent):
        for place in range(len(group)):
            for firm, chance in chances[place].items():
                free_wins[firm] += chance
    for name, policy in POLICIES.items():
        found = policies[name]
        by_tender = {tender["tender"]: tender for tender in found["tenders"]}
        wins, amounts = collections.defaultdict(Fraction), collections.defaultdict(Fraction)
        rule_beyond, free_beyond = Fraction(0), Fraction(0)
        for index, group in enumerate(register):
            chances, lotteries = play(group, policy)
            cap = policy[0] or 1
            rule_beyond += beyond(lotteries, cap)
            free_beyond += beyond(independent[index][1], cap)
            for place, (bids, _) in enumerate(group):
                amount = dict(bids)
                printed_chances = {x["firm"]: x["chance"] for x in by_tender[f"G{index}-{place}"]["firms"]}
                for firm in set(amount) | set(printed_chances):
                    expected = chances[place].get(firm, Fraction(0))
                    result.check((number, name, index, place, firm), printed_chances.get(firm, 0), expected)
                    wins[firm] += expected
                    amounts[firm] += expected * amount[firm]
        totals = collections.defaultdict(float)
        for group in found["groups"]:
            for firm in group["firms"]:
                totals[firm["firm"]] += firm["expectedWins"]
        for firm, expected in wins.items():
            result.check((number, name, "wins", firm), totals.get(firm, 0), expected)
        for difference in found.get("differences") or []:
            firm = difference["firm"]
            result.check((number, name, "gain", firm), difference["wins"], wins[firm] - free_wins[firm])
        result.check((number, name, "second wins, independent"), found["secondWins"]["independent"], free_beyond)
        if found["prevented"] is not None:
            result.check((number, name, "prevented"), found["prevented"], free_beyond - rule_beyond)
        if name in replays:
            parts = [replay(group, policy) for group in register]
            recorded, changed, unexplained = (sum(part[x] for part in parts) for x in range(3))
            result.check((number, name, "recorded"), replays[name]["recorded"], recorded)
            result.check((number, name, "changed"), replays[name]["changed"], changed)
            result.check((number, name, "stand"), replays[name]["stand"], recorded - changed)
            result.check((number, name, "unexplained"), replays[name]["unexplained"], unexplained)


def compare_test(juchu, path, register, number, result):
    """Ties whose recorded winner is among the lowest are draws; untied tenders of a recorded winner stay for the rule."""
    usable = []
    for group in register:
        usable.append([
            (bids, winner) for bids, winner in group
            if winner is not None and tiers(bids) and winner in tiers(bids)[0]
        ])
    ties = [(bids, winner) for group in usable for bids, winner in group if len(tiers(bids)[0]) > 1]
    if not ties:
        return
    draws, won = collections.Counter(), collections.Counter()
    for bids, winner in ties:
        won[winner] += 1
        draws.update(tiers(bids)[0])
    for name in ("independent", "one-win", "hiratsuka"):
        printed = run(juchu, "test", path, "--policy", name, "--replicates", "99", "--alpha", "0.2", "--power", "0")
        expected = collections.defaultdict(Fraction)
        for group in usable:
            chances, _ = play(group, POLICIES[name])
            for place, (bids, _) in enumerate(group):
                if len(tiers(bids)[0]) > 1:
                    for firm, chance in chances[place].items():
                        expected[firm] += chance
        firms = {firm["firm"]: firm for firm in printed["byFirm"]}
        result.check((number, name, "draws"), printed["draws"], len(ties))
        result.check((number, name, "Σ won"), sum(firm["won"] for firm in firms.values()), len(ties))
        for firm in set(draws) | set(firms):
            line = firms.get(firm, {})
            result.check((number, name, "ties", firm), line.get("lotteries", 0), draws[firm])
            result.check((number, name, "won", firm), line.get("won", 0), won[firm])
            result.check((number, name, "expected", firm), line.get("expectedWins", 0), expected[firm])


def main():
    juchu, count = sys.argv[1], int(sys.argv[2])
    generator = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    result = Comparison()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "bids.csv"
        for number in range(count):
            register = random_register(generator)
            path.write_text(text(register), encoding="utf-8")
            compare_evaluation(juchu, str(path), register, number, result)
            compare_test(juchu, str(path), register, number, result)
    for failure in result.failures[:20]:
        print(*failure, file=sys.stderr)
    print(f"{count} registers: {result.count} comparisons, worst deviation {result.worst:.1e}, {len(result.failures)} failed")
    sys.exit(1 if result.failures else 0)


main()
