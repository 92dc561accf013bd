/// What a batch of bids says of bidders and their offers beyond who offered what for which tender.
///
/// A column has a row for every bid, or none at all where no bid says anything in it.
public struct BidDetails: Sendable {
  /// How the bidder's name is read, in kana.
  public private(set) var firmReadings = TextColumn()
  /// The bidder's code.
  public private(set) var firmCodes = TextColumn()
  /// The ward of the bidder.
  public private(set) var firmWards = TextColumn()
  /// The subjective points of the bidder.
  public private(set) var points: [Int?] = []
  /// The members of the joint venture, joined by `|`; absent for a firm alone.
  public private(set) var members = TextColumn()
  /// Whether the record names the bid as the winner.
  public private(set) var winners: [Bool?] = []
  /// The round from which each price is, 0 where the record knows no rounds.
  public private(set) var rounds: [UInt8] = []
  /// The price of the first round, where there was a further one.
  public private(set) var firstPrices: [Int64?] = []
  /// The number typed by the bidder.
  public private(set) var enteredNumbers: [Int?] = []
  /// The number that the system added.
  public private(set) var systemNumbers: [Int?] = []
  /// The arrival in milliseconds since 1970-01-01T00:00:00Z.
  public private(set) var arrivals: [Int64?] = []

  /// The details of no bid.
  init() {}

  /// Who won, in which round, and no more.
  package init(winners: [Bool?], rounds: [UInt8]) { (self.winners, self.rounds) = (winners, rounds) }

  /// Details in columns; each has as many rows as there are bids, or none.
  package init(
    firmReadings: TextColumn, firmCodes: TextColumn, firmWards: TextColumn, points: [Int?], members: TextColumn,
    winners: [Bool?], rounds: [UInt8] = [], firstPrices: [Int64?] = [],
    enteredNumbers: [Int?], systemNumbers: [Int?], arrivals: [Int64?]
  ) {
    (self.rounds, self.firstPrices) = (rounds, firstPrices)
    (self.firmReadings, self.firmCodes, self.firmWards, self.points) = (firmReadings, firmCodes, firmWards, points)
    (self.members, self.winners, self.arrivals) = (members, winners, arrivals)
    (self.enteredNumbers, self.systemNumbers) = (enteredNumbers, systemNumbers)
  }

  mutating func append(_ bid: Bid) {
    firmReadings.append(bid.firmReading)
    firmCodes.append(bid.firmCode)
    firmWards.append(bid.firmWard)
    points.append(bid.points)
    members.append(bid.members.isEmpty ? nil : bid.members.joined(separator: "|"))
    winners.append(bid.isWinner)
    rounds.append(UInt8(clamping: bid.round ?? 0))
    firstPrices.append(bid.firstPrice?.value)
    enteredNumbers.append(bid.enteredNumber)
    systemNumbers.append(bid.systemNumber)
    arrivals.append(bid.arrival)
  }

  /// The details of some bids.
  func rows(_ range: Range<Int>) -> BidDetails {
    func part<Value>(_ column: [Value]) -> [Value] { column.isEmpty ? [] : Array(column[range]) }
    func part(_ column: TextColumn) -> TextColumn { TextColumn(codes: part(column.codes), values: column.values) }
    return BidDetails(
      firmReadings: part(firmReadings), firmCodes: part(firmCodes), firmWards: part(firmWards), points: part(points),
      members: part(members), winners: part(winners), rounds: part(rounds), firstPrices: part(firstPrices),
      enteredNumbers: part(enteredNumbers),
      systemNumbers: part(systemNumbers),
      arrivals: part(arrivals))
  }

  /// Sets what is known of a row in a view of it.
  func complete(_ bid: inout Bid, _ row: Int) {
    bid.firmReading = text(firmReadings, row)
    bid.firmCode = text(firmCodes, row)
    bid.firmWard = text(firmWards, row)
    bid.points = points(of: row)
    bid.members = members(of: row)
    bid.isWinner = isWinner(row)
    bid.round = rounds.isEmpty || rounds[row] == 0 ? nil : Int(rounds[row])
    bid.firstPrice = firstPrices.isEmpty ? nil : firstPrices[row].map(Yen.init)
    bid.enteredNumber = enteredNumbers.isEmpty ? nil : enteredNumbers[row]
    bid.systemNumber = systemNumbers.isEmpty ? nil : systemNumbers[row]
    bid.arrival = arrivals.isEmpty ? nil : arrivals[row]
  }

  /// Sets what a firm leaves open and a row's bid tells of it.
  ///
  /// - Complexity: O(1) where nothing is new.
  public func complete(_ firm: inout Firm, _ row: Int) {
    if firm.reading == nil, let reading = text(firmReadings, row) { firm.reading = reading }
    if firm.code == nil, let code = text(firmCodes, row) { firm.code = code }
    if firm.ward == nil, let ward = text(firmWards, row) { firm.ward = ward }
    if firm.points == nil, let points = points(of: row) { firm.points = points }
    if firm.members.isEmpty, !members.codes.isEmpty { firm.members = members(of: row) }
  }

  /// Sets what a row says of the offer itself.
  public func complete(_ bid: inout TenderBid, _ row: Int) {
    bid.isWinner = isWinner(row)
    bid.enteredNumber = enteredNumbers.isEmpty ? nil : enteredNumbers[row]
    bid.systemNumber = systemNumbers.isEmpty ? nil : systemNumbers[row]
    bid.arrival = arrivals.isEmpty ? nil : arrivals[row]
  }

  private func text(_ column: TextColumn, _ row: Int) -> String? { column.codes.isEmpty ? nil : column[row] }
  private func points(of row: Int) -> Int? { points.isEmpty ? nil : points[row] }
  private func isWinner(_ row: Int) -> Bool? { winners.isEmpty ? nil : winners[row] }

  private func members(of row: Int) -> [String] {
    text(members, row)?.split(separator: "|").map(String.init) ?? []
  }
}
