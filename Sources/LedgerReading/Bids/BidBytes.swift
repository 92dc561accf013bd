import Procurement
import TabularReading

// How bids wait in a `SpillFile`.

extension Bid {
  /// Writes the bid without details of its bidder.
  func put(into bytes: inout SpillBytes) {
    notice.put(into: &bytes)
    bytes.put(firm as String?)
    bytes.put(amount.map { Int($0.value) })
    bytes.put(BidStatus.allCases.firstIndex(of: status))
    bytes.put(technicalPoints.map { Int($0.units) })
    bytes.put(technicalPoints?.decimals)
    bytes.put(sourceLine)
  }

  /// Reads what `put` wrote.
  init(from bytes: inout SpillBytes) {
    let notice = TenderNotice(from: &bytes)
    let firm = bytes.text() ?? ""
    let amount = bytes.optionalInteger().map { Yen(Int64($0)) }
    let status = bytes.optionalInteger().map { BidStatus.allCases[$0] } ?? .valid
    let (units, decimals) = (bytes.optionalInteger(), bytes.optionalInteger())
    self.init(
      notice: notice, firm: firm, amount: amount, status: status,
      technicalPoints: units.flatMap { units in decimals.map { FixedPoint(units: Int64(units), decimals: $0) } },
      sourceLine: bytes.integer())
  }
}

extension TenderNotice {
  fileprivate func put(into bytes: inout SpillBytes) {
    for text in [identifier, requirement, group, trade, grade, office, officer, siteWard, method] { bytes.put(text) }
    for date in [noticeDate, openingDate] { bytes.put(date?.daysSince1970) }
    bytes.put(openingTime.map { Int($0) })
    for number in [order, minimumPoints] { bytes.put(number) }
    for price in [ceiling, floor, surveyThreshold] { bytes.put(price.map { Int($0.value) }) }
    bytes.put(category.map { Int($0.rawValue) })
    bytes.put(AreaCondition.allCases.firstIndex(of: areaCondition))
    bytes.put(isScored ? 1 : nil)
    bytes.put(outcome.flatMap(RecordedOutcome.allCases.firstIndex(of:)))
    bytes.put(pricePoints.map { Int($0.units) })
    bytes.put(pricePoints?.decimals)
    bytes.put(fiscalYear?.startYear)
  }

  fileprivate init(from bytes: inout SpillBytes) {
    self.init(identifier: bytes.text() ?? "")
    (requirement, group, trade, grade) = (bytes.text(), bytes.text(), bytes.text(), bytes.text())
    (office, officer, siteWard, method) = (bytes.text(), bytes.text(), bytes.text(), bytes.text())
    noticeDate = bytes.optionalInteger().flatMap(CivilDate.init(daysSince1970:))
    openingDate = bytes.optionalInteger().flatMap(CivilDate.init(daysSince1970:))
    openingTime = bytes.optionalInteger().map { Int64($0) }
    (order, minimumPoints) = (bytes.optionalInteger(), bytes.optionalInteger())
    func price() -> Yen? { bytes.optionalInteger().map { Yen(Int64($0)) } }
    (ceiling, floor, surveyThreshold) = (price(), price(), price())
    category = bytes.optionalInteger().flatMap { Category(rawValue: UInt8($0)) }
    areaCondition = bytes.optionalInteger().map { AreaCondition.allCases[$0] } ?? .none
    isScored = bytes.optionalInteger() != nil
    outcome = bytes.optionalInteger().map { RecordedOutcome.allCases[$0] }
    let (units, decimals) = (bytes.optionalInteger(), bytes.optionalInteger())
    pricePoints = units.flatMap { units in decimals.map { FixedPoint(units: Int64(units), decimals: $0) } }
    fiscalYear = bytes.optionalInteger().map(FiscalYear.init(startingIn:))
  }
}
