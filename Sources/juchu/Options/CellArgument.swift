import ArgumentParser
import LedgerReading
import Procurement
import ShareStatistics

/// A cell as a user names it: YEAR,CATEGORY,ROW.
struct CellArgument {
  let place: CellContracts.Place

  /// Reads a cell of a table with these rows.
  ///
  /// - Throws: `ValidationError` that lists the words that would do.
  init(_ text: String, scheme: RowScheme) throws {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else {
      throw ValidationError("'\(text)' is not YEAR,CATEGORY,ROW, such as 2021,works,non-local.")
    }
    guard let year = FiscalYear(label: parts[0]) else {
      throw ValidationError("'\(parts[0])' is not a fiscal year, such as 2021, 令和3年度 or R3.")
    }
    let category = Procurement.Category.allCases.first { $0.identifier == parts[1] }
    guard category != nil || parts[1] == TableCategory.total.identifier else {
      let known = Procurement.Category.allCases.map(\.identifier) + [TableCategory.total.identifier]
      throw ValidationError("'\(parts[1])' is no category: use \(known.joined(separator: ", ")).")
    }
    let place = CellContracts.Place(year: year, category: category, row: parts[2])
    guard CellContracts(place, scheme: scheme) != nil else {
      throw ValidationError("'\(parts[2])' is no row: use \(scheme.identifiers.joined(separator: ", ")).")
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
