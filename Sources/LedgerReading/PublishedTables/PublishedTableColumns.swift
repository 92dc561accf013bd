import Procurement

/// The columns of a published table in the long layout.
struct PublishedTableColumns {
  /// The column of each printed measure.
  var measures: [Measure: Int] = [:]
  var year: Int?
  var category: Int?
  var locality: Int?
  var row: Int?
  var role: Int?
  /// The value of one written amount in yen.
  var unit: Int64 = 1

  private static let years = ["年度", "fiscal_year", "year"]
  private static let categories = ["種別", "category"]
  private static let localities = ["所在", "所在区分", "locality"]
  private static let rows = ["規模", "区分", "row", "size"]
  private static let roles = ["役割", "role"]

  /// Finds the columns by their names, without the unit in parentheses behind some of them.
  ///
  /// - Throws: `DataError` where there is no column of figures or no column of rows.
  init(_ header: Header, file: InputFile) throws(DataError) {
    for (position, name) in header.names.enumerated() {
      let (stem, unitText) = Self.split(name)
      if let measure = Self.measure(stem) {
        measures[measure] = position
        if measure == .amount, let unitText {
          guard let unit = Self.unit(unitText) else {
            throw DataError(
              .unknownWord(unitText, known: Self.units.map(\.word), nearest: nil), file: file.path, line: 1,
              column: header.column(position))
          }
          self.unit = unit
        }
      } else if Self.years.contains(stem) {
        year = position
      } else if Self.categories.contains(stem) {
        category = position
      } else if Self.localities.contains(stem) {
        locality = position
      } else if Self.rows.contains(stem) {
        row = position
      } else if Self.roles.contains(stem) {
        role = position
      }
    }
    guard !measures.isEmpty else { throw DataError(.noFigures, file: file.path, line: 1) }
    if row == nil, locality == nil { _ = try header.require(Self.rows) }
    if year == nil { _ = try header.require(Self.years) }
  }

  /// The columns by which a header is found.
  static let wanted: [[String]] =
    [years, categories, localities + rows, roles]
    + [["契約件数", "件数", "count"], ["件数割合", "countShare"], ["契約金額", "金額", "amount"], ["金額割合", "amountShare"]]

  /// Whether a header has a column of shares, which no ledger has.
  static func hasShares(_ header: Header) -> Bool {
    header.names.contains { measure(split($0).stem)?.isShare == true }
  }

  private static func measure(_ stem: String) -> Measure? {
    switch stem {
    case "契約件数", "件数", "count": .count
    case "件数割合", "countShare", "count_share": .countShare
    case "契約金額", "金額", "amount": .amount
    case "金額割合", "amountShare", "amount_share": .amountShare
    default: nil
    }
  }

  /// Splits 契約金額（百万円） into the name and what stands in parentheses.
  private static func split(_ name: String) -> (stem: String, unit: String?) {
    let folded = TextFolding.halfWidth(name).filter { $0 != " " }
    guard let open = folded.firstIndex(of: "("), folded.hasSuffix(")") else { return (folded, nil) }
    return (String(folded[..<open]), String(folded[folded.index(after: open)...].dropLast()))
  }

  private static let units: [(word: String, value: Int64)] = [
    ("円", 1), ("千円", 1_000), ("万円", 10_000), ("百万円", 1_000_000), ("億円", 100_000_000),
    ("yen", 1), ("thousand", 1_000), ("million", 1_000_000),
  ]

  private static func unit(_ word: String) -> Int64? { units.first { $0.word == word }?.value }
}
