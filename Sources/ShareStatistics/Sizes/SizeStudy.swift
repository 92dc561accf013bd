import Procurement

/// What is asked about contract sizes, answered in one pass: bands, crowding below limits, purchases in parts.
public struct SizeStudy: Sendable {
  /// A limit and the width of the windows on both sides of it.
  public struct Window: Hashable, Sendable {
    /// The limit in the minor unit.
    public var limit: Int64
    /// The width in the minor unit.
    public var width: Int64

    /// Whether contracts of exactly the limit are left out.
    public var leavesOutLimit: Bool

    /// A limit and a width, a tenth of the limit by default.
    public init(limit: Int64, width: Int64? = nil, leavesOutLimit: Bool = false) {
      self.limit = limit
      self.width = width ?? max(1, limit / 10)
      self.leavesOutLimit = leavesOutLimit
    }
  }

  /// Contracts by band.
  public private(set) var bands: SizeBands
  /// Crowding at each limit, by year.
  public var bunching: [FiscalYear: [Bunching]] { Dictionary(uniqueKeysWithValues: zip(slots.years, crowding)) }
  /// Contracts that may be one purchase; nil where no limit was given.
  public private(set) var splits: SplitCandidates?
  private let windows: [Window]
  private var slots = YearSlots()
  private var crowding: [[Bunching]] = []

  /// No contracts yet.
  ///
  /// - Parameters:
  ///   - limits: the upper limits of bands.
  ///   - windows: where crowding is looked for.
  ///   - splitLimits: the limit of each category up to which contracts may be parts; empty to look for none.
  /// - Returns: nil where a window is wider than its limit.
  public init?(
    scheme: RowScheme, limits: [Int64], windows: [Window], splitLimits: [Procurement.Category: Int64]
  ) {
    guard windows.allSatisfy({ Bunching(limit: $0.limit, window: $0.width) != nil }) else { return nil }
    bands = SizeBands(scheme: scheme, limits: limits)
    self.windows = windows
    splits = splitLimits.isEmpty ? nil : SplitCandidates(limits: splitLimits)
  }

  /// Adds the contracts of a batch; candidates for splitting need the texts `office` and `vendor` or `vendorID`.
  ///
  /// - Throws: `Overflow` where the amounts add up beyond Int64.
  /// - Complexity: O(rows · (log limits + windows)).
  public mutating func add(_ batch: ContractBatch, file: String) throws(ContractTally.Overflow) {
    try bands.add(batch)
    try splits?.add(batch, file: file)
    batch.forEachYear { year, rows in
      let slot = slots.slot(of: year)
      if slot == crowding.count {
        crowding.append(
          windows.compactMap { Bunching(limit: $0.limit, window: $0.width, leavesOutLimit: $0.leavesOutLimit) })
      }
      for index in windows.indices { crowding[slot][index].add(batch, rows: rows) }
    }
  }
}
