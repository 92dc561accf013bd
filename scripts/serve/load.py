"""Many users at once, a large file, and how fast a rule's result follows its switches: figures, with what they must stay under.

Usage: load.py JUCHU [--quick]
"""

import concurrent.futures
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time

from server import Server, User

problems: list[str] = []


def judge(what: str, value: float, most: float, unit: str) -> None:
    print(f"{what}: {value:.2f} {unit}, at most {most:.2f}")
    if value > most:
        problems.append(what)


def tree_memory(root: int) -> int:
    """Bytes of a process and all it started."""
    total = 0
    listing = subprocess.run(["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True).stdout
    rows = [tuple(map(int, line.split())) for line in listing.splitlines()]
    wanted = {root}
    for _ in range(3):
        wanted |= {pid for pid, parent, _ in rows if parent in wanted}
    for pid, _, resident in rows:
        if pid in wanted:
            total += resident * 1024
    return total


def many_users(juchu: str, ledger: bytes, users: int) -> None:
    server = Server(juchu, "--sessions", "64")
    most = 0
    running = True

    def watch() -> None:
        nonlocal most
        while running:
            most = max(most, tree_memory(server.process.pid))
            time.sleep(0.1)

    threading.Thread(target=watch, daemon=True).start()
    signed_in = [User(server) for _ in range(users)]

    def one(index: int) -> float:
        time.sleep(10 * index / users)
        began = time.monotonic()
        work = signed_in[index].upload("ledger", [("ledger.csv", ledger)])
        page = signed_in[index].page(work, "table1")
        assert "令和" in page.text and page.status == 200, page.text[:500]
        return time.monotonic() - began

    with concurrent.futures.ThreadPoolExecutor(users) as pool:
        times = sorted(pool.map(one, range(users)))
    running = False
    judge(f"{users} sessions in 10 s with a ledger of {len(ledger) >> 20} MB each: 99th percentile", times[-1], 15, "s")
    judge("server and children", most / 2**30, 2, "GB")
    server.stop()


def large_file(juchu: str, path: pathlib.Path) -> None:
    server = Server(juchu, "--file-megabytes", "300")
    user = User(server)
    before = server.memory()
    began = time.monotonic()
    subprocess.run([juchu, "tables", path.name, "--format", "json", "--lang", "ja", "--quiet", "--threads", "1"],
                   cwd=path.parent, check=True, stdout=subprocess.DEVNULL)
    direct = time.monotonic() - began
    most = 0
    running = True

    def watch() -> None:
        nonlocal most
        while running:
            most = max(most, server.memory())
            time.sleep(0.05)

    threading.Thread(target=watch, daemon=True).start()
    work = user.upload("ledger", [("ledger.csv", path.read_bytes())])
    began = time.monotonic()
    page = user.page(work, "table1")
    elapsed = time.monotonic() - began
    running = False
    assert "令和" in page.text
    judge(f"a table of {path.stat().st_size >> 20} MB after the last byte", elapsed, 1.2 * direct + 0.2, "s")
    judge("the server's memory more than before", (most - before) / 2**20, 64, "MB")
    server.stop()


SWITCHES = {
    "cap": ("1", "2", "3", "none"), "counted": ("lottery", "any"), "nobody-remaining": ("waived", "no-award", "next-lowest"),
    "order": ("case-number", "ceiling-descending", "ceiling-ascending"), "area": ("none", "ward", "half"), "points": ("", "700"),
}


def content(page: bytes) -> bytes:
    """What stands between the head and the foot of a page that the program made."""
    return page[page.index(b'<main id="content">') + 19 : page.rindex(b"</main>")]


def switches(juchu: str, path: pathlib.Path, what: str, limit: float) -> None:
    """A walk that turns one switch after the other, each rule compared with the command line's."""
    server = Server(juchu)
    user = User(server)
    work = user.upload("bids", [("bids.csv", path.read_bytes())])
    user.page(work, "whatif")
    chance = random.Random(7)
    rule = {key: values[0] for key, values in SWITCHES.items()}
    times, seen = [], {tuple(rule.values())}
    while len(times) < 60:
        key = chance.choice(list(SWITCHES))
        rule[key] = chance.choice([value for value in SWITCHES[key] if value != rule[key]])
        # What was calculated before is kept, and no measure of a calculation.
        if tuple(rule.values()) in seen:
            continue
        seen.add(tuple(rule.values()))
        began = time.monotonic()
        answer = user.post("/rule", {"w": work, **rule, "part": "1"})
        times.append(time.monotonic() - began)
        assert answer.status == 200, (rule, answer.status)
        if len(times) % 6 == 0:
            with tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                (folder / "bids.csv").write_bytes(path.read_bytes())
                (folder / "policy.yaml").write_bytes(user.get(f"/policy?w={work}").body)
                own = subprocess.run(
                    [juchu, "lottery", "evaluate", "--policy", "independent", "--policy", "policy.yaml", "bids.csv", "--format", "html",
                     "--lang", "ja"], cwd=folder, check=True, capture_output=True).stdout
                assert content(own) in answer.body, f"another result than evaluate's: {rule}"
    times.sort()
    judge(f"switches of a rule, {what}: 95th percentile of {len(times)} (half of them under {times[len(times) // 2]:.2f} s)",
          times[int(0.95 * len(times))], limit, "s")
    # Wins counted over the year hang all tenders together: that is simulated, shows its progress, and can be cancelled.
    year = {"w": work, **{key: values[0] for key, values in SWITCHES.items()}, "scope": "fiscal-year", "part": "1"}
    began = time.monotonic()
    answer = user.post("/rule", year)
    first = time.monotonic() - began
    while answer.status == 202:
        time.sleep(0.5)
        answer = user.post("/rule", year)
    assert answer.status == 200, answer.status
    print(f"a rule that counts over the year, {what}: an answer after {first:.1f} s, the result after {time.monotonic() - began:.1f} s")
    server.stop()


def main() -> int:
    juchu = sys.argv[1]
    fixtures = pathlib.Path(__file__).parent.parent.parent / "fixtures"
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        switches(juchu, fixtures / "bids.csv", "two groups", 0.3)
        subprocess.run([juchu, "synthesize", "bids", "--set", "city", "--output", "city.csv", "--quiet"], cwd=folder, check=True)
        switches(juchu, folder / "city.csv", "2,700 tenders of a city", 1.0)
        table = str(fixtures / "kawasaki_table1.csv")
        subprocess.run([juchu, "synthesize", "ledger", "--table", table, "--output", "small.csv", "--quiet"],
                       cwd=folder, check=True)
        small = (folder / "small.csv").read_bytes()
        many_users(juchu, small[: small.rfind(b"\n", 0, 10 << 20) + 1], 10 if quick else 50)
        if not quick:
            scale = str((256 << 20) // len(small))
            subprocess.run([juchu, "synthesize", "ledger", "--table", table, "--scale", scale, "--output", "large.csv", "--quiet"],
                           cwd=folder, check=True)
            large_file(juchu, folder / "large.csv")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
