import Synchronization

/// Tables in memory as the CSV files that they would be: documents and printed tables are read from bytes.
extension InputFile {
  /// The document at a path, or a table in memory of that name, written to a file without a name.
  ///
  /// - Throws: `DataError` where a column has no texts, numbers or days, or there is no room for the file.
  /// - Complexity: O(cells) when a table is first asked for.
  public static func document(_ path: String) throws(DataError) -> InputFile {
    let (scope, file) = (ReadingScope.current, InputFile(path))
    guard let frame = file.frame else { return file }
    let known = scope.written.withLock { $0[path] }
    let descriptor: Int32
    if let known { descriptor = known } else { descriptor = try write(frame, file) }
    scope.written.withLock { $0[path] = descriptor }
    return InputFile(path, copiedTo: "/dev/fd/\(descriptor)")
  }

  /// Whether it is a table in memory, as it is there.
  public var isFrame: Bool { frame != nil }

  private static func write(_ frame: ArrowFrame, _ file: InputFile) throws(DataError) -> Int32 {
    for (place, name) in frame.names.enumerated() {
      guard let format = frame.unreadableFormat(of: place) else { continue }
      throw DataError(.arrowType(format), file: file.path, column: DataError.Column(number: place + 1, name: name))
    }
    func failed(_ failure: UnnamedFile.Failure) -> DataError {
      DataError(.noCopy(folder: UnnamedFile.folder, reason: failure.reason), file: file.path)
    }
    let descriptor: Int32
    do throws(UnnamedFile.Failure) { descriptor = try UnnamedFile.open() } catch { throw failed(error) }
    let source = FrameSource(frame, file: file)
    var record = Record()
    var text: [UInt8] = []
    while try source.next(&record) {
      append(record, to: &text)
      guard text.count > 1 << 16 || source.position == frame.count else { continue }
      do throws(UnnamedFile.Failure) { try UnnamedFile.append(text[...], to: descriptor) } catch { throw failed(error) }
      text.removeAll(keepingCapacity: true)
    }
    return descriptor
  }

  /// Appends a line; a break within a cell becomes a blank, so that lines are rows.
  private static func append(_ record: Record, to text: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    for column in 0..<record.count {
      if column > 0 { text.append(UInt8(ascii: ",")) }
      text.append(quote)
      for byte in record.field(column) {
        if byte == quote { text.append(quote) }
        text.append(byte == 0x0A || byte == 0x0D ? UInt8(ascii: " ") : byte)
      }
      text.append(quote)
    }
    text.append(0x0A)
  }
}

extension ReadingScope {
  /// An error with the row of a table in memory, where it has the line of the file that was made of it.
  public func inRows(_ error: DataError) -> DataError {
    guard let line = error.line, written.withLock({ $0[error.file] != nil }) else { return error }
    var error = error
    error.line = line - 1
    return error
  }
}
