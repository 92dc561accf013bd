"""Printed digits of random tables against exact fractions, through the whole program.

check_arithmetic.py JUCHU TABLES: each table is one fiscal year of a ledger, at most 300 to a run. Amounts reach from 0 to
the edge of Int64; totals whose shares end in an exact half, columns without contracts or without yen, and tables of
one row are among them.
"""

import csv
import io
import random
import sys

from harness import *

CATEGORIES = ["goods", "works", "services"]
ROWS = {"local-large": "large,local", "local-sme": "sme,local", "local-other": "other,local", "non-local": ",non-local"}
LIMIT = (1 << 63) - 1


def rounded(numerator, denominator):
    """A non-negative quotient rounded half-up, on integers without bounds."""
    quotient, rest = divmod(numerator, denominator)
    return quotient + (2 * rest >= denominator)


def share(part, total):
    if total == 0:
        return ""
    units = rounded(part * 10_000, total)
    return f"{units // 100}.{units % 100:02}"


def units(text):
    return int(text.replace(".", "")) if text else 0


def is_next(printed, numerator, denominator):
    """Whether a printed integer is next to the exact quotient: less than one away, and equal to it where it is whole."""
    return abs(printed * denominator - numerator) < denominator


def check_controlled(printed, year, sums):
    """Controlled rounding: every figure next to its exact value, and the parts of each column add up to its total."""
    for category, rows in sums.items():
        count, amount = rows["total"]
        lines = {row: printed[year, category, row] for row in rows}
        for measure, total in [("countShare", count), ("amountShare", amount)]:
            if total == 0:
                continue
            place = 0 if measure == "countShare" else 1
            expect(sum(units(lines[row][measure]) for row in ROWS) == units(lines["total"][measure]) == 10_000,
                   f"{year} {category} {measure}: parts do not add up")
            for row in rows:
                expect(is_next(units(lines[row][measure]), rows[row][place] * 10_000, total),
                       f"{year} {category} {row} {measure}: not next to the exact share")
        expect(sum(int(lines[row]["amountMillion"]) for row in ROWS) == int(lines["total"]["amountMillion"]),
               f"{year} {category}: amounts do not add up down")
        for row in rows:
            expect(is_next(int(lines[row]["amountMillion"]), rows[row][1], 1_000_000),
                   f"{year} {category} {row}: not next to the exact amount")
    for row in [*ROWS, "total"]:
        across = sum(int(printed[year, category, row]["amountMillion"]) for category in CATEGORIES)
        expect(across == int(printed[year, "total", row]["amountMillion"]), f"{year} {row}: amounts do not add up across")


def cells(chance):
    """Counts and amounts of the twelve cells of a year, within Int64 together."""
    kind = chance.randrange(8)
    used = [(c, r) for c in CATEGORIES for r in ROWS if chance.random() < 0.7] or [("goods", "non-local")]
    if kind == 0:
        used = [chance.choice(used)]
    table = {}
    if kind == 1:
        # Shares that end in exactly half a digit: odd parts of totals of 20,000 of anything.
        unit = chance.randrange(1, 1 << chance.randrange(1, 44))
        parts = [2 * chance.randrange(0, 2_500) + 1 for _ in used[:-1]]
        for place, part in zip(used, parts):
            table[place] = [part * unit]
        column = used[-1]
        table[column] = [(20_000 - sum(parts) % 20_000) * unit]
        return table
    bound = LIMIT >> chance.randrange(0, 62)
    room = LIMIT if kind != 2 else LIMIT
    for place in used:
        count = 1 if chance.random() < 0.8 else chance.randrange(2, 4)
        amounts = []
        for _ in range(count):
            amount = 0 if kind == 3 else min(room, chance.randrange(0, bound // 12 + 2))
            room -= amount
            amounts.append(amount)
        table[place] = amounts
    if kind == 2:
        # To the last yen of Int64.
        table[used[0]].append(room)
    return table


def main():
    wanted = int(sys.argv[2])
    chance = random.Random(2021)
    done = figures = empty = halves = edges = 0
    with folder() as base:
        ledger = os.path.join(base, "ledger.csv")
        while done < wanted:
            years = {}
            lines = ["fiscal_year,category,size,locality,amount,contract\n"]
            for year in range(1901, 1901 + min(299, wanted - done)):
                table = cells(chance)
                years[year] = table
                for (category, row), amounts in table.items():
                    for amount in amounts:
                        lines.append(f"{year},{category},{ROWS[row]},{amount},{len(lines)}\n")
            with open(ledger, "w") as file:
                file.writelines(lines)
            # Controlled rounding in every tenth run: it has no single right answer, but properties.
            rule = "controlled" if done // 300 % 10 == 9 else "half-up"
            code, output, remarks, _ = run("tables", ledger, "--format", "csv", "--rounding", rule, "--quiet")
            if code != DONE:
                expect(False, f"exit {code}: {remarks[:300]!r}")
                break
            printed = {}
            for line in csv.DictReader(io.StringIO(output.decode())):
                printed[int(line["fiscal_year"]), line["category"], line["row"]] = line
            for year, table in years.items():
                of_year = {}
                for category in CATEGORIES + ["total"]:
                    sums = {row: [0, 0] for row in [*ROWS, "total"]}
                    for (own, row), amounts in table.items():
                        if category in [own, "total"]:
                            for key in [row, "total"]:
                                sums[key][0] += len(amounts)
                                sums[key][1] += sum(amounts)
                    of_year[category] = sums
                    count, amount = sums["total"]
                    empty += amount == 0
                    edges += amount == LIMIT
                    for row, (own_count, own_amount) in sums.items():
                        line = printed[year, category, row]
                        found = (line["count"], line["countShare"], line["amount"], line["amountMillion"], line["amountShare"])
                        expected = (
                            str(own_count), share(own_count, count), str(own_amount),
                            str(rounded(own_amount, 1_000_000)), share(own_amount, amount))
                        halves += amount > 0 and 2 * (own_amount * 10_000 % amount) == amount
                        figures += 5
                        if rule == "half-up" and found != expected:
                            expect(False, f"{year} {category} {row}: {found}, not {expected}, in {table}")
                if rule == "controlled":
                    check_controlled(printed, year, of_year)
                done += 1
            if failures:
                break
    print(f"{done} tables, {figures} printed figures; {halves} shares of exactly half a digit, {empty} columns of 0 yen, "
          f"{edges} totals of {LIMIT}")
    expect(done == wanted and halves > 0 and empty > 0 and edges > 0, "not all that was to be tried was tried")
    finish()


main()
