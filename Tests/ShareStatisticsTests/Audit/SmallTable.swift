import Procurement

@testable import ShareStatistics

/// A table of counts and count shares of one year, written as a grid, for tests by hand and by enumeration.
struct SmallTable {
  static let year = FiscalYear(startingIn: 2021)

  /// A table whose last row is the total; `figures` by column and row, as in `"3 25"` for a count and a share,
  /// `"-"` for a figure that is not printed.
  static func counts(_ columns: [[String]], hasTotalRow: Bool = true, hasTotalColumn: Bool = false)
    -> PublishedTable
  {
    let height = columns[0].count
    let rows = (0..<height).map { row in
      hasTotalRow && row == height - 1
        ? TableRow(identifier: "total", label: "合計", role: .total, parent: nil)
        : TableRow(
          identifier: "r\(row)", label: "行\(row)", role: .part, parent: hasTotalRow ? "total" : nil)
    }
    let categories = columns.indices.map {
      hasTotalColumn && $0 == columns.count - 1
        ? TableCategory.total : TableCategory(identifier: "c\($0)", label: "種\($0)")
    }
    var figures: [FigurePlace: PublishedFigure] = [:]
    for (column, texts) in columns.enumerated() {
      for (row, text) in texts.enumerated() {
        for (measure, word) in zip([Measure.count, .countShare], text.split(separator: " ")) {
          let place = FigurePlace(
            year: year, category: categories[column].identifier, row: rows[row].identifier, measure: measure)
          figures[place] = FixedPoint(word).map { PublishedFigure($0) }
        }
      }
    }
    return PublishedTable(rows: rows, categories: categories, years: [year], unit: 1, figures: figures)
  }

  /// The smallest sets of figures whose removal leaves a feasible rest, by trying every count up to a bound.
  ///
  /// Independent of the solver: each ledger is printed by the rounding rule, and the figures that differ are counted.
  static func smallestSets(
    of table: PublishedTable, rule: RoundingRule, upTo bound: Int64, sharesOf: ShareWhole = .category
  ) throws -> Set<Set<FigurePlace>> {
    let structure = try TableStructure(table)
    let leaves = structure.nodes.indices.filter { structure.nodes[$0].parts.isEmpty }.flatMap { node in
      structure.leafColumns.map { (node, $0) }
    }
    let places = structure.places(in: year)
    let totalNode = structure.nodes.count - 1
    var values = [Int64](repeating: 0, count: leaves.count)
    var best = (size: Int.max, sets: Set<Set<FigurePlace>>())
    // Which cells add up to each row and column.
    let members = structure.nodes.indices.map { node in
      structure.columns.indices.map { column in
        leaves.indices.filter {
          (node == totalNode || leaves[$0].0 == node)
            && (column == structure.totalColumn || leaves[$0].1 == column)
        }
      }
    }
    let figures = places.compactMap { place in table.figures[place].map { (place, $0.value) } }
    let positions = places.map { (structure.node($0), structure.column($0)) }
    while true {
      func exact(_ node: Int, _ column: Int) -> Int64 {
        var sum: Int64 = 0
        for member in members[node][column] { sum += values[member] }
        return sum
      }
      var wrong: Set<FigurePlace> = []
      for (index, (place, printed)) in figures.enumerated() where wrong.count <= best.size {
        let (node, column) = positions[index]
        let wholeColumn = sharesOf == .table ? structure.columns.count - 1 : column
        let whole = exact(totalNode, wholeColumn)
        let isRight =
          if place.measure == .count {
            exact(node, column) == printed.units
          } else if let share = rule.share(of: exact(node, column), in: whole, decimals: printed.decimals) {
            share == printed
          } else {
            printed.units == 0 || node == totalNode && column == wholeColumn
          }
        if !isRight { wrong.insert(place) }
      }
      if wrong.count < best.size { best = (wrong.count, []) }
      if wrong.count == best.size { best.sets.insert(wrong) }
      guard let next = values.firstIndex(where: { $0 < bound }) else { return best.sets }
      for index in 0..<next { values[index] = 0 }
      values[next] += 1
    }
  }

  /// The smallest sets that an audit reports, multiplied out over its findings.
  static func sets(of audit: TableAudit) -> Set<Set<FigurePlace>> {
    audit.findings.reduce([[]]) { sets, finding in
      Set(sets.flatMap { set in finding.alternatives.map { set.union($0.map(\.place)) } })
    }
  }
}
