import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import ShareStatistics

/// A cell as a user names it: YEAR,CATEGORY,ROW.
struct CellArgument {
  let place: CellContracts.Place

  /// Reads a cell of a table with these rows.
  ///
  /// - Throws: `ValidationError` that lists the words that would do.
  init(_ text: String, scheme: RowScheme) throws {
    let parts = text.split(omittingEmptySubsequences: false) { ",，、".contains($0) }.map(String.init)
    guard parts.count == 3 else {
      throw ValidationError(
        "「\(text)」は 年度,種別,区分 の形になっていません。例：令和3年度,工事,準市内・市外。",
        "'\(text)' is not YEAR,CATEGORY,ROW, such as 2021,works,non-local.")
    }
    guard let year = FiscalYear(label: parts[0]) else {
      throw ValidationError(
        "「\(parts[0])」は年度として読めません。例：2021、令和3年度、R3。",
        "'\(parts[0])' is not a fiscal year, such as 2021, 令和3年度 or R3.")
    }
    let word = RowWords.category(parts[1])
    let category = Procurement.Category.allCases.first { $0.identifier == word }
    guard category != nil || word == TableCategory.total.identifier else {
      let known = Procurement.Category.allCases.map(\.identifier) + [TableCategory.total.identifier]
      throw ValidationError(
        "「\(parts[1])」という種別はありません。使用できる値：\(known.map { RowWords.japaneseCategory($0) ?? $0 }.joined(separator: "、"))。",
        "'\(parts[1])' is no category: use \(known.joined(separator: ", ")).")
    }
    let place = CellContracts.Place(year: year, category: category, row: RowWords.row(parts[2]) ?? parts[2])
    guard CellContracts(place, scheme: scheme) != nil else {
      throw ValidationError(
        "「\(parts[2])」という区分はありません。使用できる値：\(scheme.identifiers.map { RowWords.japaneseRow($0) ?? $0 }.joined(separator: "、"))。",
        "'\(parts[2])' is no row: use \(scheme.identifiers.joined(separator: ", ")).")
    }
    self.place = place
  }
}

extension RowScheme {
  /// All rows that can be named: leaves, subtotals and the total.
  fileprivate var identifiers: [String] {
    var names: [String] = []
    for leaf in leaves {
      for name in [leaf.identifier, leaf.subtotal].compactMap(\.self) where !names.contains(name) { names.append(name) }
    }
    return names + [total]
  }
}
