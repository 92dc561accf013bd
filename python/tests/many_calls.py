"""Thousands of calls from eight threads, failing and stopped ones among them: nothing stays behind, and nobody waits for ever.

What stays behind is counted, not guessed from the size of the process: handles that the library has given (`juchu_live`), bytes
that the C library's malloc has handed out (`mallinfo2`), bytes of Arrow that pyarrow holds, open files and threads. Two rounds
of the same calls are compared, so that what is made once in a process is in both.

    python many_calls.py FIXTURES [CALLS]      10,000 calls by default
"""

import ctypes
import gc
import os
import pathlib
import sys
import threading
import time

import juchu
import polars
import pyarrow
from juchu._library import library, stream_of

THREADS = 8
FRAME = polars.DataFrame({
    "contract": ["A1", "A2"], "fiscal_year": [2020, 2021], "category": ["goods", "works"], "size": ["sme", "large"],
    "locality": ["local", "local"], "amount": [1, 2],
})
TABLE = pyarrow.table({name: pyarrow.array(FRAME[name].to_list()) for name in FRAME.columns})


class _Memory(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]


def handed_out():
    """The bytes that malloc has handed out and that were not given back."""
    libc = ctypes.CDLL(None)
    libc.mallinfo2.restype = _Memory
    libc.malloc_trim(0)
    found = libc.mallinfo2()
    return found.uordblks + found.hblkhd


def held():
    """What is held now."""
    gc.collect()
    return {
        "handles": library.juchu_live(), "malloc": handed_out(), "arrow": pyarrow.total_allocated_bytes(),
        "files": len(os.listdir("/proc/self/fd")), "threads": len(os.listdir("/proc/self/task")),
    }


def stopped(command, options, before):
    """A call that is stopped before or while it works, by another thread."""
    call = library.juchu_call_new()
    # The stream is the capsule's, which has to live until it is taken over.
    capsule = FRAME.__arrow_c_stream__()
    library.juchu_call_add_frame(call, b"<f>", stream_of(capsule))
    stopper = None
    if before:
        library.juchu_call_cancel(call)
    else:
        def stop():
            # Where a call is over before it is seen to work, it is stopped when it is over.
            for _ in range(20):
                if library.juchu_call_progress(call) > 0:
                    break
                time.sleep(0.001)
            library.juchu_call_cancel(call)
        stopper = threading.Thread(target=stop)
        stopper.start()
    found = ctypes.c_void_p()
    status = library.juchu_call_run(call, command, options, ctypes.byref(found))
    if stopper:
        stopper.join()
    assert status == 75, (status, library.juchu_result_report(found))
    library.juchu_result_free(found)
    library.juchu_call_free(call)


def one(number, fixtures):
    """One of ten kinds of calls."""
    kind = number % 10
    if kind == 0:
        assert juchu.tables(FRAME, threads=1).to_polars().height > 5
    elif kind == 1:
        try:
            juchu.tables(FRAME.with_columns(amount=polars.lit("much")), threads=1)
            raise AssertionError("a word was taken for an amount")
        except juchu.DataError as error:
            assert (error.row, error.column) == (1, "amount")
    elif kind == 2:
        assert juchu.tables(fixtures / "ledger.csv", threads=1).render("csv").count(b"\n") > 10
    elif kind == 3:
        stopped(b"tables", b'{"inputs": "<f>"}', before=True)
    elif kind == 4:
        # A simulation of an hour, stopped as soon as it is under way.
        bids = str(fixtures / "bids.csv").encode()
        stopped(
            b"lottery evaluate", b'{"inputs": "%s", "policy": "one-win", "simulate": true, "trials": 1000000000}' % bids,
            before=False)
    elif kind == 5:
        # A progress that does not want to go on.
        class Enough(Exception):
            pass

        def enough(part):
            raise Enough
        try:
            juchu.lottery.evaluate(
                fixtures / "bids.csv", policy="one-win", simulate=True, trials=10**9, threads=1, progress=enough)
            raise AssertionError("an hour is over")
        except Enough:
            pass
    elif kind == 6:
        assert juchu.tables(TABLE, threads=1).to_arrow().num_rows > 5
    elif kind == 7:
        try:
            juchu.tables(fixtures / "nowhere.csv")
            raise AssertionError("a file that is not there was read")
        except juchu.MissingFileError:
            pass
    elif kind == 8:
        pieces = [juchu.shard(FRAME.slice(place, 1), (place + 1, 2), threads=1) for place in (0, 1)]
        assert juchu.merge(pieces, threads=1).meta["files"][1]["used"] == 1
    else:
        try:
            juchu.tables(FRAME, colour="red")
            raise AssertionError("there is no colour")
        except juchu.UsageError:
            pass


def round_of(calls, fixtures, patience):
    """So many calls from all threads."""
    failures = []
    numbers = iter(range(calls))
    lock = threading.Lock()

    def work():
        while True:
            with lock:
                number = next(numbers, None)
            if number is None or failures:
                return
            try:
                one(number, fixtures)
            except BaseException as error:  # noqa: BLE001
                failures.append((number, error))

    threads = [threading.Thread(target=work, daemon=True) for _ in range(THREADS)]
    end = time.monotonic() + patience
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0, end - time.monotonic()))
        assert not thread.is_alive(), f"a thread waits after {patience} s: a deadlock"
    if failures:
        raise AssertionError(f"call {failures[0][0]}: {failures[0][1]!r}") from failures[0][1]


def settled():
    """What is held once the threads of stopped calls are gone."""
    now = held()
    for _ in range(100):
        if now["handles"] == 0:
            return now
        time.sleep(0.1)
        now = held()
    return now


def run(fixtures, calls, patience=3600):
    """Compares what is held after two rounds; returns both."""
    round_of(max(200, calls // 10), fixtures, patience)
    before = settled()
    round_of(calls, fixtures, patience)
    after = settled()
    assert after["handles"] == 0, after
    assert after["arrow"] <= before["arrow"], (before, after)
    assert after["files"] <= before["files"], (before, after)
    # Threads of a pool come and go, with the work that there is.
    assert after["threads"] <= before["threads"] + 2 * THREADS, (before, after)
    # A single pointer that each call lost would be 16 bytes a call in malloc's account.
    lost = after["malloc"] - before["malloc"]
    assert lost < 8 * calls + 400_000, (lost, before, after)
    return before, after


def main(arguments):
    fixtures = pathlib.Path(arguments[0])
    calls = int(arguments[1]) if len(arguments) > 1 else 10_000
    begun = time.monotonic()
    before, after = run(fixtures, calls)
    print(f"{calls} calls from {THREADS} threads in {time.monotonic() - begun:.0f} s")
    for name in after:
        print(f"  {name:8} {before[name]:>12,} before {after[name]:>12,} after")


if __name__ == "__main__":
    main(sys.argv[1:])
