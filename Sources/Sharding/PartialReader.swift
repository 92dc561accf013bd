import LedgerReading
import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads the partial files of one result, one after the other.
public struct PartialReader {
  /// The version of the program: pieces of another one are refused.
  private let version: String
  /// The first file with its job, and the line of that job as it stands there.
  private var first: (path: String, line: ArraySlice<UInt8>, job: PartialJob)?

  /// A reader of partial files that a version of the program wrote.
  public init(version: String) { self.version = version }

  /// The job of the files read so far.
  public var job: PartialJob? { first?.job }

  /// Reads a partial file.
  ///
  /// - Throws: `DataError` where it cannot be had; `PartialError` where it is no partial file, of another version or of
  ///   another job than those before.
  /// - Complexity: O(bytes).
  public mutating func read(_ path: String) throws -> PartialFile {
    let bytes = try Self.bytes(of: path)
    do throws(PartialFault) {
      let file = try PartialFile(bytes: bytes, known: first.map { ($0.line, $0.job) })
      guard file.job.version == version else { throw .otherVersion(file.job.version, expected: version) }
      guard var known = first else {
        first = (path, PartialFile.jobLine(bytes), file.job)
        return file
      }
      if let (setting, own, others) = file.job.difference(from: known.job) {
        throw .foreign(setting: setting, found: own, expected: others, first: known.path)
      }
      if known.job.inputList == nil, file.job.inputList != nil {
        known.job.inputList = file.job.inputList
        first = known
      }
      return file
    } catch {
      throw PartialError(error, file: path)
    }
  }

  /// Where the fingerprints of a file stand in it.
  public static func numbers(of file: PartialFile, at path: String) throws(PartialError) -> Range<Int> {
    let size = InputFile(path).size
    let end = size - PartialFile.digestSize
    guard end - file.numbers.count * 8 > 0 else { throw PartialError(.cut, file: path) }
    return end - file.numbers.count * 8..<end
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = SystemPath.with(path) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw DataError(
        errno == ENOENT ? .missingFile : .unreadable(reason: String(cString: strerror(errno))), file: path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw DataError(.isDirectory, file: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= PartialFile.sizeLimit else {
      throw PartialError(.noPartial, file: path)
    }
    try InputWatch.note(descriptor, path: path, location: path)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { readDescriptor(descriptor, $0, from: filled) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw DataError(.unreadable(reason: String(cString: strerror(errno))), file: path)
      }
      guard count > 0 else { throw PartialError(.cut, file: path) }
      filled += count
    }
    return bytes
  }
}

private func readDescriptor(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer, from start: Int) -> Int {
  read(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
}
