import CArrow
import LedgerReading
import Reporting
import Synchronization
import TabularReading
import juchu

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One call: its frames, and the run that it becomes.
final class Call: Sendable {
  private struct State {
    var frames: [String: ArrowFrame] = [:]
    var fault: EmbeddedFailure?
    var run: EmbeddedRun?
    var isCancelled = false
  }

  private let state = Mutex(State())
  private let token = LiveHandles.Token()

  /// The call behind a handle.
  static func at(_ handle: UnsafeMutableRawPointer) -> Call { Unmanaged<Call>.fromOpaque(handle).takeUnretainedValue() }

  /// Takes a stream over.
  func add(_ stream: UnsafeMutablePointer<ArrowArrayStream>, name: String) -> Int32 {
    do throws(DataError) {
      let frame = try ArrowFrame(taking: stream, name: name)
      state.withLock { $0.frames[name] = frame }
      return 0
    } catch {
      let failure = EmbeddedFailure(error)
      state.withLock { $0.fault = $0.fault ?? failure }
      return failure.status
    }
  }

  /// Asks the run to stop, if it has begun or not.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      return state.run
    }?.cancel()
  }

  var progress: Double? { state.withLock { $0.run }?.progress }

  /// Runs a command.
  func run(_ command: String, options: String) -> CallResult {
    let (run, fault, isCancelled) = state.withLock { state in
      let run = EmbeddedRun(frames: state.frames)
      let isFirst = state.run == nil
      state.run = run
      let fault = isFirst ? state.fault : EmbeddedFailure("a call runs once: make a new one", status: 70)
      return (run, fault, state.isCancelled)
    }
    // The frames are the run's from here on, and gone with it.
    defer { state.withLock { $0.frames = [:] } }
    if let fault { return CallResult(failure: fault) }
    let arguments: [String]
    do throws(OptionsFault) {
      arguments = try CommandArguments.list(command, options: options)
    } catch {
      return CallResult(failure: EmbeddedFailure(error.reason, status: 64))
    }
    if isCancelled { run.cancel() }
    return CallResult(run.run(arguments))
  }
}

/// What became of a call.
final class CallResult {
  let status: Int32
  /// The report as C text.
  let report: UnsafeMutablePointer<CChar>?
  private let presented: Presented?
  private let raw: [UInt8]
  private let token = LiveHandles.Token()

  init(_ outcome: EmbeddedRun.Outcome) {
    status = outcome.failure?.isCancelled == true ? 75 : outcome.status
    (presented, raw) = (outcome.result, outcome.bytes)
    report = Self.report(status, outcome.remarks, outcome.failure)
  }

  init(failure: EmbeddedFailure) {
    status = failure.status
    (presented, raw) = (nil, [])
    report = Self.report(status, [], failure)
  }

  deinit { free(report) }

  /// The result behind a handle.
  static func at(_ handle: UnsafeMutableRawPointer) -> CallResult {
    Unmanaged<CallResult>.fromOpaque(handle).takeUnretainedValue()
  }

  /// The result in a form.
  func bytes(_ format: String, language: String?) -> (status: Int32, bytes: [UInt8]?) {
    if format == "raw" { return raw.isEmpty ? (64, nil) : (0, raw) }
    guard let presented else { return (64, nil) }
    do {
      guard let bytes = try presented.bytes(format: format, language: language) else { return (64, nil) }
      return (0, bytes)
    } catch {
      return (70, nil)
    }
  }

  /// The rows of the result as CSV.
  func rows() -> (status: Int32, bytes: [UInt8]?) {
    presented == nil ? bytes("raw", language: nil) : bytes("csv", language: nil)
  }

  private static func report(
    _ status: Int32, _ remarks: [String], _ failure: EmbeddedFailure?
  ) -> UnsafeMutablePointer<CChar>? {
    let value = JSONValue.object([
      "status": .integer(Int64(status)), "remarks": .array(remarks.map { .string($0) }),
      "failure": failure.map { json($0, status) } ?? .null,
    ])
    return strdup((try? value.text()) ?? "{\"status\": \(status)}")
  }

  private static func json(_ failure: EmbeddedFailure, _ status: Int32) -> JSONValue {
    let kinds: [Int32: String] = [
      64: "usage", 65: "data", 66: "missing", 70: "internal", 73: "exists", 74: "write", 75: "cancelled",
    ]
    return .object([
      "code": .integer(Int64(status)), "kind": .string(kinds[status] ?? "internal"), "file": .string(failure.file),
      (failure.isOfFrame ? "row" : "line"): failure.line.map { .integer($0) } ?? .null,
      "column": failure.column.map {
        .object(["number": .integer($0), "name": .string(failure.columnName ?? "")])
      } ?? .null,
      "message": .object(["ja": .string(failure.japanese), "en": .string(failure.english)]),
    ])
  }
}
