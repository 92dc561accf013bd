/// The merged cells of a sheet: all of them show the first one's value.
struct MergedCells {
  /// A rectangle of cells, rows and columns from 1.
  struct Area: Equatable {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
  }

  private var areas: [Area] = []
  private var next = 0
  /// Areas that the current row crosses, each with the value of its first cell.
  private var open: [(area: Area, value: [UInt8])] = []

  /// Merged cells of given areas.
  init(_ areas: [Area]) {
    self.areas = areas.sorted { $0.rows.lowerBound < $1.rows.lowerBound }
  }

  /// Fills the merged cells of a row; rows must come in order.
  ///
  /// - Returns: false where areas overlap, which would take time and memory without bounds.
  mutating func fill(_ cells: inout [[UInt8]], row: Int) -> Bool {
    open.removeAll { $0.area.rows.upperBound < row }
    while next < areas.count, areas[next].rows.lowerBound <= row {
      let area = areas[next]
      next += 1
      guard area.rows.contains(row) else { continue }
      let first = area.columns.lowerBound - 1
      let isTop = area.rows.lowerBound == row
      open.append((area, isTop && cells.indices.contains(first) ? cells[first] : []))
    }
    guard open.reduce(0, { $0 + $1.area.columns.count }) <= CSVReader.columnLimit else { return false }
    for (area, value) in open where !value.isEmpty {
      while cells.count < area.columns.upperBound { cells.append([]) }
      for column in area.columns { cells[column - 1] = value }
    }
    return true
  }

  /// Row and column of a cell's name, as (3, 1) for A3, or nil.
  static func cell(_ name: String) -> (row: Int, column: Int)? {
    var (row, column) = (0, 0)
    for byte in name.utf8 {
      switch byte {
      case 0x41...0x5A where row == 0: column = column * 26 + Int(byte) - 0x40
      case 0x30...0x39: row = row * 10 + Int(byte) - 0x30
      case UInt8(ascii: "$"): break
      default: return nil
      }
      guard row <= 1_048_576, column <= 16_384 else { return nil }
    }
    return row > 0 && column > 0 ? (row, column) : nil
  }

  /// The area of a reference, as in A1:C3.
  static func area(_ reference: String) -> Area? {
    let corners = reference.split(separator: ":").compactMap { cell(String($0)) }
    guard let first = corners.first, let last = corners.last, first.row <= last.row, first.column <= last.column
    else { return nil }
    return Area(rows: first.row...last.row, columns: first.column...last.column)
  }
}

/// Collects the merged cells, which stand behind all rows of a sheet.
final class MergedCellsCollector: XMLHandler {
  private static let limit = 1 << 20
  private(set) var areas: [MergedCells.Area] = []
  var refusal: DataError.Problem? {
    areas.count > Self.limit ? .brokenWorkbook(reason: "too many merged cells") : nil
  }

  func start(_ name: String, _ attributes: XMLAttributes) {
    guard name == "mergeCell", let area = attributes["ref"].flatMap(MergedCells.area) else { return }
    areas.append(area)
  }
  func text(_ bytes: UnsafeRawBufferPointer) {}
  func end(_ name: String) {}
}
