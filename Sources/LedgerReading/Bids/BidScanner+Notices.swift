import Procurement
import TabularReading

// What is announced of a tender.
extension BidScanner {
  /// What a record of the chunk announces of its tender, nil where the readable parser must read it.
  func notice(_ row: Int, _ block: ByteBlock) -> CodedNotice? {
    let sources = plan.notice
    guard let identifier = text(sources.tender, row, block), !identifier.isEmpty, !TotalRows.isTotal(identifier) else {
      return nil
    }
    var notice = constants
    notice.identifier = identifier
    noticeNotes.removeAll(keepingCapacity: true)
    if let source = sources.group {
      guard let group = text(source, row, block) else { return nil }
      notice.group = group.isEmpty ? nil : group
    }
    guard take(sources.requirement, row, block, &notice.requirement), take(sources.trade, row, block, &notice.trade),
      take(sources.grade, row, block, &notice.grade), take(sources.office, row, block, &notice.office),
      take(sources.officer, row, block, &notice.officer), take(sources.method, row, block, &notice.method),
      take(sources.siteWard, row, block, &notice.siteWard),
      takeDate(sources.noticeDate, row, block, &notice.noticeDate),
      takeDate(sources.openingDate, row, block, &notice.openingDate),
      takeCount(sources.order, row, block, &notice.order),
      takeCount(sources.minimumPoints, row, block, &notice.minimumPoints),
      takePrice(sources.ceiling, row, block, &notice.ceiling), takePrice(sources.floor, row, block, &notice.floor),
      takePrice(sources.surveyThreshold, row, block, &notice.surveyThreshold)
    else { return nil }
    if let column = sources.openingTime {
      let field = scanned(column, row, block)
      guard let time = instant(field.address, field.count, column, row, block) else { return nil }
      notice.openingTime = time
      if notice.openingDate == nil { notice.openingDate = time.flatMap { JapanTime($0)?.date } }
    }
    guard takeWord(sources.category, categories, row, block, &notice.category),
      takeWord(sources.outcome, outcomes, row, block, &notice.outcome),
      takeWord(sources.fiscalYear, years, row, block, &notice.fiscalYear),
      takeWord(sources.areaCondition, areas, row, block, &notice.areaCondition),
      takeWord(sources.scored, scoring, row, block, &notice.isScored),
      takeWord(sources.pricePoints, decimals, row, block, &notice.pricePoints)
    else { return nil }
    return notice
  }

  /// A name of a record as names are written, empty where it has none; nil where its bytes are no characters.
  func text(_ source: TextSource, _ row: Int, _ block: ByteBlock) -> String? {
    if let column = source.plainColumn {
      return scanned(column, row, block).trimmedText(isCP932: plan.layout.isCP932).map(WordFolding.name)
    }
    var parts: [String] = []
    for column in source.columns {
      guard let part = scanned(column, row, block).trimmedText(isCP932: plan.layout.isCP932) else { return nil }
      parts.append(part)
    }
    return WordFolding.name(source.meaning(of: parts.joined(separator: " / ")))
  }

  /// Takes what a word means, if there is such a column; false for a word that was not met yet.
  @inline(__always)
  private func takeWord<Value>(
    _ column: Int?, _ known: borrowing WordMemory<Value>, _ row: Int, _ block: ByteBlock, _ value: inout Value
  ) -> Bool {
    guard let column else { return true }
    let field = scanned(column, row, block)
    guard let meaning = known.value(field.address, count: field.count) else { return false }
    value = meaning
    return true
  }

  /// Takes the code of a text that many tenders share; false where the readable parser must read it.
  private func take(_ source: TextSource?, _ row: Int, _ block: ByteBlock, _ code: inout UInt32) -> Bool {
    guard let source else { return true }
    let field = source.plainColumn.map { scanned($0, row, block) }
    if let field {
      if field.count == 0 {
        code = TextColumn.absent
        return true
      }
      if let known = texts.code(field.address, count: field.count) {
        code = known
        return true
      }
    }
    guard let text = text(source, row, block) else { return false }
    code = texts.code(of: text.isEmpty ? nil : text)
    if let field { texts.learn(field.address, count: field.count, code) }
    return true
  }

  private func takeDate(_ column: Int?, _ row: Int, _ block: ByteBlock, _ date: inout CivilDate?) -> Bool {
    guard let column, case let field = scanned(column, row, block), field.count > 0 else { return true }
    if let plain = PlainDigits.date(field.address, count: field.count) {
      date = plain.civil
      return true
    }
    date = DateBytes(isCP932: plan.layout.isCP932, zone: plan.zone).date(field.address, count: field.count)
    return date != nil || field.isBlank(isCP932: plan.layout.isCP932)
  }

  private func takeCount(_ column: Int?, _ row: Int, _ block: ByteBlock, _ number: inout Int?) -> Bool {
    guard let column, case let field = scanned(column, row, block) else { return true }
    guard let value = count(field.address, field.count) else { return false }
    number = value
    return true
  }

  private func takePrice(_ column: Int?, _ row: Int, _ block: ByteBlock, _ price: inout Int64?) -> Bool {
    guard let column, case let field = scanned(column, row, block), field.count > 0 else { return true }
    guard let amount = plan.amounts.value(inBlock: field.address, count: field.count) else {
      return emptyPrices.value(field.address, count: field.count) == true
    }
    price = amount.value
    if amount.wasRounded { noticeNotes.append(amount.hadNoise ? .floatNoise : .roundedAmount) }
    return true
  }

  /// A whole number from 0, or none; nil where the readable parser must read it.
  func count(_ address: UnsafePointer<UInt8>, _ count: Int) -> Int?? {
    if count == 0 { return .some(nil) }
    if let plain = PlainDigits.value(address, count: count) { return .some(Int(plain)) }
    if let known = counts.value(address, count: count) { return known }
    let number = AmountBytes(isCP932: plan.layout.isCP932).value(inBlock: address, count: count)
    return number.flatMap { $0.value >= 0 ? .some(Int($0.value)) : nil }
  }

  /// A point in time in milliseconds, or none; nil where the readable parser must read it.
  func instant(
    _ address: UnsafePointer<UInt8>, _ count: Int, _ column: Int, _ row: Int, _ block: ByteBlock
  ) -> Int64?? {
    if count == 0 { return .some(nil) }
    if plan.zone == .japan, let plain = PlainDigits.instant(address, count: count) { return plain }
    guard let text = scanned(column, row, block).trimmedText(isCP932: plan.layout.isCP932) else { return nil }
    if text.isEmpty { return .some(nil) }
    return InstantText.milliseconds(text, in: plan.zone).map { .some($0) }
  }
}
