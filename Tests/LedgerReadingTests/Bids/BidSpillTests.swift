import Procurement
import TestSupport
import Testing

@testable import LedgerReading

@Suite("Spilled bids")
struct BidSpillTests {
  private struct Row: Equatable {
    var bid: Bid
    var input: Int
  }

  /// Bids for few tenders in no order, each field now present and now absent.
  private func rows(_ count: Int) -> [Row] {
    var random = SplitMix64(seed: 3)
    func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
    return (0..<count).map { line in
      let notice = TenderNotice(
        identifier: "案件\(Int.random(in: 0..<20, using: &random))",
        noticeDate: maybe(CivilDate(year: 2022, month: 4, day: 1 + line % 28)).flatMap(\.self),
        openingDate: maybe(CivilDate(year: 2022, month: 5, day: 31)).flatMap(\.self),
        openingTime: maybe(1_650_000_000_123), requirement: maybe("土木 A"), order: maybe(line), group: maybe(""),
        trade: maybe("土木"), grade: maybe("A"), office: maybe("課"), officer: maybe("人"),
        category: maybe(.services), siteWard: maybe("川崎区"), areaCondition: maybe(.half) ?? .ward,
        minimumPoints: maybe(7), ceiling: maybe(Yen(.max)), floor: maybe(Yen(-1)), surveyThreshold: maybe(Yen(3)),
        isScored: Bool.random(using: &random))
      let bid = Bid(
        notice: notice, firm: "業者 \(line % 7)", amount: maybe(Yen(.min)),
        status: BidStatus.allCases.randomElement(using: &random) ?? .valid,
        technicalPoints: maybe(FixedPoint(units: -5, decimals: 18)), sourceLine: line)
      return Row(bid: bid, input: line / 40)
    }
  }

  private func parts(_ rows: [Row], limit: Int, in folder: String) throws -> [[Row]] {
    let spill = BidSpill(limit: limit, fileCount: 4, folder: folder)
    for start in stride(from: 0, to: rows.count, by: 8) {
      let some = rows[start..<min(start + 8, rows.count)]
      try spill.add(BidBatch(some.map(\.bid)), input: some[start].input)
    }
    return try (0..<spill.partCount).map { part in
      var found: [Row] = []
      try spill.read(part: part) { batch, input in
        found += (0..<batch.count).map { Row(bid: batch[$0], input: input) }
      }
      return found
    }
  }

  @Test("few bids stay together, in order")
  func inMemory() throws {
    let rows = rows(120)
    #expect(try parts(rows, limit: 120, in: "/nowhere") == [rows])
  }

  @Test("of many bids each part has all for its tenders, in order, with all that was known", arguments: [0, 7, 64])
  func onDisk(_ limit: Int) throws {
    let folder = try TemporaryFolder()
    let rows = rows(120)
    let parts = try parts(rows, limit: limit, in: folder.path)
    #expect(parts.count == 4 && parts.count { !$0.isEmpty } > 1)
    var tenders: Set<String> = []
    for part in parts {
      let own = Set(part.map(\.bid.notice.identifier))
      #expect(part == rows.filter { own.contains($0.bid.notice.identifier) })
      #expect(tenders.isDisjoint(with: own))
      tenders.formUnion(own)
    }
    #expect(tenders == Set(rows.map(\.bid.notice.identifier)))
  }

  @Test("a folder that cannot be written is an error that names it")
  func unwritable() throws {
    let error = #expect(throws: BidSpill.Failure.self) { try parts(rows(20), limit: 0, in: "/nowhere") }
    #expect(error?.folder == "/nowhere")
  }
}
