/// An electronic lottery (電子くじ) worked out: numbers, sum, remainder, and the whole ranking with its steps.
public struct ElectronicDraw: Sendable, Hashable {
  /// A firm with its determined number.
  public struct Entry: Sendable, Hashable {
    /// The firm.
    public var bidder: LotteryBidder
    /// The typed number as it counts; nil where the scheme has none.
    public var typed: Int?
    /// The system number as it counts; nil where the scheme has none.
    public var system: Int?
    /// Whether the typed number stands in for one that is missing.
    public var typedIsDefault: Bool
    /// Whether the system number stands in for one that is missing.
    public var systemIsDefault: Bool
    /// The determined number k (くじ番号).
    public var k: Int
    /// What the arrival makes of the system number where the record gives another; nil where they agree.
    public var systemOfArrival: Int?

    /// Whether a number stands in for one that is missing.
    public var usesDefault: Bool { typedIsDefault || systemIsDefault }
  }

  /// One division: how one place was found.
  public struct Step: Sendable, Hashable {
    /// The firms still there, positions in `entries`, in their order.
    public var remaining: [Int]
    /// The sum of the numbers that count, with the milliseconds of the opening where they are added.
    public var sum: Int
    /// The sum as it is divided: cut to three digits where the scheme does so.
    public var dividend: Int
    /// The remainder of the division by the number of firms.
    public var remainder: Int
    /// The number that gets the place, from the scheme's first number.
    public var number: Int
    /// The firm that gets the place, a position in `entries`.
    public var chosen: Int
  }

  /// The scheme.
  public let scheme: LotteryScheme
  /// The firms that draw, in the order of the scheme.
  public let entries: [Entry]
  /// Excluded firms that left before the draw.
  public let excluded: [LotteryBidder]
  /// The milliseconds of the opening that are added; 0 where the scheme adds none.
  public let openingMilliseconds: Int
  /// The divisions: one for each place, or the first alone where the rest follow around the order.
  public let steps: [Step]
  /// The firms from the first place to the last, positions in `entries`.
  public let ranking: [Int]
  /// The first firm of the ranking that is not excluded, a position in `entries`.
  public let winner: Int

  /// The sum of all numbers that count.
  public var sum: Int { steps[0].sum }
  /// The remainder that decides the first place.
  public var remainder: Int { steps[0].remainder }

  /// Works out a draw among tied firms.
  ///
  /// - Parameters:
  ///   - bidders: the tied firms in the order of the record. Where all of them are excluded nobody is.
  ///   - scheme: the rule.
  ///   - openingTime: the opening in milliseconds since 1970-01-01T00:00:00Z, where known.
  /// - Throws: `DrawError` where the scheme and the record leave the draw open.
  /// - Complexity: O(n²) for n firms.
  public init(_ bidders: [LotteryBidder], scheme: LotteryScheme, openingTime: Int64? = nil) throws(DrawError) {
    let isWaived = bidders.allSatisfy(\.isExcluded)
    let leaves = scheme.exclusion == .renumber && !isWaived
    let drawing = leaves ? bidders.filter { !$0.isExcluded } : bidders
    guard !drawing.isEmpty else { throw DrawError(.noBidder, scheme: scheme) }
    if scheme.addsOpeningMilliseconds {
      guard let openingTime else { throw DrawError(.missingOpening, scheme: scheme) }
      openingMilliseconds = ArrivalNumber.milliseconds(openingTime)
    } else {
      openingMilliseconds = 0
    }
    var entries: [Entry] = []
    for bidder in try SchemeOrder.ordered(drawing, scheme) { entries.append(try Self.entry(bidder, scheme)) }
    (steps, ranking) = Self.places(entries.map(\.k), added: openingMilliseconds, scheme)
    winner = ranking.first { isWaived || !entries[$0].bidder.isExcluded } ?? ranking[0]
    excluded = leaves ? bidders.filter(\.isExcluded) : []
    self.entries = entries
    self.scheme = scheme
  }

  private static func entry(_ bidder: LotteryBidder, _ scheme: LotteryScheme) throws(DrawError) -> Entry {
    var entry = Entry(
      bidder: bidder, typed: nil, system: nil, typedIsDefault: false, systemIsDefault: false, k: 0,
      systemOfArrival: nil)
    if scheme.usesTypedNumber {
      guard let typed = bidder.typed ?? scheme.missingTyped.value else {
        throw DrawError(.missingTyped, bidder, scheme: scheme)
      }
      entry.typed = try inRange(typed, bidder, scheme)
      entry.typedIsDefault = bidder.typed == nil
    }
    if scheme.systemNumber != .none {
      let derived = bidder.arrival.flatMap { ArrivalNumber.number(scheme.systemNumber, arrival: $0) }
      // What the record says was drawn with goes before what follows from an arrival that may be printed coarsely.
      guard let system = bidder.system ?? derived ?? scheme.missingSystem.value else {
        throw DrawError(.missingSystem, bidder, scheme: scheme)
      }
      entry.system = try inRange(system, bidder, scheme)
      entry.systemIsDefault = bidder.system == nil && derived == nil
      // An arrival printed to the second says nothing about milliseconds.
      let isCoarse = scheme.systemNumber == .milliseconds && derived == 0
      if let derived, derived != system, !isCoarse { entry.systemOfArrival = derived }
    }
    entry.k = scheme.determined(typed: entry.typed ?? 0, system: entry.system ?? 0)
    return entry
  }

  private static func inRange(
    _ number: Int, _ bidder: LotteryBidder, _ scheme: LotteryScheme
  ) throws(DrawError) -> Int {
    guard (0..<scheme.numberLimit).contains(number) else {
      throw DrawError(.numberOutOfRange(number, digits: scheme.numberDigits), bidder, scheme: scheme)
    }
    return number
  }

  /// The divisions and the ranking that follow from determined numbers.
  static func places(_ numbers: [Int], added: Int, _ scheme: LotteryScheme) -> (steps: [Step], ranking: [Int]) {
    var remaining = Array(numbers.indices)
    var sum = numbers.reduce(added, +)
    var steps: [Step] = []
    var ranking: [Int] = []
    while !remaining.isEmpty {
      let remainder = scheme.dividend(sum) % remaining.count
      let place = scheme.winner(sum: sum, count: remaining.count)
      let chosen = remaining[place]
      steps.append(
        Step(
          remaining: remaining, sum: sum, dividend: scheme.dividend(sum), remainder: remainder,
          number: place + scheme.firstNumber, chosen: chosen))
      if scheme.succession == .cyclic {
        ranking = Array(remaining[place...] + remaining[..<place])
        break
      }
      ranking.append(chosen)
      remaining.remove(at: place)
      if scheme.succession == .recompute { sum -= numbers[chosen] }
    }
    return (steps, ranking)
  }
}
