import Procurement
import TabularReading

/// Cuts a row of places into as many groups as there are headings.
enum Partition {
  /// What tells paths of headings or labels apart; a share is of the counts or amounts before it, so that 比率 below 件数 is another
  /// one than 比率 below 金額.
  static func keys(_ paths: [[String]]) -> [String] {
    var base: Measure?
    var keys = paths.map { path -> (measure: Measure?, others: [String]) in
      let names = path.filter { !$0.isEmpty }
      var measure = PublishedTableColumns.measure(names.joined(separator: "/"), after: &base)?.measure
      // 百万円 alone is an amount.
      if measure == nil, let unit = names.last, TableVocabulary.kind(of: unit) == .unit {
        measure = TableWords.folded(unit).contains("件") ? .count : .amount
        base = measure
      }
      return (
        measure, names.filter { ![.figure, .unit].contains(TableVocabulary.kind(of: $0)) }.map(TableWords.folded)
      )
    }
    // 件数 金額 比率 比率: the first share is of the first.
    for place in keys.indices.dropFirst(3) {
      let four = keys[place - 3...place].map(\.measure)
      guard let first = four[0], let second = four[1], first.base == first, second.base == second, first != second,
        four[2] == second.share, four[3] == second.share
      else { continue }
      keys[place - 1].measure = first.share
    }
    return keys.map { ([$0.measure.map { $0.rawValue } ?? ""] + $0.others).joined(separator: "/") }
  }

  /// Groups that begin where a word comes again: 件数 割合 金額 割合 件数 … begins again with the second 件数.
  static func restarts(_ keys: [String]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var (start, known): (Int, Set<String>) = (0, [])
    for (place, key) in keys.enumerated() {
      if !known.insert(key).inserted {
        groups.append(start..<place)
        (start, known) = (place, [key])
      }
    }
    if start < keys.count { groups.append(start..<keys.count) }
    return groups
  }

  /// The cut whose groups have their middles nearest to given ones, and how far the worst of them is away.
  ///
  /// - Complexity: O(places² × groups).
  static func centered(_ places: [ClosedRange<Double>], on centers: [Double]) -> (groups: [Range<Int>], worst: Double)?
  {
    let (count, wanted) = (places.count, centers.count)
    guard wanted > 0, wanted <= count else { return nil }
    func middle(_ range: Range<Int>) -> Double {
      (places[range.lowerBound].lowerBound + places[range.upperBound - 1].upperBound) / 2
    }
    var best = [[(cost: Double, from: Int)]](
      repeating: [(cost: Double, from: Int)](repeating: (.infinity, 0), count: count + 1), count: wanted + 1)
    best[0][0] = (0, 0)
    for group in 1...wanted {
      for end in group...count {
        for start in (group - 1)..<end where best[group - 1][start].cost < .infinity {
          let distance = middle(start..<end) - centers[group - 1]
          let cost = best[group - 1][start].cost + distance * distance
          if cost < best[group][end].cost { best[group][end] = (cost, start) }
        }
      }
    }
    guard best[wanted][count].cost < .infinity else { return nil }
    var groups: [Range<Int>] = []
    var end = count
    for group in (1...wanted).reversed() {
      let start = best[group][end].from
      groups.insert(start..<end, at: 0)
      end = start
    }
    let worst = zip(groups, centers).map { abs(middle($0) - $1) }.max() ?? 0
    return (groups, worst)
  }
}
