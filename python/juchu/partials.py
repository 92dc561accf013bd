"""Results in pieces: each machine of a cluster makes one, and all together give what one machine would."""

from __future__ import annotations

import os

from .call import Data, run
from .errors import JuchuError, error_of
from .result import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Iterable, Literal, overload

    from typing_extensions import Unpack

    from . import options as _options

    Progress = Callable[[float], None]
else:
    overload = lambda function: function  # noqa: E731


@overload
def shard(
    data: Data, part: tuple[int, int], *, command: Literal["tables"] = ..., **options: Unpack[_options.ShardTablesOptions]
) -> bytes: ...
@overload
def shard(
    data: Data, part: tuple[int, int], *, command: Literal["incidence"], **options: Unpack[_options.ShardIncidenceOptions]
) -> bytes: ...
@overload
def shard(
    data: Data, part: tuple[int, int], *, command: Literal["indicators"], **options: Unpack[_options.ShardIndicatorsOptions]
) -> bytes: ...
def shard(data: Data, part: tuple[int, int], *, command: str = "tables", **options: Any) -> bytes:
    """Counts a piece of an input: the piece `part[0]`, from 1, of `part[1]`. `merge` puts the pieces together.

    `command` is what is counted: Table 1 of ledgers (`tables`), `indicators` of bids, or their lotteries (`incidence`), of which
    the bids for a tender stand together. A frame is one whole input among so many; files are cut by their bytes.

    >>> import juchu
    >>> pieces = [juchu.shard("fixtures/ledger.csv", (number, 3)) for number in (1, 2, 3)]
    >>> juchu.merge(pieces).json["cells"] == juchu.tables("fixtures/ledger.csv").json["cells"]
    True
    """
    number, count = part
    given: dict[str, Any] = {**options, "part": f"{number:d}/{count:d}"}
    # Frames have the names that they would have in one call.
    first = number - 1 if hasattr(data, "__arrow_c_stream__") else 0
    return run(f"shard {command}", data, given, first=first).render("raw")


def merge(data: Any, *, progress: Progress | None = None, **options: Unpack[_options.MergeOptions]) -> Result:
    """The result of pieces: bytes of `shard`, paths of partial files or folders, or a frame with a binary column.

    >>> import juchu
    >>> juchu.merge([juchu.shard("fixtures/ledger.csv", (2, 3))])
    Traceback (most recent call last):
    juchu.errors.DataError: bytes 0 to 893 of fixtures/ledger.csv are in no piece
    ...
    """
    pieces = _bytes_of(data)
    if pieces is None:
        return run("merge", data, options, progress)
    import json
    import re
    import tempfile

    with tempfile.TemporaryDirectory(prefix="juchu-") as folder:
        paths = []
        for number, piece in enumerate(pieces, 1):
            paths.append(os.path.join(folder, f"{number:07d}.partial"))
            with open(paths[-1], "xb") as file:
                file.write(piece)
        if not paths:
            raise ValueError("there are no pieces to merge")
        try:
            return run("merge", folder, options, progress)
        except JuchuError as error:
            # The folder is about to go, and nobody else has seen it.
            words = re.sub(re.escape(folder) + r"/0*(\d+)\.partial", r"<piece \1>", json.dumps(error.failure, ensure_ascii=False))
            raise error_of(json.loads(words), error.language) from None


def _bytes_of(data: Any) -> Iterable[bytes] | None:
    """The pieces where they are in memory; nothing where they are files."""
    if isinstance(data, (bytes, bytearray, memoryview)):
        return [bytes(data)]
    if isinstance(data, (list, tuple)):
        kinds = {isinstance(piece, (bytes, bytearray, memoryview)) for piece in data}
        if kinds == {True, False}:
            raise TypeError("pass either the bytes of pieces or paths, not both")
        return [bytes(piece) for piece in data] if kinds != {False} else None
    if hasattr(data, "__arrow_c_stream__"):
        return _binary_column(data)
    return None


def _binary_column(data: Any) -> Iterable[bytes]:
    import pyarrow

    table = pyarrow.table(data)
    kinds = ("binary", "large_binary", "binary_view")
    columns = [field.name for field in table.schema if str(field.type) in kinds]
    if len(columns) != 1:
        raise ValueError(f"a frame of pieces has one binary column, this one has {len(columns)}: {table.schema.names}")
    pieces = table.column(columns[0]).to_pylist()
    if None in pieces:
        raise ValueError(f"the column {columns[0]!r} has no piece in row {pieces.index(None) + 1}")
    return pieces  # type: ignore[no-any-return]
