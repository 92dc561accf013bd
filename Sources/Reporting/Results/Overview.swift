import LedgerReading
import Procurement
import ShareStatistics

// The sentences that matter most: what a page begins with. Each names its figures, and what stays uncertain.
extension ComparisonResult {
  /// What the last two years say about the local SMEs, or the first row.
  ///
  /// - Parameters:
  ///   - kind: the table that they are of.
  ///   - notes: the notes that were printed beneath the table, of which one may name a cause.
  package func overview(_ language: Language, of kind: ShareTableResult.Kind, notes: [String] = []) -> [String] {
    guard let comparison = comparisons.last,
      let text = OverviewText(self, comparison, prefix: overviewPrefix(kind, language), language)
    else { return [] }
    return [text.share] + text.causes + text.movement + text.breakEven(notes: notes)
  }
}

extension AuditResult {
  /// How many figures were checked, and those that cannot be right with what they should be.
  ///
  /// - Parameter kind: the table that they are of.
  package func overview(_ language: Language, of kind: ShareTableResult.Kind) -> [String] {
    let words = AuditWords(table: table, language: language)
    var sentence = overviewPrefix(kind, language) + words.summary(audit)
    let figures = audit.findings.compactMap(\.figure)
    if !figures.isEmpty {
      let list = figures.map { figure in
        let place = words.place(figure.place).joined(separator: " ")
        let (printed, expected) = (NumberText.grouped(figure.printed), words.expected(figure.expected))
        return figure.place.measure == .countShare || figure.place.measure == .amountShare
          ? language("\(place) \(printed)％（整合する値 \(expected)％）", "\(place) \(printed) % (right: \(expected) %)")
          : language("\(place) \(printed)（整合する値 \(expected)）", "\(place) \(printed) (right: \(expected))")
      }
      sentence += language("", " ") + list.joined(separator: language("、", "; ")) + language("。", ".")
    }
    return [sentence]
  }
}

/// The name of the table before a sentence about it.
private func overviewPrefix(_ kind: ShareTableResult.Kind, _ language: Language) -> String {
  kind.label(language).map { language("\($0)：", "\($0): ") } ?? ""
}

/// The sentences about one row between two years.
private struct OverviewText {
  let share: String
  let causes: [String]
  let movement: [String]
  private let fall: BreakEven?
  private let inUnit: (ExactRatio) -> String?
  private let unit: String
  private let prefix: String
  private let language: Language

  init?(_ result: ComparisonResult, _ comparison: YearComparison, prefix: String, _ language: Language) {
    let (table, labels) = (result.table, Labels(language: language))
    let parts = table.rows.filter { $0.role != .total && $0.identifier != "unclassified" }
    let total = TableCategory.total.identifier
    guard let row = parts.first(where: { $0.identifier == "local-sme" }) ?? parts.first,
      let cell = comparison.cells.first(where: { $0.category == total && $0.row == row.identifier }),
      let before = table.share(comparison.from, total, row.identifier, .amount),
      let after = table.share(comparison.to, total, row.identifier, .amount), let points = cell.amount.points
    else { return nil }
    let (name, from, to) = (labels.row(row), labels.year(comparison.from), labels.year(comparison.to))
    (self.prefix, self.language) = (prefix, language)
    let causes = ShareCauses(table, from: comparison.from, to: comparison.to)
    let own = causes.rows.first { $0.row == row.identifier && $0.measure == .amount }
    // Two decimals, whatever the table prints: parts of a change must add up before a reader's eyes.
    let change = (own?.ownOthers?.total.percent(decimals: 2) ?? points)
    share = language(
      "\(prefix)\(name)の契約金額の割合は、\(from)の \(before)％から\(to)の \(after)％へ \(NumberText.signed(change)) ポイント。",
      "\(prefix)\(name): the share of the amount went from \(before) % in \(from) to \(after) % in \(to), \(NumberText.signed(change)) points."
    )
    unit = labels.unit(result.meta.unit)
    let (meta, unitName) = (result.meta, unit)
    inUnit = { ratio in
      ((ExactRatio(table.amountUnit) * ratio) / ExactRatio(meta.unit))?.rounded(decimals: 0)
        .map { NumberText.grouped($0) }
    }
    self.causes = Self.causes(
      own, cell, name, prefix,
      { delta in
        NumberText.grouped(
          RoundingRule.halfUp.rounded(Int128(delta.magnitude) * Int128(table.amountUnit), over: Int128(meta.unit)))
          + language("", " ") + unitName
      }, language)
    movement = Self.movement(causes, result, labels, prefix, language)
    fall = own?.breakEven
  }

  /// Its own amount beside its share: a share that rises while less is won misleads.
  private static func causes(
    _ own: ShareCauses.RowCauses?, _ cell: YearComparison.Cell, _ name: String, _ prefix: String,
    _ amount: (Int64) -> String, _ language: Language
  ) -> [String] {
    guard let own, let split = own.ownOthers, let delta = cell.amount.delta, delta != 0,
      let from = cell.amount.from, from > 0,
      let percent = ExactRatio(Int64(delta.magnitude), over: from)?.percent(decimals: 1),
      let byOwn = split.own.percent(decimals: 2), let byOthers = split.others.percent(decimals: 2)
    else { return [] }
    let rose = delta > 0
    let (ownText, othersText) = (NumberText.signed(byOwn), NumberText.signed(byOthers))
    let fact = language(
      "\(name)の契約金額そのものは \(percent)％（\(amount(delta))）の\(rose ? "増加" : "減少")",
      "its own amount \(rose ? "rose" : "fell") by \(percent) % (\(amount(delta)))")
    return [
      own.isMisleading
        ? language(
          "\(prefix)割合とは逆に、\(fact)。割合の増減のうち他区分の金額による分は \(othersText) ポイント、当該区分の金額による分は \(ownText) ポイント。",
          "\(prefix)against its share, \(fact): the others' amounts did \(othersText) points, its own \(ownText) points."
        )
        : language(
          "\(prefix)割合の増減のうち、他区分の発注金額による分は \(othersText) ポイント、当該区分の金額による分は \(ownText) ポイント。\(fact)。",
          "\(prefix)of that, \(othersText) points come from the others' orders and \(ownText) from its own: \(fact).")
    ]
  }

  /// The cell that moved the total most.
  private static func movement(
    _ causes: ShareCauses, _ result: ComparisonResult, _ labels: Labels, _ prefix: String, _ language: Language
  ) -> [String] {
    guard result.table.categories.count > 1, let total = causes.totalDelta, total != 0,
      let most = causes.movements.first, let part = most.partOfTotal?.percent(decimals: 1)
    else { return [] }
    let unit = result.meta.unit
    func amount(_ delta: Int64) -> String {
      NumberText.signed(
        RoundingRule.halfUp.rounded(Int128(delta) * Int128(result.table.amountUnit), over: Int128(unit)))
    }
    let name = [result.categoryLabel(most.category, labels), result.rowLabel(most.row, labels)].joined(separator: " ")
    return [
      language(
        "\(prefix)総額の増減 \(amount(total)) \(labels.unit(unit))のうち、\(name)が \(amount(most.delta)) \(labels.unit(unit))（寄与率 \(part)％）。",
        "\(prefix)of the total change of \(amount(total)) \(labels.unit(unit)), \(name) is \(amount(most.delta)) (\(part) %)."
      )
    ]
  }

  /// How large a single order would have had to be, and what the table cannot say about it.
  func breakEven(notes: [String]) -> [String] {
    guard let fall, let removed = fall.removedFromOthers, let amount = inUnit(removed) else { return [] }
    let range =
      fall.printedRange(decimals: 2).map {
        language(
          "、端数処理を考慮して \(NumberText.grouped($0.lowerBound))～\(NumberText.grouped($0.upperBound))",
          "; \(NumberText.grouped($0.lowerBound)) to \(NumberText.grouped($0.upperBound)) given rounding")
      } ?? ""
    let named = notes.first { note in note.contains("大規模") }.map { ErrorText.printable($0, limit: 200) }
    return [
      named.map { note in
        language(
          "\(prefix)資料の注「\(note)」は、この表からは裏付けも否定もできない（表に1件ごとの金額はない）。1件の発注だけによる低下とすれば、その額は \(amount) \(unit)\(range)。",
          "\(prefix)the note \"\(note)\" can neither be proved nor refuted from the table, which names no single order: one alone would have had to be \(amount) \(unit)\(range)."
        )
      }
        ?? language(
          "\(prefix)大規模な発注による低下かどうかは、この表からは裏付けも否定もできない（表に1件ごとの金額はない）。1件の発注だけによる低下とすれば、その額は \(amount) \(unit)\(range)。",
          "\(prefix)whether a large order made the share fall, the table can neither prove nor refute, as it names none: one alone would have had to be \(amount) \(unit)\(range)."
        )
    ]
  }
}
