import Procurement
import Testing

@testable import ShareStatistics

@Suite("Causes of a misprint")
struct CauseSearchTests {
  /// Two rows and a total, goods and total column, over two years, counts and amounts with shares.
  private static let columns: [[String: [String]]] = [
    ["goods": ["123", "877", "1000"], "total": ["351", "1649", "2000"]],
    ["goods": ["209", "791", "1000"], "total": ["451", "1749", "2200"]],
  ]

  private func table(changing row: String, _ measure: Measure, to text: String) throws -> (
    PublishedTable, FigurePlace
  ) {
    let rows = ["local-sme", "non-local", "total"]
    var figures: [FigurePlace: PublishedFigure] = [:]
    for (offset, year) in Self.columns.enumerated() {
      for (category, counts) in year {
        for (identifier, text) in zip(rows, counts) {
          let count = try #require(Int64(text))
          let total = try #require(Int64(counts[2]))
          // Amounts are another mix, so that no share of amounts equals one of counts.
          let (amount, whole) = (
            count * count % 9_973 + 7,
            counts.prefix(2).reduce(Int64(0)) {
              let part: Int64 = Int64($1) ?? 0
              return $0 + part * part % 9_973 + 7
            }
          )
          let printedAmount = identifier == "total" ? whole : amount
          let values: [(Measure, FixedPoint?)] = [
            (.count, FixedPoint(units: count, decimals: 0)),
            (.countShare, RoundingRule.halfUp.share(of: count, in: total, decimals: 2)),
            (.amount, FixedPoint(units: printedAmount, decimals: 0)),
            (.amountShare, RoundingRule.halfUp.share(of: printedAmount, in: whole, decimals: 2)),
          ]
          for (measure, value) in values {
            let place = FigurePlace(
              year: FiscalYear(startingIn: 2020 + offset), category: category, row: identifier,
              measure: measure)
            figures[place] = value.map { PublishedFigure($0) }
          }
        }
      }
    }
    let place = FigurePlace(
      year: FiscalYear(startingIn: 2020), category: "goods", row: row, measure: measure)
    figures[place] = PublishedFigure(try #require(FixedPoint(text)))
    let printedRows = rows.map {
      TableRow(
        identifier: $0, label: $0, role: $0 == "total" ? .total : .part, parent: $0 == "total" ? nil : "total"
      )
    }
    return (
      PublishedTable(
        rows: printedRows, categories: [TableCategory(identifier: "goods", label: "物品"), .total],
        years: [FiscalYear(startingIn: 2020), FiscalYear(startingIn: 2021)], unit: 1_000, figures: figures),
      place
    )
  }

  @Test(
    "Each kind of misprint is recognised",
    arguments: [
      ("87.70", AuditCause.Kind.complement), ("87.70", .wrongRow), ("17.55", .wrongColumn),
      ("20.90", .wrongYear),
      ("0.00", .printedZero), ("13.20", .digitsSwapped), ("1.23", .decimalShift), ("35.04", .wrongDenominator),
      ("55.55", .unknown),
    ])
  func kinds(printed: String, kind: AuditCause.Kind) throws {
    // The column of totals equals goods alone here, so only shares of counts of one column are set wrong.
    let (table, place) = try table(changing: "local-sme", .countShare, to: printed)
    let structure = try TableStructure(table)
    let right = try #require(FixedPoint("12.30"))
    let search = CauseSearch(
      place, printed: try #require(FixedPoint(printed)), expected: ExpectedValues(low: right, high: right),
      right: RightValues(structure: structure, pair: RoundingPair(.halfUp), accused: [place: right]))
    #expect(search.causes.map(\.kind).contains(kind), "\(search.causes.map(\.kind))")
    #expect(search.count > 8)
  }

  @Test("An amount in thousands of the unit")
  func wrongUnit() throws {
    let (table, place) = try table(changing: "local-sme", .amount, to: "5163000")
    let right = FixedPoint(units: 5_163, decimals: 0)
    let search = CauseSearch(
      place, printed: FixedPoint(units: 5_163_000, decimals: 0),
      expected: ExpectedValues(low: right, high: right),
      right: RightValues(structure: try TableStructure(table), pair: RoundingPair(.halfUp), accused: [place: right]))
    #expect(search.causes.map(\.kind) == [.wrongUnit])
    #expect(search.causes.first?.powerOfTen == 3 && search.causes.first?.source == right)
  }

  private func kinds(
    _ printed: Int64, _ low: Int64, _ high: Int64, _ measure: Measure, decimals: Int = 0
  ) throws -> [AuditCause.Kind] {
    let number = FixedPoint(units: printed, decimals: decimals)
    let (table, place) = try table(changing: "local-sme", measure, to: number.description)
    let expected = ExpectedValues(
      low: FixedPoint(units: low, decimals: decimals), high: FixedPoint(units: high, decimals: decimals))
    return CauseSearch(
      place, printed: number, expected: expected,
      right: RightValues(
        structure: try TableStructure(table), pair: RoundingPair(.halfUp), accused: [place: expected.only])
    ).causes.map(\.kind)
  }

  @Test("A digit lost of a number that is known to a range, and not where the range would hold anything")
  func lostOfRange() throws {
    #expect(try kinds(1_949_24, 1_949_523, 1_949_525, .amount).contains(.digitLost))
    #expect(try kinds(949_524, 1_949_523, 1_949_525, .amount).contains(.digitLost))
    // 100037 without its first digit is 00037, printed as 37.
    #expect(try kinds(37, 100_036, 100_038, .amount).contains(.digitLost))
    #expect(try !kinds(1_949_24, 1_000_000, 1_999_999, .amount).contains(.digitLost))
  }

  @Test("Digits exchanged so that zeros lead, which are not printed")
  func swappedZeros() throws {
    #expect(try kinds(1, 1000, 1000, .countShare, decimals: 1).contains(.digitsSwapped))
    #expect(try kinds(3, 30, 30, .amount).contains(.digitsSwapped))
  }

  @Test("A printed 0 that is accused is a printed 0, whatever else could stand there")
  func zero() throws {
    let (table, place) = try table(changing: "local-sme", .countShare, to: "0.00")
    let search = CauseSearch(
      place, printed: try #require(FixedPoint("0.00")), expected: nil,
      right: RightValues(structure: try TableStructure(table), pair: RoundingPair(.halfUp), accused: [place: nil]))
    #expect(search.causes.map(\.kind).contains(.printedZero))
  }
}
