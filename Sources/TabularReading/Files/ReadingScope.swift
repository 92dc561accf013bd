import Procurement
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What belongs to one run of the reader: the files it has opened, the copies it has made, and the frames it was handed.
///
/// A program is one run and needs no scope of its own. A library that is called many times, and by several threads, gives
/// each call one: then nothing of a call is left behind it, and no call sees another's files.
public final class ReadingScope: Sendable {
  /// The scope of the task; the program's where nobody has given it another.
  @TaskLocal public static var current = ReadingScope()

  /// A file as it was when it was opened first.
  struct Opened {
    var location: String
    var state: FileState
  }

  let opened: Mutex<[String: Opened]?>
  let pipes = Mutex<[String: PipeCopy]>([:])
  let copies = Mutex<[FileState: UnpackedFile]>([:])
  /// The tables in memory, by the names under which they are inputs.
  let frames: [String: ArrowFrame]
  /// The files that were made of tables in memory, by the names of these.
  let written = Mutex<[String: Int32]>([:])
  /// Whether the run was asked to stop; whatever else works for it may ask too.
  public let stop = WorkStop()

  /// A scope.
  ///
  /// - Parameters:
  ///   - frames: tables in memory that are read where an input has their name.
  ///   - watchesFiles: whether a file that changes while it is read is an error.
  public init(frames: [String: ArrowFrame] = [:], watchesFiles: Bool = false) {
    self.frames = frames
    opened = Mutex(watchesFiles ? [:] : nil)
  }

  deinit {
    copies.withLock { for copy in $0.values { close(copy.descriptor) } }
    written.withLock { for descriptor in $0.values { close(descriptor) } }
  }

  /// Whether an input of a name is a table in memory.
  public func isFrame(_ name: String) -> Bool { frames[name] != nil }

  /// Asks whatever reads in this scope to stop; it does so at the next block.
  public func cancel() { stop.ask() }

  /// Whether the run was asked to stop.
  public var isCancelled: Bool { stop.isAsked }

  /// Stops where the run was asked to.
  ///
  /// - Throws: `DataError` where it is.
  package func check() throws(DataError) {
    if isCancelled { throw DataError(.cancelled, file: "") }
  }
}
