/// Which sheets of a workbook are read: the one that was named, or the first one whose header knows most of what is
/// wanted, behind cover pages and beside pivot tables.
package struct SheetChoice {
  /// What stands at the top of a sheet.
  struct Head {
    var name: String
    var isHidden: Bool
    /// The first rows with something in them; nil where the sheet cannot be read.
    var rows: [Record]?

    /// What is said above the table of its unit and tax, and what of it is unclear.
    fileprivate func notes(above finding: HeaderFinder.Finding?) -> NotesAbove {
      let above = (rows ?? []).prefix(finding?.skipped ?? 0).flatMap { row in (0..<row.count).map { row.text($0) } }
      return NotesAbove(above)
    }
  }

  /// The word that asks for all sheets that are laid out alike.
  package static let all = "all"

  /// The sheets that are read, by place, and how many rows their headers end at.
  private(set) var chosen: [(sheet: Int, headerEnd: Int)] = []
  /// Those that are not, although something stands in them.
  private(set) var unread: [Int] = []

  /// Chooses among sheets.
  ///
  /// - Parameters:
  ///   - heads: all sheets in order.
  ///   - named: the place of the one that was asked for.
  ///   - finder: finds headers.
  ///   - readsAll: whether all sheets are wanted that are laid out like the best one.
  init(_ heads: [Head], named: Int?, finder: HeaderFinder, readsAll: Bool) {
    let findings = heads.map { head in head.rows.map { finder.find(in: $0) } }
    let filled = heads.indices.filter { heads[$0].rows.map { !$0.isEmpty } ?? true }
    let visible = heads.indices.filter { !heads[$0].isHidden }
    let scores = findings.map { $0.map { finder.score($0.names) } ?? 0 }
    var best = named
    if named == nil {
      for place in visible where filled.contains(place) {
        if best.map({ scores[place] > scores[$0] }) ?? true { best = place }
      }
    }
    guard let best = best ?? visible.first ?? heads.indices.first else { return }
    chosen = [(best, 0)]
    if readsAll, let names = findings[best]?.folded {
      let notes = heads[best].notes(above: findings[best])
      for place in visible where place != best && filled.contains(place) {
        // Amounts under （単位：千円） are none of those under （単位：円）.
        guard let finding = findings[place], finding.folded == names, heads[place].notes(above: finding).fits(notes)
        else {
          continue
        }
        chosen.append((place, finding.skipped + finding.depth))
      }
      chosen.sort { $0.sheet < $1.sheet }
      // The first one keeps its header, which the table finds.
      chosen[0].headerEnd = 0
      if let place = chosen.firstIndex(where: { $0.sheet == best }), place > 0, let finding = findings[best] {
        chosen[place].headerEnd = finding.skipped + finding.depth
      }
    }
    unread = filled.filter { place in !chosen.contains { $0.sheet == place } }
  }
}

extension HeaderFinder.Finding {
  /// The names as they are compared.
  fileprivate var folded: [String] {
    var names = names.map(Header.folded)
    while names.last?.isEmpty == true { names.removeLast() }
    return names
  }
}
