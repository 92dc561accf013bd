/// Puts tied firms into the order of a scheme.
enum SchemeOrder {
  /// The firms in order.
  ///
  /// - Throws: `DrawError` where the order is open.
  /// - Complexity: O(n log n).
  static func ordered(_ bidders: [LotteryBidder], _ scheme: LotteryScheme) throws(DrawError) -> [LotteryBidder] {
    switch scheme.order {
    case .record: return bidders
    case .arrival: return try byArrival(bidders, scheme)
    case .firmCode: return try byCode(bidders, scheme)
    case .name:
      return try byKey(bidders, scheme) { bidder throws(DrawError) in
        guard let key = KanaOrder(bidder.reading ?? bidder.name) else {
          throw DrawError(.missingReading, bidder, scheme: scheme)
        }
        return key
      }
    }
  }

  private static func byArrival(
    _ bidders: [LotteryBidder], _ scheme: LotteryScheme
  ) throws(DrawError) -> [LotteryBidder] {
    let late = bidders.filter { $0.arrival == nil }
    if scheme.missingArrival == .refuse, let first = late.first {
      throw DrawError(.missingArrival, first, scheme: scheme)
    }
    // Equal arrivals keep the order in which they are given: that of the record, or of their codes.
    var given = bidders
    if scheme.equalArrivals == .firmCode {
      let counts = Dictionary(bidders.map { ($0.arrival, 1) }, uniquingKeysWith: +)
      let equal = bidders.filter { $0.arrival != nil && counts[$0.arrival, default: 0] > 1 }
      given = try byCode(equal, scheme) + bidders.filter { $0.arrival == nil || counts[$0.arrival, default: 0] < 2 }
    }
    let timed = given.enumerated().filter { $0.element.arrival != nil }
      .sorted { ($0.element.arrival ?? 0, $0.offset) < ($1.element.arrival ?? 0, $1.offset) }.map(\.element)
    if scheme.equalArrivals == .refuse {
      for (a, b) in zip(timed, timed.dropFirst()) where a.arrival == b.arrival {
        throw DrawError(.equalArrivals(with: a.name), b, scheme: scheme)
      }
    }
    return scheme.missingArrival == .first ? late + timed : timed + late
  }

  /// The firms by their codes: those of the record, or the names where they are codes.
  private static func byCode(
    _ bidders: [LotteryBidder], _ scheme: LotteryScheme
  ) throws(DrawError) -> [LotteryBidder] {
    try byKey(bidders, scheme) { bidder throws(DrawError) in FirmCode(try code(of: bidder, scheme)) }
  }

  /// The code of a firm: that of the record, or its name where it is one.
  static func code(of bidder: LotteryBidder, _ scheme: LotteryScheme) throws(DrawError) -> String {
    let code = bidder.code ?? bidder.name
    guard FirmCode.isCode(code) else { throw DrawError(.missingCode, bidder, scheme: scheme) }
    return code
  }

  private static func byKey<Key: Comparable>(
    _ bidders: [LotteryBidder], _ scheme: LotteryScheme, _ key: (LotteryBidder) throws(DrawError) -> Key
  ) throws(DrawError) -> [LotteryBidder] {
    var keyed: [(key: Key, bidder: LotteryBidder)] = []
    for bidder in bidders { keyed.append((try key(bidder), bidder)) }
    keyed.sort { $0.key < $1.key }
    for (a, b) in zip(keyed, keyed.dropFirst()) where a.key == b.key {
      throw DrawError(.equalKeys(with: a.bidder.name), b.bidder, scheme: scheme)
    }
    return keyed.map(\.bidder)
  }
}

/// A firm's code: of digits compared as a number, else by its characters; numbers come first.
private struct FirmCode: Comparable {
  private let digits: [UInt8]?
  private let text: String

  /// Whether a text may be a code: letters and digits of ASCII with hyphens, one digit at least.
  static func isCode(_ text: String) -> Bool {
    var hasDigit = false
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: hasDigit = true
      case 0x41...0x5A, 0x61...0x7A, 0x2D: break
      default: return false
      }
    }
    return hasDigit
  }

  init(_ name: String) {
    text = name
    let bytes = Array(name.utf8)
    let isNumber = !bytes.isEmpty && bytes.allSatisfy { (0x30...0x39).contains($0) }
    digits = isNumber ? Array(bytes.drop { $0 == 0x30 }) : nil
  }

  static func < (a: FirmCode, b: FirmCode) -> Bool {
    switch (a.digits, b.digits) {
    case (let x?, let y?):
      x.count != y.count ? x.count < y.count : x.lexicographicallyPrecedes(y)
    case (_?, nil): true
    case (nil, _?): false
    case (nil, nil): a.text.unicodeScalars.lexicographicallyPrecedes(b.text.unicodeScalars)
    }
  }

  static func == (a: FirmCode, b: FirmCode) -> Bool {
    a.digits != nil || b.digits != nil ? a.digits == b.digits : a.text == b.text
  }
}
