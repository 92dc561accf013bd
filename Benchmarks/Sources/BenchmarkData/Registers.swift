import LotteryStatistics
import Procurement

extension TenderRegister {
  /// One group of tied sets: every firm of a set bids the same.
  public static func tied(_ sets: [[Int]], firms: Int? = nil) throws -> TenderRegister {
    try TenderRegister(
      firms: (0..<(firms ?? 1 + (sets.joined().max() ?? -1))).map { Firm(name: "F\($0)") },
      tenders: sets.enumerated().map { place, set in
        Tender(
          notice: TenderNotice(identifier: "T\(place)"), bids: set.map { TenderBid(firm: $0, amount: Yen(100)) })
      }, groups: [TenderGroup(identifier: "G", tenders: Array(sets.indices))])
  }

  /// One group in which some of the firms tie in each tender, at random.
  public static func random(tenders: Int, tied: Int, of firms: Int, seed: UInt64 = 1) throws -> TenderRegister {
    var generator = SplitMix(state: seed)
    let sets = (0..<tenders).map { _ -> [Int] in
      var all = Array(0..<firms)
      generator.shuffle(&all)
      return all.prefix(tied).sorted()
    }
    return try .tied(sets, firms: firms)
  }
}

/// A generator of its own, apart from that of the simulations.
public struct SplitMix: Sendable {
  var state: UInt64

  /// A generator with a seed.
  public init(state: UInt64) { self.state = state }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Shuffles some numbers; the bias of a remainder of 64 bits does not matter here.
  public mutating func shuffle(_ numbers: inout [Int]) {
    for place in stride(from: numbers.count - 1, to: 0, by: -1) {
      numbers.swapAt(place, Int(next() % UInt64(place + 1)))
    }
  }
}
