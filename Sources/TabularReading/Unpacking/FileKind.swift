/// What the first bytes of a file say that it is.
package enum FileKind: Equatable {
  /// Text in columns, in an encoding that is read as it stands.
  case text
  /// Text in another encoding.
  case encoded(TextEncoding)
  case json
  /// A ZIP archive: a workbook, or files that were made smaller.
  case zip
  /// A file that was made smaller by another program.
  case compressed(Compression)
  /// Microsoft's container of old workbooks and of encrypted ones.
  case compound
  case foreign(ForeignFormat)

  /// Looks at the first bytes of a file.
  ///
  /// - Parameter encoding: the encoding that the user names, if any.
  package init(of head: [UInt8], path: String, encoding: TextEncoding?) {
    if let known = Self.signatures.first(where: { head.dropFirst($0.offset).starts(with: $0.bytes) }) {
      self = known.kind
      return
    }
    if let encoding, encoding.isConverted {
      self = .encoded(encoding)
      return
    }
    if encoding == nil, let other = TextEncoding.detectConverted(head) {
      self = .encoded(other)
      return
    }
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = head[start...].drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    if let markup = ForeignFormat(markup: text) {
      self = .foreign(markup)
    } else {
      let isNamedJSON = path.hasSuffix(".json") || path.hasSuffix(".jsonl")
      let isJSON = isNamedJSON || text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[")
      // JSON is read as UTF-8; the standard knows no other encoding, and some offices write CP932.
      let isCP932 = encoding == .cp932 || encoding == nil && TextEncoding.isJapaneseCP932(head)
      self = !isJSON ? .text : isCP932 ? .encoded(.cp932) : .json
    }
  }

  private static let signatures: [(bytes: [UInt8], offset: Int, kind: FileKind)] = [
    ([0x50, 0x4B, 0x03, 0x04], 0, .zip), ([0x50, 0x4B, 0x05, 0x06], 0, .zip),
    ([0xD0, 0xCF, 0x11, 0xE0], 0, .compound), ([0x1F, 0x8B], 0, .compressed(.gzip)),
    ([0x28, 0xB5, 0x2F, 0xFD], 0, .compressed(.zstd)), (Array("%PDF".utf8), 0, .foreign(.pdf)),
    (Array("BZh".utf8), 0, .foreign(.bzip2)), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], 0, .foreign(.xz)),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, .foreign(.sevenZip)), (Array("Rar!".utf8), 0, .foreign(.rar)),
    (Array("-lh".utf8), 2, .foreign(.lha)), ([0x89, 0x50, 0x4E, 0x47], 0, .foreign(.image)),
    ([0xFF, 0xD8, 0xFF], 0, .foreign(.image)), (Array("GIF8".utf8), 0, .foreign(.image)),
    (Array("{\\rtf".utf8), 0, .foreign(.richText)), (Array("SQLite format 3".utf8), 0, .foreign(.database)),
    (Array("PAR1".utf8), 0, .foreign(.parquet)),
  ]
}

extension ForeignFormat {
  /// The kind of text with tags, if it is any that is known.
  fileprivate init?(markup head: ArraySlice<UInt8>) {
    guard head.first == UInt8(ascii: "<") else { return nil }
    let text = String(decoding: head.prefix(2_048), as: UTF8.self).lowercased()
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") && text.hasPrefix("<?xml") {
      self = .workbookXML
    } else if ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div"].contains(where: text.hasPrefix)
      || text.hasPrefix("<?xml") && text.contains("<html") || text.contains("<table") && text.contains("<td")
    {
      self = .html
    } else {
      return nil
    }
  }
}
