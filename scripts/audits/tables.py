"""Random published tables with the ledger behind them, and misprints of known kinds."""
import random
from dataclasses import dataclass, field
from fractions import Fraction

PLAIN = ["half-up", "truncate", "half-even", "up"]
MEASURES = ["count", "countShare", "amount", "amountShare"]
UNITS = {1: "円", 1_000: "千円", 1_000_000: "百万円"}


def rounded(value, rule):
    """A non-negative fraction as a whole number."""
    floor, rest = value.numerator // value.denominator, value - value.numerator // value.denominator
    if rest == 0 or rule == "truncate":
        return floor
    if rule == "up":
        return floor + 1
    if rest == Fraction(1, 2):
        return floor + (1 if rule == "half-up" or floor % 2 else 0)
    return floor + (1 if rest > Fraction(1, 2) else 0)


@dataclass
class Row:
    label: str
    name: str
    role: str = "part"  # part, of-which, total
    parent: int | None = None
    parts: list = field(default_factory=list)


def row_scheme(rng):
    kind = rng.randrange(4)
    if kind == 0:
        rows = [Row(f"{'ABCDEFG'[i]}課", f"{'ABCDEFG'[i]}課") for i in range(rng.randint(2, 6))]
        rows.append(Row("合計", "total", "total"))
        for row in rows[:-1]:
            row.parent = len(rows) - 1
    elif kind == 1:
        rows = [Row("全体", "all", "total"), Row("うち市内中小企業", "local-sme", "of-which", 0)]
    else:
        rows = [Row("市内大企業", "local-large"), Row("市内中小企業", "local-sme"), Row("市内その他", "local-other")]
        if kind == 3:
            rows.append(Row("市内計", "local"))
        rows += [Row("準市内・市外", "non-local"), Row("合計", "total", "total")]
        for index, row in enumerate(rows[:-1]):
            row.parent = 3 if kind == 3 and index < 3 else len(rows) - 1
    for index, row in enumerate(rows):
        if row.role == "part":
            rows[row.parent].parts.append(index)
    return rows


class Table:
    """Exact cells, and what a pair of rules prints of them: `figures[(row, column, measure)]` in last digits."""

    def __init__(self, seed):
        self.seed = seed
        rng = self.rng = random.Random(seed)
        self.rows = row_scheme(rng)
        columns = rng.choice([1, 1, 2, 3])
        self.columns = ["合計"] if columns == 1 else ["物品", "工事", "委託"][:columns] + ["合計"]
        self.leaf_columns = [0] if columns == 1 else list(range(columns))
        self.unit = rng.choice(list(UNITS))
        self.decimals = rng.randint(0, 3)
        self.year = rng.choice([2019, 2020, 2021, 2022])
        self.amount_rule, self.share_rule = rng.choice(PLAIN), rng.choice(PLAIN)
        self.of_printed = self.unit > 1 and rng.random() < 0.15
        self.controlled = rng.random() < 0.1
        while True:
            self.measures = [m for m in MEASURES if rng.random() < 0.75]
            if len(self.measures) > 1 or self.measures in (["count"], ["amount"]):
                break
        if "amount" not in self.measures:
            self.of_printed = False
        if not ("countShare" in self.measures or "amountShare" in self.measures):
            self.controlled = False
        # Parts of an adjusted column: subtotals would need adjusting of their own.
        if any(len(row.parts) and row.role == "part" for row in self.rows) or self.rows[0].role == "total":
            self.controlled = False
        if self.controlled:
            self.share_rule, self.of_printed = "controlled", False
        self.exact = {base: self.cells(base) for base in ("count", "amount")}
        self.figures = {}
        for column in range(len(self.columns)):
            for measure in self.measures:
                for row, value in enumerate(self.print_column(column, measure)):
                    if value is not None:
                        self.figures[row, column, measure] = value
        self.truth = dict(self.figures)

    def cells(self, base):
        rng = self.rng
        table = [[0] * len(self.columns) for _ in self.rows]
        leaves = [i for i, row in enumerate(self.rows) if not row.parts and row.role != "of-which"]
        for column in self.leaf_columns:
            for row in leaves:
                if base == "count":
                    table[row][column] = 0 if rng.random() < 0.12 else int(10 ** rng.uniform(0, 4))
                else:
                    count = self.exact_count[row][column]
                    table[row][column] = int(count * 10 ** rng.uniform(4.5, 8)) if count else 0
            for row, scheme in enumerate(self.rows):
                if scheme.role == "of-which":
                    whole = table[scheme.parent][column]
                    if base == "count":
                        table[row][column] = rng.randint(0, whole)
                    else:
                        part, all_ = self.exact_count[row][column], self.exact_count[scheme.parent][column]
                        table[row][column] = whole if part == all_ else rng.randint(min(part, whole), whole) if part else 0
            for row in sorted(range(len(self.rows)), key=lambda i: self.rows[i].role == "total"):
                if self.rows[row].parts:
                    table[row][column] = sum(table[part][column] for part in self.rows[row].parts)
        if len(self.columns) > 1:
            for row in range(len(self.rows)):
                table[row][-1] = sum(table[row][column] for column in self.leaf_columns)
        if base == "count":
            self.exact_count = table
        return table

    def root(self, row):
        while self.rows[row].parent is not None:
            row = self.rows[row].parent
        return row

    def print_column(self, column, measure):
        base = measure.removesuffix("Share")
        values = [self.exact[base][row][column] for row in range(len(self.rows))]
        if measure == "count":
            return values
        amounts = [rounded(Fraction(v, self.unit), self.amount_rule) for v in values] if base == "amount" else values
        if measure == "amount":
            return amounts
        if self.of_printed and base == "amount":
            values = amounts
        total = values[self.root(0)]
        scale = 100 * 10**self.decimals
        if total == 0:
            return [0 for _ in values]
        if not self.controlled:
            return [rounded(Fraction(v * scale, total), self.share_rule) for v in values]
        floors = [v * scale // total for v in values]
        parts = [i for i, row in enumerate(self.rows) if row.role == "part"]
        missing = scale - sum(floors[i] for i in parts)
        for index in sorted(parts, key=lambda i: -(values[i] * scale % total))[:missing]:
            floors[index] += 1
        return floors

    def text(self, key, value=None):
        value = self.figures[key] if value is None else value
        if key[2].endswith("Share") and self.decimals:
            digits = str(value).rjust(self.decimals + 1, "0")
            return f"{digits[:-self.decimals]}.{digits[-self.decimals:]}"
        return str(value)

    def csv(self):
        names = {"count": "契約件数", "countShare": "件数割合（%）", "amount": f"契約金額（{UNITS[self.unit]}）",
                 "amountShare": "金額割合（%）"}
        lines = [["年度", "区分", "種別"] + [names[m] for m in self.measures]]
        for column, category in enumerate(self.columns):
            for row, scheme in enumerate(self.rows):
                cells = [self.text((row, column, m)) if (row, column, m) in self.figures else "" for m in self.measures]
                lines.append([f"{self.year}年度", scheme.label, category] + cells)
        return "\n".join(",".join(line) for line in lines) + "\n"

    @property
    def rules(self):
        share = self.share_rule + ("-of-printed" if self.of_printed else "")
        return self.amount_rule, share

    def name(self, key):
        category = {"物品": "goods", "工事": "works", "委託": "services", "合計": "total"}[self.columns[key[1]]]
        return category, self.rows[key[0]].name, key[2]

    def misprint(self, kind):
        """Puts a misprint of a kind somewhere; returns its place, or None where none fits."""
        rng = self.rng
        keys = list(self.figures)
        rng.shuffle(keys)
        for key in keys:
            value = self.made(kind, key)
            if value is not None and value != self.figures[key] and 0 <= value < 10**15:
                self.figures[key] = value
                return key
        return None

    def made(self, kind, key):
        row, column, measure = key
        value, rng = self.figures[key], self.rng
        is_share = measure.endswith("Share")
        digits = str(value)
        if kind == "random":
            return rng.randrange(10 ** (len(digits) - 1) if len(digits) > 1 else 0, 10 ** len(digits))
        if kind == "complement":
            return 100 * 10**self.decimals - value if is_share else None
        if kind == "printed-zero":
            return 0
        if kind == "wrong-row":
            others = [k for k in self.figures if k[1:] == key[1:] and k != key]
            return self.figures[rng.choice(others)] if others else None
        if kind == "wrong-column":
            others = [k for k in self.figures if k[0] == row and k[2] == measure and k != key]
            return self.figures[rng.choice(others)] if others else None
        if kind == "digit-lost":
            if is_share or len(digits) < 2:
                return None
            index = rng.randrange(len(digits) - 1)
            return int(digits[:index] + digits[index + 1:])
        if kind == "digits-swapped":
            shown = list(digits.rjust(self.decimals + 1, "0") if is_share else digits)
            pairs = [(i, j) for i in range(len(shown)) for j in range(i) if shown[i] != shown[j]]
            if not pairs:
                return None
            i, j = rng.choice(pairs)
            shown[i], shown[j] = shown[j], shown[i]
            return int("".join(shown))
        if kind == "decimal-shift":
            power = rng.choice([10, 100])
            shifted = value * power if rng.random() < 0.5 else value // power
            return shifted or None  # 0 is a kind of its own
        if kind == "wrong-unit":
            if measure != "amount":
                return None
            return (value * 1000 if rng.random() < 0.5 else value // 1000) or None
        if kind == "wrong-denominator":
            base = measure.removesuffix("Share")
            if not is_share or len(self.columns) < 2 or base not in self.measures:
                return None
            other = rng.choice([c for c in range(len(self.columns)) if c != column])
            total = self.exact[base][self.root(row)][other]
            rule = "half-up" if self.controlled else self.share_rule
            return rounded(Fraction(self.exact[base][row][column] * 100 * 10**self.decimals, total), rule) if total else None
        raise ValueError(kind)


KINDS = ["complement", "wrong-row", "wrong-column", "printed-zero", "digit-lost", "digits-swapped", "decimal-shift",
         "wrong-unit", "wrong-denominator"]
