/// Finds the rows over which outer labels span, from their heights and from the labels inside.
struct LabelSpans {
  let words: [LabelAxis.Label]
  /// The row of each word; nil where it stands between rows.
  let places: [Int?]
  let rows: [Double]
  /// The labels of each row inside of these.
  let inner: [[String]]
  /// How far rows are apart.
  let pitch: Double
  /// The rows on which labels further out begin that stand on the first of their rows, and end that stand on the last.
  let (begins, ends): (Set<Int>, Set<Int>)
  /// Whether each row holds a place or total further in, which stands for itself beside places.
  private let barred: [Bool]

  init(
    words: [LabelAxis.Label], places: [Int?], rows: [Double], inner: [[String]], pitch: Double, begins: Set<Int> = [],
    ends: Set<Int> = []
  ) {
    (self.words, self.places, self.rows, self.inner, self.pitch) = (words, places, rows, inner, pitch)
    (self.begins, self.ends) = (begins, ends)
    // Words are looked at once here: the searches below ask of every row again and again.
    let holdsPlaces = words.contains { TableVocabulary.isPlace($0.word.text) }
    barred = inner.map { holdsPlaces && $0.contains(where: TableVocabulary.isPlaceOrTotal) }
  }

  /// The rows of each word, and whether another way to give them would do as well.
  typealias Finding = (spans: [Range<Int>], isOpen: Bool)

  func find() -> Finding {
    let groups = Partition.restarts(Partition.keys(inner))
    if groups.count == words.count {
      let pairs = zip(words, groups)
      if pairs.allSatisfy({ fits($0.word, $1) }) || pairs.allSatisfy({ isLast($0.word, $1) }) { return (groups, false) }
    }
    if let anchored = anchored(groups) { return (anchored, false) }
    let centered = self.centered()
    let fromTop = [self.fromTop(), fromBottom()].compactMap { $0 }.max { covered($0) < covered($1) }
    let (most, other) = (covered(centered?.spans), covered(fromTop))
    if let fromTop, other > most { return (fromTop, false) }
    if let centered, most > other || centered.spans == fromTop { return centered }
    if let centered { return (centered.spans, true) }
    let nearest = places.map { place in place.map { $0..<$0 + 1 } ?? 0..<0 }
    return (nearest, true)
  }

  private func covered(_ spans: [Range<Int>]?) -> Int { spans?.reduce(0) { $0 + $1.count } ?? -1 }

  /// Whether a word is in the middle or at the top of some rows.
  private func fits(_ word: PlacedWord, _ span: Range<Int>) -> Bool {
    distance(word, span) < 0.35 * pitch
      || abs(rows[span.lowerBound] - word.middle) < 0.35 * pitch
        && !span.dropFirst().contains(where: isBarred)
  }

  /// Whether a word is on the last of some rows.
  private func isLast(_ word: PlacedWord, _ span: Range<Int>) -> Bool {
    abs(rows[span.upperBound - 1] - word.middle) < 0.35 * pitch && !span.dropLast().contains(where: isBarred)
  }

  /// The groups on which words stand, all in the middle, at the top or at the bottom, where only one of these fits.
  private func anchored(_ groups: [Range<Int>]) -> [Range<Int>]? {
    guard groups.count > words.count, groups.contains(where: { $0.count > 1 }) else { return nil }
    let heights: [(Range<Int>) -> Double] = [
      { (self.rows[$0.lowerBound] + self.rows[$0.upperBound - 1]) / 2 }, { self.rows[$0.lowerBound] },
      { self.rows[$0.upperBound - 1] },
    ]
    var found: [[Range<Int>]] = []
    for height in heights {
      let spans = words.map { label in groups.first { abs(height($0) - label.word.middle) < 0.35 * pitch } }
      let known = spans.compactMap { $0 }
      if known.count == words.count, known.allSatisfy({ $0.count > 1 }),
        Set(known.map(\.lowerBound)).count == known.count, !found.contains(known)
      {
        found.append(known)
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  private func distance(_ word: PlacedWord, _ span: Range<Int>) -> Double {
    abs((rows[span.lowerBound] + rows[span.upperBound - 1]) / 2 - word.middle)
  }

  private func isBarred(_ row: Int) -> Bool { barred[row] }

  /// Whether a row can be one of several of a label: those of a label over two columns have none in the next one.
  private func isOpen(_ row: Int, to label: LabelAxis.Label) -> Bool {
    !isBarred(row) && (!label.isAcross || inner[row].count > 1 && inner[row][0].isEmpty)
  }

  /// The spans with each word in the middle of its rows that leave fewest rows without a label.
  ///
  /// - Complexity: O(words × rows × log rows), as few spans that begin on a row have their middle at a word.
  private func centered() -> Finding? {
    // best[row]: the most rows that words so far cover before a row, in how many ways, and the last of their spans.
    typealias Best = (count: Int, ways: Int, last: Int)
    var chain: [(span: Range<Int>, before: Int)] = []
    var best = [Best?](repeating: nil, count: rows.count + 1)
    best[0] = (0, 1, -1)
    let reaches = [false, true].map { isAcross in words.first { $0.isAcross == isAcross }.map(reach) ?? [] }
    for (label, place) in zip(words, places) {
      var next = [Best?](repeating: nil, count: rows.count + 1)
      let reach = reaches[label.isAcross ? 1 : 0]
      let isSingle = place.map(isBarred) ?? false
      // Whatever ends at or before a row.
      var before: Best?
      for start in rows.indices {
        if let own = best[start], own.count > before?.count ?? -1 { before = own }
        guard let before else { continue }
        guard rows[start] < label.word.middle + 0.35 * pitch else { break }
        var end = firstRow(below: 2 * (label.word.middle - 0.35 * pitch) - rows[start], from: start) + 1
        let limit = isSingle ? start + 1 : max(reach[start], start + 1)
        while end <= limit, distance(label.word, start..<end) < 0.35 * pitch {
          let count = before.count + end - start
          if let known = next[end], known.count >= count {
            // More than two ways are not told apart.
            if known.count == count { next[end]?.ways = min(known.ways + before.ways, 2) }
          } else {
            chain.append((start..<end, before.last))
            next[end] = (count, before.ways, chain.count - 1)
          }
          end += 1
        }
      }
      best = next
    }
    let ends = best.compactMap { $0 }
    guard let most = ends.map(\.count).max() else { return nil }
    let winners = ends.filter { $0.count == most }
    var spans: [Range<Int>] = []
    var last = winners[0].last
    while last >= 0 {
      spans.append(chain[last].span)
      last = chain[last].before
    }
    return (spans.reversed(), winners.count > 1 || winners[0].ways > 1)
  }

  /// The end of the rows from each row on that can all be rows of one label.
  private func reach(of label: LabelAxis.Label) -> [Int] {
    var reach = [Int](repeating: 0, count: rows.count)
    for row in rows.indices.reversed() {
      reach[row] = !isOpen(row, to: label) ? row : row + 1 < rows.count ? max(reach[row + 1], row + 1) : row + 1
    }
    return reach
  }

  /// The first row from one on that lies below a height.
  private func firstRow(below height: Double, from start: Int) -> Int {
    var (low, high) = (start, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] > height { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The spans with each word on the last of its rows, as spreadsheets print merged cells.
  private func fromBottom() -> [Range<Int>]? {
    var spans: [Range<Int>] = []
    var end = rows.count
    for (index, label) in words.enumerated().reversed() {
      guard let place = places[index], place < end else { return nil }
      // Rows below the last word belong to nobody then.
      guard !spans.isEmpty || place == rows.count - 1 else { return nil }
      let barrier = ends.filter { $0 < place }.max() ?? -1
      let limit = max(index > 0 ? (places[index - 1] ?? place) + 1 : 0, barrier + 1)
      var start = place
      while start > limit, isOpen(place, to: label), isOpen(start - 1, to: label),
        inner[start - 1].contains(where: { !$0.isEmpty })
      { start -= 1 }
      spans.insert(start..<place + 1, at: 0)
      end = start
    }
    return spans.first?.lowerBound == 0 ? spans : nil
  }

  /// The spans with each word on the first of its rows.
  private func fromTop() -> [Range<Int>]? {
    var spans: [Range<Int>] = []
    for (index, label) in words.enumerated() {
      guard let start = places[index] else { return nil }
      let barrier = begins.filter { $0 > start }.min() ?? rows.count
      let limit = min(index + 1 < words.count ? places[index + 1] ?? start : rows.count, barrier)
      var end = start + 1
      while end < limit, isOpen(start, to: label), isOpen(end, to: label), inner[end].contains(where: { !$0.isEmpty }) {
        end += 1
      }
      guard start < max(limit, start + 1) else { return nil }
      spans.append(start..<end)
    }
    // Rows above the first word belong to nobody then.
    return spans.first?.lowerBound == 0 ? spans : nil
  }
}
