import Procurement

/// Works that a firm wins in one block and so has in hand at the same time, against its engineers (配置技術者).
///
/// The record holds no periods of execution: works of one group are taken to be concurrent, works of different
/// groups are not.
public struct Workload: Sendable, Hashable {
  /// The block's identifier.
  public var block: String
  /// The firm, a position in the register.
  public var firm: Int
  /// The distribution of the number of works won.
  public var distribution: [Double]
  /// How many engineers it has; nil where not known.
  public var engineers: Int?

  /// The probability of more works than engineers; nil where the engineers are not known.
  public var beyondEngineers: Double? {
    engineers.map { distribution.dropFirst($0 + 1).reduce(0, +) }
  }

  /// The expected number of works for which there is no engineer; nil where the engineers are not known.
  public var expectedExcess: Double? {
    engineers.map { engineers in
      distribution.enumerated().reduce(0) { $0 + Double(max(0, $1.offset - engineers)) * $1.element }
    }
  }

  /// The probability of two or more works.
  public var severalAtOnce: Double { distribution.dropFirst(2).reduce(0, +) }

  /// The workloads of an exact outcome, firm by firm and block by block; empty for a simulated block.
  public static func workloads(of outcome: LotteryOutcome, in register: TenderRegister) -> [Workload] {
    outcome.blocks.flatMap { block in
      block.firms.compactMap { firm in
        firm.distribution.map {
          Workload(
            block: block.identifier, firm: firm.firm, distribution: $0,
            engineers: register.firms[firm.firm].engineers)
        }
      }
    }
  }
}
