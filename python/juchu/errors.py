"""What goes wrong, with its place."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class JuchuError(Exception):
    """A command that failed: what, where, what was expected, and what to do.

    `file`, `line` (of a file) or `row` (of a frame, from 1) and `column` (its name) say where; `code` is the exit code of
    the program; `message_ja` and `message_en` are the words in both languages.
    """

    code: int = 70

    def __init__(self, failure: dict[str, Any], language: str = "en") -> None:
        self.language = language
        #: What the library says of it: code, kind, place and words.
        self.failure = failure
        message = failure.get("message") or {}
        self.message_ja: str = message.get("ja") or ""
        self.message_en: str = message.get("en") or ""
        self.code = int(failure.get("code") or 70)
        self.file: str | None = failure.get("file")
        self.line: int | None = failure.get("line")
        self.row: int | None = failure.get("row")
        column = failure.get("column") or {}
        self.column: str | None = column.get("name")
        self.column_number: int | None = column.get("number")
        super().__init__(self.message_ja if language == "ja" else self.message_en)

    def __reduce__(self) -> tuple[Any, ...]:
        # From a process to another: a pool of workers, or an executor of a cluster.
        return type(self), (self.failure, self.language)


class UsageError(JuchuError, ValueError):
    """Options that do not exist or do not fit together."""


class DataError(JuchuError, ValueError):
    """Data that cannot be used: a wrong value, a missing column, an empty file."""


class MissingFileError(JuchuError, FileNotFoundError):
    """An input is missing, unreadable or a directory."""


class OutputError(JuchuError, OSError):
    """An output exists already or cannot be written."""


class CancelledError(JuchuError):
    """The call was stopped."""


def error_of(failure: dict[str, Any], language: str) -> JuchuError:
    """The exception for a failure."""
    kinds = {
        "usage": UsageError,
        "data": DataError,
        "missing": MissingFileError,
        "exists": OutputError,
        "write": OutputError,
        "cancelled": CancelledError,
    }
    return kinds.get(failure.get("kind") or "", JuchuError)(failure, language)
