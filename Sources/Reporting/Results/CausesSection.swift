import Procurement
import ShareStatistics

/// Why shares changed, in words, a table and JSON: a section of a comparison.
struct CausesSection {
  let causes: ShareCauses
  let table: ShareTable
  let comparison: YearComparison
  /// The unit of printed amounts in the minor unit.
  let unit: Int64
  let language: Language

  private var labels: Labels { Labels(language: language) }

  /// The table of parts and the sentences that must be read with it.
  func blocks() -> [Document.Block] {
    let rows = causes.rows.filter { $0.measure == .amount && $0.ownOthers != nil }
    guard !rows.isEmpty else { return [] }
    var blocks: [Document.Block] = [
      .heading(language("金額の割合の変化の要因", "Why the shares of the amount changed"), level: 3),
      .table(layout(rows)),
    ]
    if let chart = waterfall(rows) { blocks.append(.chart(chart)) }
    let sentences = rows.compactMap(misleading) + movements() + derived() + dominance() + partsNote(rows)
    if !sentences.isEmpty { blocks.append(.list(sentences)) }
    let falls = rows.filter { $0.breakEven != nil && $0.row != "unclassified" }
    if !falls.isEmpty { blocks += [.heading(undoingHeading, level: 3), .table(undoing(falls))] }
    return blocks
  }

  private func layout(_ rows: [ShareCauses.RowCauses]) -> TextTable {
    let categories = rows.first?.byCategory?.parts.map(\.category) ?? []
    var columns: [TextTable.Column] = [
      .init(language("区分", "Row"), .left), .init(language("変化", "change")),
    ]
    for group in [language("種別内の割合の変化", "share inside categories"), language("種別構成の変化", "mix of categories")]
    where !categories.isEmpty {
      columns += categories.map { .init(category($0), group: group) }
    }
    columns += [
      .init(language("当該区分の金額による分", "by its own amount")), .init(language("他区分の金額による分", "by the others' amounts")),
    ]
    var layout = TextTable(columns)
    for row in rows {
      var texts = [rowLabel(row.row), points(row.ownOthers?.total)]
      if !categories.isEmpty {
        // A row with a figure that is not printed has no parts, and its cells say so.
        let parts = categories.map { name in row.byCategory?.parts.first { $0.category == name } }
        texts += parts.map { points($0?.within) } + parts.map { points($0?.mix) }
      }
      texts += [points(row.ownOthers?.own), points(row.ownOthers?.others)]
      layout.rows.append(texts)
    }
    return layout
  }

  /// Where the change of the local SMEs' share came from, or of the first row that changed.
  private func waterfall(_ rows: [ShareCauses.RowCauses]) -> Chart? {
    let changed = rows.filter { $0.ownOthers.map { $0.total != .zero } ?? false && $0.row != "unclassified" }
    let total = TableCategory.total.identifier
    guard let row = changed.first(where: { $0.row == "local-sme" }) ?? changed.first,
      let before = table.share(comparison.from, total, row.row, .amount),
      let after = table.share(comparison.to, total, row.row, .amount)
    else { return nil }
    var parts: [(String, ExactRatio)] = []
    for part in row.byCategory?.parts ?? [] {
      let name = category(part.category)
      parts.append((language("種別内の割合の変化（\(name)）", "share inside \(name.lowercased())"), part.within))
    }
    for part in row.byCategory?.parts ?? [] {
      let name = category(part.category)
      parts.append((language("種別構成の変化（\(name)）", "mix of categories: \(name.lowercased())"), part.mix))
    }
    if parts.isEmpty, let split = row.ownOthers {
      parts = [
        (language("当該区分の金額による分", "its own amount"), split.own),
        (language("他区分の金額による分", "the others' amounts"), split.others),
      ]
    }
    return .waterfall(
      rowLabel(row.row), from: before, to: after,
      parts: parts.compactMap { label, change in change.percent(decimals: 2).map { (label, $0) } },
      years: (labels.year(comparison.from), labels.year(comparison.to)), language)
  }

  /// A share that moved against the row's own amount.
  private func misleading(_ row: ShareCauses.RowCauses) -> String? {
    guard row.isMisleading, row.row != "unclassified", let split = row.ownOthers, let cell = cell(row.row) else {
      return nil
    }
    let (name, change) = (rowLabel(row.row), points(split.total))
    let percent = cell.amount.percent.map { NumberText.signed($0) } ?? "–"
    return language(
      "\(name)：金額の割合の増減は \(change) ポイント、金額そのものの増減率は \(percent) %。割合の増減の内訳は、当該区分の金額による分 \(points(split.own))、他区分の金額による分 \(points(split.others))",
      "\(name): the share changed by \(change) points although its own amount changed by \(percent) %; its own amount did \(points(split.own)), the others' amounts \(points(split.others))"
    )
  }

  /// The cells that moved most, as parts of the change of the total.
  private func movements() -> [String] {
    guard let total = causes.totalDelta, total != 0 else { return [] }
    return causes.movements.prefix(3).compactMap { movement in
      guard let part = movement.partOfTotal?.percent(decimals: 1) else { return nil }
      let name = [table.categories.count > 1 ? category(movement.category) : "", rowLabel(movement.row)]
        .filter { !$0.isEmpty }.joined(separator: " ")
      let (change, all) = (amount(movement.delta), amount(total))
      return language(
        "\(name)：\(change) \(labels.unit(unit))（総額の増減 \(all) に対する寄与率 \(part)％）",
        "\(name): \(change) \(labels.unit(unit)), \(part) % of the total change of \(all)")
    }
  }

  private var undoingHeading: String {
    let (from, unit) = (labels.year(comparison.from), labels.unit(unit))
    return language(
      "\(from)の割合に戻る金額（試算、\(unit)）", "What would undo the fall since \(from), \(unit)")
  }

  /// Amounts that, taken away or moved, would undo a fall: how large a change is, not that such a contract exists.
  private func undoing(_ falls: [ShareCauses.RowCauses]) -> TextTable {
    let hasRanges = falls.contains { $0.breakEven?.range != nil }
    var columns: [TextTable.Column] = [
      .init(language("区分", "Row"), .left),
      .init(language("他区分の金額が前年度と同額の場合の割合（％）", "share had the others stayed, %")),
      .init(language("他区分を減額", "taken from the others")),
    ]
    if hasRanges { columns.append(.init(language("（端数処理を考慮した範囲）", "(given rounding)"))) }
    columns += [
      .init(language("他区分から振替", "moved from the others to it")),
      .init(
        language("当該区分の\(labels.year(comparison.from))の額から控除", "taken from its own of \(labels.year(comparison.from))")),
    ]
    var layout = TextTable(columns)
    for row in falls {
      guard let breakEven = row.breakEven else { continue }
      var texts = [rowLabel(row.row)]
      texts.append(row.ownOthers?.shareHadOthersStayed.percent(decimals: 2)?.description ?? "–")
      texts.append(breakEven.removedFromOthers.map(inUnit) ?? "–")
      if hasRanges {
        let range = breakEven.printedRange(decimals: 2)
        texts.append(
          range.map { "\(NumberText.grouped($0.lowerBound)) … \(NumberText.grouped($0.upperBound))" } ?? "–")
      }
      texts += [inUnit(breakEven.movedToRow), breakEven.removedFromRowBefore.map(inUnit) ?? "–"]
      layout.rows.append(texts)
    }
    return layout
  }

  private func derived() -> [String] {
    causes.derived.filter { $0.measure == .amount || $0.kind == .local }.compactMap { share in
      guard let from = share.from.percent(decimals: 2), let to = share.to.percent(decimals: 2) else { return nil }
      let name =
        switch share.kind {
        case .local where share.measure == .count: language("市内計の件数の割合", "all local rows' share of the contracts")
        case .local: language("市内計の金額の割合", "all local rows' share of the amount")
        case .smeWithoutOther:
          language("「その他」を除く総額に占める市内中小企業の割合", "local SMEs' share without bodies outside the size classes")
        case .smeWithinLocal: language("市内業者に占める中小企業の割合", "SMEs' share within the local rows")
        }
      return "\(name)\(language("：", ": "))\(from) → \(to) % (\(points(share.to - share.from)))"
    }
  }

  private func dominance() -> [String] {
    guard let dominant = causes.dominantCategory, let share = dominant.share.percent(decimals: 0) else { return [] }
    let name = category(dominant.identifier)
    return [
      language(
        "全契約件数の約 \(share) % が\(name)なので、合計の件数の割合はほぼ\(name)の割合",
        "about \(share) % of all contracts are \(name.lowercased()): a total count share is a figure about them")
    ]
  }

  private func points(_ ratio: ExactRatio?) -> String {
    ratio?.percent(decimals: 2).map { NumberText.signed($0) } ?? "–"
  }

  private func amount(_ delta: Int64) -> String {
    NumberText.signed(RoundingRule.halfUp.rounded(Int128(delta) * Int128(table.amountUnit), over: Int128(unit)))
  }

  /// An amount of the table in the printed unit, with decimals where it is small.
  private func inUnit(_ ratio: ExactRatio) -> String {
    let amount = (ExactRatio(table.amountUnit) * ratio) / ExactRatio(unit)
    let isSmall = unit != table.amountUnit && (amount.map { $0 < ExactRatio(100) } ?? false)
    return amount?.rounded(decimals: isSmall ? 2 : 0).map { NumberText.grouped($0) } ?? "–"
  }

  private func cell(_ row: String) -> YearComparison.Cell? {
    comparison.cells.first { $0.category == TableCategory.total.identifier && $0.row == row }
  }

  private func category(_ identifier: String) -> String {
    table.categories.first { $0.identifier == identifier }.map(labels.category) ?? identifier
  }

  func rowLabel(_ identifier: String) -> String {
    table.rows.first { $0.identifier == identifier }.map(labels.row) ?? identifier
  }
}

// The JSON form of the contract.
extension CausesSection {
  /// The `decomposition` of a comparison.
  func decompositionJSON() -> JSONValue {
    .array(
      causes.rows.compactMap { row in
        guard let split = row.ownOthers else { return nil }
        let parts = row.byCategory?.parts ?? []
        func members(_ part: KeyPath<CategoryDecomposition.Part, ExactRatio>) -> JSONValue {
          row.byCategory == nil
            ? .null
            : .object(Dictionary(uniqueKeysWithValues: parts.map { ($0.category, percent($0[keyPath: part])) }))
        }
        return .object([
          "row": .string(row.row), "measure": .string(row.measure.rawValue), "total": percent(split.total),
          "within": members(\.within), "mix": members(\.mix), "withinTotal": percent(row.byCategory?.within),
          "mixTotal": percent(row.byCategory?.mix), "withinAtBaseWeights": percent(row.byCategory?.withinAtBaseWeights),
          "withinAtEndWeights": percent(row.byCategory?.withinAtEndWeights), "own": percent(split.own),
          "others": percent(split.others), "shareHadOthersStayed": percent(split.shareHadOthersStayed),
        ])
      })
  }

  /// The `breakEven` of a comparison; amounts in the table's unit.
  func breakEvenJSON() -> JSONValue {
    .array(
      causes.rows.compactMap { row in
        guard let breakEven = row.breakEven else { return nil }
        let range = breakEven.printedRange(decimals: 2)
        func text(_ ratio: ExactRatio?) -> JSONValue { .string(ratio?.rounded(decimals: 2)?.description) }
        return .object([
          "row": .string(row.row), "measure": .string(row.measure.rawValue),
          "amount": text(breakEven.removedFromOthers),
          "low": .string(range?.lowerBound.description), "high": .string(range?.upperBound.description),
          "movedToRow": text(breakEven.movedToRow), "removedFromRowBefore": text(breakEven.removedFromRowBefore),
          "unit": .integer(table.amountUnit),
        ])
      })
  }

  /// Shares of other wholes.
  func derivedJSON() -> JSONValue {
    .array(
      causes.derived.map { share in
        .object([
          "share": .string(share.kind.rawValue), "measure": .string(share.measure.rawValue),
          "from": percent(share.from), "to": percent(share.to), "points": percent(share.to - share.from),
        ])
      })
  }

  private func percent(_ ratio: ExactRatio?) -> JSONValue { .string(ratio?.percent(decimals: 2)?.description) }
}
