import Procurement

/// What the cells above a table say of its unit and tax.
struct NotesAbove {
  /// The first unit, and the tax basis where one is stated.
  let unit: UnitNote?
  /// A note that speaks of a unit without settling it: another one than the first, or several.
  let unclear: String?

  init(_ cells: [String]) {
    let found = cells.map { (text: $0, note: UnitNote.above($0)) }
    let stated = found.lazy.compactMap(\.note?.unit).first
    let bases = Set(found.compactMap(\.note?.taxBasis))
    // Two bases are of two columns.
    let basis = bases.count == 1 ? bases.first : nil
    unit = stated == nil && basis == nil ? nil : UnitNote(unit: stated, taxBasis: basis)
    unclear =
      found.first { text, note in
        note?.unit.map { $0 != stated } ?? (stated == nil && UnitNote.isUnclear(text))
      }?.text
  }

  /// Whether amounts below both have one unit and, where both state it, one tax basis; without a note the unit is the yen.
  func fits(_ other: NotesAbove) -> Bool {
    guard unclear == other.unclear, (unit?.unit ?? 1) == (other.unit?.unit ?? 1) else { return false }
    guard let basis = unit?.taxBasis, let second = other.unit?.taxBasis else { return true }
    return basis == second
  }
}
