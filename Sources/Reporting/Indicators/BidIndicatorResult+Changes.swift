import BidStatistics
import Procurement

// How indicators changed from year to year.
extension BidIndicatorResult {
  /// A change between adjacent years.
  private struct Change {
    var from: TenderYear
    var to: TenderYear
    var change: IndicatorChange
  }

  /// How many tenders are named that move a change most.
  private static let influential = 5

  private func changes(_ indicators: [BidIndicator]) -> [Change] {
    let years = table.columns.compactMap { column -> TenderYear? in
      if case .year(.year(let year)) = column { .year(year) } else { nil }
    }
    return zip(years, years.dropFirst()).flatMap { from, to in
      indicators.compactMap { indicator in
        IndicatorChange(indicator, of: table, from: from, to: to).map { Change(from: from, to: to, change: $0) }
      }
    }
  }

  private func interval(_ change: Change) -> ChangeInterval? {
    guard options.showsIntervals else { return nil }
    return ChangeInterval(change.change.indicator, of: table, from: change.from, to: change.to)
  }

  private func influence(_ change: Change) -> [TenderInfluence] {
    TenderInfluence.strongest(
      Self.influential, on: change.change.indicator, of: table, from: change.from, to: change.to)
  }

  // MARK: Words

  /// The changes in tables: all of them, the parts of groups in the last one of each indicator, and the tenders that moved it most.
  func changeBlocks(_ words: IndicatorWords) -> [Document.Block] {
    let language = words.language
    let all = changes(BidIndicator.allCases)
    guard let last = all.last else { return [] }
    var blocks: [Document.Block] = [.heading(language("年度間の増減", "Changes from year to year"), level: 2)]
    blocks.append(.table(decomposition(all.filter { IndicatorChange.decomposed.contains($0.change.indicator) }, words)))
    let newest = all.filter { $0.from == last.from }
    for change in newest { blocks += parts(change, words) }
    let moving = newest.filter { [.rateMean, .rateOfSums].contains($0.change.indicator) }
    for change in moving { blocks += influenceBlocks(change, words) }
    blocks += [
      .heading(language("全ての指標：", "All indicators: ") + years(last, words), level: 3),
      .table(differences(newest, words)),
    ]
    if options.showsIntervals {
      blocks.append(
        .list([
          language(
            "95％区間は、各年度の入札を無作為の標本とみなした場合のもの。全ての入札の記録なら、増減は推定ではなく区間は要らない",
            "intervals of 95 % as if the tenders of each year were a random sample; where the record is complete, a change is no estimate"
          )
        ]))
    }
    return blocks
  }

  private func years(_ change: Change, _ words: IndicatorWords) -> String {
    "\(words.year(change.from))→\(words.year(change.to))"
  }

  private func decomposition(_ changes: [Change], _ words: IndicatorWords) -> TextTable {
    let language = words.language
    var text = TextTable([
      .init(language("指標", "Indicator"), .left), .init(language("年度", "years"), .left),
      .init(language("増減（ポイント）", "points")),
    ])
    if !table.groups.isEmpty {
      text.columns += [.init(language("区分内の変化", "within")), .init(language("構成の変化", "mix"))]
    }
    if options.showsIntervals { text.columns.append(.init(language("95％区間", "95 % interval"))) }
    text.rows = changes.map { change in
      var row = [words.name(change.change.indicator), years(change, words), NumberText.signed(change.change.total)]
      if !table.groups.isEmpty {
        row += [change.change.within.map(NumberText.signed) ?? "–", change.change.mix.map(NumberText.signed) ?? "–"]
      }
      if options.showsIntervals {
        row.append(interval(change).map { "\(Self.text($0.low))～\(Self.text($0.high))" } ?? "–")
      }
      return row
    }
    return text
  }

  /// An estimate with two decimals and its sign.
  private static func text(_ value: Double) -> String {
    NumberText.signed(FixedPoint(units: Int64((value * 100).rounded()), decimals: 2))
  }

  private func parts(_ change: Change, _ words: IndicatorWords) -> [Document.Block] {
    guard !change.change.parts.isEmpty else { return [] }
    let (language, names) = (words.language, table.sums.plan.names)
    var text = TextTable(names.map { .init(words.division($0), .left) })
    text.columns += [.init(language("区分内の変化", "within")), .init(language("構成の変化", "mix"))]
    let size = { (part: IndicatorChange.Part) in abs(part.within.units) + abs(part.mix.units) }
    text.rows = change.change.parts.sorted { size($0) > size($1) }.prefix(15).map { part in
      zip(part.group, names).map { words.value($0, of: $1, since: table.sums.plan.since) }
        + [NumberText.signed(part.within), NumberText.signed(part.mix)]
    }
    return [.heading(title(change, words), level: 3), .table(text)]
  }

  private func title(_ change: Change, _ words: IndicatorWords) -> String {
    words.name(change.change.indicator) + words.language("：", ": ") + years(change, words)
  }

  private func influenceBlocks(_ change: Change, _ words: IndicatorWords) -> [Document.Block] {
    let language = words.language
    let found = influence(change)
    guard !found.isEmpty else { return [] }
    var text = TextTable([
      .init(language("案件", "Tender"), .left), .init(language("年度", "year"), .left),
      .init(language("落札価格", "award")), .init(language("予定価格", "ceiling")),
      .init(language("影響（ポイント）", "influence, points")),
    ])
    text.rows = found.map { influence in
      [
        ErrorText.printable(influence.tender), words.year(influence.year), NumberText.grouped(influence.rate.award),
        NumberText.grouped(influence.rate.ceiling), NumberText.signed(influence.points),
      ]
    }
    return [
      .heading(
        language("影響の大きい案件（その案件がない場合との差）：", "Tenders that move it most (against a record without them): ")
          + title(change, words), level: 3), .table(text),
    ]
  }

  private func differences(_ changes: [Change], _ words: IndicatorWords) -> TextTable {
    let language = words.language
    var text = TextTable([
      .init(language("指標", "Indicator"), .left), .init(language("単位", "unit"), .left),
      .init(language("前", "before")), .init(language("後", "after")), .init(language("増減", "change")),
      .init(language("増減率％", "change, %")),
    ])
    let cells = IndicatorCells(meta: meta, language: language)
    text.rows = changes.map { change in
      let indicator = change.change.indicator
      let unit = indicator.unit == .percent ? language("％・ポイント", "%, points") : cells.unit(indicator.unit)
      return [
        words.name(indicator), unit, cells.value(table[.year(change.from)]?[indicator], indicator.unit),
        cells.value(table[.year(change.to)]?[indicator], indicator.unit), difference(change.change),
        change.change.percent.map(NumberText.signed) ?? "–",
      ]
    }
    return text
  }

  /// The difference in the unit in which the two figures are printed: millions for amounts.
  private func difference(_ change: IndicatorChange) -> String {
    guard change.indicator.unit == .yen else { return NumberText.signed(change.total) }
    let million = Int64(meta.million)
    let half = change.total.units < 0 ? -million / 2 : million / 2
    return NumberText.signed(FixedPoint(units: (change.total.units + half) / million, decimals: 0))
  }

  // MARK: Data

  /// The changes in JSON.
  func changesJSON() -> JSONValue {
    let names = table.sums.plan.names
    func word(_ year: TenderYear) -> JSONValue {
      if case .year(let fiscal) = year { .integer(fiscal.startYear) } else { .string("unknown") }
    }
    return .array(
      changes(BidIndicator.allCases).map { item in
        let change = item.change
        var object: [String: JSONValue] = [
          "from": word(item.from), "to": word(item.to), "indicator": .string(change.indicator.rawValue),
          "unit": .string(change.indicator.unit == .percent ? "points" : unitWord(change.indicator)),
          "change": .string(change.total.description), "changePercent": .string(change.percent?.description),
          "within": .string(change.within?.description), "mix": .string(change.mix?.description),
          "parts": .array(
            change.parts.map { part in
              .object([
                "by": .object(
                  Dictionary(uniqueKeysWithValues: zip(names, part.group).map { ($0, JSONValue.string($1)) })),
                "within": .string(part.within.description), "mix": .string(part.mix.description),
              ])
            }),
          "influence": .array(
            influence(item).map { influence in
              .object([
                "tender": .string(influence.tender), "year": word(influence.year),
                "award": .integer(influence.rate.award), "ceiling": .integer(influence.rate.ceiling),
                "points": .string(influence.points.description),
              ])
            }),
        ]
        if let interval = interval(item) {
          object["interval"] = .object([
            "low": .number(interval.low), "high": .number(interval.high), "level": .number(0.95),
          ])
        } else {
          object["interval"] = JSONValue.null
        }
        return .object(object)
      })
  }

  private func unitWord(_ indicator: BidIndicator) -> String {
    indicator.unit == .yen ? meta.minorUnitName : indicator.unit.rawValue
  }
}
