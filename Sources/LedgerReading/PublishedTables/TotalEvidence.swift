import Procurement

/// Totals under words of their own, told by what adds up.
///
/// A row or category is the total of its table where, with few exceptions (misprints), its counts and amounts are the sums of
/// all others and its shares are 100.
enum TotalEvidence {
  /// The index of the row that is the total of a table without one, or nil.
  ///
  /// - Complexity: O(figures).
  static func row(of table: PublishedTable) -> Int? {
    guard table.rows.count > 2, !table.rows.contains(where: { $0.role == .total }) else { return nil }
    return [table.rows.count - 1, 0].first { index in
      guard table.rows[index].role == .part else { return false }
      let parts = table.rows.indices.filter {
        $0 != index && table.rows[$0].role == .part && !isSubtotal(table.rows[$0])
      }
      var (closed, open) = (0, 0)
      for time in table.times {
        for category in table.categories {
          func value(_ row: Int, _ measure: Measure) -> FixedPoint? {
            table.figures[time.place(category: category.identifier, row: table.rows[row].identifier, measure)]?.value
          }
          for measure in [Measure.count, .amount] {
            note(parts.map { value($0, measure) }, value(index, measure), &closed, &open)
            guard let share = value(index, measure.share) else { continue }
            let isWhole = [1, 100].contains { share.isSameNumber(as: FixedPoint(units: $0, decimals: 0)) }
            if isWhole { closed += 1 } else { open += 1 }
          }
        }
      }
      return closed > 2 && closed > 3 * open
    }
  }

  /// The identifier of the category that is the total of a table without one, or nil.
  ///
  /// - Complexity: O(figures).
  static func category(of table: PublishedTable) -> String? {
    guard table.categories.count > 2, !table.categories.contains(where: \.isTotal) else { return nil }
    return [table.categories.count - 1, 0].first { index in
      var (closed, open) = (0, 0)
      for time in table.times {
        for row in table.rows {
          func value(_ category: Int, _ measure: Measure) -> FixedPoint? {
            let identifier = table.categories[category].identifier
            return table.figures[time.place(category: identifier, row: row.identifier, measure)]?.value
          }
          for measure in [Measure.count, .amount] {
            let parts = table.categories.indices.filter { $0 != index }.map { value($0, measure) }
            note(parts, value(index, measure), &closed, &open)
          }
        }
      }
      return closed > 3 && closed > 3 * open
    }.map { table.categories[$0].identifier }
  }

  private static func isSubtotal(_ row: TableRow) -> Bool { row.identifier == "local" || row.label.hasSuffix("計") }

  /// Whether parts of which at least two are printed add up; each may be rounded.
  private static func note(_ parts: [FixedPoint?], _ total: FixedPoint?, _ closed: inout Int, _ open: inout Int) {
    let printed = parts.compactMap { $0 }
    guard let total, total.units > 0, printed.count(where: { $0.units > 0 }) > 1 else { return }
    if TableIdentities.close(printed, total, slack: printed.count / 2) { closed += 1 } else { open += 1 }
  }
}
