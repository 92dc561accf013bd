import Procurement
import Reporting
import SyntheticData

extension IncidenceCount {
  /// The count under the names that `juchu lottery incidence` uses.
  func json(seed: UInt64) -> JSONValue {
    .object([
      "meta": .object(["version": .string(Juchu.version), "seed": .string(String(seed))]),
      "tenders": .integer(tenders), "bids": .integer(bids), "awarded": .integer(awarded),
      "decidedByLot": .integer(decidedByLot), "atFloor": .integer(atFloor), "elsewhere": .integer(elsewhere),
      "floorUnknown": .integer(0),
      "tied": .object(Dictionary(uniqueKeysWithValues: tied.map { (String($0), .integer($1)) })),
      "by": .object([
        "trade": .array(
          trades.sorted { $0.key < $1.key }.map { name, trade in
            .object([
              "trade": .string(name), "tenders": .integer(trade.tenders), "decidedByLot": .integer(trade.decidedByLot),
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
