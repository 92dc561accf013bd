import Procurement
import ShareStatistics

/// The contracts that move a share most, year by year: a section of a comparison of ledgers.
package struct InfluenceSection: ResultSection {
  private let influences: [Influence]
  private let scheme: RowScheme

  /// The influences on one row's share, one a year.
  package init(_ influences: [Influence], scheme: RowScheme) {
    self.scheme = scheme
    self.influences = influences.sorted { $0.place.year < $1.place.year }
  }

  /// The name of the member in JSON.
  package var name: String { "influence" }

  /// The section in words and tables.
  package func blocks(_ language: Language) -> [Document.Block] {
    guard let first = influences.first else { return [] }
    let labels = Labels(language: language)
    let row = labels.row(first.place.row, in: scheme)
    // A key joined from columns repeats the title; it would only make the table wide.
    let texts = shownTexts
    var columns: [TextTable.Column] = [.init(language("年度", "Year"), .left)]
    for text in texts {
      switch text {
      case .contract: columns.append(.init(language("契約", "Contract"), .left))
      case .vendor: columns.append(.init(language("契約相手方", "Vendor"), .left))
      default: columns.append(.init(language("件名", "Title"), .left))
      }
    }
    columns += [
      .init(language("金額（円）", "Amount, yen")), .init(language("当該区分", "In the row"), .left),
      .init(language("1件を除いた場合の変化（ポイント）", "Influence, points")),
    ]
    var layout = TextTable(columns)
    for influence in influences {
      if !layout.rows.isEmpty { layout.separators.insert(layout.rows.count) }
      for item in influence.items {
        let contract = item.contract
        layout.rows.append(
          [labels.year(contract.year)] + texts.map { ErrorText.printable(contract.texts[$0] ?? "") } + [
            NumberText.grouped(contract.amount.value), item.isInside ? language("○", "yes") : language("－", "no"),
            item.influence?.percent(decimals: 2).map { NumberText.signed($0) } ?? "–",
          ])
      }
    }
    return [
      .heading(
        language("「\(row)」の金額の割合への影響が大きい契約", "Contracts that move the share of \"\(row)\" most"), level: 2),
      .table(layout),
    ] + charts(labels, language).map { .chart($0) } + [
      .list(
        [
          language(
            "1件を除いた場合の変化＝割合－その契約を除いた場合の割合", "influence: the share less the share without the contract")
        ] + influences.map { curve($0, labels, language) })
    ]
  }

  private func charts(_ labels: Labels, _ language: Language) -> [Chart] {
    influences.compactMap { influence in
      let items = influence.items.prefix(10).map { item -> (label: String, value: Double, text: String) in
        let points = item.influence?.percent(decimals: 2)
        let texts = item.contract.texts
        let name = [texts[.title], texts[.vendor], texts[.contract]].compactMap(\.self).first { !$0.isEmpty }
        return (
          ErrorText.printable(name ?? language("\(item.contract.sourceLine) 行目", "line \(item.contract.sourceLine)")),
          points.map(Chart.length) ?? 0, points.map { NumberText.signed($0) } ?? "–"
        )
      }
      let year = labels.year(influence.place.year)
      return Chart.changes(language("\(year)：契約1件の影響（ポイント）", "\(year): influence of single contracts, points"), items)
    }
  }

  /// The texts that some contract has.
  private var shownTexts: [ContractText] {
    let contracts = influences.flatMap(\.items).map(\.contract)
    return (hasReadableKeys ? [.contract, .vendor, .title] : [.vendor, .title]).filter { text in
      contracts.contains { !($0.texts[text] ?? "").isEmpty }
    }
  }

  private var hasReadableKeys: Bool {
    influences.contains { influence in
      influence.items.contains { item in
        guard let key = item.contract.texts[.contract], !key.isEmpty else { return false }
        return !(item.contract.texts[.title].map { !$0.isEmpty && key.contains($0) } ?? false)
      }
    }
  }

  /// How the share falls or rises as the largest contracts are left out.
  private func curve(_ influence: Influence, _ labels: Labels, _ language: Language) -> String {
    func text(_ curve: Influence.DropCurve) -> String {
      curve.shares.map { $0.percent(decimals: 1)?.description ?? "–" }.joined(separator: " → ")
    }
    let (inside, outside) = (text(influence.dropInside), text(influence.dropOutside))
    let year = labels.year(influence.place.year)
    return language(
      "\(year)：大きい契約から順に除いた割合。区分の中 \(inside)、区分の外 \(outside)",
      "\(year), without the largest contracts one by one: inside the row \(inside); outside \(outside)")
  }

  /// The section in JSON.
  package func json() -> JSONValue {
    .array(
      influences.map { influence in
        .object([
          "year": .integer(influence.place.year.startYear), "row": .string(influence.place.row),
          "share": .string(influence.share?.percent(decimals: 2)?.description),
          "contracts": .array(
            influence.items.map { item in
              .object([
                "contract": .string(item.contract.texts[.contract]), "vendor": .string(item.contract.texts[.vendor]),
                "title": .string(item.contract.texts[.title]), "amount": .integer(item.contract.amount.value),
                "inside": .boolean(item.isInside), "file": .string(item.file),
                "line": .integer(item.contract.sourceLine),
                "influence": .string(item.influence?.percent(decimals: 4)?.description),
              ])
            }),
          "dropInside": curve(influence.dropInside), "dropOutside": curve(influence.dropOutside),
        ])
      })
  }

  private func curve(_ curve: Influence.DropCurve) -> JSONValue {
    .array(curve.shares.map { .string($0.percent(decimals: 2)?.description) })
  }
}
