"""An integer model of a published table, independent of the audit: which smallest number of figures must go?"""
from ortools.sat.python import cp_model

# A side of a bracket: low <= 2 q <= high in doubled units, with strict ends moved by one where all is whole.
def sides(units, rule):
    if rule == "exact":
        return 2 * units, False, 2 * units, False
    if rule == "half-up":
        return 2 * units - 1, False, 2 * units + 1, True
    if rule == "truncate":
        return 2 * units, False, 2 * units + 2, True
    if rule == "up":
        return 2 * units - 2, True, 2 * units, False
    if rule == "half-even":
        return 2 * units - 1, units % 2 == 1, 2 * units + 1, units % 2 == 1
    if rule == "controlled":
        return 2 * units - 2, True, 2 * units + 2, True
    raise ValueError(rule)


class Model:
    def __init__(self, table, rules):
        self.table = table
        self.amount_rule, share = rules
        self.of_printed = share.endswith("-of-printed")
        self.share_rule = share.removesuffix("-of-printed")
        self.model = cp_model.CpModel()
        self.keep = {key: self.model.new_bool_var(str(key)) for key in table.figures}
        self.cells = {}
        for base in ("count", "amount"):
            if any(key[2].removesuffix("Share") == base for key in table.figures):
                self.add_cells(base)
        if len(self.cells) == 2:
            self.tie()
        self.printed = {}
        if self.of_printed and "amount" in self.cells:
            self.add_printed()
        for key in table.figures:
            self.add_figure(key)
        if self.share_rule == "controlled" or self.amount_rule == "controlled":
            self.add_printed_sums()

    def bound(self, base):
        unit = self.table.unit if base == "amount" else 1
        printed = [v for k, v in self.table.figures.items() if k[2] == base]
        # The truth of a table with one misprint lies within what is printed elsewhere; room beyond it for either.
        return min(10**13, 4 * (sum(printed) + 10) * unit) if printed else 10**9

    def add_cells(self, base):
        table, high = self.table, self.bound(base)
        grid = [[self.model.new_int_var(0, high, f"{base}{r},{c}") for c in range(len(table.columns))]
                for r in range(len(table.rows))]
        self.cells[base] = grid
        for column in range(len(table.columns)):
            for row, scheme in enumerate(table.rows):
                if scheme.parts:
                    self.model.add(grid[row][column] == sum(grid[part][column] for part in scheme.parts))
                if scheme.role == "of-which":
                    self.model.add(grid[row][column] <= grid[scheme.parent][column])
        if len(table.columns) > 1:
            for row in range(len(table.rows)):
                self.model.add(grid[row][-1] == sum(grid[row][c] for c in table.leaf_columns))

    def tie(self):
        """No contract, no yen; also for what an of-which row leaves of its parent."""
        table = self.table
        for row, scheme in enumerate(table.rows):
            for column in table.leaf_columns:
                count, amount = (self.cells[base][row][column] for base in ("count", "amount"))
                pairs = [(count, amount)]
                if scheme.role == "of-which":
                    pairs.append((self.cells["count"][scheme.parent][column] - count,
                                  self.cells["amount"][scheme.parent][column] - amount))
                for some, yen in pairs:
                    has = self.model.new_bool_var("")
                    self.model.add(some >= 1).only_enforce_if(has)
                    self.model.add(yen == 0).only_enforce_if(has.Not())

    def add_printed(self):
        unit, high = self.table.unit, self.bound("amount")
        grid = []
        for row in self.cells["amount"]:
            line = []
            for exact in row:
                printed = self.model.new_int_var(0, high // unit + 2, "")
                low, low_open, top, top_open = sides(0, self.amount_rule)
                # Half-even: both ends, since which one is open depends on the number.
                if self.amount_rule == "half-even":
                    low_open = top_open = False
                self.model.add(2 * exact - 2 * unit * printed >= low * unit + (1 if low_open else 0))
                self.model.add(2 * exact - 2 * unit * printed <= top * unit - (1 if top_open else 0))
                line.append(printed)
            grid.append(line)
        self.printed = {"amount": grid}

    def add_figure(self, key):
        row, column, measure = key
        table, keep, units = self.table, self.keep[key], self.table.figures[key]
        base = measure.removesuffix("Share")
        if not measure.endswith("Share"):
            rule = "exact" if base == "count" else self.amount_rule
            unit = table.unit if base == "amount" else 1
            low, low_open, high, high_open = sides(units, rule)
            value = self.cells[base][row][column]
            self.model.add(2 * value >= low * unit + (1 if low_open else 0)).only_enforce_if(keep)
            self.model.add(2 * value <= high * unit - (1 if high_open else 0)).only_enforce_if(keep)
            return
        grid = self.printed.get(base) or self.cells[base]
        root = table.root(row)
        value, total = grid[row][column], grid[root][column]
        scale = 100 * 10**table.decimals
        low, low_open, high, high_open = sides(units, self.share_rule)
        has_total = self.model.new_bool_var("")
        self.model.add(total >= 1).only_enforce_if(has_total)
        self.model.add(total == 0).only_enforce_if(has_total.Not())
        if not (units == 0 or (row == root and units == scale)):
            self.model.add_implication(keep, has_total)
        both = [keep, has_total]
        self.model.add(2 * scale * value - low * total >= (1 if low_open else 0)).only_enforce_if(both)
        self.model.add(2 * scale * value - high * total <= (-1 if high_open else 0)).only_enforce_if(both)

    def add_printed_sums(self):
        table = self.table
        for column in range(len(table.columns)):
            for measure in table.measures:
                rule = self.share_rule if measure.endswith("Share") else self.amount_rule
                if rule != "controlled" or measure == "count":
                    continue
                for row, scheme in enumerate(table.rows):
                    keys = [(part, column, measure) for part in scheme.parts]
                    if not keys or any(key not in table.figures for key in keys):
                        continue
                    whole = (row, column, measure)
                    if whole not in table.figures:
                        continue
                    total = sum(table.figures[key] for key in keys)
                    if total != table.figures[whole] and not (measure.endswith("Share") and total == 0):
                        self.model.add_bool_or([self.keep[key].Not() for key in keys + [whole]])

    def fewest(self, seconds=20, most=4):
        """The fewest figures that must be left out; None where the model was not decided in time."""
        self.model.add(sum(self.keep.values()) >= len(self.keep) - most)
        self.model.maximize(sum(self.keep.values()))
        solver = self.solver(seconds)
        status = self.status(solver)
        if status == cp_model.INFEASIBLE:
            return most + 1
        return len(self.keep) - round(solver.objective_value) if status == cp_model.OPTIMAL else None

    def holds_without(self, left_out, seconds=20):
        """Whether all figures but some can stand together; None where that was not decided in time."""
        for key, keep in self.keep.items():
            if key not in left_out:
                self.model.add(keep == 1)
        status = self.status(self.solver(seconds))
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return True
        return False if status == cp_model.INFEASIBLE else None

    def status(self, solver):
        """How a search ends; models that outgrow the memory are not decided."""
        try:
            return solver.solve(self.model)
        except MemoryError:
            return cp_model.UNKNOWN

    @staticmethod
    def solver(seconds):
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = seconds
        solver.parameters.max_memory_in_mb = 4_000
        return solver
