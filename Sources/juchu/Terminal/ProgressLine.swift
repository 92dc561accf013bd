import Dispatch
import LedgerReading
import LotteryStatistics
import Procurement
import Synchronization
import TabularReading

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
    /// Groups that are solved exactly, once for each policy.
    case solving(groups: Int)
    /// Groups that are solved, and then trials of what is simulated.
    indirect case inTurn(Work, then: Work)
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
    KeptOutput.current?.begin(meter)
    if !quiet, KeptOutput.current == nil, isatty(STDERR_FILENO) == 1 {
      queue.asyncAfter(deadline: .now() + 1) { [weak self] in self?.show() }
    }
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
  private let base: [Int]
  private let start = ContinuousClock.now

  init(_ work: ProgressLine.Work) {
    self.work = work
    base = Self.counts(work)
  }

  /// What is counted, part by part.
  private static func counts(_ work: ProgressLine.Work) -> [Int] {
    switch work {
    case .reading: [WorkMeter.bytes.load(ordering: .relaxed)]
    case .simulating: [WorkMeter.trials.load(ordering: .relaxed)]
    case .solving: [SolverMeter.blocks.load(ordering: .relaxed)]
    case .inTurn(let first, let second): counts(first) + counts(second)
    }
  }

  /// The part of the work that is done, from 0 to 1; nil where it is not known how much there is.
  var part: Double? {
    var total = 0
    let done = zip(Self.counts(work), base).map { $0 - $1 }
    func add(_ work: ProgressLine.Work) {
      switch work {
      case .reading(let count), .simulating(let count), .solving(let count): total += count
      case .inTurn(let first, let second):
        add(first)
        add(second)
      }
    }
    add(work)
    return total > 0 ? min(1, Double(done.reduce(0, +)) / Double(total)) : nil
  }

  /// How far the work is.
  var text: String {
    text(done: zip(Self.counts(work), base).map { $0 - $1 }, after: ContinuousClock.now - start)
  }

  /// How far a work is of which so much is done after some time.
  func text(done: Int, after time: Duration) -> String { text(done: [done], after: time) }

  /// How far a work is of whose parts so much is done: of two in turn the second shows as soon as it has begun.
  func text(done: [Int], after time: Duration) -> String {
    var (work, part) = (work, 0)
    while case .inTurn(let first, let second) = work {
      guard done[part + 1] > 0 else {
        work = first
        break
      }
      (work, part) = (second, part + 1)
    }
    return Self.text(work, done: done[part], after: time)
  }

  private static func text(_ work: ProgressLine.Work, done: Int, after time: Duration) -> String {
    let seconds = max(0.001, Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    let rate = Double(done) / seconds
    let (total, speed) =
      switch work {
      case .reading(let bytes): (bytes, "\(Int(rate / 1_000_000)) MB/s")
      case .simulating(let trials): (trials, rate >= 1e6 ? "\(Int(rate / 1e6)) M trials/s" : "\(Int(rate)) trials/s")
      case .solving(let groups): (groups, "\(Int(rate)) groups/s")
      case .inTurn: (0, "")
      }
    guard total > 0 else { return speed }
    let part = min(1, Double(done) / Double(total))
    let left = rate > 0 ? Int((Double(max(0, total - done)) / rate).rounded(.up)) : 0
    let bar = String(repeating: "█", count: Int(part * 20)) + String(repeating: "░", count: 20 - Int(part * 20))
    return "\(bar) \(Int(part * 100)) %  \(speed)  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)"
  }
}
