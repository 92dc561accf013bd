import Procurement

/// What a draft was understood to say.
struct DraftReading {
  var table: PublishedTable
  /// Where each figure stands: its row and its column of the draft.
  var cells: [FigurePlace: (row: Int, column: Int)]
  /// Columns and lines of which nothing was read, by their headings.
  var unread: [String]
  /// Columns and lines that follow from the figures, and whether they do.
  var derived: [DerivedCheck]
  /// The unit as it was found, or nil where nothing names it.
  var namesUnit: Bool
  /// How each word was understood.
  var words: [ReadWord]
  var identities: TableIdentities
}

/// A word of a table and what it was taken for.
public struct ReadWord: Hashable, Sendable, Codable {
  /// The word as printed.
  public var word: String
  /// year, category, row, figure, total, unit or own.
  public var meaning: String
}

extension PublishedTable {
  /// Whether two tables have the same figures at the same places.
  func saysTheSame(as other: PublishedTable) -> Bool {
    unit == other.unit && figures.count == other.figures.count
      && figures.allSatisfy { other.figures[$0.key]?.value == $0.value.value }
  }
}
