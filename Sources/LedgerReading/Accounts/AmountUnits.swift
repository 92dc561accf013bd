import Procurement
import TabularReading

/// In which unit (単位) each column of amounts of one file is written, and on which tax basis.
///
/// A column's own unit goes first: that of the mapping for it, then that of its header. What stands above the table is said of
/// all columns, as is the unit of the mapping; a column of which nothing is said has the unit of the first one.
struct AmountUnits<Field: MappedField> {
  /// What the file states, that of the first column first.
  private(set) var found: [UnitFound] = []
  /// The tax basis of the first column.
  private(set) var taxBasis: TaxBasis
  private var units: [Field: Int64] = [:]
  private let first: Field?
  private let general: Int64

  /// Looks at the columns of some fields whose amounts are compared or added; those of `alone` are not.
  ///
  /// - Throws: `DataError` where a note above the table leaves the unit open, or two columns have different tax bases.
  init(
    _ fields: [Field], alone: [Field] = [], in columns: FieldColumns<Field>, header: Header, mapping: LedgerMapping
  ) throws(DataError) {
    (first, general, taxBasis) = (fields.first, mapping.unit, mapping.taxBasis)
    for field in fields + alone {
      guard let column = columns.positions(of: [field]).first else { continue }
      try take(field, column, header, mapping)
      guard !alone.contains(field) else { continue }
      let stated = header.taxBasis(ofColumn: column, mapping)
      guard field != first else {
        if let own = header.own(mapping.columnTaxBases, column) {
          taxBasis = own
        } else if mapping.taxBasis == .unstated {
          taxBasis = stated ?? header.unitAbove?.taxBasis ?? .unstated
        }
        continue
      }
      if let stated, taxBasis != .unstated, stated != taxBasis {
        throw header.taxBasesDiffer(taxBasis, stated, column)
      }
    }
  }

  private mutating func take(
    _ field: Field, _ column: Int, _ header: Header, _ mapping: LedgerMapping
  ) throws(DataError) {
    if let unit = header.own(mapping.columnUnits, column) {
      units[field] = unit
    } else if mapping.statesUnit {
      return
    } else if let unit = header.unit(ofColumn: column)?.unit {
      units[field] = unit
      found.append(UnitFound(header.names[column], unit, .header))
    } else if field == first, let note = header.unclearUnitAbove {
      throw header.unclearUnit(note)
    } else if let unit = header.unitAbove?.unit {
      units[field] = unit
      if field == first { found.append(UnitFound(header.names[column], unit, .above)) }
    }
  }

  /// The unit of a field.
  subscript(field: Field) -> Int64 { units[field] ?? first.flatMap { units[$0] } ?? general }

  /// The unit that all of some fields have, nil where they differ.
  func common(_ fields: [Field]) -> Int64? {
    let all = Set(fields.map { self[$0] })
    return all.count == 1 ? all.first : nil
  }
}

extension Header {
  /// The tax basis that a mapping or the heading itself says of a column; nil where neither does.
  func taxBasis(ofColumn column: Int, _ mapping: LedgerMapping) -> TaxBasis? {
    own(mapping.columnTaxBases, column) ?? unit(ofColumn: column)?.taxBasis
  }

  /// The one of several columns (予定価格（税込）, 予定価格（税抜）) that has a tax basis.
  ///
  /// - Throws: `DataError` that names two of them where their tax does not tell which is meant.
  func column(
    of candidates: [Int], in basis: TaxBasis?, _ mapping: LedgerMapping, field: String, section: String? = nil
  ) throws(DataError) -> Int {
    let matching = candidates.filter { basis != nil && taxBasis(ofColumn: $0, mapping) == basis }
    guard matching.count == 1 else { throw ambiguous(candidates[0], candidates[1], field: field, section: section) }
    return matching[0]
  }
}
