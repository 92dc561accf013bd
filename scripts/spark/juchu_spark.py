"""Computes a result of juchu in pieces on a Spark cluster: the same bytes as on one machine.

The driver ships the binary to the executors, sends one specification a piece through RDD.pipe, collects the partial
results and lets `juchu merge` put them together. Scheduling, retries and locality are Spark's. The bytes of the inputs
never pass through Python: the binary reads them from a path that all machines share, or from the standard output of a
command such as `hadoop fs -cat`.

    juchu_spark.py tables 2020.csv 2021.csv --pieces 64 --merge "--format json --output table1.json"
    juchu_spark.py incidence bids.csv --pieces 16 -- --group-by office,opening_date
    juchu_spark.py evaluate bids.csv --pieces 64 -- --policy one-win --trials 100000000
    juchu_spark.py tables /ledgers/2020.csv /ledgers/2021.csv --read "hadoop fs -cat"

What stands behind -- are options of `juchu shard`.
"""

import argparse
import base64
import os
import shlex
import subprocess
import sys
import tempfile

from pyspark import SparkConf, SparkContext, SparkFiles, StorageLevel

SEPARATOR = "\x1f"
HERE = os.path.dirname(os.path.abspath(__file__))


def options(arguments):
    """The driver's options, and those of the pieces behind --."""
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["tables", "incidence", "indicators", "evaluate"])
    parser.add_argument("inputs", nargs="+", help="the inputs in order, by paths that mean the same on every machine")
    parser.add_argument("--juchu", default="juchu", help="the binary, or an archive of scripts/release, that is shipped")
    parser.add_argument("--installed", help="use the juchu at this path on each executor and ship none")
    parser.add_argument("--master", help="the cluster, as spark://HOST:7077; by default what spark-submit says")
    parser.add_argument("--pieces", type=int, help="how many pieces; by default four for each core")
    parser.add_argument("--read", help="a command that writes an input, named behind it, to its standard output")
    parser.add_argument("--partials", help="keep the partial results in this folder")
    parser.add_argument("--merge", default="", help="options of juchu merge, as one text")
    known = parser.parse_args(arguments[:cut])
    return known, arguments[cut + 1 :]


def source_options(words):
    """Those of the pieces' options that say how the inputs are written."""
    names = ("--mapping", "--encoding", "--delimiter")
    found = []
    for index, word in enumerate(words):
        if word in names:
            found += words[index : index + 2]
        elif word.startswith(tuple(name + "=" for name in names)):
            found.append(word)
    return found


def specifications(known, pieces, plan, piece_options):
    """One line a piece: its number, the command that reads its input, and the arguments of juchu shard."""
    for number in range(1, pieces + 1):
        command, used_plan, part = "", "", ["--part", f"{number}/{pieces}"]
        if known.kind == "evaluate":
            words = [known.kind, *known.inputs, *part]
        elif known.read:
            name = known.inputs[number - 1]
            command = f"{known.read} {shlex.quote(name)}"
            words = [known.kind, "-", "--name", name, *part]
        else:
            words, used_plan = [known.kind, *part], plan
        fields = [str(number), command, used_plan, *words, *piece_options]
        if any("\n" in field or SEPARATOR in field for field in fields):
            sys.exit("juchu_spark: names and options have no line breaks")
        yield SEPARATOR.join(fields)


def collect(answers, folder):
    """Writes the partial results into a folder, one at a time; stops at the first error."""
    for answer in answers:
        kind, number, content = answer.split(" ", 2)
        content = base64.b64decode(content)
        if kind == "error":
            sys.exit(f"juchu_spark: piece {number}: " + content.decode("utf-8", "replace").rstrip())
        with open(os.path.join(folder, f"{int(number):07d}.partial"), "xb") as file:
            file.write(content)


def run(juchu, words):
    """Runs juchu on the driver; ends with its exit code where it fails."""
    code = subprocess.run([juchu, *words]).returncode
    if code:
        sys.exit(code)


def main(arguments):
    known, piece_options = options(arguments)
    archive = known.juchu.endswith((".tar.gz", ".tgz"))
    with tempfile.TemporaryDirectory(prefix="juchu-spark-") as work:
        juchu = known.juchu
        if archive:
            subprocess.run(["tar", "-xzf", juchu, "-C", work], check=True)
            name = os.path.basename(juchu).removesuffix(".tar.gz").removesuffix(".tgz")
            juchu = os.path.join(work, name, "bin", "juchu")
        version = subprocess.run([juchu, "--version"], check=True, capture_output=True, text=True).stdout.strip()

        conf = SparkConf().setAppName(f"juchu {known.kind}")
        if known.master:
            conf.setMaster(known.master)
        context = SparkContext(conf=conf)
        try:
            context.setLogLevel("ERROR")
            pieces = len(known.inputs) if known.read else known.pieces or 4 * context.defaultParallelism
            plan = os.path.join(work, "inputs.plan")
            if known.kind != "evaluate" and not known.read:
                # One pass over the inputs: afterwards no piece looks at the bytes of another.
                run(juchu, ["shard", "plan", *known.inputs, *source_options(piece_options), "--output", plan, "--quiet"])
                context.addFile(plan)
            context.addFile(os.path.join(HERE, "run-shards"))
            if known.installed:
                program = known.installed
            elif archive:
                context.addArchive(known.juchu + "#juchu")
                program = f"juchu/{name}/bin/juchu"
            else:
                context.addFile(juchu)
                program = os.path.basename(juchu)
            is_local = context.master.startswith("local")
            root = SparkFiles.getRootDirectory() if is_local else "."
            command = ["sh", os.path.join(root, "run-shards"), program, version, os.getcwd()]
            lines = specifications(known, pieces, "inputs.plan", piece_options)
            # Kept on the executors' disks, so that all pieces run side by side and the driver takes one after the other.
            answers = (
                context.parallelize(list(lines), pieces)
                .pipe(" ".join(map(shlex.quote, command)), checkCode=True)
                .persist(StorageLevel.DISK_ONLY)
            )
            found = answers.count()
            if found != pieces:
                sys.exit(f"juchu_spark: {found} answers for {pieces} pieces")
            folder = known.partials or os.path.join(work, "partials")
            os.makedirs(folder, exist_ok=True)
            collect(answers.toLocalIterator(prefetchPartitions=True), folder)
        finally:
            context.stop()
        run(juchu, ["merge", folder, *shlex.split(known.merge)])


if __name__ == "__main__":
    main(sys.argv[1:])
