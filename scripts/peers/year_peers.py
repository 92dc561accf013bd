"""The whole year comparison in DuckDB, Polars and Hyper, beside juchu: see scripts/compare-peers.

Each reads an office's ledger and gives both years' tables, the changes of every cell, and for each year the three contracts
that move the local SMEs' share of the amount most, with their vendors and titles."""

import os
from fractions import Fraction

import duckdb
import polars

import ingestion_peers as peers
import offices

try:
    from tableauhyperapi import Connection, HyperProcess, Telemetry, __version__ as HYPER_VERSION
except ImportError:
    HyperProcess = None

KEYS = ["年度", "種別", "規模", "所在区分"]
SHOWN = ["契約番号", "契約金額", "契約相手方", "件名"]
ROWS = ("local-large", "local-sme", "local-other", "non-local")
LISTED = 3
# Set by section(): a running Hyper server.
HYPER = None


def rounded(value, digits):
    """A fraction in so many decimals, halves away from zero, as juchu prints it."""
    scaled = abs(value) * 10 ** digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if value < 0 and units else ""
    return f"{sign}{units // 10 ** digits}.{units % 10 ** digits:0{digits}}"


def answer(cells, contracts):
    """Tables, changes and contracts from rows (年度, 種別, 規模, 所在区分, count, yen) and from candidates
    (年度, whether it is of a local SME, 契約番号, yen, vendor, title), which may be more than needed."""
    table = peers.canonical(cells)
    years = sorted({year for year, *_ in table})
    whole = {}
    for (year, category, row), values in table.items():
        for key in ((year, category, "total"), (year, "total", row), (year, "total", "total")):
            before = whole.get(key, (0, 0))
            whole[key] = (before[0] + values[0], before[1] + values[1])
    whole.update(table)
    changes = {}
    for category in ("goods", "works", "services", "total"):
        for row in (*ROWS, "total"):
            values = [whole.get((year, category, row), (0, 0)) for year in years]
            totals = [whole.get((year, category, "total"), (0, 0)) for year in years]
            change = [after - before for before, after in zip(*values)]
            for measure in (0, 1):
                shares = [Fraction(100 * value[measure], total[measure]) if total[measure] else None
                          for value, total in zip(values, totals)]
                change.append(None if None in shares else rounded(shares[1] - shares[0], 2))
            changes[category, row] = tuple(change)
    moved = {}
    for label, inside, contract, yen, vendor, title in contracts:
        year = int(label[2:-2]) + 2018
        part, total = whole[year, "total", "local-sme"][1], whole[year, "total", "total"][1]
        influence = Fraction(part, total) - Fraction(part - yen if inside else part, total - yen)
        moved.setdefault(year, []).append((influence * 100, contract, vendor, title))
    for year, candidates in moved.items():
        candidates.sort(key=lambda candidate: (-abs(candidate[0]), candidate[1]))
        moved[year] = [(rounded(influence, 4), *texts) for influence, *texts in candidates[:LISTED]]
    return {"tables": table, "changes": changes, "influence": moved}


def year_juchu(path):
    """The same from juchu's own JSON."""
    result = peers.juchu_json("compare", path)
    names = ("countDelta", "amountDelta", "countSharePoints", "amountSharePoints")
    return {
        "tables": peers.table_juchu(path),
        "changes": {(cell["category"], cell["row"]): tuple(cell[name] for name in names)
                    for cell in result["comparisons"][0]["cells"]},
        "influence": {
            year["year"]: [tuple(contract[name] for name in ("influence", "contract", "vendor", "title"))
                           for contract in year["contracts"]]
            for year in result["influence"]},
    }


def is_inside(size, locality):
    return size == "中小企業" and locality == "市内"


def year_duckdb(path):
    """One pass: of each cell also its three largest contracts."""
    connection = duckdb.connect(config={"threads": peers.THREADS, "preserve_insertion_order": False})
    rows = connection.execute(f"""
        select {', '.join(KEYS)}, count(*), sum(契約金額), max_by(row({', '.join(SHOWN)}), 契約金額, {LISTED})
        from {peers.duck_source(path, peers.OFFICE)} group by all""").fetchall()
    return answer(
        [row[:6] for row in rows],
        [(row[0], is_inside(row[2], row[3]), *(contract.values() if isinstance(contract, dict) else contract))
         for row in rows for contract in row[6]])


def year_polars(path):
    """One pass: of each cell also its three largest contracts."""
    rows = (
        peers.polars_source(path, peers.OFFICE).group_by(KEYS)
        .agg(polars.len(), polars.col("契約金額").sum().alias("yen"),
             *[polars.col(name).top_k_by("契約金額", LISTED).alias(f"largest {name}") for name in SHOWN])
        .collect(engine="streaming").rows())
    return answer(
        [row[:6] for row in rows],
        [(row[0], is_inside(row[2], row[3]), *contract) for row in rows for contract in zip(*row[6:])])


def year_hyper(path):
    """A pass for the table and one for the largest contracts of each year, inside and outside: faster than loading the file
    first, than ranking by window and than one query over a common expression."""
    columns = ", ".join(f'"{name}" {"bigint" if kind is int else "text"}' for name, kind in peers.OFFICE.items())
    source = f"external('{path}', columns => descriptor({columns}), format => 'csv', delimiter => ',', header => true)"
    keys = ", ".join(f'"{name}"' for name in KEYS)
    inside = "(\"規模\" = '中小企業' and \"所在区分\" = '市内')"
    with Connection(HYPER.endpoint) as connection:
        cells = connection.execute_list_query(
            f'select {keys}, count(*), sum("契約金額") from {source} group by {keys}')
        contracts = []
        for year in sorted({cell[0] for cell in cells}):
            for condition in (inside, f"not {inside}"):
                contracts += connection.execute_list_query(
                    f'select "年度", {inside}, {", ".join(f"{chr(34)}{name}{chr(34)}" for name in SHOWN)} from {source} '
                    f"where \"年度\" = '{year}' and {condition} order by \"契約金額\" desc limit {LISTED}")
    return answer([tuple(cell) for cell in cells], [tuple(contract) for contract in contracts])


def start_hyper():
    """A server, or why there is none."""
    if HyperProcess is None:
        return None, "Hyper is left out: tableauhyperapi could not be installed."
    try:
        server = HyperProcess(Telemetry.DO_NOT_SEND_USAGE_DATA_TO_TABLEAU,
                              parameters={"log_config": "", "hard_concurrent_query_thread_limit": str(peers.THREADS)})
        return server, f"Hyper {HYPER_VERSION} (its server runs before)."
    except Exception as problem:  # Whatever keeps it from starting is said, and the others are measured.
        return None, f"Hyper is left out, as it does not start: {str(problem).splitlines()[0]}"


def section(rounds, millions):
    """Lines on the year comparison."""
    global HYPER
    path = os.path.join(peers.FOLDER, "years.csv")
    offices.write_office_ledger(peers.JUCHU, path, round(millions * 1e6))
    HYPER, said = start_hyper()
    methods = {"DuckDB": year_duckdb, "Polars": year_polars, **({"Hyper": year_hyper} if HYPER else {})}
    lines = [
        "## Year comparison", "",
        "Both years' tables, the changes of every cell, and for each year the three contracts that move the local SMEs' share "
        f"of the amount most, from a ledger as offices have it. {peers.about()} {said} juchu's comparison also decomposes "
        "the changes and gives break-even contracts.", "",
    ]
    lines += peers.measure(
        f"Comparison of {millions:g} million contracts", path, rounds,
        {"commands": {"juchu": ["compare"]}, "answer": year_juchu}, methods,
        {"`juchu tables`": [peers.JUCHU, "tables"], **peers.LIMITS})
    if HYPER:
        HYPER.close()
    os.remove(path)
    return lines
