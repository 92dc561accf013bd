"""Runs the comparisons with peers and writes them as one document: see scripts/compare-peers."""

import argparse
import datetime
import os

import rounds

PARTS = ("ingestion", "lottery")

parser = argparse.ArgumentParser(prog="scripts/compare-peers")
parser.add_argument("juchu", help=argparse.SUPPRESS)
parser.add_argument("benchmark", help=argparse.SUPPRESS)
parser.add_argument("folder", help=argparse.SUPPRESS)
parser.add_argument("--rounds", type=int, default=7)
parser.add_argument("--millions", type=int, default=10, help="million contracts and bids")
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--only", choices=PARTS)
parser.add_argument("--no-pandas", action="store_true")
parser.add_argument("--output")
arguments = parser.parse_args()

call = f"scripts/compare-peers --rounds {arguments.rounds} --millions {arguments.millions}"
if arguments.only:
    call += f" --only {arguments.only}"
lines = [
    f"# juchu beside its peers, {datetime.date.today()}", "",
    f"`{call}`, release build with the static Swift library, on {rounds.processor()}, {os.cpu_count()} processors, load "
    f"{os.getloadavg()[0]:.1f} before; {arguments.rounds} interleaved rounds after one unmeasured. Compare the ratios, which "
    "are of neighbouring runs in one round.", "",
]
if arguments.only != "lottery":
    import ingestion_peers

    lines += ingestion_peers.section(
        arguments.juchu, arguments.folder, arguments.rounds, arguments.millions, arguments.threads,
        not arguments.no_pandas)
if arguments.only != "ingestion":
    import lottery_peers

    lines += lottery_peers.section(arguments.benchmark, arguments.rounds)
text = "\n".join(lines)
output = arguments.output or f"Benchmarks/results/{datetime.date.today()}.md"
with open(output, "w", encoding="utf-8") as file:
    file.write(text)
print(text)
print(f"written to {output}")
