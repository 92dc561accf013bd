import Procurement
import TestSupport

@testable import ShareStatistics

/// A random ledger and the table that a rounding rule prints from it.
struct RandomTable {
  /// Which measures are printed.
  enum Contents: CaseIterable {
    case everything, counts, amounts, sharesOnly
  }

  private(set) var table: PublishedTable
  let contents: Contents
  /// The exact counts and amounts by row and column, totals included.
  private(set) var exact: [Measure: [[Int64]]] = [:]

  /// Heavy-tailed amounts with empty cells; 1 to 5 rows, 1 to 4 categories, with and without totals, a subtotal,
  /// an of-which row.
  init(seed: UInt64, rule: RoundingRule, contents wanted: Contents? = nil) {
    self.init(seed: seed, pair: RoundingPair(rule), contents: wanted)
  }

  /// The same, with rules of their own for amounts and shares.
  ///
  /// - Parameter sharesOf: what the shares are shares of; those of the whole table have its totals.
  init(seed: UInt64, pair: RoundingPair, contents wanted: Contents? = nil, sharesOf: ShareWhole = .category) {
    let rule = pair.share.rule
    var random = SplitMix64(seed: seed)
    contents = wanted ?? Contents.allCases[Int.random(in: 0..<4, using: &random)]
    let unit: Int64 = Bool.random(using: &random) ? 1_000 : 1_000_000
    let decimals = Int.random(in: 1...3, using: &random)
    let parts = Int.random(in: 1...5, using: &random)
    let categories = Int.random(in: 1...4, using: &random)
    let hasTotalRow = Int.random(in: 0..<4, using: &random) > 0 || sharesOf == .table
    let hasTotalColumn = categories > 1 && (Int.random(in: 0..<4, using: &random) > 0 || sharesOf == .table)
    let hasSubtotal = parts > 2 && Bool.random(using: &random)
    let hasOfWhich = Int.random(in: 0..<4, using: &random) == 0
    let parent = hasTotalRow ? "total" : nil

    var rows = (0..<parts).map {
      TableRow(
        identifier: "row\($0)", label: "行\($0)", role: .part,
        parent: hasSubtotal && $0 < 2 ? "subtotal" : parent)
    }
    var members = (0..<parts).map { [$0] }
    if hasSubtotal {
      rows.append(TableRow(identifier: "subtotal", label: "計", role: .part, parent: parent))
      members.append([0, 1])
    }
    if hasOfWhich { rows.append(TableRow(identifier: "of", label: "うち", role: .ofWhich, parent: "row0")) }
    if hasTotalRow { rows.append(TableRow(identifier: "total", label: "合計", role: .total, parent: nil)) }
    var columns = (0..<categories).map { TableCategory(identifier: "c\($0)", label: "種\($0)") }
    if hasTotalColumn { columns.append(.total) }

    func ledger() -> (count: Int64, amount: Int64, ofCount: Int64, ofAmount: Int64) {
      if Int.random(in: 0..<5, using: &random) == 0 { return (0, 0, 0, 0) }
      let magnitude = Double.random(in: 0...4, using: &random)
      let count = Int64(Self.powerOfTen(magnitude))
      func amount(_ count: Int64) -> Int64 {
        let each = Double.random(in: 4...8, using: &random) + Double.random(in: 0...1.5, using: &random)
        return count == 0 ? 0 : max(1, count * Int64(Self.powerOfTen(each)) / 7)
      }
      let ofCount = Int64.random(in: 0...count, using: &random)
      let (inside, outside) = (amount(ofCount), amount(count - ofCount))
      return (count, inside + outside, ofCount, inside)
    }
    let cells = (0..<parts).map { _ in (0..<categories).map { _ in ledger() } }
    func value(_ row: TableRow, _ index: Int, _ column: Int, _ base: Measure) -> Int64 {
      if column == categories { return (0..<categories).reduce(0) { $0 + value(row, index, $1, base) } }
      if row.role == .ofWhich { return base == .count ? cells[0][column].ofCount : cells[0][column].ofAmount }
      let from = row.role == .total ? Array(0..<parts) : members[index]
      return from.reduce(0) { $0 + (base == .count ? cells[$1][column].count : cells[$1][column].amount) }
    }
    let year = FiscalYear(startingIn: 2021)
    let whole = TableRow(identifier: "total", label: "合計", role: .total, parent: nil)
    var figures: [FigurePlace: PublishedFigure] = [:]
    for base in [Measure.count, .amount] {
      exact[base] = rows.enumerated().map { index, row in
        columns.indices.map { value(row, index, $0, base) }
      }
    }
    for (index, row) in rows.enumerated() {
      for column in columns.indices {
        for measure in Self.measures(contents) {
          // Out of the printed amounts, where the pair says so and amounts are printed.
          let isOfPrinted = pair.share.isOfPrinted && measure == .amountShare && contents != .sharesOnly
          func base(_ exact: Int64) -> Int64 {
            isOfPrinted ? pair.amount.rounded(Int128(exact), over: Int128(unit)) : exact
          }
          let number = exact[measure.base]?[index][column] ?? 0
          let wholeColumn = sharesOf == .table && hasTotalColumn ? categories : column
          let total = value(whole, 0, wholeColumn, measure.base)
          let printed: FixedPoint? =
            switch measure {
            case .count: FixedPoint(units: number, decimals: 0)
            case .amount:
              FixedPoint(units: pair.amount.rounded(Int128(number), over: Int128(unit)), decimals: 0)
            case .countShare, .amountShare:
              row.role == .total && column == wholeColumn && total > 0
                ? FixedPoint(units: 100, decimals: 0)
                : rule.share(of: base(number), in: base(total), decimals: decimals)
                  ?? FixedPoint(units: 0, decimals: decimals)
            }
          let place = FigurePlace(
            year: year, category: columns[column].identifier, row: row.identifier, measure: measure)
          figures[place] = printed.map { PublishedFigure($0) }
        }
      }
    }
    table = PublishedTable(rows: rows, categories: columns, years: [year], unit: unit, figures: figures)
  }

  /// The places of the table in a fixed order.
  var places: [FigurePlace] {
    table.figures.keys.sorted {
      ($0.category, $0.row, $0.measure.rawValue) < ($1.category, $1.row, $1.measure.rawValue)
    }
  }

  /// The table with another number in one place.
  func changing(_ place: FigurePlace, to units: Int64) -> PublishedTable {
    var changed = table
    let decimals = table.figures[place]?.value.decimals ?? 0
    changed.figures[place] = PublishedFigure(FixedPoint(units: units, decimals: decimals))
    return changed
  }

  private static func measures(_ contents: Contents) -> [Measure] {
    switch contents {
    case .everything: Measure.allCases
    case .counts: [.count, .countShare]
    case .amounts: [.amount, .amountShare]
    case .sharesOnly: [.countShare, .amountShare]
    }
  }

  private static func powerOfTen(_ exponent: Double) -> Double {
    var power = 1.0
    for _ in 0..<Int(exponent) { power *= 10 }
    return power * (1 + 9 * (exponent - exponent.rounded(.down)))
  }
}
