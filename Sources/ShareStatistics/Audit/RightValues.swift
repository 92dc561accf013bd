import Procurement

/// What a table says once its wrong figures are set right: the numbers that a misprint may have been copied from.
struct RightValues {
  /// A row, or neighbours that share a label and make up a subtotal such as 市内計.
  struct RowGroup {
    let identifier: String
    let nodes: [Int]
  }

  let structure: TableStructure
  let pair: RoundingPair
  /// The accused figures, with the only number that could stand there if there is one.
  let accused: [FigurePlace: FixedPoint?]

  /// Every row, and the subtotals that are not printed.
  var groups: [RowGroup] {
    structure.nodes.indices.map { RowGroup(identifier: structure.nodes[$0].identifier, nodes: [$0]) }
      + structure.nodes.indices.flatMap { subtotals(of: structure.nodes[$0].parts) }
  }

  /// A count or amount of a group: as printed, else the only possible number, else the sum of parts or columns.
  func base(_ measure: Measure, _ year: FiscalYear, _ group: RowGroup, _ column: Int) -> FixedPoint? {
    sum(group.nodes) { base(measure, year, $0, column) }
  }

  /// A measure of a group as it should be printed with so many decimals, and the quotient behind a share.
  func value(
    _ measure: Measure, _ year: FiscalYear, _ group: RowGroup, _ column: Int, decimals: Int
  ) -> (number: FixedPoint, quotient: PrintedQuotient?)? {
    guard measure.isShare else { return base(measure, year, group, column).map { ($0, nil) } }
    let whole = structure.whole(group.nodes[0], column)
    if let part = base(measure.base, year, group, column),
      let total = base(measure.base, year, whole.node, whole.column),
      let share = pair.share.rule.share(of: part, in: total, decimals: decimals)
    {
      return (share, PrintedQuotient(numerator: part, denominator: total))
    }
    return sum(group.nodes) { printed(structure.place(year, $0, column, measure)) }.map { ($0, nil) }
  }

  private func base(_ measure: Measure, _ year: FiscalYear, _ node: Int, _ column: Int) -> FixedPoint? {
    if let number = printed(structure.place(year, node, column, measure)) { return number }
    let parts = structure.nodes[node].parts
    if !parts.isEmpty { return sum(parts) { base(measure, year, $0, column) } }
    for parts in structure.columnSums[column] {
      if let number = sum(parts, { base(measure, year, node, $0) }) { return number }
    }
    return nil
  }

  private func printed(_ place: FigurePlace) -> FixedPoint? {
    if let correction = accused[place] { return correction }
    return structure.table.figures[place]?.value
  }

  private func sum(_ indices: [Int], _ number: (Int) -> FixedPoint?) -> FixedPoint? {
    let numbers = indices.compactMap(number)
    return numbers.count == indices.count ? FixedPoint.sum(numbers) : nil
  }

  /// Siblings with a common first word, as in `local-large` and `local-sme`, or 市内 大企業 and 市内 中小企業.
  private func subtotals(of parts: [Int]) -> [RowGroup] {
    var members: [String: [Int]] = [:]
    for part in parts {
      guard let key = Self.firstWord(structure.nodes[part].identifier) ?? label(part).flatMap(Self.firstWord)
      else { continue }
      members[key, default: []].append(part)
    }
    return members.sorted { $0.key < $1.key }
      .filter { $0.value.count > 1 && $0.value.count < parts.count }
      .map { RowGroup(identifier: $0.key, nodes: $0.value) }
  }

  private func label(_ node: Int) -> String? {
    structure.table.rows.indices.contains(node) ? structure.table.rows[node].label : nil
  }

  private static func firstWord(_ text: String) -> String? {
    guard let end = text.firstIndex(where: { $0 == "-" || $0.isWhitespace }), end > text.startIndex
    else { return nil }
    return String(text[..<end])
  }
}

extension TableStructure {
  /// The place at a row, or at a subtotal that may not be printed, and a column.
  func place(_ year: FiscalYear, _ group: RightValues.RowGroup, _ column: Int, _ measure: Measure) -> FigurePlace {
    FigurePlace(
      year: year, period: columns[column].period, category: columns[column].category, row: group.identifier,
      measure: measure)
  }
}
