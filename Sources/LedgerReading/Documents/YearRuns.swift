import Procurement
import TabularReading

/// Years of which only the first names its era: 平成29年度, 30年度 side by side, or 平成29, 30 below 年度.
enum YearRuns {
  private static let eras = ["令和", "平成", "昭和", "r", "h", "s"]

  /// Rows with the era of the first year before those that follow it.
  ///
  /// - Complexity: O(cells).
  static func completed(_ rows: [GridDrafts.Row]) -> [GridDrafts.Row] {
    var rows = rows
    // The last year of each column below 年度.
    var below: [Int: Year] = [:]
    for place in rows.indices {
      var beside: Year?
      for (column, text) in rows[place].texts.enumerated() where !text.isEmpty {
        let word = TableWords.folded(text)
        if ["年度", "年", "年次"].contains(word) {
          below[column] = Year(era: "", number: 0)
          beside = nil
        } else if let year = Year(word) {
          beside = year
          if below[column] != nil { below[column] = year }
        } else if let next = beside?.next(word, isBare: false) ?? below[column]?.next(word, isBare: true) {
          rows[place].texts[column] = "\(next.era)\(next.number)年度"
          beside = next
          if below[column] != nil { below[column] = next }
        } else {
          beside = nil
          below[column] = nil
        }
      }
    }
    return rows
  }

  private struct Year {
    var era: String
    var number: Int

    init(era: String, number: Int) { (self.era, self.number) = (era, number) }

    /// A year that names its era: 令和元年度, H30.
    init?(_ word: String) {
      guard let era = eras.first(where: word.hasPrefix) else { return nil }
      var rest = word.dropFirst(era.count)
      for end in ["年度", "年"] where rest.hasSuffix(end) {
        rest = rest.dropLast(end.count)
        break
      }
      guard rest.count < 3, let number = rest == "元" ? 1 : Int(rest), number > 0 else { return nil }
      (self.era, self.number) = (era, number)
    }

    /// The year after this one, where a word is its number without an era.
    func next(_ word: String, isBare: Bool) -> Year? {
      guard !era.isEmpty else { return nil }
      var rest = word[...]
      for end in ["年度", "年"] where rest.hasSuffix(end) {
        rest = rest.dropLast(end.count)
        break
      }
      guard isBare || rest.count < word.count, rest.count < 3, Int(rest) == number + 1 else { return nil }
      return Year(era: era, number: number + 1)
    }
  }
}
