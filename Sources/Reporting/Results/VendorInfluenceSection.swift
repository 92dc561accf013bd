import Procurement
import ShareStatistics

/// The vendors that move a share most, year by year: a section of a comparison of ledgers.
package struct VendorInfluenceSection: ResultSection {
  private let influences: [VendorInfluence]
  private let scheme: RowScheme

  /// The influences on one row's share, one a year.
  package init(_ influences: [VendorInfluence], scheme: RowScheme) {
    (self.influences, self.scheme) = (influences, scheme)
  }

  /// The name of the member in JSON.
  package var name: String { "vendorInfluence" }

  /// The section in words and tables.
  package func blocks(_ language: Language) -> [Document.Block] {
    guard let first = influences.first else { return [] }
    let labels = Labels(language: language)
    var layout = TextTable([
      .init(language("年度", "Year"), .left), .init(language("契約相手方", "Vendor"), .left),
      .init(labels.measure(.count)), .init(language("区分の中（円）", "In the row, yen")),
      .init(language("区分の外（円）", "outside, yen")), .init(language("1件を除いた場合の変化（ポイント）", "Influence, points")),
    ])
    for influence in influences {
      if !layout.rows.isEmpty { layout.separators.insert(layout.rows.count) }
      for item in influence.items {
        layout.rows.append([
          labels.year(influence.year), ErrorText.printable(item.vendor), NumberText.grouped(item.contracts),
          NumberText.grouped(item.inside), NumberText.grouped(item.outside),
          item.influence?.percent(decimals: 2).map { NumberText.signed($0) } ?? "–",
        ])
      }
    }
    var notes = [
      language(
        "相手方を除いた場合の変化＝割合－その相手方の契約をすべて除いた場合の割合",
        "influence: the share less the share without all contracts of the vendor")
    ]
    let unnamed = influences.reduce(0) { $0 + $1.unnamed }
    if unnamed > 0 {
      notes.append(
        language(
          "相手方の記載のない契約 \(NumberText.grouped(unnamed)) 件は、誰のものともみなさない",
          "\(NumberText.grouped(unnamed)) contracts name no vendor and are nobody's"))
    }
    let row = labels.row(first.row, in: scheme)
    return [
      .heading(
        language("「\(row)」の金額の割合への影響が大きい契約相手方", "Vendors that move the share of \"\(row)\" most"), level: 2),
      .table(layout), .list(notes),
    ]
  }

  /// The section in JSON.
  package func json() -> JSONValue {
    .array(
      influences.map { influence in
        .object([
          "year": .integer(influence.year.startYear), "row": .string(influence.row),
          "share": .string(influence.share?.percent(decimals: 2)?.description),
          "unnamed": .integer(influence.unnamed),
          "vendors": .array(
            influence.items.map { item in
              .object([
                "vendor": .string(item.vendor), "contracts": .integer(item.contracts),
                "inside": .integer(item.inside), "outside": .integer(item.outside),
                "influence": .string(item.influence?.percent(decimals: 4)?.description),
              ])
            }),
        ])
      })
  }
}
