import Procurement

extension LedgerTarget {
  /// The target that gives every count and amount of a published Table 1 as printed.
  ///
  /// Amounts are taken as exact multiples of the table's unit: the simplest yen that round to the printed figures. The
  /// shares then follow; `misprints(of:)` tells which printed ones differ. A printed total, or the local subtotal, must
  /// be the sum of its parts, as no other figure could come out of the same contracts.
  ///
  /// - Throws: `LedgerTargetError` with the place of the first figure that cannot be met.
  public init(_ table: PublishedTable) throws(LedgerTargetError) {
    if let row = table.rows.first(where: { !Self.knownRows.contains($0.identifier) }) {
      throw LedgerTargetError(.unknown(row.label), at: nil)
    }
    let known = Category.allCases.map(\.identifier) + [TableCategory.total.identifier]
    if let column = table.categories.first(where: { !known.contains($0.identifier) }) {
      throw LedgerTargetError(.unknown(column.label), at: nil)
    }
    var cells: [Cell] = []
    for year in table.years.sorted() {
      for category in Category.allCases where table.categories.contains(where: { $0.identifier == category.identifier })
      {
        for row in Row.allCases where table.row(row.identifier) != nil {
          func value(_ measure: Measure) throws(LedgerTargetError) -> Int64 {
            let place = FigurePlace(
              year: year, category: category.identifier, row: row.identifier, measure: measure)
            guard let value = try table.wholeValue(at: place) else { throw LedgerTargetError(.missing, at: place) }
            return value
          }
          cells.append(
            Cell(year: year, category: category, row: row, count: try value(.count), amount: try value(.amount)))
        }
      }
    }
    try self.init(cells: cells)
    for place in table.placesInOrder where !place.measure.isShare {
      guard let printed = try table.wholeValue(at: place), sum(at: place) != printed else { continue }
      throw LedgerTargetError(.sumDiffers(printed: printed, sum: sum(at: place)), at: place)
    }
  }

  /// The count or amount in yen at a place of Table 1: a cell, or a sum of cells.
  func sum(at place: FigurePlace) -> Int64 {
    cells.lazy.filter { cell in
      cell.year == place.year
        && (place.category == TableCategory.total.identifier || place.category == cell.category.identifier)
        && (place.row == "total" || place.row == cell.row.identifier || place.row == "local" && cell.row != .nonLocal)
    }.reduce(0) { $0 + (place.measure.base == .count ? $1.count : $1.amount) }
  }

  private static let knownRows = Row.allCases.map(\.identifier) + ["local", "total"]
}

extension PublishedTable {
  /// The places of all figures, line by line of the file.
  fileprivate var placesInOrder: [FigurePlace] {
    let measures = Measure.allCases
    return figures.filter { $0.key.period == .year }.sorted { a, b in
      let (x, y) = (measures.firstIndex(of: a.key.measure) ?? 0, measures.firstIndex(of: b.key.measure) ?? 0)
      return (a.value.sourceLine, x) < (b.value.sourceLine, y)
    }.map(\.key)
  }

  /// A printed count, or a printed amount in yen; nil where the table has none.
  fileprivate func wholeValue(at place: FigurePlace) throws(LedgerTargetError) -> Int64? {
    guard let figure = figures[place]?.value else { return nil }
    let (yen, overflow) = figure.units.multipliedReportingOverflow(by: place.measure == .amount ? unit : 1)
    let divisor = FixedPoint.powerOfTen(figure.decimals)
    guard !overflow, yen % divisor == 0 else { throw LedgerTargetError(.notWhole, at: place) }
    return yen / divisor
  }
}

extension LedgerTarget {
  /// A printed share that is not the half-up quotient of the target's counts or yen: a misprint, which the ledger
  /// does not repeat.
  public struct Misprint: Hashable, Sendable {
    /// The place of the share.
    public var place: FigurePlace
    /// The share as printed.
    public var printed: FixedPoint
    /// The share that the ledger has.
    public var correct: FixedPoint
  }

  /// The printed shares of a table that the target's ledger corrects, in printed order.
  public func misprints(of table: PublishedTable) -> [Misprint] {
    table.placesInOrder.compactMap { place in
      guard place.measure.isShare, let printed = table.figures[place]?.value else { return nil }
      var whole = place
      whole.row = "total"
      let (part, total) = (sum(at: place), sum(at: whole))
      guard total > 0 else { return nil }
      let doubled = Int128(part) * 200 * Int128(FixedPoint.powerOfTen(printed.decimals))
      let units = Int64((doubled + Int128(total)) / (2 * Int128(total)))
      let correct = FixedPoint(units: units, decimals: printed.decimals)
      return correct == printed ? nil : Misprint(place: place, printed: printed, correct: correct)
    }
  }
}
