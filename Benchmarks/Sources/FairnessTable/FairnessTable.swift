import LotteryStatistics
import Procurement

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Prints how often fair draws are called unfair, and biased ones are found: see scripts/measure-fairness.
///
/// `FairnessTable joint HISTORIES REPLICATES SEED` prints the tables of the joint p-value (`JointTable`), and
/// `FairnessTable HISTORIES REPLICATES SEED [FIRST]` those of the overall test; FIRST, a number from 0, goes on with that design after an
/// interruption. The largest design gets a fifth of the histories, powers get a twentieth. Histories are drawn here by the words of the rule, not by
/// the engine that simulates the replicates.
@main
struct FairnessTable {
  /// Tied sets in groups, the same for all histories of a design.
  struct Design {
    var name: String
    var policy: LotteryPolicy
    var sets: [(group: Int, firms: [Int])]
    var firms: Int
  }

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    guard (3...4).contains(arguments.count) else {
      print("usage: FairnessTable [joint] HISTORIES REPLICATES SEED [FIRST]")
      return
    }
    let (histories, replicates, seed) = (arguments[0], arguments[1], UInt64(arguments[2]))
    let designs = [
      design("12 draws, 8 firms, one-win", .oneWin, groups: 4, draws: 3, pool: 5, firms: 8),
      design("40 draws, 20 firms, one-win", .oneWin, groups: 10, draws: 4, pool: 7, firms: 20),
      design("40 draws, 20 firms, independent", .independent, groups: 10, draws: 4, pool: 7, firms: 20),
      design("200 draws, 60 firms, one-win", .oneWin, groups: 50, draws: 4, pool: 9, firms: 60),
    ]
    if CommandLine.arguments.contains("joint") {
      let table = JointTable(replicates: replicates, seed: seed)
      try table.printSizes(Array(designs.prefix(3)), histories)
      try table.printPowers(Array(designs.suffix(2)), max(1, histories / 40))
      return
    }
    let skipped = arguments.count == 4 ? arguments[3] : 0
    try printSizes(designs, histories, replicates, seed, skipping: skipped)
    try printPowers(designs, max(1, histories / 20), replicates, seed)
  }

  static func printSizes(
    _ designs: [Design], _ all: Int, _ replicates: Int, _ seed: UInt64, skipping skipped: Int
  ) throws {
    print("| design | df | test | p ≤ .01 | p ≤ .05 | p ≤ .10 | √n · KS |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (number, design) in designs.enumerated() where number >= skipped {
      let histories = design.sets.count > 100 ? max(1, all / 5) : all
      var generator = SplitMix(state: seed &+ UInt64(number) << 32)
      var values: [[Double]] = [[], [], []]
      var degrees = 0
      for history in 0..<histories {
        let record = try self.record(design, weight: 1, using: &generator)
        let test = try self.test(record, replicates, seed: seed &+ UInt64(history))
        precondition(test.contradictions.isEmpty, "histories of the rule itself")
        degrees = test.degreesOfFreedom
        values[0].append(test.monteCarlo.value)
        values[1].append(test.monteCarlo.randomized(generator.uniform()))
        values[2].append(test.pValueChiSquare)
      }
      for (name, list) in zip(["Monte Carlo", "randomised", "χ²"], values) {
        let shares = [0.01, 0.05, 0.10].map { level in cell(list.count { $0 <= level + 1e-12 }, of: histories) }
        print(
          "| \(design.name) | \(degrees) | \(name) | " + shares.joined(separator: " | ")
            + " | \(hundredths(kolmogorov(list))) |")
      }
      fflush(nil)
    }
  }

  static func printPowers(_ designs: [Design], _ histories: Int, _ replicates: Int, _ seed: UInt64) throws {
    let weights = [1, 1.5, 2, 3, 5, 10]
    print("")
    print("| design | test at 0.05 | " + weights.map { "w = \($0)" }.joined(separator: " | ") + " |")
    print("| --- | --- |" + weights.map { _ in " --- |" }.joined())
    for (number, design) in designs.enumerated() {
      var generator = SplitMix(state: seed &+ UInt64(1_000 + number) << 32)
      var (overall, own): ([String], [String]) = ([], [])
      for weight in weights {
        var found = (0, 0)
        for history in 0..<histories {
          let record = try self.record(design, weight: weight, using: &generator)
          let test = try self.test(record, replicates, seed: seed &+ UInt64(history), testsFirms: true)
          if test.monteCarlo.value < 0.05 { found.0 += 1 }
          if test.firms.contains(where: { $0.firm == 0 && $0.adjusted < 0.05 }) { found.1 += 1 }
        }
        overall.append(cell(found.0, of: histories))
        own.append(cell(found.1, of: histories))
      }
      print("| \(design.name) | all firms | " + overall.joined(separator: " | ") + " |")
      print("| | that firm, adjusted | " + own.joined(separator: " | ") + " |")
      fflush(nil)
    }
  }

  static func test(
    _ register: (TenderRegister, LotteryPolicy), _ replicates: Int, seed: UInt64, testsFirms: Bool = false
  ) throws -> FairnessTest {
    var options = FairnessTest.Options()
    options.replicates = replicates
    options.seed = seed
    options.alpha = 0.05
    options.powerHistories = 0
    options.exactBudget = 0
    options.testsFirms = testsFirms
    return try FairnessTest(DrawRecord(register.0, under: register.1), options: options)
  }

  /// Firm 0 has the weight in every draw in which it takes part.
  static func record(
    _ design: Design, weight: Double, using generator: inout SplitMix
  ) throws -> (TenderRegister, LotteryPolicy) {
    var won: [Int: Set<Int>] = [:]
    var tenders: [Tender] = []
    var groups: [TenderGroup] = []
    for (place, set) in design.sets.enumerated() {
      let left = set.firms.filter { design.policy.cap == nil || !won[set.group, default: []].contains($0) }
      let drawn = left.isEmpty ? set.firms : left
      var rest = generator.uniform() * drawn.reduce(0) { $0 + ($1 == 0 ? weight : 1) }
      let winner =
        drawn.first { firm in
          rest -= firm == 0 ? weight : 1
          return rest < 0
        } ?? drawn[0]
      won[set.group, default: []].insert(winner)
      tenders.append(
        Tender(
          notice: TenderNotice(identifier: "\(place)"),
          bids: set.firms.map { TenderBid(firm: $0, amount: Yen(0), isWinner: $0 == winner) }))
      if groups.last?.identifier == "\(set.group)" {
        groups[groups.count - 1].tenders.append(place)
      } else {
        groups.append(TenderGroup(identifier: "\(set.group)", tenders: [place]))
      }
    }
    let firms = (0..<design.firms).map { Firm(name: "\($0)") }
    return (try TenderRegister(firms: firms, tenders: tenders, groups: groups), design.policy)
  }

  /// Tied sets of a design; firm 0 is in the pool of every other group.
  static func design(
    _ name: String, _ policy: LotteryPolicy, groups: Int, draws: Int, pool: Int, firms: Int
  ) -> Design {
    var generator = SplitMix(state: 42)
    var sets: [(group: Int, firms: [Int])] = []
    for group in 0..<groups {
      var others = Array(1..<firms)
      generator.shuffle(&others)
      let members = (group % 2 == 0 ? [0] : []) + others.prefix(pool - (group % 2 == 0 ? 1 : 0))
      for _ in 0..<draws {
        var tied = members
        generator.shuffle(&tied)
        sets.append((group, Array(tied.prefix(2 + Int(generator.uniform() * Double(pool - 2))))))
      }
    }
    return Design(name: name, policy: policy, sets: sets, firms: firms)
  }

  /// √n times the largest distance from the uniform distribution.
  static func kolmogorov(_ values: [Double]) -> Double {
    let n = Double(values.count)
    let distance = values.sorted().enumerated().reduce(0.0) { largest, item in
      max(largest, item.element - Double(item.offset) / n, Double(item.offset + 1) / n - item.element)
    }
    return distance * n.squareRoot()
  }

  /// A share in percent and its standard error.
  static func cell(_ hits: Int, of count: Int) -> String {
    let share = Double(hits) / Double(count)
    return "\(hundredths(100 * share)) ± \(hundredths(100 * (share * (1 - share) / Double(count)).squareRoot()))"
  }

  static func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

/// The histories' own generator, apart from that of the replicates.
struct SplitMix {
  var state: UInt64

  /// Uniform on the middles of 2^53 parts of (0, 1).
  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return (Double(z >> 11) + 0.5) * 0x1p-53
  }

  mutating func shuffle(_ list: inout [Int]) {
    for place in list.indices.dropFirst().reversed() {
      list.swapAt(place, Int(uniform() * Double(place + 1)))
    }
  }
}
