import Procurement

/// A published table in its printed layout: one line a row of the table, columns by year, category and measure.
///
/// The levels of the header say what a column holds, as in 令和2年度/物品/契約件数. A share belongs to the count or
/// amount before it. Such a table is read by turning it into the long layout, line by line.
struct WideTable {
  /// The columns of one year and category.
  private struct Group {
    var year: String
    var category: String
    var columns: [Measure: Int] = [:]
  }

  /// Where the header stands.
  let skippedRows: Int
  let headerRows: Int
  private var groups: [Group] = []
  private var labels: [Int] = []
  /// What one written amount is worth in yen.
  private var unit: Int64 = 1

  private static let rowLimit = 12
  /// No printed table is wider.
  private static let widthLimit = 2_000
  private static let counts: Set<String> = ["件数", "契約件数", "count"]
  private static let amounts: Set<String> = ["金額", "契約金額", "amount"]
  private static let shares: Set<String> = ["割合", "構成比", "比率", "share", "件数割合", "金額割合", "%"]
  private static let totals: Set<String> = ["合計", "計", "総計", "total"]

  /// Finds the printed layout among the first rows of a file, or nil.
  ///
  /// - Parameters:
  ///   - rows: the first rows.
  ///   - unit: the unit of amounts, where it is known.
  ///   - year: the fiscal year of a table that does not say it.
  init?(_ rows: [Record], unit: Int64?, year: String?) {
    guard rows.allSatisfy({ $0.count <= Self.widthLimit }) else { return nil }
    var best: WideTable?
    for skipped in rows.indices.prefix(Self.rowLimit) {
      for depth in 1...HeaderFinder.depthLimit where skipped + depth < rows.count {
        let names = HeaderFinder.names(Array(rows[skipped..<skipped + depth]))
        let table = WideTable(names, skipped: skipped, depth: depth, year: year)
        if table.figures > best?.figures ?? 3 { best = table }
      }
    }
    guard var found = best else { return nil }
    let heading = rows.prefix(found.skippedRows + found.headerRows).flatMap(\.fields).joined()
    found.unit = unit ?? Self.unit(in: heading)
    self = found
  }

  /// How many columns hold figures.
  private var figures: Int { groups.reduce(0) { $0 + $1.columns.count } }

  private init(_ names: [String], skipped: Int, depth: Int, year defaultYear: String?) {
    skippedRows = skipped
    headerRows = depth
    var base = Measure.count
    for (column, name) in names.enumerated() {
      let parts = name.split(separator: "/").map { Self.stem(String($0)) }
      let year = parts.first { DateText.fiscalYear($0) != nil } ?? defaultYear
      let category = parts.first { Self.totals.contains($0) || KnownWords.categories[$0] != nil }
      guard let measure = Self.measure(parts, after: &base), let year, let category else {
        if Self.measure(parts, after: &base) == nil { labels.append(column) }
        continue
      }
      let position = groups.firstIndex { $0.year == year && $0.category == category }
      if let position {
        if groups[position].columns[measure] == nil { groups[position].columns[measure] = column }
      } else {
        groups.append(Group(year: year, category: category, columns: [measure: column]))
      }
    }
  }

  /// What the last level that names a measure says; a share is one of the measure before it.
  private static func measure(_ parts: [String], after base: inout Measure) -> Measure? {
    for part in parts.reversed() {
      if part == "件数割合" { return .countShare }
      if part == "金額割合" { return .amountShare }
      if shares.contains(part) { return base.share }
      if counts.contains(part) { base = .count } else if amounts.contains(part) { base = .amount } else { continue }
      return base
    }
    return nil
  }

  /// A name without width, spaces and what stands in parentheses.
  private static func stem(_ name: String) -> String {
    let folded = TextFolding.halfWidth(name).filter { !$0.isWhitespace }
    guard let open = folded.firstIndex(of: "("), open > folded.startIndex else { return folded }
    return String(folded[..<open])
  }

  private static func unit(in heading: String) -> Int64 {
    if heading.contains("百万円") { return 1_000_000 }
    return heading.contains("千円") ? 1_000 : heading.contains("億円") ? 100_000_000 : 1
  }

  /// The header of the long layout.
  var longHeader: [String] {
    let word = unit == 1_000_000 ? "百万円" : unit == 1_000 ? "千円" : unit == 100_000_000 ? "億円" : "円"
    return ["年度", "区分", "種別", "契約件数", "件数割合", "契約金額（\(word)）", "金額割合"]
  }

  /// The lines of the long layout for a row of the table; a label that spans rows is in `spanning`.
  func long(_ record: borrowing Record, spanning: inout String) -> [Record] {
    let texts = labels.filter { $0 < record.count }.map { record.text($0) }
    guard texts.contains(where: { !$0.isEmpty }) else { return [] }
    var parts = texts.filter { !$0.isEmpty }
    if texts.count > 1 {
      // 市内 stands once beside its sizes when merged cells are exported.
      if let first = texts.first, !first.isEmpty { spanning = first } else { parts.insert(spanning, at: 0) }
    }
    let label = parts.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }.joined(separator: " ")
    return groups.map { group in
      let figures = [Measure.count, .countShare, .amount, .amountShare].map { measure in
        group.columns[measure].map { $0 < record.count ? record.text($0) : "" } ?? ""
      }
      return Record([group.year, label, group.category] + figures, line: record.line)
    }
  }
}
