/// An equilibrium in which firms enter with probabilities, for small games that may have no pure one.
///
/// It is the end of the path of logit equilibria (McKelvey and Palfrey 1995): firms choose in proportion to exp(λ · payoff), from λ = 0,
/// where all choices are alike, to large λ, where only best replies are left; the path is followed by arc length, as it may turn
/// back (Turocy 2005). At its end the indifference of the choices that are left is solved by Newton's method. Whatever way led there, the
/// regret says how good it is.
public struct MixedEquilibrium: Sendable, Hashable {
  /// The probability of each way to enter, firm by firm; firms stand type by type.
  public let strategies: [[Double]]
  /// The most that any firm gains by another entry, the others' probabilities given.
  public let regret: Double
  /// The expected number of firms that enter each tender.
  public let bidders: [Double]
  /// The probability of an award, tender by tender.
  public let awards: [Double]

  /// The most profiles that are gone through: four firms with eight ways each.
  public static let profileLimit = 4_096

  /// The equilibrium of a game; nil where it has more profiles than `profileLimit`, or no firms.
  ///
  /// - Complexity: O(profiles × firms²) a step, some hundred steps, of the profiles without entries that another one always beats.
  public init?(_ game: EntryGame) {
    guard let table = ProfileTable(game) else { return nil }
    let payoffs = MixedPayoffs(table)
    var path = LogitPath(payoffs, cost: max(game.smallestCost, 1e-9))
    path.follow()
    let end = table.expanded(path.strategies, payoffs.choices)
    let polished = SupportSolution(payoffs, near: path.strategies).strategies.flatMap { found -> [[Double]]? in
      let whole = table.expanded(found, payoffs.choices)
      return table.regret(whole) <= table.regret(end) ? whole : nil
    }
    strategies = polished ?? end
    regret = table.regret(strategies)
    (bidders, awards) = table.expected(strategies)
  }
}

/// What every firm gets in every profile of a small game.
struct ProfileTable {
  let firms: Int
  /// How many ways there are to enter.
  let ways: Int
  private let tenders: Int
  /// Of each firm, by profile; a profile's number has the way of firm 0 as its lowest digit.
  let payoffs: [[Double]]
  private let awards: [[Double]]

  init?(_ game: EntryGame) {
    let types = game.types.enumerated().flatMap { type, own in [Int](repeating: type, count: own.count) }
    let ways = game.strategyCount
    let count = types.reduce(1.0) { product, _ in product * Double(ways) }
    guard !types.isEmpty, count <= Double(MixedEquilibrium.profileLimit) else { return nil }
    var board = EntryBoard(game)
    var payoffs = [[Double]](repeating: [], count: types.count)
    var awards: [[Double]] = []
    for profile in 0..<Int(count) {
      var counts = [[Int: Int]](repeating: [:], count: game.types.count)
      var rest = profile
      var masks: [Int] = []
      for type in types {
        masks.append(rest % ways)
        counts[type][rest % ways, default: 0] += 1
        rest /= ways
      }
      let entries = EntryProfile(counts)
      awards.append(board.outcome(of: entries).awards)
      for (firm, type) in types.enumerated() {
        payoffs[firm].append(board.payoff(type: type, mask: masks[firm], in: entries))
      }
    }
    (firms, self.ways, tenders) = (types.count, ways, game.tenders.count)
    (self.payoffs, self.awards) = (payoffs, awards)
  }

  /// Probabilities of some ways as probabilities of all.
  func expanded(_ strategies: [[Double]], _ choices: [[Int]]) -> [[Double]] {
    zip(strategies, choices).map { own, ways in
      var whole = [Double](repeating: 0, count: self.ways)
      for (probability, way) in zip(own, ways) { whole[way] = probability }
      return whole
    }
  }

  /// The most that any firm gains by another way to enter.
  func regret(_ strategies: [[Double]]) -> Double {
    var values = [[Double]](repeating: [Double](repeating: 0, count: ways), count: firms)
    for profile in payoffs[0].indices {
      var rest = profile
      let digits = (0..<firms).map { _ -> Int in
        defer { rest /= ways }
        return rest % ways
      }
      // Of profiles that two firms or more never play nothing is added anywhere.
      guard (0..<firms).count(where: { strategies[$0][digits[$0]] == 0 }) < 2 else { continue }
      for firm in 0..<firms {
        var mass = 1.0
        for other in 0..<firms where other != firm { mass *= strategies[other][digits[other]] }
        values[firm][digits[firm]] += payoffs[firm][profile] * mass
      }
    }
    var most = 0.0
    for firm in 0..<firms {
      let own = zip(values[firm], strategies[firm]).reduce(0.0) { $0 + $1.0 * $1.1 }
      most = max(most, (values[firm].max() ?? 0) - own)
    }
    return most
  }

  /// The expected bidders and awards of each tender.
  func expected(_ strategies: [[Double]]) -> (bidders: [Double], awards: [Double]) {
    let bidders = (0..<tenders).map { tender in
      strategies.reduce(0.0) { sum, own in
        sum + own.indices.reduce(0.0) { $0 + ($1 >> tender & 1 == 1 ? own[$1] : 0) }
      }
    }
    var expected = [Double](repeating: 0, count: tenders)
    for (profile, own) in awards.enumerated() {
      var (rest, mass) = (profile, 1.0)
      for firm in 0..<firms {
        mass *= strategies[firm][rest % ways]
        rest /= ways
      }
      for tender in 0..<tenders { expected[tender] += mass * own[tender] }
    }
    return (bidders, expected)
  }
}

/// A small game without the ways to enter that another one beats whatever the others do.
struct MixedPayoffs {
  /// The ways that are left to each firm.
  let choices: [[Int]]
  /// The place of each firm's choice, by profile of what is left.
  private let digits: [[Int]]
  /// Of each firm, by profile.
  private let payoffs: [[Double]]
  /// The largest difference of payoffs: the unit of λ.
  let scale: Double

  var firms: Int { choices.count }

  init(_ table: ProfileTable) {
    var left = [[Int]](repeating: Array(0..<table.ways), count: table.firms)
    var powers = [1]
    for _ in 1..<max(2, table.firms) { powers.append(powers[powers.count - 1] * table.ways) }
    /// The numbers of all profiles in which one firm takes way 0 and the others what is left to them.
    func others(of firm: Int) -> [Int] {
      var numbers = [0]
      for other in 0..<table.firms where other != firm {
        numbers = numbers.flatMap { number in left[other].map { number + $0 * powers[other] } }
      }
      return numbers
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for firm in 0..<table.firms {
        let around = others(of: firm)
        let own = table.payoffs[firm]
        let kept = left[firm].filter { way in
          !left[firm].contains { better in
            better != way && around.allSatisfy { own[$0 + better * powers[firm]] > own[$0 + way * powers[firm]] }
          }
        }
        if kept.count < left[firm].count { (left[firm], hasChanged) = (kept, true) }
      }
    }
    choices = left
    var digits: [[Int]] = [[]]
    for own in left { digits = digits.flatMap { head in own.indices.map { head + [$0] } } }
    let numbers = digits.map { places in
      places.enumerated().reduce(0) { $0 + left[$1.offset][$1.element] * powers[$1.offset] }
    }
    self.digits = digits
    payoffs = table.payoffs.map { own in numbers.map { own[$0] } }
    let all = payoffs.flatMap(\.self)
    scale = max((all.max() ?? 0) - (all.min() ?? 0), 1e-12)
  }

  /// The expected payoff of each choice of each firm, and its derivatives by the others' probabilities.
  ///
  /// - Returns: `values[firm][choice]`, and `slopes[firm][choice][other firm][its choice]`.
  func expectations(_ strategies: [[Double]]) -> (values: [[Double]], slopes: [[[[Double]]]]) {
    let count = firms
    var values = choices.map { [Double](repeating: 0, count: $0.count) }
    let row = values
    var slopes = choices.map { own in own.map { _ in row } }
    var chances = [Double](repeating: 0, count: count)
    for (profile, places) in digits.enumerated() {
      for firm in 0..<count { chances[firm] = strategies[firm][places[firm]] }
      for firm in 0..<count {
        let payoff = payoffs[firm][profile]
        var all = payoff
        for other in 0..<count where other != firm {
          all *= chances[other]
          var rest = payoff
          for third in 0..<count where third != firm && third != other { rest *= chances[third] }
          slopes[firm][places[firm]][other][places[other]] += rest
        }
        values[firm][places[firm]] += all
      }
    }
    return (values, slopes)
  }
}
