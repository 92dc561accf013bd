"""The forms in which people hold a table: files of each kind, written from one grid."""
import csv
import os
import random
import re
import shutil
import subprocess
import unicodedata
import zipfile
from html import escape

from tables import matrix, places


def run(command, **options):
    return subprocess.run(command, capture_output=True, timeout=options.pop("timeout", 600), **options)


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "FWA" else 1 for c in text)


def html(table, rng):
    size, align = rng.choice([6, 7, 8]), rng.choice(["right", "right", "center"])
    font = rng.choice(["IPAGothic", "Noto Sans CJK JP", "Noto Serif CJK JP", "sans-serif"])
    border, valign = rng.choice(["1px solid black", "none"]), rng.choice(["middle", "middle", "top"])
    above = "".join(f"<p>{escape(line)}</p>" for line in table.above)
    below = "".join(f"<p>{escape(line)}</p>" for line in table.below)
    return f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><style>@page {{ size: A3 landscape; margin: 10mm }}
body {{ font: {size}pt {font} }} table {{ border-collapse: collapse }} th, td {{ border: {border}; padding: 2px 5px; font-weight: normal }}
td {{ text-align: {align} }} th {{ vertical-align: {valign} }}</style></head><body>
{above}<table>{body(table)}</table>{below}</body></html>"""


def body(table, widths=None):
    """The rows of a table as a web page has them, with the widths of its columns if they are given."""
    rows = [[] for _ in table.grid]
    for y, x, cell in places(table.grid):
        tag = "th" if cell.head else "td"
        span = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")
        size = f' width="{8 * widths[x] + 16}"' if widths and cell.columns == 1 else ""
        rows[y].append(f"<{tag}{span}{size}>{escape(cell.text)}</{tag}>")
    return "".join("<tr>" + "".join(row) + "</tr>" for row in rows)


def column_widths(table):
    """How many half-width characters each column needs."""
    cells = list(places(table.grid))
    widths = [4] * max(x + cell.columns for _, x, cell in cells)
    for _, x, cell in sorted(cells, key=lambda place: place[2].columns):
        lack = columns(cell.text) - sum(widths[x:x + cell.columns])
        for own in range(x, x + cell.columns if lack > 0 else x):
            widths[own] += -(-lack // cell.columns)
    return widths


def sheet(table):
    """A page from which a workbook is made whose columns are as wide as what is in them, as an office prints it."""
    widths = column_widths(table)
    def lines(texts):
        return "".join(f'<tr><td colspan="{len(widths)}">{escape(text)}</td></tr>' for text in texts)
    return f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"></head><body>
<table>{lines(table.above)}{body(table, widths)}{lines(table.below)}</table></body></html>"""


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def docx(path, table):
    def paragraph(text):
        return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    rows, down = [], {}
    for row in table.grid:
        cells, x = [], 0
        def skip(x):
            while down.get(x, (0, 1))[0]:
                left, across = down[x]
                down[x] = (left - 1, across)
                cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/><w:vMerge/></w:tcPr><w:p/></w:tc>')
                x += across
            return x
        for cell in row:
            x = skip(x)
            merge = ""
            if cell.rows > 1:
                merge = '<w:vMerge w:val="restart"/>'
                down[x] = (cell.rows - 1, cell.columns)
            cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.columns}"/>{merge}</w:tcPr>{paragraph(cell.text)}</w:tc>')
            x += cell.columns
        skip(x)
        rows.append("<w:tr>" + "".join(cells) + "</w:tr>")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    # As wide as what is in them, as far as the paper goes: behind that numbers are broken into lines.
    sizes = [130 * size + 260 for size in column_widths(table)]
    grid = "".join(f'<w:gridCol w:w="{int(size * min(1, 20900 / sum(sizes)))}"/>' for size in sizes)
    page = '<w:sectPr><w:pgSz w:w="23811" w:h="16838" w:orient="landscape"/></w:sectPr>'
    body = "".join(map(paragraph, table.above)) + f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>" + "".join(rows) + "</w:tbl>" + "".join(map(paragraph, table.below + [""]))
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'{start}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        archive.writestr("_rels/.rels", f'{start}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        archive.writestr("word/document.xml", f'{start}<w:document xmlns:w="{W}"><w:body>{body}{page}</w:body></w:document>')


def lines_around(table, rows):
    return [[line] for line in table.above] + rows + [[line] for line in table.below]


def padded(rows, rng):
    """Rows as a text whose columns blanks keep, figures flush right."""
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    gap = rng.choice([2, 3])
    widths = [max(columns(row[x]) for row in rows) for x in range(width)]
    lines = []
    for row in rows:
        cells = []
        for text, size in zip(row, widths):
            fill = " " * (size - columns(text))
            cells.append(fill + text if re.match(r"[△▲]?[\d,.０-９，．]+[%％]?$|[-―]$", text) else text + fill)
        lines.append((" " * gap).join(cells).rstrip())
    return lines


def plain_forms(folder, table, rng):
    """The forms that need no other program."""
    merged, repeated = matrix(table.grid, False), matrix(table.grid, True)
    found = {}
    def save(name, kind, text, encoding="utf-8"):
        path = os.path.join(folder, name)
        with open(path, "w", encoding=encoding, newline="", errors="replace") as file:
            file.write(text)
        found[kind] = path
    def delimited(rows, mark):
        lines = []
        for row in lines_around(table, rows):
            lines.append(mark.join(f'"{cell}"' if mark in cell else cell for cell in row))
        return "\r\n".join(lines) + "\r\n"
    page = html(table, rng)
    save("page.html", "html", page)
    save("merged.csv", "csv", delimited(merged, ","), rng.choice(["utf-8", "utf-8-sig", "cp932"]))
    save("repeated.csv", "csv (filled)", delimited(repeated, ","))
    save("pasted.tsv", "pasted cells", delimited(merged, "\t"))
    rule = "|" + "---|" * len(repeated[0])
    rows = ["| " + " | ".join(row) + " |" for row in repeated]
    save("table.md", "markdown", "\n\n".join(table.above) + "\n\n" + "\n".join([rows[0], rule] + rows[1:]) + "\n\n" + "\n\n".join(table.below) + "\n")
    save("padded.txt", "padded text", "\n".join(table.above + padded(merged, rng) + table.below) + "\n")
    path = os.path.join(folder, "word.docx")
    docx(path, table)
    found["docx"] = path
    return found


def browser_form(folder, page):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        return {}
    pdf = os.path.join(folder, "chromium.pdf")
    run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page])
    return {"pdf (Chromium)": pdf} if os.path.exists(pdf) else {}


def text_forms(folder, pdf):
    """What pdftotext makes of a page, and the same with its blanks collapsed, as readers of PDF paste it."""
    path = os.path.join(folder, "layout.txt")
    run(["pdftotext", "-layout", pdf, path])
    with open(path) as file:
        lines = file.read().replace("\f", "").split("\n")
    collapsed = os.path.join(folder, "collapsed.txt")
    with open(collapsed, "w") as file:
        file.write("\n".join(re.sub(" +", " ", line).strip() for line in lines))
    return {"text (-layout)": path, "text (pasted)": collapsed}


def fit_page(path):
    """Sets a workbook to print its sheet on one page in width, as offices do; without it wide sheets go over several."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = re.sub(r"<sheetPr.*?</sheetPr>|<sheetPr[^>]*/>", '<sheetPr><pageSetUpPr fitToPage="true"/></sheetPr>', sheet, flags=re.S)
    sheet = re.sub(r"<pageSetup[^>]*/>", '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>', sheet)
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def office_forms(folder, sources):
    """Workbooks, and PDFs of workbooks and documents, by LibreOffice: many files in one run.

    sources: name of the page, without its suffix → folder of the table. Returns the forms of each table.
    """
    office = shutil.which("soffice")
    if not office:
        return {}
    found = {name: {} for name in sources}
    profile = f"-env:UserInstallation=file://{folder}/profile"
    def convert(suffix, target, kind, infilter=None, out=None):
        paths = [os.path.join(folder, name + suffix) for name in sources]
        paths = [path for path in paths if os.path.exists(path)]
        out = out or folder
        def target_of(path):
            return os.path.join(out, os.path.basename(path).rsplit(".", 1)[0] + "." + target.split(":")[0])
        os.makedirs(out, exist_ok=True)
        # What an earlier run left in the same folder is kept: the tables of a number are always the same.
        paths = [path for path in paths if not os.path.exists(target_of(path))]
        for start in range(0, len(paths), 25):
            run([office, profile, "--headless"] + ([f"--infilter={infilter}"] if infilter else []) + ["--convert-to", target, "--outdir", out] + paths[start:start + 25], timeout=900)
        for name in sources:
            path = os.path.join(out, f"{name}.{target.split(':')[0]}")
            if os.path.exists(path):
                found[name][kind] = path
    calc = "HTML (StarCalc)"
    convert(".html", "xlsx:Calc MS Excel 2007 XML", "xlsx", calc)
    convert(".html", "ods:calc8", "ods", calc)
    for name in sources:
        if int(name) % 2:
            fit_page(os.path.join(folder, f"{name}.xlsx"))
    convert(".xlsx", "pdf", "pdf (LibreOffice Calc)", out=os.path.join(folder, "calc"))
    convert(".docx", "pdf", "pdf (LibreOffice Writer)", out=os.path.join(folder, "writer"))
    return found
