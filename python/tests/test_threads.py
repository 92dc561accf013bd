"""Thousands of calls from several threads, interrupted ones among them."""

import os
import pathlib
import pickle
import signal
import subprocess
import sys
import time

import juchu
import polars

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import many_calls  # noqa: E402

# The full script is scripts/measure-calls.
CALLS = int(os.environ.get("JUCHU_CALLS", "400"))
FRAME = many_calls.FRAME


def test_many_calls(fixtures):
    many_calls.run(fixtures, CALLS, patience=300)


def test_interrupted_simulation(tmp_path, fixtures):
    """A simulation of an hour is over soon after Ctrl-C, and nothing of it goes on."""
    script = tmp_path / "simulation.py"
    script.write_text(
        "import juchu, os, sys, time\n"
        "from juchu._library import library\n"
        "print('begin', flush=True)\n"
        "try:\n"
        f"    juchu.lottery.evaluate({str(fixtures / 'bids.csv')!r}, policy='one-win', simulate=True, trials=10**10)\n"
        "except KeyboardInterrupt:\n"
        "    pass\n"
        # Within the handler the traceback still holds the call.
        "end = time.monotonic() + 60\n"
        "while library.juchu_live() and time.monotonic() < end: time.sleep(0.05)\n"
        "print('stopped', library.juchu_live(), flush=True)\n")
    process = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begin\n"
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "stopped 0\n"
    assert process.wait(30) == 0


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


def test_pools_of_processes(fixtures):
    """The method that starts afresh works, and errors come home as they are."""
    script = (
        "import juchu, multiprocessing, sys\n"
        "def used(path): return juchu.tables(path).meta['files'][0]['used']\n"
        "if __name__ == '__main__':\n"
        "    juchu.tables(sys.argv[1])\n"
        "    with multiprocessing.get_context('spawn').Pool(2) as pool:\n"
        "        print(pool.map(used, [sys.argv[1]] * 3))\n"
        "        try: pool.map(used, ['/nowhere.csv'])\n"
        "        except juchu.MissingFileError as error: print(error.file)\n")
    folder = pathlib.Path(os.environ.get("TMPDIR", "/tmp"))
    path = folder / f"juchu-pool-{os.getpid()}.py"
    path.write_text(script)
    try:
        done = subprocess.run(
            [sys.executable, path, fixtures / "ledger.csv"], capture_output=True, text=True, timeout=120, check=True)
    finally:
        path.unlink()
    assert done.stdout == "[20, 20, 20]\n/nowhere.csv\n"


def test_errors_travel():
    try:
        juchu.tables(FRAME.with_columns(amount=-1), lang="ja")
        raise AssertionError("an amount below nothing was taken")
    except juchu.DataError as error:
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), again.row, again.column) == (str(error), 1, "amount")


def test_progress():
    parts = []
    generator = range(200_000)
    frame = polars.DataFrame({
        "fiscal_year": [2020 + i % 2 for i in generator], "category": ["goods"] * 200_000, "size": ["sme"] * 200_000,
        "locality": ["local"] * 200_000, "amount": list(generator), "vendor": [str(i % 9000) for i in generator]})
    juchu.compare(frame, uncertainty="vendors", replicates=2000, duplicates="keep", progress=parts.append)
    assert all(0 <= part <= 1 for part in parts)
