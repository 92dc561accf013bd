/// What must be known of a sheet before its first row, although it may stand behind the last one.
///
/// The part is decompressed once and searched for words; only the merged cells are parsed.
struct SheetSurvey {
  /// The merged cells.
  private(set) var areas: [MergedCells.Area] = []
  /// Whether no formula has a value but 0.
  private(set) var hasOnlyZeros = true
  /// Whether one of these is written 0.0, as libraries do that leave formulas to Excel; Excel writes 0.
  private(set) var hasPointZeros = false

  private static let (begin, end, formula) = (Array("mergeCells".utf8), Array("mergeCells>".utf8), Array("f><v>".utf8))
  private static let (zero, pointZero) = (Array("0<".utf8), Array("0.0<".utf8))
  /// The longest list of merged cells that is kept in one piece, in bytes.
  private static let limit = 64 << 20

  /// Surveys a part.
  ///
  /// - Throws: `DataError` where it cannot be read.
  init(_ part: String, of workbook: Workbook) throws(DataError) {
    let entry = try workbook.archive.entry(part)
    var block: [UInt8] = []
    // The end of the last block, so that no word is cut, and the list of merged cells from its tag on.
    var window: [UInt8] = []
    var list: [UInt8]?
    var isFirst = true
    var mustParse = false
    repeat {
      try entry.read(into: &block)
      // Text of two bytes a letter is not searched.
      if isFirst, block.starts(with: [0xFF, 0xFE]) || block.starts(with: [0xFE, 0xFF]) { mustParse = true }
      isFirst = false
      if list != nil {
        list? += block
        mustParse = mustParse || list?.count ?? 0 > Self.limit
      } else {
        window += block
        if hasOnlyZeros { lookAtFormulas(window) }
        if let found = ByteSearch.find(Self.begin, in: window) {
          let tag = window[..<found].lastIndex(of: UInt8(ascii: "<")) ?? found
          list = Array(window[tag...])
        }
        window.removeFirst(max(0, window.count - 64))
      }
    } while !block.isEmpty && !mustParse
    guard mustParse || list != nil else { return }
    if !mustParse, let list, let areas = Self.parse(list) {
      self.areas = areas
      return
    }
    let collector = MergedCellsCollector()
    try workbook.archive.parse(part, in: workbook.file, collector)
    areas = collector.areas
  }

  /// The merged cells of a list that begins with its tag, or nil where it is none after all.
  private static func parse(_ list: [UInt8]) -> [MergedCells.Area]? {
    let collector = MergedCellsCollector()
    guard let stream = XMLStream(collector),
      let close = ByteSearch.find(Self.end, in: Array(list.dropFirst(Self.begin.count + 1)))
    else { return nil }
    let count = close + Self.begin.count + 1 + Self.end.count
    let document = Array("<x>".utf8) + list.prefix(count) + Array("</x>".utf8)
    guard stream.parse(document) == nil, stream.parse([]) == nil, collector.refusal == nil else { return nil }
    return collector.areas
  }

  private mutating func lookAtFormulas(_ text: [UInt8]) {
    var start = 0
    while let found = ByteSearch.find(Self.formula, in: text, from: start) {
      let value = found + Self.formula.count
      guard value + 3 < text.count else { return }
      if text[value...].starts(with: Self.pointZero) {
        hasPointZeros = true
      } else if !text[value...].starts(with: Self.zero) {
        hasOnlyZeros = false
        return
      }
      start = value
    }
  }
}
