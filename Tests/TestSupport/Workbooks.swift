import Foundation

/// Small workbooks for tests: a ZIP archive without compression, written by hand so that nothing of the reader is used.
public enum Workbooks {
  /// A workbook of one sheet.
  ///
  /// - Parameters:
  ///   - sheet: the XML within `<worksheet>`.
  ///   - strings: the XML within `<sst>`.
  ///   - styles: the XML within `<styleSheet>`.
  ///   - properties: the XML of `<workbookPr>`'s attributes.
  ///   - further: XML behind the list of sheets.
  public static func workbook(
    sheet: String, strings: String = "", styles: String = "", properties: String = "", further: String = ""
  ) -> Data {
    archive([
      (
        "xl/workbook.xml",
        """
        <?xml version="1.0"?><workbook xmlns="m" xmlns:r="r"><workbookPr \(properties)/><sheets>\
        <sheet name="隠し" sheetId="1" state="hidden" r:id="rId1"/><sheet name="契約" sheetId="2" r:id="rId2"/></sheets>\(further)</workbook>
        """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships><Relationship Id="rId1" Target="worksheets/hidden.xml"/>\
        <Relationship Id="rId2" Target="/xl/worksheets/sheet1.xml"/></Relationships>
        """
      ),
      ("xl/worksheets/hidden.xml", "<worksheet><sheetData/></worksheet>"),
      ("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"m\">\(sheet)</worksheet>"),
      ("xl/sharedStrings.xml", "<sst>\(strings)</sst>"), ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
    ])
  }

  /// A workbook of several sheets.
  ///
  /// - Parameters:
  ///   - sheets: of each its name, its state (`visible` or `hidden`), and the XML within `<worksheet>`.
  ///   - strings: the XML within `<sst>`.
  ///   - formats: the number formats of the styles in order.
  public static func workbook(
    sheets: [(name: String, state: String, xml: String)], strings: String = "", formats: [String] = []
  ) -> Data {
    let list = sheets.enumerated().map { place, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(place + 1)\" state=\"\(sheet.state)\" r:id=\"r\(place)\"/>"
    }
    let relations = sheets.indices.map { "<Relationship Id=\"r\($0)\" Target=\"worksheets/\($0).xml\"/>" }
    let codes = formats.enumerated().map { place, code in
      let escaped = code.replacingOccurrences(of: "\"", with: "&quot;").replacingOccurrences(of: ">", with: "&gt;")
      return "<numFmt numFmtId=\"\(200 + place)\" formatCode=\"\(escaped)\"/>"
    }
    let styles = formats.indices.map { "<xf numFmtId=\"\(200 + $0)\"/>" }
    return archive(
      [
        (
          "xl/styles.xml",
          "<styleSheet><numFmts>\(codes.joined())</numFmts><cellXfs>\(styles.joined())</cellXfs></styleSheet>"
        ), ("xl/sharedStrings.xml", "<sst>\(strings)</sst>"),
        ("xl/workbook.xml", "<workbook><sheets>\(list.joined())</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships>\(relations.joined())</Relationships>"),
      ] + sheets.enumerated().map { ("xl/worksheets/\($0).xml", "<worksheet>\($1.xml)</worksheet>") })
  }

  /// A row of texts and numbers as the XML of a sheet.
  public static func row(_ number: Int, _ cells: [String], attributes: String = "") -> String {
    let xml = cells.map { Double($0) == nil ? "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" : "<c><v>\($0)</v></c>" }
    return "<row r=\"\(number)\" \(attributes)>\(xml.joined())</row>"
  }

  /// A spreadsheet of OpenDocument.
  ///
  /// - Parameter tables: the XML within `<office:spreadsheet>`.
  public static func openDocument(_ tables: String, styles: String = "") -> Data {
    archive([
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
      (
        "content.xml",
        """
        <office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">\
        <office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:spreadsheet>\(tables)\
        </office:spreadsheet></office:body></office:document-content>
        """
      ),
    ])
  }

  /// A ZIP archive of stored entries.
  public static func archive(_ entries: [(name: String, text: String)]) -> Data {
    var data = Data()
    var directory = Data()
    for (name, text) in entries {
      let bytes = Data(text.utf8)
      let size = UInt32(bytes.count)
      // Version, flags, method, time, checksum, sizes, length of the name, no extra field.
      var facts = little(20, 2) + little(0, 4) + little(0, 4)
      facts += little(crc(bytes), 4) + little(size, 4) + little(size, 4)
      facts += little(UInt32(name.utf8.count), 2) + little(0, 2)
      directory += Data("PK\u{1}\u{2}".utf8) + little(20, 2) + facts
      directory += little(0, 6) + little(0, 4) + little(UInt32(data.count), 4) + Data(name.utf8)
      data += Data("PK\u{3}\u{4}".utf8) + facts + Data(name.utf8) + bytes
    }
    let count = little(UInt32(entries.count), 2)
    var end = Data("PK\u{5}\u{6}".utf8) + little(0, 4) + count + count
    end += little(UInt32(directory.count), 4) + little(UInt32(data.count), 4) + little(0, 2)
    return data + directory + end
  }

  private static func little(_ value: UInt32, _ count: Int) -> Data {
    var rest = value
    var bytes: [UInt8] = []
    for _ in 0..<count {
      bytes.append(UInt8(rest & 0xFF))
      rest >>= 8
    }
    return Data(bytes)
  }

  /// CRC-32 as PKZIP has it, bit by bit.
  private static func crc(_ data: Data) -> UInt32 {
    var crc = UInt32.max
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = crc & 1 == 1
        crc >>= 1
        if isOdd { crc ^= 0xEDB8_8320 }
      }
    }
    return ~crc
  }
}
