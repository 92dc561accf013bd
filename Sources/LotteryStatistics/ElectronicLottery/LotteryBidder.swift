import Procurement

/// A tied firm with what an electronic lottery needs of it.
public struct LotteryBidder: Sendable, Hashable {
  /// The firm's name or code (業者).
  public var name: String
  /// How the name is read, in kana (フリガナ).
  public var reading: String?
  /// Its code, where the record has one beside the name (業者コード).
  public var code: String?
  /// The number that it typed, or that of its registered mail (くじ入力番号, 引受番号).
  public var typed: Int?
  /// The number that the record gives as the system's.
  public var system: Int?
  /// The arrival of its bid in milliseconds since 1970-01-01T00:00:00Z.
  public var arrival: Int64?
  /// Whether a rule such as one win a firm (1者1件) excludes it.
  public var isExcluded: Bool
  /// The line of its bid in the source file, from 1; 0 where there is none.
  public var sourceLine: Int

  /// A tied firm.
  public init(
    name: String, reading: String? = nil, code: String? = nil, typed: Int? = nil, system: Int? = nil,
    arrival: Int64? = nil,
    isExcluded: Bool = false, sourceLine: Int = 0
  ) {
    self.name = name
    self.reading = reading
    self.code = code
    self.typed = typed
    self.system = system
    self.arrival = arrival
    self.isExcluded = isExcluded
    self.sourceLine = sourceLine
  }

  /// The bidder of a recorded bid.
  init(_ bid: TenderBid, firm: Firm, isExcluded: Bool = false) {
    self.init(
      name: firm.name, reading: firm.reading, code: firm.code, typed: bid.enteredNumber, system: bid.systemNumber,
      arrival: bid.arrival, isExcluded: isExcluded, sourceLine: bid.sourceLine)
  }
}

/// Why firms cannot draw under a scheme, and which of them.
public struct DrawError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// Nobody is there to draw.
    case noBidder
    /// A number has more digits than the scheme's numbers have.
    case numberOutOfRange(Int, digits: Int)
    /// No number was typed, and the scheme has none for that.
    case missingTyped
    /// No system number, nor an arrival from which it follows, and the scheme has none for that.
    case missingSystem
    /// The scheme orders by arrival and there is none.
    case missingArrival
    /// The scheme adds the milliseconds of the opening, which is not recorded.
    case missingOpening
    /// Two firms arrived at the same time.
    case equalArrivals(with: String)
    /// Two firms have one code or one reading, so that the order is open.
    case equalKeys(with: String)
    /// The name cannot be put into the order of kana without its reading.
    case missingReading
    /// The bids that are added up leave 64 bits.
    case sumTooLarge
    /// The scheme needs codes; there is none, and the name is none.
    case missingCode
  }

  /// What is wrong.
  public var kind: Kind
  /// The firm.
  public var firm: String?
  /// The line of its bid, from 1; 0 where there is none.
  public var line: Int
  /// The tender, where the draw belongs to one.
  public var tender: String?
  /// The scheme's name.
  public var scheme: String

  init(_ kind: Kind, _ bidder: LotteryBidder? = nil, scheme: LotteryScheme) {
    self.kind = kind
    firm = bidder?.name
    line = bidder?.sourceLine ?? 0
    self.scheme = scheme.name
  }
}
