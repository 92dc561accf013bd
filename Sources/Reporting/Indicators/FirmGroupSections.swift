import BidStatistics
import Procurement

/// What firms of a roster did by size and locality, in tables and data.
struct FirmGroupSections: Sendable {
  private let groups: [FirmGroups]

  init(_ groups: [FirmGroups]) { self.groups = groups }

  /// A table for each division with a value that is known.
  func blocks(_ words: IndicatorWords, _ meta: ResultMeta) -> [Document.Block] {
    let language = words.language
    var blocks: [Document.Block] = []
    for group in groups where group.values.contains(where: { !$0.isEmpty }) {
      let name = words.division(group.division.rawValue)
      var text = TextTable([
        .init(language("年度", "Year"), .left), .init(name, .left), .init(language("応札業者", "firms that bid")),
        .init(language("落札業者", "firms that won")), .init(language("応札", "bids")), .init(language("落札", "won")),
        .init(language("落札÷応札％", "won per bid, %")),
        .init(language("落札金額", "amount") + words.bracketed(IndicatorCells(meta: meta, language: language).unit(.yen))),
        .init(language("金額の割合％", "share of amount, %")),
      ])
      for year in group.years {
        let total = group.total(year)
        for value in group.values {
          text.rows.append(
            row(
              words.year(year), words.value(value, of: group.division.rawValue, since: nil), group[year, value], total,
              meta))
        }
        text.rows.append(row(words.year(year), language("計", "total"), total, total, meta))
      }
      blocks += [.heading(language("業者の\(name)別", "Firms by \(name.lowercased())"), level: 3), .table(text)]
      if group.unlisted > 0 {
        blocks.append(
          .list([
            language(
              "名簿にない応札業者 \(NumberText.grouped(group.unlisted)) 者は不明とした",
              "not in the roster: \(NumberText.english(group.unlisted, "firm")) of the bids")
          ]))
      }
    }
    return blocks
  }

  private func row(
    _ year: String, _ value: String, _ sums: FirmGroups.Sums, _ total: FirmGroups.Sums, _ meta: ResultMeta
  ) -> [String] {
    func share(_ part: Int128, _ whole: Int128) -> String {
      IndicatorFigure.share(part, of: whole)?.description ?? "–"
    }
    let million = Int128(meta.million)
    return [
      year, value, NumberText.grouped(sums.firms), NumberText.grouped(sums.winners), NumberText.grouped(sums.bids),
      NumberText.grouped(sums.wins), share(Int128(sums.wins), Int128(sums.bids)),
      NumberText.grouped((sums.amount + million / 2) / million), share(sums.amount, total.amount),
    ]
  }

  /// The sums in JSON.
  func json(_ year: (TenderYear) -> JSONValue) -> JSONValue {
    var cells: [JSONValue] = []
    for group in groups {
      for own in group.years {
        for value in group.values {
          let sums = group[own, value]
          cells.append(
            .object([
              "year": year(own), "by": .object([group.division.rawValue: .string(value)]),
              "firms": .integer(sums.firms),
              "winners": .integer(sums.winners), "bids": .integer(sums.bids), "wins": .integer(sums.wins),
              "amount": .string("\(sums.amount)"),
            ]))
        }
      }
    }
    return .array(cells)
  }
}
