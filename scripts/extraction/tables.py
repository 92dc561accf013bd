"""Random published tables: figures that are known, and ways to print them as a grid of cells with spans."""
import random
import re
import unicodedata
from collections import namedtuple
from decimal import ROUND_HALF_UP, Decimal

Cell = namedtuple("Cell", "text rows columns head")


def fold(text):
    """A label as it is compared: one width, no blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def wide(text):
    """ASCII in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


class Table:
    """Counts, amounts and shares of years, categories and rows, with a way to print them."""

    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        self.set_years()
        self.categories = rng.choice([
            ["物品", "工事", "委託", "合計"], ["物品", "工事", "委託", "合計"], ["工事", "物品等", "計"],
            ["建設工事", "業務委託", "物件", "総計"], ["工事", "コンサル", "役務", "物品・印刷", "合計"],
            ["庁舎管理", "清掃業務", "合計"], ["工事請負", "工事監理業務委託", "備品購入", "合計"],
            ["合計", "工事", "物品", "委託"], [], ["物品", "工事", "委託"],
        ])
        self.rows = rng.choice([
            [("市内", "大企業"), ("市内", "中小企業"), ("市内", "その他"), ("準市内・市外", ""), ("合計", "")],
            [("市内", ""), ("準市内", ""), ("市外", ""), ("計", "")],
            [("市内中小企業", ""), ("その他", ""), ("合計", "")],
            [("県内", "大企業"), ("県内", "中小企業"), ("県外", ""), ("契約実績 合計", "")],
            [("市内業者", ""), ("市外業者", ""), ("全体", "")],
            [("合計", ""), ("市内", ""), ("市外", "")],
            [("市内", "大企業"), ("市内", "中小企業"), ("市外", "大企業"), ("市外", "中小企業"), ("総計", "")],
            [("本店", ""), ("支店・営業所", ""), ("その他", ""), ("合計", "")],
            [("大企業", ""), ("中小企業", ""), ("小規模事業者", ""), ("合計", "")],
        ])
        self.set_unit()
        self.set_measures()
        self.decimals = rng.choice([1, 2, 2])
        self.percent = rng.choice(["", "", "%"])
        self.grouped = rng.random() < 0.8
        self.full = rng.random() < 0.08
        self.spaced = rng.random() < 0.25
        self.dash = rng.choice([None, None, None, "-", "―", ""])
        layouts = ["years-in-rows", "wide", "wide", "measures-in-rows", "long"]
        if self.categories:
            layouts += ["categories-in-rows", "categories-in-rows", "transposed"]
        self.layout = rng.choice(layouts)
        self.fill()
        self.grid = self.build()

    # What is said

    def set_years(self):
        rng = self.rng
        first, number = rng.randint(2008, 2022), rng.choice([1, 2, 2, 3, 4])
        self.years = [first + place for place in range(number)]
        style = rng.choice(["era", "era", "era", "short", "western", "result", "wide"])
        labels = []
        for year in self.years:
            era, number = ("平成", year - 1988) if year < 2019 else ("令和", year - 2018)
            text = "元" if number == 1 else str(number)
            labels.append({
                "era": f"{era}{text}年度", "wide": f"{era}{wide(text)}年度", "result": f"{era}{text}年度実績",
                "short": ("H" if era == "平成" else "R") + f"{number}年度", "western": f"{year}年度",
            }[style])
        self.partial = rng.random() < 0.08
        if self.partial:
            labels[-1] += "4-12月"
        self.year_labels = dict(zip(self.years, labels))
        self.years_in_title = number == 1 and rng.random() < 0.5

    def set_unit(self):
        rng = self.rng
        self.unit_word, self.unit = rng.choice([("百万円", 10**6), ("千円", 10**3), ("円", 1), ("億円", 10**8), ("百万円", 10**6)])
        self.amount_decimals = rng.choice([1, 2]) if self.unit == 10**8 else 0
        self.unit_place = rng.choice(["note", "note", "corner", "heading", "row"])

    def set_measures(self):
        rng = self.rng
        count, amount = rng.choice([("契約件数", "契約金額"), ("件数", "金額"), ("発注件数", "発注金額"), ("契約件数", "契約額")])
        share = rng.choice(["割合", "構成比", "比率", "シェア", "占有率"])
        if self.unit_place == "heading":
            open_, close = rng.choice(["（）", "()", "【】", "［］"])
            amount += open_ + self.unit_word + close
            if rng.random() < 0.5:
                share += open_ + "%" + close
        self.measures = rng.choice([
            [(count, "count"), (share, "countShare"), (amount, "amount"), (share, "amountShare")],
            [(count, "count"), (share, "countShare"), (amount, "amount"), (share, "amountShare")],
            [(count, "count"), ("件数割合", "countShare"), (amount, "amount"), ("金額割合", "amountShare")],
            [(count, "count"), (amount, "amount"), (share, "countShare"), (share, "amountShare")],
            [(count, "count"), (share, "countShare")],
            [(amount, "amount"), (share, "amountShare")],
            [(count, "count"), (amount, "amount")],
        ])
        keys = [key for _, key in self.measures]
        self.extra = None
        if rng.random() < 0.2:
            kind = rng.choice(["per", "ratio", "difference"])
            if kind == "per" and {"count", "amount"} <= set(keys):
                self.extra = rng.choice(["1件当たり金額", "１件当たり契約金額"]), "per"
            elif kind != "per":
                self.extra = {"ratio": rng.choice(["前年度比", "対前年度比", "前年比(%)"]), "difference": rng.choice(["増減", "増減額", "対前年増減"])}[kind], kind
            if self.extra:
                self.measures = self.measures + [self.extra]

    # Figures

    def fill(self):
        rng, self.figures = self.rng, {}
        parts = [row for row in self.rows if row != self.total_row]
        categories = [c for c in self.categories if c not in ("合計", "計", "総計")] or [""]
        self.whole = next((c for c in self.categories if c in ("合計", "計", "総計")), None)
        shown = self.categories or [""]
        for year in self.years:
            counts, yen = {}, {}
            for row in parts:
                for category in categories:
                    number = rng.choice([0, rng.randint(1, 40), rng.randint(1, 900), rng.randint(1, 90_000)])
                    counts[category, row] = number
                    yen[category, row] = 0 if number == 0 else rng.randint(1, 9_000_000) * 1_234 * rng.choice([1, 10, 1000])
            for values in (counts, yen):
                for row in parts:
                    values[self.whole, row] = sum(values[c, row] for c in categories)
                for category in categories + [self.whole]:
                    values[category, self.total_row] = sum(values[category, row] for row in parts)
            for category in shown:
                for row in self.rows:
                    self.add(year, category, row, counts, yen)

    @property
    def total_row(self):
        return next(row for row in self.rows if row[0] in ("合計", "計", "総計", "全体", "契約実績 合計"))

    def add(self, year, category, row, counts, yen):
        def rounded(numerator, denominator, decimals):
            if not denominator:
                return Decimal(0).quantize(Decimal(1).scaleb(-decimals))
            return (Decimal(numerator) / denominator).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        total = self.total_row
        put = self.figures.__setitem__
        put((year, category, row, "count"), Decimal(counts[category, row]))
        put((year, category, row, "amount"), rounded(yen[category, row], self.unit, self.amount_decimals))
        put((year, category, row, "countShare"), rounded(100 * counts[category, row], counts[category, total], self.decimals))
        put((year, category, row, "amountShare"), rounded(100 * yen[category, row], yen[category, total], self.decimals))
        put((year, category, row, "per"), rounded(yen[category, row], counts[category, row] * self.unit, 1))
        before = self.figures.get((year - 1, category, row, "count"))
        now = self.figures[year, category, row, "count"]
        put((year, category, row, "difference"), now - before if before is not None else None)
        put((year, category, row, "ratio"), rounded(100 * now, before, 1) if before else None)

    def text(self, year, category, row, measure):
        value = self.figures[year, category, row, measure]
        if value is None:
            return "-"
        if value == 0 and self.dash is not None and not measure.endswith("Share"):
            return self.dash
        if measure.endswith("Share"):
            shown = f"{value}{self.percent}"
        elif measure == "difference":
            shown = f"{value:,}" if value >= 0 else f"△{-value:,}"
        else:
            shown = f"{value:,}" if self.grouped else f"{value}"
        return wide(shown) if self.full else shown

    def truth(self):
        """The figures that a reader should find: by year, category, row and measure."""
        known = {key for _, key in self.measures} & {"count", "countShare", "amount", "amountShare"}
        found = {}
        for (year, category, row, measure), value in self.figures.items():
            if measure in known and not (self.dash is not None and value == 0 and not measure.endswith("Share")):
                found[year, fold(category or "合計"), fold("".join(row)), measure] = value
        return found

    # Grids

    def word(self, text):
        if self.spaced and re.fullmatch(r"[一-鿿ぁ-んァ-ヶ0-9]{2,6}", text):
            return " ".join(text)
        return text

    def head(self, text, rows=1, columns=1):
        return Cell(self.word(text), rows, columns, True)

    def measure_heads(self):
        return [self.head(name) for name, _ in self.measures]

    def units_row(self):
        units = {"count": "件", "amount": self.unit_word, "per": self.unit_word, "difference": "件"}
        return [Cell(f"({units.get(key, '%')})", 1, 1, True) for _, key in self.measures]

    def label_cells(self, index):
        place, size = self.rows[index]
        if not self.two:
            return [self.head(place)]
        if not size:
            return [self.head(place, columns=2)]
        same = [i for i, row in enumerate(self.rows) if row[0] == place and row[1]]
        return ([self.head(place, rows=len(same))] if same[0] == index else []) + [self.head(size)]

    def cells(self, year, category, row):
        return [Cell(self.text(year, category, row, key), 1, 1, False) for _, key in self.measures]

    def build(self):
        """The table as rows of cells with spans; sets what stands above and below."""
        self.two = any(size for _, size in self.rows)
        unit_note = f"（単位：件、{self.unit_word}）" if self.unit_place == "note" else ""
        title = self.rng.choice(["表1 規模等・種別契約実績", "契約の状況", "市内業者への発注実績", "（参考）契約実績の推移"])
        if self.years_in_title:
            title = f"{self.year_labels[self.years[0]]} {title}"
        self.above = ["本市の契約の状況は次のとおり。", title] + ([unit_note] if unit_note else [])
        self.below = self.rng.choice([[], ["※1 各数値は、当該年度の契約実績"], ["（注）四捨五入のため合計と一致しない場合がある。", "資料：契約課"]])
        corner = f"区分（単位：件、{self.unit_word}）" if self.unit_place == "corner" else "区分"
        body = getattr(self, self.layout.replace("-", "_"))(corner)
        return body

    def years_in_rows(self, corner):
        n, count, labels = len(self.rows), len(self.measures), 2 if self.two else 1
        has_years = not self.years_in_title
        units = self.unit_place == "row"
        categories = self.categories or [""]
        depth = (2 if self.categories else 1) + units
        first = ([self.head("年度", depth)] if has_years else []) + [self.head(corner, depth, labels)]
        grid = []
        if self.categories:
            grid.append(first + [self.head(c, columns=count) for c in categories])
            first = []
        grid.append(first + [cell for _ in categories for cell in self.measure_heads()])
        if units:
            grid.append([cell for _ in categories for cell in self.units_row()])
        for year in self.years:
            for i, row in enumerate(self.rows):
                lead = [self.head(self.year_labels[year], n)] if i == 0 and has_years else []
                grid.append(lead + self.label_cells(i) + [cell for c in categories for cell in self.cells(year, c, row)])
        return grid

    def wide(self, corner):
        count, labels = len(self.measures), 2 if self.two else 1
        units = self.unit_place == "row"
        has_years = not self.years_in_title
        categories = self.categories or [""]
        levels = [[self.head(self.year_labels[y], columns=count * len(categories)) for y in self.years]] if has_years else []
        if self.categories:
            levels.append([self.head(c, columns=count) for _ in self.years for c in categories])
        levels.append([cell for _ in self.years for _ in categories for cell in self.measure_heads()])
        if units:
            levels.append([cell for _ in self.years for _ in categories for cell in self.units_row()])
        levels[0] = [self.head(corner, len(levels), labels)] + levels[0]
        for i, row in enumerate(self.rows):
            levels.append(self.label_cells(i) + [cell for y in self.years for c in categories for cell in self.cells(y, c, row)])
        return levels

    def categories_in_rows(self, corner):
        n, count, labels = len(self.rows), len(self.measures), 2 if self.two else 1
        units = self.unit_place == "row"
        has_years = not self.years_in_title
        levels = [[self.head(self.year_labels[y], columns=count) for y in self.years]] if has_years else []
        levels.append([cell for _ in self.years for cell in self.measure_heads()])
        if units:
            levels.append([cell for _ in self.years for cell in self.units_row()])
        levels[0] = [self.head("種別", len(levels)), self.head(corner, len(levels), labels)] + levels[0]
        for category in self.categories:
            for i, row in enumerate(self.rows):
                lead = [self.head(category, n)] if i == 0 else []
                levels.append(lead + self.label_cells(i) + [cell for y in self.years for cell in self.cells(y, category, row)])
        return levels

    def transposed(self, corner):
        """Years and categories down, the rows of the table across."""
        count = len(self.measures)
        units = self.unit_place == "row"
        has_years = not self.years_in_title
        levels = []
        if self.two:
            across, i = [], 0
            while i < len(self.rows):
                same = [row for row in self.rows if row[0] == self.rows[i][0]]
                across.append(self.head(self.rows[i][0], 1 if self.rows[i][1] else 2, count * len(same)))
                i += len(same)
            levels.append(across)
            levels.append([self.head(size, columns=count) for _, size in self.rows if size])
        else:
            levels.append([self.head(place, columns=count) for place, _ in self.rows])
        levels.append([cell for _ in self.rows for cell in self.measure_heads()])
        if units:
            levels.append([cell for _ in self.rows for cell in self.units_row()])
        depth = len(levels)
        levels[0] = ([self.head("年度", depth)] if has_years else []) + [self.head(corner.replace("区分", "種別"), depth)] + levels[0]
        for year in self.years:
            for i, category in enumerate(self.categories):
                lead = [self.head(self.year_labels[year], len(self.categories))] if i == 0 and has_years else []
                levels.append(lead + [self.head(category)] + [cell for row in self.rows for cell in self.cells(year, category, row)])
        return levels

    def measures_in_rows(self, corner):
        """Under each row of the table a line for each measure; years and categories across."""
        labels = 2 if self.two else 1
        has_years = not self.years_in_title
        categories = self.categories or [""]
        count = len(self.measures)
        levels = [[self.head(self.year_labels[y], columns=len(categories)) for y in self.years]] if has_years else []
        if self.categories or not levels:
            levels.append([self.head(c or "実績") for _ in self.years for c in categories])
        levels[0] = [self.head(corner, len(levels), labels), self.head("項目", len(levels))] + levels[0]
        units = {"count": "(件)", "amount": f"({self.unit_word})"} if self.unit_place == "row" else {}
        for i, row in enumerate(self.rows):
            place, size = row
            same = [j for j, r in enumerate(self.rows) if r[0] == place and r[1]]
            for line, (name, key) in enumerate(self.measures):
                lead = []
                if line == 0 and self.two and not size:
                    lead = [self.head(place, count, 2)]
                elif line == 0 and self.two:
                    lead = ([self.head(place, count * len(same))] if same[0] == i else []) + [self.head(size, count)]
                elif line == 0:
                    lead = [self.head(place, count)]
                figures = [Cell(self.text(y, c, row, key), 1, 1, False) for y in self.years for c in categories]
                levels.append(lead + [self.head(name + units.get(key, ""))] + figures)
        return levels

    def long(self, corner):
        """One line a year, category and row, every label on it."""
        has_years = not self.years_in_title
        head = ([self.head("年度")] if has_years else []) + ([self.head("種別")] if self.categories else [])
        grid = [head + [self.head(corner)] + self.measure_heads()]
        if self.unit_place == "row":
            grid[0] = [Cell(c.text, 2, 1, True) for c in head + [self.head(corner)]] + self.measure_heads()
            grid.append(self.units_row())
        for year in self.years:
            for category in self.categories or [""]:
                for row in self.rows:
                    lead = ([self.head(self.year_labels[year])] if has_years else []) + ([self.head(category)] if self.categories else [])
                    grid.append(lead + [self.head(" ".join(part for part in row if part))] + self.cells(year, category, row))
        return grid


def places(grid):
    """Each cell of a grid with the row and the column where it begins."""
    taken = set()
    for y, row in enumerate(grid):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            taken |= {(y + dy, x + dx) for dy in range(cell.rows) for dx in range(cell.columns)}
            yield y, x, cell
            x += cell.columns


def matrix(grid, repeat):
    """The texts of a grid, cell by cell; what spans is repeated, or stands once."""
    placed, width = {}, 0
    for y, x, cell in places(grid):
        for dy in range(cell.rows):
            for dx in range(cell.columns):
                placed[y + dy, x + dx] = cell.text if repeat or (dy, dx) == (0, 0) else ""
        width = max(width, x + cell.columns)
    return [[placed.get((y, x), "") for x in range(width)] for y in range(len(grid))]
