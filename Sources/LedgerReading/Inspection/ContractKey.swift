import TabularReading

/// Finds columns that together tell the contracts of a file apart.
enum ContractKey {
  /// How many rows are looked at.
  private static let rowLimit = 200_000

  /// The fewest columns in which no two rows agree, or nil where there are none.
  ///
  /// A column that holds the contract's number comes first, with the year beside it where numbers stand again in other years. Else
  /// names and offices identify, and days only beside them: days, years and amounts by themselves happen to differ.
  static func find(in profile: FileProfile, keeping filter: RowFilter?) throws(DataError) -> [ColumnProfile]? {
    guard profile.file != "-", profile.content == nil || profile.content == .ledger else {
      return profile.columns.first { $0.field == .contract }.map { [$0] }
    }
    if let named = profile.columns.first(where: { $0.field == .contract && $0.filled > 0 }) {
      guard let year = profile.columns.first(where: { $0.field == .fiscalYear && $0.filled > 0 }) else {
        return [named]
      }
      let rows = try hashes(of: [named, year], profile, filter)
      let (numbers, both) = (Set(rows.map { $0[0] }).count, Set(rows.map { mix(mix(0, $0[0]), $0[1]) }).count)
      return numbers < both ? [year, named] : [named]
    }
    let others = profile.columns.filter { column in
      column.filled > 0 && column.reference != filter?.column && !column.name.lowercased().contains("file")
    }
    let names = others.filter { $0.kind == .text && ![.vendor, .amount, .date, .fiscalYear].contains($0.field) }
    let days = others.filter { $0.kind == .date || $0.field == .fiscalYear }
    guard !names.isEmpty else { return nil }
    let rows = try hashes(of: names + days, profile, filter)
    guard !rows.isEmpty else { return nil }
    var key = PartialKey(rows: rows)
    key.grow(among: Array(names.indices))
    if !key.isWhole, !key.chosen.isEmpty { key.grow(among: Array(names.count..<names.count + days.count)) }
    // A single row tells nothing of a key.
    return key.isWhole && !key.chosen.isEmpty
      ? key.chosen.map { (names + days)[$0] }.sorted { $0.number < $1.number } : nil
  }

  /// Columns that were chosen, and how many rows they tell apart.
  private struct PartialKey {
    let rows: [[UInt64]]
    var chosen: [Int] = []
    private var combined: [UInt64]
    private var distinct = 1

    init(rows: [[UInt64]]) {
      self.rows = rows
      combined = [UInt64](repeating: 0, count: rows.count)
    }

    /// Whether no two rows agree.
    var isWhole: Bool { distinct == rows.count }

    /// Adds the columns that tell the most rows apart, as long as one tells more.
    mutating func grow(among candidates: [Int]) {
      while !isWhole {
        var best: (candidate: Int, distinct: Int)?
        for candidate in candidates where !chosen.contains(candidate) {
          let count = Set(rows.indices.map { ContractKey.mix(combined[$0], rows[$0][candidate]) }).count
          if count > best?.distinct ?? distinct { best = (candidate, count) }
        }
        guard let best else { return }
        chosen.append(best.candidate)
        for row in rows.indices { combined[row] = ContractKey.mix(combined[row], rows[row][best.candidate]) }
        distinct = best.distinct
      }
    }
  }

  fileprivate static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 { (a ^ b) &* 0x9E37_79B9_7F4A_7C15 ^ (a >> 29) }

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
