"""Faults while juchu works: outputs are whole or absent, inputs untouched, exit codes as documented.

check_faults.py JUCHU KILLS: KILLS is how often the program is killed while it writes each format.
"""

import os
import random
import signal
import subprocess
import sys
import time

from harness import *

FORMATS = ["txt", "md", "csv", "json", "html", "xlsx"]


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


def same(path, reference):
    """Whether an output is the whole one; workbooks carry the time at which they were made."""
    if path.endswith(".xlsx"):
        with open(path, "rb") as file:
            content = file.read()
        return content[:2] == b"PK" and b"PK\x05\x06" in content[-64:] and abs(len(content) - reference[1]) < 64
    return digest(path) == reference[0]


def kill_each(name, command, output, kills, base):
    """Kills a command at random moments, from its start to a little beyond its end."""
    code, _, remarks, seconds = run(*command)
    expect(code == DONE and os.path.exists(output), f"{name}: exit {code} {remarks[:200]!r}")
    if not os.path.exists(output):
        return
    reference = (digest(output), os.path.getsize(output))
    os.remove(output)
    inputs = {path: digest(path) for path in [os.path.join(base, "ledger.csv"), os.path.join(base, "bids.csv")]}
    whole = absent = parts = 0
    chance = random.Random(name)
    for _ in range(kills):
        process = subprocess.Popen(
            [JUCHU, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Most of the moments fall into the second half, where the output is written.
        moment = seconds * chance.triangular(0, 1.15, 0.95)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if os.path.exists(output):
            whole += 1
            expect(same(output, reference), f"{name}: a half output after {moment:.4f} s")
            os.remove(output)
        else:
            absent += 1
        for entry in os.listdir(base):
            if entry.endswith(".part"):
                parts += 1
                os.remove(os.path.join(base, entry))
    for path, before in inputs.items():
        expect(digest(path) == before, f"{name}: {path} was changed")
    print(f"  {name}: killed {kills} times, {whole} whole, {absent} absent, {parts} with a .part left", flush=True)


def check_kills(kills):
    with folder() as base:
        ledger, bids = make_inputs(base)
        for suffix in FORMATS:
            output = os.path.join(base, "out." + suffix)
            kill_each(suffix, ["lottery", "incidence", bids, "--quiet", "--output", output], output, kills, base)
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
            # A workbook tells when it was made: compressed, the next one may be some bytes shorter.
            for size in [0, whole // 2, whole - (64 if suffix == "xlsx" else 1)]:
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


def check_surroundings():
    """The same bytes without a home, in strange locales, time zones and umasks."""
    commands = {
        "tables": ["tables", "fixtures/ledger.csv", "--lang", "en", "--format", "json"],
        "compare": ["compare", "fixtures/ledger.csv", "--lang", "ja", "--format", "markdown"],
        "test": ["lottery", "test", "fixtures/draws.csv", "--policy", "independent", "--lang", "en", "--format", "csv"],
        "draw": ["lottery", "draw", "fixtures/electronic-lottery.csv", "--scheme", "milliseconds", "--lang", "en"],
    }
    surroundings = [
        {"LC_ALL": ""}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, {"LC_ALL": "de_DE.ISO-8859-1"},
        {"LC_ALL": "ja_JP.SJIS"}, {"LC_ALL": "xx_XX", "LANG": "../../etc"}, {"LC_ALL": "A" * 10_000},
        {"TZ": "Pacific/Kiritimati"}, {"TZ": "America/St_Johns"}, {"TZ": ":/no/such/zone"}, {"TZ": "\u00e9"},
        {"HOME": "/nowhere"}, {"HOME": ""}, {"COLUMNS": "0"}, {"TERM": "x" * 5000},
    ]
    for name, command in commands.items():
        code, reference, remarks, _ = run(*command, environment={"HOME": "/root"})
        expect(code in [DONE, FOUND], f"{name}: {code} {remarks[:200]!r}")
        for surrounding in surroundings:
            found, output, remarks, _ = run(*command, environment=surrounding)
            expect(found == code and output == reference, f"{name} under {str(surrounding)[:60]}: {found} {remarks[:200]!r}")
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
    print(f"  {len(commands)} commands in {len(surroundings)} surroundings and under 3 umasks")


def main():
    kills = int(sys.argv[2])
    for check in [check_disk_full, check_pipes, check_inputs, check_outputs, check_surroundings]:
        print(check.__name__, flush=True)
        check()
    print("check_kills", flush=True)
    check_kills(kills)
    finish()


main()
