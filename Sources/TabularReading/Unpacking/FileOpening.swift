/// A file that was opened for what is in it: what was compressed is decompressed, and other encodings are UTF-8.
package struct FileOpening: ~Copyable {
  /// The kinds of content that can be read.
  package enum Content { case text, json, workbook, openDocument }

  private(set) var stream: InputStream
  package private(set) var content: Content
  /// The copy that is read instead of the file, where there is one.
  private(set) var unpacked: UnpackedFile?

  /// Files within files beyond this depth are nobody's ledger.
  private static let depthLimit = 4

  /// Opens a file.
  ///
  /// - Throws: `DataError` that names what the file is where it cannot be read.
  package static func open(_ file: InputFile, encoding: TextEncoding?, hashing: Bool) throws(DataError) -> FileOpening {
    let copy = UnpackedFiles.copy(of: file)
    let stream =
      if let copy { try InputStream(file, copy: copy, hashing: hashing) } else {
        try InputStream(file, hashing: hashing)
      }
    var opening = FileOpening(stream: stream, content: .text, unpacked: copy)
    for _ in 0...depthLimit {
      if try opening.look(file, encoding: encoding, hashing: hashing) { return opening }
    }
    throw DataError(.compressedBeyondMeasure, file: file.path)
  }

  /// Looks at the content and takes one layer off, if there is one.
  ///
  /// - Returns: whether the content can be read as it is.
  private mutating func look(_ file: InputFile, encoding: TextEncoding?, hashing: Bool) throws(DataError) -> Bool {
    let given = unpacked?.encoding == nil ? encoding : .utf8
    switch FileKind(of: try stream.peek(), path: unpacked == nil ? file.path : "", encoding: given) {
    case .text: return true
    case .json:
      content = .json
      return true
    case .foreign(let format): throw DataError(.foreign(format), file: file.path)
    case .compound: throw DataError(try CompoundFile.problem(&stream, path: file.path), file: file.path)
    case .compressed(let compression): try unpack(file, hashing: hashing, by: compression)
    case .encoded(let encoding): try convert(file, from: encoding, hashing: hashing)
    case .zip:
      guard let found = try lookIntoArchive(file, hashing: hashing) else { return false }
      content = found
      return true
    }
    return false
  }

  /// The first block of the content, without taking it.
  mutating func head() throws(DataError) -> [UInt8] { try stream.peek() }

  /// The content from its first byte on.
  package consuming func takeStream() -> InputStream { stream }

  /// What an archive is; nil where it held one file, which is opened instead.
  private mutating func lookIntoArchive(_ file: InputFile, hashing: Bool) throws(DataError) -> Content? {
    // The directory of an archive stands at its end: a large one in a pipe has not come yet, and a small one is treated alike.
    guard unpacked != nil || file.isRegular && !file.isOpenedPipe else { throw DataError(.needsFile, file: file.path) }
    let archive: ZipArchive
    do throws(DataError) { archive = try ZipArchive(file) } catch {
      // Its directory is gone: what it was is seen from its beginning.
      let head = try stream.peek()
      guard case .brokenWorkbook(let reason) = error.problem,
        !["xl/", "[Content_Types].xml", "opendocument"].contains(where: {
          ByteSearch.find(Array($0.utf8), in: head) != nil
        })
      else { throw error }
      throw DataError(.damagedCompression(.zip, reason: reason), file: file.path)
    }
    let names = archive.names
    if names.contains("xl/workbook.xml")
      || names.contains("[Content_Types].xml") && !names.contains("word/document.xml")
        && !names.contains("ppt/presentation.xml") && !names.contains("xl/workbook.bin")
    {
      return .workbook
    }
    if names.contains("xl/workbook.bin") { throw DataError(.foreign(.binaryWorkbook), file: file.path) }
    if names.contains("[Content_Types].xml") { throw DataError(.foreign(.document), file: file.path) }
    if names.contains("mimetype"), names.contains("content.xml") {
      let type = String(decoding: try archive.wholeEntry("mimetype", limit: 256), as: UTF8.self)
      guard type.contains("opendocument.spreadsheet") else { throw DataError(.foreign(.document), file: file.path) }
      let manifest =
        names.contains("META-INF/manifest.xml")
        ? try archive.wholeEntry("META-INF/manifest.xml", limit: 1 << 20) : []
      guard ByteSearch.find(Array("encryption-data".utf8), in: manifest) == nil else {
        throw DataError(.foreign(.encryptedWorkbook), file: file.path)
      }
      return .openDocument
    }
    let members = names.filter { name in
      !name.hasSuffix("/") && !name.hasPrefix("__MACOSX/")
        && ![".DS_Store", "Thumbs.db", "desktop.ini"].contains { name == $0 || name.hasSuffix("/" + $0) }
    }
    guard let member = members.first else { throw DataError(.emptyFile, file: file.path) }
    guard members.count == 1 else { throw DataError(.severalMembers(members), file: file.path) }
    let entry: ZipArchive.Entry
    do throws(DataError) { entry = try archive.entry(member) } catch {
      guard case .brokenWorkbook(let reason) = error.problem else { throw error }
      throw DataError(.damagedCompression(.zip, reason: reason), file: file.path)
    }
    let writer = try CopyWriter(file)
    var block: [UInt8] = []
    repeat {
      try entry.read(into: &block)
      do throws(DataError.Problem) { try writer.append(block[...], of: nil) } catch {
        throw DataError(error, file: file.path)
      }
    } while !block.isEmpty
    try take(writer, file, hashing: hashing, adding: .zip)
    return nil
  }

  /// Goes on with a copy without a layer of compression.
  private mutating func unpack(
    _ file: InputFile, hashing: Bool, by compression: Compression
  ) throws(DataError) {
    let decompressor: any Decompressor = compression == .gzip ? GzipDecompressor() : ZstdDecompressor()
    let writer = try CopyWriter(file)
    var (block, taken): ([UInt8], Int) = ([], 0)
    do throws(DataError.Problem) {
      repeat {
        do throws(DataError) { try stream.read(into: &block) } catch { throw error.problem }
        taken += block.count
        try decompressor.take(block) { bytes throws(DataError.Problem) in try writer.append(bytes, of: taken) }
      } while !block.isEmpty
    } catch {
      throw DataError(error, file: file.path)
    }
    try take(writer, file, hashing: hashing, adding: compression)
  }

  /// Goes on with a copy in UTF-8.
  ///
  /// - Throws: `DataError` where the text is not in that encoding.
  mutating func convert(_ file: InputFile, from encoding: TextEncoding, hashing: Bool) throws(DataError) {
    guard let converter = TextConverter(encoding) else {
      throw DataError(.unreadable(reason: "iconv: \(encoding.rawValue)"), file: file.path)
    }
    let writer = try CopyWriter(file)
    var block: [UInt8] = []
    repeat {
      try stream.read(into: &block)
      do throws(DataError.Problem) {
        try converter.take(block) { bytes throws(DataError.Problem) in try writer.append(bytes, of: nil) }
      } catch {
        throw DataError(error, file: file.path, line: converter.lines + 1)
      }
    } while !block.isEmpty
    try take(writer, file, hashing: hashing, encoding: encoding)
  }

  private mutating func take(
    _ writer: CopyWriter, _ file: InputFile, hashing: Bool, adding compression: Compression? = nil,
    encoding: TextEncoding? = nil
  ) throws(DataError) {
    try writer.finish()
    var copy = UnpackedFile(descriptor: writer.descriptor)
    copy.compressions = (unpacked?.compressions ?? []) + (compression.map { [$0] } ?? [])
    copy.encoding = encoding ?? unpacked?.encoding
    copy.digest = unpacked?.digest
    // What came through a pipe was hashed on its way.
    if hashing, copy.digest == nil, compression != .zip { copy.digest = stream.digest }
    UnpackedFiles.keep(copy, of: file)
    unpacked = copy
    stream = try InputStream(file, copy: copy, hashing: hashing)
  }
}
