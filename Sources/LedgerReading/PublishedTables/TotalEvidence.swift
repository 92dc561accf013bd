import Procurement
import TabularReading

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
      let row = table.rows[index]
      let parts = table.rows.filter {
        $0.identifier != row.identifier && $0.role == .part && !isSubtotal($0)
      }
      var tally = sums(of: parts, to: row, in: table, least: 2)
      for time in table.times {
        for category in table.categories {
          for measure in [Measure.countShare, .amountShare] {
            guard let share = table.value(time, category, row, measure) else { continue }
            tally.note([1, 100].contains { share.isSameNumber(as: FixedPoint(units: $0, decimals: 0)) })
          }
        }
      }
      return tally.closed > 2 && tally.closed > 3 * tally.open
    }
  }

  /// The identifier of the category that is the total of a table without one, or nil.
  ///
  /// - Complexity: O(figures).
  static func category(of table: PublishedTable) -> String? {
    guard table.categories.count > 2, !table.categories.contains(where: \.isTotal) else { return nil }
    return [table.categories.count - 1, 0].map { table.categories[$0] }.first { total in
      let parts = table.categories.filter { $0 != total }
      var tally = TableIdentities.Tally()
      for time in table.times {
        for row in table.rows {
          for measure in [Measure.count, .amount] {
            note(
              parts.map { table.value(time, $0, row, measure) }, table.value(time, total, row, measure), least: 2,
              &tally)
          }
        }
      }
      return tally.closed > 3 && tally.closed > 3 * tally.open
    }?.identifier
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
      let tally = sums(of: parts.map { table.rows[$0] }, to: table.rows[row], in: table, least: 1)
      return tally.closed > 0 && tally.closed > 3 * tally.open
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
    let word = NoteMarks.removed(from: TableWords.folded(row.label)).filter { !"()[]【】〔〕".contains($0) }
    return row.identifier == "local" || word.hasSuffix("計") && !["設計", "会計", "時計"].contains(where: word.hasSuffix)
  }

  /// How often the counts and amounts of rows add up to those of another one.
  private static func sums(
    of parts: [TableRow], to row: TableRow, in table: PublishedTable, least: Int
  ) -> TableIdentities.Tally {
    var tally = TableIdentities.Tally()
    for time in table.times {
      for category in table.categories {
        for measure in [Measure.count, .amount] {
          note(
            parts.map { table.value(time, category, $0, measure) }, table.value(time, category, row, measure),
            least: least, &tally)
        }
      }
    }
    return tally
  }

  /// Whether parts of which at least some are printed add up; each may be rounded.
  private static func note(
    _ parts: [FixedPoint?], _ total: FixedPoint?, least: Int, _ tally: inout TableIdentities.Tally
  ) {
    let printed = parts.compactMap { $0 }
    guard let total, total.units > 0, printed.count(where: { $0.units > 0 }) >= least else { return }
    tally.note(TableIdentities.close(printed, total, slack: printed.count / 2))
  }
}
