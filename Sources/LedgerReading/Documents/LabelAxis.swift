/// Gives labels to the rows beside them.
struct LabelAxis {
  /// The labels of each row, from the outside in.
  private(set) var labels: [[String]] = []
  /// Whether labels were given to rows by their height alone.
  private(set) var byPosition = false

  private let brackets: Set<Int>

  /// A label, and whether it stands over two columns of labels.
  struct Label {
    var word: PlacedWord
    var isAcross: Bool
  }

  /// The number of columns of labels.
  var width: Int { labels.first?.count ?? 0 }

  /// Settles the labels of rows.
  ///
  /// - Parameters:
  ///   - rows: the height of each row and the labels on it.
  ///   - loose: labels between rows, which span some of them.
  ///   - brackets: the rows of figures in brackets, each of which is one with the row above it.
  init(
    rows: [(middle: Double, labels: [PlacedWord])], loose: [PlacedWord], brackets: Set<Int> = [], isPlaced: Bool,
    em: Double
  ) {
    self.brackets = brackets
    let heights = rows.map(\.middle)
    let columns: [[Label]]
    if isPlaced {
      let words = Self.wrapped(Self.verticals(rows.flatMap(\.labels) + loose, em: em), rows: heights, em: em)
      let ranges = Self.columns(words)
      columns = Self.drawnOut(
        ranges.indices.map { column in
          words.filter { Self.column(of: $0, ranges) == column }.map { word in
            Label(word: word, isAcross: ranges.count { $0.lowerBound < word.right && word.left < $0.upperBound } > 1)
          }
        }, em: em)
    } else {
      columns = Self.columnsByOrder(rows.map(\.labels), heights).map { $0.map { Label(word: $0, isAcross: false) } }
    }
    labels = [[String]](repeating: [String](repeating: "", count: columns.count), count: rows.count)
    // Inner labels first: they say where outer ones begin again.
    for column in columns.indices.reversed() {
      give(
        columns[column].sorted { $0.word.middle < $1.word.middle }, column, outside: columns[..<column], heights, em: em
      )
    }
    if !agree { byPosition = true }
  }

  /// Whether groups of as many rows with the same words in them have their words in the same order: where the sizes of one category
  /// stand below 市内 and those of the next below 合計, some were given to the wrong rows.
  private var agree: Bool {
    guard width > 1 else { return true }
    var groups: [[[String]]] = []
    var last: String?
    for (place, row) in labels.enumerated() {
      if brackets.contains(place), let group = groups.indices.last, let above = groups[group].indices.last {
        for (level, label) in row.dropFirst().enumerated() where groups[group][above][level] != label {
          groups[group][above][level] += label
        }
        continue
      }
      if let last, last == row[0], let group = groups.indices.last {
        groups[group].append(Array(row[1...]))
      } else {
        groups.append([Array(row[1...])])
      }
      last = row[0]
    }
    let alike = Dictionary(grouping: groups) { group in
      "\(group.count)/" + Set(group.joined()).sorted().joined(separator: "/")
    }
    return alike.values.allSatisfy { Set($0).count == 1 }
  }

  /// Whether two rows are counts and, below them, their shares in brackets.
  private func arePartners(_ one: Int, _ other: Int) -> Bool {
    abs(one - other) == 1 && brackets.contains(max(one, other))
  }

  /// The row on which a label stands; nil where it stands between rows.
  private static func row(of label: Label, _ rows: [Double], em: Double) -> Int? {
    rows.firstIndex { abs($0 - label.word.middle) < 0.45 * em }
  }

  /// The rows on which labels of outer columns stand, of the columns whose labels all stand on rows, one of them on a given row.
  private static func edges(_ columns: ArraySlice<[Label]>, at edge: Int, _ rows: [Double], em: Double) -> Set<Int> {
    var edges: Set<Int> = []
    for labels in columns {
      let places = labels.compactMap { row(of: $0, rows, em: em) }
      if places.count == labels.count, places.contains(edge) { edges.formUnion(places) }
    }
    return edges
  }

  private mutating func give(
    _ words: [Label], _ column: Int, outside: ArraySlice<[Label]>, _ rows: [Double], em: Double
  ) {
    guard let first = rows.first, let last = rows.last, !words.isEmpty else { return }
    let pitch = rows.count > 1 ? (last - first) / Double(rows.count - 1) : em
    let places = words.map { Self.row(of: $0, rows, em: em) }
    let isInner = column == width - 1 && places.count { $0 == nil } * 2 <= words.count
    let isComplete = places.allSatisfy { $0 != nil } && Set(places).count == rows.count
    if isInner || isComplete {
      for (label, place) in zip(words, places) {
        let height = label.word.middle
        guard let place = place ?? rows.indices.min(by: { abs(rows[$0] - height) < abs(rows[$1] - height) }) else {
          continue
        }
        let away = abs(rows[place] - height)
        // Between two rows it may belong to either.
        let isBetween = rows.indices.contains {
          $0 != place && !arePartners($0, place) && abs(rows[$0] - height) - away < 0.15 * pitch
        }
        if away > 0.7 * pitch || isBetween { byPosition = true }
        labels[place][column] += label.word.text
      }
      return
    }
    let spans = LabelSpans(
      words: words, places: places, rows: rows, inner: labels.map { Array($0[(column + 1)...]) }, pitch: pitch,
      begins: Self.edges(outside, at: 0, rows, em: em), ends: Self.edges(outside, at: rows.count - 1, rows, em: em))
    let found = spans.find()
    if found.isOpen { byPosition = true }
    for (label, span) in zip(words, found.spans) {
      for row in span { labels[row][column] += label.word.text }
    }
  }

  /// Labels without positions: the last one of a row is the innermost, and a year the outermost.
  private static func columnsByOrder(_ rows: [[PlacedWord]], _ heights: [Double]) -> [[PlacedWord]] {
    let width = rows.map(\.count).max() ?? 0
    var columns = [[PlacedWord]](repeating: [], count: width)
    let yearsLead = rows.contains { $0.count == width && width > 1 && TableVocabulary.kind(of: $0[0].text) == .year }
    for (words, height) in zip(rows, heights) {
      for (place, word) in words.enumerated() {
        var word = word
        word.middle = height
        let isYear = place == 0 && yearsLead && TableVocabulary.kind(of: word.text) == .year
        columns[isYear ? 0 : width - words.count + place].append(word)
      }
    }
    return columns
  }

  /// Labels that were broken into two lines beside a row, as one.
  private static func wrapped(_ words: [PlacedWord], rows: [Double], em: Double) -> [PlacedWord] {
    func isLoose(_ word: PlacedWord) -> Bool { !rows.contains { abs($0 - word.middle) < 0.3 * em } }
    var found: [(word: PlacedWord, isLoose: Bool)] = []
    for word in words.sorted(by: { ($0.middle, $0.left) < ($1.middle, $1.left) }) {
      let isLoose = isLoose(word)
      let place = found.lastIndex { last in
        guard last.word.overlap(word) > 0, (0.7 * em...1.7 * em).contains(word.middle - last.word.middle) else {
          return false
        }
        if isLoose || last.isLoose, TableVocabulary.areHalves(last.word.text, word.text) { return true }
        return isLoose && last.isLoose && !TableVocabulary.isPlaceOrTotal(word.text)
          && rows.contains { last.word.middle < $0 && $0 < word.middle }
      }
      if let place {
        let last = found[place]
        found[place].word.text += word.text
        // Its place is that of the half on a row, which has figures beside it.
        let middle =
          last.isLoose == isLoose
          ? (last.word.middle + word.middle) / 2 : last.isLoose ? word.middle : last.word.middle
        found[place].word.middle = middle
        found[place].word.left = min(last.word.left, word.left)
        found[place].word.right = max(last.word.right, word.right)
        found[place].isLoose = last.isLoose && isLoose
      } else {
        found.append((word, isLoose))
      }
    }
    return found.map(\.word)
  }

  /// Words whose characters stand below each other, as one.
  private static func verticals(_ words: [PlacedWord], em: Double) -> [PlacedWord] {
    var rest = words.sorted { ($0.middle, $0.left) < ($1.middle, $1.left) }
    var found: [PlacedWord] = []
    while !rest.isEmpty {
      var chain = [rest.removeFirst()]
      if isSingle(chain[0], among: words, em: em) {
        while let last = chain.last,
          let next = rest.firstIndex(where: { word in
            // A character below itself is the label of another row: 計 above 計.
            (0.7 * em...1.45 * em).contains(word.middle - last.middle) && abs(word.center - last.center) < 0.25 * em
              && word.text != last.text && isSingle(word, among: words, em: em)
          })
        { chain.append(rest.remove(at: next)) }
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

  /// Whether a word is one character of a vertical word, or two of them beside each other; 合計 above 本店 is not.
  private static func isSingle(_ word: PlacedWord, among words: [PlacedWord], em: Double) -> Bool {
    (word.text.count == 1 || word.text.count == 2 && !TableVocabulary.isKnown(word.text))
      && !words.contains {
        $0.text.count == 1 && abs($0.middle - word.middle) < 0.3 * em && $0.left != word.left
          && abs($0.center - word.center) < 2.6 * em
      }
  }

  /// The columns that labels make; a label over two of them stands in the outer one.
  private static func columns(_ words: [PlacedWord]) -> [ClosedRange<Double>] {
    var columns: [ClosedRange<Double>] = []
    let sorted = words.sorted { $0.right - $0.left < $1.right - $1.left }
    // Places and totals may stand in the middle of two columns, which other labels make.
    let isWide = sorted.map { TableVocabulary.isPlaceOrTotal($0.text) }
    let order = sorted.indices.filter { !isWide[$0] } + sorted.indices.filter { isWide[$0] }
    for word in order.map({ sorted[$0] }) {
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

  /// Puts places and totals that are printed in the middle of two columns into the outer one, where 市内 stands beside its sizes and
  /// 合計 has both columns for itself.
  private static func drawnOut(_ columns: [[Label]], em: Double) -> [[Label]] {
    var columns = columns
    func shareLine(_ label: Label, _ column: [Label]) -> Bool {
      column.contains { abs($0.word.middle - label.word.middle) < 0.45 * em }
    }
    func areAligned(_ one: PlacedWord, _ other: PlacedWord) -> Bool {
      [one.left - other.left, one.center - other.center, one.right - other.right].contains { abs($0) < 0.3 * em }
    }
    var outer = 0
    while outer + 1 < columns.count {
      defer { outer += 1 }
      guard columns[outer].contains(where: { TableVocabulary.isPlace($0.word.text) }) else { continue }
      let (wide, others) = (
        columns[outer + 1].filter { TableVocabulary.isPlaceOrTotal($0.word.text) && !shareLine($0, columns[outer]) },
        columns[outer + 1].filter { !TableVocabulary.isPlaceOrTotal($0.word.text) }
      )
      if others.isEmpty {
        // A column of nothing else stands between those of the places and of the sizes.
        guard outer + 2 < columns.count, wide.count == columns[outer + 1].count,
          !columns[outer + 2].contains(where: { TableVocabulary.kind(of: $0.word.text) == .figure }),
          !wide.contains(where: { shareLine($0, columns[outer + 2]) })
        else { continue }
        columns[outer] += wide.map { Label(word: $0.word, isAcross: true) }
        columns.remove(at: outer + 1)
      } else {
        let moved = wide.filter { label in !others.contains { areAligned($0.word, label.word) } }
        columns[outer] += moved.map { Label(word: $0.word, isAcross: true) }
        columns[outer + 1].removeAll { label in moved.contains { $0.word.middle == label.word.middle } }
      }
    }
    return columns
  }

  private static func column(of word: PlacedWord, _ columns: [ClosedRange<Double>]) -> Int {
    columns.firstIndex { $0.lowerBound < word.right && word.left < $0.upperBound } ?? 0
  }
}
