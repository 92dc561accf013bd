import Dispatch
import LedgerReading
import Procurement
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One line on the terminal that says how far a long work is, how fast it goes and how long it will take.
///
/// It appears after a second, on a terminal only, and leaves nothing behind.
final class ProgressLine: Sendable {
  /// What is counted.
  enum Work: Sendable {
    /// Bytes of files whose sizes are known.
    case reading(bytes: Int)
    /// Trials of a simulation, once for each policy.
    case simulating(trials: Int)
  }

  private struct State {
    var isDone = false
    var wasShown = false
  }

  private let meter: Meter
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "progress")

  /// Begins to watch a work; without a terminal, or where it shall be quiet, nothing happens.
  init(_ work: Work, quiet: Bool) {
    meter = Meter(work)
    if !quiet, isatty(STDERR_FILENO) == 1 { queue.asyncAfter(deadline: .now() + 1) { [weak self] in self?.show() } }
  }

  private func show() {
    let goesOn = state.withLock { state in
      guard !state.isDone else { return false }
      state.wasShown = true
      StandardStreams.say("\r\u{1B}[K" + meter.text, terminator: "")
      return true
    }
    if goesOn { queue.asyncAfter(deadline: .now() + 0.25) { [weak self] in self?.show() } }
  }

  /// Begins to watch the reading of files.
  convenience init(reading files: [InputFile], quiet: Bool) {
    // A size of 0 is not known; then nobody knows how much is left.
    let sizes = files.map(\.size)
    self.init(.reading(bytes: sizes.contains(0) ? 0 : sizes.reduce(0, +)), quiet: quiet)
  }

  /// Takes the line away.
  func finish() {
    state.withLock { state in
      state.isDone = true
      if state.wasShown { StandardStreams.say("\r\u{1B}[K", terminator: "") }
    }
  }
}

/// A work with where and when it began.
struct Meter: Sendable {
  private let work: ProgressLine.Work
  private let base: Int
  private let start = ContinuousClock.now

  init(_ work: ProgressLine.Work) {
    self.work = work
    base = Self.count(work)
  }

  private static func count(_ work: ProgressLine.Work) -> Int {
    switch work {
    case .reading: WorkMeter.bytes.load(ordering: .relaxed)
    case .simulating: WorkMeter.trials.load(ordering: .relaxed)
    }
  }

  /// How far the work is.
  var text: String { text(done: Self.count(work) - base, after: ContinuousClock.now - start) }

  /// How far a work is of which so much is done after some time.
  func text(done: Int, after time: Duration) -> String {
    let seconds = max(0.001, Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    let rate = Double(done) / seconds
    let (total, speed) =
      switch work {
      case .reading(let bytes): (bytes, "\(Int(rate / 1_000_000)) MB/s")
      case .simulating(let trials): (trials, rate >= 1e6 ? "\(Int(rate / 1e6)) M trials/s" : "\(Int(rate)) trials/s")
      }
    guard total > 0 else { return speed }
    let part = min(1, Double(done) / Double(total))
    let left = rate > 0 ? Int((Double(max(0, total - done)) / rate).rounded(.up)) : 0
    let bar = String(repeating: "█", count: Int(part * 20)) + String(repeating: "░", count: 20 - Int(part * 20))
    return "\(bar) \(Int(part * 100)) %  \(speed)  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)"
  }
}
