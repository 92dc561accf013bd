"""Holds `juchu audit` against random tables and an independent integer model; see docs/methods/audit.md."""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import time

from model import Model
from tables import KINDS, Table


def audit(juchu, table, rules=None):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
        file.write(table.csv())
        file.flush()
        options = ["--amount-rule", rules[0], "--share-rule", rules[1]] if rules else []
        run = subprocess.run([juchu, "audit", file.name, "--format", "json", *options], capture_output=True, text=True)
    if run.returncode not in (0, 1, 2):
        raise RuntimeError(run.stderr + table.csv())
    result = json.loads(run.stdout)
    result["exit"] = run.returncode
    # A table whose labels can be read in two ways is not audited.
    result["isRead"] = "findings" in result
    if not result["isRead"]:
        result.update(findings=[], undecided=["labels"])
    return result


def alternatives(finding):
    """The alternatives of a finding, each as a set of places."""
    if "oneOf" in finding:
        return [frozenset(place(f) for f in one) for one in finding["oneOf"]]
    return [frozenset([place(finding)])]


def place(figure):
    return figure["category"], figure["row"], figure["measure"]


def accused(result):
    return set().union(*[one for finding in result["findings"] for one in alternatives(finding)], set())


def size(result):
    return sum(min(len(one) for one in alternatives(finding)) for finding in result["findings"])


def causes(result, wanted):
    for finding in result["findings"]:
        for one in finding.get("oneOf", [[finding]]):
            for figure in one:
                if place(figure) == wanted:
                    return figure["causes"]
    return None


class Report:
    def __init__(self):
        self.numbers = collections.Counter()
        self.failures = []
        self.examples = []

    def decide(self, result, kind, table):
        """Counts what stayed undecided, by class of size; never with exit 0."""
        figures = len(table.figures)
        group = "up to 20" if figures <= 20 else "21 to 50" if figures <= 50 else "above 50"
        self.numbers[f"figures {group}: audits, rules {kind}"] += 1
        if not result["isRead"]:
            self.fail(f"labels open, rules {kind}", table, table.seed)
        elif result["undecided"]:
            self.numbers[f"figures {group}: undecided, rules {kind}"] += 1
            self.fail(f"undecided, rules {kind}", table, table.seed)
        if result["undecided"] and result["exit"] == 0:
            self.fail("undecided with exit 0", table, table.seed)

    def fail(self, what, table, seed, detail=""):
        self.numbers["failed: " + what] += 1
        self.failures.append((what, seed, table.rules, detail))

    def show(self, title):
        print(f"## {title}")
        for key, value in sorted(self.numbers.items()):
            print(f"- {key}: {value}")
        for failure in self.failures[:20] + self.examples[:40]:
            print("  !", *failure)
        sys.stdout.flush()


def truthful(juchu, count, first):
    """Tables without a misprint: none accused, under their own rules and under none given."""
    report = Report()
    for seed in range(first, first + count):
        table = Table(seed)
        for rules in (table.rules, None):
            result = audit(juchu, table, rules)
            kind = "given" if rules else "auto"
            report.numbers[f"tables, rules {kind}"] += 1
            if result["findings"]:
                report.fail(f"accused, rules {kind}", table, seed, accused(result))
            report.decide(result, kind, table)
            if result["exit"] == 0 and (result["findings"] or result["undecided"]):
                report.fail("exit 0", table, seed)
    report.show("without a misprint")
    return report


def misprinted(juchu, count, first, misprints, kinds=KINDS, title=None):
    report, seed, done = Report(), first, 0
    lost = collections.Counter()
    while done < count:
        seed += 1
        table = Table(seed)
        chosen = [table.rng.choice(kinds) for _ in range(misprints)]
        keys = [table.misprint(kind) for kind in chosen]
        if None in keys or len(set(keys)) < misprints or any(table.figures[k] == table.truth[k] for k in keys):
            continue
        done += 1
        report.numbers["tables"] += 1
        given = audit(juchu, table, table.rules)
        report.decide(given, "given", table)
        if given["undecided"]:
            continue
        if misprints == 1:
            holds = Model(table, table.rules).holds_without([])
            fewest = None if holds is None else 0 if holds else 1
        else:
            fewest = Model(table, table.rules).fewest()
        if fewest is None:
            report.numbers["model not decided"] += 1
            continue
        if fewest == 0:
            report.numbers["not detectable"] += 1
        if size(given) > fewest:
            report.fail("more accused than needed", table, seed, (size(given), fewest))
        if size(given) < fewest:
            report.fail("fewer accused than needed", table, seed, (size(given), fewest))
        places = {table.name(key) for key in keys}
        if misprints == 1 and fewest == 1:
            report.numbers["detectable"] += 1
            if not places <= accused(given):
                report.fail("true figure not among the alternatives", table, seed, places)
            else:
                found = causes(given, next(iter(places)))
                kind, measure = chosen[0], keys[0][2]
                if kind == "random":
                    name = f"{measure}, {table.decimals} decimals" if measure.endswith("Share") else measure
                    report.numbers[f"random digits of {name}"] += 1
                    report.numbers[f"random digits of {name}, with a cause"] += found != ["unknown"]
                else:
                    report.numbers[f"cause {kind}"] += 1
                    report.numbers[f"cause {kind}, named"] += kind in found
                    if kind not in found:
                        report.examples.append(("cause not named", seed, kind, keys[0], table.truth[keys[0]]))
            auto = audit(juchu, table)
            report.decide(auto, "auto", table)
            if places <= accused(auto):
                report.numbers["true figure accused under auto"] += 1
            else:
                pair = " x ".join(table.rules)
                lost[pair] += 1
                report.numbers["lost under auto"] += 1
                report.numbers["lost under auto: explained by other rules"] += not auto["findings"]
    for pair, number in lost.items():
        report.numbers[f"lost under auto, rules {pair}"] = number
    report.show(title or f"with {misprints} misprint" + ("s" if misprints > 1 else ""))
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("juchu")
    parser.add_argument("--clean", type=int, default=2000)
    parser.add_argument("--one", type=int, default=2000)
    parser.add_argument("--two", type=int, default=1000)
    parser.add_argument("--random", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.time()
    reports = [
        truthful(options.juchu, options.clean, options.seed),
        misprinted(options.juchu, options.one, options.seed + 1_000_000, 1),
        misprinted(options.juchu, options.two, options.seed + 2_000_000, 2),
        misprinted(options.juchu, options.random, options.seed + 3_000_000, 1, ["random"], "random digits"),
    ]
    print(f"{time.time() - started:.0f} s on {os.cpu_count()} processors")
    if any(report.failures for report in reports):
        raise SystemExit("the audit and the model differ")


if __name__ == "__main__":
    main()
