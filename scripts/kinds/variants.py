"""Ledgers as offices write them, kind by kind, and whether juchu gives the right figures or one clear error; see scripts/test-kinds.

The base ledger has 4 contracts of 令和4年度 and 30,000,000 yen; most variants must give exactly these.
"""
import argparse
import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor

from sheets import Raw, Styled, csv_text, ods, xlsx

HEAD = ["契約番号", "年度", "種別", "規模", "所在区分", "契約金額", "契約の相手方", "契約件名"]
BODY = [
    ["B1", "令和4年度", "工事", "中小企業", "市内", 8_000_000, "緑川建設", "公園改修工事"],
    ["B2", "令和4年度", "工事", "大企業", "市外", 20_000_000, "東洋組", "庁舎耐震工事"],
    ["B3", "令和4年度", "物品", "中小企業", "市内", 700_000, "港文具", "複写用紙購入"],
    ["B4", "令和4年度", "委託", "その他", "準市内", 1_300_000, "南公社", "植栽管理委託"],
]
RIGHT = {2022: (4, 30_000_000)}
DATED = [HEAD[:1] + ["契約日"] + HEAD[2:]]


def base(scale=1, head=None):
    return [head or HEAD] + [row[:5] + [row[5] // scale] + row[6:] for row in BODY]


def replaced(row, column, value):
    rows = base()
    rows[row][column] = value
    return rows


def dated(*days):
    return DATED + [[row[0], day] + row[2:] for row, day in zip(BODY, days)]


def cases():
    """(name, rows or files, right figures or None for an error, words that must be said, further arguments)."""
    wide = [""] * 8
    def note(text, place):
        return wide[:place] + [text] + wide[place + 1:]
    # Units: a note above, beside or in a corner, and in headings.
    for index, (text, scale) in enumerate([("（単位：千円）", 1000), ("単位　千円", 1000), ("金額の単位：万円", 10_000), ("[単位：千円、税込]", 1000), ("(金額：千円)", 1000), ("金額は千円単位で表示", 1000), ("千円", 1000), ("単位：千円（千円未満切捨て）", 1000), ("（単位：円。千円未満切捨て）", 1), ("Unit: thousand yen", 1000)]):
        yield f"unit above {text}", [note("令和4年度 契約一覧", 0), note(text, 7)] + base(scale), RIGHT, None
        yield f"unit beside the title {text}", [["契約一覧", text]] + base(scale), RIGHT, None
    for text, scale in [("契約金額【千円】", 1000), ("契約金額［千円］", 1000), ("契約金額(単位:千円)", 1000), ("契約金額（万円）", 10_000), ("契約金額〔千円〕", 1000), ("契約金額\n（千円）", 1000), ("契約金額・千円", 1000), ("契約金額（税込・千円）", 1000), ("契約金額（円）", 1), ("契約金額（税込、円）", 1)]:
        yield f"unit in the heading {text!r}", base(scale, HEAD[:5] + [text] + HEAD[6:]), RIGHT, None
    # Totals are no contracts.
    totals = ["合計", "合　計", "総計", "計", "小計", "累計", "総合計", "【合計】", "合計（4件）", "4件", "全4件", "Total", "月計", "当月計", "４件", "合計:", "※合計", "年度計", "部計", "値引き", "平均", "Average", "割引額", "Discount"]
    for word in totals:
        yield f"total in the key column: {word}", base() + [[word, "", "", "", "", 30_000_000, "", ""]], RIGHT, None
        yield f"total in the title column: {word}", base() + [["", "", "", "", "", 30_000_000, "", word]], RIGHT, None
    for word in ["合計", "小計", "累計", "工事計", "4月計"]:
        yield f"total in the category column: {word}", base() + [["", "", word, "", "", 30_000_000, "", ""]], RIGHT, None
    yield "subtotals between", base()[:3] + [["小計", "", "", "", "", 28_000_000, "", ""]] + base()[3:] + [["総計", "", "", "", "", 30_000_000, "", ""]], RIGHT, None
    yield "cumulative rows", base()[:2] + [["", "", "", "", "", 8_000_000, "", "累計"]] + base()[2:] + [["", "", "", "", "", 30_000_000, "", "累計"]], RIGHT, None
    yield "total without a word", base() + [["", "", "", "", "", 30_000_000, "", ""]], None, "line 6"
    yield "total that closes no sum and has no word", base() + [["", "", "", "", "", 31_000_000, "", ""]], None, None
    for word in ["月計", "値引き", "平均", "Average", "合計"]:
        rows = [[line[7]] + line[1:6] for line in base()]
        yield f"the only name is {word}", rows + [[word, "令和4年度", "工事", "中小企業", "市内", 28_000_000]], RIGHT, "total"
    # Headers, tables and notes below.
    yield "repeated header", base()[:3] + [HEAD] + base()[3:], None, "4"
    yield "second table", base() + [wide, ["年度", "件数", "金額", "", "", "", "", ""], ["令和4年度", 4, 30_000_000, "", "", "", "", ""]], None, None
    for text in ["※契約金額は税込", "以上", "（注）単価契約を除く。", "資料：契約課"]:
        yield f"note below: {text}", base() + [[text]], RIGHT, "note"
        yield f"note below in its column: {text}", base() + [note(text, 0)], RIGHT, "note"
    # Two columns that could both be meant.
    yield "two columns of amounts", [HEAD + ["契約額"]] + [row + [1] for row in BODY], None, "契約額"
    yield "two columns of days", [["契約番号", "契約日", "契約締結日"] + HEAD[2:]] + [[row[0], "2022-04-01", "2022-05-01"] + row[2:] for row in BODY], None, "契約締結日"
    yield "initial and amended amounts", [HEAD[:5] + ["当初契約金額", "変更後契約金額"] + HEAD[6:]] + [row[:6] + row[5:] for row in BODY], None, "amount: 当初契約金額.*or.*amount: 変更後契約金額"
    yield "one heading twice", [HEAD + ["契約金額"]] + [row + [1] for row in BODY], None, "契約金額"
    # Blanks and marks inside numbers.
    for text in ["8 000 000", "8,000,000円", "¥8,000,000", "８，０００，０００", "8,000,000 ", "\u00a08,000,000", "8,000,000.00", "金8,000,000円", "金8,000,000円也"]:
        yield f"number {text!r}", replaced(1, 5, text), RIGHT, None
    for text in ["8 0000 000", "8000 000", "4000000 4000000", "4,000,000\n4,000,000", "8.0E6?", "0x7A1200", "8,00,000", "約8,000,000", "8.000.000", "1e-7", "8,000,000(税込)", "8,000,000-"]:
        yield f"number {text!r}", replaced(1, 5, text), None, "2"
    # Days and zones.
    good = "2022-04-01"
    for day in ["令和4年4月1日", "R4.4.1", "2022/4/1", "2022.04.01", "令和4年4月1日(金)", "20220401", "2022-03-31T15:00:00Z", "2022-03-31T23:30:00+08:00", "２０２２年４月１日", "令和４年４月１日", "2022年4月1日"]:
        yield f"day {day}", dated(day, good, good, good), RIGHT, None
    for day in ["2022-04-31", "令和4年13月1日", "令和元年4月30日", "平成31年5月1日", "昭和64年1月8日", "1899-12-31", "2200-01-01", "令和51年4月1日", "2022-02-29", "R4.4", "4月1日", "2022-04-01T25:00:00", "未定"]:
        yield f"day {day}", dated(day, good, good, good), None, "2"
    # Folding.
    yield "headings in other widths", base(head=["契約番号", "年　度", "種\u200b別", "規模", "所在区分", "契約⾦額", "契約の相手方", "契約件名"]), RIGHT, None
    yield "words in other widths", [HEAD] + [["B1", "令 和 ４ 年 度", "⼯事", "中⼩企業", "市 内"] + BODY[0][5:]] + BODY[1:], RIGHT, None
    yield "keys that differ by width", base() + [["Ｂ１"] + BODY[0][1:]], None, "B1|Ｂ１"
    yield "keys that differ by a blank", base() + [["B 1"] + BODY[0][1:]], {2022: (5, 38_000_000)}, "NearKeys|nearKeys|near"
    # Repeated contracts.
    yield "numbers restart every year", base() + [[row[0], "令和3年度"] + row[2:] for row in BODY], None, "year"
    yield "repeated rows left out", base() + [BODY[0]], RIGHT, "repeated", "--duplicates", "first"
    yield "no contract numbers", [row[1:] for row in base()], RIGHT, None
    # Words that are not known, all at once.
    yield "unknown words", [HEAD, ["B1", "令和4年度", "建築", "中企業", "市内", 1, "", ""], ["B2", "令和4年度", "土木", "大企業", "管内", 1, "", ""]], None, "土木.*管内|管内.*土木"


def plain_files():
    """(name, bytes, suffix, figures or None, words, arguments)."""
    text = csv_text(base())
    yield "CSV in CP932", text.encode("cp932"), "csv", RIGHT, None
    yield "CSV in UTF-16", text.encode("utf-16"), "csv", RIGHT, None
    yield "CSV in UTF-16LE without a mark", text.encode("utf-16-le"), "txt", RIGHT, None
    yield "CSV in EUC-JP", text.encode("euc-jp"), "csv", RIGHT, None
    yield "CSV in ISO-2022-JP", text.encode("iso-2022-jp"), "csv", RIGHT, None
    yield "gzip", gzip.compress(text.encode()), "csv.gz", RIGHT, None
    yield "gzip of CP932", gzip.compress(text.encode("cp932")), "csv", RIGHT, None
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("台帳.csv", text)
    yield "zip", data.getvalue(), "zip", RIGHT, None
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.csv", text)
        archive.writestr("b.csv", text)
    yield "zip of two files", data.getvalue(), "zip", None, "a.csv|zip|ZIP"
    yield "tabs", text.replace(",", "\t").encode(), "tsv", RIGHT, None
    yield "semicolons", text.replace(",", ";").encode(), "csv", RIGHT, None
    yield "Ctrl-Z at the end", text.encode("cp932") + b"\x1a", "csv", RIGHT, None
    yield "NUL inside", text.encode().replace(b"B2", b"B\x002"), "csv", None, None
    yield "mark in the middle", text.encode().replace(b"B3", b"\xef\xbb\xbfB3"), "csv", RIGHT, None
    swallowed = text.replace("緑川建設", '"緑川建設').replace("東洋組", '東洋組"')
    yield "a quote that swallows a row", swallowed.encode(), "csv", {2022: (3, 10_000_000)}, "swallow"
    yield "an open quote", text.replace("緑川建設", '"緑川建設').encode(), "csv", None, None
    yield "a short row", (text + "B5,令和4年度,工事\n").encode(), "csv", None, "6"
    yield "PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "pdf", None, "PDF"
    yield "HTML named xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "xls", None, "HTML"
    yield "old workbook", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "xls", None, "xls|Excel"
    yield "broken JSON", b'{"releases": [{"ocid": "a", "awards": [', "json", None, None
    yield "truncated gzip", gzip.compress(text.encode() * 50)[:-20], "csv.gz", None, "gzip"
    yield "truncated workbook", xlsx({"台帳": base()})[:-60], "xlsx", None, None
    yield "empty", b"", "csv", None, None
    yield "header alone", csv_text([HEAD]).encode(), "csv", None, None


def workbooks():
    yield "cover sheet before", xlsx({"表紙": [["令和4年度 契約台帳"], ["契約課"]], "台帳": base()}), RIGHT, "台帳"
    yield "notes sheet behind", xlsx({"台帳": base(), "記入例": [["この表は…"]]}), RIGHT, None
    yield "sheets by category", xlsx({"工事": base()[:3], "その他": [HEAD] + BODY[2:]}), RIGHT, None, "--sheet", "all"
    yield "one of two sheets", xlsx({"工事": base()[:3], "その他": [HEAD] + BODY[2:]}), {2022: (2, 28_000_000)}, "その他"
    yield "hidden rows", xlsx({"台帳": {"rows": base(), "hidden": [2]}}), RIGHT, '"hiddenRows" ?: 1'
    yield "hidden rows left out", xlsx({"台帳": {"rows": base(), "hidden": [2]}}), {2022: (3, 10_000_000)}, None, "--visible-only"
    def amounts(cell):
        return [HEAD] + [row[:5] + [cell(row[5])] + row[6:] for row in BODY]
    for code, scale in [('#,##0,"千円"', 1), ("#,##0,", None), ('#,##0"千円"', 1000), ('#,##0"万円"', 10_000), ('"¥"#,##0', 1), ('#,##0"円"', 1), ("#,##0;[Red]△#,##0", 1), ('_ * #,##0_ ;_ * -#,##0_ ', 1)]:
        if scale:
            yield f"format {code}", xlsx({"台帳": amounts(lambda value: Styled(value // scale, 1))}, [code]), RIGHT, None
    yield "format scaled under a note", xlsx({"台帳": [["（単位：千円）"]] + amounts(lambda value: Styled(value, 1))}, ["#,##0,"]), RIGHT, None
    yield "format in dollars", xlsx({"台帳": amounts(lambda value: Styled(value, 1))}, ["[$$-409]#,##0"]), None, "USD|\\$|currency|通貨"
    yield "format hides", xlsx({"台帳": amounts(lambda value: Styled(value, 1))}, [";;;"]), RIGHT, "hid|隠"
    yield "formula without a value", xlsx({"台帳": replaced(2, 5, Raw('<c r="{r}"><f>SUM(A1:A2)</f></c>'))}), None, "F3"
    yield "formula with an empty value", xlsx({"台帳": replaced(2, 5, Raw('<c r="{r}"><f>A1*2</f><v></v></c>'))}), None, "F3"
    yield "formula with its value", xlsx({"台帳": replaced(2, 5, Raw('<c r="{r}"><f>A1*2</f><v>20000000</v></c>'))}), RIGHT, None
    yield "error in a cell", xlsx({"台帳": replaced(2, 5, Raw('<c r="{r}" t="e"><v>#REF!</v></c>'))}), None, "F3|#REF"
    yield "shared string that is missing", xlsx({"台帳": replaced(2, 6, Raw('<c r="{r}" t="s"><v>9</v></c>'))}), None, "G3"
    yield "a cell twice", xlsx({"台帳": replaced(2, 5, Raw('<c r="{r}"><v>20000000</v></c><c r="{r}"><v>1</v></c>'))}), None, "F3"
    yield "two values in a cell", xlsx({"台帳": replaced(2, 5, Raw('<c r="{r}"><v>20000000</v><v>1</v></c>'))}), None, "F3"
    yield "a cell of another row", xlsx({"台帳": replaced(2, 5, Raw('<c r="F9"><v>20000000</v></c>'))}), None, "F9"
    yield "a hexadecimal number", xlsx({"台帳": replaced(2, 5, Raw('<c r="{r}"><v>0x10</v></c>'))}), None, "F3"
    yield "carriage returns in texts", xlsx({"台帳": replaced(1, 2, Raw('<c r="{r}" t="inlineStr"><is><t>工_x000D_\n事</t></is></c>'))}), RIGHT, None
    yield "merged amount", xlsx({"台帳": {"rows": replaced(2, 5, ""), "merged": ["F2:F3"]}}), None, "F2|F3|merge|結合"
    yield "amount in exponents", xlsx({"台帳": replaced(2, 5, Raw('<c r="{r}"><v>2.0E7</v></c>'))}), RIGHT, None
    days = [["契約番号", "契約日"] + HEAD[2:]] + [[row[0], Styled(44652 - 1462, 1)] + row[2:] for row in BODY]
    yield "days since 1904", xlsx({"台帳": days}, ["yyyy/m/d"], date1904=True), RIGHT, None
    days = [["契約番号", "契約日"] + HEAD[2:]] + [[row[0], Styled(44652, 1)] + row[2:] for row in BODY]
    yield "days as eras", xlsx({"台帳": days}, ['[$-411]ggge"年"m"月"d"日"']), RIGHT, None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("juchu")
    parser.add_argument("--keep")
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    jobs = []
    def job(name, data, suffix, right, words, arguments):
        path = os.path.join(folder, f"{len(jobs):03}.{suffix}")
        with open(path, "wb") as file:
            file.write(data)
        jobs.append((name, path, right, words, list(arguments)))
    for name, rows, right, words, *arguments in cases():
        job(name, csv_text(rows).encode(), "csv", right, words, arguments)
        job(name + " (xlsx)", xlsx({"台帳": rows}), "xlsx", right, words, arguments)
        if len(jobs) % 3 == 0:
            job(name + " (ods)", ods({"台帳": rows}), "ods", right, words, arguments)
    for name, data, suffix, right, words, *arguments in plain_files():
        job(name, data, suffix, right, words, arguments)
    for name, data, right, words, *arguments in workbooks():
        job(name + " (xlsx)", data, "xlsx", right, words, arguments)
    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(lambda j: outcome(options.juchu, *j), jobs))
    wrong = [(job, text) for job, text in zip(jobs, outcomes) if text]
    for (name, path, *_), text in wrong:
        print(f"{name} [{os.path.basename(path)}]: {text}")
    print(f"{len(jobs) - len(wrong)} of {len(jobs)} variants have the right figures or one clear error")
    sys.exit(1 if wrong else 0)


def outcome(juchu, name, path, right, words, arguments):
    """Nothing where a variant has its right outcome, else what is wrong."""
    import re
    result = subprocess.run([juchu, "tables", path, "--format", "json", "--lang", "en"] + arguments, capture_output=True, timeout=120)
    said = result.stderr.decode(errors="replace")
    if right is None:
        if result.returncode not in (65, 66):
            return f"an error was due, exit {result.returncode}: {figures(result.stdout)}"
        if words and not re.search(words, said, re.S):
            return f"the error does not say {words}: {flat(said)}"
        return None
    if result.returncode != 0:
        return f"exit {result.returncode}: {flat(said)}"
    found = figures(result.stdout)
    if found != right:
        return f"{found} instead of {right}"
    if words and not re.search(words, said + result.stdout.decode(), re.S):
        return f"the account does not say {words}: {flat(said)}"
    return None


def flat(text):
    return " / ".join(text.strip().split("\n"))[:400]


def figures(output):
    try:
        data = json.loads(output)
    except ValueError:
        return output[:100]
    return {cell["year"]: (cell["count"], cell["amount"]) for cell in data["cells"] if cell["category"] == "total" and cell["row"] == "total"}


main()
