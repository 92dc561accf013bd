"""How cost grows, as one table and one chart: see scripts/measure-growth."""

import argparse
import datetime
import os
import platform
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "peers"))
from rounds import processor

parser = argparse.ArgumentParser(prog="scripts/measure-growth")
parser.add_argument("juchu", help=argparse.SUPPRESS)
parser.add_argument("growth", help=argparse.SUPPRESS)
parser.add_argument("folder", help=argparse.SUPPRESS)
parser.add_argument("--rows", type=int, default=100_000_000, help="the largest number of contracts and of bids")
parser.add_argument("--trials", type=int, default=1_000_000_000)
parser.add_argument("--firms", type=int, default=10_000)
parser.add_argument("--exact-seconds", type=int, default=20, help="about how long one exact solution may take")
parser.add_argument("--output", help="path of the results without suffix")
arguments = parser.parse_args()
JUCHU, FOLDER, THREADS = arguments.juchu, arguments.folder, os.cpu_count()
# Contracts of the published Table 1, and bids a tender of the generator, about.
CONTRACTS, BIDS = 136_984, 9.75


def run(command):
    """Seconds, and the largest resident size in MB as GNU time sees it."""
    start = time.perf_counter()
    result = subprocess.run(
        ["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    return time.perf_counter() - start, int(result.stderr.split()[-1]) / 1024


def measured(command):
    """The faster of two runs, the first of which also warms the page cache."""
    first, second = run(command), run(command)
    return min(first[0], second[0]), max(first[1], second[1])


def files():
    """Seconds and memory of Table 1 and of incidence for each size; of one processor and more for up to 10^7 rows."""
    ledgers, bids, threads = [], [], []
    path = os.path.join(FOLDER, "rows.csv")
    for rows in [size for size in (10**5, 10**6, 10**7, 10**8) if size < arguments.rows] + [arguments.rows]:
        scale = max(1, round(rows / CONTRACTS))
        subprocess.run([JUCHU, "synthesize", "ledger", "--table", "fixtures/kawasaki_table1.csv", "--scale", str(scale),
                        "--quiet", "--force", "--output", path], check=True)
        count = scale * CONTRACTS
        ledgers.append((count, os.path.getsize(path) / 1e6, *measured([JUCHU, "tables", path])))
        if rows == min(10_000_000, arguments.rows):
            for number in range(1, THREADS + 1):
                threads.append((number, measured(["taskset", "-c", f"0-{number - 1}", JUCHU, "tables", path])[0]))
        tenders = round(rows / BIDS)
        subprocess.run([JUCHU, "synthesize", "bids", "--tenders", str(tenders), "--firms-per-trade", "300", "--quiet",
                        "--force", "--output", path], check=True)
        lines = int(subprocess.run(["wc", "-l", path], capture_output=True, text=True, check=True).stdout.split()[0]) - 1
        bids.append((lines, os.path.getsize(path) / 1e6, *measured([JUCHU, "lottery", "incidence", path])))
        os.remove(path)
    return ledgers, bids, threads


def growth(mode, limit):
    """The lines of GrowthTable behind its header, as numbers."""
    text = subprocess.run([arguments.growth, mode, str(limit)], capture_output=True, text=True, check=True).stdout
    return [[float(field) for field in line.split(",")] for line in text.splitlines()[1:]]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for row in rows:
        lines.append("| " + " | ".join(row) + " |")
    return lines + [""]


def chart(data, path):
    """One drawing of six panels by gnuplot: straight lines of slope 1 are linear growth."""
    blocks = []
    for name, rows in data.items():
        blocks.append(f"${name} << EOD")
        blocks += [" ".join(f"{value:g}" for value in row) for row in rows]
        blocks.append("EOD")
    tenders = sorted({int(row[0]) for row in data["exact"]})
    exact = ", ".join(
        f"$exact using 2:($1 == {number} ? $5 : NaN) with linespoints lw 2 pt 7 ps 0.5 title '{number}'"
        for number in tenders)
    script = "\n".join(blocks) + f"""
set terminal svg size 1000,960 font 'sans-serif,13' background 'white'
set output '{path}'
set multiplot layout 3,2 margins 0.08,0.97,0.06,0.95 spacing 0.1,0.1
set grid ytics xtics lc rgb '#cccccc' lw 1 lt 1
set border 3
set tics nomirror
set key top left Left reverse samplen 1.5
set logscale xy
set format x '10^{{%L}}'
set format y '%g'
set title 'Rows: seconds'
set xlabel 'rows' offset 0,0.6
plot $ledgers using 1:3 with linespoints lw 2 pt 7 ps 0.6 title 'Table 1', \\
  $bids using 1:3 with linespoints lw 2 pt 5 ps 0.6 title 'lottery incidence'
set title 'Rows: resident MB'
set yrange [10:*]
plot $ledgers using 1:4 with linespoints lw 2 pt 7 ps 0.6 title 'Table 1', \\
  $bids using 1:4 with linespoints lw 2 pt 5 ps 0.6 title 'lottery incidence'
set yrange [*:*]
set key bottom left
set yrange [1e-9:*]
set title 'Trials (8 tenders, 40 of 60 firms): seconds and errors'
set xlabel 'trials'
set format y '10^{{%L}}'
plot $trials using 1:2 with linespoints lw 2 pt 7 ps 0.6 title 'seconds', \\
  $trials using 1:($3 > 0 ? $3 : NaN) with linespoints lw 2 pt 5 ps 0.6 title 'largest standard error, plain', \\
  $trials using 1:($4 > 0 ? $4 : NaN) with linespoints lw 2 pt 9 ps 0.6 title 'combined'
set key top right
set title 'Firms (8 tenders, two thirds tied): ns per draw'
set xlabel 'firms'
unset logscale y
set format y '%g'
set yrange [0:*]
plot $firms using 1:2 with linespoints lw 2 pt 7 ps 0.6 title 'draws', \\
  $firms using 1:3 with linespoints lw 2 pt 5 ps 0.6 title 'conditional too'
set yrange [*:*]
set key top left title 'tenders' maxrows 3 width -1
set title 'Exact solver: seconds (circles: simulation to 10^{{-4}})'
set xlabel 'types (of six firms each)'
unset logscale x
set logscale y
set format x '%g'
set format y '10^{{%L}}'
set yrange [*:1e6]
set xrange [0.5:*]
plot {exact}, $exact using 2:6 with points pt 6 ps 0.7 lc rgb '#888888' notitle
set key top left notitle maxrows auto width 0
set xrange [*:*]
set title 'Processors: times faster than one'
set xlabel 'processors'
unset logscale y
set format y '%g'
set xtics 1
set yrange [0:*]
plot $threads using 1:2 with linespoints lw 2 pt 7 ps 0.6 title 'Table 1', \\
  $simulation using 1:2 with linespoints lw 2 pt 5 ps 0.6 title 'simulation', x with lines dt 2 lc rgb '#888888' title 'ideal'
unset multiplot
"""
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def main():
    base = arguments.output or f"Benchmarks/results/{datetime.date.today()}-growth"
    trials = growth("trials", arguments.trials)
    firms = growth("firms", arguments.firms)
    exact = growth("exact", arguments.exact_seconds)
    simulation = growth("threads", THREADS)
    ledgers, bids, threads = files()
    chart({
        "ledgers": [(row[0], row[1], row[2], row[3]) for row in ledgers],
        "bids": [(row[0], row[1], row[2], row[3]) for row in bids], "trials": trials, "firms": firms, "exact": exact,
        "threads": [(number, threads[0][1] / seconds) for number, seconds in threads],
        "simulation": [(number, simulation[0][1] / seconds) for number, seconds in simulation],
    }, base + ".svg")
    head = ["what", "size", "seconds", "beside it"]
    rows = []
    for name, values in (("Table 1", ledgers), ("lottery incidence", bids)):
        for count, megabytes, seconds, resident in values:
            rows.append((f"{name}, {'contracts' if name == 'Table 1' else 'bids'}", f"{count:,}", f"{seconds:.2f}",
                         f"{megabytes:,.0f} MB file, {resident:,.0f} MB resident"))
    for count, seconds, plain, combined in trials:
        error = f"largest standard error {plain:.1e} plain, {combined:.1e} combined" if plain > 0 else "one batch: no error"
        rows.append(("8 tenders, 40 of 60 firms, trials", f"{count:,.0f}", f"{seconds:.4f}", error))
    for count, plain, conditional in firms:
        rows.append(("8 tenders, two thirds tied, firms", f"{count:,.0f}", f"{plain * 8e-3:.4f} a million trials",
                     f"{plain:.2f} ns per draw, {conditional:.2f} with conditional probabilities"))
    for number, seconds in threads:
        rows.append(("Table 1, processors", f"{number}", f"{seconds:.2f}", f"{threads[0][1] / seconds:.2f} times one thread"))
    for number, seconds in simulation:
        rows.append(("10,000,000 trials, threads", f"{number:.0f}", f"{seconds:.2f}",
                     f"{simulation[0][1] / seconds:.2f} times one thread"))
    exact_rows = [
        (f"{tenders:.0f}", f"{types:.0f}", f"{firm_count:.0f}", f"{transitions:,.0f}", f"{seconds:.4f}",
         f"{transitions / seconds / 1e6:.0f}", f"{'≥ ' if count >= 1 << 22 else ''}{simulated:.4f}", f"{count:,.0f}",
         "exact" if seconds <= simulated else "simulation")
        for tenders, types, firm_count, transitions, seconds, simulated, count, _ in exact]
    lines = [
        f"# How cost grows, {datetime.date.today()}", "",
        f"`scripts/measure-growth --rows {arguments.rows} --trials {arguments.trials} --firms {arguments.firms} "
        f"--exact-seconds {arguments.exact_seconds}` on {processor()} ({platform.machine()}), {THREADS} processors. "
        "Files are read with all threads and a warm page cache, the faster of two runs; lotteries run on one thread, in "
        "processor time, with the estimates and their standard errors (which weigh where firms are many and trials few).", "",
        f"![How cost grows: rows, memory, trials, firms, exact solver, threads]({os.path.basename(base)}.svg)", "",
        *table(head, rows),
        "## Exact solver and simulation", "",
        "Types of six firms, each type taking part in tenders of its own choice, one-win, one thread. The simulation runs "
        "until no standard error of expected wins exceeds 1e-4, at least 262,144 and at most 4,194,304 trials; where those do not "
        "suffice, the time stands behind ≥. Both agree within 0.003.", "",
        *table(["tenders", "types", "firms", "transitions", "exact s", "million transitions a second", "simulation s",
                "trials", "faster"], exact_rows),
    ]
    with open(base + ".md", "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    print("\n".join(lines))


main()
