import Digests
import Procurement

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file to be read, or standard input.
public struct InputFile: Hashable, Sendable {
  /// The path as the user gave it; `-` is standard input.
  public let path: String
  /// The records of the file that are read; nil for all.
  public var span: RecordSpan?
  /// Where the bytes are, if not at `path`.
  private var copy: String?
  /// The table in memory that is read instead of a file.
  package let frame: ArrowFrame?
  /// Whether it is one of several pieces of a table in memory, and may have no rows.
  public var isPiece = false

  /// The file at a path, standard input for `-`, or a table in memory that the scope has under that name.
  public init(_ path: String) {
    self.path = path
    frame = ReadingScope.current.frames[path]
  }

  /// A file whose bytes are elsewhere.
  public init(_ path: String, copiedTo copy: String) {
    (self.path, self.copy) = (path, copy)
    frame = nil
  }

  /// Whether this is standard input, which can be read only once.
  public var isStandardInput: Bool { path == "-" && copy == nil }
  /// The path that is opened.
  var location: String {
    copy ?? PipeCopy.of(path)?.location ?? (isStandardInput ? "/dev/fd/\(STDIN_FILENO)" : path)
  }
  /// Whether standard input is a file of which nothing was read yet.
  fileprivate var isRedirected: Bool {
    var status = stat()
    return fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && lseek(STDIN_FILENO, 0, SEEK_CUR) == 0
  }
  /// The size of the file in bytes; 0 where it has none, as a pipe.
  public var size: Int { regularSize ?? 0 }
  /// Whether the file can be read at any place and more than once, unlike a pipe.
  public var isRegular: Bool { regularSize != nil }

  /// Whether it is a pipe that was opened, whether all of it has been kept by now or not.
  var isOpenedPipe: Bool { PipeCopy.of(path) != nil }

  private var regularSize: Int? {
    var status = stat()
    return frame == nil && !isStandardInput && SystemPath.with(location, { stat($0, &status) }) == 0
      && status.st_mode & S_IFMT == S_IFREG
      ? Int(status.st_size) : nil
  }
}

/// An open input: blocks of bytes in order, with the SHA-256 of all of them on request.
///
/// Blocks and not a memory map, because a mapped file counts as resident memory and may vanish under us.
package struct InputStream: ~Copyable {
  static let blockSize = 1 << 18

  package private(set) var descriptor: Int32
  private let file: InputFile
  /// The copy of a pipe that is being made.
  private var pipe: PipeCopy?
  private var hash: SHA256?
  /// The hash of the file behind a copy.
  private var fileDigest: String?
  /// The first block, if it was looked at and not yet read.
  private var peeked: [UInt8]?
  /// Where the next byte that is read stands in the input.
  private var position = 0
  /// The place behind the last byte that is in the hash.
  private var hashed = 0
  /// The place of the first byte that is in the hash.
  private var hashStart = 0
  /// Where reading ends, even if the file goes on.
  package private(set) var limit = Int.max

  /// Opens a file.
  ///
  /// - Throws: `DataError` where it is missing, a directory or unreadable.
  package init(_ file: InputFile, hashing: Bool = false) throws(DataError) {
    (descriptor, pipe) = try Self.open(file)
    self.file = file
    hash = hashing ? SHA256() : nil
  }

  private static func open(_ file: InputFile) throws(DataError) -> (descriptor: Int32, pipe: PipeCopy?) {
    var pipe = PipeCopy.of(file.path)
    if pipe == nil, file.isStandardInput, !file.isRedirected {
      pipe = try PipeCopy(of: STDIN_FILENO, path: file.path)
    }
    if let pipe, !pipe.isComplete { return (pipe.source, pipe) }
    let opened = openForReading(file.location)
    guard opened >= 0 else {
      throw DataError(errno == ENOENT ? .missingFile : .unreadable(reason: Self.reason()), file: file.path)
    }
    var status = stat()
    if fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(opened)
      throw DataError(.isDirectory, file: file.path)
    }
    if pipe == nil {
      do throws(DataError) {
        try InputWatch.note(opened, path: file.path, location: file.location)
      } catch {
        close(opened)
        throw error
      }
    }
    return (opened, status.st_mode & S_IFMT == S_IFIFO ? try PipeCopy(of: opened, path: file.path) : nil)
  }

  deinit {
    // A pipe stays open: another reader may go on with it.
    if pipe == nil { close(descriptor) }
  }

  /// Reads a pipe to its end, so that it can be read at any place like a file.
  ///
  /// - Throws: `DataError` where it cannot be read or there is no room for it.
  mutating func keepRest() throws(DataError) {
    guard let pipe else { return }
    try pipe.complete(path: file.path)
    let opened = openForReading(pipe.location)
    guard opened >= 0, lseek(opened, off_t(position), SEEK_SET) == off_t(position) else {
      throw DataError(.unreadable(reason: Self.reason()), file: file.path)
    }
    (descriptor, self.pipe) = (opened, nil)
  }

  /// The first block without taking it; standard input can be looked at too.
  package mutating func peek() throws(DataError) -> [UInt8] {
    if let peeked { return peeked }
    var block: [UInt8] = []
    try read(into: &block)
    peeked = block
    return block
  }

  /// Replaces the contents of `block` by the next bytes; a block is short only at the end of the input.
  package mutating func read(into block: inout [UInt8]) throws(DataError) {
    if let first = peeked {
      block = first
      peeked = nil
      return
    }
    if block.count < Self.blockSize { block = [UInt8](repeating: 0, count: Self.blockSize) }
    var filled = 0
    let wanted = min(Self.blockSize, limit - position)
    while filled < wanted {
      let count = try read(into: &block, filled..<wanted)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        let problem: DataError.Problem =
          errno == EISDIR ? .isDirectory : .unreadable(reason: Self.reason())
        throw DataError(problem, file: file.path)
      }
      filled += count
    }
    block.removeLast(block.count - filled)
    let start = position
    position += filled
    WorkMeter.bytes.add(filled, ordering: .relaxed)
    block.withUnsafeBytes { take($0, at: start) }
  }

  /// Reads bytes into a part of a block, as `read` does.
  private mutating func read(into block: inout [UInt8], _ part: Range<Int>) throws(DataError) -> Int {
    let (descriptor, pipe, path, start) = (descriptor, pipe, file.path, position + part.lowerBound)
    return try withBytes(of: &block, part) { buffer throws(DataError) in
      try pipe?.take(buffer, at: start, path: path) ?? readDescriptor(descriptor, buffer)
    }
  }

  /// Takes bytes into the hash that follow on those that are in it; what is in it already is passed over.
  mutating func take(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    let known = hashed - start
    guard hash != nil, known < bytes.count else { return }
    hash?.update(UnsafeRawBufferPointer(rebasing: bytes[max(known, 0)...]))
    hashed = start + bytes.count
  }

  /// The size of a file that can be read at any place and by many threads at once; nil for pipes and the like.
  var seekableSize: Int? {
    var status = stat()
    guard pipe == nil, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return min(Int(status.st_size), limit)
  }

  /// Opens the copy that is read instead of a file; the hash stays that of the file.
  ///
  /// - Throws: `DataError` where either cannot be read.
  init(_ file: InputFile, copy: UnpackedFile, hashing: Bool) throws(DataError) {
    var digest = hashing ? copy.digest : nil
    if hashing, digest == nil { digest = try Self.digest(of: file) }
    let opened = openForReading(copy.location)
    guard opened >= 0 else { throw DataError(.unreadable(reason: Self.reason()), file: file.path) }
    self.file = file
    hash = nil
    fileDigest = digest
    descriptor = opened
  }

  /// Goes on with some of the bytes only; the hash is of them alone.
  mutating func restrict(to bytes: Range<Int>) throws(DataError) {
    limit = bytes.upperBound
    try seek(to: bytes.lowerBound)
    if hash != nil { hash = SHA256() }
    (hashStart, hashed) = (bytes.lowerBound, bytes.lowerBound)
  }

  /// How many bytes were read so far, from the start of the input.
  var bytesRead: Int { position }

  /// Continues at a place of a seekable input.
  mutating func seek(to place: Int) throws(DataError) {
    guard pipe != nil || lseek(descriptor, off_t(place), SEEK_SET) == off_t(place) else {
      throw DataError(.unreadable(reason: Self.reason()), file: file.path)
    }
    position = place
    peeked = nil
  }

  /// The SHA-256 of the bytes read so far in hexadecimal, or nil where none was asked for.
  package var digest: String? {
    fileDigest ?? (hash?.finalize()).map(Hexadecimal.text)
  }

  /// Which bytes `digest` is of.
  var hashedBytes: Range<Int> { hashStart..<hashed }

  /// The SHA-256 of some bytes of a file in hexadecimal.
  package static func digest(of bytes: Range<Int>, in file: InputFile) throws(DataError) -> String? {
    var stream = try InputStream(file, hashing: true)
    try stream.restrict(to: bytes)
    var block: [UInt8] = []
    repeat { try stream.read(into: &block) } while !block.isEmpty
    return stream.hashedBytes == bytes ? stream.digest : nil
  }

  /// The SHA-256 of a whole file in hexadecimal.
  package static func digest(of file: InputFile) throws(DataError) -> String? {
    var stream = try InputStream(file, hashing: true)
    var block: [UInt8] = []
    repeat { try stream.read(into: &block) } while !block.isEmpty
    return stream.digest
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

private func withBytes(
  of block: inout [UInt8], _ part: Range<Int>, _ body: (UnsafeMutableRawBufferPointer) throws(DataError) -> Int
) throws(DataError) -> Int {
  var result: Result<Int, DataError> = .success(0)
  block.withUnsafeMutableBytes { bytes in
    let buffer = UnsafeMutableRawBufferPointer(rebasing: bytes[part])
    result = Result { () throws(DataError) in try body(buffer) }
  }
  return try result.get()
}

private func openForReading(_ path: String) -> Int32 { SystemPath.with(path) { open($0, O_RDONLY | O_CLOEXEC) } }

private func readDescriptor(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
