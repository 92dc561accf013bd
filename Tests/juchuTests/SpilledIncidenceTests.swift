import LotteryStatistics
import TestSupport
import Testing

@testable import juchu

/// Bids in no order, of which more than a limit wait on disk.
@Suite("Incidence of bids in no order")
struct SpilledIncidenceTests {
  private static let header = "tender,notice_date,opening_date,requirement,floor,ceiling,firm,bid,trade\n"

  private func lines(_ seed: UInt64) -> [String] {
    var random = SplitMix64(seed: seed)
    return (0..<40).flatMap { tender in
      (0..<6).map { firm in
        "T\(tender),2022-04-0\(1 + tender / 8),2022-05-01,土木 A,100,104,業者\(firm),"
          + "\(Int.random(in: 99...105, using: &random)),土木\n"
      }
    }.shuffled(using: &random)
  }

  private func incidence(_ text: String, limit: Int, _ arguments: [String] = []) throws -> LotteryIncidence {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "bids.csv")
    let options = try BidOptions.parse(arguments)
    return try options.incidence([file], output: OutputOptions.parse(["--quiet"]), limit: limit).0
  }

  @Test("the incidence is that of bids in memory, and of bids in order", arguments: 0..<5)
  func sameAsInMemory(_ seed: Int) throws {
    let lines = lines(UInt64(seed))
    let expected = try incidence(Self.header + lines.sorted().joined(), limit: .max)
    let shuffled = Self.header + lines.joined()
    #expect(try incidence(shuffled, limit: .max) == expected)
    #expect(try incidence(shuffled, limit: 10) == expected)
    // Options that look at whole tenders do not go over them in one pass.
    let grouped = try incidence(shuffled, limit: .max, ["--group-by", "trade"])
    #expect(try incidence(shuffled, limit: 10, ["--group-by", "trade"]) == grouped && grouped.groups.count == 1)
    #expect(expected.all.tenders > 30 && expected.groups.count == 5 && expected.all.decidedByLot > 0)
  }

  @Test("of several faults the first one in the file is reported, wherever its tender waits")
  func firstFault() throws {
    var lines = lines(9)
    for (place, tender) in [(200, 30), (90, 3), (150, 12)] {
      lines.insert("T\(tender),2022-04-0\(1 + tender / 8),2022-05-01,土木 A,100,104,業者1,100,土木\n", at: place)
    }
    let text = Self.header + lines.joined()
    let expected = #expect(throws: BidsError.self) { try incidence(text, limit: .max) }
    let error = #expect(throws: BidsError.self) { try incidence(text, limit: 10) }
    #expect(error?.error == expected?.error && (error?.error.line ?? 0) > 1)
  }

  @Test("one pass counts as a register does, with a list of firms, groups of fields, and rows that are set aside")
  func onePassWithOptions() throws {
    let folder = try TemporaryFolder()
    var lines = lines(4).sorted()
    lines.insert("T5,x,2022-05-01,土木 A,100,104,業者1,100,土木\n", at: 40)
    let firms = try folder.write("firm,ward\n" + (0..<6).map { "業者\($0),中原区\n" }.joined(), to: "firms.csv")
    let some = try folder.write("firm,ward\n業者1,中原区\n", to: "some.csv")
    let rejects = folder.file("rejects.csv")
    let options = ["--firms", firms, "--group-by", "trade", "--repeated-bids", "keep-first", "--rejects", rejects]
    let text = Self.header + lines.joined()
    let counted = try incidence(text, limit: .max, options + ["--disagreeing-notices", "keep-first"])
    // A tender that comes back at the end needs all bids at once.
    let apart = text + "T0,2022-04-01,2022-05-01,土木 A,100,104,業者0,100,土木\n"
    try #require(lines.contains { $0.hasPrefix("T0,2022-04-01,2022-05-01,土木 A,100,104,業者0,") })
    let output = try OutputOptions.parse(["--quiet", "--force"])
    let file = try folder.write(apart, to: "apart.csv")
    #expect(try BidOptions.parse(options).incidence([file], output: output).0 == counted)
    #expect(counted.groups.count == 1 && counted.all.decidedByLot > 0)
    let error = #expect(throws: BidsError.self) {
      try incidence(text, limit: .max, ["--firms", some, "--rejects", rejects + "2"])
    }
    #expect(error?.error.kind == .unknownFirm)
  }
}
