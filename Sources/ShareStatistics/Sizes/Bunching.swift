import Procurement

/// Contracts just below a limit against those just above it (少額随契の限度額, 100万円).
///
/// If contracts did not know the limit, one in either window would be as likely in the other. Sizes thin out
/// towards the top, so a few more below than above are ordinary where the window is wide; see the method page.
public struct Bunching: Hashable, Sendable {
  /// The limit in the minor unit; it belongs to the window below.
  public let limit: Int64
  /// The width of either window in the minor unit.
  public let window: Int64
  /// Whether contracts of exactly the limit, a round price, are left out of both windows.
  public let leavesOutLimit: Bool
  /// Contracts above limit − window, up to the limit or, where that is left out, below it.
  public private(set) var below: Int64 = 0
  /// Contracts of exactly the limit.
  public private(set) var atLimit: Int64 = 0
  /// Contracts above the limit, up to limit + window.
  public private(set) var above: Int64 = 0

  /// No contracts around a limit yet.
  ///
  /// - Parameters:
  ///   - limit: 0 or more, with `limit` + `window` within Int64.
  ///   - window: above 0 and at most `limit`.
  ///   - leavesOutLimit: whether contracts of exactly the limit are left out.
  /// - Returns: nil where the numbers are not so.
  public init?(limit: Int64, window: Int64, leavesOutLimit: Bool = false) {
    guard limit >= 0, window > 0, window <= limit, limit <= Int64.max - window else { return nil }
    self.limit = limit
    self.window = window
    self.leavesOutLimit = leavesOutLimit
  }

  /// Counts contracts of a batch.
  ///
  /// - Parameter rows: those that count, nil for all.
  /// - Complexity: O(rows).
  public mutating func add(_ batch: ContractBatch, rows: Range<Int>? = nil) {
    for amount in batch.amounts[rows ?? 0..<batch.count] where amount > limit - window && amount <= limit + window {
      if amount == limit { atLimit += 1 }
      if amount > limit { above += 1 } else if amount < limit || !leavesOutLimit { below += 1 }
    }
  }

  /// The part of the contracts in both windows that lies below; nil without any.
  public var share: ExactRatio? { ExactRatio(below, over: below + above) }

  /// The Clopper–Pearson interval of that part.
  ///
  /// - Parameter confidence: above 0 and below 1.
  public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
    precondition(confidence > 0 && confidence < 1, "a confidence level between 0 and 1")
    return ClopperPearson.interval(
      successes: Int(below), trials: Int(below + above), confidence: confidence)
  }

  /// The chance of so many or more below if either window were as likely: the exact one-sided binomial test.
  ///
  /// - Complexity: O(√contracts).
  public var pValue: Double {
    BinomialTail(trials: Int(below + above), chance: 0.5).atLeast(Int(below))
  }
}
