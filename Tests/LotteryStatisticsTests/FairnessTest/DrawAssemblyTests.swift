import LotteryStatistics
import Procurement
import Testing

@Suite struct DrawAssemblyTests {
  private func register(_ rows: [TiedFirm]) throws -> TenderRegister {
    var assembly = DrawAssembly()
    try assembly.add(DrawBatch(rows))
    return try assembly.register()
  }

  private func row(
    _ draw: String, _ firm: String, _ isWinner: Bool? = false, group: String? = "G", order: Int? = nil,
    winner: String? = nil, line: Int = 0
  ) -> TiedFirm {
    TiedFirm(
      draw: draw, group: group, order: order, firm: firm, isWinner: isWinner, winner: winner, sourceLine: line)
  }

  @Test func groupsAreOpenedInOrder() throws {
    let register = try register([
      row("2", "A", true, order: 2), row("1", "A", order: 1), row("2", "B", order: 2), row("1", "B", true, order: 1),
      row("3", "C", true, group: nil), row("3", "A", group: nil),
    ])
    #expect(register.groups.map(\.tenders) == [[1, 0], [2]])
    #expect(register.groups.map(\.identifier) == ["G", "3"])
    #expect(register.tenders[1].bids.first { $0.isWinner == true }.map { register.firms[$0.firm].name } == "B")
  }

  @Test func batchesOfOneDrawComeTogether() throws {
    var assembly = DrawAssembly()
    try assembly.add(DrawBatch([row("1", "A", nil, winner: "B")]))
    try assembly.add(DrawBatch([row("1", "B", nil, winner: "B")]))
    let tender = try assembly.register().tenders[0]
    #expect(tender.bids.map(\.isWinner) == [false, true])
  }

  @Test func everyFaultNamesDrawAndLine() throws {
    func kind(_ rows: [TiedFirm]) throws -> (RegisterError.Kind, Int) {
      do {
        _ = try register(rows)
      } catch let error as RegisterError {
        #expect(error.tender == "1")
        return (error.kind, error.line)
      }
      throw CancellationError()
    }
    #expect(try kind([row("1", "A", true), row("1", "A", line: 3)]) == (.firmTwiceInDraw, 3))
    #expect(try kind([row("1", "A", true, line: 2), row("1", "B", true, line: 3)]) == (.severalWinners, 3))
    #expect(try kind([row("1", "A", line: 2), row("1", "B", line: 3)]) == (.noWinner, 2))
    #expect(
      try kind([row("1", "A", nil, winner: "C", line: 2), row("1", "B", nil, winner: "C", line: 3)])
        == (.winnerNotTied, 2))
    #expect(
      try kind([row("1", "A", nil, winner: "A", line: 2), row("1", "B", nil, winner: "B", line: 3)])
        == (.severalWinners, 3))
    #expect(
      try kind([row("1", "A", true, line: 2), row("1", "B", group: "H", line: 3)]) == (.drawRowsDisagree, 3))
    #expect(
      try kind([row("1", "A", true, order: 1, line: 2), row("1", "B", order: 2, line: 3)]) == (.drawRowsDisagree, 3))
  }

  /// Tenders without a tie, without a winner, and with a winner who was not lowest.
  @Test func theRecordTakesWhatCanBeTested() throws {
    func tender(_ name: String, _ bids: [(Int64, Bool?)]) -> Tender {
      Tender(
        notice: TenderNotice(identifier: name),
        bids: bids.enumerated().map { TenderBid(firm: $0, amount: Yen($1.0), isWinner: $1.1) })
    }
    let tenders = [
      tender("tie", [(5, true), (5, false), (6, false)]), tender("no winner", [(5, nil), (5, nil)]),
      tender("dearer", [(5, false), (5, false), (6, true)]), tender("alone", [(5, true), (6, false)]),
    ]
    let register = try TenderRegister(
      firms: (0..<3).map { Firm(name: "F\($0)") }, tenders: tenders,
      groups: [TenderGroup(identifier: "G", tenders: [0, 1, 2, 3])])
    let record = DrawRecord(register, under: .independent)
    #expect(
      record.account == .init(draws: 1, untied: 1, withoutWinner: 1, unexplained: 1, groupsWithRepeats: 0, bidders: 3))
    #expect(record.problem.register.tenders.map(\.notice.identifier) == ["tie", "alone"])
    // Under 名張市's rule a dearer bid can win.
    #expect(DrawRecord(register, under: .nabari).account.unexplained == 0)
  }
}
