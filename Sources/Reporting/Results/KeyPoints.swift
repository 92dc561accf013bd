import LotteryStatistics
import Procurement
import ShareStatistics

// The sentence or two of a result that a page begins with.

/// The name of the table before a sentence about it.
private func prefix(_ kind: ShareTableResult.Kind, _ language: Language) -> String {
  kind.label(language).map { language("\($0)：", "\($0): ") } ?? ""
}

extension ComparisonResult {
  /// How the share of the local SMEs, or of the first row, changed between adjacent years.
  ///
  /// - Parameter kind: the table that they are of.
  public func keyPoints(_ language: Language, of kind: ShareTableResult.Kind) -> [String] {
    let labels = Labels(language: language)
    let parts = table.rows.filter { $0.role != .total && $0.identifier != "unclassified" }
    guard let row = parts.first(where: { $0.identifier == "local-sme" }) ?? parts.first else { return [] }
    return comparisons.compactMap { comparison in
      let total = TableCategory.total.identifier
      guard let cell = comparison.cells.first(where: { $0.category == total && $0.row == row.identifier }),
        let before = table.share(comparison.from, total, row.identifier, .amount),
        let after = table.share(comparison.to, total, row.identifier, .amount), let points = cell.amount.points
      else { return nil }
      let (name, from, to) = (labels.row(row), labels.year(comparison.from), labels.year(comparison.to))
      let percent = cell.amount.percent.map { NumberText.signed($0) } ?? "–"
      let change = NumberText.signed(points)
      return language(
        prefix(kind, language)
          + "\(name)の金額割合は、\(from)の \(before) %から\(to)の \(after) %へ（\(change) ポイント）。金額そのものの増減は \(percent) %。",
        prefix(kind, language)
          + "\(name): \(before) % of the amount in \(from), \(after) % in \(to) (\(change) points); the amount itself changed by \(percent) %."
      )
    }
  }
}

extension AuditResult {
  /// How many figures were checked and found wrong.
  ///
  /// - Parameter kind: the table that they are of.
  public func keyPoints(_ language: Language, of kind: ShareTableResult.Kind) -> [String] {
    [prefix(kind, language) + AuditWords(table: table, language: language).summary(audit)]
  }
}
