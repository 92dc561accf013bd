import Procurement
import ShareStatistics

/// Intervals of shares and of their changes, for readers who take a year for a sample.
package struct UncertaintySection: ResultSection {
  private let table: UncertaintyTable
  private let shares: ShareTable
  private let scheme: RowScheme

  /// The intervals of a table's shares.
  ///
  /// - Parameters:
  ///   - shares: the table, whose exact shares are printed beside the intervals.
  ///   - scheme: its rows.
  package init(_ table: UncertaintyTable, shares: ShareTable, scheme: RowScheme) {
    self.table = table
    self.shares = shares
    self.scheme = scheme
  }

  /// The name of the member in JSON.
  package var name: String { "uncertainty" }

  /// The section in words and tables.
  package func blocks(_ language: Language) -> [Document.Block] {
    [
      .heading(language("割合の不確かさ", "Uncertainty of the shares"), level: 2),
      .paragraph(
        language(
          "その年度の契約そのものを知りたいなら、割合は確定した事実で、区間は要らない。下の区間は、同じような発注が続けば割合がどれほど違いえたかを示す。",
          "For what was contracted in a year its share is a fact and needs no interval. The intervals below say how else the share might have turned out had the same kind of purchasing gone on."
        )),
      .table(layout(language)), .list(notes(language)),
    ]
  }

  private func layout(_ language: Language) -> TextTable {
    let labels = Labels(language: language)
    let level = DecimalText.text(table.options.confidence * 100, 0)
    let (value, interval) = ("%", language("\(level) %区間", "\(level) % interval"))
    var columns: [TextTable.Column] = [
      .init(language("種別", "Category"), .left), .init(language("区分", "Row"), .left),
      .init(language("割合", "Share of"), .left),
    ]
    for year in table.years {
      columns += [.init(value, group: labels.year(year)), .init(interval, group: labels.year(year))]
    }
    for (from, to) in zip(table.years, table.years.dropFirst()) {
      let group = "\(labels.year(from)) → \(labels.year(to))"
      columns += [
        .init(language("ポイント", "points"), group: group), .init(interval, group: group),
        .init("BCa", group: group),
      ]
    }
    let comparisons = zip(table.years, table.years.dropFirst()).map { YearComparison(shares, from: $0, to: $1) }
    var layout = TextTable(columns)
    var category: Procurement.Category??
    for line in table.lines {
      let isFirst = category != .some(line.target.category)
      if isFirst, !layout.rows.isEmpty { layout.separators.insert(layout.rows.count) }
      category = .some(line.target.category)
      var texts = [isFirst ? labels.category(line.target.category) : ""]
      texts.append(line.target.measure == .amount ? labels.row(line.target.row, in: scheme) : "")
      texts.append(labels.measure(line.target.measure))
      for year in table.years { texts += share(line, year) }
      for comparison in comparisons { texts += change(line, comparison) }
      layout.rows.append(texts)
    }
    return layout
  }

  private func share(_ line: UncertaintyTable.Line, _ year: FiscalYear) -> [String] {
    let column = line.target.category.identifierOrTotal
    let value = shares.share(year, column, line.target.row, line.target.measure)
    let estimate = line.shares[year]
    return [
      value?.description ?? "–", range(estimate?.exact ?? estimate?.percentile) + marks(estimate, line.target.measure),
    ]
  }

  private func change(_ line: UncertaintyTable.Line, _ comparison: YearComparison) -> [String] {
    let column = line.target.category.identifierOrTotal
    let cell = comparison.cells.first { $0.category == column && $0.row == line.target.row }
    let estimate = line.changes[comparison.to]
    return [
      cell?[line.target.measure].points.map { NumberText.signed($0) } ?? "–",
      range(estimate?.newcombe ?? estimate?.percentile),
      range(estimate?.bca),
    ]
  }

  private func percent(_ value: Double, _ decimals: Int) -> String {
    DecimalText.text(value * 100, decimals)
  }

  private func range(_ range: ClosedRange<Double>?) -> String {
    range.map { "\(percent($0.lowerBound, 1)) … \(percent($0.upperBound, 1))" } ?? "–"
  }

  private func notes(_ language: Language) -> [String] {
    let draws = NumberText.grouped(table.options.replicates)
    let unit =
      switch table.unit {
      case .vendors: language("契約相手方（その全契約ごと）", "vendors with all their contracts")
      case .contracts: language("契約", "contracts, each year by itself")
      }
    let counts =
      table.unit == .vendors
      ? "" : language("。件数の割合はクロッパー・ピアソン、その変化はニューカム", "; shares of counts have Clopper–Pearson, their changes Newcombe")
    var notes = [
      language(
        "\(unit)を単位とする \(draws) 回の再抽出（乱数の種 \(table.options.seed)）。区間は百分位法、変化にはBCaも示す\(counts)",
        "\(draws) resamples of \(unit) (seed \(table.options.seed)); percentile intervals, for changes BCa too\(counts)"
      ),
      language(
        "少数の大きな契約が金額を左右する欄では、区間は短すぎる。影響の大きい契約を見ること（docs/methods/uncertainty.md）",
        "where a few contracts carry an amount its interval is too short: look at the influential contracts instead (docs/methods/uncertainty.md)"
      ),
    ]
    let marks = Set(
      table.lines.flatMap { line in line.shares.values.flatMap { self.marks($0, line.target.measure) } })
    if marks.contains("†") {
      notes.append(
        language("† 1件の契約が欄の金額の10 %を超える", "† one contract is above 10 % of the amount of its cell"))
    }
    if marks.contains("‡") { notes.append(language("‡ 契約相手方が30未満", "‡ fewer than 30 vendors")) }
    return notes
  }

  /// The marks of what makes an interval doubtful.
  private func marks(_ estimate: ShareEstimate?, _ measure: Measure) -> String {
    var marks = ""
    for warning in estimate?.warnings ?? [] {
      switch warning {
      case .largeContract where measure == .amount: marks += "†"
      case .fewVendors: marks += "‡"
      case .largeContract, .atBound, .undefinedReplicates: break
      }
    }
    return marks
  }

  /// The section in JSON.
  package func json() -> JSONValue {
    .object([
      "unit": .string(table.unit == .vendors ? "vendors" : "contracts"),
      "replicates": .integer(table.options.replicates), "seed": .string(String(table.options.seed)),
      "confidence": .number(table.options.confidence),
      "lines": .array(
        table.lines.map { line in
          .object([
            "category": .string(line.target.category.identifierOrTotal), "row": .string(line.target.row),
            "measure": .string(line.target.measure.rawValue),
            "shares": .array(table.years.compactMap { year in line.shares[year].map { json($0, year) } }),
            "changes": .array(table.years.compactMap { year in line.changes[year].map { json($0, year) } }),
          ])
        }),
    ])
  }

  private func json(_ estimate: ShareEstimate, _ year: FiscalYear) -> JSONValue {
    func range(_ range: ClosedRange<Double>?) -> JSONValue {
      range.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
    }
    return .object([
      "year": .integer(year.startYear), "value": .number(estimate.value),
      "standardError": estimate.standardError.map { .number($0) } ?? .null, "percentile": range(estimate.percentile),
      "bca": range(estimate.bca), "clopperPearson": range(estimate.exact), "newcombe": range(estimate.newcombe),
      "warnings": .array(estimate.warnings.map { .string(Self.word($0)) }),
    ])
  }

  private static func word(_ warning: ShareEstimate.Warning) -> String {
    switch warning {
    case .largeContract: "large-contract"
    case .fewVendors: "few-vendors"
    case .atBound: "at-bound"
    case .undefinedReplicates: "undefined-replicates"
    }
  }
}
