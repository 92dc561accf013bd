/// What the program's JSON holds that pages show.
struct TableResult: Decodable {
  struct Cell: Decodable {
    var year: Int
    var category: String
    var row: String
    var count: Int
    var countShare: String?
    var amountMillion: Int?
    var amountShare: String?
  }

  var cells: [Cell]
  var meta: Meta

  struct Meta: Decodable {
    var files: [File]
    var filter: String?
    var version: String
  }

  struct File: Decodable {
    var name: String
    var read: Int
    var used: Int
    var rejected: Int
    var filtered: Int
  }

  /// The figures as a table.
  var grid: Grid {
    var grid = Grid()
    for cell in cells {
      func place(_ measure: String) -> Grid.Place {
        Grid.Place(time: Grid.Time(year: cell.year), category: cell.category, row: cell.row, measure: measure)
      }
      grid.add(place("count"), Names.number(cell.count))
      grid.add(place("countShare"), cell.countShare ?? "–")
      grid.add(place("amount"), cell.amountMillion.map { Names.number($0) } ?? "–")
      grid.add(place("amountShare"), cell.amountShare ?? "–")
    }
    return grid
  }

  /// What became of every row that was read.
  func account(_ language: Language) -> HTML {
    let lines = meta.files.map { file -> HTML in
      let text = language(
        "\(file.name)：読込\(Names.number(file.read))行（集計\(Names.number(file.used))、不備\(Names.number(file.rejected))、対象外\(Names.number(file.filtered))）",
        "\(file.name): \(Names.number(file.read)) rows read (\(Names.number(file.used)) used, \(Names.number(file.rejected)) rejected, \(Names.number(file.filtered)) filtered)"
      )
      return "<li>\(text)</li>"
    }
    return "<div class=\"basis\"><ul>\(lines)</ul></div>"
  }
}

/// The reading of a document, `juchu extract`.
struct Extraction: Decodable {
  struct Figure: Decodable {
    var year: Int?
    var period: String?
    var category: String?
    var row: String?
    var measure: String
    var printed: String
    var rowLabel: String?
    var categoryLabel: String?
  }

  struct Table: Decodable {
    var figures: [Figure]
    var title: String?
    /// What one printed amount is worth in yen, and one printed count in contracts.
    var unit: Int?
    var countUnit: Int?
    /// Whether the document says the unit of amounts.
    var namesUnit: Bool?

    /// The unit of amounts as a heading; where the document says none, amounts are called that alone.
    func amountUnit(_ language: Language) -> String {
      guard namesUnit == true, let unit else { return language("金額", "Amount") }
      switch unit {
      case 1: return language("円", "¥")
      case 1_000: return language("千円", "¥ thousand")
      case 10_000: return language("万円", "¥ 10,000")
      case 1_000_000: return language("百万円", "¥ million")
      case 100_000_000: return language("億円", "¥ 100 million")
      default: return language("\(Names.number(unit))円", "¥ \(Names.number(unit))")
      }
    }

    /// The unit of counts as a heading.
    func contractUnit(_ language: Language) -> String {
      guard let countUnit, countUnit != 1 else { return language("件数", "Contracts") }
      return language("\(Names.number(countUnit))件", "Contracts, \(Names.number(countUnit))")
    }
  }

  var tables: [Table]
}

/// The findings of `juchu audit`.
struct Audit: Decodable {
  struct Finding: Decodable {
    var year: Int
    var period: String?
    var category: String
    var row: String
    var measure: String
    var printed: String
    var expected: String?
  }

  struct Table: Decodable {
    var findings: [Finding]
  }

  var findings: [Finding]?
  var tables: [Table]?
}
