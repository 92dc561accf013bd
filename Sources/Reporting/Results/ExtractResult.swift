import LedgerReading
import Procurement

/// The tables of a document and how they were understood, ready to be shown in any format.
package struct ExtractResult: PresentableResult, Sendable {
  private let document: PublishedDocument
  private let tables: [DocumentTable]
  private let version: ProgramVersion

  /// The tables that were found.
  package init(_ document: PublishedDocument, tables: [DocumentTable], version: ProgramVersion) {
    (self.document, self.tables, self.version) = (document, tables, version)
  }

  // MARK: Words

  /// The account like a clerk's note: page, unit, headings, rows, what was left out.
  package func document(_ language: Language) -> Document {
    let words = ExtractWords(language: language)
    var blocks: [Document.Block] = [
      .heading(language("文書から読み取った表", "Tables of a document"), level: 1), .list(words.facts(document)),
    ]
    for table in tables {
      blocks.append(.heading(words.title(table), level: 2))
      blocks.append(.list(words.account(table)))
      blocks.append(.table(words.layout(table)))
      blocks.append(.paragraph(language("語句の解釈：", "How words were understood:")))
      blocks.append(.list(words.meanings(table)))
    }
    let unread = document.unread.map(words.unread)
    if !unread.isEmpty {
      blocks.append(
        .paragraph(language("数字はあるが表として読めなかった部分：", "Parts with figures that were not understood as tables:")))
      blocks.append(.list(unread))
    }
    return Document(blocks)
  }

  // MARK: CSV

  /// The first table in the long layout, which `audit` and `compare` read.
  package func csv() -> String {
    guard let table = tables.first?.published.table else { return "" }
    let unit = table.amountWord
    let countUnit = table.countUnit == 1 ? "" : "（\(table.countWord)）"
    var lines = [["年度", "区分", "種別", "役割", "契約件数\(countUnit)", "件数割合", "契約金額（\(unit)）", "金額割合"]]
    for time in table.times {
      for row in table.rows {
        for category in table.categories {
          let figures = [Measure.count, .countShare, .amount, .amountShare].map { measure in
            table.figures[time.place(category: category.identifier, row: row.identifier, measure)]?.value
          }
          guard figures.contains(where: { $0 != nil }) else { continue }
          lines.append(
            [time.label, row.label, category.label, ExtractWords.role(row.role)]
              + figures.map { $0?.description ?? "" })
        }
      }
    }
    return CSVText.render(lines)
  }

  // MARK: JSON

  /// Every figure with its place.
  package func json() -> JSONValue {
    .object([
      "meta": .object([
        "version": .string(version.number), "build": version.json,
        "file": .object(["name": .string(document.file), "sha256": .string(document.sha256)]),
      ]),
      "kind": .string(document.kind.rawValue), "pages": .integer(document.pages),
      "emptyPages": .array(document.emptyPages.map { .integer($0) }),
      "tables": .array(tables.map(json)),
      "unread": .array(
        document.unread.map { region in
          .object([
            "page": .integer(region.page), "line": .integer(region.line), "title": .string(region.title),
            "reason": .string(ExtractWords(language: .english).reason(region)),
          ])
        }),
    ])
  }

  private func json(_ table: DocumentTable) -> JSONValue {
    let published = table.published.table
    let labels = Dictionary(published.categories.map { ($0.identifier, $0.label) }) { first, _ in first }
    var cells: [JSONValue] = []
    for row in published.rows {
      for time in published.times {
        for category in published.categories {
          for measure in Measure.allCases {
            let place = time.place(category: category.identifier, row: row.identifier, measure)
            guard let figure = published.figures[place] else { continue }
            cells.append(
              .object(
                place.jsonWithPeriod.merging([
                  "printed": .string(figure.value.description),
                  "categoryLabel": .string(labels[category.identifier] ?? category.label),
                  "rowLabel": .string(row.label),
                  "place": table.places[place].map(ExtractWords.json)
                    ?? .object(["line": .integer(figure.sourceLine)]),
                ]) { $1 }))
          }
        }
      }
    }
    return .object([
      "table": .integer(table.number), "page": .integer(table.page), "line": .integer(table.line),
      "sheet": .string(table.sheet), "titles": .array(table.titles.map { .string($0) }),
      "unit": .integer(Int(published.unit)), "countUnit": .integer(Int(published.countUnit)),
      "namesUnit": .boolean(table.namesUnit),
      "headings": .array(table.headings.map { .array($0.map { .string($0) }) }),
      "years": .array(published.years.map { .integer($0.startYear) }),
      "rows": .array(
        published.rows.map { row in
          .object([
            "row": .string(row.identifier), "label": .string(row.label), "role": .string(ExtractWords.role(row.role)),
            "parent": .string(row.parent),
          ])
        }),
      "words": .array(table.words.map { .object(["word": .string($0.word), "meaning": .string($0.meaning)]) }),
      "identities": .object([
        "rowSums": tally(table.identities.rowSums), "categorySums": tally(table.identities.categorySums),
        "shares": tally(table.identities.shares),
      ]),
      "doubts": .array(table.doubts.map { .string($0.rawValue) }),
      "unreadColumns": .array(table.published.unreadColumns.map { .string($0) }),
      "derived": .array(table.derived.map(json)),
      "figures": .array(cells),
      "alternative": table.alternative.map(figures) ?? .null,
    ])
  }

  private func json(_ check: DerivedCheck) -> JSONValue {
    .object([
      "heading": .string(check.name), "kind": .string(check.kind.rawValue), "measure": .string(check.base.rawValue),
      "agreeing": .integer(check.agreeing), "unchecked": .integer(check.unchecked),
      "disagreements": .array(
        check.disagreements.map { cell in
          .object([
            "year": .integer(cell.year.startYear), "row": .string(cell.row), "printed": .string(cell.printed),
            "expected": .string(cell.expected), "place": cell.place.map(ExtractWords.json) ?? .null,
          ])
        }),
    ])
  }

  /// The figures of another reading.
  private func figures(_ table: PublishedTable) -> JSONValue {
    let ordered = table.figures.sorted {
      ($0.key.year, $0.key.period, $0.key.category, $0.key.row, $0.key.measure.rawValue)
        < ($1.key.year, $1.key.period, $1.key.category, $1.key.row, $1.key.measure.rawValue)
    }
    return .array(
      ordered.map { place, figure in
        .object(place.jsonWithPeriod.merging(["printed": .string(figure.value.description)]) { $1 })
      })
  }

  private func tally(_ tally: TableIdentities.Tally) -> JSONValue {
    .object(["closed": .integer(tally.closed), "open": .integer(tally.open)])
  }
}
