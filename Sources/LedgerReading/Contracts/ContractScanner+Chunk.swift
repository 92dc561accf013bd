import Procurement
import TabularReading

/// What is to become of a record of a chunk.
enum RecordFate: UInt8 {
  /// It is a contract.
  case taken
  /// Something in it is not known yet: it is for the readable parser.
  case unknown
  /// It is not of the population, whatever else it says.
  case ofOthers
  /// It is left out for its year or its amount.
  case leftOut
}

// Records that are understood at once, column by column: short loops that a compiler keeps in registers.
extension ContractScanner {
  func takeChunk(_ block: ByteBlock, _ columns: ContractColumns) -> Int {
    let rows = chunk.count
    let first = columns.count
    fates.update(repeating: .taken, count: rows)
    (columns.notes + first).update(repeating: 0, count: rows)
    for gate in gates { pass(gate, block) }
    readAmounts(block, columns, first)
    readYears(block, columns.years + first, columns.dates + first)
    readClasses(block, columns, first)
    if let column = plan.vendorID { checkVendors(column, block, columns, columns.notes + first) }
    if let column = plan.municipality { checkMunicipalities(column, block, columns, columns.notes + first) }
    readTexts(block, columns, first)
    for column in plan.nameColumns { suspectTotals(column, block) }
    suspectSwallowed(block)
    let run = readKeys(block, columns.fingerprints + first)
    if let least = plan.amountsAbove {
      for row in 0..<rows where fates[row] == .taken && columns.amounts[first + row] <= least { fates[row] = .leftOut }
    }
    for row in 0..<rows where fates[row] != .taken { return settle(block, columns, run) }
    columns.read += rows
    columns.hasCurrency = true
    columns.count += rows
    putDown(run, columns, first..<columns.count)
    if plan.date != nil { columns.noteDates(first..<columns.count) }
    if !addsUp || columns.hasNotes || !columns.keys.fingerprints.isEmpty {
      (columns.lines + first).update(from: chunk.lines, count: rows)
      (columns.starts + first).update(from: chunk.starts, count: rows)
    }
    if addsUp { columns.addUp() }
    return rows
  }

  /// Settles records one by one, in order: contracts close ranks, what is not known goes to the readable parser.
  private func settle(_ block: ByteBlock, _ columns: ContractColumns, _ run: KeyRun?) -> Int {
    let first = columns.count
    for row in 0..<chunk.count {
      switch fates[row] {
      case .taken:
        // Contracts before it, readable ones too, are no more than the records: nothing unsettled is overwritten.
        columns.move(first + row, line: chunk.lines[row], start: chunk.starts[row])
        let place = columns.count - 1..<columns.count
        if plan.date != nil { columns.noteDates(place) }
        if run == nil { putDown(nil, columns, place) }
        columns.hasCurrency = true
      case .ofOthers: columns.filtered += 1
      case .leftOut:
        columns.filtered += 1
        columns.hasCurrency = true
      case .unknown:
        let (start, end) = (Int(chunk.starts[row]), Int(chunk.ends[row]))
        // The run of a chunk holds the keys of all its records.
        guard takeReadably(block, start, end, line: chunk.lines[row], columns, putsKeyDown: run == nil) else {
          return row
        }
        continue
      }
      columns.read += 1
    }
    if let run { columns.keys.append(run) }
    if addsUp { columns.addUp() }
    return chunk.count
  }

  private func putDown(_ run: KeyRun?, _ columns: ContractColumns, _ rows: Range<Int>) {
    if let run {
      columns.keys.append(run)
    } else if keyMemory != .none {
      columns.keys.append(fingerprints: rows)
    }
  }

  /// Leaves rows to the readable parser that may be totals: a name of theirs is empty, and the word of a total may stand in
  /// them, or nothing names them.
  private func suspectTotals(_ column: Int, _ block: ByteBlock) {
    field.load(column, of: plan.layout.width, chunk, block)
    let counts = field.counts
    if plan.nameColumns.count == 1 { suspectTotalWords(column, block) }
    for row in 0..<chunk.count where counts[row] <= 12 && fates[row] == .taken {
      guard counts[row] == 0 || isBlank(column, row, block) else { continue }
      let names = plan.nameColumns
      let isUnnamed = names.count > 1 && names.allSatisfy { isBlank($0, row, block) }
      if isUnnamed || mayHoldTotal(Int(chunk.starts[row])..<Int(chunk.ends[row]), block) { fates[row] = .unknown }
    }
  }

  /// The same of rows whose only name, in the column that is loaded, is the word of a total.
  private func suspectTotalWords(_ column: Int, _ block: ByteBlock) {
    let (offsets, counts) = (field.offsets, field.counts)
    for row in 0..<chunk.count where counts[row] > 0 && fates[row] == .taken {
      let (start, end) = (Int(offsets[row]), Int(offsets[row]) + Int(counts[row]))
      // Most numbers end with a digit, and no word of a total does.
      guard block.bytes[end - 1] &- 0x30 > 9,
        mayHoldTotal(start..<end, block)
          || end - start <= TotalRows.closingLimit
            && TotalRows.mayClose(
              UnsafeBufferPointer(start: block.bytes + start, count: end - start), isCP932: plan.layout.isCP932)
      else { continue }
      fates[row] = .unknown
    }
  }

  /// Leaves records of several lines to the readable parser that hold delimiters for two rows.
  private func suspectSwallowed(_ block: ByteBlock) {
    guard block.hasQuotes else { return }
    let (bytes, width, delimiter) = (block.bytes, plan.layout.width, plan.layout.delimiter)
    for row in 0..<chunk.count where fates[row] == .taken {
      guard row + 1 == chunk.count || chunk.lines[row + 1] - chunk.lines[row] > 1 else { continue }
      var (delimiters, hasBreak) = (0, false)
      for place in Int(chunk.starts[row])..<Int(chunk.ends[row]) {
        if bytes[place] == delimiter { delimiters += 1 }
        if bytes[place] == 0x0A { hasBreak = true }
      }
      if hasBreak, delimiters >= 2 * (width - 1) { fates[row] = .unknown }
    }
  }

  private func isBlank(_ column: Int, _ row: Int, _ block: ByteBlock) -> Bool {
    let field = scanned(column, row, block)
    guard field.count > 0 else { return true }
    // Blanks begin with these bytes, in either encoding.
    guard field.count <= 12, field.address[0] <= 0x20 || field.address[0] == 0xE3 || field.address[0] == 0x81 else {
      return false
    }
    return field.text(isCP932: plan.layout.isCP932)?.isEmpty ?? true
  }

  /// Whether some bytes hold 計, 件, 総, 均, 税 or a Latin word of totals.
  private func mayHoldTotal(_ range: Range<Int>, _ block: ByteBlock) -> Bool {
    let bytes = block.bytes
    let isCP932 = plan.layout.isCP932
    for place in range {
      switch bytes[place] {
      // 計, 件, 総, 均, 税 in UTF-8, full-width letters, and the same in CP932.
      case 0xE8 where !isCP932 && bytes[place + 1] == 0xA8 && bytes[place + 2] == 0x88,
        0xE4 where !isCP932 && bytes[place + 1] == 0xBB && bytes[place + 2] == 0xB6,
        0xE7 where !isCP932 && bytes[place + 1] == 0xB7 && bytes[place + 2] == 0x8F,
        0xE5 where !isCP932 && bytes[place + 1] == 0x9D && bytes[place + 2] == 0x87,
        0xE7 where !isCP932 && bytes[place + 1] == 0xA8 && bytes[place + 2] == 0x8E,
        0xEF where !isCP932 && bytes[place + 1] == 0xBC,
        0x8B where isCP932 && bytes[place + 1] == 0xCF, 0x90 where isCP932 && bytes[place + 1] == 0xC5,
        0x8C where isCP932 && (bytes[place + 1] == 0x76 || bytes[place + 1] == 0x8F),
        0x91 where isCP932 && bytes[place + 1] == 0x8D, 0x82 where isCP932 && bytes[place + 1] >= 0x60:
        return true
      case 0x53, 0x73, 0x54, 0x74, 0x43, 0x63, 0x47, 0x67, 0x52, 0x72:
        // sum, subtotal, total, cumulative, grand total, running total.
        let next = bytes[place + 1] | 0x20
        if next == UInt8(ascii: "u") || next == UInt8(ascii: "o") || next == UInt8(ascii: "r") { return true }
      default: break
      }
    }
    return false
  }

  private func pass(_ gate: Gate, _ block: ByteBlock) {
    field.load(gate.column, of: plan.layout.width, chunk, block)
    for row in 0..<chunk.count where fates[row] == .taken {
      switch gate.words.value(block.bytes + Int(field.offsets[row]), count: Int(field.counts[row])) {
      case true?: break
      case false?: fates[row] = .ofOthers
      case nil: fates[row] = .unknown
      }
    }
  }
}
