import Procurement

/// All texts of a ledger that do not change from row to row, encoded once.
struct LedgerVocabulary: Sendable {
  /// The columns of the file, in order.
  enum Column: Int, CaseIterable {
    case contract, fiscalYear, date, category, size, locality, amount, vendor, vendorID, title, ward
  }

  /// What the rows of a year share.
  struct Year: Sendable {
    var calendar: ContractCalendar
    /// The beginning of contract numbers, as in `2021-`.
    var prefix: [UInt8]
    /// Each day of the year with the year's label before it, as in `,2021,2021-04-01`.
    var days: TextPool
    var label: String
  }

  let header: [UInt8]
  let years: [Year]
  /// The vendors of each cell's roster, one roster behind the other.
  let vendors: [VendorRoster.Vendor]
  /// Where the roster of a category and row begins, and how long it is, by cell of the target.
  let rosters: [Range<Int>]
  /// What stands before the amount, by vendor: category, size and locality between commas.
  let beforeAmount: TextPool
  /// What stands behind the amount, by vendor: name and corporate number between commas.
  let behindAmount: TextPool
  /// Titles with a comma behind them, twelve a category.
  let titles: TextPool
  /// Wards with the line end behind them; the last is no ward.
  let wards: TextPool
  static let titlesPerCategory = 12

  private let words: LedgerRecipe.Words

  init(_ recipe: LedgerRecipe) {
    let (target, words, encoding) = (recipe.target, recipe.words, recipe.encoding)
    self.words = words
    header = TextEncoder(encoding).encode(Self.names(words).joined(separator: ",") + "\n")
    years = target.years.map { year in
      let calendar = ContractCalendar(year)
      let label = words == .japanese ? year.japaneseLabel : year.description
      return Year(
        calendar: calendar, prefix: Array("\(year)-".utf8),
        days: TextPool(calendar.days.map { ",\(label),\($0)" }, encoding: encoding), label: label)
    }
    var vendors: [VendorRoster.Vendor] = []
    var categories: [Category] = []
    var places: [Int: Range<Int>] = [:]
    for category in Category.allCases {
      for row in LedgerTarget.Row.allCases {
        let cells = target.cells.filter { $0.category == category && $0.row == row }
        guard let contracts = cells.map(\.count).max() else { continue }
        let roster = VendorRoster(category, row, contracts: contracts, seed: recipe.seed).vendors
        places[Self.code(category, row)] = vendors.count..<vendors.count + roster.count
        vendors += roster
        categories += roster.map { _ in category }
      }
    }
    self.vendors = vendors
    rosters = target.cells.map { places[Self.code($0.category, $0.row)] ?? 0..<0 }
    beforeAmount = TextPool(
      zip(categories, vendors).map { category, vendor in
        ",\(Self.word(category, words)),\(Self.word(vendor.size, words)),\(Self.word(vendor.locality, words)),"
      }, encoding: encoding)
    behindAmount = TextPool(vendors.map { ",\($0.name),\($0.corporateNumber)," }, encoding: encoding)
    titles = TextPool(
      Category.allCases.flatMap(ContractTitles.titles).map { $0 + "," }, encoding: encoding)
    wards = TextPool((SyntheticCity.wards + [""]).map { $0 + "\n" }, encoding: encoding)
  }

  /// The greatest length of a row in bytes.
  var longestRow: Int {
    let days = years.map { $0.prefix.count + $0.days.longest }.max() ?? 0
    return days + 10 + beforeAmount.longest + 20 + behindAmount.longest + titles.longest + wards.longest
  }

  /// The names of the columns in the order of the file.
  static func names(_ words: LedgerRecipe.Words) -> [String] {
    switch words {
    case .canonical:
      [
        "contract", "fiscal_year", "date", "category", "size", "locality", "amount", "vendor", "vendor_id", "title",
        "ward",
      ]
    case .japanese: ["契約番号", "年度", "契約日", "種別", "規模", "所在区分", "契約金額", "契約相手方", "法人番号", "件名", "区"]
    }
  }

  /// A row as texts, for the rare row that is to be spoiled.
  func fields(year: Int, number: UInt64, day: Int, category: Category, vendor: Int, amount: UInt64, title: Int)
    -> [String]
  {
    let (ofYear, firm) = (years[year], vendors[vendor])
    let digits = String(number)
    return [
      String(decoding: ofYear.prefix, as: UTF8.self) + String(repeating: "0", count: max(0, 10 - digits.count))
        + digits,
      ofYear.label, ofYear.calendar.days[day].description, Self.word(category, words), Self.word(firm.size, words),
      Self.word(firm.locality, words), String(amount), firm.name, firm.corporateNumber,
      ContractTitles.titles(category)[title], firm.ward.map { SyntheticCity.wards[$0] } ?? "",
    ]
  }

  private static func code(_ category: Category, _ row: LedgerTarget.Row) -> Int {
    Int(category.rawValue) * LedgerTarget.Row.allCases.count + row.rawValue
  }

  private static func word(_ category: Category, _ words: LedgerRecipe.Words) -> String {
    guard words == .japanese else { return category.identifier }
    return switch category {
    case .goods: "物品"
    case .works: "工事"
    case .services: "委託"
    }
  }

  private static func word(_ size: FirmSize, _ words: LedgerRecipe.Words) -> String {
    guard words == .japanese else { return size.identifier }
    return switch size {
    case .large: "大企業"
    case .sme: "中小企業"
    case .other: "その他"
    }
  }

  private static func word(_ locality: Locality, _ words: LedgerRecipe.Words) -> String {
    guard words == .japanese else { return locality.identifier }
    return switch locality {
    case .local: "市内"
    case .semiLocal: "準市内"
    case .nonLocal: "市外"
    }
  }
}
