/// A table of shares as a page shows it: categories and rows down, years and their parts across.
struct Grid {
  /// What a figure speaks of in time: a year, or a part of it as results name them.
  struct Time: Hashable {
    var year: Int
    var period = "year"
  }

  /// A figure by its place: which time, which category, which row, and which of the four measures.
  struct Place: Hashable {
    var time: Time
    var category: String
    var row: String
    var measure: String
  }

  var times: [Time] = []
  var rows: [(category: String, row: String)] = []
  var figures: [Place: String] = [:]
  var labels: [String: String] = [:]
  /// Figures that do not fit the others, with what is said of them.
  var marked: [Place: String] = [:]
  /// The headings of counts and amounts, where they are others than contracts and million yen.
  var contracts: String?
  var amounts: String?

  /// Takes up a figure; rows and times stand in the order in which they come.
  mutating func add(_ place: Place, _ text: String) {
    if !times.contains(place.time) { times.append(place.time) }
    if !rows.contains(where: { $0 == (place.category, place.row) }) { rows.append((place.category, place.row)) }
    figures[place] = text
  }

  private static let measures = ["count", "countShare", "amount", "amountShare"]

  /// The table; with `explains` each number of contracts is a button that lists them.
  func html(_ language: Language, caption: String, explains: Bool) -> HTML {
    let measures = Self.measures.filter { measure in figures.keys.contains { $0.measure == measure } }
    let heads = times.map { time -> HTML in
      "<th scope=\"colgroup\" colspan=\"\(measures.count)\" class=\"center\">\(Names.time(time, language))</th>"
    }
    let units = times.flatMap { _ in
      measures.map { measure -> HTML in "<th scope=\"col\" class=\"right\">\(name(measure, language))</th>" }
    }
    var groups: [HTML] = []
    var order: [String] = []
    for entry in rows where !order.contains(entry.category) { order.append(entry.category) }
    for category in order {
      let members = rows.filter { $0.category == category }
      let lines = members.enumerated().map { index, entry -> HTML in
        let head: HTML =
          index == 0
          ? "<th scope=\"rowgroup\" rowspan=\"\(members.count)\">\(label(category, language))</th>" : ""
        let cells = times.flatMap { time in
          measures.map { measure in
            cell(Place(time: time, category: category, row: entry.row, measure: measure), language, explains)
          }
        }
        return "<tr>\(head)<th scope=\"row\">\(label(entry.row, language))</th>\(cells)</tr>\n"
      }
      groups.append("<tbody>\n\(lines)</tbody>\n")
    }
    return """
      <div class="scroll" role="region" aria-label="\(caption)" tabindex="0">
      <table class="grid"><caption>\(caption)</caption>
      <thead><tr><th scope="col" rowspan="2">\(language("種別", "Category"))</th><th scope="col" rowspan="2">\(language("規模等区分", "Row"))</th>\(heads)</tr>
      <tr>\(units)</tr></thead>
      \(groups)</table></div>
      """
  }

  private func label(_ word: String, _ language: Language) -> String {
    Names.known(word, language) ?? labels[word] ?? word
  }

  private func name(_ measure: String, _ language: Language) -> String {
    switch measure {
    case "count": contracts ?? language("件数", "Contracts")
    case "amount": amounts ?? language("百万円", "¥ million")
    default: language("％", "%")
    }
  }

  private func cell(_ place: Place, _ language: Language, _ explains: Bool) -> HTML {
    let text = figures[place] ?? "–"
    if let said = marked[place] {
      return "<td class=\"right\"><mark class=\"wrong\">\(text)<span class=\"said\">\(said)</span></mark></td>"
    }
    guard explains, place.measure == "count", text != "0", text != "–" else {
      return "<td class=\"right\">\(text)</td>"
    }
    let name =
      language(
        "\(Names.time(place.time, language)) \(label(place.category, language)) \(label(place.row, language)) \(text)件の内訳",
        "\(text) contracts of \(Names.time(place.time, language)), \(label(place.category, language)), \(label(place.row, language))"
      )
    return """
      <td class="right"><button name="cell" value="\(place.time.year),\(place.category),\(place.row)" class="figure" aria-label="\(name)">\(text)</button></td>
      """
  }
}

/// What words of results are called.
enum Names {
  /// A fiscal year, in Japanese by its era.
  static func year(_ year: Int, _ language: Language) -> String {
    guard language == .ja else { return "FY\(year)" }
    if year >= 2019 { return year == 2019 ? "令和元年度" : "令和\(year - 2018)年度" }
    if year >= 1989 { return year == 1989 ? "平成元年度" : "平成\(year - 1988)年度" }
    return "\(year)年度"
  }

  /// A year, or a part of it: H1, Q3, or months as in 04-12.
  static func time(_ time: Grid.Time, _ language: Language) -> String {
    let part: String
    switch time.period {
    case "year": return year(time.year, language)
    case "H1": part = language("上半期", "first half")
    case "H2": part = language("下半期", "second half")
    case let word where word.first == "Q": part = language("第\(word.dropFirst())四半期", "quarter \(word.dropFirst())")
    default:
      let months = time.period.split(separator: "-").compactMap { Int($0) }
      guard let first = months.first, let last = months.last else {
        return "\(year(time.year, language)) \(time.period)"
      }
      part =
        first == last
        ? language("\(first)月", "month \(first)") : language("\(first)～\(last)月", "months \(first)–\(last)")
    }
    return language("\(year(time.year, language))\(part)", "\(year(time.year, language)), \(part)")
  }

  private static let words: [String: (String, String)] = [
    "goods": ("物品", "Goods"), "works": ("工事", "Works"), "services": ("委託", "Services"), "total": ("合計", "Total"),
    "local-large": ("市内大企業", "Local large"), "local-sme": ("市内中小企業", "Local SMEs"),
    "local-other": ("市内その他", "Local other"), "local": ("市内計", "Local"),
    "non-local": ("準市内・市外", "Non-local"), "unclassified": ("区分不明", "Unclassified"), "all": ("全体", "All"),
    "rest": ("市内中小企業以外", "Other than local SMEs"),
  ]

  static func known(_ word: String, _ language: Language) -> String? {
    words[word].map { language($0.0, $0.1) }
  }

  /// A whole number with its thousands apart.
  static func number(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return value < 0 ? "▲" + result : result
  }
}
