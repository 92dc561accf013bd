/// A copy of a file as it is read: decompressed, and in UTF-8. It has no name and is gone with the run.
package struct UnpackedFile: Sendable {
  /// The copy, open as long as the run lasts.
  let descriptor: Int32
  /// How the file was made smaller, from the outside in.
  package var compressions: [Compression] = []
  /// The encoding from which the text was converted.
  package var encoding: TextEncoding?
  /// The SHA-256 of the file as it was, where it was asked for in time.
  var digest: String?

  /// Where the copy can be opened.
  var location: String { "/dev/fd/\(descriptor)" }
}

/// The copies of this run: a file that is opened again is not decompressed again.
package enum UnpackedFiles {
  /// The copy of a file, where one was made.
  static func copy(of file: InputFile) -> UnpackedFile? {
    ReadingScope.current.copies.withLock { copies in copies.isEmpty ? nil : state(of: file).flatMap { copies[$0] } }
  }

  /// Keeps a copy for whoever opens the file again.
  static func keep(_ copy: UnpackedFile, of file: InputFile) {
    guard let state = state(of: file) else { return }
    ReadingScope.current.copies.withLock { $0[state] = copy }
  }

  private static func state(of file: InputFile) -> FileState? {
    file.isStandardInput ? nil : FileState(path: file.location)
  }

  /// Where a file can be opened: its copy, if there is one.
  package static func location(of file: InputFile) -> String { copy(of: file)?.location ?? file.location }
}
