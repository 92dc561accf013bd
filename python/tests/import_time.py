"""How long the import takes, in fresh processes: at most 60 ms where the library is optimized."""

import os
import statistics
import subprocess
import sys

SCRIPT = """
import time
begun = time.perf_counter()
import juchu
first = time.perf_counter()
juchu.version()
print((first - begun) * 1000)
"""
LIMIT = 60.0


def main():
    times = [
        float(subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=True, text=True).stdout)
        for _ in range(11)
    ]
    middle = statistics.median(times[1:])
    print(f"import juchu: {middle:.0f} ms (median of 10), {min(times):.0f} to {max(times):.0f}")
    # On a machine that others use the fastest says more.
    return 1 if os.environ.get("JUCHU_IMPORT_LIMIT") and min(times) > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
