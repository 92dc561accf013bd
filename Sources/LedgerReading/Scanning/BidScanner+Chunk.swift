import Procurement

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Bids that are understood at once, column by column, as contracts are.
extension BidScanner {
  func takeChunk(_ block: ByteBlock, _ columns: BidColumns) -> Int {
    let (rows, first) = (chunk.count, columns.count)
    isKnown.update(repeating: true, count: rows)
    compareNotices(block)
    readStatuses(block)
    readAmounts(block, columns.amounts + first, columns.statuses + first)
    checkDetails(block)
    readFirms(block, columns.firmCodes + first)
    for row in 0..<rows {
      if isKnown[row], !isSameNotice[row] || !hasNotice {
        if let notice = notice({ field($0, row, block) }) {
          columns.notices.append(notice)
          hasNotice = true
        } else {
          isKnown[row] = false
        }
      }
      if isKnown[row] {
        columns.read &+= 1
        columns.move(first &+ row, line: chunk.lines[row])
        continue
      }
      guard takeReadably(block, Int(chunk.starts[row]), Int(chunk.ends[row]), line: chunk.lines[row], columns) else {
        shareTexts(columns)
        return row
      }
    }
    shareTexts(columns)
    return rows
  }

  private func field(_ column: Int, _ row: Int, _ block: ByteBlock) -> ScannedField {
    ScannedField(
      block.bytes, column, start: Int(chunk.starts[row]), stop: Int(chunk.ends[row]), last: plan.layout.width - 1,
      block.stops + Int(chunk.firstStops[row]))
  }

  /// Notes which records announce, byte by byte, what the record before them does.
  private func compareNotices(_ block: ByteBlock) {
    let (rows, bytes, isSameNotice) = (chunk.count, block.bytes, isSameNotice)
    isSameNotice.update(repeating: true, count: rows)
    for (place, span) in plan.noticeSpans.enumerated() {
      field.load(span, of: plan.layout.width, chunk, block)
      let (offsets, counts) = (field.offsets, field.counts)
      var last = lastSpans[place]
      for row in 0..<rows {
        let this = (offset: offsets[row], count: counts[row])
        if isSameNotice[row] {
          isSameNotice[row] =
            this.count == last.count && memcmp(bytes + Int(this.offset), bytes + Int(last.offset), Int(this.count)) == 0
        }
        last = this
      }
      lastSpans[place] = last
    }
  }

  private func readStatuses(_ block: ByteBlock) {
    let given = given
    given.update(repeating: nil, count: chunk.count)
    guard let column = plan.status else { return }
    field.load(column, of: plan.layout.width, chunk, block)
    let (bytes, offsets, counts) = (block.bytes, field.offsets, field.counts)
    for row in 0..<chunk.count {
      let count = Int(counts[row])
      guard count <= FieldBytes.limit,
        let known = statuses.value(of: FieldBytes(bytes + Int(offsets[row]), count: count))
      else {
        isKnown[row] = false
        continue
      }
      given[row] = known
    }
  }

  /// Reads bids, and from them the statuses that are not given.
  private func readAmounts(
    _ block: ByteBlock, _ amounts: UnsafeMutablePointer<Int64?>, _ statuses: UnsafeMutablePointer<BidStatus>
  ) {
    field.load(plan.bid, of: plan.layout.width, chunk, block)
    let (bytes, offsets, counts, unit) = (block.bytes, field.offsets, field.counts, plan.unit)
    let (isKnown, given) = (isKnown, given)
    for row in 0..<chunk.count {
      let (address, count) = (bytes + Int(offsets[row]), Int(counts[row]))
      if let value = PlainDigits.value(address, count: count) {
        let (amount, overflow) = value.multipliedReportingOverflow(by: unit)
        amounts[row] = amount
        statuses[row] = given[row] ?? .valid
        if overflow { isKnown[row] = false }
      } else if count == 0 {
        amounts[row] = nil
        statuses[row] = given[row] ?? .absent
      } else if count <= FieldBytes.limit, let word = bidWords.value(of: FieldBytes(address, count: count)) {
        amounts[row] = nil
        statuses[row] = given[row] ?? word
      } else {
        isKnown[row] = false
      }
    }
  }

  /// Checks that the readable parser would take what else stands in the records.
  private func checkDetails(_ block: ByteBlock) {
    if let column = plan.points {
      check(column, block) { address, count in
        count == 0 || PlainDigits.value(address, count: count) != nil
          || count <= FieldBytes.limit && points.value(of: FieldBytes(address, count: count)) != nil
      }
    }
    for column in plan.lotteryNumbers {
      // Three digits at most, as the readable parser has it.
      check(column, block) { address, count in
        count == 0 || count <= 3 && PlainDigits.value(address, count: count) != nil
          || count <= FieldBytes.limit && lotteryNumbers.value(of: FieldBytes(address, count: count)) != nil
      }
    }
    if let column = plan.winner {
      check(column, block) { address, count in
        count <= FieldBytes.limit && answers.value(of: FieldBytes(address, count: count)) != nil
      }
    }
    if let column = plan.arrival {
      check(column, block) { address, count in count == 0 || PlainDigits.isInstant(address, count: count) }
    }
  }

  @inline(__always)
  private func check(_ column: Int, _ block: ByteBlock, _ isFine: (UnsafePointer<UInt8>, Int) -> Bool) {
    field.load(column, of: plan.layout.width, chunk, block)
    let (bytes, offsets, counts, isKnown) = (block.bytes, field.offsets, field.counts, isKnown)
    for row in 0..<chunk.count where !isFine(bytes + Int(offsets[row]), Int(counts[row])) { isKnown[row] = false }
  }

  /// Reads the codes of bidders in the block.
  private func readFirms(_ block: ByteBlock, _ codes: UnsafeMutablePointer<UInt32>) {
    field.load(plan.firm, of: plan.layout.width, chunk, block)
    let (bytes, offsets, counts, isKnown) = (block.bytes, field.offsets, field.counts, isKnown)
    for row in 0..<chunk.count where isKnown[row] {
      let count = Int(counts[row])
      if count <= FieldBytes.limit, let known = firms.code(of: FieldBytes(bytes + Int(offsets[row]), count: count)) {
        codes[row] = known
      } else if let code = newCode(of: self.field(plan.firm, row, block)) {
        codes[row] = code
      } else {
        isKnown[row] = false
      }
    }
  }
}
