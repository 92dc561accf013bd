import BidStatistics
import Procurement

/// The indicators of a ledger, ready to be shown in any format.
package struct LedgerIndicatorResult: PresentableResult, Sendable {
  private let tally: LedgerTally
  private let suppliers: FirmFigures
  private let meta: ResultMeta
  private let options: BidIndicatorResult.Options
  /// Texts that were not understood.
  private let unread: [Unread]
  /// Columns: each year, and all of them where there are several.
  private let columns: [FiscalYear?]

  /// Indicators with the facts about their contracts.
  package init(
    _ tally: LedgerTally, meta: ResultMeta, options: BidIndicatorResult.Options, unread: [Unread] = []
  ) {
    (self.tally, self.meta, self.options, self.unread) = (tally, meta, options, unread)
    suppliers = tally.suppliers(lookBack: options.lookBack)
    columns = tally.years.map(Optional.some) + (tally.years.count > 1 ? [nil] : [])
  }

  /// Texts of a field that were not understood, so that their contracts are in no figure of it.
  package struct Unread: Sendable {
    /// The field's word in JSON.
    package let field: String
    let name: (japanese: String, english: String)
    let count: Int
    let first: String

    /// So many texts of a field, and the first of them.
    package init(field: String, name: (japanese: String, english: String), count: Int, first: String) {
      (self.field, self.name, self.count, self.first) = (field, name, count, first)
    }
  }

  private func figure(_ indicator: LedgerIndicator, _ column: FiscalYear?, _ sums: LedgerSums) -> IndicatorFigure? {
    guard case .supplier(let firm) = indicator else { return sums.figure(indicator) }
    guard tally.namesSuppliers, let column else { return nil }
    return suppliers[firm, .year(column)]
  }

  /// The figures of all contracts, or of those of a value, indicator by indicator; those that the ledger says nothing of are left out.
  private func figures(values: [String]? = nil) -> [(indicator: LedgerIndicator, figures: [IndicatorFigure?])] {
    let sums = columns.map { tally.sums($0, values: values) }
    return LedgerIndicator.all.compactMap { indicator in
      if values != nil, case .supplier = indicator { return nil }
      let figures = zip(columns, sums).map { figure(indicator, $0, $1) }
      guard figures.contains(where: { $0?.value != nil && ($0?.numerator != 0 || Self.showsZero(indicator)) }) else {
        return nil
      }
      return (indicator, figures)
    }
  }

  /// Whether a figure that is 0 in every year is shown: one that could have been something else.
  private static func showsZero(_ indicator: LedgerIndicator) -> Bool {
    switch indicator {
    case .method, .methodAmount, .ground, .groundAmount: false
    case .contracts, .amount, .aboveSmallLimit, .quarter, .quarterAmount, .march, .marchAmount, .overruns,
      .finalToInitial, .award, .supplier:
      true
    }
  }

  /// The indicators in words and tables.
  package func document(_ language: Language) -> Document {
    let words = IndicatorWords(language: language)
    var blocks: [Document.Block] = [.heading(language("契約の指標", "Contract statistics"), level: 1)]
    let shown = figures()
    for part in LedgerPart.allCases {
      let rows = shown.filter { LedgerPart($0.indicator) == part }
      guard !rows.isEmpty else { continue }
      blocks += [.heading(part.name(language), level: 2), .table(table(rows, words))]
    }
    if let top = topTable(words) { blocks.append(.table(top)) }
    if !tally.divisions.isEmpty { blocks += groups(words) }
    blocks.append(.list(meta.notes(language) + notes(language)))
    return Document(blocks)
  }

  private func head(_ words: IndicatorWords, _ first: [TextTable.Column]) -> TextTable {
    var text = TextTable(first)
    for column in columns {
      let name = self.name(column, words.language)
      text.columns += [
        .init(words.language("値", "value"), group: name), .init(words.language("母数", "of"), group: name),
      ]
    }
    return text
  }

  private func name(_ column: FiscalYear?, _ language: Language) -> String {
    column.map { Labels(language: language).year($0) } ?? language("全期間", "all years")
  }

  private func table(
    _ rows: [(indicator: LedgerIndicator, figures: [IndicatorFigure?])], _ words: IndicatorWords
  ) -> TextTable {
    let language = words.language
    var text = head(words, [.init(language("指標", "Indicator"), .left), .init(language("単位", "unit"), .left)])
    text.rows = rows.map { indicator, figures in
      [words.name(indicator, lookBack: options.lookBack), unit(indicator, words)]
        + figures.flatMap { cells($0, indicator, language) }
    }
    return text
  }

  private func unit(_ indicator: LedgerIndicator, _ words: IndicatorWords) -> String {
    IndicatorCells(meta: meta, language: words.language).unit(indicator.unit)
  }

  private func cells(_ figure: IndicatorFigure?, _ indicator: LedgerIndicator, _ language: Language) -> [String] {
    let cells = IndicatorCells(meta: meta, language: language)
    let few = figure?.base.map { $0 > 0 && $0 < options.minimumGroup } == true ? "*" : ""
    return [cells.value(figure, indicator.unit), cells.base(figure) + few]
  }

  private func topTable(_ words: IndicatorWords) -> TextTable? {
    let language = words.language
    guard tally.namesSuppliers, let year = tally.years.last else { return nil }
    let total = tally.sums(year).all.amount
    let before = tally.years.dropLast().last.map { suppliers.top(.max, in: .year($0)).map(\.name) }
    var text = TextTable([
      .init(language("\(name(year, language))の契約金額上位", "Largest contractors, \(name(year, language))"), .left),
      .init(language("件数", "contracts")), .init(language("金額", "amount")), .init("%"),
      .init(language("前年度の順位", "rank the year before")),
    ])
    text.rows = suppliers.top(10, in: .year(year)).map { name, record in
      [
        ErrorText.printable(name), NumberText.grouped(record.wins), NumberText.grouped(record.amount),
        IndicatorFigure.share(record.amount, of: total)?.description ?? "–",
        before?.firstIndex(of: name).map { String($0 + 1) } ?? "–",
      ]
    }
    return text
  }

  private func groups(_ words: IndicatorWords) -> [Document.Block] {
    let language = words.language
    let name = tally.divisions.map(words.division).joined(separator: language("・", " and "))
    var blocks: [Document.Block] = [.heading(language("\(name)別", "By \(name.lowercased())"), level: 2)]
    let wanted: [LedgerIndicator] = [
      .contracts, .amount, .method(.open), .method(.negotiated), .methodAmount(.negotiated), .award(.singleBid),
      .award(.rateMean), .award(.rateOfSums), .overruns,
    ]
    let values = tally.values
    let sums = values.map { value in columns.map { tally.sums($0, values: value) } }
    for indicator in wanted {
      let figures = sums.map { $0.map { $0.figure(indicator) } }
      guard figures.contains(where: { $0.contains { $0?.value != nil } }) else { continue }
      var text = head(words, tally.divisions.map { .init(words.division($0), .left) })
      text.rows = zip(values, figures).prefix(options.groupLimit).map { value, row in
        zip(value, tally.divisions).map { words.value($0, of: $1, since: nil) }
          + row.flatMap { cells($0, indicator, language) }
      }
      if values.count > options.groupLimit {
        let rest = values.count - options.groupLimit
        text.rows.append(
          [language("ほか \(rest)", "and \(rest) more")] + [String](repeating: "", count: text.columns.count - 1))
      }
      let title = words.name(indicator, lookBack: options.lookBack) + words.bracketed(unit(indicator, words))
      blocks += [.heading(title, level: 3), .table(text)]
    }
    return blocks
  }

  private func notes(_ language: Language) -> [String] {
    var notes: [String] = []
    let sums = tally.sums(nil)
    if sums.figure(.award(.rateMean)) != nil || sums.figure(.award(.singleBid)) != nil {
      notes.append(
        language(
          "落札率・応札者数は競争による契約のうち予定価格・応札者数の列がある行による。落札価格は変更前（当初契約金額）",
          "award rates and bidders are of competitive contracts whose row has a ceiling or a number of bidders; prices before changes"
        ))
    }
    if sums.figure(.aboveSmallLimit)?.value != nil {
      notes.append(
        language(
          "少額随契の基準額（都道府県・指定都市）：令和7年度から工事400万円・物品300万円・委託200万円、以前は250万円・160万円・100万円",
          "limits of small contracts (prefectures, designated cities): works 4.0, goods 3.0, services 2.0 million yen from FY2025, before 2.5, 1.6, 1.0"
        ))
    }
    for item in unread {
      let (count, first) = (NumberText.grouped(item.count), ErrorText.printable(item.first))
      notes.append(
        language(
          "\(item.name.japanese)：読み取れない記載 \(count) 件（最初は「\(first)」）は集計に含まない",
          "\(item.name.english): \(count) not understood and in no figure (the first: \(first))"))
    }
    if options.minimumGroup > 0 {
      notes.append(
        language("* 母数が \(options.minimumGroup) 未満", "* rests on fewer than \(options.minimumGroup)"))
    }
    return notes
  }

  // MARK: Data

  private struct Line {
    var year: FiscalYear?
    var values: [String]?
    var indicator: LedgerIndicator
    var figure: IndicatorFigure?
  }

  private var lines: [Line] {
    let groups: [[String]?] = [nil] + tally.values.map(Optional.some)
    return groups.flatMap { values in
      columns.flatMap { column -> [Line] in
        let sums = tally.sums(column, values: values)
        return LedgerIndicator.all.compactMap { indicator in
          if case .supplier = indicator, values != nil || column == nil { return nil }
          return Line(year: column, values: values, indicator: indicator, figure: figure(indicator, column, sums))
        }
      }
    }
  }

  private func unitWord(_ indicator: LedgerIndicator) -> String {
    indicator.unit == .yen ? meta.minorUnitName : indicator.unit.rawValue
  }

  /// The indicators in the JSON form of the contract.
  package func json() -> JSONValue {
    func year(_ column: FiscalYear?) -> JSONValue { column.map { .integer($0.startYear) } ?? .string("all") }
    return .object([
      "meta": meta.json(), "years": .array(columns.map(year)),
      "unread": .object(Dictionary(uniqueKeysWithValues: unread.map { ($0.field, .integer($0.count)) })),
      "cells": .array(
        lines.map { line in
          .object([
            "year": year(line.year),
            "by": .object(
              Dictionary(
                uniqueKeysWithValues: zip(tally.divisions, line.values ?? []).map { ($0, JSONValue.string($1)) })),
            "indicator": .string(line.indicator.identifier), "code": .string(line.indicator.code),
            "unit": .string(unitWord(line.indicator)),
            "numerator": .string(line.figure?.numerator.map { "\($0)" }),
            "denominator": .string(line.figure?.denominator.map { "\($0)" }),
            "value": .string(line.figure?.value?.description), "of": line.figure?.base.map { .integer($0) } ?? .null,
          ])
        }),
    ])
  }

  /// The indicators as CSV, one line a figure.
  package func csv() -> String {
    let names = tally.divisions
    let head = ["year"] + names + ["indicator", "code", "numerator", "denominator", "of", "value", "unit"]
    return CSVText.render(
      [head]
        + lines.map { line in
          [line.year?.description ?? "all"] + (line.values ?? names.map { _ in "all" }) + [
            line.indicator.identifier, line.indicator.code ?? "", line.figure?.numerator.map { "\($0)" } ?? "",
            line.figure?.denominator.map { "\($0)" } ?? "", line.figure?.base.map { String($0) } ?? "",
            line.figure?.value?.description ?? "", unitWord(line.indicator),
          ]
        })
  }
}

/// What indicators of ledgers stand in one table.
private enum LedgerPart: CaseIterable {
  case methods, grounds, time, changes, competition, suppliers

  init(_ indicator: LedgerIndicator) {
    switch indicator {
    case .contracts, .amount, .method, .methodAmount: self = .methods
    case .ground, .groundAmount, .aboveSmallLimit: self = .grounds
    case .quarter, .quarterAmount, .march, .marchAmount: self = .time
    case .overruns, .finalToInitial: self = .changes
    case .award: self = .competition
    case .supplier: self = .suppliers
    }
  }

  func name(_ language: Language) -> String {
    switch self {
    case .methods: language("契約方法", "Methods")
    case .grounds: language("随意契約の根拠（地方自治法施行令第167条の2第1項各号）", "Grounds of negotiated contracts")
    case .time: language("契約の時期", "When contracts are made")
    case .changes: language("契約変更", "Changes of amounts")
    case .competition: language("競争性・落札率", "Competition and award rates")
    case .suppliers: language("契約の相手方", "Contractors")
    }
  }
}

extension IndicatorWords {
  func name(_ indicator: LedgerIndicator, lookBack: Int) -> String {
    switch indicator {
    case .contracts: language("契約件数", "Contracts")
    case .amount: language("契約金額", "Amount")
    case .method(let method): language("\(self.method(method))（件数）", "\(self.method(method)), by number")
    case .methodAmount(let method): language("\(self.method(method))（金額）", "\(self.method(method)), by amount")
    case .ground(let ground): language("\(self.ground(ground))（件数）", "\(self.ground(ground)), by number")
    case .groundAmount(let ground): language("\(self.ground(ground))（金額）", "\(self.ground(ground)), by amount")
    case .aboveSmallLimit:
      language("1号のうち基準額を超えるもの", "Small contracts (item 1) above the limit")
    case .quarter(let number): language("第\(number)四半期（件数）", "quarter \(number), by number")
    case .quarterAmount(let number): language("第\(number)四半期（金額）", "quarter \(number), by amount")
    case .march: language("うち3月（件数）", "of which March, by number")
    case .marchAmount: language("うち3月（金額）", "of which March, by amount")
    case .overruns: language("増額変更のあった契約の割合", "Contracts that grew")
    case .finalToInitial: language("変更後の金額の当初金額に対する比", "Last amounts over first amounts")
    case .award(let indicator): name(indicator)
    case .supplier(let indicator):
      indicator == .firmsWon ? language("契約の相手方の数", "Contractors") : supplierName(indicator, lookBack: lookBack)
    }
  }

  private func supplierName(_ indicator: FirmIndicator, lookBack: Int) -> String {
    switch indicator {
    case .newFirms:
      language("新規の相手方の割合（過去\(lookBack)年度に契約なし）", "New contractors (none in \(lookBack) years before)")
    case .topTenShare: language("上位10者の契約金額の割合", "Ten largest, share of the amount")
    case .largestShare: language("最大の相手方の契約金額の割合", "Largest, share of the amount")
    case .firmsBid, .firmsWon, .neverWonShare, .successRate, .returningFirms: name(indicator, lookBack: lookBack)
    }
  }

  func ground(_ ground: NegotiationGround?) -> String {
    switch ground {
    case .smallAmount?: language("1号 少額", "item 1, small amount")
    case .nature?: language("2号 性質・目的", "item 2, nature of the contract")
    case .welfare?: language("3号 福祉関係施設等", "item 3, welfare bodies")
    case .newProducts?: language("4号 新規事業分野", "item 4, new products")
    case .urgency?: language("5号 緊急", "item 5, urgency")
    case .disadvantage?: language("6号 競争が不利", "item 6, tender at a disadvantage")
    case .favourable?: language("7号 著しく有利な価格", "item 7, much below market")
    case .failedTender?: language("8号 入札者・落札者なし", "item 8, failed tender")
    case .refusedContract?: language("9号 落札者が契約せず", "item 9, winner refused")
    case nil: language("根拠の記載なし", "ground not said")
    }
  }
}
