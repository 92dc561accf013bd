import Procurement

/// How a ledger is cut into pages that can be made one by one.
///
/// The ledger runs through the years; each year is the year's target, repeated `scale` times; each repetition is cut
/// into pages of about 8,192 rows. A cell is cut into slices of at least 64 contracts, as far as it has so many, and each
/// page takes at most one slice of a cell: so amounts inside a slice can differ as widely as they do in life, and a
/// page is a small ledger with sums of its own. All positions follow from the page's number by arithmetic.
struct LedgerPages: Sendable {
  static let rowsPerPage: Int64 = 8_192
  static let rowsPerSlice: Int64 = 64

  /// The part of a cell on a page.
  struct Slice: Sendable {
    /// The position of the cell in the target.
    var cell: Int
    /// The number of contracts.
    var count: Int
    /// Their amount in yen, at least one a contract.
    var amount: Int64
  }

  /// One page: its year, the number of its first contract within the year from 0, and its slices.
  struct Page: Sendable {
    var year: Int
    var firstNumber: Int64
    var slices: [Slice]
    var count: Int { slices.reduce(0) { $0 + $1.count } }
  }

  private struct Year: Sendable {
    var cells: [(position: Int, cell: LedgerTarget.Cell, slices: Int64)]
    var count: Int64
    var pages: Int64
    /// The number of the year's first page.
    var firstPage: Int
  }

  private let years: [Year]
  /// The number of pages.
  let count: Int

  init(_ target: LedgerTarget, scale: Int) {
    var years: [Year] = []
    var pageCount = 0
    for year in target.years {
      let cells = target.cells.enumerated().filter { $0.element.year == year }
      let count = cells.reduce(0) { $0 + $1.element.count }
      let pages = (count + Self.rowsPerPage - 1) / Self.rowsPerPage
      let sliced = cells.map { position, cell in
        (position, cell, min(max(cell.count / Self.rowsPerSlice, 1), pages))
      }
      years.append(Year(cells: sliced, count: count, pages: pages, firstPage: pageCount))
      pageCount += Int(pages) * scale
    }
    (self.years, self.count) = (years, pageCount)
  }

  /// The greatest number of rows on a page.
  var greatestRows: Int {
    Int(Self.rowsPerPage) + 1 + (years.map(\.cells.count).max() ?? 0) * 2 * Int(Self.rowsPerSlice)
  }

  /// The page of a number.
  func page(_ number: Int) -> Page {
    let index = (years.lastIndex { $0.firstPage <= number }) ?? 0
    let year = years[index]
    let (repetition, page) = Int64(number - year.firstPage).quotientAndRemainder(dividingBy: year.pages)
    var first = repetition * year.count
    var slices: [Slice] = []
    for (position, cell, sliceCount) in year.cells {
      // Slice j stands on page ⌊j · pages / slices⌋: the first one on or behind this page is ⌈page · slices / pages⌉.
      let slice = (page * sliceCount + year.pages - 1) / year.pages
      let start = ExactSplit.part(of: cell.count, over: 0..<min(slice, sliceCount), of: sliceCount)
      first += start
      guard slice < sliceCount, slice * year.pages / sliceCount == page else { continue }
      let rows = ExactSplit.part(of: cell.count, over: slice..<slice + 1, of: sliceCount)
      let amount = ExactSplit.part(of: cell.amount, over: start..<start + rows, of: cell.count)
      slices.append(Slice(cell: position, count: Int(rows), amount: amount))
    }
    return Page(year: index, firstNumber: first, slices: slices)
  }
}
