import Procurement

/// Counts lotteries in one pass over bids of which those for a tender stand together.
///
/// Of a tender that is over only its counts stay, and of a lottery its tied firms, so memory grows with tenders and ties
/// and not with bids. What one pass cannot judge is left to `TenderAssembly`, which holds all bids for a tender: one whose
/// rows stand apart or disagree, a firm that bids twice, and whatever makes no register.
public struct IncidenceTally {
  /// That the bids need a `TenderAssembly`: they are not wrong, as far as this tells.
  public struct NeedsRegister: Error {}

  /// The bids of the tender that the last batch did not end.
  private var open: Tender?
  private var openFirms: [String] = []
  private var openSet: Set<String> = []
  private var all = FlatCounts()
  private var withoutValidBid = 0
  private var groups = GroupIncidence()
  /// The groups that notices do not name.
  private var unnamedGroups: [GroupKey: Int] = [:]
  private var dimensions = [DimensionCounts](
    repeating: DimensionCounts(), count: LotteryIncidence.Dimension.allCases.count)
  /// The tenders that are over: one that comes back may be a tender that stands apart.
  private var closed = ClosedTenders()
  /// How many tenders were judged within one batch.
  private var judged = 0
  private var codesOfLineage: [Int: BatchCodes] = [:]
  /// The firms that may bid, nil where any may.
  private let listed: Set<String>?

  /// The tally of no bid.
  ///
  /// - Parameter listed: the names of the firms that may bid, nil where any may; a bid of another one needs a register.
  public init(listed: Set<String>? = nil) { self.listed = listed }

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
      if !notices.isEmpty, end < batch.count, open == nil, !notices[Int(code)].isScored,
        notices[Int(code)].pricePoints == nil,
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
  /// - Throws: `NeedsRegister` where the last tender cannot be judged.
  public mutating func incidence() throws(NeedsRegister) -> LotteryIncidence {
    try closeOpen()
    return LotteryIncidence(
      all: all.counts, withoutValidBid: withoutValidBid, groups: groups,
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
      // Whether a firm is listed is asked when its code is new.
      if codes.lastTender[firm] < 0, !mayBid(batch.firms.values[firm]) { throw NeedsRegister() }
      codes.lastTender[firm] = judged
      guard let amount = batch.amounts[row] else { continue }
      guard amount >= 0 else { throw NeedsRegister() }
      guard amount >= floor, amount <= ceiling, batch.statuses[row] == .valid, amount <= lowest else { continue }
      tied = amount == lowest ? tied + 1 : 1
      lowest = amount
    }
    let group = group(of: notice, batch.noticeTexts)
    let isAtFloor = notice.floor.map { $0 == lowest }
    guard count(in: group, tied: tied, isAtFloor: isAtFloor) else { return }
    for (place, dimension) in LotteryIncidence.Dimension.allCases.enumerated() {
      let value = codes.value(notice, dimension, batch.noticeTexts, &dimensions[place])
      dimensions[place].add(at: value, tied: tied, isAtFloor: isAtFloor)
    }
    guard tied > 1 else { return }
    for row in rows where batch.amounts[row] == lowest && batch.statuses[row] == .valid {
      let firm = Int(batch.firms.codes[row])
      if codes.firms[firm] < 0 { codes.firms[firm] = groups.number(ofFirm: batch.firms.values[firm]) }
      groups.add(firm: codes.firms[firm], in: group)
    }
  }

  /// Adds rows to the tender that is open, or opens one with them.
  private mutating func addToOpen(_ batch: BidBatch, _ rows: Range<Int>, _ notice: TenderNotice) throws(NeedsRegister) {
    if open?.notice.identifier != notice.identifier {
      try closeOpen()
      open = Tender(notice: notice, bids: [])
      openFirms = []
      openSet.removeAll(keepingCapacity: true)
    }
    guard open?.notice == notice else { throw NeedsRegister() }
    for row in rows {
      guard let firm = batch.firms[row], openSet.insert(firm).inserted, mayBid(firm) else { throw NeedsRegister() }
      if let amount = batch.amounts[row], amount < 0 { throw NeedsRegister() }
      open?.bids.append(
        TenderBid(
          firm: openFirms.count, amount: batch.amounts[row].map(Yen.init), status: batch.statuses[row],
          technicalPoints: batch.technicalPoints(of: row)))
      openFirms.append(firm)
    }
  }

  private func mayBid(_ firm: String) -> Bool { listed.map { $0.contains(firm) } ?? true }

  private mutating func closeOpen() throws(NeedsRegister) {
    guard let tender = open else { return }
    open = nil
    let notice = tender.notice
    try begin(notice.identifier, minimumPoints: notice.minimumPoints)
    if let floor = notice.floor, let ceiling = notice.ceiling, floor > ceiling { throw NeedsRegister() }
    if notice.lacksCeiling || notice.pricePoints?.units ?? 0 < 0 { throw NeedsRegister() }
    let first = BidRanking(tender).tiers.first ?? []
    let isAtFloor = notice.floor.map { floor in first.allSatisfy { tender.bids[$0].amount == floor } }
    let group = group(of: GroupKey(notice))
    guard count(in: group, tied: first.count, isAtFloor: isAtFloor) else { return }
    for (place, dimension) in LotteryIncidence.Dimension.allCases.enumerated() {
      let value = dimensions[place].position(of: LotteryIncidence.value(notice, dimension))
      dimensions[place].add(at: value, tied: first.count, isAtFloor: isAtFloor)
    }
    guard first.count > 1 else { return }
    for bid in first { groups.add(firm: groups.number(ofFirm: openFirms[tender.bids[bid].firm]), in: group) }
  }

  /// Notes that a tender is over; it must not come back.
  private mutating func begin(_ identifier: String, minimumPoints: Int?) throws(NeedsRegister) {
    guard closed.insert(identifier), minimumPoints ?? 0 >= 0 else { throw NeedsRegister() }
  }

  /// Counts a tender; `tied` is the number of best bids, 0 where none is valid.
  ///
  /// - Returns: whether there is a valid bid.
  private mutating func count(in group: Int, tied: Int, isAtFloor: Bool?) -> Bool {
    groups.add(tenders: 1, ties: tied > 1 ? 1 : 0, in: group)
    guard tied > 0 else {
      withoutValidBid += 1
      return false
    }
    all.add(tied: tied, isAtFloor: isAtFloor)
    return true
  }

  private mutating func group(of notice: CodedNotice, _ texts: TextList) -> Int {
    guard let name = notice.group else { return group(of: GroupKey(notice.notice(texts))) }
    return groups.number(ofGroup: name)
  }

  private mutating func group(of key: GroupKey) -> Int {
    if case .named(let name) = key { return groups.number(ofGroup: name) }
    if let known = unnamedGroups[key] { return known }
    let number = groups.number(ofGroup: key.identifier)
    unnamedGroups[key] = number
    return number
  }
}
