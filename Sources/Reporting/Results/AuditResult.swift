import LedgerReading
import Procurement
import ShareStatistics

/// The audit of a published table, ready to be shown in any format.
package struct AuditResult: Sendable {
  let audit: TableAudit
  let table: PublishedTable
  private let meta: ResultMeta
  private let file: PublishedTableFile

  /// The audit of a table with the facts about its file.
  package init(_ audit: TableAudit, of file: PublishedTableFile, meta: ResultMeta) {
    self.audit = audit
    self.file = file
    self.meta = meta
    table = file.table
  }

  /// The findings in words, each with what it is consistent with.
  package func document(_ language: Language) -> Document {
    let words = AuditWords(table: table, language: language)
    var blocks: [Document.Block] = [
      .heading(language("公表された表の検算", "Audit of a published table"), level: 1),
      .paragraph(words.summary(audit)),
    ]
    if !audit.findings.isEmpty { blocks.append(.table(findingsTable(words, language))) }
    let explanations = audit.findings.flatMap { words.explanations(of: $0) }
    if !explanations.isEmpty {
      blocks += [.paragraph(language("符合する誤りの例（原因の断定ではない）：", "Consistent with:")), .list(explanations)]
    }
    if !audit.evidence.isEmpty {
      blocks += [.paragraph(language("根拠：", "Evidence:")), .list(audit.evidence.map(words.check))]
    }
    let turned = audit.turnedStatements.map(words.turned)
    if !turned.isEmpty {
      blocks += [.paragraph(language("公表値のままでは増減が逆になる記述：", "Statements that are turned around:")), .list(turned)]
    }
    if !audit.witness.isEmpty { blocks += witnessBlocks(language) }
    blocks.append(.list(words.remarks(audit, meta) + file.accountTexts(language)))
    return Document(blocks)
  }

  private func findingsTable(_ words: AuditWords, _ language: Language) -> TextTable {
    var layout = TextTable([
      .init("#"), .init(language("年度", "Year"), .left), .init(language("種別", "Category"), .left),
      .init(language("区分", "Row"), .left), .init(language("項目", "Figure"), .left),
      .init(language("公表値", "Printed")), .init(language("整合する値", "Expected")),
    ])
    let places = ExtractWords(language: language)
    if !file.places.isEmpty { layout.columns.append(.init(language("場所", "Place"), .left)) }
    for (number, finding) in audit.findings.enumerated() {
      for (choice, figures) in finding.alternatives.enumerated() {
        for figure in figures {
          // 1a, 1b ...: only one of these holds.
          let letter = finding.figure == nil ? words.letter(choice) : ""
          layout.rows.append(
            ["\(number + 1)\(letter)"] + words.place(figure.place) + [
              NumberText.grouped(figure.printed), words.expected(figure.expected),
            ] + (file.places.isEmpty ? [] : [file.places[figure.place].map(places.place) ?? ""]))
        }
      }
    }
    return layout
  }

  /// The audit in the JSON form of the contract.
  package func json() -> JSONValue {
    let words = AuditWords(table: table, language: .english)
    return .object([
      "meta": meta.json(),
      "checked": .integer(audit.checked),
      "findings": .array(audit.findings.map { json($0, words) }),
      "consistentWithRounding": .integer(audit.consistentWithRounding.count),
      "consistent": .array(audit.consistentWithRounding.map { json($0, words) }),
      "evidence": .array(audit.evidence.map { json($0, words) }),
      "undecided": .array(audit.undecided.map { .integer($0.startYear) }),
      "undecidedText": .array(audit.undecided.map { .string(words.undecided($0)) }),
      "zeroYen": .array(
        audit.zeroYen.map {
          .object(members(of: $0).merging(["verdict": .string(AuditVerdict.zeroYen.rawValue)]) { $1 })
        }),
      "sharedDenominators": .array(audit.sharedDenominators.map(json)),
      "coverage": coverage(),
      "doubts": .array(file.doubts.map { .string($0.rawValue) }),
      "unread": .object([
        "columns": .array(file.unreadColumns.map { .string($0) }), "notes": .array(file.notes.map { .string($0) }),
        "regions": .array(file.unreadRegions.map { .string(ExtractWords(language: words.language).unread($0)) }),
      ]),
      "turnedStatements": .array(
        audit.turnedStatements.map { turned in
          .object(
            members(of: turned.place).merging([
              "otherYear": .integer(turned.other.year.startYear), "printed": .string(turned.printed.rawValue),
              "right": .string(turned.right.rawValue), "text": .string(words.turned(turned)),
            ]) { $1 })
        }),
      "witness": witnessJSON(),
      "roundingRule": .string(audit.roundingRule.rawValue),
      "amountRule": .string(audit.rules.amount.rawValue),
      "shareRule": .string(audit.rules.share.rawValue),
      "shareWhole": .string(table.shareWhole.rawValue),
      "alternatives": .array(audit.alternatives.map(json)),
      "openRules": .array(audit.openRules.map { .object(members(of: $0)) }),
      "otherExplainingRules": .array(audit.otherExplainingRules.map { .string($0.rawValue) }),
    ])
  }

  private func coverage() -> JSONValue {
    .object([
      "misprints": .integer(audit.coverage.reduce(0) { $0 + $1.misprints }),
      "contradicted": .integer(audit.coverage.reduce(0) { $0 + $1.contradicted }),
      "figures": .array(
        audit.coverage.map { figure in
          .object(
            members(of: figure.place).merging([
              "low": .string(figure.low.description), "high": .string(figure.high?.description),
              "misprints": .integer(figure.misprints), "contradicted": .integer(figure.contradicted),
            ]) { $1 })
        }),
    ])
  }

  private func json(_ alternative: RuleAlternative) -> JSONValue {
    .object(
      members(of: alternative.rules).merging([
        "accused": .integer(alternative.accused), "isExact": .boolean(alternative.isExact),
      ]) { $1 })
  }

  private func members(of rules: RoundingPair) -> [String: JSONValue] {
    ["amountRule": .string(rules.amount.rawValue), "shareRule": .string(rules.share.rawValue)]
  }

  private func json(_ shared: SharedDenominator) -> JSONValue {
    .object([
      "shares": .array(shared.places.map { .object(members(of: $0)) }),
      "low": .integer(Int(shared.low)), "high": .integer(Int(shared.high)),
      "printedAt": shared.source.map { .object(members(of: $0)) } ?? .null, "isCause": .boolean(shared.isCause),
    ])
  }

  private func json(_ finding: AuditFinding, _ words: AuditWords) -> JSONValue {
    if let figure = finding.figure { return .object(members(of: figure, words)) }
    return .object([
      "year": .integer(finding.alternatives.first?.first?.place.year.startYear ?? 0),
      "verdict": .string(finding.verdict.rawValue),
      "oneOf": .array(
        finding.alternatives.map { figures in .array(figures.map { .object(members(of: $0, words)) }) }),
      "assuming": .array(finding.assumptions.map { .array($0.map { .object(members(of: $0)) }) }),
      "omittedAlternatives": .integer(finding.omittedAlternatives),
      "isExhaustive": .boolean(finding.isExhaustive),
    ])
  }

  private func members(of figure: AccusedFigure, _ words: AuditWords) -> [String: JSONValue] {
    var kinds: [String] = []
    for cause in figure.causes where !kinds.contains(cause.kind.rawValue) { kinds.append(cause.kind.rawValue) }
    return members(of: figure.place).merging([
      "printed": .string(figure.printed.description),
      "expected": .string(figure.expected.map { $0.only?.description ?? words.expected($0) }),
      "expectedLow": .string(figure.expected?.low.description),
      "expectedHigh": .string(figure.expected?.high?.description),
      "verdict": .string(AuditVerdict.impossible.rawValue),
      "causes": .array(kinds.map { .string($0) }),
      "causeAlternatives": .array(figure.causes.map { .integer($0.tried) }),
      "causeTexts": .array(figure.causes.map { .string(words.cause($0, of: figure)) }),
      "causesTried": .integer(figure.causesTried),
    ]) { $1 }
  }

  private func json(_ check: PrintedCheck, _ words: AuditWords) -> JSONValue {
    .object(
      members(of: check.place).merging([
        "check": .string(check.kind.rawValue), "printed": .string(check.printed.description),
        "computed": .string(check.computed.description), "text": .string(words.check(check)),
      ]) { $1 })
  }

  /// The place of a figure; the period stands where the table has any.
  private func members(of place: FigurePlace) -> [String: JSONValue] {
    var members = table.hasPeriods ? place.jsonWithPeriod : place.json
    if let found = file.places[place] { members["place"] = ExtractWords.json(found) }
    return members
  }

  /// The findings as CSV, one line a figure; figures with one number and different letters exclude each other.
  ///
  /// Where a ledger was asked for, that is the output.
  package func csv() -> String {
    if !audit.witness.isEmpty { return witnessCSV() }
    let words = AuditWords(table: table, language: .english)
    let hasPeriods = table.hasPeriods
    let header =
      ["finding", "alternative", "year"] + (hasPeriods ? ["period"] : []) + [
        "category", "row", "measure", "printed", "expected_low", "expected_high",
        "verdict", "causes",
      ]
    var lines = [header]
    for (number, finding) in audit.findings.enumerated() {
      for (choice, figures) in finding.alternatives.enumerated() {
        for figure in figures {
          let place = figure.place
          lines.append(
            [
              String(number + 1), finding.figure == nil ? words.letter(choice) : "", place.year.description,
            ] + (hasPeriods ? [place.period.identifier] : []) + [
              place.category, place.row, place.measure.rawValue, figure.printed.description,
              figure.expected?.low.description ?? "", figure.expected?.high?.description ?? "",
              finding.verdict.rawValue,
              figure.causes.map { words.cause($0, of: figure) }.joined(separator: "; "),
            ])
        }
      }
    }
    return CSVText.render(lines)
  }
}
