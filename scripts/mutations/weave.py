"""Compiles the mutations of list.tsv into the sources, each behind a switch; --remove takes the switch's files away."""

import os
import sys

SWITCH = """#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which mutation is on, for scripts/mutate.
enum Mutant {
  private static let chosen = getenv("JUCHU_MUTANT").flatMap { Int(String(cString: $0)) }

  static func isOn(_ number: Int) -> Bool { chosen == number }
}
"""


def mutations():
    with open("scripts/mutations/list.tsv", encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    return [line.split("\t") for line in lines]


def switch(path):
    return os.path.join("Sources", path.split("/")[0], "Mutant.swift")


def main():
    if "--remove" in sys.argv:
        for path, *_ in mutations():
            if os.path.exists(switch(path)):
                os.remove(switch(path))
        return
    for number, (path, original, changed, _) in enumerate(mutations(), 1):
        source = os.path.join("Sources", path)
        with open(source, encoding="utf-8") as file:
            text = file.read()
        if text.count(original) != 1:
            sys.exit(f"{path}: '{original}' stands there {text.count(original)} times, not once: mend the list")
        text = text.replace(original, f"(Mutant.isOn({number}) ? ({changed}) : ({original}))")
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        with open(switch(path), "w", encoding="utf-8") as file:
            file.write(SWITCH)


main()
