"""Runs the examples of the docstrings."""

import doctest
import importlib
import os
import sys

MODULES = ["juchu", "juchu.errors", "juchu.lottery", "juchu.partials", "juchu.result"]
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


def main():
    os.chdir(os.environ["JUCHU_REPOSITORY"])
    attempted = failed = 0
    for name in MODULES:
        found = doctest.testmod(importlib.import_module(name), optionflags=FLAGS)
        attempted, failed = attempted + found.attempted, failed + found.failed
    print(f"{attempted} examples, {failed} failed")
    return 1 if failed or attempted < 30 else 0


if __name__ == "__main__":
    sys.exit(main())
