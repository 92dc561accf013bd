"""Small CSV, XLSX and ODS files, written cell by cell, so that they can be wrong where that is wanted."""
import io
import zipfile
from html import escape

XLSX = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
START = '<?xml version="1.0" encoding="UTF-8"?>'


def csv_text(rows):
    def cell(value):
        text = str(value)
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text
    return "".join(",".join(map(cell, row)) + "\n" for row in rows)


def letter(column):
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


class Raw(str):
    """The XML of a cell as it stands, with {r} for its name."""


class Styled:
    """A number shown through a number format."""

    def __init__(self, value, style):
        self.value, self.style = value, style


def sheet_xml(rows, hidden=(), merged=()):
    lines = []
    for y, row in enumerate(rows):
        cells = []
        for x, value in enumerate(row):
            name = f"{letter(x)}{y + 1}"
            if value == "" or value is None:
                continue
            if isinstance(value, Raw):
                cells.append(value.replace("{r}", name))
            elif isinstance(value, Styled):
                cells.append(f'<c r="{name}" s="{value.style}"><v>{value.value}</v></c>')
            elif isinstance(value, (int, float)):
                cells.append(f'<c r="{name}"><v>{value}</v></c>')
            else:
                cells.append(f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>')
        attribute = ' hidden="1"' if y in hidden else ""
        lines.append(f'<row r="{y + 1}"{attribute}>{"".join(cells)}</row>')
    merge = f'<mergeCells count="{len(merged)}">' + "".join(f'<mergeCell ref="{m}"/>' for m in merged) + "</mergeCells>" if merged else ""
    return f'{START}<worksheet xmlns="{XLSX}"><sheetData>{"".join(lines)}</sheetData>{merge}</worksheet>'


def xlsx(sheets, formats=(), date1904=False):
    """A workbook: sheets by name, each rows or the keywords of sheet_xml; number formats from style 1 on."""
    sheets = {name: value if isinstance(value, dict) else {"rows": value} for name, value in sheets.items()}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = "".join(f'<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in range(len(sheets)))
        archive.writestr("[Content_Types].xml", f'{START}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{parts}</Types>')
        archive.writestr("_rels/.rels", f'{START}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        names = "".join(f'<sheet name="{escape(name)}" sheetId="{i + 1}" r:id="r{i + 1}"/>' for i, name in enumerate(sheets))
        epoch = '<workbookPr date1904="1"/>' if date1904 else ""
        archive.writestr("xl/workbook.xml", f'{START}<workbook xmlns="{XLSX}" xmlns:r="{RELATIONS}">{epoch}<sheets>{names}</sheets></workbook>')
        links = "".join(f'<Relationship Id="r{i + 1}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>' for i in range(len(sheets)))
        archive.writestr("xl/_rels/workbook.xml.rels", f'{START}<Relationships xmlns="{PACKAGE}/relationships">{links}<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>')
        own = "".join(f'<numFmt numFmtId="{170 + i}" formatCode="{escape(code)}"/>' for i, code in enumerate(formats))
        used = "".join(f'<xf numFmtId="{170 + i}" applyNumberFormat="1"/>' for i in range(len(formats)))
        archive.writestr("xl/styles.xml", f'{START}<styleSheet xmlns="{XLSX}"><numFmts count="{len(formats)}">{own}</numFmts><cellXfs count="{len(formats) + 1}"><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'.replace('<numFmts count="0"></numFmts>', ""))
        for i, value in enumerate(sheets.values()):
            archive.writestr(f"xl/worksheets/sheet{i + 1}.xml", sheet_xml(**value))
    return data.getvalue()


ODF = "urn:oasis:names:tc:opendocument:xmlns"


def ods(sheets):
    def cell(value):
        if value == "" or value is None:
            return "<table:table-cell/>"
        if isinstance(value, (int, float)):
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value:,}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
    body = ""
    for name, rows in sheets.items():
        lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        body += f'<table:table table:name="{escape(name)}">{lines}</table:table>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'{START}<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
        archive.writestr("content.xml", f'{START}<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>')
    return data.getvalue()
