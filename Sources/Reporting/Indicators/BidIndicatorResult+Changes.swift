import BidStatistics
import Procurement

// How award rates and single bids changed from year to year.
extension BidIndicatorResult {
  /// The changes between adjacent years.
  private var changes: [(from: TenderYear, to: TenderYear, change: IndicatorChange)] {
    let years = table.columns.compactMap { column -> TenderYear? in
      if case .year(.year(let year)) = column { .year(year) } else { nil }
    }
    return zip(years, years.dropFirst()).flatMap { from, to in
      IndicatorChange.Measure.allCases.compactMap { measure in
        IndicatorChange(measure, of: table, from: from, to: to).map { (from, to, $0) }
      }
    }
  }

  /// The changes in tables: all of them, and the parts of groups in the last one of each measure.
  func changeBlocks(_ words: IndicatorWords) -> [Document.Block] {
    let language = words.language
    let changes = changes
    guard !changes.isEmpty else { return [] }
    var text = TextTable([
      .init(language("指標", "Indicator"), .left), .init(language("年度", "years"), .left),
      .init(language("増減（ポイント）", "points")), .init(language("区分内の変化", "within")),
      .init(language("構成の変化", "mix")),
    ])
    text.rows = changes.map { from, to, change in
      [
        words.name(change.measure.indicator), "\(words.year(from))→\(words.year(to))", NumberText.signed(change.total),
        change.within.map(NumberText.signed) ?? "–", change.mix.map(NumberText.signed) ?? "–",
      ]
    }
    var blocks: [Document.Block] = [
      .heading(language("年度間の増減", "Changes from year to year"), level: 2), .table(text),
    ]
    let names = table.sums.plan.names
    for measure in IndicatorChange.Measure.allCases {
      guard let (from, to, change) = changes.last(where: { $0.change.measure == measure }), !change.parts.isEmpty
      else { continue }
      var parts = TextTable(names.map { .init(words.division($0), .left) })
      parts.columns += [.init(language("区分内の変化", "within")), .init(language("構成の変化", "mix"))]
      let size = { (part: IndicatorChange.Part) in abs(part.within.units) + abs(part.mix.units) }
      parts.rows = change.parts.sorted { size($0) > size($1) }.prefix(15).map { part in
        zip(part.group, names).map { words.value($0, of: $1, since: table.sums.plan.since) }
          + [NumberText.signed(part.within), NumberText.signed(part.mix)]
      }
      blocks += [
        .heading(
          words.name(measure.indicator) + language("：", ": ") + "\(words.year(from))→\(words.year(to))", level: 3),
        .table(parts),
      ]
    }
    return blocks
  }

  /// The changes in JSON.
  func changesJSON() -> JSONValue {
    let names = table.sums.plan.names
    func word(_ year: TenderYear) -> JSONValue {
      if case .year(let fiscal) = year { .integer(fiscal.startYear) } else { .string("unknown") }
    }
    return .array(
      changes.map { from, to, change in
        .object([
          "from": word(from), "to": word(to), "indicator": .string(change.measure.rawValue),
          "points": .string(change.total.description), "within": .string(change.within?.description),
          "mix": .string(change.mix?.description),
          "parts": .array(
            change.parts.map { part in
              .object([
                "by": .object(
                  Dictionary(uniqueKeysWithValues: zip(names, part.group).map { ($0, JSONValue.string($1)) })),
                "within": .string(part.within.description), "mix": .string(part.mix.description),
              ])
            }),
        ])
      })
  }
}
