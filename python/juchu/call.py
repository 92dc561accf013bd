"""Calls of commands."""

from __future__ import annotations

import ctypes
import math
import os
import threading

from ._library import library, stream_of
from .errors import JuchuError, error_of
from .result import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Mapping

    #: A path, anything with `__arrow_c_stream__`, or a list of these.
    Data = Any
else:
    Data = object


class _Call:
    """A handle that is freed when nobody needs it any longer, be it the caller or the thread that works."""

    def __init__(self) -> None:
        self.handle = library.juchu_call_new()
        if not self.handle:
            raise RuntimeError(
                "this process was forked after juchu had worked in its parent: use the start method 'spawn'"
            )

    def __del__(self) -> None:
        if getattr(self, "handle", None):
            library.juchu_call_free(self.handle)


def _language(options: dict[str, Any]) -> str:
    """The language of a call, as the program finds it."""
    named = next(
        (str(word) for word in [options.get("lang"), *map(os.environ.get, ("JUCHU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))] if word),
        "",
    )
    return "ja" if named.startswith(("ja", "日本語")) else "en"


def _value(call: _Call, name: str, value: Any, within: bool = False) -> Any:
    """The value of an option as JSON has it; a frame is handed over and becomes its name."""
    if hasattr(value, "__arrow_c_stream__"):
        _add_frame(call, f"<{name}>", value)
        return f"<{name}>"
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"the option {name!r} is {value}, which is no number that can be written")
        return float(value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, (list, tuple)) and not within:
        return [_value(call, name, one, within=True) for one in value]
    if hasattr(value, "item") and getattr(value, "shape", None) == ():  # a number of NumPy
        return _value(call, name, value.item(), within)
    raise TypeError(
        f"the option {name!r} is a {type(value).__name__}: pass a text, a number, True, a path, a frame, or a list of these"
    )


def _add_frame(call: _Call, name: str, data: Any) -> None:
    capsule = data.__arrow_c_stream__()
    library.juchu_call_add_frame(call.handle, name.encode(), stream_of(capsule))


def _input(call: _Call, data: Any, count: int) -> str:
    """The name of an input: a path, or that of a frame."""
    if hasattr(data, "__arrow_c_stream__"):
        name = "<frame>" if count == 0 else f"<frame {count + 1}>"
        _add_frame(call, name, data)
        return name
    if isinstance(data, (str, os.PathLike)):
        return os.fspath(data)
    if type(data).__name__ == "LazyFrame":
        raise TypeError("a LazyFrame has no rows yet: pass frame.collect()")
    if hasattr(data, "to_arrow_table"):  # a relation of DuckDB before it knew the interface
        return _input(call, data.to_arrow_table(), count)
    raise TypeError(
        f"{type(data).__name__} is neither a path nor a frame: pass a path, or something with __arrow_c_stream__"
    )


def run(
    command: str,
    data: Data | list[Data],
    options: Mapping[str, Any],
    progress: Callable[[float], None] | None = None,
    first: int = 0,
) -> Result:
    """Runs a command; the interpreter's lock is released while it works. `first` is how many frames came before."""
    import json

    options = {name.rstrip("_"): value for name, value in options.items()}
    if progress is not None and not callable(progress):
        raise TypeError(f"progress is a {type(progress).__name__}: pass a function that takes the part that is done")
    if "inputs" in options:
        raise TypeError("'inputs' is no option: data come first, as a path, a frame, or a list of these")
    call = _Call()
    items = list(data) if isinstance(data, (list, tuple)) else [] if data is None else [data]
    chosen: dict[str, Any] = {name: _value(call, name, value) for name, value in options.items()}
    frames = first
    inputs = []
    for item in items:
        inputs.append(_input(call, item, frames))
        frames += hasattr(item, "__arrow_c_stream__")
    chosen["inputs"] = inputs
    if not command.startswith(("synthesize", "shard", "lottery verifiable", "--")) and not chosen.get("help"):
        # Results are rendered later in any form; that of JSON names the SHA-256 of files.
        chosen.setdefault("format", "json")
    text = json.dumps(chosen, ensure_ascii=False).encode()
    handle = _work(call, command, text, progress)
    report = json.loads(library.juchu_result_report(handle))
    failure = report.get("failure")
    if failure:
        library.juchu_result_free(handle)
        raise error_of(failure, _language(options))
    return Result(handle, report, command)


def _work(call: _Call, command: str, options: bytes, progress: Callable[[float], None] | None) -> int:
    if threading.current_thread() is not threading.main_thread() and progress is None:
        # No signal comes to this thread.
        found = ctypes.c_void_p()
        library.juchu_call_run(call.handle, command.encode(), options, ctypes.byref(found))
        return found.value or 0
    done = threading.Event()
    state: dict[str, Any] = {"abandoned": False}
    lock = threading.Lock()

    def work() -> None:
        found = ctypes.c_void_p()
        library.juchu_call_run(call.handle, command.encode(), options, ctypes.byref(found))
        with lock:
            state["handle"] = found.value
            if state["abandoned"] and found.value:
                library.juchu_result_free(found.value)
        done.set()

    # Of a program that ends while this works nothing is waited for.
    thread = threading.Thread(target=work, name="juchu", daemon=True)
    thread.start()
    try:
        while not done.wait(0.1 if progress is None else 0.25):
            part = library.juchu_call_progress(call.handle)
            if progress is not None and part >= 0:
                progress(part)
    except BaseException:
        library.juchu_call_cancel(call.handle)
        with lock:
            state["abandoned"] = True
            if state.get("handle"):
                library.juchu_result_free(state["handle"])
        raise
    thread.join()
    return state["handle"] or 0


__all__ = ["Data", "JuchuError", "run"]
