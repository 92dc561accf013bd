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

from . import lottery
from ._library import library as _library
from .call import Data, run
from .errors import CancelledError, DataError, JuchuError, MissingFileError, OutputError, UsageError
from .partials import merge, shard
from .result import Plot, Result

# typing takes as long as all the rest of the import, and is for type checkers alone.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Literal, overload

    from typing_extensions import Unpack

    from . import options as _options

    Progress = Callable[[float], None]
else:
    overload = lambda function: function  # noqa: E731

__version__ = "0.2.0"


def version() -> str:
    """The version of the engine, with what it was built from.

    >>> import juchu
    >>> juchu.version().split()[0]
    '0.2.0'
    """
    text: bytes = _library.juchu_version()
    return text.decode()


def help(name: str = "", lang: str | None = None) -> str:
    """What a command does and which options it has, as the command line says it.

    >>> import juchu
    >>> print(juchu.help("tables", lang="en").splitlines()[0])
    OVERVIEW: Count contracts and amounts by size, locality and category, with
    """
    options: dict[str, Any] = {"lang": lang} if lang else {}
    if name:
        options["help"] = True
    return run(name or "--help", None, options).render("raw").decode()


def command(name: str, data: Data = None, *, progress: Progress | None = None, **options: Any) -> Result:
    """Runs any command of the program by its name, as in `juchu.command("shard tables", path, part="1/4")`.

    >>> import juchu
    >>> juchu.command("inspect", "fixtures/ledger.csv")
    <juchu inspect: status 0>
    """
    return run(name, data, options, progress)


def tables(data: Data, *, progress: Progress | None = None, **options: Unpack[_options.TablesOptions]) -> Result:
    """Counts and amounts by size, locality and category, with their shares (Tables 1 and 2).

    Options are those of `juchu tables`, as in `table=2`, `local_subtotal=True`, `unit="yen"`, `mapping="mine.yaml"`,
    `population="all"`, `years="2018-2020"`, `rejects="unusable.csv"`, `explain="2021,works,non-local"`.

    >>> import juchu
    >>> table = juchu.tables("fixtures/ledger.csv", years="2021").to_polars()
    >>> table.filter(category="total").select("row", "count", "amountMillion").rows()[-1]
    ('total', 9, 75)
    """
    return run("tables", data, options, progress)


def compare(data: Data, *, progress: Progress | None = None, **options: Unpack[_options.CompareOptions]) -> Result:
    """Year over year, with the causes of every change: ledgers, or one published table.

    Options are those of `juchu compare`, as in `by="office"`, `sizes=True`, `concentration=True`,
    `uncertainty="vendors"`, `influential=10`.

    >>> import juchu
    >>> [change] = juchu.compare("fixtures/ledger.csv").json["comparisons"]
    >>> [(p["row"], p["total"]) for p in change["decomposition"] if p["measure"] == "amount"][1]
    ('local-sme', '26.51')
    """
    return run("compare", data, options, progress)


def audit(data: Data, *, progress: Progress | None = None, **options: Unpack[_options.AuditOptions]) -> Result:
    """Which figures of a published table cannot be right, in a CSV, a PDF, a workbook or a web page.

    `status` is 1 where something was found and 2 where a year stayed undecided. Options are those of `juchu audit`.

    >>> import juchu
    >>> juchu.audit("fixtures/kawasaki_table1.csv").status
    1
    """
    return run("audit", data, options, progress)


def extract(data: Data, *, progress: Progress | None = None, **options: Unpack[_options.ExtractOptions]) -> Result:
    """The tables of a document, and how each word of them was understood. PDF is read through `pdftotext`.

    >>> import juchu
    >>> juchu.extract("fixtures/documents/table1.docx").status
    0
    """
    return run("extract", data, options, progress)


def inspect(data: Data, *, progress: Progress | None = None, **options: Unpack[_options.InspectOptions]) -> Result:
    """What is in a file or frame: columns, what they may mean, and cells that cannot be read.

    >>> import juchu
    >>> juchu.inspect("fixtures/ledger.csv").status
    0
    """
    return run("inspect", data, options, progress)


def indicators(
    data: Data, *, progress: Progress | None = None, **options: Unpack[_options.IndicatorsOptions]
) -> Result:
    """Award rates, competition and methods; the options are those of `juchu indicators`.

    >>> import juchu
    >>> juchu.indicators("fixtures/bids.csv").status
    0
    """
    return run("indicators", data, options, progress)


@overload
def synthesize(
    kind: Literal["ledger"], *, progress: Progress | None = None, **options: Unpack[_options.SynthesizeLedgerOptions]
) -> Result: ...
@overload
def synthesize(
    kind: Literal["bids"], *, progress: Progress | None = None, **options: Unpack[_options.SynthesizeBidsOptions]
) -> Result: ...
def synthesize(kind: str, *, progress: Progress | None = None, **options: Any) -> Result:
    """A synthetic ledger (`kind="ledger", table="table1.csv"`) or bid set (`kind="bids"`) as rows.

    >>> import juchu
    >>> juchu.synthesize("bids", tenders=20, seed=1).to_polars()["tender"].n_unique()
    20
    """
    return run(f"synthesize {kind}", None, options, progress)


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
    "help",
    "indicators",
    "inspect",
    "lottery",
    "merge",
    "shard",
    "synthesize",
    "tables",
    "version",
]
