import BidStatistics
import Procurement
import ShareStatistics

/// The indicators of bids, ready to be shown in any format.
package struct BidIndicatorResult: PresentableResult, Sendable {
  let table: IndicatorTable
  let meta: ResultMeta
  let options: Options
  /// What firms of a roster did by size and locality; nil without a roster.
  let roster: FirmGroupSections?
  /// Patterns of bids; nil where nobody asked for them.
  let screens: ScreenSection?

  /// How indicators are shown.
  package struct Options: Sendable {
    /// Groups that rest on fewer tenders are marked.
    package var minimumGroup = 10
    /// Within how many years before a firm must not have bid to be new.
    package var lookBack = 3
    /// The indicators of which groups have a table in texts.
    package var groupIndicators: [BidIndicator] = [
      .tenders, .failedShare, .biddersMean, .singleBid, .rateMean, .rateOfSums,
    ]
    /// How many groups a table in a text has at most; CSV and JSON have all.
    package var groupLimit = 60
    /// Whether changes from year to year are shown, with their decomposition.
    package var showsChanges = false
    /// Whether changes have intervals, as if the years were samples.
    package var showsIntervals = false
    /// Whether a citation and what the figures say stand at the end.
    package var cites = false

    /// The ordinary options.
    package init() {}
  }

  /// Indicators with the facts about their bids.
  ///
  /// - Parameters:
  ///   - groups: what firms of a roster did by size and locality.
  ///   - screens: patterns of bids, where they are wanted.
  package init(
    _ table: IndicatorTable, meta: ResultMeta, options: Options = Options(), groups: [FirmGroups] = [],
    screens: BidScreens? = nil
  ) {
    (self.table, self.meta, self.options) = (table, meta, options)
    roster = groups.isEmpty ? nil : FirmGroupSections(groups)
    self.screens = screens.map { ScreenSection($0) }
  }

  /// The last year, or all of them where there are several: what sentences and charts are of.
  var lead: (column: IndicatorTable.Column, figures: BidFigures)? {
    table.columns.last.flatMap { column in table[column].map { (column, $0) } }
  }

  /// The indicators in words and tables.
  package func document(_ language: Language) -> Document {
    let words = IndicatorWords(language: language)
    var blocks: [Document.Block] = [
      .heading(language("入札・契約の指標", "Bidding statistics"), level: 1), .paragraph(summary(language)),
    ]
    for part in BidIndicator.Part.allCases {
      let shown = BidIndicator.allCases.filter { $0.part == part && isKnown($0) }
      guard !shown.isEmpty else { continue }
      blocks += [.heading(words.part(part), level: 2), .table(figures(shown, words))]
      if part == .competition, let chart = biddersChart(language) { blocks.append(.chart(chart)) }
      if part == .rates, let chart = ratesChart(language) { blocks.append(.chart(chart)) }
    }
    blocks += [.heading(language("業者", "Firms"), level: 2), .table(firmTable(words))]
    if let top = topTable(words) { blocks.append(.table(top)) }
    if let roster { blocks += roster.blocks(words, meta) }
    blocks += groupBlocks(words)
    if options.showsChanges { blocks += changeBlocks(words) }
    if let screens { blocks += screens.blocks(language) }
    blocks.append(.list(meta.rowNotes(language) + notes(language)))
    if options.cites { blocks += citation(language) }
    return Document(blocks)
  }

  /// Whether the input says anything of an indicator.
  private func isKnown(_ indicator: BidIndicator) -> Bool {
    table.columns.contains { table[$0]?[indicator].value != nil } || indicator == .noBid
  }

  /// The headline figures in a sentence.
  func summary(_ language: Language) -> String {
    guard let (column, figures) = lead else { return "" }
    let words = IndicatorWords(language: language)
    func text(_ indicator: BidIndicator) -> String {
      figures[indicator].value.map { NumberText.grouped($0) } ?? "–"
    }
    let year = words.column(column)
    return language(
      "\(year)：入札 \(text(.tenders)) 件、平均応札者数 \(text(.biddersMean)) 者、1者応札 \(text(.singleBid))％、落札率は単純平均 \(text(.rateMean))％・加重平均 \(text(.rateOfSums))％。",
      "\(year): \(text(.tenders)) tenders, \(text(.biddersMean)) bidders on average, \(text(.singleBid)) % with a single bid; award rate \(text(.rateMean)) % (mean of the rates), \(text(.rateOfSums)) % (rate of sums)."
    )
  }

  /// The headline figures for the page of a report.
  package func keyPoints(_ language: Language) -> [String] { [summary(language)] }

  private func figures(_ indicators: [BidIndicator], _ words: IndicatorWords) -> TextTable {
    var text = headed(words)
    text.rows = indicators.map { indicator in
      [words.name(indicator), unit(indicator.unit, words)]
        + table.columns.flatMap { column in cells(table[column]?[indicator], indicator.unit, words.language) }
    }
    return text
  }

  private func headed(_ words: IndicatorWords) -> TextTable {
    let language = words.language
    var text = TextTable([.init(language("指標", "Indicator"), .left), .init(language("単位", "unit"), .left)])
    for column in table.columns {
      let name = words.column(column)
      text.columns += [.init(language("値", "value"), group: name), .init(language("母数", "of"), group: name)]
    }
    return text
  }

  private func unit(_ unit: BidIndicator.Unit, _ words: IndicatorWords) -> String {
    IndicatorCells(meta: meta, language: words.language).unit(unit)
  }

  private func cells(_ figure: IndicatorFigure?, _ unit: BidIndicator.Unit, _ language: Language) -> [String] {
    let cells = IndicatorCells(meta: meta, language: language)
    return [cells.value(figure, unit), cells.base(figure)]
  }

  private func firmTable(_ words: IndicatorWords) -> TextTable {
    var text = headed(words)
    let years = table.columns.compactMap { if case .year(let year) = $0 { year } else { nil } }
    let shown = FirmIndicator.allCases.filter { indicator in
      indicator != .returningFirms || years.contains { table.firms[indicator, $0].value != nil }
    }
    text.rows = shown.map { indicator in
      [words.name(indicator, lookBack: options.lookBack), words.unit(indicator.unit)]
        + table.columns.flatMap { column -> [String] in
          guard case .year(let year) = column else { return ["–", ""] }
          return cells(table.firms[indicator, year], indicator.unit, words.language)
        }
    }
    if table.columns.last == .all {
      // What firms did is told year by year.
      text.columns.removeLast(2)
      text.rows = text.rows.map { Array($0.dropLast(2)) }
    }
    return text
  }

  private func topTable(_ words: IndicatorWords) -> TextTable? {
    let language = words.language
    let years = table.columns.compactMap { if case .year(let year) = $0 { year } else { nil } }
    guard let last = years.last, case let top = table.firms.top(10, in: last), !top.isEmpty else { return nil }
    let before = years.dropLast().last.map { table.firms.top(.max, in: $0).map(\.name) }
    var text = TextTable([
      .init(language("\(words.year(last))の落札金額上位", "Largest winners, \(words.year(last))"), .left),
      .init(language("応札", "bids")), .init(language("落札", "won")), .init(language("落札÷応札％", "won, %")),
      .init(
        language("金額", "amount") + words.bracketed(Labels(language: language).unit(1, currency: meta.reading?.currency))
      ),
      .init(language("割合％", "share, %")),
      .init(language("前年度の順位", "rank the year before")),
    ])
    let knowsBids = table.firms.knowsBids
    let total = table.firms.top(.max, in: last).reduce(Int128(0)) { $0 + $1.record.amount }
    text.rows = top.map { name, record in
      [
        ErrorText.printable(name), knowsBids ? NumberText.grouped(record.bids) : "–", NumberText.grouped(record.wins),
        knowsBids ? IndicatorFigure.share(Int128(record.wins), of: Int128(record.bids))?.description ?? "–" : "–",
        NumberText.grouped(record.amount), IndicatorFigure.share(record.amount, of: total)?.description ?? "–",
        before?.firstIndex(of: name).map { String($0 + 1) } ?? "–",
      ]
    }
    return text
  }

  private func groupBlocks(_ words: IndicatorWords) -> [Document.Block] {
    guard !table.groups.isEmpty else { return [] }
    let language = words.language
    let names = table.sums.plan.names
    let title = names.map(words.division).joined(separator: language("・", " and "))
    var blocks: [Document.Block] = [.heading(language("\(title)別", "By \(title.lowercased())"), level: 2)]
    for indicator in options.groupIndicators {
      var text = TextTable(names.map { .init(words.division($0), .left) })
      for column in table.columns {
        let name = words.column(column)
        text.columns.append(.init(language("値", "value"), group: name))
        if indicator.unit != .tenders { text.columns.append(.init(language("母数", "of"), group: name)) }
      }
      for group in table.groups.prefix(options.groupLimit) {
        text.rows.append(
          zip(group, names).map { words.value($0, of: $1, since: table.sums.plan.since) }
            + table.columns.flatMap { column -> [String] in
              let figure = table[group, column]?[indicator]
              var both = cells(figure, indicator.unit, language)
              if isFew(figure) { both[1] += "*" }
              return indicator.unit == .tenders ? [both[0]] : both
            })
      }
      if table.groups.count > options.groupLimit {
        let rest = table.groups.count - options.groupLimit
        text.rows.append(
          [language("ほか \(rest)", "and \(rest) more")] + [String](repeating: "", count: text.columns.count - 1))
      }
      blocks += [
        .heading(words.name(indicator) + words.bracketed(unit(indicator.unit, words)), level: 3), .table(text),
      ]
    }
    return blocks
  }

  /// Whether a figure rests on few.
  func isFew(_ figure: IndicatorFigure?) -> Bool { figure?.base.map { $0 > 0 && $0 < options.minimumGroup } ?? false }

  private func biddersChart(_ language: Language) -> Chart? {
    guard let (_, figures) = lead else { return nil }
    var bands: [(label: String, count: Int)] = []
    for (bidders, tenders) in figures.biddersDistribution {
      let label = bidders <= 10 ? String(bidders) : bidders <= 15 ? "11–15" : bidders <= 20 ? "16–20" : "21–"
      if bands.last?.label == label { bands[bands.count - 1].count += tenders } else { bands.append((label, tenders)) }
    }
    return Chart.counts(language("応札者数ごとの入札件数", "Tenders by number of bidders"), bands, language)
  }

  /// The percentages between which rates are counted for the histogram.
  static let rateMarks = TenderSums.bandMarks

  /// Award rates in bands: where floors lie is said of each band, and the awards at a floor are a series of their own; the ceiling is 100 %.
  private func ratesChart(_ language: Language) -> Chart? {
    guard let (column, figures) = lead, figures[.rateMean].base ?? 0 > 0 else { return nil }
    let (marks, sums) = (Self.rateMarks, figures.sums)
    let counts = figures.rates(in: marks)
    let hasFloors = sums.floorBands.contains { $0 > 0 }
    let first = marks.indices.first { counts[$0] > 0 || sums.floorBands[$0] > 0 } ?? 0
    let groups = marks.indices.dropFirst(first).map { place -> Chart.Bars.Group in
      let end = place + 1 < marks.count ? String(marks[place + 1]) : ""
      var label =
        place == marks.count - 1
        ? language("100％以上", "100 % and more")
        : language("\(marks[place])～\(end)％", "\(marks[place])–\(end) %")
      if sums.floorBands[place] > 0 {
        let floors = NumberText.grouped(sums.floorBands[place])
        label += language(" ▲\(floors)", " ▲\(floors)")
      }
      let (all, atFloor) = (counts[place], sums.atFloorBands[place])
      guard hasFloors else {
        return Chart.Bars.Group(label, [Chart.Bars.Bar(to: Double(all), text: NumberText.grouped(all))])
      }
      return Chart.Bars.Group(
        label,
        [
          Chart.Bars.Bar(to: Double(all - atFloor), text: NumberText.grouped(all - atFloor)),
          Chart.Bars.Bar(
            from: Double(all - atFloor), to: Double(all), text: NumberText.grouped(atFloor), style: .series(1)),
        ])
    }
    let most = marks.indices.max { counts[$0] < counts[$1] } ?? 0
    let words = IndicatorWords(language: language)
    return Chart(
      language("落札率の分布（落札件数、\(words.column(column))）", "Award rates: awards in each band, \(words.column(column))"),
      summary: language(
        "最多は\(marks[most])％からの帯：\(counts[most]) 件。最低制限価格と同額の落札 \(sums.atFloor) 件",
        "most from \(marks[most]) %: \(counts[most]); \(sums.atFloor) awards at the floor price"),
      .bars(
        Chart.Bars(
          series: hasFloors
            ? [
              language("最低制限価格と異なる落札", "not at the floor"),
              language("最低制限価格と同額（▲は帯にある最低制限価格の数）", "at the floor (▲: floors in the band)"),
            ] : [],
          groups: groups)))
  }

  private func notes(_ language: Language) -> [String] {
    let words = IndicatorWords(language: language)
    let methods = ContractMethod.allCases.filter(table.sums.plan.methods.contains).map(words.method)
    var notes = [
      language("集計した契約方法：", "methods that count: ") + methods.joined(separator: language("・", ", ")),
      language("消費税：", "tax: ") + Labels(language: language).taxBasis(meta.taxBasis)
        + language(
          "。落札価格は変更前。落札率は落札価格と予定価格の両方がある落札による", "; award prices before changes; rates are of awards with both prices"),
      language(
        "応札者は失格・無効を含み、辞退・不参加を除く", "bidders are those who submitted a bid, disqualified and invalid ones included"),
    ]
    let left = table.sums.leftOut.sorted { $0.key.rawValue < $1.key.rawValue }
    if !left.isEmpty {
      let list = left.map {
        language(
          "\(words.method($0.key)) \(NumberText.grouped($0.value)) 件",
          "\(NumberText.grouped($0.value)) \(words.method($0.key))")
      }
      notes.append(language("集計外の案件：", "tenders left out: ") + list.joined(separator: language("、", ", ")))
    }
    if table.columns.contains(where: { table[$0]?.sums.listed ?? 0 > 0 }) {
      notes.append(
        language(
          "1行に1件の入札結果一覧による案件は、落札者のほかの札が分からないため、応札者数は一覧の記載により、有効・無効・失格・同額は示さない",
          "of tenders in a list of results the bids of losers are not known: bidders are as the list counts them, and valid, invalid, disqualified and equal bids are not told"
        ))
    }
    if table.columns.contains(where: { table[$0]?.sums.withSecondRound ?? 0 > 0 }) {
      notes.append(
        language(
          "落札価格は最終回の札。それより前の回だけの札は応札に含み、有効な入札に含まない",
          "award prices are of the last round; a bid in earlier rounds alone is a bid submitted and none that is valid")
      )
    }
    if let (_, figures) = lead, figures[.noBid].value == nil {
      notes.append(
        language(
          "応札者のない案件は入札のファイルに行がないため、不調の件数は不明（--tenders で案件一覧を渡す）",
          "tenders for which nobody bid have no row in a file of bids: their number is not known (--tenders takes a list)"
        ))
    }
    if !table.groups.isEmpty {
      notes.append(
        language("* 母数が \(options.minimumGroup) 未満", "* rests on fewer than \(options.minimumGroup)"))
    }
    return notes
  }
}
