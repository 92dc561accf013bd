import CChild
import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// What a child of the server is told: fixed words, and files that it finds under the names they came with.
struct ChildTask: Sendable {
  /// The words of the command, none of them a client's.
  var words: [String]
  /// Uploads and the server's own small files, with the names under which the child sees them.
  var files: [(name: String, file: UnnamedFile)]
  /// The names that stand behind `--`.
  var operands: [String]
  /// The most seconds it may take.
  var seconds = 600
}

/// How a child ended.
enum ChildEnd: Sendable, Equatable {
  case exited(Int)
  case signalled(Int)
  case cancelled
  case timedOut
  case failedToStart
}

/// A child that has ended: what it wrote, and how it ended.
struct ChildResult: Sendable {
  var end: ChildEnd
  var output: UnnamedFile
  var remarks: String
  /// The rows that it set aside, where it was told to and found any.
  var rejects: UnnamedFile?
}

/// The program that reads and calculates, and the place where it does so.
struct ChildProgram: Sendable {
  /// The program.
  var path: String
  /// The folder of unnamed files.
  var temporary: String
  /// A folder of this run alone, in which each child has one of its own for as long as it runs.
  var place: String
  var limits: child_limits

  /// Runs the program; a cancelled task ends it and all it has started.
  func run(_ task: ChildTask) async throws(UnnamedFile.Failure) -> ChildResult {
    let output = try UnnamedFile(in: temporary)
    let remarks = try UnnamedFile(in: temporary)
    let process: RunningChild
    do { process = try start(task, output, remarks) } catch {
      return ChildResult(end: .failedToStart, output: output, remarks: "\(error)")
    }
    let seconds = task.seconds
    let (end, rejects) = await withTaskCancellationHandler {
      let clock = Task {
        try await Task.sleep(for: .seconds(seconds))
        process.kill(as: .timedOut)
      }
      let end = await process.end()
      clock.cancel()
      return end
    } onCancel: {
      process.kill(as: .cancelled)
    }
    return ChildResult(end: end, output: output, remarks: remarks.text(atMost: 64 * 1024), rejects: rejects)
  }

  private struct Refused: Error, CustomStringConvertible {
    var description: String
  }

  private func start(_ task: ChildTask, _ output: UnnamedFile, _ remarks: UnnamedFile) throws -> RunningChild {
    let folder = "\(place)/\(Secret.word(bytes: 12))"
    guard mkdir(folder, 0o700) == 0 else { throw Refused(description: "no folder: errno \(errno)") }
    var descriptors = [open("/dev/null", O_RDONLY | O_CLOEXEC), output.descriptor, remarks.descriptor]
    defer {
      for (index, descriptor) in descriptors.enumerated() where index == 0 || index > 2 { close(descriptor) }
    }
    var links: [String] = []
    func clear() {
      for link in links { unlink(link) }
      rmdir(folder)
    }
    for (index, entry) in task.files.enumerated() {
      // Opened anew for reading only: no child changes an upload, and each begins at its beginning.
      let descriptor = reopened_for_reading(entry.file.descriptor)
      guard descriptor >= 0 else {
        clear()
        throw Refused(description: "no input: errno \(errno)")
      }
      descriptors.append(descriptor)
      let link = "\(folder)/\(entry.name)"
      guard symlink("/proc/self/fd/\(3 + index)", link) == 0 else {
        clear()
        throw Refused(description: "no name: errno \(errno)")
      }
      links.append(link)
    }
    let words = [path] + task.words + (task.operands.isEmpty ? [] : ["--"] + task.operands)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    // Nothing of this process's surroundings: where its own unnamed files go, and that a crash ends it without more ado.
    var environment: [UnsafeMutablePointer<CChar>?] = [
      strdup("TMPDIR=\(temporary)"), strdup("SWIFT_BACKTRACE=enable=no"), nil,
    ]
    defer { for pointer in arguments + environment { free(pointer) } }
    var limits = limits
    var process: pid_t = 0
    let failed = child_start(
      path, &arguments, &environment, folder, descriptors, Int32(descriptors.count), &limits, &process)
    guard failed == 0 else {
      clear()
      throw Refused(description: "\(path): errno \(failed)")
    }
    return RunningChild(process: process, folder: folder, links: links)
  }
}

/// A child that runs, with the folder that goes when it has ended.
private final class RunningChild: Sendable {
  private let process: pid_t
  private let folder: String
  private let links: [String]
  /// Nil as long as it runs unasked; why it was killed; `isReaped` says that its number may be another's by now.
  private let state = Mutex<(killed: ChildEnd?, isReaped: Bool)>((nil, false))

  init(process: pid_t, folder: String, links: [String]) {
    self.process = process
    self.folder = folder
    self.links = links
  }

  func kill(as reason: ChildEnd) {
    state.withLock { state in
      guard !state.isReaped, state.killed == nil else { return }
      state.killed = reason
      _ = Glibc.kill(-process, SIGKILL)
    }
  }

  /// How it ended, and the file of rejected rows that it left.
  func end() async -> (ChildEnd, UnnamedFile?) {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [self] in
        _ = child_wait(process)
        let (code, killed) = state.withLock { state in
          state.isReaped = true
          // What it left behind in its group goes with it.
          _ = Glibc.kill(-process, SIGKILL)
          return (child_reap(process), state.killed)
        }
        let rejects = rejectsFile()
        clear()
        let end = killed ?? (code >= 256 ? .signalled(Int(code) - 256) : .exited(Int(code)))
        continuation.resume(returning: (end, rejects))
      }
    }
  }

  /// The rows that the child set aside; whatever else bears that name is none.
  private func rejectsFile() -> UnnamedFile? {
    let descriptor = open("\(folder)/\(FileName.rejects)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    let file = UnnamedFile(adopting: descriptor)
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? file : nil
  }

  /// Removes the folder and what a child that was ended halfway has left in it.
  private func clear() {
    for link in links { unlink(link) }
    guard rmdir(folder) != 0, let stream = opendir(folder) else { return }
    while let entry = readdir(stream) {
      withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { _ = unlinkat(dirfd(stream), $0, 0) }
      }
    }
    closedir(stream)
    rmdir(folder)
  }
}
