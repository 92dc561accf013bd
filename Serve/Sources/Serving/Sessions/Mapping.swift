/// What a user settled about a ledger: which column is which field, the unit, and what its words mean.
struct Mapping: Sendable, Equatable, Codable {
  /// A field, and the column that it stands in: as the file heads it, or by its number.
  struct Column: Sendable, Equatable, Codable {
    var field: String
    var column: String
  }

  /// A word of the file in a field, and what it means.
  struct Word: Sendable, Equatable, Codable {
    var field: String
    var word: String
    var meaning: String
  }

  /// A field of a ledger that a page offers.
  struct Field: Sendable {
    var word: String
    var japanese: String
    var english: String
  }

  static let fields: [Field] = [
    Field(word: "contract", japanese: "契約番号", english: "contract number"),
    Field(word: "fiscal_year", japanese: "年度", english: "fiscal year"),
    Field(word: "date", japanese: "契約日", english: "date"),
    Field(word: "category", japanese: "種別（物品・工事・委託）", english: "category"),
    Field(word: "size", japanese: "規模", english: "size"),
    Field(word: "locality", japanese: "所在区分", english: "locality"),
    Field(word: "amount", japanese: "契約金額", english: "amount"),
    Field(word: "vendor", japanese: "契約相手方", english: "vendor"),
    Field(word: "vendor_id", japanese: "法人番号", english: "corporate number"),
    Field(word: "title", japanese: "件名", english: "title"),
    Field(word: "office", japanese: "発注部署", english: "office"),
    Field(word: "method", japanese: "契約方法", english: "method of award"),
    Field(word: "population", japanese: "発注者の別", english: "whose contract"),
    Field(word: "account", japanese: "会計", english: "account"),
    Field(word: "initial_amount", japanese: "当初金額", english: "initial amount"),
  ]

  /// The meanings that words of a field may have.
  static let meanings: [String: [(word: String, japanese: String, english: String)]] = [
    "category": [("goods", "物品", "goods"), ("works", "工事", "works"), ("services", "委託", "services")],
    "size": [("sme", "中小企業", "SME"), ("large", "大企業", "large"), ("other", "その他", "other")],
    "locality": [("local", "市内", "local"), ("semi-local", "準市内", "semi-local"), ("non-local", "市外", "non-local")],
    "population": [
      ("city", "市の契約", "the city's"), ("subsidy-recipient", "補助金交付先の発注", "a subsidy recipient's"),
    ],
    "account": [("general", "一般会計等", "general"), ("enterprise", "公営企業会計", "public enterprise")],
  ]

  static let units: [(word: String, japanese: String, english: String)] = [
    ("", "資料の表示のとおり", "as the file says"), ("yen", "円", "yen"), ("thousand", "千円", "thousand yen"),
    ("million", "百万円", "million yen"),
  ]

  static let taxes: [(word: String, japanese: String, english: String)] = [
    ("unstated", "資料に記載なし", "not stated"), ("included", "税込", "included"), ("excluded", "税抜", "excluded"),
  ]

  var columns: [Column] = []
  var words: [Word] = []
  var unit = ""
  var tax = "unstated"
  var sheet: Int?

  init() {}

  /// The mapping as the program reads it. Whatever the file holds stands in quotes and is no YAML.
  var yaml: String {
    var lines = ["name: settled-in-the-browser"]
    if let sheet { lines.append("sheet: \(sheet)") }
    if !columns.isEmpty {
      lines.append("columns:")
      for entry in columns { lines.append("  \(entry.field): \(Self.quoted(entry.column))") }
    }
    let fields = Self.meanings.keys.sorted().filter { field in words.contains { $0.field == field } }
    if !fields.isEmpty {
      lines.append("values:")
      for field in fields {
        lines.append("  \(field):")
        for entry in words where entry.field == field {
          lines.append("    \(Self.quoted(entry.word)): \(entry.meaning)")
        }
      }
    }
    if !unit.isEmpty { lines.append("unit: \(unit)") }
    lines.append("tax: \(tax)")
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text in double quotes, in which nothing but the text means anything.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Takes what a form says: `column-1=…` the field of the first column, `word-1=…` the meaning of the first unknown word.
  init(_ fields: FormFields, of profile: Profile, sheet: Int?) {
    self.sheet = sheet
    let known = Set(Self.fields.map(\.word))
    let names = profile.columns.map(\.name)
    for column in profile.columns {
      guard let field = fields["column-\(column.number)"], known.contains(field),
        !columns.contains(where: { $0.field == field })
      else { continue }
      // A head that stands twice, or none, is named by its number.
      let isClear = !column.name.isEmpty && names.filter { $0 == column.name }.count == 1
      columns.append(Column(field: field, column: isClear ? column.name : String(column.number)))
    }
    for (index, unknown) in profile.unknownWords.enumerated() {
      guard let meaning = fields["word-\(index + 1)"],
        Self.meanings[unknown.field]?.contains(where: { $0.word == meaning }) == true
      else { continue }
      words.append(Word(field: unknown.field, word: unknown.word, meaning: meaning))
    }
    if let value = fields["unit"], Self.units.contains(where: { $0.word == value }) { unit = value }
    if let value = fields["tax"], Self.taxes.contains(where: { $0.word == value }) { tax = value }
  }
}

/// What `juchu inspect` says of a file.
struct Profile: Sendable, Decodable {
  struct Column: Sendable, Decodable {
    var number: Int
    var letter: String
    var name: String
    var field: String?
    var filled: Int
    var unparsable: Int
    var unknownWords: [String]
    var frequent: [Frequent]
  }

  struct Frequent: Sendable, Decodable {
    var count: Int
    var value: String
  }

  var columns: [Column]
  var command: String?
  var content: String?
  var format: String
  var encoding: String?
  var rows: Int
  var headerRows: Int
  var sheet: String?

  /// What the file is taken for; nil where that is not known.
  var kind: Work.Kind? {
    switch content {
    case "ledger": .ledger
    case "bids": .bids
    case "draws": .draws
    case "published-table": .table
    default: nil
    }
  }

  /// The fields that Table 1 cannot do without and for which no column is known; a date says the year as well.
  func missing(_ mapping: Mapping?) -> [String] {
    let known = Set(mapping.map { $0.columns.map(\.field) } ?? columns.compactMap(\.field))
    return ["fiscal_year", "category", "size", "locality", "amount"].filter { field in
      !known.contains(field) && !(field == "fiscal_year" && known.contains("date"))
    }
  }

  /// The words that were not understood, field by field.
  var unknownWords: [(field: String, word: String)] {
    columns.flatMap { column in
      column.unknownWords.compactMap { word in
        column.field.flatMap { Mapping.meanings[$0] == nil ? nil : ($0, word) }
      }
    }
  }
}
