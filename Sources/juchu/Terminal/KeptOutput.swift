import Reporting
import Synchronization

/// A result that a run has kept.
protocol KeptResult: Sendable {}

/// What a command that runs inside another program would have printed, kept for that program.
///
/// Sendable: what is kept stands behind a lock.
final class KeptOutput: Sendable {
  /// What the task's run keeps; nil in the program itself, which prints.
  @TaskLocal static var current: KeptOutput?

  private struct State {
    var remarks: [String] = []
    var bytes: [UInt8] = []
    var result: (any KeptResult)?
    var meter: Meter?
    var language: Language?
  }

  private let state = Mutex(State())

  /// What was said.
  var remarks: [String] { state.withLock { $0.remarks } }
  /// The bytes of a command that has no result in several forms.
  var bytes: [UInt8] { state.withLock { $0.bytes } }
  /// The result that can be shown in every form.
  var result: (any KeptResult)? { state.withLock { $0.result } }
  /// How far the work is, from 0 to 1; nil where that is not known.
  var progress: Double? { state.withLock { $0.meter }?.part }
  /// The language that the arguments of the run name; nil for that of the environment.
  var language: Language? { state.withLock { $0.language } }

  /// Keeps a remark.
  func say(_ text: String) { state.withLock { $0.remarks.append(text) } }

  /// Keeps bytes of a result.
  func append(_ bytes: [UInt8]) { state.withLock { $0.bytes += bytes } }

  /// Keeps a result.
  func keep(_ result: some KeptResult) { state.withLock { $0.result = result } }

  /// Notes what work begins.
  func begin(_ meter: Meter) { state.withLock { $0.meter = meter } }

  /// Notes the language of the run.
  func speak(_ language: Language?) { state.withLock { $0.language = language } }
}
