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
      if isSubtotal(row.label) { return tally.closed > 1 && tally.closed > tally.open }
      return tally.closed > 2 && tally.closed > 3 * tally.open
    }
  }

  /// The identifier of the category that is the total of a table without one, or nil.
  ///
  /// - Complexity: O(figures).
  static func category(of table: PublishedTable) -> String? {
    guard table.categories.count > 2, !table.categories.contains(where: \.isTotal) else { return nil }
    return [table.categories.count - 1, 0].map { table.categories[$0] }.first { total in
      let parts = table.categories.filter { $0 != total && $0.isPartOfTotal && !isSubtotal($0.label) }
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
      // A word such as 市町村計 needs less evidence than none.
      if isSubtotal(total.label) { return tally.closed > 1 && tally.closed > tally.open }
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
    let rows = table.rows.indices.filter { table.rows[$0].role == .part && table.rows[$0].identifier != "local" }
    let parents = parents(among: rows, isSubtotal: { isSubtotal(table.rows[$0]) }) { parts, row in
      sums(of: parts.map { table.rows[$0] }, to: table.rows[row], in: table, least: 1)
    }
    return withWholes(rows, parents, in: table).mapValues { table.rows[$0].identifier }
  }

  /// The same with rows that no word names a subtotal and that are one: 市内 above 本社 and 支社, 市外 above 県内 and 県外.
  ///
  /// Only where what there is does not add up to the total, and does so with them.
  private static func withWholes(_ rows: [Int], _ parents: [Int: Int], in table: PublishedTable) -> [Int: Int] {
    guard let total = table.rows.first(where: { $0.role == .total }) else { return parents }
    func tally(_ parts: [Int], _ whole: TableRow) -> TableIdentities.Tally {
      sums(of: parts.map { table.rows[$0] }, to: whole, in: table, least: 2)
    }
    let open = rows.filter { parents[$0] == nil }
    guard open.count > 3, tally(open, total).closed == 0 else { return parents }
    for isAbove in [true, false] {
      var found = parents
      let order = isAbove ? open : open.reversed()
      var place = 0
      while place < order.count {
        let rest = order[(place + 1)...]
        let length = (2..<max(rest.count + 1, 2)).first {
          let sums = tally(Array(rest.prefix($0)), table.rows[order[place]])
          // A misprint opens one of two lines.
          return sums.closed > 0 && sums.closed >= sums.open
        }
        for part in rest.prefix(length ?? 0) { found[part] = order[place] }
        place += 1 + (length ?? 0)
      }
      let sums = tally(open.filter { found[$0] == nil }, total)
      if sums.closed > 0, sums.closed >= sums.open { return found }
    }
    return parents
  }

  /// The same for categories: 小計 of departments, each of which has its whole and its parts in columns.
  ///
  /// - Complexity: O(categories × figures).
  static func categorySubtotals(of table: PublishedTable) -> [Int: String] {
    let categories = table.categories.indices.filter {
      table.categories[$0].isPartOfTotal
    }
    let parents = parents(among: categories, isSubtotal: { isSubtotal(table.categories[$0].label) }) { parts, whole in
      var tally = TableIdentities.Tally()
      for time in table.times {
        for row in table.rows {
          for measure in [Measure.count, .amount] {
            note(
              parts.map { table.value(time, table.categories[$0], row, measure) },
              table.value(time, table.categories[whole], row, measure), least: 1, &tally)
          }
        }
      }
      return tally
    }
    return parents.mapValues { table.categories[$0].identifier }
  }

  /// Ties the categories of a table that has them over its columns and beside its rows to the sums of both.
  ///
  /// - Parameter crossings: both names of each category, by its label.
  /// - Complexity: O(categories² × rows).
  static func cross(_ table: inout PublishedTable, _ crossings: [String: CategoryCrossing]) {
    var places: [CategoryCrossing: Int] = [:]
    for (index, category) in table.categories.enumerated() {
      guard let crossing = crossings[category.label] else { return }
      places[crossing] = index
    }
    let over = distinct(table.categories.compactMap { crossings[$0.label]?.over })
    let beside = distinct(table.categories.compactMap { crossings[$0.label]?.beside })
    guard over.count > 1, beside.count > 1, (over + beside).contains(where: TableWords.isTotal) else { return }
    let known = table
    func tally(_ parts: [Int?], _ whole: Int?, _ tally: inout TableIdentities.Tally) {
      guard let whole else { return }
      for time in known.times {
        for row in known.rows {
          for measure in [Measure.count, .amount] {
            note(
              parts.map { place in place.flatMap { known.value(time, known.categories[$0], row, measure) } },
              known.value(time, known.categories[whole], row, measure), least: 1, &tally)
          }
        }
      }
    }
    /// What each name of one side is a part of; nil for the total and what is in no sum.
    func wholes(_ names: [String], _ place: (String) -> [Int?]) -> [String: String] {
      let parts = names.indices.filter { !TableWords.isTotal(names[$0]) }
      let total = names.first(where: TableWords.isTotal)
      let parents = parents(among: parts, isSubtotal: { isSubtotal(names[$0]) }) { parts, whole in
        var sums = TableIdentities.Tally()
        let below = parts.map { place(names[$0]) }
        for (line, whole) in place(names[whole]).enumerated() { tally(below.map { $0[line] }, whole, &sums) }
        return sums
      }
      return parts.reduce(into: [:]) { found, part in
        let parent = parents[part].map { $0 == part ? nil : names[$0] } ?? total
        found[names[part]] = PublishedTableBuilder.isOfWhich(names[part]) ? nil : parent
      }
    }
    let overWholes = wholes(over) { name in beside.map { places[CategoryCrossing(over: name, beside: $0)] } }
    let besideWholes = wholes(beside) { name in over.map { places[CategoryCrossing(over: $0, beside: name)] } }
    for (crossing, index) in places where !table.categories[index].isTotal {
      let wholes = [
        overWholes[crossing.over].map { CategoryCrossing(over: $0, beside: crossing.beside) },
        besideWholes[crossing.beside].map { CategoryCrossing(over: crossing.over, beside: $0) },
      ]
      table.categories[index].parents = wholes.map { whole in
        whole.flatMap { places[$0] }.map { known.categories[$0].identifier }
      }
    }
  }

  private static func distinct(_ names: [String]) -> [String] {
    var known: Set<String> = []
    return names.filter { known.insert($0).inserted }
  }

  /// The subtotal of each part among some items, by their indices.
  private static func parents(
    among items: [Int], isSubtotal: (Int) -> Bool, sums: ([Int], Int) -> TableIdentities.Tally
  ) -> [Int: Int] {
    var parents: [Int: Int] = [:]
    var open: [Int] = []
    // A misprint opens one of two lines.
    func best(_ runs: some Sequence<[Int]>, _ whole: Int) -> [Int]? {
      var weak: [Int]?
      for parts in runs {
        let tally = sums(parts, whole)
        guard tally.closed > 0 else { continue }
        if tally.closed > 3 * tally.open { return parts }
        if weak == nil, parts.count > 1, tally.closed >= tally.open { weak = parts }
      }
      return weak
    }
    for (place, index) in items.enumerated() {
      if isSubtotal(index) {
        let below = items[(place + 1)...].prefix { !isSubtotal($0) }
        let above = (1..<max(open.count + 1, 2)).lazy.map { Array(open.suffix($0)) }
        let under = (1..<max(below.count + 1, 2)).lazy.map { Array(below.prefix($0)) }
        if let parts = best(above, index) {
          for part in parts { parents[part] = index }
          open.removeLast(parts.count)
        } else if let parts = best(under, index) {
          for part in parts { parents[part] = index }
        } else {
          parents[index] = index
          continue
        }
      }
      if parents[index] == nil { open.append(index) }
    }
    return parents
  }

  private static func isSubtotal(_ row: TableRow) -> Bool { row.identifier == "local" || isSubtotal(row.label) }

  private static func isSubtotal(_ label: String) -> Bool {
    let word = NoteMarks.removed(from: TableWords.folded(label)).filter { !"()[]【】〔〕".contains($0) }
    return word.hasSuffix("計") && !["設計", "会計", "時計"].contains(where: word.hasSuffix)
  }

  /// Whether the counts and amounts of rows add up to those of a whole, in two lines at least and with few exceptions.
  static func isSum(of parts: [TableRow], _ whole: String, in table: PublishedTable) -> Bool {
    guard let row = table.row(whole) else { return false }
    let tally = sums(of: parts, to: row, in: table, least: 2)
    return tally.closed > 1 && tally.closed > 3 * tally.open
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

/// The two names of a category that is told by the heading over its column and the label beside its row: 工事 and 総務部.
struct CategoryCrossing: Hashable {
  /// The name over the column.
  var over: String
  /// The name beside the row.
  var beside: String

  /// The name of the category, which ends with no word of a total unless it is the total both ways.
  var label: String { isTotal ? "合計" : TableWords.isTotal(beside) ? "\(beside) \(over)" : "\(over) \(beside)" }

  /// Whether it is the total both ways.
  var isTotal: Bool { TableWords.isTotal(over) && TableWords.isTotal(beside) }
}
