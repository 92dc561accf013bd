import Procurement

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
