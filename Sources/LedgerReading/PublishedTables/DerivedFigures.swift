import Procurement
import TabularReading

/// A figure that follows from others of the table and is none of it.
public enum DerivedFigure: String, Sendable, Codable {
  /// This year in percent of the year before (前年度比).
  case ratio
  /// How much a figure grew, in percent (増減率, 伸び率).
  case growth
  /// The difference to the year before (増減).
  case difference
  /// The amount of one contract (1件当たり).
  case average
}

extension TableWords {
  /// Whether a word is that of a mean over years: 5か年平均, 過去3年平均.
  static func isMean(_ text: String) -> Bool {
    let word = folded(text)
    return word.hasSuffix("平均") && word.contains("年")
  }

  /// What follows from other figures under a heading, or nil.
  static func derived(_ text: String) -> DerivedFigure? {
    let word = folded(text).replacing("増△減", with: "増減").replacing("増▲減", with: "増減")
    guard word.count <= 24 else { return nil }
    func has(_ words: String...) -> Bool { words.contains(where: word.contains) }
    if has("1件当", "一件当", "1件あたり", "一件あたり", "平均契約", "平均金額") || word == "平均" { return .average }
    if has("増減率", "伸び率", "伸率", "増加率", "増減比") { return .growth }
    if has("増減", "前年差", "前年度差", "対前年差", "対前年度差") { return .difference }
    if has("前年"), has("比") { return .ratio }
    return nil
  }
}

/// A printed cell that should follow from the figures of the table.
struct DerivedCell {
  var kind: DerivedFigure
  /// The count or amount, or its share, of which it speaks, as far as the headings say.
  var base: Measure?
  /// The heading.
  var name: String
  var text: String
  var time: TableTime
  var row: String
  var category: String
  /// The row and column of the draft.
  var sourceRow: Int
  var column: Int
}

/// Whether the cells under one heading follow from the figures of the table.
public struct DerivedCheck: Sendable, Hashable {
  /// A cell that does not.
  public struct Disagreement: Sendable, Hashable {
    /// The labels of its row.
    public var row: String
    /// The year.
    public var year: FiscalYear
    /// As printed.
    public var printed: String
    /// As it follows from the figures.
    public var expected: String
    /// Where it stands.
    public var place: DocumentPlace?
    /// The row and column of the draft, from 0.
    var sourceRow: Int
    var column: Int
  }

  /// The heading.
  public var name: String
  /// What its cells follow from.
  public var kind: DerivedFigure
  /// The figure of which it speaks, as found from the cells where the heading does not say it.
  public var base: Measure
  /// How many cells follow from the figures.
  public var agreeing = 0
  /// How many cannot be checked: the year before is not in the table, or nothing is printed.
  public var unchecked = 0
  /// The cells that do not follow.
  public var disagreements: [Disagreement] = []

  /// Checks some cells, heading by heading.
  ///
  /// A heading that does not say of what it speaks is that of the figure with which most cells agree.
  ///
  /// - Complexity: O(cells × measures).
  static func checks(of cells: [DerivedCell], in table: PublishedTable) -> [DerivedCheck] {
    var order: [String] = []
    var groups: [String: [DerivedCell]] = [:]
    for cell in cells {
      let key = cell.name + "\u{0}" + (cell.base?.rawValue ?? "")
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(cell)
    }
    return order.compactMap { key in groups[key].flatMap { check($0, in: table) } }
  }

  private static func check(_ cells: [DerivedCell], in table: PublishedTable) -> DerivedCheck? {
    guard let first = cells.first else { return nil }
    let known = Set(table.figures.keys.map(\.measure))
    let candidates: [Measure] =
      first.kind == .average
      ? [.amount]
      : ([first.base].compactMap { $0 } + Measure.allCases.filter { $0 != first.base }).filter(known.contains)
    var best: DerivedCheck?
    for measure in candidates {
      for kind in first.kind == .ratio ? [.ratio, .growth] : [first.kind] {
        var check = DerivedCheck(name: first.name, kind: kind, base: measure)
        for cell in cells { check.take(cell, in: table) }
        if check.agreeing > best?.agreeing ?? -1 { best = check }
      }
    }
    return best
  }

  private mutating func take(_ cell: DerivedCell, in table: PublishedTable) {
    // A heading over all columns but this one is no category of its own.
    let named = table.categories.first { $0.label == cell.category || cell.category == "合計" && $0.isTotal }
    let category = named ?? (table.categories.count == 1 ? table.categories.first : nil)
    func value(_ measure: Measure, _ time: TableTime) -> Double? {
      guard let category, let row = table.rows.first(where: { $0.label == cell.row }),
        let figure = table.figures[time.place(category: category.identifier, row: row.identifier, measure)]
      else { return nil }
      return Double(figure.value.units) / Double(FixedPoint.powerOfTen(figure.value.decimals))
    }
    guard let printed = Self.number(cell.text) else {
      unchecked += 1
      return
    }
    let before = TableTime(year: FiscalYear(startingIn: cell.time.year.startYear - 1), period: cell.time.period)
    let (now, old) = (value(base, cell.time), value(base, before))
    var expected: (value: Double, blur: Double)?
    // A printed figure may be half a unit away from what was counted.
    let blur = base == .amount || base.isShare ? 0.5 : 0
    switch kind {
    case .average:
      if let now, let count = value(.count, cell.time), count > 0 { expected = (now / count, 0.5 / count) }
    case .difference: if let now, let old { expected = (now - old, 2 * blur) }
    case .ratio: if let now, let old, old > 0 { expected = (100 * now / old, 100 * blur * (now + old) / (old * old)) }
    case .growth:
      if let now, let old, old > 0 { expected = (100 * (now - old) / old, 100 * blur * (now + old) / (old * old)) }
    }
    guard let expected else {
      unchecked += 1
      return
    }
    let last = 1 / Double(FixedPoint.powerOfTen(printed.decimals))
    let own = Double(printed.units) * last
    if abs(own - expected.value) <= last + expected.blur {
      agreeing += 1
    } else {
      let scaled = (expected.value / last).rounded()
      let shown =
        abs(scaled) < 1e15 ? FixedPoint(units: Int64(scaled), decimals: printed.decimals).description : "-"
      disagreements.append(
        Disagreement(
          row: [cell.category, cell.row].joined(separator: " "), year: cell.time.year, printed: cell.text,
          expected: shown, sourceRow: cell.sourceRow, column: cell.column))
    }
  }

  /// A number with a sign as tables print it: △5.2, ▲1,234, +3, -0.5%.
  private static func number(_ text: String) -> FixedPoint? {
    var plain = TextFolding.halfWidth(text).filter { !" ,%件円".contains($0) }
    var isNegative = false
    if let sign = plain.first, "△▲-−–+".contains(sign) {
      isNegative = sign != "+"
      plain.removeFirst()
    }
    guard let value = FixedPoint(plain), value.units >= 0, value.decimals <= 9 else { return nil }
    return isNegative ? FixedPoint(units: -value.units, decimals: value.decimals) : value
  }
}
