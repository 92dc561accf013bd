"""Table 1 and lottery incidence in DuckDB, Polars and pandas, beside juchu: see scripts/compare-peers."""

import json
import os
import statistics
import subprocess
import time

import duckdb
import pandas
import polars

import offices
from rounds import interleaved, table

# Set by start(): the program, a folder for generated files, the number of threads.
JUCHU, FOLDER, THREADS = "", "", 1

LEDGER = {
    "contract": str, "fiscal_year": int, "date": str, "category": str, "size": str, "locality": str, "amount": int,
    "vendor": str, "vendor_id": str, "title": str, "ward": str,
}
BIDS = {
    "tender": str, "notice_date": str, "opening_date": str, "requirement": str, "order": int, "ceiling": int,
    "floor": int, "firm": str, "bid": int, "group": str, "trade": str, "grade": str, "site_ward": str,
    "area_condition": str, "minimum_points": int, "firm_ward": str, "points": int, "status": str,
}

# The words of an office's ledger.
WORDS = {"物品": "goods", "工事": "works", "委託": "services", "大企業": "large", "中小企業": "sme", "その他": "other",
         "市内": "local", "準市内": "semi-local", "市外": "non-local"}
OFFICE = {name: int if name == "契約金額" else str for name in offices.HEADER}


def start(juchu, folder, threads):
    """Says once where the program and the generated files are."""
    global JUCHU, FOLDER, THREADS
    JUCHU, FOLDER, THREADS = juchu, folder, threads


def run(command, environment=None):
    """Seconds and output of a process from its start to its end."""
    with open(os.path.join(FOLDER, "out"), "wb") as out:
        start = time.perf_counter()
        subprocess.run(command, stdout=out, env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})}, check=True)
        seconds = time.perf_counter() - start
    with open(os.path.join(FOLDER, "out"), "rb") as out:
        return seconds, out.read()


def peak(command):
    """The largest resident size of a process in bytes, as GNU time sees it: Python would add its own."""
    result = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            text=True, check=True)
    return int(result.stderr.split()[-1]) * 1024


def generate(name, *command):
    path = os.path.join(FOLDER, name)
    subprocess.run([JUCHU, "synthesize", *command, "--quiet", "--output", path], check=True)
    return path


def juchu_json(*command):
    return json.loads(subprocess.run([JUCHU, *command, "--format", "json"], check=True, capture_output=True).stdout)


# Table 1: counts and yen by year, category, size and locality.

def table_of(rows):
    """The rows of Table 1 from (year, category, size, locality, count, yen)."""
    cells = {}
    for year, category, size, locality, count, yen in rows:
        row = "non-local" if locality in ("semi-local", "non-local") else f"local-{size}"
        cell = cells.setdefault((int(year), category, row), [0, 0])
        cell[0] += int(count)
        cell[1] += int(yen)
    return {key: tuple(cell) for key, cell in cells.items()}


def table_juchu(path):
    cells = juchu_json("tables", path)["cells"]
    leaves = ("local-large", "local-sme", "local-other", "non-local")
    return {
        (cell["year"], cell["category"], cell["row"]): (cell["count"], cell["amount"])
        for cell in cells
        if cell["category"] != "total" and cell["row"] in leaves and cell["count"] > 0
    }


def duck_columns(fields):
    return {name: "BIGINT" if kind is int else "VARCHAR" for name, kind in fields.items()}


def duck_source(path, fields):
    return f"read_csv('{path}', header=true, auto_detect=false, delim=',', quote='\"', columns={duck_columns(fields)})"


def table_duckdb(path):
    connection = duckdb.connect(config={"threads": THREADS, "preserve_insertion_order": False})
    return table_of(connection.execute(
        f"select fiscal_year, category, size, locality, count(*), sum(amount) from {duck_source(path, LEDGER)} group by all"
    ).fetchall())


def polars_source(path, fields):
    schema = {name: polars.Int64 if kind is int else polars.String for name, kind in fields.items()}
    return polars.scan_csv(path, schema=schema)


def table_polars(path):
    keys = ["fiscal_year", "category", "size", "locality"]
    return table_of(
        polars_source(path, LEDGER).group_by(keys).agg(polars.len(), polars.col("amount").sum())
        .collect(engine="streaming").rows())


# The same from an office's ledger: Japanese headers and words, a quoted title in every row.

def canonical(rows):
    """Rows with 令和2年度 and words as numbers and canonical words."""
    years = {f"令和{year - 2018}年度": year for year in range(2019, 2030)}
    return table_of((years[year], *(WORDS.get(word, "") for word in words), count, yen) for year, *words, count, yen in rows)


def office_duckdb(path):
    connection = duckdb.connect(config={"threads": THREADS, "preserve_insertion_order": False})
    return canonical(connection.execute(
        f"select 年度, 種別, 規模, 所在区分, count(*), sum(契約金額) from {duck_source(path, OFFICE)} group by all").fetchall())


def office_polars(path):
    return canonical(
        polars_source(path, OFFICE).group_by("年度", "種別", "規模", "所在区分")
        .agg(polars.len(), polars.col("契約金額").sum()).collect(engine="streaming").rows())


def table_pandas(path):
    keys = ["fiscal_year", "category", "size", "locality"]
    types = {"fiscal_year": "int32", "category": "category", "size": "category", "locality": "category", "amount": "int64"}
    frame = pandas.read_csv(path, usecols=list(types), dtype=types, engine="c")
    grouped = frame.groupby(keys, observed=True)["amount"].agg(["size", "sum"])
    return table_of((*key, count, yen) for key, count, yen in zip(grouped.index, grouped["size"], grouped["sum"]))


# Incidence: tied lowest valid bids, at the floor or not, by trade, grade and ward; groups with several draws, and those
# in which a firm ties twice.

def incidence_juchu(path):
    result = juchu_json("lottery", "incidence", path)
    return {
        "tenders": result["tenders"], "decidedByLot": result["decidedByLot"], "atFloor": result["atFloor"],
        "tied": {int(size): count for size, count in result["tied"].items()},
        **{name: {value[name]: (value["tenders"], value["decidedByLot"]) for value in result["by"][name]}
           for name in ("trade", "grade", "ward")},
        "several": sum(group["ties"] > 1 for group in result["groups"]),
        "touched": sum(group["touched"] for group in result["groups"]),
    }


def incidence_duckdb(path):
    connection = duckdb.connect(config={"threads": THREADS, "preserve_insertion_order": False})
    connection.execute(f"""
        create temp table valid as select tender, "group", trade, grade, site_ward, floor, firm, bid
        from {duck_source(path, BIDS)}
        where status = 'valid' and bid is not null and (floor is null or bid >= floor)
          and (ceiling is null or bid <= ceiling)""")
    connection.execute("""
        create temp table tenders as
        select tender, min(bid) low, arg_min(n, bid) n, any_value("group") "group", any_value(trade) trade,
          any_value(grade) grade, any_value(site_ward) ward, any_value(floor) floor
        from (select tender, bid, count(*) n, any_value("group") "group", any_value(trade) trade, any_value(grade) grade,
                any_value(site_ward) site_ward, any_value(floor) floor from valid group by tender, bid)
        group by tender""")
    tied = dict(connection.execute("select n, count(*) from tenders where n > 1 group by n").fetchall())
    tenders, lots, floor = connection.execute(
        "select count(*), count(*) filter (n > 1), count(*) filter (n > 1 and low = floor) from tenders").fetchone()
    result = {"tenders": tenders, "decidedByLot": lots, "atFloor": floor, "tied": tied}
    for name in ("trade", "grade", "ward"):
        rows = connection.execute(f"select {name}, count(*), count(*) filter (n > 1) from tenders group by 1").fetchall()
        result[name] = {value: (count, lots) for value, count, lots in rows}
    result["several"] = connection.execute(
        'select count(*) from (select "group" from tenders where n > 1 group by 1 having count(*) > 1)').fetchone()[0]
    result["touched"] = connection.execute("""
        select count(distinct g) from (
          select t."group" g, firm from valid v join tenders t on v.tender = t.tender and v.bid = t.low
          where t.n > 1 group by 1, 2 having count(*) > 1)""").fetchone()[0]
    return result


def incidence_polars(path):
    col = polars.col
    valid = (
        polars_source(path, BIDS)
        .filter((col("status") == "valid") & col("bid").is_not_null()
                & (col("floor").is_null() | (col("bid") >= col("floor")))
                & (col("ceiling").is_null() | (col("bid") <= col("ceiling"))))
        .select("tender", "group", "trade", "grade", "site_ward", "floor", "firm", "bid").collect(engine="streaming"))
    tenders = (
        valid.lazy().group_by("tender")
        .agg(col("bid").min().alias("low"), (col("bid") == col("bid").min()).sum().alias("n"),
             *[col(name).first() for name in ("group", "trade", "grade", "site_ward", "floor")])
        .collect(engine="streaming"))
    lots = tenders.filter(col("n") > 1)
    result = {
        "tenders": tenders.height, "decidedByLot": lots.height, "atFloor": lots.filter(col("low") == col("floor")).height,
        "tied": dict(lots.group_by("n").len().rows()),
    }
    for name, column in (("trade", "trade"), ("grade", "grade"), ("ward", "site_ward")):
        rows = tenders.group_by(column).agg(polars.len(), (col("n") > 1).sum()).rows()
        result[name] = {value: (count, lots) for value, count, lots in rows}
    result["several"] = lots.group_by("group").len().filter(col("len") > 1).height
    result["touched"] = (
        valid.lazy().join(lots.lazy().select("tender", "low"), on="tender").filter(col("bid") == col("low"))
        .group_by("group", "firm").len().filter(col("len") > 1).select(col("group").n_unique())
        .collect(engine="streaming").item())
    return result


def measure(title, path, rounds, juchu, peers, limits):
    """Lines of a table: juchu as a process, its peers and the limits.

    `juchu` has `commands`, a name and arguments each, and `answer`, which is what the peers must find."""
    expected = juchu["answer"](path)
    outputs = {name: set() for name in juchu["commands"]}

    def own(name):
        def timed():
            seconds, output = run([JUCHU, *juchu["commands"][name], path])
            outputs[name].add(output)
            assert len(outputs[name]) == 1, (title, name)
            return seconds
        return timed

    def peer(name):
        def timed():
            start = time.perf_counter()
            answer = peers[name](path)
            seconds = time.perf_counter() - start
            assert answer == expected, (title, name)
            return seconds
        return timed

    methods = {**{name: own(name) for name in outputs}, **{name: peer(name) for name in peers}}
    for name, command in limits.items():
        methods[name] = lambda command=command: run(command + [path])[0]
    times = interleaved(methods, rounds)
    megabytes = os.path.getsize(path) / 1e6
    first = next(iter(juchu["commands"]))
    resident = peak([JUCHU, *juchu["commands"][first], path]) / 1e6
    return [
        f"### {title}", "",
        f"{megabytes:,.0f} MB; juchu's largest resident size {resident:,.0f} MB. All answers agree.", "",
        *table(times, "seconds", first, extra=("GB/s", lambda seconds: f"{megabytes / 1e3 / seconds:.2f}")),
    ]


def start_up():
    """How long the program takes to say its version and to make the small table."""
    commands = {
        "`true`": ["/bin/true"], "`juchu --version`": [JUCHU, "--version"],
        "`juchu tables fixtures/ledger.csv`": [JUCHU, "tables", "fixtures/ledger.csv"],
    }
    methods = {name: lambda command=command: run(command)[0] * 1e3 for name, command in commands.items()}
    return ["### Start-up", "", *table(interleaved(methods, 40), "ms", digits=1)]


def ways(paths):
    """Each instruction set on the same files, with the same output."""
    lines = ["### Instruction sets and encodings", "", "| file | path | seconds: median |", "| --- | --- | --- |"]
    for name, path in paths.items():
        outputs = set()
        for way in ("portable", "avx2", "best"):
            runs = [run([JUCHU, "tables", path], {"JUCHU_SIMD": way}) for _ in range(3)]
            outputs.update(output for _, output in runs)
            lines.append(f"| {name} | {way} | {statistics.median(seconds for seconds, _ in runs):.3f} |")
        assert len(outputs) == 1, name
    return lines + [""]


LIMITS = {"`wc -l`": ["wc", "-l"], "`cat`": ["cat"]}


def about():
    """What the peers are and how all are timed."""
    return (f"DuckDB {duckdb.__version__} ({THREADS} threads, columns and types given, no order to keep), Polars "
            f"{polars.__version__} (lazy scan, schema given, streaming engine). juchu is timed as a process from start to "
            "end; the peers without the start of Python and the loading of their libraries. juchu also finds contracts that "
            "stand twice and checks every byte, amount, date and check digit.")


def section(rounds, millions, with_pandas):
    """Lines on ingestion: Table 1, incidence, start-up, instruction sets."""
    table1 = ["--table", "fixtures/kawasaki_table1.csv", "--scale", str(max(1, round(millions * 7.3)))]
    ledger = generate("ledger.csv", "ledger", *table1)
    bids = generate("bids.csv", "bids", "--tenders", str(round(millions * 102_500)), "--firms-per-trade", "300")
    table_peers = {"DuckDB": table_duckdb, "Polars": table_polars}
    if with_pandas:
        table_peers["pandas"] = table_pandas
    lines = [
        "## Ingestion", "",
        f"{about()} pandas {pandas.__version__} reads with its C parser, needed columns only, categories.", "",
    ]
    lines += measure(
        f"Table 1 from {millions:g} million contracts", ledger, rounds,
        {"commands": {"juchu": ["tables"]}, "answer": table_juchu}, table_peers, LIMITS)
    lines += measure(
        f"Lottery incidence and groups from {millions:g} million bids", bids, rounds,
        {"commands": {"juchu": ["lottery", "incidence"]}, "answer": incidence_juchu},
        {"DuckDB": incidence_duckdb, "Polars": incidence_polars}, LIMITS)
    lines += start_up()
    japanese = generate("japanese.csv", "ledger", *table1, "--words", "japanese")
    cp932 = generate("cp932.csv", "ledger", *table1, "--words", "japanese", "--encoding", "cp932")
    lines += ways({"canonical, UTF-8": ledger, "Japanese, UTF-8": japanese, "Japanese, CP932": cp932})
    for path in (ledger, bids, japanese, cp932):
        os.remove(path)
    return lines


def office_section(rounds, millions):
    """Lines on a ledger as offices have it."""
    path = os.path.join(FOLDER, "office.csv")
    offices.write_office_ledger(JUCHU, path, round(millions * 1e6))
    lines = [
        "## A ledger as offices have it", "",
        "Japanese headers and words, a quoted title with a comma in every row, 年度 and 契約日, vendors with their 法人番号. "
        f"{about()} JSON also has the SHA-256 of the file.", "",
    ]
    lines += measure(
        f"Table 1 from {millions:g} million contracts", path, rounds,
        {"commands": {"juchu": ["tables"], "juchu, JSON": ["tables", "--format", "json"]}, "answer": table_juchu},
        {"DuckDB": office_duckdb, "Polars": office_polars},
        {**LIMITS, "`openssl sha256`": ["openssl", "dgst", "-sha256"]})
    os.remove(path)
    return lines
