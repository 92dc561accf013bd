import Procurement

/// What a policy does to the expected share table: awards by category, size and locality (規模等・種別契約実績割合).
///
/// A share is the ratio of two expectations, exact where the outcome is; it is the expectation of the ratio
/// only where the total is certain.
public struct ExpectedShares: Sendable {
  /// A row of the share table.
  public enum Row: String, CaseIterable, Sendable {
    /// 市内 大企業.
    case localLarge = "local-large"
    /// 市内 中小企業.
    case localSME = "local-sme"
    /// 市内 その他.
    case localOther = "local-other"
    /// 準市内・市外, whatever the size.
    case nonLocal = "non-local"
    /// Locality not known, or local with size not known.
    case unclassified

    /// The row of a firm.
    public init(_ firm: Firm) {
      switch (firm.locality, firm.size) {
      case (.semiLocal, _), (.nonLocal, _): self = .nonLocal
      case (.local, .large): self = .localLarge
      case (.local, .sme): self = .localSME
      case (.local, .other): self = .localOther
      case (.local, nil), (nil, _): self = .unclassified
      }
    }
  }

  /// Expected awards.
  public struct Cell: Sendable, Hashable {
    /// The expected number.
    public var count = 0.0
    /// The expected amount in yen.
    public var amount = 0.0
  }

  /// The cells by category, nil being tenders without one; rows without an award are absent.
  public private(set) var cells: [Category?: [Row: Cell]] = [:]

  /// The expected awards of an outcome.
  ///
  /// - Complexity: O(bids).
  public init(_ outcome: LotteryOutcome, of register: TenderRegister) {
    for tender in outcome.blocks.flatMap(\.tenders) {
      let category = register.tenders[tender.tender].notice.category
      for chance in tender.chances {
        let row = Row(register.firms[chance.firm])
        cells[category, default: [:]][row, default: Cell()].count += chance.probability
        cells[category]?[row]?.amount += chance.probability * Double(chance.price)
      }
    }
  }

  /// The expected awards of a row over all categories.
  public func total(_ row: Row) -> Cell {
    cells.values.reduce(into: Cell()) { sum, rows in
      sum.count += rows[row]?.count ?? 0
      sum.amount += rows[row]?.amount ?? 0
    }
  }

  /// The share of a row in the expected number of awards, over all categories; nil where there is none.
  public func countShare(_ row: Row) -> Double? {
    let all = Row.allCases.reduce(0) { $0 + total($1).count }
    return all > 0 ? total(row).count / all : nil
  }

  /// The share of a row in the expected amount, over all categories; nil where there is none.
  public func amountShare(_ row: Row) -> Double? {
    let all = Row.allCases.reduce(0) { $0 + total($1).amount }
    return all > 0 ? total(row).amount / all : nil
  }
}
