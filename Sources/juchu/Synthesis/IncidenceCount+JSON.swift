import Procurement
import Reporting
import SyntheticData

extension IncidenceCount {
  /// The count under the names that `juchu lottery incidence` uses.
  func json(_ recipe: BidRecipe) -> JSONValue {
    .object([
      "meta": .object(["version": .string(ProgramVersion.current.number), "seed": .string(String(recipe.seed))]),
      "tenders": .integer(tenders), "bids": .integer(bids), "awarded": .integer(awarded),
      "decidedByLot": .integer(decidedByLot), "atFloor": .integer(atFloor), "elsewhere": .integer(elsewhere),
      "floorUnknown": .integer(0),
      "tied": .object(Dictionary(uniqueKeysWithValues: tied.map { (String($0), .integer($1)) })),
      "by": .object([
        "trade": .array(
          zip(recipe.place.trades, trades).map { trade, count in
            .object([
              "trade": .string(trade.name), "tenders": .integer(count.tenders),
              "decidedByLot": .integer(count.decidedByLot),
            ])
          })
      ]),
    ])
  }
}

/// The canonical file of firms.
enum FirmsText {
  static func text(_ firms: [Firm]) -> String {
    let header = ["firm", "ward", "points", "grade", "size", "locality", "members", "engineers"]
    return firms.reduce(into: CSVText.line(header)) { text, firm in
      text += CSVText.line([
        firm.name, firm.ward ?? "", firm.points.map(String.init) ?? "", firm.grade ?? "", firm.size?.identifier ?? "",
        firm.locality?.identifier ?? "", firm.members.joined(separator: "|"), firm.engineers.map(String.init) ?? "",
      ])
    }
  }
}
