/// Microsoft's container of old workbooks, in which an encrypted workbook is put too: told apart by the names in it.
enum CompoundFile {
  /// How many bytes are looked at.
  private static let limit = 64 << 20

  /// What a container holds.
  ///
  /// - Throws: `DataError` where it cannot be read.
  static func problem(_ stream: inout InputStream, path: String) throws(DataError) -> DataError.Problem {
    var rest: [UInt8] = []
    var block: [UInt8] = []
    var read = 0
    var (isDocument, isWorkbook) = (false, false)
    repeat {
      try stream.read(into: &block)
      rest += block
      read += block.count
      if holds("EncryptedPackage", rest) || holds("EncryptionInfo", rest) { return .foreign(.encryptedWorkbook) }
      isDocument = isDocument || holds("WordDocument", rest) || holds("PowerPoint Document", rest)
      isWorkbook = isWorkbook || holds("Workbook", rest) || holds("Book", rest)
      rest.removeFirst(max(0, rest.count - 64))
    } while !block.isEmpty && read < limit
    if isDocument, !isWorkbook { return .foreign(.document) }
    // Without a name that is known its own name must tell: no other .xlsx is such a container.
    let isNew = [".xlsx", ".xlsm"].contains(where: path.lowercased().hasSuffix)
    return isNew && !isWorkbook ? .foreign(.encryptedWorkbook) : .oldWorkbook
  }

  /// Whether a name stands somewhere, in UTF-16.
  private static func holds(_ name: String, _ bytes: [UInt8]) -> Bool {
    ByteSearch.find(name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, in: bytes) != nil
  }
}
