import BidStatistics
import Procurement
import ShareStatistics
import Testing

@Suite struct IndicatorAuditTests {
  private typealias Row = PublishedIndicators.Row

  private static func row(
    _ group: String, _ figures: [PublishedIndicators.Column: String], unit: Int64 = 1, line: Int = 1
  ) -> PublishedIndicators.Row {
    PublishedIndicators.Row(
      year: "2021", group: group, isTotal: group == "計", line: line,
      figures: figures.compactMapValues { text in
        FixedPoint(text).map { PublishedIndicators.Figure($0) }
      }.reduce(into: [:]) { result, item in
        var figure = item.value
        if [.amount, .ceilings].contains(item.key) { figure.unit = unit }
        result[item.key] = figure
      })
  }

  private static func findings(_ rows: [PublishedIndicators.Row], rule: RoundingRule? = .halfUp) -> [String] {
    IndicatorAudit(PublishedIndicators(rows), rule: rule).findings.map {
      "\($0.row.group) \($0.column) \($0.printed) \($0.low) \($0.high) \($0.ground)"
    }
  }

  @Test("A mean of all groups is refuted by its weights where they are printed, and by the range alone where not")
  func means() {
    // (3 × 95 + 1 × 85) / 4 = 92.50
    let weighted = [
      Self.row("土木", [.awarded: "3", .rateMean: "95.0"]), Self.row("舗装", [.awarded: "1", .rateMean: "85.0"]),
    ]
    #expect(Self.findings(weighted + [Self.row("計", [.awarded: "4", .rateMean: "92.5"])]).isEmpty)
    #expect(Self.findings(weighted + [Self.row("計", [.awarded: "4", .rateMean: "92.6"])]).isEmpty)
    #expect(
      Self.findings(weighted + [Self.row("計", [.awarded: "4", .rateMean: "90.0"])]) == [
        "計 rateMean 90.0 92.4 92.6 weightedMean"
      ])
    let bare = [Self.row("土木", [.rateMean: "95.0"]), Self.row("舗装", [.rateMean: "85.0"])]
    #expect(Self.findings(bare + [Self.row("計", [.rateMean: "90.0"])]).isEmpty)
    #expect(
      Self.findings(bare + [Self.row("計", [.rateMean: "95.2"])]) == ["計 rateMean 95.2 84.9 95.1 range"])
  }

  @Test("Quotients, sums and differences of a row are held against each other within rounding")
  func quotients() {
    // 94,755 of 100,000 thousand: 94.8 %.
    let row: [PublishedIndicators.Column: String] = [
      .tenders: "10", .awarded: "8", .failed: "2", .failedShare: "20.0", .singleBids: "3", .singleBid: "37.5",
      .bidders: "30", .biddersMean: "3.3", .amount: "94755", .ceilings: "100000", .rateOfSums: "94.8",
    ]
    #expect(Self.findings([Self.row("土木", row, unit: 1_000)]).isEmpty)
    func changed(_ column: PublishedIndicators.Column, _ text: String) -> [String] {
      var row = row
      row[column] = text
      return Self.findings([Self.row("土木", row, unit: 1_000)])
    }
    #expect(changed(.rateOfSums, "94.6") == ["土木 rateOfSums 94.6 94.7 94.8 quotient"])
    // One bid in 3 of at least 8 and at most 10 tenders.
    #expect(changed(.singleBid, "30.0").isEmpty && changed(.singleBid, "38.0").count == 1)
    #expect(changed(.failed, "3").contains("土木 failed 3 2 2 quotient"))
    #expect(changed(.biddersMean, "4.0").count == 1)
    let total = [Self.row("a", [.awarded: "3"]), Self.row("b", [.awarded: "4"]), Self.row("計", [.awarded: "8"])]
    #expect(Self.findings(total) == ["計 awarded 8 7 7 sum"])
  }

  @Test("The rule of rounding and the kind of an unnamed rate are those that accuse the fewest")
  func readings() throws {
    // 2 of 3 is 66.66 cut off and 66.67 rounded.
    let cut = Self.row("a", [.tenders: "3", .awarded: "1", .failed: "2", .failedShare: "66.66"])
    let audit = IndicatorAudit(PublishedIndicators([cut]))
    #expect(audit.findings.isEmpty && audit.rule == .truncate)
    #expect(IndicatorAudit(PublishedIndicators([cut]), rule: .halfUp).findings.count == 1)
    let sums = IndicatorAudit(
      PublishedIndicators([
        Self.row("a", [.awarded: "9", .rate: "90.0", .ceilings: "10", .amount: "9"]),
        Self.row("b", [.awarded: "1", .rate: "80.0", .ceilings: "90", .amount: "72"]),
        Self.row("計", [.awarded: "10", .rate: "81.0", .ceilings: "100", .amount: "81"]),
      ]))
    #expect(sums.rate == .rateOfSums && sums.findings.isEmpty)
    let means = IndicatorAudit(
      PublishedIndicators([
        Self.row("a", [.awarded: "9", .rate: "90.0", .ceilings: "10"]),
        Self.row("b", [.awarded: "1", .rate: "80.0", .ceilings: "90"]),
        Self.row("計", [.awarded: "10", .rate: "89.0", .ceilings: "100"]),
      ]))
    #expect(means.rate == .rateMean && means.findings.isEmpty)
  }

  @Test("No table that was computed and rounded is accused, whatever the rule")
  func innocence() {
    var random = SystemRandomNumberGenerator()
    for rule in [RoundingRule.halfUp, .truncate, .up] {
      for _ in 0..<200 {
        let groups = (0..<4).map { _ in
          (count: Int.random(in: 1...40, using: &random), rates: Int.random(in: 6_000...9_999, using: &random))
        }
        func printed(_ part: Int, _ whole: Int) -> String {
          FixedPoint(units: rule.rounded(Int128(part), over: Int128(whole)), decimals: 1).description
        }
        var rows = groups.map { group in
          Self.row(
            "g",
            [.awarded: String(group.count), .rateMean: printed(group.rates, 10 * 1), .tenders: String(group.count)])
        }
        let count = groups.reduce(0) { $0 + $1.count }
        let sum = groups.reduce(0) { $0 + $1.count * $1.rates }
        rows.append(
          Self.row("計", [.awarded: String(count), .tenders: String(count), .rateMean: printed(sum, 10 * count)]))
        #expect(Self.findings(rows, rule: rule).isEmpty)
      }
    }
  }
}
