import TabularReading

/// Reads a file once and profiles its columns.
public enum FileInspector {
  /// Profiles a file.
  ///
  /// What a value can be read as is judged once for each distinct value of a block; CSV files are read in passing, on
  /// several threads, with the same result.
  ///
  /// - Parameters:
  ///   - file: the file, in any format that ledgers may have.
  ///   - layout: what the user says of its layout; the rest is detected.
  ///   - scan: how large files are read.
  /// - Throws: `DataError` where the file cannot be read.
  /// - Complexity: O(bytes) time, O(columns × distinct values) memory with a limit on distinct values.
  public static func profile(
    _ file: InputFile, layout: FileLayout = FileLayout(), scan: ScanOptions = ScanOptions()
  ) throws(DataError) -> FileProfile {
    var profile = try profile(file, layout: layout, scan: scan, purpose: .contracts)
    guard profile.format == .ocds, file.isRegular else { return profile }
    // A contracting process has both contracts and bids.
    var bids = try self.profile(file, layout: layout, scan: scan, purpose: .bids)
    if bids.rows > 0, profile.rows == 0 {
      bids.content = .bids
      return bids
    }
    profile.hasBids = bids.rows > 0
    return profile
  }

  private static func profile(
    _ file: InputFile, layout: FileLayout, scan: ScanOptions, purpose: ReadingPurpose
  ) throws(DataError) -> FileProfile {
    var table = try RecordTable(file, wanted: FileContent.wanted, layout: layout, purpose: purpose)
    let columns = table.header.names.map(ColumnStatistics.init)
    var rows = 0
    var record = Record()
    var scanFrom: Int? = 0
    while true {
      if let place = scanFrom, let source = table.unreadCSV, source.reader.place.offset >= place {
        scanFrom = try self.scan(source, table.header, scan, &rows, columns)
        if rows > 0 { table.noteRecords() }
      }
      guard try table.next(&record) else { break }
      rows += 1
      for column in 0..<record.count { columns[column].add(record, column) }
    }
    var profiles = columns.enumerated().map { $1.profile(number: $0 + 1) }
    let content =
      table.source.format == .ocds
      ? nil
      : file.isRegular && (try? PublishedTableReader.recognizes(file)) == true
        ? .publishedTable : FileContent(names: table.header.names)
    // Other lists have columns that look like those of ledgers.
    if purpose == .contracts, content == nil || content == .ledger { FieldGuess.assign(to: &profiles) }
    let amount = profiles.first { $0.field == .amount }
    var note = table.header.unitAbove
    if let amount, let own = table.header.unit(ofColumn: amount.number - 1) {
      note = UnitNote(unit: own.unit ?? note?.unit, taxBasis: own.taxBasis ?? note?.taxBasis)
    }
    return FileProfile(
      file: file.path, format: table.source.format, layout: table.source.layout, skippedRows: table.finding.skipped,
      headerRows: table.finding.depth, headerLine: table.header.line, rows: rows, columns: profiles, content: content,
      unitNote: note)
  }

  /// Profiles rows in passing from where a CSV file stands.
  ///
  /// - Returns: the place in the file from which this may be tried again, nil where it cannot.
  private static func scan(
    _ source: CSVSource, _ header: Header, _ options: ScanOptions, _ rows: inout Int, _ columns: [ColumnStatistics]
  ) throws(DataError) -> Int? {
    let origin = source.reader.place
    guard options.isEnabled, let size = try source.reader.seekableSize(), size - origin.offset >= options.leastBytes,
      let layout = ScanLayout(header, source)
    else { return nil }
    let scan = FileScan<ProfileScanner>(
      layout: layout, makeScanner: { ProfileScanner(layout) }, makeColumns: { ProfileColumns(width: layout.width) },
      options: options, descriptor: source.reader.input.descriptor, origin: origin, limit: source.reader.input.limit)
    var read = 0
    let place = scan.run { scratch, firstLine in
      guard scratch.extent?.first != nil else { return }
      read += scratch.columns.rows
      for (column, tally) in scratch.columns.tallies.enumerated() {
        columns[column].add(tally, firstLine: firstLine, isCP932: layout.isCP932)
      }
    }
    rows += read
    try source.reader.resume(at: place)
    return place.offset + options.blockSize
  }
}
