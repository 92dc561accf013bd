/// What is noted about one row.
struct ReadingNotes: Sequence {
  private var bits: UInt8 = 0

  /// Whether nothing is noted.
  var isEmpty: Bool { bits == 0 }

  /// Notes something.
  mutating func insert(_ note: ReadingNote) { bits |= note.bit }

  /// Whether something is noted.
  func contains(_ note: ReadingNote) -> Bool { bits & note.bit != 0 }

  /// The notes in the order of their kinds.
  func makeIterator() -> some IteratorProtocol<ReadingNote> {
    let bits = bits
    return ReadingNote.allCases.lazy.filter { bits & $0.bit != 0 }.makeIterator()
  }
}
