import Procurement

/// Counts lotteries in one pass over bids of which those for a tender stand together.
///
/// Of a tender that is over only its counts stay, and of a group its tied firms, so memory grows with tenders and not
/// with bids. What one pass cannot judge is left to `TenderAssembly`, which holds all bids: a tender whose rows stand
/// apart or disagree, a firm that bids twice, and whatever makes no register.
public struct IncidenceTally {
  /// That the bids need a `TenderAssembly`: they are not wrong, as far as this tells.
  public struct NeedsRegister: Error {}

  /// The counts by tied firms that a value of a dimension has, in a form that adds fast.
  private struct FlatCounts {
    var tenders = 0
    var atFloor = 0
    var elsewhere = 0
    var floorUnknown = 0
    /// Lotteries by the number of tied firms.
    var tied: [Int] = []

    mutating func add(tied count: Int, isAtFloor: Bool?) {
      tenders += 1
      guard count > 1 else { return }
      while tied.count <= count { tied.append(0) }
      tied[count] += 1
      switch isAtFloor {
      case true?: atFloor += 1
      case false?: elsewhere += 1
      case nil: floorUnknown += 1
      }
    }

    var counts: LotteryIncidence.Counts {
      var counts = LotteryIncidence.Counts()
      counts.tenders = tenders
      (counts.atFloor, counts.elsewhere, counts.floorUnknown) = (atFloor, elsewhere, floorUnknown)
      for (size, tenders) in tied.enumerated() where tenders > 0 {
        counts.tied[size] = tenders
        counts.decidedByLot += tenders
      }
      return counts
    }
  }

  /// The counts of a dimension by value.
  private struct DimensionCounts {
    private var index: [String: Int] = [:]
    private var counts: [(value: String, counts: FlatCounts)] = []

    /// Where a value is counted.
    mutating func position(of value: String) -> Int {
      if let known = index[value] { return known }
      index[value] = counts.count
      counts.append((value, FlatCounts()))
      return counts.count - 1
    }

    mutating func add(at position: Int, tied: Int, isAtFloor: Bool?) {
      counts[position].counts.add(tied: tied, isAtFloor: isAtFloor)
    }

    var byValue: [String: LotteryIncidence.Counts] {
      Dictionary(uniqueKeysWithValues: counts.map { ($0.value, $0.counts.counts) })
    }
  }

  /// What the codes of batches mean here, looked up once a lineage.
  private struct BatchCodes {
    /// The position in `firms` of each bidder that tied.
    var firms: [UInt32] = []
    /// The number of the tender that each bidder bid for last.
    var lastTender: [Int] = []
    private var positions = [[Int]](repeating: [], count: LotteryIncidence.Dimension.allCases.count)
    private var absent = [Int](repeating: -1, count: LotteryIncidence.Dimension.allCases.count)
    private var years: [(year: FiscalYear, position: Int)] = []
    private var categories = [Int](repeating: -1, count: Procurement.Category.allCases.count)

    /// Makes room for so many bidders and texts.
    mutating func extend(firms count: Int, texts: Int) {
      firms += repeatElement(.max, count: max(count - firms.count, 0))
      lastTender += repeatElement(-1, count: max(count - lastTender.count, 0))
      for place in positions.indices {
        positions[place] += repeatElement(-1, count: max(texts - positions[place].count, 0))
      }
    }

    /// The position of a notice's value in the counts of a dimension.
    mutating func value(
      _ notice: CodedNotice, _ dimension: LotteryIncidence.Dimension, _ texts: [String], _ counts: inout DimensionCounts
    ) -> Int {
      switch dimension {
      case .trade: return position(notice.trade, 0, texts, &counts)
      case .grade: return position(notice.grade, 1, texts, &counts)
      case .ward: return position(notice.siteWard, 2, texts, &counts)
      case .year:
        guard let year = notice.openingDate.map(FiscalYear.init(containing:)) else { return absent(3, &counts) }
        if let known = years.last(where: { $0.year == year }) { return known.position }
        years.append((year, counts.position(of: year.description)))
        return years[years.count - 1].position
      case .category:
        guard let category = notice.category else { return absent(4, &counts) }
        let place = Int(category.rawValue)
        if categories[place] < 0 { categories[place] = counts.position(of: category.identifier) }
        return categories[place]
      }
    }

    private mutating func position(
      _ code: UInt32, _ dimension: Int, _ texts: [String], _ counts: inout DimensionCounts
    ) -> Int {
      guard code != CodedNotice.absent else { return absent(dimension, &counts) }
      if positions[dimension][Int(code)] < 0 {
        positions[dimension][Int(code)] = counts.position(of: texts[Int(code)])
      }
      return positions[dimension][Int(code)]
    }

    private mutating func absent(_ dimension: Int, _ counts: inout DimensionCounts) -> Int {
      if absent[dimension] < 0 { absent[dimension] = counts.position(of: "") }
      return absent[dimension]
    }
  }

  fileprivate struct GroupCounts {
    var tenders = 0
    var ties = 0
    /// The tied firms of all its draws, as positions in `firms`.
    var tied: [UInt32] = []
  }

  /// The bids of the tender that the last batch did not end.
  private var open: Tender?
  private var openFirms: [String] = []
  private var all = FlatCounts()
  private var withoutValidBid = 0
  private var groups: [GroupCounts] = []
  /// The groups that notices name, and those that they do not.
  private var namedGroups: [String: Int] = [:]
  private var groupIndex: [GroupKey: Int] = [:]
  private var lastGroup: (key: GroupKey, position: Int)?
  private var lastNamed: (name: String, position: Int)?
  private var dimensions = [DimensionCounts](
    repeating: DimensionCounts(), count: LotteryIncidence.Dimension.allCases.count)
  /// The tenders that are over: one that comes back may be a tender that stands apart.
  private var closed = ClosedTenders()
  /// How many tenders were judged within one batch.
  private var judged = 0
  private var codesOfLineage: [Int: BatchCodes] = [:]
  private var firms: [String] = []
  private var firmIndex: [String: UInt32] = [:]

  /// The tally of no bid.
  public init() {}

  /// Adds the bids of a batch.
  ///
  /// - Throws: `NeedsRegister`, after which the tally is of no further use.
  /// - Complexity: O(rows), and a few look-ups a tender.
  public mutating func add(_ batch: BidBatch) throws(NeedsRegister) {
    var row = 0
    var codes = codesOfLineage.removeValue(forKey: batch.lineage) ?? BatchCodes()
    codes.extend(firms: batch.firms.values.count, texts: batch.noticeTexts.count)
    defer { if batch.lineage != 0 { codesOfLineage[batch.lineage] = codes } }
    let notices = batch.codedNotices
    while row < batch.count {
      let code = batch.noticeCodes[row]
      var end = row + 1
      while end < batch.count, batch.noticeCodes[end] == code { end += 1 }
      if !notices.isEmpty, end < batch.count, open == nil,
        notices[Int(batch.noticeCodes[end])].identifier != notices[Int(code)].identifier
      {
        try close(batch, row..<end, notices[Int(code)], &codes)
        row = end
        continue
      }
      let notice = batch.notice(of: row)
      let goesOn = end == batch.count || batch.notice(of: end).identifier == notice.identifier
      if goesOn || open?.notice.identifier == notice.identifier {
        try addToOpen(batch, row..<end, notice)
      } else {
        try closeOpen()
        try addToOpen(batch, row..<end, notice)
        try closeOpen()
      }
      // Only a tender at a border of batches waits for more.
      if end < batch.count, !goesOn { try closeOpen() }
      row = end
    }
  }

  /// The incidence of all bids added.
  ///
  /// - Parameter threads: how many threads work; the result does not depend on it.
  /// - Throws: `NeedsRegister` where the last tender cannot be judged.
  public mutating func incidence(threads: Int = 1) throws(NeedsRegister) -> LotteryIncidence {
    try closeOpen()
    let keys = namedGroups.map { ($0.key, $0.value) } + groupIndex.map { ($0.key.identifier, $0.value) }
    let chunk = 4_096
    // Names of tied firms are put together on all threads: there are more of them than of anything else.
    let (groups, firms) = (groups, firms)
    let parts = parallelMap((keys.count + chunk - 1) / chunk, threads: threads) { part in
      keys[part * chunk..<min((part + 1) * chunk, keys.count)].map { identifier, position in
        (identifier, LotteryIncidence.Group(groups[position], firms: firms))
      }
    }
    var result: [String: LotteryIncidence.Group] = [:]
    result.reserveCapacity(keys.count)
    for (identifier, group) in parts.joined() {
      // Two keys may have one name: a group that is called like a pair of dates.
      if let other = result.updateValue(group, forKey: identifier) { result[identifier]?.add(other) }
    }
    return LotteryIncidence(
      all: all.counts, withoutValidBid: withoutValidBid, groups: result,
      by: Dictionary(
        uniqueKeysWithValues: zip(LotteryIncidence.Dimension.allCases, dimensions).compactMap { dimension, counts in
          let byValue = counts.byValue
          return byValue.isEmpty ? nil : (dimension, byValue)
        }))
  }

  // MARK: Tenders

  /// Judges a tender whose rows are all in a batch.
  private mutating func close(
    _ batch: BidBatch, _ rows: Range<Int>, _ notice: CodedNotice, _ codes: inout BatchCodes
  ) throws(NeedsRegister) {
    judged += 1
    try begin(notice.identifier, minimumPoints: notice.minimumPoints)
    let floor = notice.floor ?? .min
    let ceiling = notice.ceiling ?? .max
    guard floor <= ceiling else { throw NeedsRegister() }
    var (lowest, tied) = (Int64.max, 0)
    for row in rows {
      let firm = Int(batch.firms.codes[row])
      guard firm < codes.lastTender.count, codes.lastTender[firm] != judged else { throw NeedsRegister() }
      codes.lastTender[firm] = judged
      guard let amount = batch.amounts[row] else { continue }
      guard amount >= 0 else { throw NeedsRegister() }
      guard amount >= floor, amount <= ceiling, batch.statuses[row] == .valid, amount <= lowest else { continue }
      tied = amount == lowest ? tied + 1 : 1
      lowest = amount
    }
    let group = position(of: notice, batch.noticeTexts)
    let isAtFloor = notice.floor.map { $0 == lowest }
    guard count(in: group, tied: tied, isAtFloor: isAtFloor) else { return }
    for (place, dimension) in LotteryIncidence.Dimension.allCases.enumerated() {
      let value = codes.value(notice, dimension, batch.noticeTexts, &dimensions[place])
      dimensions[place].add(at: value, tied: tied, isAtFloor: isAtFloor)
    }
    guard tied > 1 else { return }
    for row in rows where batch.amounts[row] == lowest && batch.statuses[row] == .valid {
      let firm = Int(batch.firms.codes[row])
      if codes.firms[firm] == .max { codes.firms[firm] = position(of: batch.firms.values[firm]) }
      groups[group].tied.append(codes.firms[firm])
    }
  }

  /// Adds rows to the tender that is open, or opens one with them.
  private mutating func addToOpen(_ batch: BidBatch, _ rows: Range<Int>, _ notice: TenderNotice) throws(NeedsRegister) {
    if open?.notice.identifier != notice.identifier {
      try closeOpen()
      open = Tender(notice: notice, bids: [])
      openFirms = []
    }
    guard open?.notice == notice else { throw NeedsRegister() }
    for row in rows {
      guard let firm = batch.firms[row], !openFirms.contains(firm) else { throw NeedsRegister() }
      if let amount = batch.amounts[row], amount < 0 { throw NeedsRegister() }
      open?.bids.append(
        TenderBid(
          firm: openFirms.count, amount: batch.amounts[row].map(Yen.init), status: batch.statuses[row],
          technicalPoints: batch.technicalPoints[row]))
      openFirms.append(firm)
    }
  }

  private mutating func closeOpen() throws(NeedsRegister) {
    guard let tender = open else { return }
    open = nil
    let notice = tender.notice
    try begin(notice.identifier, minimumPoints: notice.minimumPoints)
    if let floor = notice.floor, let ceiling = notice.ceiling, floor > ceiling { throw NeedsRegister() }
    let first = BidRanking(tender).tiers.first ?? []
    let isAtFloor = notice.floor.map { floor in first.allSatisfy { tender.bids[$0].amount == floor } }
    let group = position(of: GroupKey(notice))
    guard count(in: group, tied: first.count, isAtFloor: isAtFloor) else { return }
    for (place, dimension) in LotteryIncidence.Dimension.allCases.enumerated() {
      let value = dimensions[place].position(of: LotteryIncidence.value(notice, dimension))
      dimensions[place].add(at: value, tied: first.count, isAtFloor: isAtFloor)
    }
    guard first.count > 1 else { return }
    for bid in first { groups[group].tied.append(position(of: openFirms[tender.bids[bid].firm])) }
  }

  /// Notes that a tender is over; it must not come back.
  private mutating func begin(_ identifier: String, minimumPoints: Int?) throws(NeedsRegister) {
    guard closed.insert(identifier), minimumPoints ?? 0 >= 0 else { throw NeedsRegister() }
  }

  /// Counts a tender; `tied` is the number of best bids, 0 where none is valid.
  ///
  /// - Returns: whether there is a valid bid.
  private mutating func count(in group: Int, tied: Int, isAtFloor: Bool?) -> Bool {
    groups[group].tenders += 1
    guard tied > 0 else {
      withoutValidBid += 1
      return false
    }
    if tied > 1 { groups[group].ties += 1 }
    all.add(tied: tied, isAtFloor: isAtFloor)
    return true
  }

  /// The position of a notice's group; neighbouring tenders are often of one.
  private mutating func position(of notice: CodedNotice, _ texts: [String]) -> Int {
    guard let group = notice.group else { return position(of: GroupKey(notice.notice(texts))) }
    return position(ofNamed: group)
  }

  private mutating func position(ofNamed name: String) -> Int {
    if let lastNamed, lastNamed.name == name { return lastNamed.position }
    let position = namedGroups[name] ?? groups.count
    if position == groups.count {
      groups.append(GroupCounts())
      namedGroups[name] = position
    }
    lastNamed = (name, position)
    return position
  }

  private mutating func position(of key: GroupKey) -> Int {
    if case .named(let name) = key { return position(ofNamed: name) }
    if let lastGroup, lastGroup.key == key { return lastGroup.position }
    let position = groupIndex[key] ?? groups.count
    if position == groups.count {
      groups.append(GroupCounts())
      groupIndex[key] = position
    }
    lastGroup = (key, position)
    return position
  }

  private mutating func position(of firm: String) -> UInt32 {
    if let known = firmIndex[firm] { return known }
    firmIndex[firm] = UInt32(firms.count)
    firms.append(firm)
    return UInt32(firms.count - 1)
  }
}

extension LotteryIncidence.Group {
  /// A group of counts, whose tied firms are positions in `firms`.
  fileprivate init(_ counts: IncidenceTally.GroupCounts, firms: [String]) {
    (tenders, ties) = (counts.tenders, counts.ties)
    if !counts.tied.isEmpty { tiedFirms.reserveCapacity(counts.tied.count) }
    for firm in counts.tied { tiedFirms[firms[Int(firm)], default: 0] += 1 }
  }
}
