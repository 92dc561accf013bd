"""From the start of the server to the first table, as whoever has just unpacked it does: what it prints, one key, one ledger.

Usage: first_table.py JUCHU FIXTURES
"""

import json
import pathlib
import subprocess
import sys
import time

from server import Server, User


def main() -> int:
    juchu, fixtures = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    began = time.monotonic()
    server = Server(juchu)
    try:
        user = User(server)
        work = user.upload("ledger", [("ledger.csv", (fixtures / "ledger.csv").read_bytes())])
        page = user.page(work, "table1")
        assert page.status == 200 and "62.67" in page.text, page.text[:800]
        elapsed = time.monotonic() - began
        direct = subprocess.run([juchu, "tables", "ledger.csv", "--format", "json", "--lang", "ja"], cwd=fixtures, capture_output=True,
                                check=True)
        assert json.loads(user.download(work, "table1", "json").body) == json.loads(direct.stdout)
    finally:
        assert server.stop() == 0
    print(f"ok     the first table {elapsed:.1f} s after the server's start")
    return 0


if __name__ == "__main__":
    sys.exit(main())
