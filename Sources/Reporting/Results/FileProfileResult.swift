import LedgerReading
import TabularReading

/// The profile of a file, ready to be shown in any format.
package struct FileProfileResult: Sendable {
  private let profile: FileProfile

  /// The result of an inspection.
  package init(_ profile: FileProfile) {
    self.profile = profile
  }

  /// The profile in words and a table of columns.
  package func document(_ language: Language) -> Document {
    var layout = TextTable([
      .init(language("列", "Col"), .left), .init(language("見出し", "Header"), .left),
      .init(language("種類", "Type"), .left), .init(language("値あり", "Filled")),
      .init(language("異なる値", "Distinct")), .init(language("読めない", "Odd")),
      .init(language("項目", "Field"), .left), .init(language("例", "Examples"), .left),
    ])
    layout.rows = profile.columns.map { column in
      [
        column.letter, column.name, kind(column.kind, language), NumberText.grouped(column.filled), distinct(column),
        NumberText.grouped(odd(column)), column.field?.rawValue ?? "",
        column.frequent.prefix(3).map { Self.short($0.value) }.joined(separator: " | "),
      ]
    }
    return Document([
      .heading(profile.file, level: 1), .list(facts(language)), .table(layout), .list(oddities(language)),
      .list(unknownWords(language)),
      .list(samples(language)),
    ])
  }

  private func facts(_ language: Language) -> [String] {
    var facts = [language("形式：", "Format: ") + profile.format.rawValue.uppercased()]
    if let content = profile.content {
      let words = ContentWords(language: language).name(content)
      facts.append(language("内容：\(words)（\(command(content))）", "Content: \(words) (\(command(content)))"))
    }
    if profile.hasBids {
      facts.append(language("入札もあります（\(command(.bids))）", "It has bids as well (\(command(.bids)))"))
    }
    if let encoding = profile.layout.encoding {
      facts.append(language("文字コード：", "Encoding: ") + encoding.rawValue.uppercased())
    }
    if profile.format == .csv, let delimiter = profile.layout.delimiter {
      facts.append(language("区切り：", "Delimiter: ") + name(of: delimiter, language))
    }
    if let sheet = profile.layout.sheet { facts.append(language("シート：", "Sheet: ") + sheet) }
    facts.append(
      profile.headerRows == 0
        ? language("見出しなし", "No header")
        : language(
          "見出し：\(profile.headerLine) 行目から \(profile.headerRows) 行",
          "Header: \(profile.headerRows) row(s) from line \(profile.headerLine)"))
    facts.append(
      language("データ：\(NumberText.grouped(profile.rows)) 行", "Data rows: \(NumberText.grouped(profile.rows))"))
    return facts + totals(language) + units(language)
  }

  /// Rows that are totals by a word, which are no contracts.
  private func totals(_ language: Language) -> [String] {
    guard profile.content == nil || profile.content == .ledger else { return [] }
    return profile.columns.filter { !$0.totals.isEmpty }.map { column in
      let shown = column.totals.prefix(UnknownWords.limit).map { "\(Self.short($0.value)) (\($0.count))" }
      return language(
        "\(column.letter) \(column.name)：集計行の語（契約として数えません） ",
        "\(column.letter) \(column.name): words of totals, whose rows are no contracts: ")
        + shown.joined(separator: language("、", ", "))
    }
  }

  /// Units that stand in cells, or that a number format shows.
  private func units(_ language: Language) -> [String] {
    profile.columns.filter { !$0.units.isEmpty }.map { column in
      language("\(column.letter) \(column.name)：セルの単位 ", "\(column.letter) \(column.name): unit in its cells: ")
        + column.units.joined(separator: language("、", ", "))
    }
  }

  /// The command for the file, as far as it can be written down.
  private func command(_ content: FileContent) -> String {
    let isPlain = profile.file.allSatisfy { $0.isLetter || $0.isNumber || "._-/".contains($0) }
    return content.command + " " + (isPlain ? profile.file : "FILE")
  }

  private func oddities(_ language: Language) -> [String] {
    profile.columns.filter { $0.unparsable > 0 }.map { column in
      let examples = column.oddities.map {
        language("\($0.line) 行目「\(Self.short($0.text))」", "line \($0.line) \"\(Self.short($0.text))\"")
      }
      return language("\(column.letter) \(column.name)：", "\(column.letter) \(column.name): ")
        + examples.joined(separator: ", ")
    }
  }

  /// How many cells cannot be read: those that are not of the column's kind, and words that are not known.
  private func odd(_ column: ColumnProfile) -> Int {
    column.unparsable + column.unknownWords.reduce(0) { $0 + $1.count }
  }

  /// The words that are not known.
  private func unknownWords(_ language: Language) -> [String] {
    profile.columns.filter { !$0.unknownWords.isEmpty }.map { column in
      let words = column.unknownWords
      let shown = words.prefix(UnknownWords.limit).map {
        language("「\(Self.short($0.value))」", "\"\(Self.short($0.value))\"")
      }
      let rest = words.count - shown.count
      let more = rest > 0 ? language(" ほか \(rest)", " and \(rest) more") : ""
      return language(
        "\(column.letter) \(column.name)：登録されていない語 ", "\(column.letter) \(column.name): words that are not known: ")
        + shown.joined(separator: language("、", ", ")) + more
    }
  }

  /// Which columns have too many values to be told apart to the end.
  private func samples(_ language: Language) -> [String] {
    profile.columns.filter { $0.told < $0.filled }.map { column in
      let told = NumberText.grouped(column.told)
      return language(
        "\(column.letter) \(column.name)：異なる値が多いため、初めの\(told)件で集計",
        "\(column.letter) \(column.name): ever new values, which are told apart in the first \(told) cells only")
    }
  }

  private func distinct(_ column: ColumnProfile) -> String {
    let number = NumberText.grouped(column.distinct)
    return column.told < column.filled ? "≥ " + number : number
  }

  private func kind(_ kind: ColumnProfile.Kind, _ language: Language) -> String {
    switch kind {
    case .empty: language("空", "empty")
    case .date: language("日付", "date")
    case .number: language("数", "number")
    case .text: language("文字", "text")
    }
  }

  private static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 20 ? line.prefix(19) + "…" : line
  }

  /// The profile as JSON.
  package func json() -> JSONValue {
    .object([
      "file": .string(profile.file), "format": .string(profile.format.rawValue),
      "encoding": .string(profile.layout.encoding?.rawValue), "delimiter": .string(profile.layout.delimiter?.rawValue),
      "content": .string(profile.content?.rawValue), "command": .string(profile.content?.command),
      "sheet": .string(profile.layout.sheet), "skippedRows": .integer(profile.skippedRows),
      "headerRows": .integer(profile.headerRows), "rows": .integer(profile.rows),
      "columns": .array(
        profile.columns.map { column in
          .object([
            "number": .integer(column.number), "letter": .string(column.letter), "name": .string(column.name),
            "type": .string(column.kind.rawValue), "filled": .integer(column.filled),
            "distinct": .integer(column.distinct), "unparsable": .integer(odd(column)),
            "unknownWords": .array(column.unknownWords.map { .string($0.value) }),
            "field": .string(column.field?.rawValue), "told": .integer(column.told),
            "frequent": .array(
              column.frequent.map { .object(["value": .string($0.value), "count": .integer($0.count)]) }),
            "oddities": .array(
              column.oddities.map { .object(["line": .integer($0.line), "value": .string($0.text)]) }),
          ])
        }),
    ])
  }

  /// The columns as CSV.
  package func csv() -> String {
    CSVText.render(
      [["column", "name", "type", "filled", "distinct", "unparsable", "field"]]
        + profile.columns.map { column in
          [
            column.letter, column.name, column.kind.rawValue, String(column.filled), String(column.distinct),
            String(odd(column)), column.field?.rawValue ?? "",
          ]
        })
  }

  private func name(of delimiter: Delimiter, _ language: Language) -> String {
    switch delimiter {
    case .comma: language("コンマ", "comma")
    case .tab: language("タブ", "tab")
    case .semicolon: language("セミコロン", "semicolon")
    case .pipe: language("縦棒", "pipe")
    }
  }
}

extension FileProfileResult: PresentableResult {}
