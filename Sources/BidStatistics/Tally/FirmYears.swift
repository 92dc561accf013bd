import Procurement

/// How often each firm bid and won in each year, and for how much.
public struct FirmYears: Sendable {
  /// What a firm did in a year.
  public struct Record: Sendable, Hashable {
    /// Tenders for which it submitted a bid.
    public var bids = 0
    /// Tenders that it won.
    public var wins = 0
    /// The prices of these, as far as the record has them.
    public var amount: Int128 = 0

    package init() {}
  }

  /// The names, in the order in which they were met.
  public private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]
  /// Whether bids are missing: lists of results name winners alone.
  package var lacksBids = false
  /// The years, and of each a record for every firm that was met by then.
  package private(set) var years: [(year: TenderYear, records: [Record])] = []

  /// No firm yet.
  public init() {}

  /// The number of a firm.
  ///
  /// - Complexity: O(length of the name).
  mutating func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// The place of a year.
  mutating func place(of year: TenderYear) -> Int {
    if let known = years.lastIndex(where: { $0.year == year }) { return known }
    years.append((year, []))
    return years.count - 1
  }

  @inline(__always)
  mutating func add(firm: Int, at place: Int, isBid: Bool, isWin: Bool, amount: Int64?) {
    if years[place].records.count <= firm {
      let missing = max(names.count, firm + 1) - years[place].records.count
      years[place].records += repeatElement(Record(), count: missing)
    }
    if isBid { years[place].records[firm].bids += 1 }
    if isWin {
      years[place].records[firm].wins += 1
      years[place].records[firm].amount += Int128(amount ?? 0)
    }
  }

  /// Adds what a firm did in a year, as another tally had it.
  package mutating func add(_ name: String, _ record: Record, in year: TenderYear) {
    let (firm, place) = (number(of: name), place(of: year))
    add(firm: firm, at: place, isBid: false, isWin: false, amount: nil)
    years[place].records[firm].bids += record.bids
    years[place].records[firm].wins += record.wins
    years[place].records[firm].amount += record.amount
  }

  /// Adds what other firms did, by name.
  public mutating func merge(_ other: FirmYears) {
    lacksBids = lacksBids || other.lacksBids
    let mine = other.names.map { number(of: $0) }
    for (year, records) in other.years {
      let place = place(of: year)
      for (firm, record) in records.enumerated() {
        let number = mine[firm]
        add(firm: number, at: place, isBid: false, isWin: false, amount: nil)
        years[place].records[number].bids += record.bids
        years[place].records[number].wins += record.wins
        years[place].records[number].amount += record.amount
      }
    }
  }

  /// What a firm did in a year.
  func record(_ firm: Int, _ year: TenderYear) -> Record {
    guard let records = years.first(where: { $0.year == year })?.records, firm < records.count else { return Record() }
    return records[firm]
  }
}
