#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Runs of wins in the order of opening.
public struct SequenceTest: Sendable, Hashable {
  /// Where the order of opening comes from.
  public enum Source: String, Sendable, Hashable {
    /// Times of opening.
    case times
    /// Dates of opening; draws of one day are one block.
    case dates
    /// The order of the record, whose draws are numbered but not dated.
    case record
  }

  /// Where the order comes from.
  public var source: Source
  /// The lotteries in order.
  public var draws: Int
  /// The blocks of equal time.
  public var blocks: Int
  /// Lotteries without a time where others have one.
  public var leftOut: Int
  /// The firm with the largest run of wins, a position in the register; nil where nobody won a draw.
  public var firm: Int?
  /// The wins of that run.
  public var wins: Int
  /// The run's size, −Σ ln p of its wins.
  public var size: Double
  /// How often fair draws give anybody a run as large, not adjusted for the other families.
  public var pValue: Double

  /// The probability that the firm won just these draws: e^−size.
  public var ownProbability: Double { exp(-size) }

  init(_ sequence: OpeningSequence, _ layout: HistoryLayout, observed: SequenceSums, _ headline: FairnessHeadline) {
    switch sequence.source {
    case .times: source = .times
    case .dates: source = .dates
    case .record: source = .record
    }
    draws = sequence.contests.count
    blocks = sequence.blocks.count
    leftOut = sequence.leftOut
    firm = observed.holder.map { layout.firms[$0.firm] }
    wins = observed.holder?.wins ?? 0
    size = observed.streak
    pValue = headline.tests.first { $0.family == .streak }?.pValue ?? 1
  }
}
