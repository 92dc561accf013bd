import Procurement
import TabularReading

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
    fates.update(repeating: .taken, count: rows)
    bidNotes.update(repeating: nil, count: rows)
    for gate in gates { pass(gate, block) }
    compareNotices(block)
    readStatuses(block)
    readBids(
      block, columns.amounts.base + first, columns.statuses.base + first,
      columns.rounds.isWanted ? columns.rounds.base + first : nil,
      columns.firstPrices.isWanted ? columns.firstPrices.base + first : nil)
    readDetails(block, columns, first)
    readText(plan.firm, firms, block, columns.firmCodes.base + first, isNeeded: true)
    for (source, (memory, codes)) in zip(plan.texts, zip(bidderTexts, columns.texts)) {
      if let source { readText(source, memory, block, codes.base + first) }
    }
    for row in 0..<rows {
      if fates[row] == .ofOthers {
        // Its notice, unless it is the same, was not read.
        if !isSameNotice[row] { hasNotice = false }
        columns.read &+= 1
        columns.filtered &+= 1
        continue
      }
      if fates[row] == .taken, !isSameNotice[row] || !hasNotice {
        if let notice = notice(row, block) {
          columns.announce(notice)
          hasNotice = true
        } else {
          fates[row] = .unknown
        }
      }
      if fates[row] == .taken {
        columns.read &+= 1
        let line = chunk.lines[row]
        columns.take(first &+ row, line: line)
        if !noticeNotes.isEmpty { for note in noticeNotes { columns.note(note, line: line) } }
        if let note = bidNotes[row] { columns.note(note, line: line) }
        continue
      }
      guard takeReadably(block, Int(chunk.starts[row]), Int(chunk.ends[row]), line: chunk.lines[row], columns) else {
        return row
      }
    }
    return rows
  }

  /// A field of a record of the chunk.
  func scanned(_ column: Int, _ row: Int, _ block: ByteBlock) -> ScannedField {
    ScannedField(
      block.bytes, column, start: Int(chunk.starts[row]), stop: Int(chunk.ends[row]), last: plan.layout.width - 1,
      block.stops + Int(chunk.firstStops[row]))
  }

  private func pass(_ gate: Gate, _ block: ByteBlock) {
    each(gate.column, block) { row, address, count in
      guard fates[row] == .taken else { return true }
      guard let isIn = gate.words.value(address, count: count) else { return false }
      if !isIn { fates[row] = .ofOthers }
      return true
    }
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
    given.update(repeating: plan.constantStatus, count: chunk.count)
    guard let column = plan.status else { return }
    let (given, numbers) = (given, plan.numbers)
    each(column, block) { row, address, count in
      if let known = statuses.value(address, count: count) {
        given[row] = known
      } else {
        guard plan.takesNumbersAsStatus, numbers.value(inBlock: address, count: count) != nil else { return false }
        given[row] = nil
      }
      return true
    }
  }

  /// Reads bids, and from them the statuses that are not given.
  private func readBids(
    _ block: ByteBlock, _ amounts: UnsafeMutablePointer<Int64?>, _ statuses: UnsafeMutablePointer<BidStatus>,
    _ rounds: UnsafeMutablePointer<UInt8>?, _ firstPrices: UnsafeMutablePointer<Int64?>?
  ) {
    findBids(block, rounds, firstPrices)
    let (given, bidNotes, reader) = (given, bidNotes, plan.amounts)
    let (takesNumbers, takesEmpty) = (plan.takesNumbers, plan.takesEmptyBids)
    eachLoaded(block) { row, address, count in
      if takesNumbers, let amount = reader.value(inBlock: address, count: count) {
        amounts[row] = amount.value
        statuses[row] = given[row] ?? .valid
        if amount.wasRounded { bidNotes[row] = amount.hadNoise ? .floatNoise : .roundedAmount }
      } else if count == 0, takesEmpty {
        amounts[row] = nil
        statuses[row] = given[row] ?? .absent
      } else if let word = bidWords.value(address, count: count) {
        amounts[row] = nil
        statuses[row] = given[row] ?? word
      } else {
        return false
      }
      return true
    }
  }

  /// Loads the column of bids: of several the last one that holds a number, which is its round.
  private func findBids(
    _ block: ByteBlock, _ numbers: UnsafeMutablePointer<UInt8>?, _ firstPrices: UnsafeMutablePointer<Int64?>?
  ) {
    let (rows, width) = (chunk.count, plan.layout.width)
    if let column = plan.otherBid {
      field.load(column, of: width, chunk, block)
    } else {
      field.counts.update(repeating: 0, count: rows)
      field.offsets.update(from: chunk.starts, count: rows)
    }
    guard !bidFields.isEmpty else { return }
    for (column, rounds) in zip(plan.bids, bidFields) { rounds.load(column, of: width, chunk, block) }
    for row in 0..<rows {
      let place = bidFields.lastIndex {
        plan.numbers.value(inBlock: block.bytes + Int($0.offsets[row]), count: Int($0.counts[row])) != nil
      }
      numbers?[row] = place.map { UInt8(clamping: $0 + 1) } ?? 0
      firstPrices?[row] = nil
      // A word behind the last price, or in its place, says how the bid ended, and a first price is one of its own.
      let behind = place.map { $0 + 1 } ?? (plan.status == nil ? 0 : bidFields.count)
      let isWorded = bidFields[behind...].contains { $0.counts[row] > 0 }
      if isWorded || (firstPrices != nil && place ?? 0 > 0), fates[row] == .taken { fates[row] = .unknown }
      guard let place else { continue }
      (field.offsets[row], field.counts[row]) = (bidFields[place].offsets[row], bidFields[place].counts[row])
    }
  }

  private func readDetails(_ block: ByteBlock, _ columns: BidColumns, _ first: Int) {
    if let column = plan.technicalPoints {
      let values = columns.technicalPoints.base + first
      each(column, block) { row, address, count in
        guard count > 0 else {
          values[row] = nil
          return true
        }
        if let plain = PlainDigits.fixedPoint(address, count: count) {
          values[row] = plain
          return true
        }
        guard let known = decimals.value(address, count: count) else { return false }
        values[row] = known
        return true
      }
    }
    if let column = plan.points {
      let values = columns.points.base + first
      each(column, block) { row, address, count in
        guard let value = self.count(address, count) else { return false }
        values[row] = value
        return true
      }
    }
    for (column, numbers, isTyped) in [
      (plan.enteredNumber, columns.enteredNumbers, true), (plan.systemNumber, columns.systemNumbers, false),
    ] {
      guard let column else { continue }
      let values = numbers.base + first
      each(column, block) { row, address, count in
        // Longer ones are learned from the readable parser.
        if count == 0 {
          values[row] = nil
        } else if count <= 3, let number = PlainDigits.value(address, count: count) {
          values[row] = Int(number)
        } else {
          let known =
            isTyped
            ? lotteryNumbers.value(address, count: count) : systemNumbers.value(address, count: count)
          guard let known else { return false }
          values[row] = known
        }
        return true
      }
    }
    if let column = plan.winner {
      let values = columns.winners.base + first
      each(column, block) { row, address, count in
        guard let known = winners.value(address, count: count) else { return false }
        values[row] = known
        return true
      }
    }
    if let column = plan.arrival {
      let values = columns.arrivals.base + first
      each(column, block) { row, address, count in
        // What may be without seconds is for the readable parser, which says so.
        let colons = UnsafeBufferPointer(start: address, count: count).count { $0 == UInt8(ascii: ":") }
        guard count == 0 || colons > 1, let time = instant(address, count, column, row, block) else { return false }
        values[row] = time
        return true
      }
    }
  }

  /// Reads a text of every record as codes.
  ///
  /// - Parameter isNeeded: whether a record without the text is for the readable parser.
  private func readText(
    _ source: TextSource, _ memory: TextMemory, _ block: ByteBlock, _ codes: UnsafeMutablePointer<UInt32>,
    isNeeded: Bool = false
  ) {
    guard source.columns.count == 1 else {
      for row in 0..<chunk.count where fates[row] == .taken {
        if let text = text(source, row, block), !isNeeded || !text.isEmpty && !TotalRows.isTotal(text) {
          codes[row] = memory.code(of: text.isEmpty ? nil : text)
        } else {
          fates[row] = .unknown
        }
      }
      return
    }
    each(source.columns[0], block) { row, address, count in
      guard fates[row] == .taken else { return true }
      if let known = memory.code(address, count: count) {
        codes[row] = known
        return !isNeeded || known != TextColumn.absent
      }
      // A total is for the readable parser, each time.
      guard let text = text(source, row, block), !isNeeded || !TotalRows.isTotal(text) else { return false }
      codes[row] = memory.code(of: text.isEmpty ? nil : text)
      memory.learn(address, count: count, codes[row])
      return !isNeeded || !text.isEmpty
    }
  }

  /// Looks at every field of a column; what is not known is for the readable parser.
  @inline(__always)
  private func each(_ column: Int, _ block: ByteBlock, _ isKnown: (Int, UnsafePointer<UInt8>, Int) -> Bool) {
    field.load(column, of: plan.layout.width, chunk, block)
    eachLoaded(block, isKnown)
  }

  @inline(__always)
  private func eachLoaded(_ block: ByteBlock, _ isKnown: (Int, UnsafePointer<UInt8>, Int) -> Bool) {
    let (bytes, offsets, counts, fates) = (block.bytes, field.offsets, field.counts, fates)
    for row in 0..<chunk.count where !isKnown(row, bytes + Int(offsets[row]), Int(counts[row])) {
      if fates[row] == .taken { fates[row] = .unknown }
    }
  }
}
