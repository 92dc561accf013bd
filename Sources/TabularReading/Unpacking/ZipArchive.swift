import CLibzip

/// An open ZIP archive: the container of a workbook, or of a file that was made smaller.
package final class ZipArchive {
  private let archive: OpaquePointer
  private let file: InputFile

  /// Opens an archive.
  ///
  /// - Throws: `DataError` where the file is no whole archive.
  package init(_ file: InputFile) throws(DataError) {
    var code: Int32 = 0
    guard let opened = SystemPath.with(UnpackedFiles.location(of: file), { zip_open($0, ZIP_RDONLY, &code) }) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      let reason = zip_error_strerror(&error).map { String(cString: $0) } ?? "\(code)"
      zip_error_fini(&error)
      throw DataError(.brokenWorkbook(reason: reason), file: file.path)
    }
    archive = opened
    self.file = file
  }

  deinit {
    zip_discard(archive)
  }

  /// The names of all entries, as far as they are UTF-8 or can be taken for it.
  package var names: [String] {
    (0..<max(0, zip_get_num_entries(archive, 0))).compactMap { place in
      zip_get_name(archive, UInt64(place), 0).map { String(cString: $0) }
    }
  }

  /// A name that two entries have, whatever the case of its letters, as Excel compares them.
  var repeatedName: String? {
    var known: Set<String> = []
    return names.first { !known.insert($0.lowercased()).inserted }
  }

  /// Whether the archive has an entry.
  func has(_ name: String) -> Bool { zip_name_locate(archive, name, 0) >= 0 }

  /// Opens an entry for reading from its start.
  ///
  /// - Throws: `DataError` where there is no such entry or it is encrypted.
  func entry(_ name: String) throws(DataError) -> Entry {
    var facts = zip_stat_t()
    zip_stat_init(&facts)
    guard zip_stat(archive, name, 0, &facts) == 0, let opened = zip_fopen(archive, name, 0) else {
      let reason = zip_strerror(archive).map { String(cString: $0) } ?? name
      throw DataError(.brokenWorkbook(reason: "\(name): \(reason)"), file: file.path)
    }
    return Entry(opened, name: name, compressed: Int(truncatingIfNeeded: facts.comp_size), archive: self)
  }

  /// The bytes of a small entry.
  ///
  /// - Throws: `DataError` where there is no such entry or it cannot be read.
  func wholeEntry(_ name: String, limit: Int) throws(DataError) -> [UInt8] {
    let entry = try entry(name)
    var (bytes, block): ([UInt8], [UInt8]) = ([], [])
    repeat {
      try entry.read(into: &block)
      bytes += block
    } while !block.isEmpty && bytes.count < limit
    return bytes
  }

  /// The bytes of one entry, decompressed block by block.
  final class Entry {
    private static let blockSize = 1 << 16
    /// From so many bytes on, an entry that was so many times smaller in the archive is a bomb: sheets are 5 to 100
    /// times smaller, and nothing can be much more than 1,000 times smaller.
    private static let (bombBytes, bombRatio) = (64 << 20, 250)
    private let compressed: Int
    private var total = 0
    private let handle: OpaquePointer
    private let name: String
    // The archive must stay open as long as its entry is read.
    private let archive: ZipArchive

    fileprivate init(_ handle: OpaquePointer, name: String, compressed: Int, archive: ZipArchive) {
      self.compressed = compressed
      self.handle = handle
      self.name = name
      self.archive = archive
    }

    deinit {
      zip_fclose(handle)
    }

    /// Replaces the contents of `block` by the next bytes; none are left at the end.
    ///
    /// - Throws: `DataError` where the entry cannot be decompressed, its checksum is wrong, or it is a bomb.
    func read(into block: inout [UInt8]) throws(DataError) {
      if block.count < Self.blockSize { block = [UInt8](repeating: 0, count: Self.blockSize) }
      let count = block.withUnsafeMutableBytes { zip_fread(handle, $0.baseAddress, UInt64($0.count)) }
      guard count >= 0 else {
        let reason = zip_error_strerror(zip_file_get_error(handle)).map { String(cString: $0) } ?? name
        throw DataError(.brokenWorkbook(reason: "\(name): \(reason)"), file: archive.file.path)
      }
      block.removeLast(block.count - Int(count))
      total += Int(count)
      guard total < Self.bombBytes || total / Self.bombRatio <= compressed else {
        throw DataError(.brokenWorkbook(reason: "\(name): compressed beyond measure"), file: archive.file.path)
      }
    }
  }
}
