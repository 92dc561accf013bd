import BigInt
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite("Law of an electronic lottery")
struct DrawDistributionTests {
  private static let free = FirmNumbers(system: .uniform)
  private static let known = FirmNumbers()

  private static func law(_ scheme: LotteryScheme, firms: Int, uniform: Int) -> DrawDistribution {
    let numbers = (0..<firms).map { $0 < uniform ? free : known }
    return DrawDistribution(scheme, numbers)
  }

  @Test("total variation at N = 30: 6.7e-3, 4.5e-5, 3.7e-7 with one, two, three uniform numbers")
  func reference() {
    for (uniform, expected) in [(1, 6.7e-3), (2, 4.5e-5), (3, 3.7e-7)] {
      let distance = Self.law(.random, firms: 30, uniform: uniform).totalVariation
      #expect(abs(distance - expected) < 0.02 * expected, "\(uniform): \(distance)")
    }
  }

  @Test("and to twelve digits as whole numbers give them", arguments: [2, 3, 7, 30, 61, 183, 200])
  func exact(_ firms: Int) {
    var counts = [BigInt](repeating: 0, count: firms)
    counts[0] = 1
    var total = BigInt(1)
    for uniform in 1...4 {
      var next = [BigInt](repeating: 0, count: firms)
      let residues = (0..<firms).map { BigInt((999 - $0) / firms + 1) }
      for (sum, count) in counts.enumerated() {
        for (residue, ways) in residues.enumerated() { next[(sum + residue) % firms] += count * ways }
      }
      (counts, total) = (next, total * 1_000)
      let deviation = counts.reduce(BigInt(0)) { $0 + abs($1 * BigInt(firms) - total) }
      let expected = Self.quotient(deviation, 2 * BigInt(firms) * total)
      let distance = Self.law(.random, firms: firms, uniform: min(uniform, firms)).totalVariation
      if uniform <= firms {
        #expect(abs(distance - expected) <= 1e-12 * expected, "\(uniform): \(distance) \(expected)")
      }
    }
  }

  @Test("高知県: 6.7e-3 at N = 30 however many numbers; the worst N to 200 is 183 with 0.0455")
  func kochi() {
    for uniform in [1, 2, 3, 30] {
      let distance = Self.law(.millisecondsCut, firms: 30, uniform: uniform).totalVariation
      #expect(abs(distance - 10.0 * 20 / 30_000) < 1e-15, "\(uniform): \(distance)")
    }
    var worst = (firms: 0, distance: 0.0)
    for firms in 2...200 {
      let distance = Self.law(.millisecondsCut, firms: firms, uniform: 2).totalVariation
      let rest = 1_000 % firms
      #expect(abs(distance - Double(rest * (firms - rest)) / Double(1_000 * firms)) < 1e-14)
      if distance > worst.distance { worst = (firms, distance) }
    }
    #expect(worst.firms == 183)
    #expect(abs(worst.distance - 0.0455) < 5e-5)
  }

  @Test(
    "uniform, exactly, where N divides 1,000 and one number is uniform", arguments: [2, 4, 5, 8, 10, 20, 40, 125, 200])
  func divisors(_ firms: Int) {
    #expect(Self.law(.random, firms: firms, uniform: 1).totalVariation == 0)
    #expect(Self.law(.millisecondsCut, firms: firms, uniform: 1).totalVariation < 1e-14)
  }

  @Test("without the cut of each number, where N divides 1,000, nothing changes")
  func cutOfNumbers() {
    let typed = NumberDistribution(weights: [0, 3, 1, 0, 0, 8]) ?? .uniform
    let system = NumberDistribution(weights: Array(repeating: 0, count: 997) + [2, 5, 1]) ?? .uniform
    var uncut = LotteryScheme.random
    uncut.cutsNumbers = false
    for firms in [4, 5, 7] {
      let numbers = (0..<firms).map { _ in FirmNumbers(typed: typed, system: system) }
      let (with, without) = (DrawDistribution(.random, numbers), DrawDistribution(uncut, numbers))
      let moved = zip(with.chances, without.chances).contains { abs($0 - $1) > 1e-6 }
      #expect(moved == !1_000.isMultiple(of: firms))
    }
  }

  /// Every combination of a few numbers a firm, drawn one by one: what the law says for any scheme.
  @Test("all combinations of numbers give the law of one and of two places", arguments: 0..<24)
  func enumeration(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let firms = Int.random(in: 2...5, using: &random)
    var scheme = LotteryScheme.random
    scheme.succession = Succession.allCases[seed % 3]
    scheme.cutsSum = seed / 3 % 4 == 1
    scheme.cutsNumbers = seed / 6 % 2 == 0
    scheme.winningNumber = WinningNumber.allCases[seed / 6 % 3]
    scheme.firstNumber = seed % 2
    // Two kinds of firms, so that a shared distribution and one of its own both occur.
    let kinds = (0..<2).map { _ in
      FirmNumbers(typed: Self.few(using: &random), system: Self.few(using: &random))
    }
    let numbers = (0..<firms).map { _ in kinds[Int.random(in: 0...1, using: &random)] }
    let added = Self.few(using: &random)
    let law = DrawDistribution(scheme, numbers, added: added)
    var pairs = [[Double]](repeating: Array(repeating: 0, count: firms), count: firms)
    func enumerate(_ k: [Int], _ probability: Double) {
      guard k.count < firms else {
        for (extra, chance) in added.probabilities.enumerated() where chance > 0 {
          let ranking = ElectronicDraw.places(k, added: extra, scheme).ranking
          pairs[ranking[0]][ranking[1]] += probability * chance
        }
        return
      }
      for (typed, first) in numbers[k.count].typed.probabilities.enumerated() where first > 0 {
        for (system, second) in numbers[k.count].system.probabilities.enumerated() where second > 0 {
          enumerate(k + [scheme.determined(typed: typed, system: system)], probability * first * second)
        }
      }
    }
    enumerate([], 1)
    let computed = law.firstTwo()
    for winner in 0..<firms {
      let chance = pairs[winner].reduce(0, +)
      #expect(abs(law.chances[winner] - chance) < 1e-13)
      for second in 0..<firms { #expect(abs(computed[winner][second] - pairs[winner][second]) < 1e-13) }
    }
  }

  @Test("a uniform winner is no uniform ranking: cyclic places give N of N(N − 1) pairs")
  func ranking() {
    let law = Self.law(.random, firms: 5, uniform: 1)
    #expect(law.totalVariation == 0)
    #expect(abs(law.firstTwoTotalVariation() - 0.75) < 1e-12)
    // Computed again, two uniform numbers beside the winner's make it nearly so.
    var scheme = LotteryScheme.random
    scheme.succession = .recompute
    #expect(Self.law(scheme, firms: 5, uniform: 5).firstTwoTotalVariation() < 1e-4)
  }

  @Test("who chooses a number against m unknown ones", arguments: [(0, 1.0), (1, 0.034), (2, 0.033_4)])
  func choice(_ unknown: Int, _ expected: Double) {
    let numbers = (0..<30).map { $0 < unknown ? Self.free : Self.known }
    let choice = DrawDistribution(.random, numbers).bestChoice(at: 29)
    #expect(abs(choice.chance - expected) < 1e-4, "\(choice)")
    // What is promised is what typing the number brings.
    var typed = numbers
    typed[29] = FirmNumbers(typed: .certain(choice.number))
    #expect(abs(DrawDistribution(.random, typed).chances[29] - choice.chance) < 1e-12)
  }

  @Test("who chooses a number gains nothing where the system adds an unknown one")
  func choiceWithSystem() {
    let numbers = (0..<7).map { _ in Self.known }
    let choice = DrawDistribution(.random, numbers).bestChoice(at: 3, system: .uniform)
    #expect(abs(choice.chance - 143.0 / 1_000) < 1e-12)
    let sum = DrawDistribution(.millisecondsCut, numbers).bestChoice(at: 0)
    #expect(sum.chance > 1 - 1e-12)
  }

  @Test("weights that make no distribution are refused")
  func weights() {
    #expect(NumberDistribution(weights: []) == nil)
    #expect(NumberDistribution(weights: [0, 0]) == nil)
    #expect(NumberDistribution(weights: [1, -1]) == nil)
    #expect(NumberDistribution(weights: [NumberDistribution.totalLimit, 1]) == nil)
    #expect(NumberDistribution(weights: [.max, .max]) == nil)
    #expect(NumberDistribution(weights: [NumberDistribution.totalLimit]) != nil)
  }

  private static func few(using random: inout SplitMix64) -> NumberDistribution {
    var weights = [Int64](repeating: 0, count: 1_000)
    for _ in 0..<2 { weights[Int.random(in: 0...999, using: &random)] += Int64.random(in: 1...5, using: &random) }
    return NumberDistribution(weights: weights) ?? .uniform
  }

  /// A quotient of large whole numbers to double precision.
  private static func quotient(_ numerator: BigInt, _ denominator: BigInt) -> Double {
    let scale = BigInt(10).power(40)
    guard let scaled = Double("\(numerator * scale / denominator)") else { return .nan }
    return scaled / 1e40
  }
}
