"""Runs the comparisons with peers and writes them as one document: see scripts/compare-peers."""

import argparse
import datetime
import os

import rounds

# Each part, and how many million rows it has where --millions does not say.
PARTS = {"ingestion": 10, "office": 5, "forms": 0.2, "years": 5, "lottery": None}

parser = argparse.ArgumentParser(prog="scripts/compare-peers")
parser.add_argument("juchu", help=argparse.SUPPRESS)
parser.add_argument("benchmark", help=argparse.SUPPRESS)
parser.add_argument("folder", help=argparse.SUPPRESS)
parser.add_argument("--rounds", type=int, default=7)
parser.add_argument("--millions", type=float, help="million rows of every part, instead of its own number")
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--only", choices=PARTS)
parser.add_argument("--no-pandas", action="store_true")
parser.add_argument("--output")
arguments = parser.parse_args()

call = f"scripts/compare-peers --rounds {arguments.rounds}"
if arguments.millions:
    call += f" --millions {arguments.millions:g}"
if arguments.only:
    call += f" --only {arguments.only}"


def millions(part):
    """How many million rows a part has, or nothing where it is not wanted."""
    wanted = not arguments.only or arguments.only == part
    return (arguments.millions or PARTS[part]) if wanted else None


lines = [
    f"# juchu beside its peers, {datetime.date.today()}", "",
    f"`{call}`, release build with the static Swift library, on {rounds.processor()}, {os.cpu_count()} processors, load "
    f"{os.getloadavg()[0]:.1f} before; {arguments.rounds} interleaved rounds after one unmeasured. Compare the ratios, which "
    "are of neighbouring runs in one round.", "",
]
if arguments.only != "lottery":
    import ingestion_peers

    ingestion_peers.start(arguments.juchu, arguments.folder, arguments.threads)
    if millions("ingestion"):
        lines += ingestion_peers.section(arguments.rounds, millions("ingestion"), not arguments.no_pandas)
    if millions("office"):
        lines += ingestion_peers.office_section(arguments.rounds, millions("office"))
    if millions("forms"):
        import form_peers

        lines += form_peers.section(arguments.rounds, millions("forms"))
    if millions("years"):
        import year_peers

        lines += year_peers.section(arguments.rounds, millions("years"))
if not arguments.only or arguments.only == "lottery":
    import lottery_peers

    lines += lottery_peers.section(arguments.benchmark, arguments.rounds)
text = "\n".join(lines)
output = arguments.output or f"Benchmarks/results/{datetime.date.today()}.md"
with open(output, "w", encoding="utf-8") as file:
    file.write(text)
print(text)
print(f"written to {output}")
