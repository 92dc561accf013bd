import Procurement
import ShareStatistics

/// Why shares changed when contracts are divided by a second class, as by office: three factors.
package struct ClassesSection: ResultSection {
  private struct Line {
    var from: FiscalYear
    var to: FiscalYear
    var row: TableRow
    var measure: Measure
    var parts: ThreeFactorDecomposition
  }

  private let tally: ClassTally
  private let hasCategories: Bool
  private let lines: [Line]

  /// The decompositions of all rows of a table over adjacent years.
  package init(_ tally: ClassTally, table: ShareTable) {
    self.tally = tally
    hasCategories = table.categories.count > 1
    lines = zip(table.years, table.years.dropFirst()).flatMap { from, to in
      [Measure.amount, .count].flatMap { measure in
        table.rows.filter { $0.role != .total }.compactMap { row in
          tally.decomposition(row: row.identifier, measure: measure, from: from, to: to)
            .map { Line(from: from, to: to, row: row, measure: measure, parts: $0) }
        }
      }
    }
  }

  /// The name of the member in JSON.
  package var name: String { "byClass" }

  /// The section in words and tables.
  package func blocks(_ language: Language) -> [Document.Block] {
    let labels = Labels(language: language)
    let field = fieldLabel(language)
    var columns: [TextTable.Column] = [
      .init(language("年度", "Years"), .left), .init(language("割合", "Share of"), .left),
      .init(language("区分", "Row"), .left), .init(language("変化", "change")),
    ]
    if hasCategories { columns.append(.init(language("種別構成の変化", "mix of categories"))) }
    columns += [
      .init(language("\(field)構成の変化", "mix of \(field)s")),
      .init(language("\(field)内の割合の変化", "share inside \(field)s")),
    ]
    var layout = TextTable(columns)
    var last: (FiscalYear, Measure)?
    for line in lines {
      let isFirst = last.map { $0 != (line.from, line.measure) } ?? true
      if isFirst, !layout.rows.isEmpty { layout.separators.insert(layout.rows.count) }
      last = (line.from, line.measure)
      let years = "\(labels.year(line.from)) → \(labels.year(line.to))"
      var texts = [isFirst ? years : "", isFirst ? labels.measure(line.measure) : "", labels.row(line.row)]
      texts.append(points(line.parts.total))
      if hasCategories { texts.append(points(line.parts.categories)) }
      layout.rows.append(texts + [points(line.parts.classes), points(line.parts.within)])
    }
    let count = NumberText.grouped(tally.classes.count { !$0.isEmpty })
    var notes = [
      language(
        "\(field)は \(count)。各要因は、変化の順序を入れ替えた6通りの平均（ポイント）で、足すと変化に一致する",
        "\(count) \(field)s; each factor is the mean over the six orders of change, in points, and they add up to the change"
      )
    ]
    if tally.classes.contains("") {
      notes.append(
        language("\(field)の記載のない契約は、一つの\(field)とみなした", "contracts that name no \(field) are taken for one \(field)"))
    }
    return [
      .heading(language("\(field)別に見た割合の変化", "Why the shares changed, by \(field)"), level: 2), .table(layout),
      .list(notes),
    ]
  }

  private func fieldLabel(_ language: Language) -> String {
    switch tally.field {
    case .office: language("部局", "office")
    case .method: language("契約方式", "method")
    case .account: language("会計", "account")
    case .vendor, .vendorID: language("契約相手方", "vendor")
    case .population: language("対象", "population")
    case .contract, .title, .date, .ground, .bidders, .ceiling, .initialAmount: tally.field.rawValue
    }
  }

  private func points(_ ratio: ExactRatio) -> String {
    ratio.percent(decimals: 2).map { NumberText.signed($0) } ?? "–"
  }

  /// The section in JSON.
  package func json() -> JSONValue {
    func percent(_ ratio: ExactRatio) -> JSONValue { .string(ratio.percent(decimals: 2)?.description) }
    return .object([
      "by": .string(tally.field.rawValue), "classes": .integer(tally.classes.count),
      "lines": .array(
        lines.map { line in
          .object([
            "from": .integer(line.from.startYear), "to": .integer(line.to.startYear),
            "row": .string(line.row.identifier), "measure": .string(line.measure.rawValue),
            "total": percent(line.parts.total), "categories": percent(line.parts.categories),
            "classes": percent(line.parts.classes), "within": percent(line.parts.within),
          ])
        }),
    ])
  }
}
