import BidStatistics
import LedgerReading
import Procurement

/// The audit of a published table of award rates and competition, ready to be shown in any format.
package struct IndicatorAuditResult: PresentableResult, Sendable {
  private let audit: IndicatorAudit
  private let meta: ResultMeta

  /// An audit with the facts about its table.
  package init(_ audit: IndicatorAudit, meta: ResultMeta) { (self.audit, self.meta) = (audit, meta) }

  /// The audit in words and tables.
  package func document(_ language: Language) -> Document {
    var blocks: [Document.Block] = [
      .heading(language("入札の指標の検算", "Audit of bidding statistics"), level: 1),
      .paragraph(
        language(
          "\(audit.figures) の数値について \(audit.checked) 通りに確かめ、整合しないものは \(audit.findings.count) です。",
          "\(audit.figures) figures, held against each other in \(audit.checked) ways: \(audit.findings.count) cannot be right."
        )),
    ]
    if !audit.findings.isEmpty {
      var text = TextTable([
        .init(language("年度", "Year"), .left), .init(language("区分", "group"), .left),
        .init(language("指標", "figure"), .left), .init(language("公表値", "printed")),
        .init(language("あり得る範囲", "possible")), .init(language("根拠", "held against"), .left),
      ])
      text.rows = audit.findings.map { finding in
        [
          ErrorText.printable(finding.row.year), ErrorText.printable(finding.row.group), name(finding.column, language),
          NumberText.grouped(finding.printed), possible(finding), self.ground(finding.ground, language),
        ]
      }
      blocks.append(.table(text))
    }
    blocks += [.heading(language("何を確かめたか", "What was checked"), level: 2), .table(checks(language))]
    blocks.append(.list(notes(language)))
    return Document(blocks)
  }

  private func possible(_ finding: IndicatorAudit.Finding) -> String {
    finding.low == finding.high
      ? NumberText.grouped(finding.low) : "\(NumberText.grouped(finding.low))～\(NumberText.grouped(finding.high))"
  }

  private func checks(_ language: Language) -> TextTable {
    var text = TextTable([.init(language("指標", "Figure"), .left)])
    for ground in IndicatorAudit.Ground.allCases { text.columns.append(.init(self.ground(ground, language))) }
    text.rows = PublishedIndicators.Column.allCases.compactMap { column in
      audit.checks[column].map { counts in
        [name(column, language)]
          + IndicatorAudit.Ground.allCases.map { counts[$0].map { NumberText.grouped($0) } ?? "–" }
      }
    }
    return text
  }

  private func notes(_ language: Language) -> [String] {
    var notes = [
      language("端数処理：", "rounding: ") + rule(language),
      language(
        "平均は、重み（件数、予定価格）が公表されていれば加重平均と、なければ区分の最小～最大とだけ照合",
        "a mean of all groups is refuted by their weighted mean only where the weights are printed (awards, ceilings, tenders), otherwise only outside their range"
      ),
    ]
    if let rate = audit.rate {
      notes.append(
        language(
          "「落札率」の種類の記載がないため、整合しない数値の少ない\(name(rate, language))とした",
          "the table does not say which mean its award rate is; taken for the one that accuses fewest: \(name(rate, language))"
        ))
    }
    return notes + meta.notes(language)
  }

  private func rule(_ language: Language) -> String {
    switch audit.rule {
    case .halfUp: language("四捨五入", "half-up")
    case .truncate: language("切捨て", "truncated")
    case .up: language("切上げ", "up")
    case .halfEven: language("偶数への丸め", "half-even")
    case .controlled: language("合計に合わせた丸め", "controlled")
    }
  }

  private func ground(_ ground: IndicatorAudit.Ground, _ language: Language) -> String {
    switch ground {
    case .quotient: language("同じ行の数値", "its row")
    case .sum: language("区分の合計", "sum of groups")
    case .weightedMean: language("区分の加重平均", "weighted mean of groups")
    case .range: language("区分の範囲", "range of groups")
    }
  }

  private func name(_ column: PublishedIndicators.Column, _ language: Language) -> String {
    let words = IndicatorWords(language: language)
    return switch column {
    case .tenders: words.name(.tenders)
    case .awarded: language("落札件数", "Awards")
    case .failed: language("不調・不落件数", "Without an award")
    case .bidders: language("応札者数", "Bidders")
    case .singleBids: language("1者応札件数", "Single bids")
    case .amount: words.name(.amount)
    case .ceilings: language("予定価格", "Ceilings")
    case .failedShare: words.name(.failedShare)
    case .singleBid: words.name(.singleBid)
    case .biddersMean: words.name(.biddersMean)
    case .rateMean: words.name(.rateMean)
    case .rateOfSums: words.name(.rateOfSums)
    case .rate: language("落札率", "Award rate")
    }
  }

  /// The audit in JSON.
  package func json() -> JSONValue {
    .object([
      "meta": meta.json(), "figures": .integer(audit.figures), "checked": .integer(audit.checked),
      "roundingRule": .string(audit.rule.rawValue), "rate": .string(audit.rate?.rawValue),
      "checks": .object(
        Dictionary(
          uniqueKeysWithValues: audit.checks.map { column, counts in
            (
              column.rawValue,
              JSONValue.object(
                Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, JSONValue.integer($0.value)) }))
            )
          })),
      "findings": .array(
        audit.findings.map { finding in
          .object([
            "year": .string(finding.row.year), "group": .string(finding.row.group), "line": .integer(finding.row.line),
            "measure": .string(finding.column.rawValue), "printed": .string(finding.printed.description),
            "low": .string(finding.low.description), "high": .string(finding.high.description),
            "ground": .string(finding.ground.rawValue), "verdict": .string("impossible"),
          ])
        }),
    ])
  }

  /// The findings as CSV.
  package func csv() -> String {
    CSVText.render(
      [["year", "group", "line", "measure", "printed", "low", "high", "ground"]]
        + audit.findings.map { finding in
          [
            finding.row.year, finding.row.group, String(finding.row.line), finding.column.rawValue,
            finding.printed.description, finding.low.description, finding.high.description, finding.ground.rawValue,
          ]
        })
  }
}
