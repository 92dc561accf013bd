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
  private var tried: [AuditCause.Kind: Int] = [:]

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

  /// The misprints that fit, those of kinds with the fewest alternatives first, or `unknown`.
  var causes: [AuditCause] {
    guard !fitting.isEmpty else { return [AuditCause(.unknown)] }
    let counted = fitting.map { cause in
      var counted = cause
      counted.tried = tried[cause.kind, default: 0]
      return counted
    }
    // A stable order: within a kind as they were tried.
    return counted.enumerated().sorted { ($0.element.tried, $0.offset) < ($1.element.tried, $1.offset) }.map(\.element)
  }
  /// How many were tried.
  var count: Int { tried.values.reduce(0, +) }

  private mutating func tryOne(_ kind: AuditCause.Kind, _ fits: Bool, _ cause: AuditCause) {
    tried[kind, default: 0] += 1
    if fits { fitting.append(cause) }
  }

  private mutating func tryComplement() {
    guard place.measure.isShare, let expected,
      let rest = FixedPoint(units: 100, decimals: 0).exactly(decimals: printed.decimals)?.minus(printed)
    else { return }
    let value = right.value(place.measure, place.year, own, column, decimals: printed.decimals)
    tryOne(
      .complement, expected.contains(rest),
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
    let origin = right.structure.place(year, group, column, measure)
    // What stands there is copied as it was printed, however it came about.
    let neighbour = right.accused[origin] == nil ? right.structure.table.figures[origin]?.value : nil
    let value = right.value(measure, year, group, column, decimals: printed.decimals)
    guard neighbour != nil || value != nil else { return }
    let isComputed = value?.number.isSameNumber(as: printed) == true
    let isCopied = neighbour == printed
    tryOne(
      kind, isComputed || isCopied,
      AuditCause(kind, source: printed, place: origin, quotient: isComputed ? value?.quotient : nil))
  }

  private mutating func tryDigits() {
    if printed.units == 0 {
      // Accused, 0 cannot be right, whatever else could stand there.
      let zero = FixedPoint(units: 0, decimals: printed.decimals)
      tryOne(
        .printedZero, expected.map { !$0.contains(zero) } ?? true, AuditCause(.printedZero, source: expected?.only))
    }
    guard let expected, printed.units >= 0 else { return }
    trySwaps(expected)
    for power in [-2, -1, 1, 2] { shift(.decimalShift, by: power, expected) }
    let isWithUnit = place.measure == .amount || (place.measure == .count && right.structure.table.countUnit > 1)
    if isWithUnit { for power in [-6, -3, 3, 6] { shift(.wrongUnit, by: power, expected) } }
    if let only = expected.only { tryLostDigit(only) } else { tryInsertedDigits(expected) }
  }

  private mutating func trySwaps(_ expected: ExpectedValues) {
    // 1000 with two digits exchanged is 1, whose leading zeros are not printed.
    let digits = Self.padded(Self.digits(printed), to: length(expected) ?? 0)
    for first in digits.indices {
      for second in digits.indices where first < second && digits[first] != digits[second] {
        var swapped = digits
        swapped.swapAt(first, second)
        guard let number = number(swapped) else { continue }
        tryOne(.digitsSwapped, expected.contains(number), AuditCause(.digitsSwapped, source: number))
      }
    }
  }

  /// An expected number without one of its digits; what then leads with zeros is printed without them.
  private mutating func tryLostDigit(_ expected: FixedPoint) {
    let digits = Self.digits(expected)
    guard !place.measure.isShare, digits.count > 1 else { return }
    // The last digit is also a matter of the decimal point, and counted there.
    for index in digits.indices.dropLast() where index == 0 || digits[index] != digits[index - 1] {
      var shorter = digits
      shorter.remove(at: index)
      tryOne(.digitLost, number(shorter) == printed, AuditCause(.digitLost, source: expected))
    }
  }

  /// A digit put back where the expected number is a range that is narrow enough for a fit to say something.
  private mutating func tryInsertedDigits(_ expected: ExpectedValues) {
    guard !place.measure.isShare, let length = length(expected), (2...18).contains(length), let high = expected.high
    else { return }
    let digits = Self.padded(Self.digits(printed), to: length - 1)
    let width = Int128(high.units) - Int128(expected.low.units) + 1
    // So many numbers are tried that a random one would fit in at most one case of ten.
    guard digits.count == length - 1, width * Int128(9 * digits.count) * 10 <= Int128(FixedPoint.powerOfTen(length))
    else { return }
    // The last digit is also a matter of the decimal point, and counted there.
    for index in digits.indices {
      for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[index] {
        var longer = digits
        longer.insert(digit, at: index)
        guard let number = number(longer) else { continue }
        tryOne(.digitLost, expected.contains(number), AuditCause(.digitLost, source: number))
      }
    }
  }

  /// How many digits every expected number has; nil where they differ or there is no highest.
  private func length(_ expected: ExpectedValues) -> Int? {
    guard let high = expected.high else { return nil }
    let lengths = [Self.digits(expected.low).count, Self.digits(high).count]
    return lengths[0] == lengths[1] ? lengths[0] : nil
  }

  private static func padded(_ digits: [UInt8], to length: Int) -> [UInt8] {
    Array(repeating: UInt8(ascii: "0"), count: max(0, min(length, 18) - digits.count)) + digits
  }

  /// The digits of a number, with those before the point that a share of less than 1 has.
  private static func digits(_ number: FixedPoint) -> [UInt8] {
    let digits = Array(String(number.units).utf8)
    // A share of 9.67 may stand as 96.7 or 09.67: leading zeros before the point are digits too.
    return Array(repeating: UInt8(ascii: "0"), count: max(0, number.decimals + 1 - digits.count)) + digits
  }

  private func number(_ digits: [UInt8]) -> FixedPoint? {
    Int64(String(decoding: digits, as: UTF8.self)).map { FixedPoint(units: $0, decimals: printed.decimals) }
  }

  /// The printed number is 10^power times an expected one, up to the digits that either loses.
  private mutating func shift(_ kind: AuditCause.Kind, by power: Int, _ expected: ExpectedValues) {
    guard printed.units > 0 else { return }
    let factor = Int128(FixedPoint.powerOfTen(abs(power)))
    if power > 0 {
      guard
        let source = right.pair.rule(place.measure).fixedPoint(
          Int128(printed.units), over: factor, scale: 1, decimals: 0)
      else { return }
      let number = FixedPoint(units: source.units, decimals: printed.decimals)
      tryOne(
        kind, number.units > 0 && expected.contains(number), AuditCause(kind, source: number, powerOfTen: power))
    } else {
      // Printing too small a number loses digits, rounded or cut off; a wide range would hold anything.
      guard let low = expected.low.exactly(decimals: printed.decimals), let high = expected.high,
        let most = high.exactly(decimals: printed.decimals), Int128(most.units - low.units) < factor
      else { return }
      let least = max(Int128(low.units), Int128(printed.units) * factor - factor / 2)
      let greatest = min(Int128(most.units), Int128(printed.units) * factor + factor - 1)
      let source = Int64(exactly: least).map { FixedPoint(units: $0, decimals: printed.decimals) }
      tryOne(
        kind, least <= greatest, AuditCause(kind, source: least == greatest ? source : expected.only, powerOfTen: power)
      )
    }
  }

  /// The own part over other totals: of other columns, of subtotals that contain the row, of the row itself.
  private mutating func tryDenominators() {
    let structure = right.structure
    let node = own.nodes[0]
    guard let part = right.base(place.measure.base, place.year, own, column) else { return }
    let root = structure.root(node)
    let whole = RightValues.RowGroup(identifier: structure.nodes[root].identifier, nodes: [root])
    var candidates = structure.columns.indices.filter { $0 != column }.map { (place.year, whole, $0) }
    if let total = structure.totalColumn(beside: column), total != column {
      candidates.append((place.year, own, total))
    }
    candidates += right.groups.filter { isSubtotal($0, around: node) }.map { (place.year, $0, column) }
    // The total of another year stands in its own column alone.
    candidates += structure.table.years.filter { $0 != place.year }.map { ($0, whole, column) }
    for (year, group, other) in candidates {
      guard let total = right.base(place.measure.base, year, group, other),
        let share = right.pair.share.rule.share(of: part, in: total, decimals: printed.decimals)
      else { continue }
      let origin = structure.place(year, group, other, place.measure.base)
      tryOne(
        .wrongDenominator, share.isSameNumber(as: printed),
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
