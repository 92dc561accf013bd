import LedgerReading
import LotteryStatistics
import Procurement

#if !FUZZING
  @testable import juchu
#endif

/// A file as a policy and as a scheme, each put to a few tied tenders.
enum PolicyTarget {
  static func check(_ bytes: [UInt8]) throws {
    try ScratchFile.with(bytes) { path in
      let register = try register()
      if let policy = try? PolicyFile.policy(path) {
        let options = PolicyEvaluation.Options(trials: 0, budget: 10_000, measures: false)
        _ = try? PolicyEvaluation(register, policies: [policy], options: options)
        _ = try? Replay(LotteryProblem(register, under: policy))
      }
      if let scheme = try? SchemeFile.scheme(path) {
        for tender in try TiedTender.all(in: register) {
          guard let draw = try? DrawMethod.scheme(scheme).draw(tender, of: register) else { continue }
          try require(draw.ranking.count == tender.eligible.count, "a ranking of some firms only")
        }
      }
    }
  }

  /// Three tenders of one group among four firms, with all that a scheme may ask for.
  static func register() throws -> TenderRegister {
    var assembly = TenderAssembly()
    for tender in 0..<3 {
      let notice = TenderNotice(
        identifier: "T\(tender)", openingTime: 1_617_237_000_123, order: tender, group: "G", trade: "土木", grade: "A",
        category: .works, siteWard: "北区", minimumPoints: 10, floor: Yen(100))
      for firm in 0..<4 where firm != tender {
        try assembly.add(
          Bid(
            notice: notice, firm: "F\(firm)", firmReading: ["ア", "カ", "サ", "タ"][firm], amount: Yen(100),
            firmWard: firm < 2 ? "北区" : "南区", points: 5 * firm, isWinner: nil, enteredNumber: firm * 111,
            systemNumber: firm == 3 ? nil : 7 * firm, arrival: 1_617_236_000_000 + Int64(firm)))
      }
    }
    return try assembly.register()
  }
}
