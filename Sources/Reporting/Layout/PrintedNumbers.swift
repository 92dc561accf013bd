/// The sign before numbers below zero, as people read them; files for programs always have a hyphen.
package enum NegativeSign: String, CaseIterable, Sendable {
  /// ▲, as in public documents of Japan.
  case triangle
  /// △, as in accounts.
  case hollow
  /// −, the minus sign.
  case minus

  /// The sign itself.
  package var sign: String {
    switch self {
    case .triangle: "▲"
    case .hollow: "△"
    case .minus: "−"
    }
  }
}

extension Document {
  /// The document with numbers as a language prints them: in Japanese ▲42.86 and 70.0％, or with the sign that was chosen.
  package func printed(in language: Language, negative: NegativeSign? = nil) -> Document {
    guard let numbers = PrintedNumbers(language, negative: negative) else { return self }
    return Document(
      blocks.map { block in
        switch block {
        case .heading(let text, let level): .heading(numbers.text(text), level: level)
        case .paragraph(let text): .paragraph(numbers.text(text))
        case .list(let items): .list(items.map(numbers.text))
        case .table(let table): .table(numbers.table(table))
        case .chart(let chart): .chart(numbers.chart(chart))
        }
      })
  }
}

/// Puts a language's signs into texts that were made with a hyphen and a per cent sign.
private struct PrintedNumbers {
  private let sign: Character?
  private let isJapanese: Bool

  /// Nil where nothing changes.
  init?(_ language: Language, negative: NegativeSign?) {
    isJapanese = language == .japanese
    sign = (negative ?? (isJapanese ? .triangle : nil)).flatMap { $0.sign.first }
    guard isJapanese || sign != nil else { return nil }
  }

  func table(_ table: TextTable) -> TextTable {
    var result = table
    for column in table.columns.indices {
      result.columns[column].heading = text(table.columns[column].heading)
      result.columns[column].group = text(table.columns[column].group)
    }
    // What stands on the left are names and words of files: they stay as they are.
    result.rows = table.rows.map { row in
      row.indices.map { table.columns[$0].alignment == .right ? text(row[$0]) : row[$0] }
    }
    return result
  }

  func chart(_ chart: Chart) -> Chart {
    var result = chart
    result.title = text(chart.title)
    result.summary = text(chart.summary)
    switch chart.figure {
    case .bars(var bars):
      for group in bars.groups.indices {
        for bar in bars.groups[group].bars.indices {
          bars.groups[group].bars[bar].text = text(bars.groups[group].bars[bar].text)
        }
      }
      result.figure = .bars(bars)
    case .curves(var curves):
      curves.horizontal = text(curves.horizontal)
      curves.vertical = text(curves.vertical)
      result.figure = .curves(curves)
    case .scatter(var scatter):
      scatter.horizontal.name = text(scatter.horizontal.name)
      scatter.vertical.name = text(scatter.vertical.name)
      for point in scatter.points.indices { scatter.points[point].texts = scatter.points[point].texts.map { text($0) } }
      result.figure = .scatter(scatter)
    }
    return result
  }

  /// A text with every number below zero and every per cent sign as they are printed.
  func text(_ text: String) -> String {
    let characters = Array(text)
    var result: [Character] = []
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      if character == "-", let sign, let next, next.isASCII, next.isNumber, opensNumber(result.last) {
        result.append(sign)
      } else if character == "%", isJapanese, !isWithinWord(result.last, next) {
        if result.last == " ", result.dropLast().last?.isNumber == true { result.removeLast() }
        result.append("％")
      } else {
        result.append(character)
      }
    }
    return String(result)
  }

  /// Whether a hyphen behind this character begins a number and joins no words.
  private func opensNumber(_ before: Character?) -> Bool {
    guard let before else { return true }
    return " （(：:、＝=～–…はがで".contains(before)
  }

  /// Whether a per cent sign belongs to a pattern or an address.
  private func isWithinWord(_ before: Character?, _ next: Character?) -> Bool {
    (before?.isASCII == true && before?.isLetter == true) || (next?.isASCII == true && next?.isLetter == true)
  }
}
