/// A bid as part of a tender; the firm is an index into the register that holds the tender.
///
/// A register holds all its bids, so that each takes 48 bytes: what may be absent is kept as numbers that nobody writes.
public struct TenderBid: Hashable, Sendable {
  private var firmPosition: Int32
  /// Whether the bid takes part, before ceiling and floor.
  public var status: BidStatus
  /// Whether the record names this bid as the winner, nil where it does not say.
  public var isWinner: Bool?
  /// The decimals of the technical points, -1 without points.
  private var decimals: Int8 = -1
  /// The number typed: its bits from the 32nd on, and those below; all set where there is none.
  private var enteredHigh = UInt8.max
  private var units: Int64 = 0
  private var entered = UInt32.max
  private var system = Int32.min
  private var price = Int64.min
  private var time = Int64.min
  /// The line of the source file on which the record begins, from 1; 0 where there is no file.
  public var sourceLine: Int

  /// A bid of a firm.
  public init(
    firm: Int, amount: Yen?, status: BidStatus = .valid, technicalPoints: FixedPoint? = nil,
    isWinner: Bool? = nil, enteredNumber: Int? = nil, systemNumber: Int? = nil, arrival: Int64? = nil,
    sourceLine: Int = 0
  ) {
    firmPosition = Int32(firm)
    self.status = status
    self.isWinner = isWinner
    self.sourceLine = sourceLine
    self.amount = amount
    self.technicalPoints = technicalPoints
    self.enteredNumber = enteredNumber
    self.systemNumber = systemNumber
    self.arrival = arrival
  }

  /// The bidder, an index into the register's firms.
  public var firm: Int {
    get { Int(firmPosition) }
    set { firmPosition = Int32(newValue) }
  }

  /// The bid in yen, nil where none was made.
  public var amount: Yen? {
    get { Self.value(price).map(Yen.init) }
    set { price = Self.stored(newValue?.value) }
  }

  /// The technical points of a scored tender.
  public var technicalPoints: FixedPoint? {
    get { decimals < 0 ? nil : FixedPoint(units: units, decimals: Int(decimals)) }
    set { (units, decimals) = newValue.map { ($0.units, Int8($0.decimals)) } ?? (0, -1) }
  }

  /// The number typed by the bidder for an electronic lottery, or that of its registered mail: up to eleven digits.
  public var enteredNumber: Int? {
    get { enteredHigh == .max && entered == .max ? nil : Int(enteredHigh) << 32 | Int(entered) }
    set {
      precondition((0..<(1 << 40) - 1).contains(newValue ?? 0), "a number of at most twelve digits")
      entered = newValue.map { UInt32(truncatingIfNeeded: $0) } ?? .max
      enteredHigh = newValue.map { UInt8($0 >> 32) } ?? .max
    }
  }

  /// The number that the system added.
  public var systemNumber: Int? {
    get { Self.value(system).map(Int.init) }
    set { system = Self.stored(newValue.map(Int32.init)) }
  }

  /// The arrival in milliseconds since 1970-01-01T00:00:00Z.
  public var arrival: Int64? {
    get { Self.value(time) }
    set { time = Self.stored(newValue) }
  }

  private static func value<Number: FixedWidthInteger>(_ number: Number) -> Number? { number == .min ? nil : number }

  private static func stored<Number: FixedWidthInteger>(_ number: Number?) -> Number {
    precondition(number != .min, "the least integer is no number of a bid")
    return number ?? .min
  }
}
