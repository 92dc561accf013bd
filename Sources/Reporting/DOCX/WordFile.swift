import CLibzip

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes documents for word processors (DOCX) with libzip.
package enum WordFile {
  /// A document could not be put together, with the reason of the library.
  package struct Failure: Error, CustomStringConvertible {
    /// The reason.
    package var description: String
  }

  /// The bytes of a document; the same document gives the same bytes.
  ///
  /// - Throws: `Failure` where the library refuses, as on a full disk: it works in a folder for temporary files.
  package static func bytes(_ document: Document, language: Language) throws -> [UInt8] {
    let markup = WordMarkup(document, language: language)
    return try ScratchFile.bytes(named: "document.docx") { path in
      try write(
        [
          ("[Content_Types].xml", contentTypes), ("_rels/.rels", relations), ("word/document.xml", markup.main),
          ("word/styles.xml", markup.styles), ("word/fontTable.xml", WordMarkup.fonts),
          ("word/_rels/document.xml.rels", partRelations),
        ], to: path)
    }
  }

  private static func write(_ parts: [(name: String, text: String)], to path: String) throws {
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
      throw Failure(description: "libzip \(code)")
    }
    func refuse() throws -> Never {
      let reason = String(cString: zip_strerror(archive))
      zip_discard(archive)
      throw Failure(description: reason)
    }
    for part in parts {
      let bytes = Array(part.text.utf8)
      // The library frees the copy when the archive is closed.
      guard let copy = malloc(max(1, bytes.count)) else { try refuse() }
      bytes.withUnsafeBytes { source in
        if let start = source.baseAddress { copy.copyMemory(from: start, byteCount: bytes.count) }
      }
      guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
        free(copy)
        try refuse()
      }
      let index = zip_file_add(archive, part.name, source, UInt32(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else {
        zip_source_free(source)
        try refuse()
      }
      // 1980-01-01: without a time the library takes the present one, and no two documents would be alike.
      zip_file_set_mtime(archive, UInt64(index), 315_532_800, 0)
    }
    if zip_close(archive) != 0 { try refuse() }
  }

  private static let contentTypes =
    WordMarkup.head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    + override("document.main", "document") + override("styles", "styles") + override("fontTable", "fontTable")
    + "</Types>"

  private static func override(_ type: String, _ name: String) -> String {
    "<Override PartName=\"/word/\(name).xml\" "
      + "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.\(type)+xml\"/>"
  }

  private static let relations = related([("officeDocument", "word/document.xml")])
  private static let partRelations = related([("styles", "styles.xml"), ("fontTable", "fontTable.xml")])

  private static func related(_ parts: [(type: String, target: String)]) -> String {
    WordMarkup.head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + parts.enumerated().map { index, part in
        "<Relationship Id=\"rId\(index + 1)\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
          + "\(part.type)\" Target=\"\(part.target)\"/>"
      }.joined() + "</Relationships>"
  }
}
