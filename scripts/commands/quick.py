"""The quick form of scripts/measure-commands: fails where cost grows faster than the rows."""

import argparse
import concurrent.futures
import os
import shutil
import time
from dataclasses import dataclass, field

from inputs import Inputs
from lines import LINES
from processes import Failure, growth, instructions, run, stripped

# Start-up and what a command does once, whatever its file.
FEW = 100
DOUBLINGS = [(4_000, 8_000), (8_000, 16_000), (16_000, 32_000), (32_000, 64_000), (128_000, 256_000)]
# Growth per doubling: of instructions, and of times, which are less sure.
INSTRUCTIONS, TIMES = 2.3, 3.0
# Seconds of the processor beyond start-up from which times tell growth; below them instructions are counted.
DOMINATED = 0.025
# The largest size at which a growth of times that is too fast is counted in instructions before it counts.
COUNTED = 64_000
# Runs that together took so many seconds of the processor are enough.
SURE = 0.6
# Behind a run of so many seconds of the processor no larger one of its line follows, and one of so many more is ended.
LAST, PATIENCE = 3, 60


@dataclass
class Course:
    """What is known of one line: its times at each size, and what became of its doublings."""

    line: object
    times: dict = field(default_factory=dict)
    told: list = field(default_factory=list)
    failed: bool = False

    def tell(self, small, large, factor, limit, kind):
        """Notes one doubling."""
        good = factor <= limit
        self.failed |= not good
        self.told.append(f"{small // 1000} K → {large // 1000} K {factor:.2f}{kind}{'' if good else ' ABOVE ' + str(limit)}")


class Quick:
    def __init__(self, juchu, folder, only):
        self.juchu, self.inputs, self.folder = juchu, Inputs(juchu, folder), folder
        self.courses = [Course(line) for line in LINES if line.quick and (not only or any(word in line.name for word in only))]
        self.can_count = shutil.which("valgrind") is not None and shutil.which("strip") is not None
        self.copy = stripped(juchu, folder) if self.can_count else None

    def case(self, line, rows):
        """The arguments of a line at a size, and its standard input."""
        return line.command(self.inputs, rows), line.feed(self.inputs, rows) if line.feed else None

    def time(self, course, rows, runs=5):
        """The least time of the processor in five runs; of long ones, whose times are surer, in fewer."""
        line = course.line
        arguments, feed = self.case(line, rows)
        times = course.times.setdefault(rows, [])
        while len(times) < runs and sum(times) < SURE:
            times.append(run(self.juchu, arguments, feed, line.codes, PATIENCE).cpu)
        return min(times)

    def growth(self, course, idle, small, large):
        """How times grow from one size to the next. Growth that is too fast is looked at once more before it counts: all
        runs, one size after the other, and the least times of all."""
        rows = course.line.rows(self.inputs, large) / course.line.rows(self.inputs, small)
        for again in (False, True):
            times = [max(self.time(course, size) - idle, 1e-3) for size in (small, large)]
            factor = growth(*times, rows)
            if factor <= TIMES or again:
                return factor
            for size in (small, large) * 3:
                arguments, feed = self.case(course.line, size)
                course.times[size].append(run(self.juchu, arguments, feed, course.line.codes, PATIENCE).cpu)

    def count(self, line, rows):
        arguments, feed = self.case(line, rows)
        return instructions(self.copy, arguments + ["--threads", "1"], feed, line.codes)

    def judge(self):
        """Walks up the sizes: a first time of each says whether instructions or five times tell its growth."""
        counted = []
        for course in self.courses:
            line = course.line
            try:
                idle = self.time(course, FEW)
                for small, large in DOUBLINGS:
                    if large > line.quick or course.failed or max(map(min, course.times.values())) > LAST:
                        break
                    if self.time(course, small, runs=1) - idle < DOMINATED:
                        if self.can_count:
                            counted.append((course, small, large))
                        else:
                            course.told.append(f"{large // 1000} K too fast to be timed")
                        continue
                    factor = self.growth(course, idle, small, large)
                    if factor > TIMES and self.can_count and large <= COUNTED:
                        # Times of a busy machine may say anything; the same work is counted before it is called too much.
                        counted.append((course, small, large))
                        continue
                    course.tell(small, large, factor, TIMES, " t")
            except Failure as failure:
                course.failed = True
                course.told.append(str(failure))
        if self.can_count:
            self.judge_counted(counted)

    def judge_counted(self, counted):
        """Counts the instructions of several runs at a time: what else runs does not change them."""
        wanted = {(course.line.name, rows): course.line for course, *sizes in counted for rows in (FEW, *sizes)}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            counts = dict(zip(wanted, pool.map(lambda item: self.count(item[1], item[0][1]), wanted.items())))
        for course, small, large in counted:
            few, low, high = (counts[course.line.name, rows] for rows in (FEW, small, large))
            if None in (few, low, high):
                course.told.append(f"{large // 1000} K: valgrind cannot run it")
                continue
            rows = course.line.rows(self.inputs, large) / course.line.rows(self.inputs, small)
            limit = max(INSTRUCTIONS, course.line.limit)
            course.tell(small, large, growth(max(low - few, 1), max(high - few, 1), rows), limit, "")


def main():
    parser = argparse.ArgumentParser(prog="scripts/measure-commands --quick")
    parser.add_argument("juchu", help=argparse.SUPPRESS)
    parser.add_argument("folder", help=argparse.SUPPRESS)
    parser.add_argument("--only", action="append", help="lines whose name contains this; may be given several times")
    arguments = parser.parse_args()
    start = time.perf_counter()
    quick = Quick(arguments.juchu, arguments.folder, arguments.only)
    if not quick.can_count:
        print("valgrind is not here: what start-up dominates is left out")
    quick.judge()
    failed = sum(course.failed for course in quick.courses)
    for course in quick.courses:
        print(f"{'FAILED' if course.failed else 'ok':6} {course.line.name}: {', '.join(course.told)}")
    print(f"growth per doubling of rows beyond start-up: instructions at most {INSTRUCTIONS}, times (t) at most {TIMES}; "
          f"{time.perf_counter() - start:.0f} s")
    print(f"{len(quick.courses) - failed} passed, {failed} failed")
    raise SystemExit(1 if failed else 0)


main()
