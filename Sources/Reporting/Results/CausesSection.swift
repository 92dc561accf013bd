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
      .heading(language("金額割合はなぜ変わったか", "Why the shares of the amount changed"), level: 3),
      .table(layout(rows)),
    ]
    let sentences = rows.compactMap(misleading) + movements() + rows.flatMap(undoing) + derived() + dominance()
    if !sentences.isEmpty { blocks.append(.list(sentences)) }
    return blocks
  }

  private func layout(_ rows: [ShareCauses.RowCauses]) -> TextTable {
    let categories = rows.first?.byCategory?.parts.map(\.category) ?? []
    var columns: [TextTable.Column] = [
      .init(language("区分", "Row"), .left), .init(language("変化", "change")),
    ]
    for group in [language("種別の中での割合", "share inside categories"), language("種別の構成", "mix of categories")]
    where !categories.isEmpty {
      columns += categories.map { .init(category($0), group: group) }
    }
    let own = language("自らと他の金額", "amounts of")
    columns += [.init(language("自ら", "its own"), group: own), .init(language("他", "others"), group: own)]
    var layout = TextTable(columns)
    for row in rows {
      var texts = [rowLabel(row.row), points(row.ownOthers?.total)]
      if !categories.isEmpty {
        let parts = row.byCategory?.parts ?? []
        texts += parts.map { points($0.within) } + parts.map { points($0.mix) }
      }
      texts += [points(row.ownOthers?.own), points(row.ownOthers?.others)]
      layout.rows.append(texts)
    }
    return layout
  }

  /// A share that moved against the row's own amount.
  private func misleading(_ row: ShareCauses.RowCauses) -> String? {
    guard row.isMisleading, let split = row.ownOthers, let cell = cell(row.row) else { return nil }
    let (name, change) = (rowLabel(row.row), points(split.total))
    let percent = cell.amount.percent.map { NumberText.signed($0) } ?? "–"
    return language(
      "\(name)：割合は \(change) ポイント変わったが、金額そのものは \(percent) %。変化のうち自らの金額によるのは \(points(split.own))、他の金額によるのは \(points(split.others))",
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
        "\(name)：\(change) \(labels.unit(unit))（総額の増減 \(all) の \(part) %）",
        "\(name): \(change) \(labels.unit(unit)), \(part) % of the total change of \(all)")
    }
  }

  /// What would undo a fall.
  private func undoing(_ row: ShareCauses.RowCauses) -> [String] {
    guard let breakEven = row.breakEven, let split = row.ownOthers else { return [] }
    let name = rowLabel(row.row)
    let stayed = split.shareHadOthersStayed.percent(decimals: 2)?.description ?? "–"
    var sentences = [
      language("\(name)：他の金額が前年度のままなら割合は \(stayed) %", "\(name): had the others stayed, its share would be \(stayed) %")
    ]
    if let removed = breakEven.removedFromOthers {
      let range =
        breakEven.printedRange(decimals: 2).map {
          language(
            "（丸めを考えると \(NumberText.grouped($0.lowerBound))～\(NumberText.grouped($0.upperBound))）",
            " (\(NumberText.grouped($0.lowerBound)) to \(NumberText.grouped($0.upperBound)) given rounding)")
        } ?? ""
      let moved = inUnit(breakEven.movedToRow)
      let cut = breakEven.removedFromRowBefore.map(inUnit) ?? "–"
      let (from, unit) = (labels.year(comparison.from), labels.unit(table.amountUnit))
      sentences.append(
        language(
          "\(name)：他から \(inUnit(removed)) \(unit)\(range)を除けば前年度の割合に戻る。他から移すなら \(moved)、\(from)のこの区分から除くなら \(cut) \(unit)で両年度の割合が等しくなる",
          "\(name): without \(inUnit(removed)) \(unit)\(range) of the others the share would be that of \(from); so it would with \(moved) moved from the others to it, and both years would be alike without \(cut) of its own in \(from)"
        ))
    }
    return sentences
  }

  private func derived() -> [String] {
    causes.derived.filter { $0.measure == .amount }.compactMap { share in
      guard let from = share.from.percent(decimals: 2), let to = share.to.percent(decimals: 2) else { return nil }
      let name =
        switch share.kind {
        case .local: language("市内計の金額割合", "share of all local rows")
        case .smeWithoutOther: language("その他を除いた市内中小企業の割合", "local SMEs' share without bodies outside the size classes")
        case .smeWithinLocal: language("市内の中での中小企業の割合", "SMEs' share within the local rows")
        }
      return "\(name)\(language("：", ": "))\(from) → \(to) % (\(points(share.to - share.from)))"
    }
  }

  private func dominance() -> [String] {
    guard let dominant = causes.dominantCategory, let share = dominant.share.percent(decimals: 0) else { return [] }
    let name = category(dominant.identifier)
    return [
      language(
        "全契約件数の約 \(share) % が\(name)なので、合計の件数割合はほぼ\(name)の割合",
        "about \(share) % of all contracts are \(name.lowercased()): a total count share is a figure about them")
    ]
  }

  private func points(_ ratio: ExactRatio?) -> String {
    ratio?.percent(decimals: 2).map { NumberText.signed($0) } ?? "–"
  }

  private func amount(_ delta: Int64) -> String {
    NumberText.signed(RoundingRule.halfUp.rounded(Int128(delta) * Int128(table.amountUnit), over: Int128(unit)))
  }

  /// An amount in the table's own unit: what undoes a change may be small beside the printed unit.
  private func inUnit(_ ratio: ExactRatio) -> String {
    ratio.rounded(decimals: 0).map { NumberText.grouped($0) } ?? "–"
  }

  private func cell(_ row: String) -> YearComparison.Cell? {
    comparison.cells.first { $0.category == TableCategory.total.identifier && $0.row == row }
  }

  private func category(_ identifier: String) -> String {
    table.categories.first { $0.identifier == identifier }.map(labels.category) ?? identifier
  }

  private func rowLabel(_ identifier: String) -> String {
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
        guard let breakEven = row.breakEven, let amount = breakEven.removedFromOthers else { return nil }
        let range = breakEven.printedRange(decimals: 2)
        func text(_ ratio: ExactRatio?) -> JSONValue { .string(ratio?.rounded(decimals: 2)?.description) }
        return .object([
          "row": .string(row.row), "measure": .string(row.measure.rawValue), "amount": text(amount),
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
