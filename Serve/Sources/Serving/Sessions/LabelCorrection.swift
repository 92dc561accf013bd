/// A table in its long form whose labels a user has put right: words for rows and categories, and never a figure.
struct LabelCorrection: Equatable {
  /// The words for rows that a table may have.
  static let rows: [(word: String, japanese: String, english: String)] = [
    ("local-large", "市内大企業", "local, large"), ("local-sme", "市内中小企業", "local, SME"),
    ("local-other", "市内その他", "local, other"), ("local", "市内計", "local, all sizes"),
    ("non-local", "準市内・市外", "non-local"), ("total", "合計", "total"),
  ]
  /// The words for categories.
  static let categories: [(word: String, japanese: String, english: String)] = [
    ("goods", "物品", "goods"), ("works", "工事", "works"), ("services", "委託", "services"), ("total", "合計", "total"),
  ]

  /// What labels mean, where that is not what was read.
  var rows: [String: String] = [:]
  var categories: [String: String] = [:]

  var isEmpty: Bool { rows.isEmpty && categories.isEmpty }

  /// The choices of a form for labels that a table has; what is no word of the lists is no choice.
  init(_ fields: FormFields, rows rowLabels: [String], categories categoryLabels: [String]) {
    for (number, label) in rowLabels.enumerated() {
      if let word = fields["row-\(number)"], Self.rows.contains(where: { $0.word == word }) { rows[label] = word }
    }
    for (number, label) in categoryLabels.enumerated() {
      if let word = fields["category-\(number)"], Self.categories.contains(where: { $0.word == word }) {
        categories[label] = word
      }
    }
  }

  /// The table with these labels; nil where it has no columns of labels.
  ///
  /// Every field but labels and the part that a row plays stays as it is, byte for byte.
  func applied(to csv: String) -> String? {
    var records = Self.records(csv)
    guard let header = records.first, let row = header.firstIndex(where: { ["区分", "row"].contains($0) }),
      let category = header.firstIndex(where: { ["種別", "category"].contains($0) })
    else { return nil }
    let role = header.firstIndex { ["役割", "role"].contains($0) }
    for index in records.indices.dropFirst() where records[index].count == header.count {
      if let word = rows[records[index][row]] {
        records[index][row] = word
        if let role { records[index][role] = word == "total" ? "total" : word == "local" ? "subtotal" : "part" }
      }
      if let word = categories[records[index][category]] { records[index][category] = word }
    }
    return records.map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
  }

  /// The records of a CSV text (RFC 4180).
  static func records(_ text: String) -> [[String]] {
    var (records, record, field): ([[String]], [String], String.UnicodeScalarView) = ([], [], .init())
    var isQuoted = false
    var scalars = text.unicodeScalars[...]
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    func endField() {
      record.append(String(field))
      field = .init()
    }
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        scalars.removeFirst()
        field.append("\"")
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: endField()
      case "\r" where !isQuoted: break
      case "\n" where !isQuoted:
        endField()
        records.append(record)
        record = []
      default: field.append(scalar)
      }
    }
    if !field.isEmpty || !record.isEmpty {
      endField()
      records.append(record)
    }
    return records
  }

  private static func quoted(_ text: String) -> String {
    let marks: [Unicode.Scalar] = [",", "\"", "\n", "\r"]
    guard text.unicodeScalars.contains(where: { marks.contains($0) }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension Extraction.Table {
  /// The labels of rows in the order in which they stand, each with the word that it was taken for.
  var rowLabels: [(label: String, word: String?)] { labels { ($0.rowLabel, $0.row) } }
  /// The labels of categories, likewise.
  var categoryLabels: [(label: String, word: String?)] { labels { ($0.categoryLabel, $0.category) } }

  private func labels(_ of: (Extraction.Figure) -> (String?, String?)) -> [(label: String, word: String?)] {
    var found: [(label: String, word: String?)] = []
    for figure in figures {
      let (label, word) = of(figure)
      guard let label, !label.isEmpty, !found.contains(where: { $0.label == label }) else { continue }
      found.append((label, word))
    }
    return Array(found.prefix(100))
  }
}
