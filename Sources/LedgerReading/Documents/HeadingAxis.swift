import Procurement
import TabularReading

/// Gives headings to the columns below them.
struct HeadingAxis {
  /// Why headings cannot be given.
  struct Fault: Error { var reason: UnreadRegion.Reason }

  private var ranges: [ClosedRange<Double>]
  private let isPlaced: Bool
  private let em: Double
  /// Where labels end and headings of figures may begin.
  private let border: Double

  init(columns: [ClosedRange<Double>], labels: [PlacedWord], isPlaced: Bool, em: Double) {
    (ranges, self.isPlaced, self.em) = (columns, isPlaced, em)
    let left = columns.first?.lowerBound ?? 0
    border = min(labels.map(\.right).max() ?? left, left)
  }

  private var count: Int { ranges.count }
  private var left: Double { ranges.first?.lowerBound ?? 0 }
  private var pitch: Double {
    guard count > 1, let first = ranges.first, let last = ranges.last else { return 4 * em }
    return (last.lowerBound + last.upperBound - first.lowerBound - first.upperBound) / 2 / Double(count - 1)
  }

  /// The levels over each column, from the top down.
  ///
  /// - Throws: `Fault` where a line of headings fits the columns in no way.
  func columns(of header: [[PlacedWord]]) throws(Fault) -> (columns: [[String]], byOrder: Bool) {
    let lines = merged(header.map(withoutLabels).filter { !$0.isEmpty })
    guard !lines.isEmpty else { throw Fault(reason: .noHeadings) }
    var levels: [[String]] = []
    var byOrder = false
    // Headings stand in the middle of columns whose figures are flush right.
    let anchors = isPlaced ? lines.last { $0.count == count } : nil
    var axis = self
    if let anchors { axis.ranges = anchors.map { $0.left...max($0.left, $0.right) } }
    for words in lines.reversed() {
      let below = levels.isEmpty ? nil : paths(levels)
      let (texts, isByOrder) = try axis.level(words, below: below)
      levels.insert(texts, at: 0)
      byOrder = byOrder || isByOrder
    }
    return (joinedLines(paths(levels)), byOrder)
  }

  private func paths(_ levels: [[String]]) -> [[String]] {
    (0..<count).map { column in levels.map { $0[column] } }
  }

  /// The headings over the figures.
  private func withoutLabels(_ words: [PlacedWord]) -> [PlacedWord] {
    if isPlaced {
      return words.filter { word in
        // 種別（単位：件） is a corner however far it reaches.
        let isCorner = TableVocabulary.namesLabels(word.text) && (word.right < left || word.text.contains("単位"))
        return word.center > border && !isCorner
      }
    }
    var words = words[...]
    while let first = words.first, words.count > 1 || count > 1, TableVocabulary.namesLabels(first.text),
      TableVocabulary.kind(of: first.text) != .figure
    { words = words.dropFirst() }
    return Array(words)
  }

  /// Lines so near that they are two halves of one, as where headings of two lines stand beside headings of one.
  private func merged(_ lines: [[PlacedWord]]) -> [[PlacedWord]] {
    guard isPlaced else { return lines }
    var merged: [[PlacedWord]] = []
    for line in lines {
      if let last = merged.last, let a = last.first?.middle, let b = line.first?.middle, b > a, b - a < 0.95 * em,
        !line.contains(where: { word in last.contains { $0.overlap(word) > 0 } })
      {
        merged[merged.count - 1] = (last + line).sorted { $0.left < $1.left }
      } else {
        merged.append(line)
      }
    }
    return merged
  }

  /// What one line of headings says of each column.
  private func level(_ words: [PlacedWord], below: [[String]]?) throws(Fault) -> (texts: [String], byOrder: Bool) {
    if words.count == count { return (words.map(\.text), !isPlaced) }
    let groups = groups(below)
    if isPlaced {
      if let groups, groups.count == words.count {
        return (spread(words, groups), !areEven(groups) && !areOver(words, groups))
      }
      let cut = words.count < count ? Partition.centered(ranges, on: words.map(\.center)) : nil
      if let cut, cut.worst < 0.12 * pitch { return (spread(words, cut.groups), false) }
      if let texts = single(words) { return (texts, false) }
      if let groups, let partly = partly(words, groups), partly.worst < cut?.worst ?? .infinity {
        return (spread(words, partly.groups), false)
      }
      if let cut, cut.worst < 0.6 * pitch { return (spread(words, cut.groups), false) }
      if let texts = leftAligned(words) { return (texts, false) }
    } else {
      if let groups, groups.count == words.count { return (spread(words, groups), true) }
      if words.count < count, count % words.count == 0, below == nil || (groups?.count ?? 0) % words.count == 0 {
        let size = count / words.count
        return (spread(words, words.indices.map { ($0 * size)..<(($0 + 1) * size) }), true)
      }
    }
    throw Fault(reason: .headings(words.map(\.text), columns: count))
  }

  /// The groups that the headings below make.
  private func groups(_ below: [[String]]?) -> [Range<Int>]? {
    below.map { Partition.restarts(Partition.keys($0)) }
  }

  private func spread(_ words: [PlacedWord], _ groups: [Range<Int>]) -> [String] {
    var texts = [String](repeating: "", count: count)
    for (word, group) in zip(words, groups) {
      for column in group { texts[column] = word.text }
    }
    return texts
  }

  /// Whether groups have as many columns each; others may be put together of columns that a level does not tell apart.
  private func areEven(_ groups: [Range<Int>]) -> Bool { Set(groups.map(\.count)).count == 1 }

  /// Whether headings stand in the middle of groups, or begin where they do.
  private func areOver(_ words: [PlacedWord], _ groups: [Range<Int>]) -> Bool {
    let areCentered = zip(words, groups).allSatisfy { word, group in
      let middle = (ranges[group.lowerBound].lowerBound + ranges[group.upperBound - 1].upperBound) / 2
      return abs(middle - word.center) < 0.6 * pitch
    }
    return areCentered || leftAligned(words) == spread(words, groups)
  }

  /// The groups in whose middle headings stand where others have none, as sizes below 県内 do beside 県外 and 合計.
  private func partly(_ words: [PlacedWord], _ groups: [Range<Int>]) -> (groups: [Range<Int>], worst: Double)? {
    guard words.count < groups.count else { return nil }
    let middles = groups.map { (ranges[$0.lowerBound].lowerBound + ranges[$0.upperBound - 1].upperBound) / 2 }
    var (found, worst): ([Int], Double) = ([], 0)
    for word in words {
      guard let place = groups.indices.min(by: { abs(middles[$0] - word.center) < abs(middles[$1] - word.center) }),
        abs(middles[place] - word.center) < 0.3 * pitch, place > found.last ?? -1
      else { return nil }
      found.append(place)
      worst = max(worst, abs(middles[place] - word.center))
    }
    return (found.map { groups[$0] }, worst)
  }

  /// Headings of single columns, some of which have none, as 割合 in a corner of its own.
  private func single(_ words: [PlacedWord]) -> [String]? {
    var texts = [String](repeating: "", count: count)
    for word in words {
      let distances = ranges.map { abs(($0.lowerBound + $0.upperBound) / 2 - word.center) }
      guard let best = distances.indices.min(by: { distances[$0] < distances[$1] }),
        distances[best] < 0.3 * pitch, texts[best].isEmpty
      else { return nil }
      texts[best] = word.text
    }
    return words.count > 1 || count == 1 ? texts : nil
  }

  /// Headings that begin where their first column does.
  private func leftAligned(_ words: [PlacedWord]) -> [String]? {
    var starts: [Int] = []
    for word in words {
      guard let column = ranges.firstIndex(where: { $0.upperBound > word.left }), !starts.contains(column) else {
        return nil
      }
      starts.append(column)
    }
    guard starts == starts.sorted(), starts.first == 0 else { return nil }
    return spread(words, starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : count) })
  }

  /// Puts the halves of headings together that were broken into two lines over one column.
  private func joinedLines(_ paths: [[String]]) -> [[String]] {
    guard let depth = paths.first?.count, depth > 1 else { return paths }
    var paths = paths
    for level in (1..<depth).reversed() {
      let upper = paths.map { $0[level - 1] }
      for column in paths.indices {
        let (above, own) = (paths[column][level - 1], paths[column][level])
        let isOnce = !above.isEmpty && upper.count { $0 == above } == 1
        guard !above.isEmpty, !own.isEmpty, own.count < 8 else { continue }
        // 契約件 over 数 is one word that was broken, wherever it stands; so is 区分 once over what is no word.
        let areParts = !TableVocabulary.isKnown(above) || !TableVocabulary.isKnown(own)
        let isBroken = areParts && TableVocabulary.isKnown(above + own) && !TableVocabulary.namesLabels(above + own)
        guard isBroken || isOnce && !TableVocabulary.isKnown(own) && own.count < 6 else { continue }
        paths[column][level - 1] = above + own
        paths[column][level] = ""
      }
    }
    return paths
  }
}
