import Procurement

/// A share that Table 1 does not print and readers ask for: of the whole city, or of another whole.
public struct DerivedShare: Hashable, Sendable {
  /// Which share of which whole.
  public enum Kind: String, CaseIterable, Sendable, Hashable {
    /// 市内計: all local rows of all.
    case local
    /// 市内中小企業 of all without the bodies outside the size classes (その他).
    case smeWithoutOther = "sme-without-other"
    /// 市内中小企業 of the local rows.
    case smeWithinLocal = "sme-within-local"

    fileprivate var part: [String] {
      self == .local ? ["local-large", "local-sme", "local-other"] : ["local-sme"]
    }

    fileprivate var whole: [String] {
      switch self {
      case .local: ["total"]
      case .smeWithoutOther: ["local-large", "local-sme", "non-local"]
      case .smeWithinLocal: ["local-large", "local-sme", "local-other"]
      }
    }
  }

  /// Which share.
  public let kind: Kind
  /// Of counts or of amounts.
  public let measure: Measure
  /// The share before.
  public let from: ExactRatio
  /// The share after.
  public let to: ExactRatio

  /// The derived shares of the total column that a table allows, in two years.
  public static func all(_ table: ShareTable, from: FiscalYear, to: FiscalYear) -> [DerivedShare] {
    Kind.allCases.flatMap { kind in
      [Measure.count, .amount].compactMap { measure in
        guard let before = share(kind, table, from, measure), let after = share(kind, table, to, measure) else {
          return nil
        }
        return DerivedShare(kind: kind, measure: measure, from: before, to: after)
      }
    }
  }

  private static func share(
    _ kind: Kind, _ table: ShareTable, _ year: FiscalYear, _ measure: Measure
  ) -> ExactRatio? {
    func sum(_ rows: [String]) -> ExactRatio? {
      rows.reduce(Optional(ExactRatio.zero)) { sum, row in
        guard let sum, let figure = table.cell(year, TableCategory.total.identifier, row)[measure] else { return nil }
        return sum + ExactRatio(figure)
      }
    }
    guard let part = sum(kind.part), let whole = sum(kind.whole) else { return nil }
    return part / whole
  }
}
