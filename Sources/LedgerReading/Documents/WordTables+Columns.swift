import TabularReading

/// The columns of a region, and regions that go on on the next page.
extension WordTables {
  /// No printed table is longer or wider.
  private static let (rowLimit, columnLimit) = (2_000, 500)

  /// Finds the columns of a region.
  ///
  /// - Returns: why they cannot be told, or nil.
  func setColumns(_ region: inout Region) -> UnreadRegion.Reason? {
    let counts = region.body.map(\.figures.count)
    let count = counts.max() ?? 0
    guard region.body.count <= Self.rowLimit, count <= Self.columnLimit else {
      return .tooLarge(rows: region.body.count, columns: count)
    }
    let isEven = counts.allSatisfy { $0 == count }
    var ranges = clusters(region.body.flatMap(\.figures))
    let isClear =
      ranges.count == count
      && region.body.allSatisfy { line in
        let places = line.figures.compactMap { figure in ranges.firstIndex { $0.contains(figure.center) } }
        return places.count == line.figures.count && Set(places).count == places.count
      }
    if isEven {
      region.places = region.body.map { _ in Array(0..<count) }
      region.byOrder = !isPlaced || !isClear && isText
      if !isClear {
        ranges = (0..<count).map { column in
          let figures = region.body.map { $0.figures[column] }
          let low = figures.map(\.left).min() ?? 0
          return low...max(low, figures.map(\.right).max() ?? 0)
        }
      }
    } else {
      guard isPlaced, isClear else {
        let first = region.body.first { $0.figures.count != count }
        return .unevenLine(first?.number ?? region.line, figures: first?.figures.count ?? 0, others: count)
      }
      region.places = region.body.map { line in
        line.figures.map { figure in ranges.firstIndex { $0.contains(figure.center) } ?? 0 }
      }
    }
    region.columns = ranges
    return nil
  }

  /// The ranges that words cover together.
  private func clusters(_ words: [PlacedWord]) -> [ClosedRange<Double>] {
    var ranges: [ClosedRange<Double>] = []
    for word in words.sorted(by: { $0.left < $1.left }) {
      let right = max(word.left, word.right)
      if let last = ranges.last, word.left < last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, right)
      } else {
        ranges.append(word.left...right)
      }
    }
    return ranges
  }

  /// A region with the columns of one that follows it without labels of its own, as when a wide sheet is printed.
  func joined(_ first: Region, _ second: Region) -> Region? {
    guard second.labelCount == 0, second.body.count == first.body.count, first.labelCount > 0,
      !first.byOrder || !isPlaced,
      !second.header.isEmpty
    else { return nil }
    var whole = first
    let shift = (first.columns.map(\.upperBound).max() ?? 0) + 3 * em - (second.columns.map(\.lowerBound).min() ?? 0)
    let moved = { (word: PlacedWord) in
      PlacedWord(text: word.text, left: word.left + shift, right: word.right + shift, middle: word.middle)
    }
    let offset = first.columns.count
    whole.columns += second.columns.map { ($0.lowerBound + shift)...($0.upperBound + shift) }
    for row in whole.body.indices {
      whole.body[row].cells += second.body[row].figures.map(moved)
      whole.places[row] += second.places[row].map { $0 + offset }
    }
    while whole.header.count < second.header.count { whole.header.insert([], at: 0) }
    for (level, words) in second.header.reversed().enumerated() {
      whole.header[whole.header.count - 1 - level] += words.map(moved)
    }
    whole.titles += second.titles
    whole.joined = true
    return whole
  }

  /// A region with the rows of one on the next page that has no headings of its own, where its figures stand in the
  /// same columns.
  func continued(_ first: Region, _ second: Region) -> Region? {
    let isNext = second.page == (first.body.last?.page ?? first.page) + 1
    guard isPlaced, isNext, second.header.isEmpty, !first.byOrder, second.titles.allSatisfy({ $0.count < 8 }) else {
      return nil
    }
    // Each column of the second lies in one of the first.
    let columns = second.columns.map { range in
      first.columns.indices.filter {
        first.columns[$0].lowerBound < range.upperBound && range.lowerBound < first.columns[$0].upperBound
      }
    }
    guard columns.allSatisfy({ $0.count == 1 }), Set(columns.joined()).count == columns.count else { return nil }
    var whole = first
    let heights = first.body.map(\.middle)
    let pitch = heights.count > 1 ? ((heights.last ?? 0) - (heights.first ?? 0)) / Double(heights.count - 1) : 2 * em
    let shift = (heights.last ?? 0) + pitch - (second.body.first?.middle ?? 0)
    func moved(_ word: PlacedWord) -> PlacedWord {
      PlacedWord(text: word.text, left: word.left, right: word.right, middle: word.middle + shift)
    }
    for var line in second.body {
      line.middle += shift
      line.cells = line.cells.map(moved)
      whole.body.append(line)
    }
    whole.loose += second.loose.map(moved)
    whole.places += second.places.map { $0.map { columns[$0][0] } }
    for (range, place) in zip(second.columns, columns.joined()) {
      let own = whole.columns[place]
      whole.columns[place] = min(own.lowerBound, range.lowerBound)...max(own.upperBound, range.upperBound)
    }
    whole.joined = true
    return whole
  }
}
