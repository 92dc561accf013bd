"""Procurement statistics: share tables from contract ledgers, and what they do not say.

Every function takes a path, a frame (anything with `__arrow_c_stream__`: Polars, pyarrow, DuckDB, pandas 3), or a list of
these, and the options of the command of its name: `juchu.tables(data, local_subtotal=True, unit="yen")` is
`juchu tables DATA --local-subtotal --unit yen`. A command that fails raises a `JuchuError` that says where.

>>> import juchu, polars
>>> ledger = polars.DataFrame({
...     "contract": ["A1", "A2", "A3"], "fiscal_year": [2021, 2021, 2021], "category": ["goods", "works", "works"],
...     "size": ["sme", "large", "sme"], "locality": ["local", "local", "non-local"],
...     "amount": [1_000_000, 30_000_000, 9_000_000]})
>>> table = juchu.tables(ledger)
>>> rows = table.to_polars()
>>> rows.filter(category="total", row="non-local").select("count", "countShare", "amount").rows()
[(1, 33.33, 9000000)]
>>> table.meta["files"][0]["used"]
3
>>> juchu.tables(ledger.drop("amount"))
Traceback (most recent call last):
juchu.errors.DataError: <frame>: there is no column with this name
...
"""

from __future__ import annotations

from typing import Any, Callable

from . import lottery
from ._library import library as _library
from .call import Data, run
from .errors import CancelledError, DataError, JuchuError, MissingFileError, OutputError, UsageError
from .result import Plot, Result

__version__ = "0.2.0"

Progress = Callable[[float], None]


def version() -> str:
    """The version of the engine, with what it was built from."""
    return _library.juchu_version().decode()


def command(name: str, data: Data = None, *, progress: Progress | None = None, **options: Any) -> Result:
    """Runs any command of the program by its name, as in `juchu.command("shard tables", path, part="1/4")`."""
    return run(name, data, options, progress)


def tables(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """Counts and amounts by size, locality and category, with their shares (Tables 1 and 2).

    Options are those of `juchu tables`, as in `table=2`, `local_subtotal=True`, `unit="yen"`, `mapping="mine.yaml"`,
    `population="all"`, `years="2018-2020"`, `rejects="unusable.csv"`, `explain="2021,works,non-local"`.
    """
    return run("tables", data, options, progress)


def compare(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """Year over year, with the causes of every change: ledgers, or one published table.

    Options are those of `juchu compare`, as in `by="office"`, `sizes=True`, `concentration=True`,
    `uncertainty="vendors"`, `influential=10`.
    """
    return run("compare", data, options, progress)


def audit(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """Which figures of a published table cannot be right, in a CSV, a PDF, a workbook or a web page.

    `status` is 1 where something was found and 2 where a year stayed undecided. Options are those of `juchu audit`.
    """
    return run("audit", data, options, progress)


def extract(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """The tables of a document, and how each word of them was understood. PDF is read through `pdftotext`."""
    return run("extract", data, options, progress)


def inspect(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """What is in a file or frame: columns, what they may mean, and cells that cannot be read."""
    return run("inspect", data, options, progress)


def indicators(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """Award rates, competition and methods; the options are those of `juchu indicators`."""
    return run("indicators", data, options, progress)


def synthesize(kind: str, *, progress: Progress | None = None, **options: Any) -> Result:
    """A synthetic ledger (`kind="ledger", table="table1.csv"`) or bid set (`kind="bids"`) as rows."""
    return run(f"synthesize {kind}", None, options, progress)


def merge(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """The result of partial results, as `juchu shard` makes them on the machines of a cluster."""
    return run("merge", data, options, progress)


__all__ = [
    "CancelledError",
    "Data",
    "DataError",
    "JuchuError",
    "MissingFileError",
    "OutputError",
    "Plot",
    "Result",
    "UsageError",
    "audit",
    "command",
    "compare",
    "extract",
    "indicators",
    "inspect",
    "lottery",
    "merge",
    "synthesize",
    "tables",
    "version",
]
