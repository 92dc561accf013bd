"""Results of calls."""

from __future__ import annotations

import ctypes
import os
import threading

from ._library import capsule_of_result, library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SUFFIXES = {
    ".csv": "csv",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".md": "markdown",
    ".svg": "svg",
    ".txt": "text",
    ".xlsx": "xlsx",
}


class Plot:
    """A chart as SVG: notebooks show it, and `save` writes it."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def _repr_html_(self) -> str:
        import base64

        # As an image, so that the chart's own style stays in it.
        data = base64.b64encode(self.svg.encode()).decode()
        return f'<img style="max-width: 44rem; width: 100%" src="data:image/svg+xml;base64,{data}">'

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the chart to an SVG file."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.svg)


class Result:
    """What a command gives: rows for frames, and every form of the program.

    Anything that takes Arrow streams takes a result: `polars.DataFrame(result)`, `pyarrow.table(result)`,
    `duckdb.from_arrow(result)`.

    >>> import juchu
    >>> table = juchu.tables("fixtures/ledger.csv")
    >>> table
    <juchu tables: status 0>
    >>> table.to_arrow().num_rows, table.to_pandas()["count"].iloc[0].item()
    (40, 1)
    >>> print(table.text().splitlines()[0])
    Table 1: contracts by size, locality and category
    >>> table.render("papyrus")
    Traceback (most recent call last):
    ValueError: the result of tables cannot be had as 'papyrus'
    """

    def __init__(self, handle: int, report: dict[str, Any], command: str) -> None:
        self._handle: int | None = handle
        self._lock = threading.Lock()
        self._json: dict[str, Any] | None = None
        #: The exit code of the program: 0 done, 1 something was found, 2 the answer is open.
        self.status: int = report["status"]
        #: What the program would have said beside the result.
        self.remarks: list[str] = report["remarks"]
        #: The command.
        self.command: str = command

    def __del__(self) -> None:
        handle, self._handle = getattr(self, "_handle", None), None
        if handle:
            library.juchu_result_free(handle)

    def __repr__(self) -> str:
        return f"<juchu {self.command}: status {self.status}>"

    def render(self, format: str, lang: str | None = None) -> bytes:
        """The result in a form: text, markdown, csv, json, html, xlsx, svg, or raw for commands that write bytes."""
        data, size = ctypes.c_void_p(), ctypes.c_size_t()
        language = lang.encode() if lang else None
        # What is synthesized is CSV as it is.
        own = "raw" if format == "csv" and self.command.startswith("synthesize") else format
        with self._lock:
            status = library.juchu_result_render(
                self._handle, own.encode(), language, ctypes.byref(data), ctypes.byref(size)
            )
        if status != 0:
            raise ValueError(f"the result of {self.command} cannot be had as {format!r}")
        try:
            return ctypes.string_at(data, size.value)
        finally:
            library.juchu_free(data)

    def text(self, lang: str | None = None) -> str:
        """The result as the program prints it."""
        return self.render("text", lang).decode()

    def html(self, lang: str | None = None) -> str:
        """The result as a page that is complete in itself."""
        return self.render("html", lang).decode()

    @property
    def json(self) -> dict[str, Any]:
        """The result in the JSON form of the program, with exact shares as strings."""
        import json

        if self._json is None:
            self._json = json.loads(self.render("json"))
        return self._json or {}

    @property
    def meta(self) -> dict[str, Any]:
        """What every row of every input became, and what else is needed to check a figure."""
        meta: dict[str, Any] = self.json["meta"]
        return meta

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        with self._lock:
            return capsule_of_result(self._handle or 0)

    def to_polars(self) -> Any:
        """The rows as a Polars frame."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> Any:
        """The rows as a pandas frame."""
        import pandas

        if hasattr(pandas.DataFrame, "from_arrow"):
            return pandas.DataFrame.from_arrow(self)
        return self.to_arrow().to_pandas()

    def to_arrow(self) -> Any:
        """The rows as a pyarrow table."""
        import pyarrow

        return pyarrow.table(self)

    def _repr_html_(self) -> str:
        try:
            return self.render("fragment").decode()
        except ValueError:
            return f"<pre>{self!r}</pre>"

    def plot(self, lang: str | None = None) -> Plot:
        """The first chart of the result."""
        return Plot(self.render("svg", lang).decode())

    def save(self, path: str | os.PathLike[str], lang: str | None = None, force: bool = False) -> None:
        """Writes the result to a file whose suffix names the form; an existing file stays unless `force` is true."""
        suffix = os.path.splitext(os.fspath(path))[1].lower()
        if suffix not in _SUFFIXES:
            raise ValueError(f"the suffix {suffix!r} names no form: use one of {', '.join(_SUFFIXES)}")
        data = self.render(_SUFFIXES[suffix], lang)
        with open(path, "wb" if force else "xb") as file:
            file.write(data)
