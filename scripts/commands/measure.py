"""Every command at every size, as one table: see scripts/measure-commands."""

import argparse
import datetime
import os
import platform
import subprocess
import sys
from dataclasses import dataclass, field

from inputs import Inputs
from lines import LINES, SIZES
from processes import Failure, growth, run

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "peers"))
from rounds import processor

FEW = 100
# Rows in a batch: below it another square may stand than above it.
BATCH = 65_536
# Times below this, beyond start-up, tell no growth.
TOLD = 0.02


@dataclass
class Course:
    """The runs of one line: rows and the cheapest run of each size."""

    line: object
    idle: float = 0
    runs: list = field(default_factory=list)
    ended: str = ""

    def growths(self):
        """Growth per doubling between neighbouring sizes, beyond start-up; None where start-up hides it."""
        result = []
        for (rows, small), (more, large) in zip(self.runs, self.runs[1:]):
            times = small.cpu - self.idle, large.cpu - self.idle
            result.append((more, growth(*times, more / rows) if times[0] >= TOLD else None))
        return result


def cheapest(juchu, arguments, feed, codes, seconds):
    """The cheapest of up to three runs: one is enough where it is long."""
    best = None
    for _ in range(3):
        current = run(juchu, arguments, feed, codes, seconds)
        best = current if best is None or current.cpu < best.cpu else best
        if current.cpu > 2:
            break
    return best


def measure(juchu, folder, courses, largest, seconds):
    """All lines at one size after the other, so that the files of one size stand at a time."""
    inputs = Inputs(juchu, folder)
    sizes = sorted({size for course in courses for size in (course.line.sizes or SIZES)})
    for size in [FEW] + sizes:
        for course in courses:
            line = course.line
            if course.ended or size > min(largest, line.largest):
                continue
            if size != FEW and size not in (line.sizes or SIZES):
                continue
            try:
                if size == FEW:
                    if not line.sizes:
                        feed = line.feed(inputs, size) if line.feed else None
                        course.idle = cheapest(juchu, line.command(inputs, size), feed, line.codes, seconds).cpu
                    continue
                feed = line.feed(inputs, size) if line.feed else None
                cost = cheapest(juchu, line.command(inputs, size), feed, line.codes, seconds)
            except Failure as failure:
                course.ended = f"{size:,} rows: {failure}"
                continue
            course.runs.append((line.rows(inputs, size), cost))
            print(f"{line.name}: {course.runs[-1][0]:,} {line.unit}, {cost.cpu:.2f} s, {cost.megabytes:.0f} MB",
                  file=sys.stderr, flush=True)
            # The next size takes at least twice as long.
            if 2 * cost.cpu > seconds:
                course.ended = "the next size would take too long"
        inputs.forget(size)


def row(course):
    """One line of the table: its largest size, and all doublings."""
    line, cells = course.line, []
    if not course.runs:
        return f"| {line.name} | – | – | – | – | – | – | {course.ended} |"
    rows, cost = course.runs[-1]
    for more, factor in course.growths():
        text = "–" if factor is None else f"{factor:.2f}"
        if factor is not None and factor > line.limit:
            text = f"**{text}**"
        cells.append(text)
    # A bar stands where the batch ends.
    below = sum(more <= BATCH for more, _ in course.growths())
    growths = " ".join(cells[:below]) + (" ¦ " if below and below < len(cells) else "") + " ".join(cells[below:])
    unit = "" if line.unit == "rows" else f" {line.unit}"
    note = line.reason or ("" if course.ended.startswith("the next") else course.ended)
    speed = rows / max(cost.cpu - course.idle, 1e-3)
    return (f"| {line.name} | {rows:,}{unit} | {cost.cpu:.2f} | {cost.seconds:.2f} | {cost.megabytes:,.0f} | "
            f"{float(f'{speed:.2g}'):,.0f} | {growths} | {note} |")


def main():
    parser = argparse.ArgumentParser(prog="scripts/measure-commands")
    parser.add_argument("juchu", help=argparse.SUPPRESS)
    parser.add_argument("folder", help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, default=10_240_000)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--only", action="append")
    parser.add_argument("--output")
    arguments = parser.parse_args()
    courses = [Course(line) for line in LINES if not arguments.only or any(text in line.name for text in arguments.only)]
    before = os.getloadavg()[0]
    measure(arguments.juchu, arguments.folder, courses, arguments.rows, arguments.seconds)
    version = subprocess.run([arguments.juchu, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    lines = [
        f"# What every command costs, {datetime.date.today()}", "",
        f"`scripts/measure-commands --rows {arguments.rows} --seconds {arguments.seconds}`, juchu {version}, on {processor()} "
        f"({platform.machine()}), {os.cpu_count()} processors, load {before:.1f} before. Each line stands at its largest size: "
        "the cheapest of three runs (of one, where it takes more than two seconds), the page cache warm. CPU is the time of "
        "all processors, MB the largest resident size, rows a second are of the time of the processor beyond start-up. "
        f"Growth is that of CPU beyond start-up for each doubling from {SIZES[0]:,} rows on, – where start-up hides it; ¦ "
        f"stands at {BATCH:,} rows, a batch. Growth above the limit of 2.3 is bold.", "",
    ]
    for group in dict.fromkeys(course.line.group for course in courses):
        lines += [f"## {group}", "", "| command | rows | CPU s | s | MB | rows a second | growth per doubling | |",
                  "| --- | --- | --- | --- | --- | --- | --- | --- |"]
        lines += [row(course) for course in courses if course.line.group == group] + [""]
    lines += [
        "The ledgers are as offices have them (`scripts/peers/offices.py`): Japanese words, a quoted title in every row, a "
        "vendor for every 25 contracts, 207 offices. Bids have firms in proportion to tenders up to 1,000 a trade.", "",
    ]
    text = "\n".join(lines)
    output = arguments.output or f"Benchmarks/results/{datetime.date.today()}-commands.md"
    with open(output, "w", encoding="utf-8") as file:
        file.write(text)
    print(text)
    print(f"written to {output}")


main()
