import Procurement
import TabularReading

// What the columns of a chunk say. Each writes its values side by side and notes the records that it does not know.
extension ContractScanner {
  func readAmounts(_ block: ByteBlock, _ columns: ContractColumns, _ first: Int) {
    let (amounts, notes) = (columns.amounts + first, columns.notes + first)
    field.load(plan.amount, of: plan.layout.width, chunk, block)
    let (bytes, offsets, counts, fates, unit) = (block.bytes, field.offsets, field.counts, fates, plan.unit)
    for row in 0..<chunk.count {
      let (address, count) = (bytes + Int(offsets[row]), Int(counts[row]))
      if let written = PlainDigits.value(address, count: count),
        case (let amount, false) = written.multipliedReportingOverflow(by: unit)
      {
        amounts[row] = amount
      } else if let amount = plan.amounts.value(inBlock: address, count: count), amount.value >= 0 {
        amounts[row] = amount.value
        if amount.wasRounded { note(amount.hadNoise ? .floatNoise : .roundedAmount, row, columns, notes) }
      } else {
        miss(row, fates)
      }
    }
  }

  /// Reads fiscal years and dates; where both stand they must agree.
  func readYears(
    _ block: ByteBlock, _ years: UnsafeMutablePointer<FiscalYear>, _ days: UnsafeMutablePointer<PackedDate>
  ) {
    let (rows, fates) = (chunk.count, fates)
    if let column = plan.label {
      readLabels(column, block, years)
    } else {
      years.update(repeating: plan.year ?? ContractColumns.noYear, count: rows)
    }
    if let column = plan.date {
      readDates(column, block, days)
      for row in 0..<rows where days[row] != .none {
        let ofDate = FiscalYear(startingIn: days[row].fiscalYear)
        if years[row] == ContractColumns.noYear {
          years[row] = ofDate
        } else if years[row] != ofDate {
          miss(row, fates)
        }
      }
    } else {
      days.update(repeating: .none, count: rows)
    }
    for row in 0..<rows where years[row] == ContractColumns.noYear { miss(row, fates) }
    guard let wanted = plan.years else { return }
    for row in 0..<rows where fates[row] == .taken && !wanted.contains(years[row].startYear) { fates[row] = .leftOut }
  }

  private func readLabels(_ column: Int, _ block: ByteBlock, _ years: UnsafeMutablePointer<FiscalYear>) {
    field.load(column, of: plan.layout.width, chunk, block)
    let (bytes, offsets, counts, fates) = (block.bytes, field.offsets, field.counts, fates)
    // Ledgers are mostly sorted by year: the label of the row before is told by its bytes.
    var (last, lastCount, lastYear) = (FieldBytes(bytes, count: 0), 0, ContractColumns.noYear)
    for row in 0..<chunk.count {
      let (address, count) = (bytes + Int(offsets[row]), Int(counts[row]))
      let isShort = count > 0 && count <= FieldBytes.limit
      let label = FieldBytes(address, count: isShort ? count : 0)
      if isShort, count == lastCount, label == last {
        years[row] = lastYear
        continue
      }
      guard let known = labels.value(address, count: count) else {
        miss(row, fates)
        continue
      }
      years[row] = known ?? ContractColumns.noYear
      if isShort { (last, lastCount, lastYear) = (label, count, years[row]) }
    }
  }

  private func readDates(_ column: Int, _ block: ByteBlock, _ days: UnsafeMutablePointer<PackedDate>) {
    field.load(column, of: plan.layout.width, chunk, block)
    let (bytes, offsets, counts, fates) = (block.bytes, field.offsets, field.counts, fates)
    for row in 0..<chunk.count {
      let (address, count) = (bytes + Int(offsets[row]), Int(counts[row]))
      if let plain = PlainDigits.date(address, count: count) {
        days[row] = plain
      } else if count == 0 {
        days[row] = .none
      } else if let known = dates.value(address, count: count) {
        days[row] = known
      } else if let day = plan.days.date(address, count: count) {
        days[row] = PackedDate(day)
        dates.learn(address, count: count, days[row])
      } else {
        miss(row, fates)
      }
    }
  }

  /// Reads category, size and locality; three columns side by side are one look-up.
  func readClasses(_ block: ByteBlock, _ columns: ContractColumns, _ first: Int) {
    let (rows, width) = (chunk.count, plan.layout.width)
    if let run = plan.classColumns {
      field.load(run, of: width, chunk, block)
      each(block) { row, address, count in
        guard let known = classes.value(address, count: count), let category = known.category else { return false }
        columns.categories[first + row] = category
        columns.sizes[first + row] = known.size
        columns.localities[first + row] = known.locality
        return true
      }
      return
    }
    if let column = plan.category {
      readWords(column, categories, block, into: columns.categories + first)
    } else if let category = plan.constants.category {
      (columns.categories + first).update(repeating: category, count: rows)
    }
    (columns.sizes + first).update(repeating: plan.constants.size, count: rows)
    (columns.localities + first).update(repeating: plan.constants.locality, count: rows)
    if let column = plan.size { readWords(column, sizes, block, into: columns.sizes + first) }
    if let column = plan.locality { readWords(column, localities, block, into: columns.localities + first) }
  }

  func checkMunicipalities(
    _ column: Int, _ block: ByteBlock, _ columns: ContractColumns, _ notes: UnsafeMutablePointer<UInt8>
  ) {
    field.load(column, of: plan.layout.width, chunk, block)
    each(block) { row, address, count in
      guard let isRight = municipalities.value(address, count: count) else { return false }
      if !isRight { note(.wrongMunicipality, row, columns, notes) }
      return true
    }
  }

  /// Checks the check digits of corporate numbers.
  func checkVendors(
    _ column: Int, _ block: ByteBlock, _ columns: ContractColumns, _ notes: UnsafeMutablePointer<UInt8>
  ) {
    field.load(column, of: plan.layout.width, chunk, block)
    field.trim(chunk, block)
    let (bytes, offsets, counts, fates) = (block.bytes, field.offsets, field.counts, fates)
    for row in 0..<chunk.count where counts[row] >= 13 {
      // Thirteen digits take at least as many bytes, in any width; anything else has no check digit to be wrong.
      if counts[row] == 13 {
        if PlainDigits.isWrongCorporateNumber(bytes + Int(offsets[row])) {
          note(.wrongCorporateNumber, row, columns, notes)
        }
      } else if let text = scanned(column, row, block).text(isCP932: plan.layout.isCP932) {
        let number = LedgerTexts.number(text)
        if CorporateNumber.hasForm(number), !CorporateNumber.isValid(number) {
          note(.wrongCorporateNumber, row, columns, notes)
        }
      } else {
        miss(row, fates)
      }
    }
  }

  @inline(__always)
  private func note(
    _ note: ReadingNote, _ row: Int, _ columns: ContractColumns, _ notes: UnsafeMutablePointer<UInt8>
  ) {
    notes[row] |= note.bit
    columns.hasNotes = true
  }

  /// Reads the text columns as codes.
  func readTexts(_ block: ByteBlock, _ columns: ContractColumns, _ first: Int) {
    for (place, text) in plan.texts.enumerated() {
      let (codes, memory) = (columns.texts[place] + first, memories[place])
      guard let sources = text.source?.columns, let column = sources.first else {
        codes.update(repeating: memory.code(of: text.constant), count: chunk.count)
        continue
      }
      guard sources.count == 1 else {
        for row in 0..<chunk.count where fates[row] == .taken {
          if let joined = joined(sources, row, block) {
            codes[row] = memory.code(of: text.meaning(of: joined))
          } else {
            miss(row, fates)
          }
        }
        continue
      }
      field.load(column, of: plan.layout.width, chunk, block)
      let (bytes, offsets, counts, fates) = (block.bytes, field.offsets, field.counts, fates)
      for row in 0..<chunk.count where fates[row] == .taken {
        let (address, count) = (bytes + Int(offsets[row]), Int(counts[row]))
        if let known = memory.code(address, count: count) {
          codes[row] = known
        } else if let written = scanned(column, row, block).text(isCP932: plan.layout.isCP932) {
          codes[row] = memory.code(of: text.meaning(of: written))
          memory.learn(address, count: count, codes[row])
        } else {
          miss(row, fates)
        }
      }
    }
  }

  /// Reads keys: as a run where they ascend and that suffices, else as fingerprints.
  ///
  /// - Returns: the run of all records of the chunk, nil where fingerprints were read, or none.
  func readKeys(_ block: ByteBlock, _ fingerprints: UnsafeMutablePointer<UInt64>) -> KeyRun? {
    guard let column = plan.key.first, keyMemory != .none else { return nil }
    guard plan.key.count == 1 else {
      keyMemory = .fingerprints
      for row in 0..<chunk.count where fates[row] == .taken {
        if let fingerprint = joinedFingerprint(row, block) {
          fingerprints[row] = fingerprint
        } else {
          miss(row, fates)
        }
      }
      return nil
    }
    field.load(column, of: plan.layout.width, chunk, block)
    field.trim(chunk, block)
    if keyMemory == .runs {
      if let run = run(block) { return run }
      // A ledger whose keys do not ascend here will hardly do so later.
      keyMemory = .fingerprints
    }
    for row in 0..<chunk.count {
      let (address, count) = (block.bytes + Int(field.offsets[row]), Int(field.counts[row]))
      // White space around a key does not belong to it; what is no blank is left to the readable parser.
      guard count > 0, address[0] > 0x20, address[count &- 1] > 0x20 else {
        miss(row, fates)
        continue
      }
      if !field.hasQuotes, count <= FieldBytes.limit, case let bytes = FieldBytes(address, count: count), bytes.isASCII
      {
        fingerprints[row] = bytes.hash
        continue
      }
      let key = scanned(column, row, block)
      guard let fingerprint = slowFingerprint(key) else {
        miss(row, fates)
        continue
      }
      fingerprints[row] = fingerprint
    }
    return nil
  }

  /// The keys of the chunk as a run, nil where they do not all ascend in plain sight.
  private func run(_ block: ByteBlock) -> KeyRun? {
    guard !field.hasQuotes else { return nil }
    let (bytes, offsets, counts, rows) = (block.bytes, field.offsets, field.counts, chunk.count)
    guard let first = OrderedKey(bytes + Int(offsets[0]), count: Int(counts[0])) else { return nil }
    var last = first
    for row in 1..<rows {
      guard let key = OrderedKey(bytes + Int(offsets[row]), count: Int(counts[row])), last < key else { return nil }
      last = key
    }
    return KeyRun(first: first, last: last, count: rows)
  }

  /// Notes that something in a record is not known, unless it is left out already.
  @inline(__always)
  private func miss(_ row: Int, _ fates: UnsafeMutablePointer<RecordFate>) {
    if fates[row] == .taken { fates[row] = .unknown }
  }

  /// Reads what the words of a column mean.
  @inline(__always)
  private func readWords<Value>(
    _ column: Int, _ known: borrowing WordMemory<Value>, _ block: ByteBlock, into values: UnsafeMutablePointer<Value>
  ) {
    field.load(column, of: plan.layout.width, chunk, block)
    each(block) { row, address, count in
      guard let meaning = known.value(address, count: count) else { return false }
      values[row] = meaning
      return true
    }
  }

  /// Looks every word of the loaded column up.
  @inline(__always)
  private func each(_ block: ByteBlock, _ isKnown: (Int, UnsafePointer<UInt8>, Int) -> Bool) {
    let (bytes, offsets, counts, fates) = (block.bytes, field.offsets, field.counts, fates)
    for row in 0..<chunk.count where !isKnown(row, bytes + Int(offsets[row]), Int(counts[row])) { miss(row, fates) }
  }
}
