"""A data frame of Spark, counted where its rows are.

Every partition becomes a piece of the result on its executor, some kilobytes and eight bytes a contract, and the driver merges
them: no row travels, and nothing is written. The package has to be installed on the executors (`pip install` of the wheel).

    pieces = juchu.spark.partials(ledger, population="all")
    table = juchu.spark.merge(pieces, unit="thousand")
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Callable, Iterator, Literal, overload

from .errors import JuchuError, error_of
from .partials import merge as _merge
from .partials import shard
from .result import Result

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from . import options as _options

Progress = Callable[[float], None]

#: What `partials` gives: a row a partition, with the piece or why there is none.
SCHEMA = "piece int, partial binary, failure string"


@overload
def partials(frame: Any, *, command: Literal["tables"] = ..., **options: Unpack[_options.ShardTablesOptions]) -> Any: ...
@overload
def partials(
    frame: Any, *, command: Literal["incidence"], **options: Unpack[_options.ShardIncidenceOptions]
) -> Any: ...
@overload
def partials(
    frame: Any, *, command: Literal["indicators"], **options: Unpack[_options.ShardIndicatorsOptions]
) -> Any: ...
def partials(frame: Any, *, command: Any = "tables", **options: Any) -> Any:
    """The pieces of a data frame as a data frame with a binary column, computed by `mapInArrow` when it is asked for.

    Columns are found by their names, as in `juchu.tables`; `command` and options are those of `juchu.shard`. Of bids those for a
    tender stand together, as behind `frame.repartition("tender").sortWithinPartitions("tender")`. Rows of errors are counted within
    their partition.
    """
    from pyspark.sql.pandas.types import to_arrow_schema

    schema = to_arrow_schema(frame.schema)
    count = frame.rdd.getNumPartitions()
    given: dict[str, Any] = {"threads": 1, **options}

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow
        from pyspark import TaskContext

        context = TaskContext.get()
        number = context.partitionId() + 1 if context else 1
        first = next(batches, None)
        own = schema if first is None else first.schema
        rows = pyarrow.RecordBatchReader.from_batches(own, _chained(first, batches))
        piece, failure = None, None
        try:
            piece = shard(rows, (number, max(number, count)), command=command, **given)
        except JuchuError as error:
            # What is wrong with the data stays wrong: Spark need not try again.
            failure = json.dumps([error.failure, error.language])
        columns = [
            pyarrow.array([number], pyarrow.int32()),
            pyarrow.array([piece], pyarrow.binary()),
            pyarrow.array([failure], pyarrow.string()),
        ]
        yield pyarrow.RecordBatch.from_arrays(columns, ["piece", "partial", "failure"])

    return frame.mapInArrow(work, SCHEMA)


def _chained(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
        yield from rest


def merge(pieces: Any, *, progress: Progress | None = None, **options: Unpack[_options.MergeOptions]) -> Result:
    """The result of `partials`; the error of the first partition in which something is wrong.

    Options are those of `juchu merge`: `unit`, `rounding`, `local_subtotal`.
    """
    rows = sorted(pieces.collect(), key=lambda row: row["piece"])
    for row in rows:
        if row["failure"] is not None:
            failure, language = json.loads(row["failure"])
            raise error_of(failure, language)
    return _merge([bytes(row["partial"]) for row in rows], progress=progress, **options)
