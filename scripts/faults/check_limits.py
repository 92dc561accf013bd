"""Inputs made to fill the memory or to take hours: each ends within seconds in one clear error or a result.

check_limits.py JUCHU
"""

import os
import random
import struct
import zlib
import zipfile

from harness import *

# Of the processor, so that a busy machine does not fail.
SECONDS = 60
MEMORY = MemoryLimit(256 << 20)
HEADER = "contract,fiscal_year,category,size,locality,amount\n"

WORKBOOK = {
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": "<worksheet><sheetData/></worksheet>",
    "xl/sharedStrings.xml": "<sst/>",
    "xl/styles.xml": "<styleSheet/>",
}


def workbook(base, name, part, pieces):
    """A workbook one part of which is made of pieces, perhaps gigabytes of them."""
    path = os.path.join(base, name + ".xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for entry, text in WORKBOOK.items():
            if entry != part:
                archive.writestr(entry, text)
        with archive.open(part, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece.encode() if isinstance(piece, str) else piece)
    return path


def limited(name, code, words, *command, memory=MEMORY):
    outcome = run(*command, seconds=10 * SECONDS, processor=SECONDS, memory=memory)
    says(outcome, code, name, *words)


def check_workbooks(base):
    sheet = "xl/worksheets/sheet1.xml"
    space = b" " * (1 << 20)
    broken = ["workbook (.xlsx)"]
    bombs = {
        "2 GB of spaces": ("%s" % sheet, [b"<worksheet>", *([space] * 2048), b"</worksheet>"], broken),
        "a cell of 200 MB": (sheet, [b"<worksheet><sheetData><row><c><v>", *([b"9" * (1 << 20)] * 200),
                                     b"</v></c></row></sheetData></worksheet>"], []),
        "a tag of 100 MB": (sheet, [b"<worksheet a='", *([b"x" * (1 << 20)] * 100), b"'/>"], broken + ["beyond measure"]),
        "a million levels": (sheet, [b"<worksheet>", b"<a>" * 1_000_000], broken + ["too deep"]),
        "30 million shared strings": ("xl/sharedStrings.xml", [b"<sst>", *([b"<si/>" * 100_000] * 300), b"</sst>"],
                                      broken),
        "a million cell formats": ("xl/styles.xml", [b"<styleSheet><cellXfs>", b"<xf/>" * 1_000_000,
                                                     b"</cellXfs></styleSheet>"], broken + ["too many cell formats"]),
        "a million columns": (sheet, [b"<worksheet><sheetData><row>", b"<c><v>1</v></c>" * 1_000_000,
                                      b"</row></sheetData></worksheet>"], ["too many columns"]),
        "merged cells over each other": (
            sheet, [b"<worksheet><sheetData>", b"<row><c><v>1</v></c></row>" * 2000, b"</sheetData><mergeCells>",
                    b'<mergeCell ref="A1:XFD1048576"/>' * 20_000, b"</mergeCells></worksheet>"], broken + ["overlap"]),
        "entities within entities": (
            sheet, ['<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'] + [
                f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(12)] + [
                "]><worksheet><sheetData><row><c><v>&m;</v></c></row></sheetData></worksheet>"],
            broken + ["document type"]),
        "an entity from a file": (
            sheet, ['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
                    "<worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>"],
            broken + ["document type"]),
        "a row number beyond all": (
            sheet, ['<worksheet><sheetData><row r="9223372036854775807"><c><v>1</v></c></row><row><c><v>2</v></c></row>',
                    "</sheetData></worksheet>"], []),
    }
    for name, (part, pieces, words) in bombs.items():
        path = workbook(base, name.replace(" ", "-"), part, pieces)
        limited(f"workbook, {name}", BAD_DATA, words, "tables", path)
        limited(f"workbook, {name}, inspected", BAD_DATA, words, "inspect", path) if words else None
        os.remove(path)
    # An archive whose directory names a size that is not so.
    path = workbook(base, "lying", sheet, ["<worksheet><sheetData/></worksheet>"])
    with open(path, "r+b") as file:
        data = bytearray(file.read())
        place = data.find(b"PK\x01\x02")
        data[place + 24:place + 28] = struct.pack("<I", 0xFFFFFFF0)
        file.seek(0)
        file.write(data)
    limited("workbook, a wrong size", BAD_DATA, [], "tables", path)


def check_json(base):
    path = os.path.join(base, "deep.json")
    for name, text in [
        ("100,000 arrays", "[" * 100_000 + "]" * 100_000), ("100,000 open arrays", '{"a":' + "[" * 100_000),
        ("100,000 objects", '{"a":' * 100_000 + "1" + "}" * 100_000),
    ]:
        with open(path, "w") as file:
            file.write(text)
        limited(f"JSON, {name}", BAD_DATA, [], "tables", path)
    with open(path, "w") as file:
        file.write('{"releases":[')
        for history in range(2):
            awards = ",".join(
                f'{{"id":"{k}","status":"active","date":"2021-06-01","value":{{"amount":5,"currency":"JPY"}},'
                f'"suppliers":[{{"id":"{k}"}}]}}' for k in range(60_000))
            parties = ",".join(f'{{"id":"{k}","name":"n{k}","details":{{"scale":"large"}}}}' for k in range(60_000))
            file.write(("," if history else "") + f'{{"ocid":"o","date":"2021-0{history + 1}-01","tender":'
                       f'{{"mainProcurementCategory":"works"}},"awards":[{awards}],"parties":[{parties}]}}')
        file.write("]}")
    limited("JSON, a process of 60,000 awards twice", DONE, [], "tables", path)
    with open(path, "wb") as file:
        file.write(b'{"a":"')
        for _ in range(80):
            file.write(b"x" * (1 << 20))
    limited("JSON, a text of 80 MB", BAD_DATA, ["ends within a text"], "tables", path)


def check_csv(base):
    path = os.path.join(base, "large.csv")
    with open(path, "w") as file:
        file.write(HEADER)
        file.truncate(10 << 30)
    limited("a sparse file of 10 GB", BAD_DATA, ["too long"], "tables", path)
    limited("a sparse file of 10 GB as bids", BAD_DATA, [], "lottery", "incidence", path)
    limited("a sparse file of 10 GB, inspected", BAD_DATA, ["too long"], "inspect", path)
    os.remove(path)
    with open(path, "w") as file:
        file.truncate(10 << 30)
    limited("10 GB of NUL bytes", BAD_DATA, ["too long"], "tables", path)
    os.remove(path)
    with open(path, "w") as file:
        file.write(",".join(f"c{column}" for column in range(1_000_000)) + "\n")
        file.write("," * 999_999 + "\n")
    for command in [["tables"], ["inspect"], ["audit"], ["lottery", "incidence"], ["lottery", "test"]]:
        limited("a million columns, " + " ".join(command), BAD_DATA, ["too many columns"], *command, path)
    with open(path, "w") as file:
        file.write(HEADER + "a," * 1_000_000 + "\n")
    limited("a row of a million columns", BAD_DATA, ["columns"], "tables", path)
    with open(path, "w") as file:
        file.write(",".join(f"c{column}" for column in range(16_000)) + "\n")
        for row in range(100):
            file.write(",".join(["word"] * 16_000) + "\n")
    limited("16,000 columns", BAD_DATA, ["columns are missing"], "tables", path)
    with open(path, "w") as file:
        file.write(HEADER + "\n" * 5_000_000)
    limited("5 million empty lines", BAD_DATA, ["no data"], "tables", path)
    with open(path, "w") as file:
        file.write(HEADER + 'A,2021,works,sme,local,"' + "x" * (20 << 20))
    limited("a quote that stays open for 20 MB", BAD_DATA, ["too long"], "tables", path)
    with open(path, "w") as file:
        file.write(HEADER + "A,2021," + "works" * 1_000_000 + ",sme,local,1\n")
    limited("a word of 5 MB", BAD_DATA, ["not known"], "tables", path)


def check_keys(base):
    """A million distinct values where a few are expected, and where many are."""
    path = os.path.join(base, "keys.csv")
    with open(path, "w") as file:
        file.write(HEADER)
        file.writelines(f"K{row},2021,works,sme,local,1\n" for row in range(1_000_000))
    limited("a million contracts", DONE, [], "tables", path)
    limited("a million contracts, one kept of each", DONE, [], "tables", path, "--duplicates", "first")
    with open(path, "w") as file:
        file.write(HEADER.replace("\n", ",vendor,office\n"))
        file.writelines(f"K{row},{2020 + row % 2},works,sme,local,1,V{row},O{row}\n" for row in range(1_000_000))
    limited("a million vendors and offices", DONE, [], "inspect", path)
    with open(path, "w") as file:
        file.write(HEADER)
        file.writelines(f"K{row},2021,w{row},sme,local,1\n" for row in range(200_000))
    rejects = os.path.join(base, "rejects.csv")
    limited("200,000 categories", BAD_DATA, ["not known"], "tables", path)
    limited("200,000 categories set aside", BAD_DATA, ["no contract is left"], "tables", path, "--rejects", rejects)
    with open(path, "w") as file:
        file.write("fiscal_year,row,countShare\n")
        file.writelines(f"2021,r{row},1\n" for row in range(1_000_000))
    limited("a published table of a million rows", BAD_DATA, ["too many rows"], "audit", path)
    limited("a published table of a million rows compared", BAD_DATA, ["too many rows"], "compare", path)
    with open(path, "w") as file:
        file.write("tender,opening_date,firm,bid\n")
        file.writelines(f"T{row // 2},2022-04-20,F{row},100\n" for row in range(1_000_000))
    # The names of firms and tenders are held: more than in any record of a nation's bids.
    limited("half a million tenders, a million firms", DONE, [], "lottery", "incidence", path,
            memory=MemoryLimit(512 << 20))
    with open(path, "w") as file:
        file.write("draw,firm,winner\n")
        file.writelines(f"D{row // 2},F{row},{row % 2}\n" for row in range(200_000))
    limited("100,000 draws of strangers", BAD_DATA, ["too many firms"], "lottery", "test", path, "--policy", "independent")


def check_yaml(base):
    path = os.path.join(base, "hostile.yaml")
    nest = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(20))
    cases = {
        "100,000 flow lists": "name: " + "[" * 100_000, "100,000 block lists": "- " * 100_000 + "a",
        "100,000 questions": "? " * 100_000 + "a", "aliases within aliases": nest + "? *t\n: x\n",
        "deep by indentation": "".join(" " * level + "a:\n" for level in range(3_000)),
        "20 MB": "name: " + "x" * (20 << 20), "an object": "name: !!python/object/apply:os.system ['touch hacked']",
        "a tag as a key": "!!js/function 'x': 1", "a merge": "<<: *nobody",
        "itself": f"extends: {path}",
    }
    for name, text in cases.items():
        with open(path, "w") as file:
            file.write(text)
        for command in [["tables", "fixtures/ledger.csv", "--mapping", path],
                        ["lottery", "evaluate", "fixtures/bids.csv", "--policy", path],
                        ["lottery", "draw", "fixtures/electronic-lottery.csv", "--scheme", path]]:
            limited(f"YAML, {name}, {command[-2]}", BAD_DATA, [], *command)
    expect(not os.path.exists("hacked"), "YAML ran something")


def check_memory(base):
    """Large honest files within the limit of memory."""
    path = os.path.join(base, "memory.csv")
    with open(path, "w") as file:
        file.write(HEADER)
        file.writelines(f"K{row:09},2021,works,sme,local,{row}\n" for row in range(2_000_000))
    limited("two million contracts", DONE, [], "tables", path)
    with open(path, "w", encoding="cp932") as file:
        file.write("契約番号,年度,種別,規模,所在区分,契約金額\n")
        file.writelines(f"K{row:09},2021,請負工事,中小企業,市内,{row}\n" for row in range(1_000_000))
    limited("a million contracts in CP932", DONE, [], "tables", path)
    sheet = "xl/worksheets/sheet1.xml"
    rows = (f'<row><c t="inlineStr"><is><t>K{row}</t></is></c><c><v>2021</v></c><c t="inlineStr"><is><t>works</t></is>'
            f'</c><c t="inlineStr"><is><t>sme</t></is></c><c t="inlineStr"><is><t>local</t></is></c><c><v>{row}</v></c></row>'
            for row in range(200_000))
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER.strip().split(","))
    book = workbook(base, "rows", sheet, ["<worksheet><sheetData><row>" + head + "</row>", *rows, "</sheetData></worksheet>"])
    limited("a workbook of 200,000 contracts", DONE, [], "tables", book)
    texts = (os.urandom(24).hex().join(["<si><t>", "</t></si>"]) for _ in range(1_000_000))
    book = workbook(base, "texts", "xl/sharedStrings.xml", ["<sst>", *texts, "</sst>"])
    limited("a workbook with a million texts and no row", BAD_DATA, [], "tables", book)


def main():
    print(f"memory: {MEMORY}")
    for check in [check_csv, check_workbooks, check_json, check_yaml, check_keys, check_memory]:
        print(check.__name__, flush=True)
        with folder() as base:
            check(base)
    finish()


main()
