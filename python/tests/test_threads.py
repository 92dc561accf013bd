"""Thousands of calls from several threads, interrupted ones among them."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time

import juchu
import polars
import pytest

CALLS = int(os.environ.get("JUCHU_CALLS", "160"))
FRAME = polars.DataFrame({
    "contract": ["A1", "A2"], "fiscal_year": [2020, 2021], "category": ["goods", "works"], "size": ["sme", "large"],
    "locality": ["local", "local"], "amount": [1, 2],
})


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_many_calls(fixtures):
    failures = []

    def work(calls):
        try:
            for number in range(calls):
                if number % 4 == 0:
                    assert juchu.tables(FRAME, threads=1).to_polars().height > 5
                elif number % 4 == 1:
                    with pytest.raises(juchu.DataError):
                        juchu.tables(FRAME.with_columns(amount=polars.lit("much")), threads=1)
                elif number % 4 == 2:
                    juchu.tables(fixtures / "ledger.csv", threads=1).render("csv")
                else:
                    stop(juchu, FRAME)
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    def all_threads(calls):
        threads = [threading.Thread(target=work, args=(calls // 8,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(300)
            assert not thread.is_alive(), "deadlock"
        assert not failures, failures[0]
        gc.collect()

    all_threads(80)
    memory, files = resident(), len(os.listdir("/proc/self/fd"))
    all_threads(CALLS)
    assert len(os.listdir("/proc/self/fd")) <= files
    # What one call leaves behind would be there thousands of times.
    assert resident() - memory < 4_000 * CALLS + 16_000_000


def stop(juchu, frame):
    """A call that is stopped before it begins."""
    from juchu._library import library, stream_of

    import ctypes

    call = library.juchu_call_new()
    # The stream is the capsule's, which has to live until it is taken over.
    capsule = frame.__arrow_c_stream__()
    library.juchu_call_add_frame(call, b"<f>", stream_of(capsule))
    library.juchu_call_cancel(call)
    found = ctypes.c_void_p()
    assert library.juchu_call_run(call, b"tables", b'{"inputs": "<f>"}', ctypes.byref(found)) == 75
    library.juchu_result_free(found)
    library.juchu_call_free(call)


def test_keyboard_interrupt(tmp_path):
    script = tmp_path / "long.py"
    script.write_text(
        "import juchu, polars, sys\n"
        "n = 400_000\n"
        "f = polars.DataFrame({'fiscal_year': [2020] * n, 'category': ['goods'] * n, 'size': ['sme'] * n,"
        " 'locality': ['local'] * n, 'amount': [1] * n, 'vendor': [str(i % 5000) for i in range(n)]})\n"
        "print('begin', flush=True)\n"
        "try:\n"
        "    while True: juchu.compare([f.with_columns(fiscal_year=2021), f], concentration=True, duplicates='keep')\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', juchu.tables(f.head(5), duplicates='keep').status, flush=True)\n")
    process = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begin\n"
    time.sleep(1.0)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "stopped 0\n"
    assert time.monotonic() - begun < 10
    assert process.wait(30) == 0


def test_forked_children_are_refused():
    juchu.tables(FRAME)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            juchu.tables(FRAME)
            os.write(write, b"worked")
        except RuntimeError as error:
            os.write(write, str(error).encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    assert b"spawn" in os.read(read, 1000)
    os.close(read)


def test_progress():
    parts = []
    generator = range(200_000)
    frame = polars.DataFrame({
        "fiscal_year": [2020 + i % 2 for i in generator], "category": ["goods"] * 200_000, "size": ["sme"] * 200_000,
        "locality": ["local"] * 200_000, "amount": list(generator), "vendor": [str(i % 9000) for i in generator]})
    juchu.compare(frame, uncertainty="vendors", replicates=2000, duplicates="keep", progress=parts.append)
    assert all(0 <= part <= 1 for part in parts)
