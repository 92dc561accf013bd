/// The names of cells, as in A3.
enum CellName {
  /// The last row and the last column that a sheet can have.
  static let (rowLimit, columnLimit) = (1_048_576, 16_384)

  /// Row and column of a cell's name, as (3, 1) for A3, or nil.
  static func place(_ name: UnsafePointer<CChar>) -> (row: Int, column: Int)? {
    var (row, column) = (0, 0)
    var position = name
    while position.pointee != 0 {
      let byte = UInt8(bitPattern: position.pointee)
      position += 1
      switch byte {
      case 0x41...0x5A where row == 0: column = column * 26 + Int(byte) - 0x40
      case 0x30...0x39: row = row * 10 + Int(byte) - 0x30
      case UInt8(ascii: "$"): break
      default: return nil
      }
      guard row <= rowLimit, column <= columnLimit else { return nil }
    }
    return row > 0 && column > 0 ? (row, column) : nil
  }

  /// The area of a reference, as in A1:C3.
  static func area(_ reference: String) -> MergedCells.Area? {
    let corners = reference.split(separator: ":").compactMap { place(String($0)) }
    guard let first = corners.first, let last = corners.last, first.row <= last.row, first.column <= last.column
    else { return nil }
    return MergedCells.Area(rows: first.row...last.row, columns: first.column...last.column)
  }

  /// The name of a cell.
  static func text(row: Int, column: Int) -> String {
    var letters = ""
    var rest = column
    while rest > 0 {
      let letter = Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26)))
      letters = String(letter) + letters
      rest = (rest - 1) / 26
    }
    return letters + String(row)
  }
}
