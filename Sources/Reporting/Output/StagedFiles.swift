import CPartFiles
import Synchronization

/// The files of a run that are written and wait for its end: they appear together or not at all.
package enum StagedFiles {
  /// The files of one run among several of one process.
  package final class Run: Sendable {
    fileprivate let files = Mutex<[PartFile]>([])
    fileprivate let remarks = Mutex<[@Sendable () -> Void]>([])

    /// A run without files.
    package init() {}
  }

  /// The run of the task; the program's where nobody has given it another.
  @TaskLocal package static var run = Run()

  /// Sees that SIGINT, SIGTERM and SIGHUP leave nothing behind that was only begun.
  package static func watchSignals() { part_files_watch_signals() }

  static func add(_ part: PartFile) {
    run.files.withLock { $0.append(part) }
  }

  /// Keeps a remark on a file until it stands in its place.
  package static func whenPlaced(_ remark: @escaping @Sendable () -> Void) {
    run.remarks.withLock { $0.append(remark) }
  }

  /// Puts all files in their places and makes the remarks on them; a signal waits until they are there.
  ///
  /// - Throws: `WholeFile.Failure` for one that cannot be put; those that were put before it are taken back, unless they
  ///   replaced others.
  package static func place() throws(WholeFile.Failure) {
    part_files_hold()
    defer { part_files_release() }
    let failure: WholeFile.Failure? = run.files.withLock { files in
      defer { files = [] }
      var isNew: [Bool] = []
      do throws(WholeFile.Failure) {
        for part in files { isNew.append(try part.put()) }
        return nil
      } catch {
        for (part, isNew) in zip(files, isNew) where isNew { part.takeBack() }
        return error
      }
    }
    if let failure { throw failure }
    for remark in run.remarks.withLock({ $0 }) { remark() }
  }

  /// Removes all files: the run has failed.
  package static func discard() { run.files.withLock { $0 = [] } }
}
