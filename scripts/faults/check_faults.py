"""Faults while juchu works: outputs are whole or absent, inputs untouched, exit codes as documented.

check_faults.py JUCHU KILLS: KILLS is how often the program is killed while it writes each format.
"""

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time

from harness import *

FORMATS = ["txt", "md", "csv", "json", "html", "xlsx"]
ENDING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def make_inputs(base):
    """A ledger and bids that take a moment to read and to write."""
    ledger, bids = os.path.join(base, "ledger.csv"), os.path.join(base, "bids.csv")
    with open(ledger, "w") as file:
        file.write("contract,fiscal_year,category,size,locality,amount\n")
        for row in range(4000):
            amount = "x" if row % 2 else str(row)
            file.write(f"K{row},{2019 + row % 3},works,sme,local,{amount}\n")
    with open(bids, "w") as file:
        file.write("tender,notice_date,opening_date,requirement,order,ceiling,floor,firm,bid\n")
        for tender in range(1500):
            for firm in range(3):
                file.write(f"T{tender},2022-04-01,2022-04-20,G{tender},1,120,100,F{(tender + firm) % 40},100\n")
    return ledger, bids


def kill_each(name, command, output, kills, base, signals=(signal.SIGKILL,)):
    """Ends a command by signals at random moments, from its start to a little beyond its end.

    Whatever the signal, the output is whole or absent; only SIGKILL may leave what was begun."""
    code, _, remarks, seconds = run(*command)
    expect(code == DONE and os.path.exists(output), f"{name}: exit {code} {remarks[:200]!r}")
    if not os.path.exists(output):
        return
    reference = digest(output)
    os.remove(output)
    temporary = os.path.join(base, "tmp")
    os.makedirs(temporary, exist_ok=True)
    inputs = {path: digest(path) for path in [os.path.join(base, "ledger.csv"), os.path.join(base, "bids.csv")]}
    whole = absent = parts = 0
    chance = random.Random(name)
    for number in range(kills):
        sent = signals[number % len(signals)]
        process = subprocess.Popen(
            [JUCHU, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": temporary, "SWIFT_BACKTRACE": "enable=no"})
        # Most of the moments fall into the second half, where the output is written.
        moment = seconds * chance.triangular(0, 1.15, 0.95)
        time.sleep(moment)
        process.send_signal(sent)
        process.wait(timeout=60)
        expect(process.returncode in [0, -sent], f"{name}: {sent.name} ends with {process.returncode}")
        if os.path.exists(output):
            whole += 1
            expect(digest(output) == reference, f"{name}: a half output after {moment:.4f} s")
            os.remove(output)
        else:
            absent += 1
        left = [entry for entry in os.listdir(base) if entry.endswith(".part")]
        parts += len(left)
        if sent != signal.SIGKILL:
            left += os.listdir(temporary)
            expect(not left, f"{name}: {sent.name} after {moment:.4f} s leaves {left}")
        for entry in left:
            if entry.endswith(".part"):
                os.remove(os.path.join(base, entry))
        shutil.rmtree(temporary)
        os.makedirs(temporary)
    for path, before in inputs.items():
        expect(digest(path) == before, f"{name}: {path} was changed")
    names = ", ".join(sent.name for sent in signals)
    print(f"  {name}: {names} {kills} times, {whole} whole, {absent} absent, {parts} with a .part left", flush=True)


def check_kills(kills):
    with folder() as base:
        ledger, bids = make_inputs(base)
        for suffix in FORMATS:
            output = os.path.join(base, "out." + suffix)
            command = ["lottery", "incidence", bids, "--quiet", "--output", output]
            kill_each(suffix, command, output, kills, base)
            kill_each(suffix, command, output, kills, base, ENDING)
        rejects = os.path.join(base, "rejects.csv")
        kill_each("rejects", ["tables", ledger, "--quiet", "--rejects", rejects], rejects, kills, base)
        table = os.path.abspath("fixtures/kawasaki_table1.csv")
        made = os.path.join(base, "made.csv")
        kill_each("synthesize", ["synthesize", "bids", "--tenders", "3000", "--quiet", "--output", made], made, kills, base)
        page = os.path.join(base, "report.html")
        kill_each("report", ["report", table, "--quiet", "--output", page], page, kills, base)
        mapping = os.path.join(base, "guess.yaml")
        kill_each("mapping", ["inspect", ledger, "--quiet", "--write-mapping", mapping], mapping, kills, base)


def check_disk_full():
    """A limit on file sizes, and a small file system where one can be mounted."""
    with folder() as base:
        _, bids = make_inputs(base)
        for suffix in FORMATS:
            output = os.path.join(base, "out." + suffix)
            run("lottery", "incidence", bids, "--quiet", "--output", output)
            whole = os.path.getsize(output)
            os.remove(output)
            for size in [0, whole // 2, whole - 1]:
                says(run("lottery", "incidence", bids, "--quiet", "--output", output, file_size=size), WRITE_ERROR,
                     f"no more than {size} bytes of {suffix}", "cannot be written")
                expect(not os.path.exists(output), f"{suffix}: a half output on a full disk")
        left = [name for name in os.listdir(base) if name.endswith(".part")]
        expect(not left, f"left on a full disk: {left}")
        disk = os.path.join(base, "disk")
        os.mkdir(disk)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", disk], stderr=subprocess.DEVNULL)
        if mounted.returncode == 0:
            try:
                incidence = ["lottery", "incidence", bids]
                for command, suffix in [(incidence, "json"), (incidence, "xlsx"),
                                        (["synthesize", "bids", "--tenders", "500"], "csv")]:
                    output = os.path.join(disk, "out." + suffix)
                    says(run(*command, "--quiet", "--output", output), WRITE_ERROR,
                         f"8 KiB of disk for {suffix}", "cannot be written", "No space left")
                    expect(os.listdir(disk) == [], f"left on a full disk: {os.listdir(disk)}")
            finally:
                subprocess.run(["umount", disk], check=True)
        else:
            print("  no small file system: mounting needs root")
        with open("/dev/full", "wb") as full:
            says(run("tables", "fixtures/ledger.csv", stdout=full), WRITE_ERROR, "standard output on a full disk",
                 "standard output")


def check_pipes():
    for command in [["tables", "fixtures/ledger.csv", "--format", "json"], ["--help"],
                    ["synthesize", "bids", "--tenders", "20000", "--quiet"]]:
        reading, writing = os.pipe()
        os.close(reading)
        outcome = run(*command, stdout=writing)
        os.close(writing)
        says(outcome, DONE, "closed pipe: " + command[0])
        expect(outcome[2] == b"", f"closed pipe: {outcome[2][:200]!r}")
    # A reader that goes away in the middle.
    shell = subprocess.run(
        f'"{JUCHU}" synthesize bids --tenders 20000 --quiet | head -c 100000 >/dev/null; exit ${{PIPESTATUS[0]}}',
        shell=True, executable="/bin/bash", stderr=subprocess.PIPE)
    expect(shell.returncode == 0 and shell.stderr == b"", f"a reader that goes away: {shell.returncode} {shell.stderr[:200]!r}")
    # Remarks that nobody can read are lost, the result is not.
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run([JUCHU, "tables", "fixtures/ledger.csv"], stdout=subprocess.PIPE, stderr=writing)
    os.close(writing)
    expect(process.returncode == 0 and b"Table 1" in process.stdout, "closed standard error")


def check_inputs():
    with folder() as base:
        missing = os.path.join(base, "no.csv")
        for command in [["tables", missing], ["audit", missing], ["compare", missing, missing], ["inspect", missing],
                        ["lottery", "incidence", missing], ["lottery", "test", missing], ["report", missing]]:
            says(run(*command), NO_INPUT, "missing: " + " ".join(command[:-1])[:20], "no such file")
        says(run("tables", base), NO_INPUT, "a folder", "directory")
        closed = os.path.join(base, "closed.csv")
        with open(closed, "w") as file:
            file.write("x\n")
        os.chmod(closed, 0)
        if os.geteuid() == 0:
            # Nothing is closed to root; an input whose reading fails stands in for it.
            says(run("tables", "/proc/self/mem"), NO_INPUT, "unreadable", "cannot be read")
        else:
            says(run("tables", closed), NO_INPUT, "unreadable", "cannot be read")
        # A file that vanishes, shrinks or grows while it is read: an error or a result, never a crash.
        for change in ["remove", "shrink", "grow"]:
            for attempt in range(10):
                ledger = os.path.join(base, "vanishing.csv")
                with open(ledger, "w") as file:
                    file.write("contract,fiscal_year,category,size,locality,amount\n")
                    file.writelines(f"K{row},2021,works,sme,local,{row}\n" for row in range(20_000))
                process = subprocess.Popen([JUCHU, "tables", ledger], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                time.sleep(0.002 * attempt)
                if change == "remove":
                    os.remove(ledger)
                elif change == "shrink":
                    os.truncate(ledger, 100_003)
                else:
                    with open(ledger, "a") as file:
                        file.write("K,2021,works,sme,local,1\n" * 3)
                process.communicate(timeout=60)
                expect(process.returncode in [DONE, BAD_DATA, NO_INPUT], f"{change} while reading: {process.returncode}")
        # A workbook cannot come through a pipe: its directory stands at its end.
        book = os.path.join(base, "book.xlsx")
        run("tables", "fixtures/ledger.csv", "--output", book)
        shell = subprocess.run(f'"{JUCHU}" tables <(cat "{book}")', shell=True, executable="/bin/bash",
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        expect(shell.returncode == BAD_DATA and b"name the file" in shell.stderr, f"a workbook in a pipe: {shell.stderr!r}")
        shell = subprocess.run(f'"{JUCHU}" tables <(cat fixtures/ledger.csv)', shell=True, executable="/bin/bash",
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        expect(shell.returncode == DONE and b"Table 1" in shell.stdout, f"a ledger in a pipe: {shell.stderr!r}")


        # What cannot be read twice is not: a contract that stands twice is found at once.
        shell = subprocess.run(f'"{JUCHU}" tables <(cat fixtures/ledger.csv; sed -n 2p fixtures/ledger.csv)', shell=True,
                               executable="/bin/bash", stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        expect(shell.returncode == BAD_DATA and b"stands twice" in shell.stderr, f"a repetition in a pipe: {shell.stderr!r}")


def check_outputs():
    with folder() as base:
        output = os.path.join(base, "table.csv")
        says(run("tables", "fixtures/ledger.csv", "--output", os.path.join(base, "no", "t.csv")), WRITE_ERROR,
             "an output in no folder", "cannot be written")
        with open(output, "w") as file:
            file.write("precious")
        says(run("tables", "fixtures/ledger.csv", "--output", output), EXISTS, "an output that exists", "--force")
        expect(open(output).read() == "precious", "an output that exists was replaced")
        says(run("tables", "fixtures/ledger.csv", "--output", "/proc/table.csv"), WRITE_ERROR, "a read-only place",
             "cannot be written")
        if os.geteuid() == 0:
            disk = os.path.join(base, "disk")
            os.mkdir(disk)
            if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk], stderr=subprocess.DEVNULL).returncode == 0:
                try:
                    says(run("tables", "fixtures/ledger.csv", "--output", os.path.join(disk, "t.csv")), WRITE_ERROR,
                         "a read-only file system", "cannot be written", "Read-only")
                finally:
                    subprocess.run(["umount", disk], check=True)
        # A workbook is put together in a folder for temporary files.
        says(run("tables", "fixtures/ledger.csv", "--output", os.path.join(base, "t.xlsx"),
                 environment={"TMPDIR": os.path.join(base, "nowhere")}, file_size=None), DONE, "no temporary folder")


ALL = ["text", "markdown", "csv", "json", "html", "xlsx"]
EN = ["--lang", "en"]
COMMANDS = [
    ("inspect", ["inspect", "fixtures/ledger.csv", *EN], ALL),
    ("tables", ["tables", "fixtures/ledger.csv", *EN], ALL),
    ("tables 2", ["tables", "fixtures/ledger.csv", "--table", "2", *EN], ALL),
    ("explain", ["tables", "fixtures/ledger.csv", "--explain", "2021,works,local-sme", *EN], ALL),
    ("compare", ["compare", "fixtures/ledger.csv", "--lang", "ja"], ALL),
    ("compare tables", ["compare", "fixtures/kawasaki_table1.csv", *EN], ALL),
    ("audit", ["audit", "fixtures/kawasaki_table1.csv", *EN], ALL),
    ("incidence", ["lottery", "incidence", "fixtures/bids.csv", *EN], ALL),
    ("evaluate", ["lottery", "evaluate", "fixtures/bids.csv", "--policy", "one-win", *EN], ALL),
    ("simulate", ["lottery", "evaluate", "fixtures/bids.csv", "--policy", "one-win", "--simulate", "--trials", "40000", *EN],
     ALL),
    ("test", ["lottery", "test", "fixtures/draws.csv", "--policy", "independent", "--power", "0", "--replicates", "999", *EN],
     ALL),
    ("draw", ["lottery", "draw", "fixtures/electronic-lottery.csv", "--scheme", "milliseconds", *EN], ALL),
    ("verify", ["lottery", "verify", "fixtures/electronic-lottery.csv", "--scheme", "milliseconds", *EN], ALL),
    ("uniformity", ["lottery", "uniformity", "--scheme", "milliseconds", "--firms", "5", *EN], ALL),
    ("report", ["report", "fixtures/kawasaki_table1.csv", *EN], ["markdown", "html", "xlsx"]),
    ("synthesize bids", ["synthesize", "bids", "--tenders", "300", "--quiet"], [None]),
    ("synthesize ledger", ["synthesize", "ledger", "--table", "fixtures/kawasaki_table1.csv", "--quiet"], [None]),
    ("shard tables", ["shard", "tables", "fixtures/ledger.csv", "--part", "1/2"], [None]),
    ("shard plan", ["shard", "plan", "fixtures/ledger.csv"], [None]),
]
THREADED = {"tables": ["--threads"], "incidence": ["--threads"], "simulate": ["--threads"], "synthesize bids": ["--threads"]}


def check_surroundings(thorough):
    """The same bytes on every thread, without a home, in strange locales, time zones and umasks, workbooks included."""
    surroundings = [
        {"LC_ALL": ""}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, {"LC_ALL": "de_DE.ISO-8859-1"},
        {"LC_ALL": "ja_JP.SJIS"}, {"LC_ALL": "xx_XX", "LANG": "../../etc"}, {"LC_ALL": "A" * 10_000},
        {"TZ": "Pacific/Kiritimati"}, {"TZ": "America/St_Johns"}, {"TZ": ":/no/such/zone"},
        {"HOME": ""}, {"TERM": "x" * 5000}, {"OPENBLAS_NUM_THREADS": "1"}, {"JUCHU_SIMD": "portable"},
    ]
    compared = 0
    for name, command, formats in COMMANDS:
        for form in formats:
            whole = [*command, *([] if form is None else ["--format", form])]
            code, reference, remarks, _ = run(*whole, environment={"HOME": "/root"})
            expect(code in [DONE, FOUND, UNDECIDED], f"{name} {form}: {code} {remarks[:200]!r}")
            # In quick runs each command and format meets three of the surroundings, in turn.
            chosen = surroundings if thorough else [surroundings[(compared + step) % len(surroundings)] for step in (0, 4, 8)]
            for surrounding in chosen:
                found, output, remarks, _ = run(*whole, environment=surrounding)
                expect(found == code and output == reference,
                       f"{name} {form} under {str(surrounding)[:60]}: {found} {remarks[:200]!r}")
                compared += 1
            if "--threads" in THREADED.get(name, []):
                for threads in ["1", "3"]:
                    found, output, _, _ = run(*whole, "--threads", threads)
                    expect(found == code and output == reference, f"{name} {form} with {threads} threads")
    print(f"  {len(COMMANDS)} commands in their formats, {compared} comparisons")
    with folder() as base:
        for umask in [0o000, 0o077, 0o777]:
            output = os.path.join(base, f"{umask:o}.csv")
            before = os.umask(umask)
            try:
                outcome = run("tables", "fixtures/ledger.csv", "--output", output)
            finally:
                os.umask(before)
            says(outcome, DONE, f"umask {umask:03o}")
            if os.path.exists(output):
                mode = os.stat(output).st_mode & 0o777
                expect(mode == 0o666 & ~umask, f"umask {umask:o} gives {mode:o}")


def check_provenance():
    """A merge is of one version of a file, and the hash it names is that version's."""
    with folder() as base:
        ledger = os.path.join(base, "ledger.csv")

        def write(last):
            with open(ledger, "w") as file:
                file.write("contract,fiscal_year,category,size,locality,amount\n")
                file.writelines(f"K{row},2021,works,sme,local,{1000000 + row}\n" for row in range(20_000))
                file.write(f"last,2021,works,sme,local,{last}\n")

        def shard(part, name):
            path = os.path.join(base, name)
            run("shard", "tables", ledger, "--part", part, "--output", path, "--force")
            return path

        write(1)
        pieces = [shard("1/2", "1.partial"), shard("2/2", "2.partial")]
        expect(run("merge", *pieces)[0] == DONE, "merge of one version")
        write(2)
        for form in FORMATS:
            output = os.path.join(base, "merged." + form)
            says(run("merge", *pieces, "--output", output), BAD_DATA, f"merge after one changed byte, {form}",
                 "2.partial", "not the file that this piece is of")
            expect(not os.path.exists(output), "merge of a changed file wrote a result")
        other = shard("2/2", "3.partial")
        write(1)
        says(run("merge", pieces[0], other), BAD_DATA, "pieces of two versions", "3.partial")
        says(run("merge", *pieces), DONE, "the first version again")
        os.remove(ledger)
        code, output, remarks, _ = run("merge", *pieces, "--format", "json")
        expect(code == DONE and b'"sha256" : null' in output and b"no SHA-256" in remarks, "a merge without the file")


def check_places():
    """No output destroys an input, another output, a seed, a device or a pipe."""
    with folder() as base:
        def at(name):
            return os.path.join(base, name)

        def fresh():
            shutil.copy("fixtures/ledger.csv", at("ledger.csv"))
            for name in ["soft.csv", "hard.csv", "loop.csv"]:
                if os.path.lexists(at(name)):
                    os.remove(at(name))
            os.symlink("ledger.csv", at("soft.csv"))
            os.link(at("ledger.csv"), at("hard.csv"))
            os.symlink("loop.csv", at("loop.csv"))

        fresh()
        before = digest(at("ledger.csv"))
        for option in ["--output", "--rejects"]:
            for name in ["ledger.csv", "soft.csv", "hard.csv", "./ledger.csv", "../" + os.path.basename(base) + "/ledger.csv"]:
                says(run("tables", at("ledger.csv"), option, at(name), "--force"), USAGE, f"{option} {name} is the input",
                     "is the input")
                expect(digest(at("ledger.csv")) == before, f"{option} {name} destroyed the input")
        says(run("tables", at("ledger.csv"), "--output", at("a.csv"), "--rejects", at("a.csv"), "--force"), USAGE,
             "output and rejects on one path", "one place")
        says(run("lottery", "draw", "--commit", at("a.csv"), "--output", at("a.csv"), "--force"), USAGE,
             "output and seed on one path", "one place")
        says(run("tables", at("ledger.csv"), "--output", at("loop.csv")), WRITE_ERROR, "a link to itself")
        says(run("tables", at("ledger.csv"), "--format", "csv", "--output", base), WRITE_ERROR,
             "a folder", "directory")
        says(run("lottery", "draw", "--commit", at("seed.txt")), DONE, "a seed")
        seed = digest(at("seed.txt"))
        os.symlink("seed.txt", at("seedlink"))
        for command in [["lottery", "draw", "--commit", at("seed.txt")], ["lottery", "draw", "--commit", at("seedlink")],
                        ["tables", at("ledger.csv"), "--output", at("seed.txt")]]:
            says(run(*command, "--force"), EXISTS, "a seed in the way of " + command[0])
            expect(digest(at("seed.txt")) == seed, "a seed was replaced")
        expect(os.stat(at("seed.txt")).st_mode & 0o777 == 0o600, "others can read a seed")

        whole = run("tables", at("ledger.csv"), "--format", "csv")[1]
        os.mkfifo(at("pipe"))
        reader = subprocess.Popen(["cat", at("pipe")], stdout=subprocess.PIPE)
        says(run("tables", at("ledger.csv"), "--format", "csv", "--output", at("pipe")), DONE, "a FIFO")
        expect(reader.communicate(timeout=60)[0] == whole, "a FIFO got something else")
        for force in [[], ["--force"]]:
            says(run("tables", at("ledger.csv"), "--format", "csv", "--output", "/dev/null", *force), DONE, "/dev/null")
            says(run("tables", at("ledger.csv"), "--format", "csv", "--output", "/dev/full", *force), WRITE_ERROR,
                 "/dev/full", "No space left")
            expect(stat.S_ISCHR(os.stat("/dev/null").st_mode) and stat.S_ISCHR(os.stat("/dev/full").st_mode),
                   "a device was replaced")
        os.mkdir(at("d"))
        os.symlink("d/new.csv", at("dangling.csv"))
        says(run("tables", at("ledger.csv"), "--output", at("dangling.csv")), DONE, "a link to a file to be")
        expect(os.listdir(at("d")) == ["new.csv"] and os.path.islink(at("dangling.csv")), "a link was replaced")
        os.chmod(at("d/new.csv"), 0o604)
        says(run("tables", at("ledger.csv"), "--output", at("dangling.csv"), "--force"), DONE, "through a link")
        expect(os.stat(at("d/new.csv")).st_mode & 0o777 == 0o604, "the mode of a file was lost")

        # 250 bytes of Japanese leave no room for anything to be added to them.
        long = "\u5951" * 82 + ".csv"
        says(run("tables", at("ledger.csv"), "--output", at(long)), DONE, "a name of 250 bytes")
        raw = os.fsencode(base) + b"/l\xe9dger.csv"
        shutil.copy(at("ledger.csv"), raw)
        target = os.fsencode(base) + b"/\xff.csv"
        says(run("tables", raw, "--output", target), DONE, "names that are no UTF-8")
        with open(target, "rb") as file:
            expect(file.read() == whole, "a name that is no UTF-8 holds something else")
        code, output, _, _ = run("tables", raw, "--format", "json")
        expect(code == DONE and b'l\\\\xE9dger.csv"' in output, "a name that is no UTF-8 is shown escaped")
        says(run("tables", at("ledger.csv"), "--output", at("UPPER.JSON")), DONE, "a suffix in upper case")
        expect(open(at("UPPER.JSON")).read(1) == "{", "a suffix in upper case")
        says(run("tables", at("ledger.csv"), "--unit", "yen", "--unit", "million"), USAGE, "an option twice", "twice")
        expect(not [name for name in os.listdir(base) if name.endswith(".part")], "something was left")


def check_first_process():
    """As the first process of a container, whose number is 1 every time, with what an earlier run left behind."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        print("  no name space of processes: that needs root")
        return
    with folder() as base:
        output = os.path.join(base, "t.csv")
        for name in ["t.csv.1.part", ".juchu-1.part"]:
            open(os.path.join(base, name), "w").close()
        container = subprocess.run(
            ["unshare", "--pid", "--fork", JUCHU, "tables", "fixtures/ledger.csv", "--output", output],
            stderr=subprocess.PIPE, timeout=60)
        expect(container.returncode == 0 and os.path.exists(output), f"the first process: {container.stderr[:200]!r}")
        for sent in ENDING:
            process = subprocess.Popen(
                ["unshare", "--pid", "--fork", "--kill-child", JUCHU, "synthesize", "bids", "--set", "nation", "--quiet",
                 "--output", os.path.join(base, "big.csv")])
            # Until its file is begun the first process of a name space ignores signals.
            deadline = time.monotonic() + 20
            while len(os.listdir(base)) < 4 and time.monotonic() < deadline:
                time.sleep(0.05)
            children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()
            for child in children:
                os.kill(int(child), sent)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                expect(False, f"the first process does not end by {sent.name}")
            left = sorted(os.listdir(base))
            expect(left == [".juchu-1.part", "t.csv", "t.csv.1.part"], f"the first process leaves {left} behind {sent.name}")


def main():
    kills = int(sys.argv[2])
    # Whoever starts this in the background has it ignore SIGINT, and programs keep to that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for check in [check_disk_full, check_pipes, check_inputs, check_outputs, check_provenance, check_places,
                  check_first_process]:
        print(check.__name__, flush=True)
        check()
    print("check_surroundings", flush=True)
    check_surroundings(thorough=kills >= 200)
    print("check_kills", flush=True)
    check_kills(kills)
    finish()


main()
