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

  /// For rows that are parts of a subtotal, by their index, its identifier; a subtotal of which no parts are found has its own.
  ///
  /// A subtotal says so by its word (市外計, 小計, 第1四半期計). Its parts are the rows just above it, or just below, that add up to it
  /// with few exceptions; subtotals may be parts of others.
  ///
  /// - Complexity: O(rows × figures).
  static func subtotals(of table: PublishedTable) -> [Int: String] {
    var parents: [Int: String] = [:]
    var open: [Int] = []
    func closes(_ parts: [Int], _ row: Int) -> Bool {
      var (closed, missed) = (0, 0)
      for time in table.times {
        for category in table.categories {
          func value(_ row: Int, _ measure: Measure) -> FixedPoint? {
            table.figures[time.place(category: category.identifier, row: table.rows[row].identifier, measure)]?.value
          }
          for measure in [Measure.count, .amount] {
            note(parts.map { value($0, measure) }, value(row, measure), least: 1, &closed, &missed)
          }
        }
      }
      return closed > 0 && closed > 3 * missed
    }
    let rows = table.rows.indices.filter { table.rows[$0].role == .part && table.rows[$0].identifier != "local" }
    for (place, index) in rows.enumerated() {
      let row = table.rows[index]
      if isSubtotal(row) {
        let below = rows[(place + 1)...].prefix { !isSubtotal(table.rows[$0]) }
        let above = (1..<max(open.count + 1, 2)).lazy.map { Array(open.suffix($0)) }
        let under = (1..<max(below.count + 1, 2)).lazy.map { Array(below.prefix($0)) }
        if let parts = above.first(where: { closes($0, index) }) {
          for part in parts { parents[part] = row.identifier }
          open.removeLast(parts.count)
        } else if let parts = under.first(where: { closes($0, index) }) {
          for part in parts { parents[part] = row.identifier }
        } else {
          parents[index] = row.identifier
          continue
        }
      }
      if parents[index] == nil { open.append(index) }
    }
    return parents
  }

  private static func isSubtotal(_ row: TableRow) -> Bool {
    let word = TableWords.withoutMarks(TableWords.folded(row.label)).filter { !"()[]【】〔〕".contains($0) }
    return row.identifier == "local" || word.hasSuffix("計") && !["設計", "会計", "時計"].contains(where: word.hasSuffix)
  }

  /// Whether parts of which at least some are printed add up; each may be rounded.
  private static func note(
    _ parts: [FixedPoint?], _ total: FixedPoint?, least: Int = 2, _ closed: inout Int, _ open: inout Int
  ) {
    let printed = parts.compactMap { $0 }
    guard let total, total.units > 0, printed.count(where: { $0.units > 0 }) >= least else { return }
    if TableIdentities.close(printed, total, slack: printed.count / 2) { closed += 1 } else { open += 1 }
  }
}
