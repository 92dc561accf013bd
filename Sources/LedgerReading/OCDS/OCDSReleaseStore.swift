#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Holds releases until all of them have been read, the releases of one process together.
///
/// Up to a limit they stay in memory, in one part. Beyond it they go to files without a name; the identifier of a
/// process says to which.
final class OCDSReleaseStore {
  private let limit: Int
  private static let fileCount = 128
  private var kept: [OCDSRelease] = []
  private var keptBytes = 0
  private var files: [OCDSSpillFile] = []

  /// No release yet.
  ///
  /// - Parameter limit: how many bytes stay in memory at most.
  init(limit: Int) { self.limit = limit }

  /// Adds a release.
  ///
  /// - Throws: `DataError` where it cannot be written.
  /// - Complexity: O(bytes).
  func add(_ release: OCDSRelease, file: String) throws(DataError) {
    do throws(UnnamedFile.Failure) {
      keptBytes += release.bytes.count + 128
      if files.isEmpty, keptBytes <= limit {
        kept.append(release)
        return
      }
      if files.isEmpty {
        for _ in 0..<Self.fileCount { files.append(try OCDSSpillFile()) }
        for release in kept { try write(release) }
        kept = []
      }
      try write(release)
    } catch {
      throw DataError(
        .unreadable(reason: "\(OCDSOptions.temporaryFolder): \(error.reason)"), file: file)
    }
  }

  private func write(_ release: OCDSRelease) throws(UnnamedFile.Failure) {
    let part = Int(truncatingIfNeeded: KeyFingerprint.of(release.ocid) % UInt64(Self.fileCount))
    let ocid = Array(release.ocid.utf8)
    try files[part].append(
      [ocid.count, release.input, release.line, release.isCompiled ? 1 : 0, release.bytes.count], [ocid, release.bytes])
  }

  /// How many parts there are.
  var partCount: Int { max(files.count, 1) }

  /// The releases of a part, in the order in which they came.
  ///
  /// - Throws: `DataError` where they cannot be read again.
  /// - Complexity: O(bytes).
  func releases(part: Int, file: String) throws(DataError) -> [OCDSRelease] {
    guard !files.isEmpty else { return kept }
    do throws(UnnamedFile.Failure) {
      let bytes = try files[part].contents()
      var releases: [OCDSRelease] = []
      var place = 0
      func take(_ count: Int) -> [UInt8] {
        defer { place += count }
        return Array(bytes[place..<place + count])
      }
      while place < bytes.count {
        let numbers = bytes.withUnsafeBytes { buffer in
          (0..<5).map { buffer.loadUnaligned(fromByteOffset: place + $0 * MemoryLayout<Int>.size, as: Int.self) }
        }
        place += 5 * MemoryLayout<Int>.size
        let ocid = String(decoding: take(numbers[0]), as: UTF8.self)
        releases.append(
          OCDSRelease(
            ocid: ocid, input: numbers[1], line: numbers[2], bytes: take(numbers[4]), isCompiled: numbers[3] == 1))
      }
      return releases
    } catch {
      throw DataError(
        .unreadable(reason: "\(OCDSOptions.temporaryFolder): \(error.reason)"), file: file)
    }
  }
}

/// A file without a name that is written, then read.
final class OCDSSpillFile {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 16

  init() throws(UnnamedFile.Failure) { descriptor = try UnnamedFile.open(in: OCDSOptions.temporaryFolder) }

  deinit { close(descriptor) }

  /// Appends numbers and bytes.
  func append(_ numbers: [Int], _ parts: [[UInt8]]) throws(UnnamedFile.Failure) {
    for number in numbers { withUnsafeBytes(of: number) { buffer.append(contentsOf: $0) } }
    for part in parts { buffer += part }
    if buffer.count >= Self.bufferSize { try flush() }
  }

  private func flush() throws(UnnamedFile.Failure) {
    try UnnamedFile.append(buffer[...], to: descriptor)
    buffer.removeAll(keepingCapacity: true)
  }

  /// All bytes.
  func contents() throws(UnnamedFile.Failure) -> [UInt8] {
    try flush()
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size >= 0 else { throw .last }
    return try contents(0..<size)
  }

  /// Some of the bytes.
  func contents(_ range: Range<Int>) throws(UnnamedFile.Failure) -> [UInt8] {
    try flush()
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < range.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + done }, range.count - done, off_t(range.lowerBound + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      done += count
    }
    return bytes
  }
}
