import TabularReading

/// What a source counts itself: rows that it does not hand on, and what it notices.
struct SourceAccount: Equatable {
  /// Rows that are left out, by their reason.
  var filteredBy: [String: Int] = [:]
  /// What was noticed and is no row.
  var found: [String: Int] = [:]
  /// What was noticed of rows.
  var notes: [ReadingNote: ReadingSummary.Occurrences] = [:]

  mutating func filter(_ reason: String) { filteredBy[reason, default: 0] += 1 }

  mutating func notice(_ finding: OCDSFinding, count: Int = 1) { found[finding.rawValue, default: 0] += count }

  mutating func unknown(_ word: String) { found[word, default: 0] += 1 }

  mutating func note(_ note: ReadingNote, line: Int) {
    notes[note, default: ReadingSummary.Occurrences(count: 0, firstLine: line)].count += 1
  }

  /// Takes what another account has counted.
  mutating func add(_ other: SourceAccount) {
    filteredBy.merge(other.filteredBy, uniquingKeysWith: +)
    found.merge(other.found, uniquingKeysWith: +)
    notes.merge(other.notes) { one, two in
      ReadingSummary.Occurrences(count: one.count + two.count, firstLine: min(one.firstLine, two.firstLine))
    }
  }
}

/// A source that counts itself what it leaves out and what it notices.
protocol CountingSource: RecordSource {
  var account: SourceAccount { get }
}
