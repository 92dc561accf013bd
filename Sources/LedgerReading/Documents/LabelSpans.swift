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

  /// The rows of each word, and whether another way to give them would do as well.
  typealias Finding = (spans: [Range<Int>], isOpen: Bool)

  func find() -> Finding {
    let groups = Partition.restarts(inner.map { $0.filter { !$0.isEmpty }.joined(separator: "/") })
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

  /// Whether places stand in this column: then a place or total further in stands for itself.
  private var holdsPlaces: Bool { words.contains { TableVocabulary.isPlace($0.word.text) } }

  private func isBarred(_ row: Int) -> Bool {
    holdsPlaces && inner[row].contains(where: TableVocabulary.isPlaceOrTotal)
  }

  /// Whether a row can be one of several of a label: those of a label over two columns have none in the next one.
  private func isOpen(_ row: Int, to label: LabelAxis.Label) -> Bool {
    !isBarred(row) && (!label.isAcross || inner[row].count > 1 && inner[row][0].isEmpty)
  }

  /// The spans with each word in the middle of its rows that leave fewest rows without a label.
  ///
  /// - Complexity: O(words × rows²).
  private func centered() -> Finding? {
    // best[row]: the most rows that words so far cover before a row, in how many ways, and how.
    var best: [(count: Int, ways: Int, spans: [Range<Int>])?] = [(0, 1, [])]
    best += [(count: Int, ways: Int, spans: [Range<Int>])?](repeating: nil, count: rows.count)
    for (label, place) in zip(words, places) {
      var next = [(count: Int, ways: Int, spans: [Range<Int>])?](repeating: nil, count: rows.count + 1)
      for start in rows.indices {
        // Whatever ends at or before this row.
        guard let before = best[...start].compactMap({ $0 }).max(by: { $0.count < $1.count }) else { continue }
        for end in (start + 1)...rows.count {
          let span = start..<end
          if span.count > 1, place.map(isBarred) ?? false || !span.allSatisfy({ isOpen($0, to: label) }) { break }
          guard distance(label.word, span) < 0.35 * pitch else { continue }
          let count = before.count + span.count
          if let known = next[end], known.count >= count {
            if known.count == count { next[end]?.ways += before.ways }
          } else {
            next[end] = (count, before.ways, before.spans + [span])
          }
        }
      }
      best = next
    }
    let ends = best.compactMap { $0 }
    guard let most = ends.map(\.count).max() else { return nil }
    let winners = ends.filter { $0.count == most }
    return (winners[0].spans, winners.count > 1 || winners[0].ways > 1)
  }

  /// The spans with each word on the last of its rows, as spreadsheets print merged cells.
  private func fromBottom() -> [Range<Int>]? {
    var spans: [Range<Int>] = []
    var end = rows.count
    for (index, label) in words.enumerated().reversed() {
      guard let place = places[index], place < end else { return nil }
      // Rows below the last word belong to nobody then.
      guard !spans.isEmpty || place == rows.count - 1 else { return nil }
      let limit = index > 0 ? (places[index - 1] ?? place) + 1 : 0
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
      let limit = index + 1 < words.count ? places[index + 1] ?? start : rows.count
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
