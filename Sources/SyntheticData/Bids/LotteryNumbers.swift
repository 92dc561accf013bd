import CounterRandom

/// Where the system's number of an electronic lottery (電子くじ) comes from; the winner is Σk mod N in the order of
/// arrival in all of them, k = (typed + system number) mod 1000.
public enum LotteryNumbers: String, CaseIterable, Sendable {
  /// The last three digits of the second of arrival in Unix time.
  case coreSeconds = "core-seconds"
  /// The milliseconds of arrival.
  case milliseconds
  /// Three random digits.
  case random

  /// The system's number for an arrival in milliseconds since 1970-01-01T00:00:00Z.
  func systemNumber(arrival: Int64, _ words: inout DrawStream) -> Int {
    switch self {
    case .coreSeconds: Int(arrival / 1_000 % 1_000)
    case .milliseconds: Int(arrival % 1_000)
    case .random: words.next(below: 1_000)
    }
  }
}

/// The numbers and the winner of one tender.
struct LotteryDraw: Sendable {
  /// By bid: the number typed, the system's number, the arrival in milliseconds since 1970-01-01T00:00:00Z.
  var entered: [Int] = []
  var system: [Int] = []
  var arrival: [Int64] = []
  /// The bid that wins, nil without a valid one.
  var winner: Int?

  /// Every twentieth firm of the roster is favoured where bias is planted.
  static func isFavoured(_ firm: Int) -> Bool { firm.isMultiple(of: 20) }

  /// Draws numbers for all bids and the winner among the lowest valid ones.
  ///
  /// - Parameters:
  ///   - openingMidnight: the beginning of the day of opening in Japan, in milliseconds since 1970-01-01T00:00:00Z.
  init(_ tender: TenderWithBids, _ recipe: BidRecipe, scheme: LotteryNumbers, number: Int, openingMidnight: Int64) {
    var words = SyntheticStreams.bidNumbers.words(seed: recipe.seed, number)
    for _ in tender.bids {
      // Bids arrive on the three days before the opening, from 9:00 to 17:00.
      let day = Int64(words.next(in: 1...3)) * 86_400_000
      var time = openingMidnight - day + 32_400_000 + Int64(words.next(below: 28_800_000))
      while arrival.contains(time) { time += 1 }
      arrival.append(time)
      system.append(scheme.systemNumber(arrival: time, &words))
      entered.append(words.next(below: 1_000))
    }
    let tied = tender.lowest.sorted { arrival[$0] < arrival[$1] }
    guard tied.count > 1 else {
      winner = tied.first
      return
    }
    if recipe.biasPerMille > 0, let place = tied.firstIndex(where: { Self.isFavoured(tender.bids[$0].firm) }),
      words.happens(perMille: recipe.biasPerMille)
    {
      plant(place, among: tied)
    }
    winner = tied[tied.reduce(0) { $0 + k($1) } % tied.count]
  }

  private func k(_ bid: Int) -> Int { (entered[bid] + system[bid]) % 1_000 }

  /// Gives a favoured bid the least change of its typed number that lets it win, so that the record stays in order.
  private mutating func plant(_ place: Int, among tied: [Int]) {
    let favoured = tied[place]
    let others = tied.reduce(0) { $0 + ($1 == favoured ? 0 : k($1)) }
    // Behind 999 comes 000, which may break the sequence of remainders once.
    for _ in 0..<2 * tied.count {
      if (others + k(favoured)) % tied.count == place { return }
      entered[favoured] = (entered[favoured] + 1) % 1_000
    }
  }
}
