import TabularReading

/// Holds releases until all of them have been read, the releases of one process together.
///
/// Up to a limit they stay in memory, in one part. Beyond it they go to files without a name; the identifier of a
/// process says to which.
final class OCDSReleaseStore {
  private let limit: Int
  private static let fileCount = 128
  private var kept: [OCDSRelease] = []
  private var keptBytes = 0
  private var files: [SpillFile] = []

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
        for _ in 0..<Self.fileCount { files.append(try SpillFile()) }
        for release in kept { try write(release) }
        kept = []
      }
      try write(release)
    } catch {
      throw DataError(ofSpill: error, file: file)
    }
  }

  private func write(_ release: OCDSRelease) throws(UnnamedFile.Failure) {
    let part = Int(truncatingIfNeeded: KeyFingerprint.of(release.ocid) % UInt64(Self.fileCount))
    try files[part].append { bytes in
      bytes.put(Array(release.ocid.utf8))
      for number in [release.input, release.line, release.isCompiled ? 1 : 0, release.isNameless ? 1 : 0] {
        bytes.put(number)
      }
      bytes.put(release.bytes)
    }
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
      var bytes = try files[part].contents()
      var releases: [OCDSRelease] = []
      while bytes.isMore {
        let ocid = String(decoding: bytes.block(), as: UTF8.self)
        let (input, line) = (bytes.integer(), bytes.integer())
        let (isCompiled, isNameless) = (bytes.integer() == 1, bytes.integer() == 1)
        releases.append(
          OCDSRelease(
            ocid: ocid, input: input, line: line, bytes: bytes.block(), isCompiled: isCompiled, isNameless: isNameless))
      }
      return releases
    } catch {
      throw DataError(ofSpill: error, file: file)
    }
  }
}

extension DataError {
  /// That what waits in files without a name cannot be written or read again.
  init(ofSpill failure: UnnamedFile.Failure, file: String) {
    self.init(.unreadable(reason: "\(UnnamedFile.folder): \(failure.reason)"), file: file)
  }
}
