"""The same contracts and bids written in each form that people use, in juchu, DuckDB and Polars: see scripts/compare-peers.

Each peer gets what it needs to read a form: types, replacements, casts, splits, decoding."""

import math
import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import Callable

import duckdb
import polars

import ingestion_peers as peers
import offices
from rounds import interleaved

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
AMOUNTS, DATES = ("契約金額",), ("契約日",)
BID_AMOUNTS, BID_DATES = ("ceiling", "floor", "bid"), ("notice_date", "opening_date")
COLUMNS = [name for name in offices.HEADER if name != "年度"]


@dataclass(frozen=True)
class Form:
    """How amounts and dates are written, and what else a file has; `read` is what a peer has to do."""

    name: str
    amount: Callable = str
    date: Callable = lambda year, month, day: f"{year}-{month:02}-{day:02}"
    amounts_read: str = "plain"
    dates_read: str = "iso"
    blanks: bool = False
    breaks: bool = False
    digits: bool = False
    encoding: str = "utf-8"


def noise(amount):
    """What binary fractions make of an amount, now below and now above it: 1469999.9999999998."""
    return repr(math.nextafter(float(amount), 0 if amount % 2 else math.inf)) if amount else "0.0"


PLAIN = Form("plain")
FORMS = [
    Form('commas: "1,234,567"', amount=lambda value: f'"{value:,}"', amounts_read=","),
    Form("1234567円", amount=lambda value: f"{value}円", amounts_read="円"),
    Form("¥1234567", amount=lambda value: f"¥{value}", amounts_read="¥"),
    Form("1234567.0", amount=lambda value: f"{value}.0", amounts_read="double"),
    Form("noise: 1469999.9999999998", amount=noise, amounts_read="double"),
    Form("full width: １２３４５６７", amount=lambda value: str(value).translate(WIDE), amounts_read="wide"),
    Form("2021/4/1", date=lambda year, month, day: f"{year}/{month}/{day}", dates_read="slashes"),
    Form("令和3年4月1日", date=lambda year, month, day: f"令和{year - 2018}年{month}月{day}日", dates_read="era"),
    Form("R3.4.1", date=lambda year, month, day: f"R{year - 2018}.{month}.{day}", dates_read="letter"),
    Form("2021-04-01 00:00:00", date=lambda year, month, day: f"{year}-{month:02}-{day:02} 00:00:00", dates_read="clock"),
    Form("blanks around", amounts_read="blanks", dates_read="blanks", blanks=True),
    Form("line breaks in quotes", breaks=True),
    Form("wrong check digits", digits=True),
    Form("CP932", encoding="cp932"),
]


def written(form, names, row, amounts, dates, quoted):
    """One record in a form."""
    cells = []
    for name, cell in zip(names, row):
        if name in amounts and cell:
            cell = form.amount(int(cell))
        elif name in dates and cell:
            cell = form.date(*map(int, cell.split("-")))
        elif name == "法人番号" and form.digits:
            cell = str(int(cell[0]) % 9 + 1) + cell[1:]
        if name == quoted:
            cell = f'"{cell}\n第二段"' if form.breaks else f'"{cell}"'
        cells.append(f" {cell} " if form.blanks and name != quoted else cell)
    return ",".join(cells) + "\n"


def contracts_file(form, rows):
    """The contracts in a form. Without 年度 the year follows from the date."""
    path = os.path.join(peers.FOLDER, "form.csv" if form is PLAIN else f"form{FORMS.index(form)}.csv")
    with open(path, "w", encoding=form.encoding, newline="") as file:
        file.write(",".join(COLUMNS) + "\n")
        for row in offices.office_rows(peers.JUCHU, rows):
            file.write(written(form, COLUMNS, row[:1] + row[2:], AMOUNTS, DATES, "件名"))
    return path


def bids_file(form, source):
    """The bids of a canonical file in a form."""
    path = os.path.join(peers.FOLDER, "bids-form.csv" if form is PLAIN else f"bids-form{FORMS.index(form)}.csv")
    with open(source, encoding="utf-8") as lines, open(path, "w", encoding=form.encoding, newline="") as file:
        names = next(lines).rstrip("\n").split(",")
        file.write(",".join(names) + "\n")
        for line in lines:
            file.write(written(form, names, line.rstrip("\n").split(","), BID_AMOUNTS, BID_DATES, "requirement"))
    return path


# DuckDB.

def duck_type(form, name, amounts, dates):
    """The type as which a column is read."""
    if name in amounts:
        return {"plain": "BIGINT", "double": "DOUBLE"}.get(form.amounts_read, "VARCHAR")
    if name in dates:
        return {"iso": "DATE", "clock": "TIMESTAMP"}.get(form.dates_read, "VARCHAR")
    return "VARCHAR"


def duck_amount(form, name):
    way = form.amounts_read
    if way == "plain":
        return name
    if way == "double":
        return f"cast(round({name}) as bigint)"
    if way == "wide":
        return f"cast(translate({name}, '０１２３４５６７８９', '0123456789') as bigint)"
    return f"cast(nullif(trim({name}), '') as bigint)" if way == "blanks" else f"cast(replace({name}, '{way}', '') as bigint)"


def duck_year(form, name):
    """The fiscal year of a date."""
    way = form.dates_read
    if way in ("era", "letter"):
        year, month = (
            (f"split_part(substr({name}, 3), '年', 1)", f"split_part(split_part({name}, '年', 2), '月', 1)") if way == "era"
            else (f"split_part(substr({name}, 2), '.', 1)", f"split_part({name}, '.', 2)"))
        return f"(cast({year} as int) + 2018 - cast(cast({month} as int) < 4 as int))"
    date = {"slashes": f"strptime({name}, '%Y/%m/%d')", "blanks": f"cast(trim({name}) as date)"}.get(way, name)
    return f"(year({date}) - cast(month({date}) < 4 as int))"


def duck_word(form, name):
    return f"trim({name})" if form.blanks else name


def duck(form, path, names, amounts, dates):
    """A connection, and what stands behind `from`. DuckDB reads UTF-8, so another encoding is decoded before."""
    connection = duckdb.connect(config={"threads": peers.THREADS, "preserve_insertion_order": False})
    if form.encoding != "utf-8":
        decoded = path + ".decoded"
        with open(path, "rb") as file, open(decoded, "wb") as target:
            target.write(file.read().decode(form.encoding).encode())
        path = decoded
    columns = {name: duck_type(form, name, amounts, dates) for name in names}
    return connection, f"read_csv('{path}', header=true, auto_detect=false, delim=',', quote='\"', columns={columns})"


def contracts_duckdb(form, path):
    connection, source = duck(form, path, COLUMNS, AMOUNTS, DATES)
    words = ", ".join(duck_word(form, name) for name in ("種別", "規模", "所在区分"))
    return table(connection.execute(
        f"select {duck_year(form, '契約日')}, {words}, count(*), sum({duck_amount(form, '契約金額')}) from {source} group by all"
    ).fetchall())


def bids_duckdb(form, path):
    connection, source = duck(form, path, list(peers.BIDS), BID_AMOUNTS, BID_DATES)
    low, high, bid = (duck_amount(form, name) for name in ("floor", "ceiling", "bid"))
    rows = connection.execute(f"""
        with bids as (
          select {duck_word(form, 'tender')} tender, {duck_year(form, 'opening_date')} as opened, {low} low, {high} high, {bid} bid
          from {source} where {duck_word(form, 'status')} = 'valid'),
        offers as (
          select tender, bid, count(*) n, any_value(opened) opened, any_value(low) low from bids
          where bid is not null and (low is null or bid >= low) and (high is null or bid <= high) group by tender, bid),
        tenders as (
          select any_value(opened) opened, min(bid) lowest, any_value(low) low, arg_min(n, bid) n from offers group by tender)
        select opened, n, count(*), count(*) filter (n > 1 and lowest = low) from tenders group by all""").fetchall()
    return incidence(rows)


# Polars.

def polars_frame(form, path, names, amounts, dates):
    """A lazy scan; dates stay texts but ISO's, which Polars reads as texts first, too."""
    schema = {name: polars.String for name in names}
    for name in amounts:
        schema[name] = {"plain": polars.Int64, "double": polars.Float64}.get(form.amounts_read, polars.String)
    if form.encoding != "utf-8":
        with open(path, "rb") as file:
            path = file.read().decode(form.encoding).encode()
    return polars.scan_csv(path, schema=schema)


def polars_amount(form, name):
    column, way = polars.col(name), form.amounts_read
    if way == "plain":
        return column
    if way == "double":
        return column.round().cast(polars.Int64)
    if way == "wide":
        return column.str.replace_many(list("０１２３４５６７８９"), list("0123456789")).cast(polars.Int64)
    text = column.str.strip_chars().replace("", None) if way == "blanks" else column.str.replace_all(way, "", literal=True)
    return text.cast(polars.Int64)


def polars_year(form, name):
    column, way = polars.col(name), form.dates_read
    if way in ("era", "letter"):
        parts = column.str.extract_groups(r"^令和(\d+)年(\d+)月" if way == "era" else r"^R(\d+)\.(\d+)\.")
        year, month = (parts.struct.field(part).cast(polars.Int32) for part in ("1", "2"))
        return year + 2018 - (month < 4).cast(polars.Int32)
    if way == "blanks":
        column = column.str.strip_chars()
    pattern = {"slashes": "%Y/%m/%d", "clock": "%Y-%m-%d %H:%M:%S"}.get(way, "%Y-%m-%d")
    date = column.str.to_datetime(pattern) if way == "clock" else column.str.to_date(pattern)
    return date.dt.year() - (date.dt.month() < 4).cast(polars.Int32)


def polars_word(form, name):
    return polars.col(name).str.strip_chars() if form.blanks else polars.col(name)


def contracts_polars(form, path):
    words = [polars_word(form, name).alias(name) for name in ("種別", "規模", "所在区分")]
    frame = polars_frame(form, path, COLUMNS, AMOUNTS, DATES).select(
        polars_year(form, "契約日").alias("year"), *words, polars_amount(form, "契約金額").alias("yen"))
    return table(
        frame.group_by("year", "種別", "規模", "所在区分").agg(polars.len(), polars.col("yen").sum())
        .collect(engine="streaming").rows())


def bids_polars(form, path):
    col = polars.col
    bids = polars_frame(form, path, list(peers.BIDS), BID_AMOUNTS, BID_DATES).filter(
        polars_word(form, "status") == "valid").select(
            polars_word(form, "tender").alias("tender"), polars_year(form, "opening_date").alias("opened"),
            polars_amount(form, "floor").alias("low"), polars_amount(form, "ceiling").alias("high"),
            polars_amount(form, "bid").alias("bid"))
    valid = bids.filter(
        col("bid").is_not_null() & (col("low").is_null() | (col("bid") >= col("low")))
        & (col("high").is_null() | (col("bid") <= col("high"))))
    tenders = valid.group_by("tender").agg(
        col("opened").first(), col("low").first(), col("bid").min().alias("lowest"),
        (col("bid") == col("bid").min()).sum().alias("n"))
    rows = tenders.group_by("opened", "n").agg(
        polars.len(), ((col("n") > 1) & (col("lowest") == col("low"))).sum().alias("floor")).collect(engine="streaming").rows()
    return incidence(rows)


# What all must find.

def table(rows):
    return peers.table_of((year, *(peers.WORDS.get(word, "") for word in words), count, yen)
                          for year, *words, count, yen in rows)


def incidence(rows):
    """Tenders and lots from (year, tied, tenders, of them lots at the floor)."""
    result = {"tenders": 0, "decidedByLot": 0, "atFloor": 0, "tied": {}, "years": {}}
    for year, tied, count, floor in rows:
        lots = count if tied > 1 else 0
        result["tenders"] += count
        result["decidedByLot"] += lots
        result["atFloor"] += floor
        if lots:
            result["tied"][tied] = result["tied"].get(tied, 0) + count
        before = result["years"].get(year, (0, 0))
        result["years"][year] = (before[0] + count, before[1] + lots)
    return result


def incidence_juchu(path):
    result = peers.juchu_json("lottery", "incidence", path)
    return {
        **{name: result[name] for name in ("tenders", "decidedByLot", "atFloor")},
        "tied": {int(size): count for size, count in result["tied"].items()},
        "years": {int(value["year"]): (value["tenders"], value["decidedByLot"]) for value in result["by"]["year"]},
    }


def measure(title, command, files, answer, methods, rounds):
    """One table: a line a form, with juchu beside the plain file and beside the fastest peer, in the same round."""
    expected = answer(files[PLAIN])
    assert all(answer(path) == expected for path in files.values()), title

    def own(path):
        return lambda: peers.run([peers.JUCHU, *command, path])[0]

    def peer(method, form, path):
        def timed():
            start = time.perf_counter()
            found = method(form, path)
            seconds = time.perf_counter() - start
            assert found == expected, (title, form.name, method.__name__)
            return seconds
        return timed

    runs = {}
    for form, path in files.items():
        runs["juchu", form] = own(path)
        for name, method in methods.items():
            runs[name, form] = peer(method, form, path)
    times = interleaved(runs, rounds)
    lines = [
        f"### {title}", "",
        f"| form | juchu s | times the plain file | {' | '.join(name + ' s' for name in methods)} | fastest peer, times juchu's |",
        "| --- |" + " --- |" * (3 + len(methods)),
    ]
    for form in files:
        own_times = times["juchu", form]
        plain = statistics.median(a / b for a, b in zip(own_times, times["juchu", PLAIN]))
        fastest = statistics.median(
            min(times[name, form][number] for name in methods) / seconds for number, seconds in enumerate(own_times))
        seconds = " | ".join(f"{statistics.median(times[name, form]):.3f}" for name in methods)
        lines.append(f"| {form.name} | {statistics.median(own_times):.3f} | {plain:.2f} | {seconds} | {fastest:.2f} |")
    return lines + [""]


def section(rounds, millions):
    """Lines on the forms."""
    rows = round(millions * 1e6)
    contracts = {form: contracts_file(form, rows) for form in [PLAIN, *FORMS]}
    source = os.path.join(peers.FOLDER, "bids-source.csv")
    subprocess.run([peers.JUCHU, "synthesize", "bids", "--tenders", str(round(rows / 9.75)), "--firms-per-trade", "300",
                    "--quiet", "--force", "--output", source], check=True)
    # Bids name no 法人番号.
    bids = {form: bids_file(form, source) for form in [PLAIN, *FORMS] if not form.digits}
    lines = [
        "## Forms", "",
        f"The same {rows:,} contracts, and about as many bids, in each form; the year follows from the date. Medians; ratios "
        "are of runs in one round. Peers read with types, replacements, casts and splits, and CP932 decoded by Python; "
        f"{peers.about()}", "",
    ]
    lines += measure("Table 1", ["tables"], contracts, peers.table_juchu,
                     {"DuckDB": contracts_duckdb, "Polars": contracts_polars}, rounds)
    lines += measure("Lottery incidence", ["lottery", "incidence"], bids, incidence_juchu,
                     {"DuckDB": bids_duckdb, "Polars": bids_polars}, rounds)
    return lines
