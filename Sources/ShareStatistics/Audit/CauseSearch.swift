import Procurement

/// Tries misprints on one accused figure, and keeps those that would have printed exactly what stands there.
struct CauseSearch {
  private let place: FigurePlace
  private let printed: FixedPoint
  private let expected: ExpectedValues?
  private let right: RightValues
  private let own: RightValues.RowGroup
  private let column: Int
  private var fitting: [AuditCause] = []
  private var tried = 0

  /// Tries all kinds of misprint.
  init(_ place: FigurePlace, printed: FixedPoint, expected: ExpectedValues?, right: RightValues) {
    self.place = place
    self.printed = printed
    self.expected = expected
    self.right = right
    own = .init(identifier: place.row, nodes: [right.structure.node(place)])
    column = right.structure.column(place)
    tryComplement()
    tryOtherPlaces()
    tryDigits()
    if place.measure.isShare { tryDenominators() }
  }

  /// The misprints that fit, or `unknown`.
  var causes: [AuditCause] { fitting.isEmpty ? [AuditCause(.unknown)] : fitting }
  /// How many were tried.
  var count: Int { tried }

  private mutating func tryOne(_ fits: Bool, _ cause: @autoclosure () -> AuditCause) {
    tried += 1
    if fits { fitting.append(cause()) }
  }

  private mutating func tryComplement() {
    guard place.measure.isShare, let expected,
      let rest = FixedPoint(units: 100, decimals: 0).exactly(decimals: printed.decimals)?.minus(printed)
    else { return }
    let value = right.value(place.measure, place.year, own, column, decimals: printed.decimals)
    tryOne(
      expected.contains(rest),
      AuditCause(.complement, source: rest, quotient: value?.number == rest ? value?.quotient : nil))
  }

  private mutating func tryOtherPlaces() {
    let structure = right.structure
    for group in right.groups where group.nodes != own.nodes {
      copy(.wrongRow, place.measure, place.year, group, column)
    }
    for other in structure.columns.indices where other != column {
      copy(.wrongColumn, place.measure, place.year, own, other)
    }
    if place.measure.isShare {
      copy(.wrongColumn, place.measure == .countShare ? .amountShare : .countShare, place.year, own, column)
    }
    for year in structure.table.years where year != place.year {
      copy(.wrongYear, place.measure, year, own, column)
    }
  }

  private mutating func copy(
    _ kind: AuditCause.Kind, _ measure: Measure, _ year: FiscalYear, _ group: RightValues.RowGroup,
    _ column: Int
  ) {
    guard let value = right.value(measure, year, group, column, decimals: printed.decimals) else { return }
    let origin = FigurePlace(
      year: year, category: right.structure.columns[column], row: group.identifier, measure: measure)
    tryOne(
      value.number.isSameNumber(as: printed),
      AuditCause(kind, source: value.number, place: origin, quotient: value.quotient))
  }

  private mutating func tryDigits() {
    guard let expected, printed.units >= 0 else { return }
    var digits = Array(String(printed.units).utf8)
    // A share of 9.67 may stand as 96.7 or 09.67: leading zeros before the point are digits too.
    digits = Array(repeating: UInt8(ascii: "0"), count: max(0, printed.decimals + 1 - digits.count)) + digits
    for first in digits.indices {
      for second in digits.indices where first < second && digits[first] != digits[second] {
        var swapped = digits
        swapped.swapAt(first, second)
        guard let units = Int64(String(decoding: swapped, as: UTF8.self)) else { continue }
        let number = FixedPoint(units: units, decimals: printed.decimals)
        tryOne(expected.contains(number), AuditCause(.digitsSwapped, source: number))
      }
    }
    for power in [-2, -1, 1, 2] { shift(.decimalShift, by: power, expected) }
    if place.measure == .amount { for power in [-6, -3, 3, 6] { shift(.wrongUnit, by: power, expected) } }
  }

  /// The printed number is 10^power times an expected one, up to the digits that either loses.
  private mutating func shift(_ kind: AuditCause.Kind, by power: Int, _ expected: ExpectedValues) {
    guard printed.units > 0 else { return }
    let factor = Int128(FixedPoint.powerOfTen(abs(power)))
    if power > 0 {
      guard
        let source = right.rule.fixedPoint(Int128(printed.units), over: factor, scale: 1, decimals: 0)
      else { return }
      let number = FixedPoint(units: source.units, decimals: printed.decimals)
      tryOne(
        number.units > 0 && expected.contains(number), AuditCause(kind, source: number, powerOfTen: power))
    } else {
      // Digits lost by printing too small a number: the expected one rounds to what stands there.
      guard let number = expected.only, number.units > 0,
        let small = right.rule.fixedPoint(Int128(number.units), over: factor, scale: 1, decimals: 0)
      else { return }
      tryOne(small.units == printed.units, AuditCause(kind, source: number, powerOfTen: power))
    }
  }

  /// The own part over other totals: of other columns, of subtotals that contain the row, of the row itself.
  private mutating func tryDenominators() {
    let structure = right.structure
    let node = own.nodes[0]
    guard let part = right.base(place.measure.base, place.year, own, column) else { return }
    let root = structure.root(node)
    let whole = RightValues.RowGroup(identifier: structure.nodes[root].identifier, nodes: [root])
    var candidates = structure.columns.indices.filter { $0 != column }.map { (whole, $0) }
    if let total = structure.totalColumn, total != column { candidates.append((own, total)) }
    candidates += right.groups.filter { isSubtotal($0, around: node) }.map { ($0, column) }
    for (group, other) in candidates {
      guard let total = right.base(place.measure.base, place.year, group, other),
        let share = right.rule.share(of: part, in: total, decimals: printed.decimals)
      else { continue }
      let origin = FigurePlace(
        year: place.year, category: structure.columns[other], row: group.identifier,
        measure: place.measure.base)
      tryOne(
        share.isSameNumber(as: printed),
        AuditCause(
          .wrongDenominator, place: origin, quotient: PrintedQuotient(numerator: part, denominator: total)))
    }
  }

  /// Whether a group other than the row and the total contains the row.
  private func isSubtotal(_ group: RightValues.RowGroup, around node: Int) -> Bool {
    guard group.nodes != [node], group.nodes != [right.structure.root(node)] else { return false }
    var ancestor: Int? = node
    while let current = ancestor {
      if group.nodes.contains(current) { return true }
      ancestor = right.structure.nodes[current].parent
    }
    return false
  }
}
