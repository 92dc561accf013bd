import Foundation
import LotteryStatistics
import Procurement

/// A reader of `chugoku_bids.csv` for tests: the price-only tenders with one recorded winner.
///
/// The source prints no lots: a tie is inferred where the winner shares its first-round amount with another
/// bidder. First-round bids below the winner's did not win and are marked invalid; three ties have one. A group
/// is (office, bid date, category).
enum ChugokuBids {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../../../shared/data/mlit"
  ).standardizedFileURL

  static var isPresent: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "chugoku_bids.csv").path)
  }

  /// The fields of every line after the header; the file has no quotes.
  static func lines(_ name: String) throws -> [[String]] {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
    var rows: [[String]] = []
    var row: [String] = []
    var start = 0
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
      var end = place
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      row.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = place + 1
      if byte == UInt8(ascii: "\n") {
        rows.append(row)
        row = []
      }
    }
    return Array(rows.dropFirst())
  }

  static func register() throws -> TenderRegister {
    enum Column {
      static let kind = 1, office = 3, title = 4, date = 5, category = 7, scored = 9, bidder = 10,
        bid = 14, note = 18
    }
    var tenders: [[String]: [[String]]] = [:]
    var order: [[String]] = []
    for row in try lines("chugoku_bids.csv") {
      let key = [row[Column.kind], row[Column.office], row[Column.title], row[Column.date]]
      if tenders[key] == nil { order.append(key) }
      tenders[key, default: []].append(row)
    }
    var assembly = TenderAssembly(repeated: .keepFirst)
    for key in order {
      let rows = tenders[key] ?? []
      let winners = rows.filter { ["落札", "決定"].contains($0[Column.note]) }
      guard winners.count == 1, winners[0][Column.scored] == "無",
        let lowest = Double(winners[0][Column.bid])
      else { continue }
      let date = key[3].split(separator: "-").compactMap { Int($0) }
      let notice = TenderNotice(
        identifier: key.joined(separator: " "),
        openingDate: CivilDate(year: date[0], month: date[1], day: date[2]),
        group: [key[1], key[3], winners[0][Column.category]].joined(separator: " "),
        trade: winners[0][Column.category], office: key[1],
        category: key[0] == "construction" ? .works : .services)
      for row in rows {
        let amount = Double(row[Column.bid])
        try assembly.add(
          Bid(
            notice: notice, firm: row[Column.bidder], amount: amount.map { Yen(Int64($0.rounded())) },
            status: (amount ?? 0) < lowest ? .invalid : .valid, isWinner: row == winners[0]))
      }
    }
    return try assembly.register()
  }
}
