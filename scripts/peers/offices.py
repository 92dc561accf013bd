"""A ledger as offices have it: Japanese headers and words, a quoted title with commas in every row, 年度 and 契約日, the
vendor and its 法人番号 with the right check digit. See scripts/compare-peers and scripts/measure-commands."""

import os
import subprocess

# Contracts of the published Table 1 at scale 1.
CONTRACTS = 137_194
TABLE = "fixtures/kawasaki_table1.csv"
HEADER = ["契約番号", "年度", "契約日", "種別", "規模", "所在区分", "契約金額", "契約相手方", "法人番号", "件名"]
# What only some offices write down, for the statistics of offices and methods.
FURTHER = ["担当課", "契約方法"]
METHODS = ["一般競争入札", "指名競争入札", "随意契約", "随意契約（少額）"]
NAMES = ["青葉建設", "港町商事", "若葉事務機", "七草書店", "さくら設備", "東町電機", "みどり造園", "大橋組"]


def corporate_number(serial):
    """A 法人番号: twelve digits behind the check digit that the law has for them."""
    digits = f"{700_110_000_000 + serial:012d}"
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return f"{9 - total % 9}{digits}"


def synthesized(juchu, rows, words="japanese"):
    """The fields of that many rows of the synthesized ledger, evenly taken, so that both years stand in it in order."""
    scale = max(1, -(-rows // CONTRACTS))
    command = [juchu, "synthesize", "ledger", "--table", TABLE, "--scale", str(scale), "--words", words, "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
    lines = iter(process.stdout)
    next(lines)
    total, taken = scale * CONTRACTS, 0
    for number, line in enumerate(lines):
        if number * rows // total >= taken and taken < rows:
            taken += 1
            yield line.rstrip("\n").split(",")
    if process.wait() != 0 or taken != rows:
        raise SystemExit(f"{taken} of {rows} rows from {' '.join(command)}")


def office_rows(juchu, rows, further=False):
    """The rows of such a ledger as lists of plain texts; a vendor for every 25 contracts, a few have many."""
    vendors = max(40, rows // 25)
    firms = [(f"㈱{NAMES[serial % len(NAMES)]}{serial}", corporate_number(serial)) for serial in range(vendors)]
    for number, fields in enumerate(synthesized(juchu, rows)):
        # A fixed scramble of the number of the row, cubed, so that the first vendors have the most contracts.
        share = (number * 2_654_435_761 + 12_345) % 4_294_967_296 / 4_294_967_296
        vendor, identity = firms[int(vendors * share * share * share)]
        row = [f"K{number + 1}", fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], vendor, identity,
               f"{fields[10]}{fields[9]}, 第{number % 97 + 1}号"]
        if further:
            row += [f"{fields[10]}第{number * 31 % 23 + 1}課", METHODS[number * 7 % 11 % 4]]
        yield row


def write_office_ledger(juchu, path, rows, further=False, encoding="utf-8"):
    """Writes the ledger; the title alone is quoted."""
    with open(path + ".part", "w", encoding=encoding, newline="") as file:
        file.write(",".join(HEADER + (FURTHER if further else [])) + "\n")
        for row in office_rows(juchu, rows, further):
            row[9] = f'"{row[9]}"'
            file.write(",".join(row) + "\n")
    os.replace(path + ".part", path)
