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

  /// The counts of a dimension by value; neighbouring tenders often have the same one.
  private struct DimensionCounts {
    private var index: [String: Int] = [:]
    private var counts: [(value: String, counts: FlatCounts)] = []
    private var last = 0

    mutating func add(_ value: String, tied: Int, isAtFloor: Bool?) {
      if counts.isEmpty || counts[last].value != value {
        if let known = index[value] {
          last = known
        } else {
          last = counts.count
          index[value] = last
          counts.append((value, FlatCounts()))
        }
      }
      counts[last].counts.add(tied: tied, isAtFloor: isAtFloor)
    }

    var byValue: [String: LotteryIncidence.Counts] {
      Dictionary(uniqueKeysWithValues: counts.map { ($0.value, $0.counts.counts) })
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
  private var groupIndex: [GroupKey: Int] = [:]
  private var lastGroup: (key: GroupKey, position: Int)?
  private var dimensions = [DimensionCounts](
    repeating: DimensionCounts(), count: LotteryIncidence.Dimension.allCases.count)
  /// Hashes of the tenders that are over: one that comes back may be a tender that stands apart.
  private var closed = HashSet()
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
    // Which tender of this batch a firm bid for last, and its position in `firms`.
    var lastTender = [Int](repeating: -1, count: batch.firms.values.count)
    var positions = [UInt32](repeating: .max, count: batch.firms.values.count)
    while row < batch.count {
      let code = batch.noticeCodes[row]
      var end = row + 1
      while end < batch.count, batch.noticeCodes[end] == code { end += 1 }
      // Notices are large: they are looked at where they are.
      let goesOn =
        end == batch.count
        || batch.notices[Int(batch.noticeCodes[end])].identifier == batch.notices[Int(code)].identifier
      if goesOn || open != nil && open?.notice.identifier == batch.notices[Int(code)].identifier {
        try addToOpen(batch, row..<end, batch.notices[Int(code)])
      } else {
        try closeOpen()
        try close(batch, row..<end, batch.notices[Int(code)], &lastTender, &positions)
      }
      row = end
    }
  }

  /// The incidence of all bids added.
  ///
  /// - Parameter threads: how many threads work; the result does not depend on it.
  /// - Throws: `NeedsRegister` where the last tender cannot be judged.
  public mutating func incidence(threads: Int = 1) throws(NeedsRegister) -> LotteryIncidence {
    try closeOpen()
    let keys = Array(groupIndex)
    let chunk = 4_096
    // Names of tied firms are put together on all threads: there are more of them than of anything else.
    let (groups, firms) = (groups, firms)
    let parts = parallelMap((keys.count + chunk - 1) / chunk, threads: threads) { part in
      keys[part * chunk..<min((part + 1) * chunk, keys.count)].map { key, position in
        (key.identifier, LotteryIncidence.Group(groups[position], firms: firms))
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
    _ batch: BidBatch, _ rows: Range<Int>, _ notice: TenderNotice, _ lastTender: inout [Int],
    _ positions: inout [UInt32]
  ) throws(NeedsRegister) {
    guard !notice.isScored else {
      open = nil
      try addToOpen(batch, rows, notice)
      return try closeOpen()
    }
    try begin(notice)
    let floor = notice.floor?.value ?? .min
    let ceiling = notice.ceiling?.value ?? .max
    guard floor <= ceiling else { throw NeedsRegister() }
    var (lowest, tied) = (Int64.max, 0)
    for row in rows {
      let firm = Int(batch.firms.codes[row])
      guard firm < lastTender.count, lastTender[firm] != rows.lowerBound else { throw NeedsRegister() }
      lastTender[firm] = rows.lowerBound
      guard let amount = batch.amounts[row] else { continue }
      guard amount >= 0 else { throw NeedsRegister() }
      guard amount >= floor, amount <= ceiling, batch.statuses[row] == .valid, amount <= lowest else { continue }
      tied = amount == lowest ? tied + 1 : 1
      lowest = amount
    }
    let group = count(notice, tied: tied, isAtFloor: notice.floor.map { $0.value == lowest })
    guard tied > 1 else { return }
    for row in rows where batch.amounts[row] == lowest && batch.statuses[row] == .valid {
      let firm = Int(batch.firms.codes[row])
      if positions[firm] == .max { positions[firm] = position(of: batch.firms.values[firm]) }
      groups[group].tied.append(positions[firm])
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
    try begin(tender.notice)
    if let floor = tender.notice.floor, let ceiling = tender.notice.ceiling, floor > ceiling { throw NeedsRegister() }
    let first = BidRanking(tender).tiers.first ?? []
    let isAtFloor = tender.notice.floor.map { floor in first.allSatisfy { tender.bids[$0].amount == floor } }
    let group = count(tender.notice, tied: first.count, isAtFloor: isAtFloor)
    guard first.count > 1 else { return }
    for bid in first { groups[group].tied.append(position(of: openFirms[tender.bids[bid].firm])) }
  }

  private mutating func begin(_ notice: TenderNotice) throws(NeedsRegister) {
    guard closed.insert(notice.identifier.hashValue), notice.minimumPoints ?? 0 >= 0 else {
      throw NeedsRegister()
    }
  }

  /// Counts a tender; `tied` is the number of best bids, 0 where none is valid.
  ///
  /// - Returns: the position of its group.
  private mutating func count(_ notice: TenderNotice, tied: Int, isAtFloor: Bool?) -> Int {
    let group = position(of: GroupKey(notice))
    groups[group].tenders += 1
    guard tied > 0 else {
      withoutValidBid += 1
      return group
    }
    if tied > 1 { groups[group].ties += 1 }
    all.add(tied: tied, isAtFloor: isAtFloor)
    for (place, dimension) in LotteryIncidence.Dimension.allCases.enumerated() {
      dimensions[place].add(LotteryIncidence.value(notice, dimension), tied: tied, isAtFloor: isAtFloor)
    }
    return group
  }

  private mutating func position(of key: GroupKey) -> Int {
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

/// A set of hashes, which need no further hashing.
private struct HashSet {
  private var slots = [Int](repeating: 0, count: 1_024)
  private var count = 0

  /// Adds a hash; false where it was there already, or where it is 0, which marks a free slot.
  mutating func insert(_ hash: Int) -> Bool {
    guard hash != 0 else { return false }
    if count * 2 >= slots.count {
      let old = slots
      slots = [Int](repeating: 0, count: 2 * old.count)
      for value in old where value != 0 { _ = place(value) }
    }
    count += 1
    return place(hash)
  }

  private mutating func place(_ hash: Int) -> Bool {
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = hash
    return true
  }
}
