import Procurement
import TabularReading

/// The winners that rows of bids name (落札者 in each row of a tender), and whether they bid.
///
/// A winner without a bid would leave the tender without one, unsaid.
struct NamedWinners {
  private struct Entry {
    var hasBid: Bool
    var line: Int
    var fault: FieldFault
  }

  /// By tender and name.
  private var entries: [[String]: Entry] = [:]

  /// The winners of a file, nil where its first rows have nothing but yes and no in the column of winners.
  init?(_ columns: FieldColumns<BidField>, in header: Header) {
    guard let cell = columns.cell(.winner), cell.column != nil else { return nil }
    let texts = header.firstRows.filter { $0.count == header.names.count }.compactMap { cell.text(in: $0) }
    guard texts.contains(where: Self.isName) else { return nil }
  }

  /// Whether a text in the column of winners can be a name: it is neither yes nor no, nor a mark or number that may be either.
  static func isName(_ text: String) -> Bool {
    KnownWords.answer(text) == nil && BidRemark.failure(text) == nil && text.contains(where: \.isLetter)
  }

  /// Takes the name in a row.
  ///
  /// - Parameters:
  ///   - firm: the bidder of the row.
  ///   - fault: what is wrong where no row of the tender has that bidder.
  mutating func note(_ name: String, bid firm: String, tender: String, fault: FieldFault, line: Int) {
    let key = [tender, name]
    if var entry = entries[key] {
      entry.hasBid = entry.hasBid || name == firm
      entries[key] = entry
    } else {
      entries[key] = Entry(hasBid: name == firm, line: line, fault: fault)
    }
  }

  /// The first winner that no row of its own bid names.
  var unmet: (fault: FieldFault, line: Int)? {
    entries.values.filter { !$0.hasBid }.min { $0.line < $1.line }.map { ($0.fault, $0.line) }
  }
}
