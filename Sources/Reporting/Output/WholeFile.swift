/// A file that appears whole or not at all: it is written beside its place and then moved there.
///
/// What is not committed is removed again, so an error, or the end of the program by one, leaves nothing behind. Links are
/// followed, and a file that is replaced hands its mode on. Devices and pipes are written through.
package struct WholeFile: ~Copyable {
  /// Why a file could not be written.
  package enum Failure: Error, Equatable {
    /// A file stands there already.
    case exists(path: String)
    /// The system refused, with its reason.
    case refused(path: String, reason: String)
  }

  private let part: PartFile
  private var buffer: [UInt8] = []

  /// Prepares a file.
  ///
  /// - Parameters:
  ///   - path: where it shall appear.
  ///   - overwrites: whether a file that stands there may be replaced.
  ///   - isPrivate: whether nobody else may read it.
  /// - Throws: `Failure` where a file stands there, or none can be written.
  package init(_ path: String, overwrites: Bool, isPrivate: Bool = false) throws(Failure) {
    part = try PartFile(OutputPlace(path), overwrites: overwrites, isPrivate: isPrivate)
  }

  /// Appends text.
  package mutating func write(_ text: String) throws(Failure) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Appends bytes.
  package mutating func write(_ bytes: [UInt8]) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Moves the file to its place.
  ///
  /// - Throws: `Failure` where the disk is full, or a file has appeared there meanwhile.
  package mutating func commit() throws(Failure) {
    try finish()
    _ = try part.put()
  }

  /// Hands the finished file to `StagedFiles`, which puts all files of a run in their places at once.
  ///
  /// - Throws: `Failure` where the disk is full.
  package mutating func stage() throws(Failure) {
    try finish()
    StagedFiles.add(part)
  }

  private mutating func finish() throws(Failure) {
    try flush()
    try part.finish()
  }

  private mutating func flush() throws(Failure) {
    try part.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
