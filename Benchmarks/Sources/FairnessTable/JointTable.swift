import LotteryStatistics
import Procurement

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The size and the power of the joint p-value over all nine families of statistics.
///
/// Records have an order of opening, arrivals, two officers and sets of affiliates, so that every family takes part.
/// Winners are drawn here, by the words of the rule and of the alternative.
struct JointTable {
  /// What makes draws unfair.
  enum Alternative: CaseIterable {
    case firm, arrival, officer, streak, rotation, affiliates

    var name: String {
      switch self {
      case .firm: "firm 0 has weight 5"
      case .arrival: "the first to arrive has weight 5"
      case .officer: "one of two officers gives firm 0 weight 20"
      case .streak: "whoever won its last draw has weight 5"
      case .rotation: "in 7 of 10 draws whoever waits longest wins"
      case .affiliates: "three affiliates have weight 3 each"
      }
    }
  }

  static let levels = [0.01, 0.05, 0.10]

  let replicates: Int
  let seed: UInt64

  func printSizes(_ designs: [FairnessTable.Design], _ histories: Int) throws {
    print("| design | families | p ≤ .01 | can be | p ≤ .05 | can be | p ≤ .10 | can be |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for (number, design) in designs.enumerated() {
      var generator = SplitMix(state: seed &+ UInt64(2_000 + number) << 32)
      var hits = [0, 0, 0]
      var attainable = [0.0, 0.0, 0.0]
      var families = 0
      for history in 0..<histories {
        let record = try self.record(design, nil, using: &generator)
        let headline = try test(record, design.policy, seed: seed &+ UInt64(history)).headline
        families = headline.tests.count
        for (place, level) in Self.levels.enumerated() {
          if headline.pValue <= level + 1e-12 { hits[place] += 1 }
          attainable[place] += headline.attainable(atMost: level)
        }
      }
      let cells = hits.indices.flatMap { place in
        [
          FairnessTable.cell(hits[place], of: histories),
          "\(FairnessTable.hundredths(100 * attainable[place] / Double(histories)))",
        ]
      }
      print("| \(design.name) | \(families) | " + cells.joined(separator: " | ") + " |")
      fflush(nil)
    }
  }

  /// At 0.01, of the joint p-value and of the best single family.
  func printPowers(_ designs: [FairnessTable.Design], _ histories: Int) throws {
    print("")
    print("| design | alternative | joint | best single family | it is | joint / best |")
    print("| --- | --- | --- | --- | --- | --- |")
    for (number, design) in designs.enumerated() {
      for (kind, alternative) in Alternative.allCases.enumerated() {
        var generator = SplitMix(state: seed &+ UInt64(3_000 + 100 * number + kind) << 32)
        var joint = 0
        var alone: [FairnessFamily: Int] = [:]
        for history in 0..<histories {
          let record = try self.record(design, alternative, using: &generator)
          let headline = try test(record, design.policy, seed: seed &+ UInt64(history)).headline
          if headline.pValue <= 0.01 + 1e-12 { joint += 1 }
          for test in headline.tests where test.pValue <= 0.01 + 1e-12 { alone[test.family, default: 0] += 1 }
        }
        let best = FairnessFamily.allCases.max { alone[$0, default: 0] < alone[$1, default: 0] } ?? .high
        let hits = alone[best, default: 0]
        let ratio = hits == 0 ? "–" : "\(FairnessTable.hundredths(Double(joint) / Double(hits)))"
        print(
          "| \(design.name) | \(alternative.name) | \(FairnessTable.cell(joint, of: histories)) | "
            + "\(FairnessTable.cell(hits, of: histories)) | `\(best.rawValue)` | \(ratio) |")
        fflush(nil)
      }
    }
  }

  private func test(_ register: TenderRegister, _ policy: LotteryPolicy, seed: UInt64) throws -> FairnessTest {
    var options = FairnessTest.Options()
    options.replicates = replicates
    options.seed = seed
    options.powerHistories = 0
    options.exactBudget = 0
    options.testsFirms = false
    options.explainsEvenness = false
    return try FairnessTest(DrawRecord(register, under: policy), options: options)
  }

  private func record(
    _ design: FairnessTable.Design, _ alternative: Alternative?, using generator: inout SplitMix
  ) throws -> TenderRegister {
    var won: [Int: Set<Int>] = [:]
    var lastDraw: [Int: (number: Int, won: Bool)] = [:]
    var waiting = [Int](repeating: 0, count: design.firms)
    var tenders: [Tender] = []
    var groups: [TenderGroup] = []
    for (place, set) in design.sets.enumerated() {
      var order = set.firms
      generator.shuffle(&order)
      let officer = generator.uniform() < 0.5
      let left = order.filter { design.policy.cap == nil || !won[set.group, default: []].contains($0) }
      let drawn = left.isEmpty ? order : left
      func weight(_ firm: Int) -> Double {
        switch alternative {
        case nil, .rotation: 1
        case .firm: firm == 0 ? 5 : 1
        case .arrival: firm == drawn[0] ? 5 : 1
        case .officer: firm == 0 && officer ? 20 : 1
        case .streak: lastDraw[firm]?.won == true ? 5 : 1
        case .affiliates: firm < 3 ? 3 : 1
        }
      }
      var winner = drawn[0]
      if alternative == .rotation, generator.uniform() < 0.7 {
        winner = drawn.max { waiting[$0] < waiting[$1] } ?? winner
      } else {
        var rest = generator.uniform() * drawn.reduce(0) { $0 + weight($1) }
        for firm in drawn {
          winner = firm
          rest -= weight(firm)
          if rest < 0 { break }
        }
      }
      won[set.group, default: []].insert(winner)
      for firm in drawn {
        lastDraw[firm] = (place, firm == winner)
        waiting[firm] = firm == winner ? 0 : waiting[firm] + 1
      }
      var notice = TenderNotice(identifier: "\(place)")
      notice.order = place
      notice.officer = officer ? "a" : "b"
      notice.openingTime = Int64(place) * 3_600_000
      tenders.append(
        Tender(
          notice: notice,
          bids: set.firms.map { firm in
            TenderBid(
              firm: firm, amount: Yen(0), isWinner: firm == winner,
              arrival: Int64(order.firstIndex(of: firm) ?? 0) * 1_000)
          }))
      if groups.last?.identifier == "\(set.group)" {
        groups[groups.count - 1].tenders.append(place)
      } else {
        groups.append(TenderGroup(identifier: "\(set.group)", tenders: [place]))
      }
    }
    let firms = (0..<design.firms).map { number in
      var firm = Firm(name: "\(number)")
      firm.affiliation = number < 3 ? "x" : number < 6 ? "y" : nil
      return firm
    }
    return try TenderRegister(firms: firms, tenders: tenders, groups: groups)
  }
}
