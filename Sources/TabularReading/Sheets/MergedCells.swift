/// The merged cells of a sheet: all of them show the first one's value.
package struct MergedCells {
  /// A rectangle of cells, rows and columns from 1.
  package struct Area: Equatable {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
  }

  private var areas: [Area] = []
  private var next = 0
  /// Areas that the current row crosses, each with the value of its first cell.
  private var open: [(area: Area, value: [UInt8])] = []
  /// Areas of several rows, or of several columns, from the first row on, as far as rows were asked for.
  private var asked: [Area] = []
  private var nextAsked = 0

  /// Merged cells of given areas.
  init(_ areas: [Area]) {
    self.areas = areas.sorted { $0.rows.lowerBound < $1.rows.lowerBound }
  }

  /// Adds an area that begins in no earlier row than those before.
  mutating func add(_ area: Area) { areas.append(area) }

  /// How many areas there are.
  var count: Int { areas.count }

  /// Whether a row crosses no area; rows must come in order.
  func isFree(_ row: Int) -> Bool {
    (next >= areas.count || areas[next].rows.lowerBound > row) && open.allSatisfy { $0.area.rows.upperBound < row }
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

  /// The areas that cross a row; rows must be asked for in order.
  mutating func crossing(_ row: Int) -> [Area] {
    guard nextAsked < areas.count || !asked.isEmpty else { return [] }
    asked.removeAll { $0.rows.upperBound < row }
    while nextAsked < areas.count, areas[nextAsked].rows.lowerBound <= row {
      if areas[nextAsked].rows.contains(row) { asked.append(areas[nextAsked]) }
      nextAsked += 1
    }
    return asked
  }
}

/// Collects the merged cells, which stand behind all rows of a sheet.
final class MergedCellsCollector: XMLHandler {
  private static let limit = 1 << 20
  private(set) var areas: [MergedCells.Area] = []
  var refusal: DataError.Problem? {
    areas.count > Self.limit ? .brokenWorkbook(reason: "too many merged cells") : nil
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "mergeCell", let area = attributes["ref"].flatMap(CellName.area) else { return }
    areas.append(area)
  }
}
