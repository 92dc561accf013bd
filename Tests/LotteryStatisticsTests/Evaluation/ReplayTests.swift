import LotteryStatistics
import Procurement
import Testing

@Suite struct ReplayTests {
  func register(_ sets: [[Int]], winners: [Int?]) throws -> TenderRegister {
    let count = (sets.joined().max() ?? 0) + 1
    let tenders = sets.enumerated().map { place, set in
      Tender(
        notice: TenderNotice(identifier: "\(place)"),
        bids: set.map { TenderBid(firm: $0, amount: Yen(9), isWinner: $0 == winners[place]) })
    }
    return try TenderRegister(
      firms: (0..<count).map { Firm(name: "F\($0)") }, tenders: tenders,
      groups: [TenderGroup(identifier: "G", tenders: Array(sets.indices))])
  }

  @Test func theRecordStandsUntilTheRuleBites() throws {
    // 0 won twice; the second win goes to 1 or 2, and the recorded 1 of the third stands where it has not won.
    let register = try register([[0, 1], [0, 1, 2], [1, 3]], winners: [0, 0, 1])
    let replay = try Replay(LotteryProblem(register, under: .oneWin))
    #expect(replay.tenders[0].winners == [0: 1] && replay.tenders[0].changed == 0)
    #expect(replay.tenders[1].winners == [1: 0.5, 2: 0.5] && replay.tenders[1].changed == 1)
    #expect(replay.tenders[2].winners == [1: 0.5, 3: 0.5])
    let repeated = Replay.repeatedWins(in: register)
    #expect(repeated.map(\.firm) == [0] && repeated.map(\.wins) == [2] && repeated.map(\.group) == ["G"])
  }

  @Test func aPassedPlaceGoesToTheNext() throws {
    let register = try register([[0, 1], [0, 1, 2]], winners: [1, 1])
    let replay = try Replay(LotteryProblem(register, under: LotteryPolicy(name: "p", drawForm: .pass)))
    #expect(replay.tenders[1].winners == [2: 1])
  }

  @Test func whatTheRecordCannotTellIsRefused() throws {
    let register = try register([[0, 1]], winners: [nil])
    #expect(throws: Replay.ReplayError.randomOrder) {
      try Replay(LotteryProblem(register, under: LotteryPolicy(name: "p", order: .random)))
    }
    #expect(throws: Replay.ReplayError.weightsByPastLosses) {
      try Replay(LotteryProblem(register, under: LotteryPolicy(name: "p", weighting: .pastLosses(limit: 2))))
    }
    let open = try Replay(LotteryProblem(register, under: .oneWin))
    #expect(open.tenders[0].winners == [0: 0.5, 1: 0.5] && open.tenders[0].changed == nil)
    let outside = try self.register([[0, 1], [2, 3]], winners: [0, 2])
    #expect(try Replay(LotteryProblem(outside, under: .oneWin)).unexplained == 0)
  }

  @Test func whatHasNoRecordIsFollowedOnlyWhereItIsAskedFor() throws {
    let sets = [[0, 1, 2], [0, 1, 2], [0, 1, 2]]
    let problem = LotteryProblem(try register(sets, winners: [nil, nil, nil]), under: .oneWin)
    #expect(throws: Replay.ReplayError.tooManyHistories(block: "G")) { try Replay(problem, historyLimit: 2) }
    let skipped = try Replay(problem, historyLimit: 2, followsUnrecorded: false)
    #expect(skipped.recorded == 0 && skipped.changed == 0 && skipped.unexplained == 0 && skipped.tenders.isEmpty)
    // One recorded winner, and the whole block is followed as before.
    let recorded = LotteryProblem(try register(sets, winners: [0, nil, 0]), under: .oneWin)
    #expect(try Replay(recorded, followsUnrecorded: false).tenders == Replay(recorded).tenders)
  }

  /// 1 won the untied tender of 0, and 0 the tie: nothing goes elsewhere, whatever counts.
  @Test(arguments: LotteryPolicy.named) func anUnexplainedAwardStandsAsRecorded(_ policy: LotteryPolicy) throws {
    let tenders = [(9, 1), (8, 0)].enumerated().map { place, second in
      Tender(
        notice: TenderNotice(identifier: "\(place)"),
        bids: [
          TenderBid(firm: 0, amount: Yen(8), isWinner: second.1 == 0),
          TenderBid(firm: 1, amount: Yen(Int64(second.0)), isWinner: second.1 == 1),
        ])
    }
    let register = try TenderRegister(
      firms: [Firm(name: "A"), Firm(name: "B")], tenders: tenders,
      groups: [TenderGroup(identifier: "G", tenders: [0, 1])])
    let replay = try Replay(LotteryProblem(register, under: policy))
    #expect(replay.changed == 0 && replay.unexplained == 1 && replay.recorded == 2)
  }

  /// 1 won untied at a dearer price after it had won before: where wins void later bids it goes to 0.
  @Test func aVoidUnexplainedAwardGoesElsewhere() throws {
    let tenders = (0..<2).map { place in
      Tender(
        notice: TenderNotice(identifier: "\(place)"),
        bids: [
          TenderBid(firm: 0, amount: Yen(8), isWinner: false), TenderBid(firm: 1, amount: Yen(9), isWinner: true),
        ])
    }
    let register = try TenderRegister(
      firms: [Firm(name: "A"), Firm(name: "B")], tenders: tenders,
      groups: [TenderGroup(identifier: "G", tenders: [0, 1])])
    let replay = try Replay(LotteryProblem(register, under: .torinuke))
    #expect(replay.tenders[1].winners == [0: 1] && replay.changed == 1 && replay.unexplained == 2)
    #expect(try Replay(LotteryProblem(register, under: .oneWin)).changed == 0)
  }
}
