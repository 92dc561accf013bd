/// Gives labels to the rows beside them.
struct LabelAxis {
  /// The labels of each row, from the outside in.
  private(set) var labels: [[String]] = []
  /// Whether labels were given to rows by their height alone.
  private(set) var byPosition = false

  /// The number of columns of labels.
  var width: Int { labels.first?.count ?? 0 }

  /// Settles the labels of rows.
  ///
  /// - Parameters:
  ///   - rows: the height of each row and the labels on it.
  ///   - loose: labels between rows, which span some of them.
  init(rows: [(middle: Double, labels: [PlacedWord])], loose: [PlacedWord], isPlaced: Bool, em: Double) {
    guard isPlaced else {
      setByOrder(rows.map(\.labels))
      return
    }
    let words = Self.verticals(rows.flatMap(\.labels) + loose, em: em)
    let columns = Self.columns(words)
    labels = [[String]](repeating: [String](repeating: "", count: columns.count), count: rows.count)
    let bounds = rows.map { $0.middle...$0.middle }
    // Inner labels first: they say where outer ones begin again.
    for column in columns.indices.reversed() {
      let own = words.filter { Self.column(of: $0, columns) == column }.sorted { $0.middle < $1.middle }
      give(own, column, bounds, em: em)
    }
  }

  private mutating func give(_ words: [PlacedWord], _ column: Int, _ rows: [ClosedRange<Double>], em: Double) {
    var at: [Int: [PlacedWord]] = [:]
    var loose: [PlacedWord] = []
    for word in words {
      if let row = rows.firstIndex(where: { abs($0.lowerBound - word.middle) < 0.45 * em }) {
        at[row, default: []].append(word)
      } else {
        loose.append(word)
      }
    }
    if loose.isEmpty, at.count == rows.count || column == width - 1 {
      for (row, words) in at { labels[row][column] = words.map(\.text).joined() }
      return
    }
    let ordered = words.sorted { $0.middle < $1.middle }
    let inner = labels.map { $0[(column + 1)...].filter { !$0.isEmpty }.joined(separator: "/") }
    // Rows that have no inner label stand for themselves.
    let groups = Partition.restarts(inner)
    if groups.count == ordered.count, column + 1 < width {
      for (word, group) in zip(ordered, groups) { fill(word.text, group, column) }
      return
    }
    if let cut = Partition.centered(rows, on: ordered.map(\.middle)) {
      let pitch = rows.count > 1 ? (rows[rows.count - 1].lowerBound - rows[0].lowerBound) / Double(rows.count - 1) : em
      let isTop = loose.isEmpty && at[0] != nil && cut.worst > 0.3 * pitch
      if isTop {
        var last = ""
        for row in rows.indices {
          if let words = at[row] { last = words.map(\.text).joined() }
          labels[row][column] = last
        }
      } else {
        for (word, group) in zip(ordered, cut.groups) { fill(word.text, group, column) }
        if cut.worst > 0.3 * pitch { byPosition = true }
      }
    } else {
      for (row, words) in at { labels[row][column] = words.map(\.text).joined() }
      byPosition = true
    }
  }

  private mutating func fill(_ text: String, _ rows: Range<Int>, _ column: Int) {
    for row in rows { labels[row][column] = text }
  }

  /// Labels without positions: the last one of a row is the innermost.
  private mutating func setByOrder(_ rows: [[PlacedWord]]) {
    let width = rows.map(\.count).max() ?? 0
    var last = [String](repeating: "", count: width)
    for words in rows {
      var own = [String](repeating: "", count: width)
      for (place, word) in words.enumerated() { own[width - words.count + place] = word.text }
      for place in 0..<(width - words.count) { own[place] = last[place] }
      last = own
      labels.append(own)
    }
  }

  /// Words whose characters stand below each other, as one.
  private static func verticals(_ words: [PlacedWord], em: Double) -> [PlacedWord] {
    var rest = words.sorted { ($0.middle, $0.left) < ($1.middle, $1.left) }
    var found: [PlacedWord] = []
    while !rest.isEmpty {
      var chain = [rest.removeFirst()]
      if isSingle(chain[0], among: words, em: em) {
        while let last = chain.last, let next = rest.firstIndex(where: { word in
          isSingle(word, among: words, em: em) && abs(word.center - last.center) < 0.25 * em
            && (0.7 * em...1.45 * em).contains(word.middle - last.middle)
        }) { chain.append(rest.remove(at: next)) }
      }
      var word = chain[0]
      if chain.count > 1, let last = chain.last {
        word.text = chain.map(\.text).joined()
        word.middle = (word.middle + last.middle) / 2
      }
      found.append(word)
    }
    return found
  }

  private static func isSingle(_ word: PlacedWord, among words: [PlacedWord], em: Double) -> Bool {
    word.text.count <= 2
      && !words.contains {
        $0.text.count == 1 && abs($0.middle - word.middle) < 0.3 * em && $0.left != word.left
          && abs($0.center - word.center) < 2.6 * em
      }
  }

  /// The columns that labels make; a label over two of them stands in the outer one.
  private static func columns(_ words: [PlacedWord]) -> [ClosedRange<Double>] {
    var columns: [ClosedRange<Double>] = []
    for word in words.sorted(by: { $0.right - $0.left < $1.right - $1.left }) {
      let touched = columns.indices.filter { columns[$0].lowerBound < word.right && word.left < columns[$0].upperBound }
      if touched.isEmpty {
        columns.append(word.left...max(word.left, word.right))
      } else if touched.count == 1, let place = touched.first {
        columns[place] = min(columns[place].lowerBound, word.left)...max(columns[place].upperBound, word.right)
      }
      columns.sort { $0.lowerBound < $1.lowerBound }
    }
    return columns
  }

  private static func column(of word: PlacedWord, _ columns: [ClosedRange<Double>]) -> Int {
    columns.firstIndex { $0.lowerBound < word.right && word.left < $0.upperBound } ?? 0
  }
}
