/// One tied firm of one draw (くじ引き), before exclusion: a one-row view of a `DrawBatch`.
public struct TiedFirm: Hashable, Sendable {
  /// The draw's key (案件番号).
  public var draw: String
  /// The group whose tenders count together, where the file names it.
  public var group: String?
  /// The place in the order of opening within its group.
  public var order: Int?
  /// The firm (業者).
  public var firm: String
  /// Whether it won, nil where the record does not say so by yes or no.
  public var isWinner: Bool?
  /// The winner's name, where the record gives one.
  public var winner: String?
  /// The arrival in milliseconds since 1970, or a place in the order of arrival.
  public var arrival: Int64?
  /// The officer who held the draw (担当者).
  public var officer: String?
  /// What is bought (種別).
  public var category: Category?
  /// The set of firms to which the firm belongs (系列).
  public var affiliation: String?
  /// The instant of opening in milliseconds since 1970.
  public var openingTime: Int64?
  /// The day of opening.
  public var openingDate: CivilDate?
  /// The line of the source file on which the record begins, from 1; 0 where there is no file.
  public var sourceLine: Int

  /// A tied firm of a draw.
  public init(
    draw: String, group: String? = nil, order: Int? = nil, firm: String, isWinner: Bool? = nil,
    winner: String? = nil, arrival: Int64? = nil, officer: String? = nil, category: Category? = nil,
    affiliation: String? = nil, openingTime: Int64? = nil, openingDate: CivilDate? = nil, sourceLine: Int = 0
  ) {
    self.draw = draw
    self.group = group
    self.order = order
    self.firm = firm
    self.isWinner = isWinner
    self.winner = winner
    self.arrival = arrival
    self.officer = officer
    self.category = category
    self.affiliation = affiliation
    self.openingTime = openingTime
    self.openingDate = openingDate
    self.sourceLine = sourceLine
  }
}

/// Up to 64 K tied firms in columns: the boundary between readers and the test of draws.
///
/// All columns have `count` rows.
public struct DrawBatch: Sendable {
  /// The largest number of rows that a reader puts into one batch.
  public static let capacity = 65_536

  /// The draw of each row.
  public private(set) var draws = TextColumn()
  /// The group of each row.
  public private(set) var groups = TextColumn()
  /// The place in the order of opening of each row.
  public private(set) var orders: [Int?] = []
  /// The firm of each row.
  public private(set) var firms = TextColumn()
  /// Whether the firm of each row won.
  public private(set) var wins: [Bool?] = []
  /// The winner that each row names.
  public private(set) var winners = TextColumn()
  /// The arrival of each row.
  public private(set) var arrivals: [Int64?] = []
  /// The officer of each row.
  public private(set) var officers = TextColumn()
  /// The category of each row.
  public private(set) var categories: [Category?] = []
  /// The set of affiliates of each row.
  public private(set) var affiliations = TextColumn()
  /// The instant of opening of each row.
  public private(set) var openingTimes: [Int64?] = []
  /// The day of opening of each row.
  public private(set) var openingDates: [CivilDate?] = []
  /// The line on which each record begins, from 1.
  public private(set) var sourceLines: [Int] = []

  /// An empty batch.
  public init() {}

  /// A batch of given rows.
  public init(_ rows: some Sequence<TiedFirm>) {
    for row in rows { append(row) }
  }

  /// The number of rows.
  public var count: Int { sourceLines.count }

  /// Appends a row.
  public mutating func append(_ row: TiedFirm) {
    draws.append(row.draw)
    groups.append(row.group)
    orders.append(row.order)
    firms.append(row.firm)
    wins.append(row.isWinner)
    winners.append(row.winner)
    arrivals.append(row.arrival)
    officers.append(row.officer)
    categories.append(row.category)
    affiliations.append(row.affiliation)
    openingTimes.append(row.openingTime)
    openingDates.append(row.openingDate)
    sourceLines.append(row.sourceLine)
  }

  /// The row at a position, as a view.
  public subscript(row: Int) -> TiedFirm {
    TiedFirm(
      draw: draws[row] ?? "", group: groups[row], order: orders[row], firm: firms[row] ?? "", isWinner: wins[row],
      winner: winners[row], arrival: arrivals[row], officer: officers[row], category: categories[row],
      affiliation: affiliations[row], openingTime: openingTimes[row], openingDate: openingDates[row],
      sourceLine: sourceLines[row])
  }
}
