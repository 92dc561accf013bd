import TabularReading

/// Finds columns that together tell the contracts of a file apart.
enum ContractKey {
  /// How many rows are looked at.
  private static let rowLimit = 200_000

  /// The fewest columns in which no two rows agree, or nil where there are none.
  ///
  /// A column that holds the contract's number comes first; then columns are added that tell the most rows apart.
  static func find(in profile: FileProfile, keeping filter: RowFilter?) throws(DataError) -> [ColumnProfile]? {
    if let named = profile.columns.first(where: { $0.field == .contract }) { return [named] }
    // Names, offices and days identify; amounts and the winner's name only happen to differ.
    let candidates = profile.columns.filter { column in
      (column.kind == .text || column.kind == .date) && column.filled > 0 && column.field != .vendor
        && !column.name.lowercased().contains("file") && column.reference != filter?.column
    }
    guard !candidates.isEmpty, profile.file != "-" else { return nil }
    let rows = try hashes(of: candidates, profile, filter)
    guard !rows.isEmpty else { return nil }
    var chosen: [Int] = []
    var combined = [UInt64](repeating: 0, count: rows.count)
    var distinct = 1
    while distinct < rows.count {
      var best: (candidate: Int, distinct: Int)?
      for candidate in candidates.indices where !chosen.contains(candidate) {
        let count = Set(rows.indices.map { mix(combined[$0], rows[$0][candidate]) }).count
        if count > best?.distinct ?? distinct { best = (candidate, count) }
      }
      guard let best else { return nil }
      chosen.append(best.candidate)
      for row in rows.indices { combined[row] = mix(combined[row], rows[row][best.candidate]) }
      distinct = best.distinct
    }
    // A single row tells nothing of a key.
    return chosen.isEmpty ? nil : chosen.sorted().map { candidates[$0] }
  }

  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 { (a ^ b) &* 0x9E37_79B9_7F4A_7C15 ^ (a >> 29) }

  private static func hashes(
    of columns: [ColumnProfile], _ profile: FileProfile, _ filter: RowFilter?
  ) throws(DataError) -> [[UInt64]] {
    var layout = profile.layout
    layout.skippedRows = profile.skippedRows
    layout.headerRows = profile.headerRows
    var table = try RecordTable(InputFile(profile.file), wanted: [], layout: layout)
    let filterColumn = try filter.map { filter throws(DataError) in try table.header.require([filter.column]) }
    var rows: [[UInt64]] = []
    var record = Record()
    while rows.count < rowLimit, try table.next(&record) {
      if let filter, let filterColumn, !filter.values.contains(record.text(filterColumn)) { continue }
      rows.append(
        columns.map { column in
          var hasher = Hasher()
          hasher.combine(record.text(column.number - 1))
          return UInt64(bitPattern: Int64(hasher.finalize()))
        })
    }
    return rows
  }
}
