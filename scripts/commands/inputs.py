"""The files that commands are measured on, each of a stated number of rows and the same bytes every time: see
scripts/measure-commands."""

import json
import os
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "peers"))
import offices

# Bids a tender of the generator, about.
BIDS = 9.75
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CATEGORIES = {"物品": "goods", "工事": "works", "委託": "services"}


class Inputs:
    """Makes files when they are first asked for and takes away those of sizes that are done with."""

    def __init__(self, juchu, folder):
        self.juchu, self.folder, self.counts = juchu, folder, {}

    def path(self, kind, rows, suffix="csv"):
        """The file of a kind, made if it does not stand yet by the method of that name."""
        path = os.path.join(self.folder, f"{kind}-{rows}.{suffix}")
        if not os.path.exists(path):
            getattr(self, "make_" + kind.replace("-", "_"))(path, rows)
        return path

    def forget(self, rows):
        """Takes away the files of a size."""
        for name in os.listdir(self.folder):
            if f"-{rows}." in name:
                os.remove(os.path.join(self.folder, name))

    def rows(self, path):
        """The records of a file that has one a line, behind the header."""
        if path not in self.counts:
            with open(path, "rb") as file:
                self.counts[path] = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1
        return self.counts[path]

    def ledger(self, rows):
        return self.path("ledger", rows)

    def make_ledger(self, path, rows):
        offices.write_office_ledger(self.juchu, path, rows, further=True)

    def make_plain(self, path, rows):
        """Canonical header and words, no quotes."""
        header = "contract,fiscal_year,date,category,size,locality,amount,vendor,vendor_id,title,ward"
        with open(path, "w", encoding="utf-8") as file:
            file.write(header + "\n")
            for row in offices.synthesized(self.juchu, rows, "canonical"):
                file.write(",".join(row) + "\n")

    def make_cp932(self, path, rows):
        offices.write_office_ledger(self.juchu, path, rows, further=True, encoding="cp932")

    def make_separators(self, path, rows):
        """Amounts as every spreadsheet exports them: "1,234,567"."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(",".join(offices.HEADER) + "\n")
            for row in offices.office_rows(self.juchu, rows):
                row[6], row[9] = f'"{int(row[6]):,}"', f'"{row[9]}"'
                file.write(",".join(row) + "\n")

    def make_dirty(self, path, rows):
        """One amount in a hundred is unreadable."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(",".join(offices.HEADER) + "\n")
            for number, row in enumerate(offices.office_rows(self.juchu, rows)):
                if number % 100 == 99:
                    row[6] = f"未定{number}"
                row[9] = f'"{row[9]}"'
                file.write(",".join(row) + "\n")

    def make_unsized(self, path, rows):
        """A ledger that leaves size and locality to the roster."""
        with open(path, "w", encoding="utf-8") as file:
            file.write("契約番号,年度,契約日,種別,規模,所在区分,契約金額,契約相手方,件名\n")
            for row in offices.office_rows(self.juchu, rows):
                file.write(f'{row[0]},{row[1]},{row[2]},{row[3]},,,{row[6]},{row[7]},"{row[9]}"\n')

    def make_roster(self, path, rows):
        """All vendors of the ledger of that many rows."""
        with open(path, "w", encoding="utf-8") as file:
            file.write("firm,size,locality\n")
            for serial in range(max(40, rows // 25)):
                size = "large" if serial % 50 == 7 else "sme"
                file.write(f"㈱{offices.NAMES[serial % len(offices.NAMES)]}{serial},{size},"
                           f"{'non-local' if serial % 9 == 4 else 'local'}\n")

    def make_amended(self, path, rows):
        """Every tenth row changes the contract of the row before; rows are changes."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(",".join(offices.HEADER) + "\n")
            before = None
            for number, row in enumerate(offices.office_rows(self.juchu, rows)):
                row[9] = f'"{row[9]}"'
                if number % 10 == 9:
                    row = before[:6] + ["1000"] + before[7:]
                before = row
                file.write(",".join(row) + "\n")

    def make_net(self, path, rows):
        with open(path, "w", encoding="utf-8") as file:
            file.write("amendments: net\n")

    def make_workbook(self, path, rows):
        """A workbook with shared strings, as spreadsheets write them: amounts are numbers, all else is text."""
        strings = {}

        def line(number, cells):
            xml = [f'<row r="{number}">']
            for place, cell in enumerate(cells):
                name = f"{chr(65 + place)}{number}"
                if place == 6 and number > 1:
                    xml.append(f'<c r="{name}"><v>{cell}</v></c>')
                else:
                    xml.append(f'<c r="{name}" t="s"><v>{strings.setdefault(cell, len(strings))}</v></c>')
            return "".join(xml) + "</row>"

        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
            book.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                          '<sheet name="契約" sheetId="1" r:id="rId1"/></sheets></workbook>')
            book.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
                          '2006/relationships"><Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/>'
                          "</Relationships>")
            with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>{line(1, offices.HEADER)}'.encode())
                for number, row in enumerate(offices.office_rows(self.juchu, rows)):
                    sheet.write(line(number + 2, row).encode())
                sheet.write(b"</sheetData></worksheet>")
            texts = "".join(f"<si><t>{text}</t></si>" for text in strings)
            book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')

    def make_ocds(self, path, rows):
        """JSON Lines: one release with one award a line."""
        with open(path, "w", encoding="utf-8") as file:
            for row in offices.office_rows(self.juchu, rows):
                supplier = {"id": row[8], "name": row[7]}
                release = {
                    "ocid": f"ocds-aaaaaa-{row[0]}", "id": f"{row[0]}-1", "date": f"{row[2]}T00:00:00+09:00",
                    "tag": ["award", "contract"], "language": "ja",
                    "buyer": {"id": "141305", "name": "架空市"},
                    "tender": {"id": row[0], "title": row[9], "mainProcurementCategory": CATEGORIES[row[3]],
                               "procurementMethod": "open"},
                    "parties": [{**supplier, "identifier": {"scheme": "JP-JCN", "id": row[8], "legalName": row[7]},
                                 "address": {"region": "神奈川県", "locality": "架空市"}, "roles": ["supplier"]}],
                    "awards": [{"id": f"{row[0]}-a", "status": "active", "date": f"{row[2]}T00:00:00+09:00",
                                "value": {"amount": int(row[6]), "currency": "JPY"}, "suppliers": [supplier]}],
                    "contracts": [{"id": f"{row[0]}-c", "awardID": f"{row[0]}-a", "dateSigned": f"{row[2]}T00:00:00+09:00",
                                   "value": {"amount": int(row[6]), "currency": "JPY"}}],
                }
                file.write(json.dumps(release, ensure_ascii=False, separators=(",", ":")) + "\n")

    def make_published(self, path, rows):
        """Table 1 of many years: twenty lines a year, every figure as printed for 令和2年度, without its two misprints."""
        with open(offices.TABLE, encoding="utf-8") as file:
            header, *lines = file.read().splitlines()
        lines = [line.replace("90.33", "9.67").replace("44.57", "55.43").split(",", 1)[1] for line in lines[:20]]
        with open(path, "w", encoding="utf-8") as file:
            file.write(header + "\n")
            for number in range(rows):
                file.write(f"{1950 + number // 20},{lines[number % 20]}\n")

    def bids(self, rows):
        return self.path("bids", rows)

    def firms(self, rows):
        """Who may bid; they come with the bids."""
        return self.path("bids", rows)[: -len(".csv")] + ".firms"

    def drawn(self, rows):
        return self.path("drawn", rows)

    def make_bids(self, path, rows, *options):
        """Bids with their firms, of which there are more where there are more tenders."""
        tenders = max(20, round(rows / BIDS))
        subprocess.run(
            [self.juchu, "synthesize", "bids", "--tenders", str(tenders), "--firms-per-trade",
             str(min(1000, max(100, tenders // 9))), "--firms", path[: -len(".csv")] + ".firms", "--output", path, "--force",
             "--quiet", *options], check=True)

    def make_drawn(self, path, rows):
        """Bids with typed and system numbers, arrivals and winners."""
        self.make_bids(path, rows, "--scheme", "random")
