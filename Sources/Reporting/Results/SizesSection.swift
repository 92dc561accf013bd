import Procurement
import ShareStatistics

/// Contracts by size and row, crowding below limits, and contracts that may be one purchase in parts.
package struct SizesSection: ResultSection {
  private let study: SizeStudy
  private let table: ShareTable
  /// Candidates that are listed; all are in JSON.
  private let listed = 10

  /// The sizes behind a table.
  package init(_ study: SizeStudy, table: ShareTable) {
    self.study = study
    self.table = table
  }

  /// The name of the member in JSON.
  package var name: String { "sizes" }

  /// The section in words and tables.
  package func blocks(_ language: Language) -> [Document.Block] {
    var blocks: [Document.Block] = [
      .heading(language("契約の規模（金額帯）", "Contract sizes"), level: 2), .table(bands(language)),
    ]
    if let chart = chart(language) { blocks.append(.chart(chart)) }
    if study.bunching.values.contains(where: { !$0.isEmpty }) {
      blocks += [
        .heading(language("基準額以下への集中", "Crowding below limits"), level: 3), .table(bunching(language)),
        .list(
          limitNote(language) + [
            language(
              "基準額の前後同じ幅の契約数を比べる。金額の分布は上ほど薄く、切りのよい額にも集まるので、半分より少し多いのは普通のこと。p は半々とした場合の片側確率",
              "contracts in windows of one width on both sides of a limit. Sizes thin out upwards and gather at round prices, so a little above one half is ordinary; p is the one-sided chance at one half"
            )
          ]),
      ]
    }
    if let splits = study.splits { blocks += candidates(splits, language) }
    return blocks
  }

  private func bands(_ language: Language) -> TextTable {
    let labels = Labels(language: language)
    var columns: [TextTable.Column] = [
      .init(language("区分", "Row"), .left), .init(language("1件の金額", "Contract of"), .left),
    ]
    for year in study.bands.years {
      let group = labels.year(year)
      columns += [
        .init(labels.measure(.count), group: group), .init("%", group: group),
        .init(labels.unit(1_000_000), group: group), .init("%", group: group),
      ]
    }
    var layout = TextTable(columns)
    for row in table.rows {
      if !layout.rows.isEmpty { layout.separators.insert(layout.rows.count) }
      for (position, band) in shownBands.enumerated() {
        var texts = [position == 0 ? labels.row(row) : "", label(band, language)]
        for year in study.bands.years {
          let cell = study.bands.cell(year, nil, row: row.identifier, band: band)
          let whole = total(year, row.identifier)
          texts += [
            NumberText.grouped(cell.count), share(cell.count, whole.count),
            NumberText.grouped(RoundingRule.halfUp.rounded(Int128(cell.amount), over: 1_000_000)),
            share(cell.amount, whole.amount),
          ]
        }
        layout.rows.append(texts)
      }
    }
    return layout
  }

  private func chart(_ language: Language) -> Chart? {
    guard let row = table.totalRow?.identifier, let last = study.bands.years.last else { return nil }
    let years = study.bands.years.suffix(4)
    let groups = shownBands.map { band in
      Chart.Bars.Group(
        label(band, language),
        years.enumerated().map { index, year in
          let cell = study.bands.cell(year, nil, row: row, band: band)
          let part = ExactRatio(cell.amount, over: total(year, row).amount)?.percent(decimals: 1)
          return Chart.Bars.Bar(
            to: part.map(Chart.length) ?? 0, text: part.map { "\($0) %" } ?? "–", style: .series(index))
        })
    }
    let labels = Labels(language: language)
    let summary = groups.map { "\($0.label) \($0.bars.last?.text ?? "–")" }.joined(separator: language("、", ", "))
    return Chart(
      language("契約規模別の金額の割合", "Parts of the amount by size of contract"), summary: "\(labels.year(last)): \(summary)",
      .bars(Chart.Bars(series: years.map(labels.year), groups: groups)))
  }

  /// The bands up to the highest with a contract: those above would be zeros only.
  private var shownBands: Range<Int> {
    let used = (0..<study.bands.bandCount).filter { band in
      study.bands.years.contains { year in
        table.totalRow.map { study.bands.cell(year, nil, row: $0.identifier, band: band).count > 0 } ?? true
      }
    }
    return 0..<(used.last ?? 0) + 1
  }

  private func total(_ year: FiscalYear, _ row: String) -> (count: Int64, amount: Int64) {
    (0..<study.bands.bandCount).reduce((0, 0)) { sum, band in
      let cell = study.bands.cell(year, nil, row: row, band: band)
      return (sum.0 + cell.count, sum.1 + cell.amount)
    }
  }

  private func share(_ part: Int64, _ whole: Int64) -> String {
    ExactRatio(part, over: whole)?.percent(decimals: 1)?.description ?? "–"
  }

  private func label(_ band: Int, _ language: Language) -> String {
    let limits = study.bands.limits
    // 万円 and millions are read more easily than rows of zeros.
    let large: Int64 = language == .japanese ? 10_000 : 1_000_000
    let unit = limits.allSatisfy { $0 % large == 0 } ? large : 1
    func number(_ limit: Int64) -> String { NumberText.grouped(limit / unit) }
    func amount(_ limit: Int64) -> String {
      number(limit) + language("", " ") + Labels(language: language).unit(unit)
    }
    guard let first = limits.first, let last = limits.last else { return language("全て", "any amount") }
    if band == 0 { return language("\(amount(first))以下", "up to \(amount(first))") }
    if band == limits.count { return language("\(amount(last))超", "above \(amount(last))") }
    return language(
      "\(amount(limits[band - 1]))超\(amount(limits[band]))以下",
      "above \(number(limits[band - 1])) to \(amount(limits[band]))")
  }

  private var leavesOutLimit: Bool { study.bunching.values.joined().contains(where: \.leavesOutLimit) }

  /// How many contracts of exactly a limit were left out.
  private func limitNote(_ language: Language) -> [String] {
    guard leavesOutLimit else { return [] }
    let count = NumberText.grouped(study.bunching.values.joined().reduce(0) { $0 + $1.atLimit })
    return [
      language("基準額ちょうどの契約 \(count) 件は除いた", "\(count) contracts of exactly a limit are left out")
    ]
  }

  private func bunching(_ language: Language) -> TextTable {
    let labels = Labels(language: language)
    var layout = TextTable([
      .init(language("基準額（円）", "Limit, yen")), .init(language("幅（円）", "window, yen")),
      .init(language("年度", "Year"), .left),
      .init(leavesOutLimit ? language("未満", "below it") : language("以下", "up to it")), .init(language("超", "above")),
      .init(leavesOutLimit ? language("未満の%", "below it, %") : language("以下の%", "up to it, %")),
      .init(language("95 %区間", "95 % interval")), .init("p"),
    ])
    for index in (study.bunching.values.first ?? []).indices {
      if index > 0 { layout.separators.insert(layout.rows.count) }
      for (year, ofYear) in study.bunching.sorted(by: { $0.key < $1.key }) {
        let item = ofYear[index]
        let isEmpty = item.below + item.above == 0
        let interval = isEmpty ? nil : item.interval()
        layout.rows.append([
          NumberText.grouped(item.limit), NumberText.grouped(item.window), labels.year(year),
          NumberText.grouped(item.below), NumberText.grouped(item.above),
          item.share?.percent(decimals: 1)?.description ?? "–",
          interval.map { "\(DecimalText.text($0.lowerBound * 100, 1)) … \(DecimalText.text($0.upperBound * 100, 1))" }
            ?? "–",
          isEmpty ? "–" : item.pValue < 0.0001 ? "< 0.0001" : DecimalText.text(item.pValue, 4),
        ])
      }
    }
    return layout
  }

  private func candidates(_ splits: SplitCandidates, _ language: Language) -> [Document.Block] {
    let labels = Labels(language: language)
    let groups = splits.groups
    var layout = TextTable([
      .init(language("年度", "Year"), .left), .init(language("種別", "Category"), .left),
      .init(language("部局", "Office"), .left), .init(language("契約相手方", "Vendor"), .left),
      .init(labels.measure(.count)), .init(language("合計（円）", "Sum, yen")), .init(language("行", "Lines"), .left),
    ])
    for group in groups.sorted(by: { $0.total > $1.total }).prefix(listed) {
      let lines = group.parts.prefix(4).map { String($0.sourceLine) }.joined(separator: ", ")
      layout.rows.append([
        labels.year(group.year), labels.category(group.category), ErrorText.printable(group.office),
        ErrorText.printable(group.vendor), NumberText.grouped(group.parts.count), NumberText.grouped(group.total),
        "\(group.parts[0].file):\(lines)\(group.parts.count > 4 ? " …" : "")",
      ])
    }
    var notes = [
      language(
        "同じ部局・相手方・種別・年度で、1件は基準額以下、合計は基準額を超える契約の組 \(groups.count)。分割の候補であって、証拠ではない。年度内の繰り返しの需要や、中小企業のための分離・分割発注も同じ形になる",
        "\(groups.count) \(groups.count == 1 ? "group" : "groups") of one office, vendor, category and year, each contract at most the limit, together above it. A candidate is a question, not a finding: repeated needs, and orders split so that small firms can win (分離・分割発注), look the same"
      )
    ]
    notes += study.bands.years.flatMap { year in
      splits.limits.keys.sorted { $0.rawValue < $1.rawValue }.compactMap { effect(splits, year, $0, language) }
    }
    if splits.unassessed > 0 {
      let count = NumberText.grouped(splits.unassessed)
      notes.append(
        language(
          "部局または相手方の記載がなく判定できない契約 \(count) 件", "\(count) contracts name no office or no vendor and are not assessed"))
    }
    let heading = Document.Block.heading(
      language("分割の候補", "Contracts that may be one purchase in parts"), level: 3)
    return [heading] + (groups.isEmpty ? [] : [.table(layout)]) + [.list(notes)]
  }

  private func effect(
    _ splits: SplitCandidates, _ year: FiscalYear, _ category: Procurement.Category, _ language: Language
  ) -> String? {
    let effect = splits.effect(year, category)
    guard effect.joined < effect.contracts, let mean = effect.mean?.rounded(decimals: 0),
      let joined = effect.joinedMean?.rounded(decimals: 0)
    else { return nil }
    let labels = Labels(language: language)
    let name = "\(labels.year(year)) \(labels.category(category))"
    let (is1, is2) = (NumberText.grouped(effect.contracts), NumberText.grouped(mean))
    let (if1, if2) = (NumberText.grouped(effect.joined), NumberText.grouped(joined))
    return language(
      "\(name)：\(is1) 件、1件平均 \(is2) 円。候補をすべて一つにまとめれば \(if1) 件、\(if2) 円",
      "\(name): \(is1) contracts of \(is2) yen on average; with every candidate joined, \(if1) of \(if2) yen")
  }

  /// The section in JSON.
  package func json() -> JSONValue {
    let columns: [Procurement.Category?] = Category.allCases.map(Optional.some) + [nil]
    let cells = study.bands.years.flatMap { year in
      columns.flatMap { category in
        table.rows.flatMap { row in
          (0..<study.bands.bandCount).map { band -> JSONValue in
            let cell = study.bands.cell(year, category, row: row.identifier, band: band)
            return .object([
              "year": .integer(year.startYear), "category": .string(category.identifierOrTotal),
              "row": .string(row.identifier), "band": .integer(band), "count": .integer(cell.count),
              "amount": .integer(cell.amount),
            ])
          }
        }
      }
    }
    return .object([
      "limits": .array(study.bands.limits.map { .integer($0) }), "bands": .array(cells),
      "bunching": .array(
        study.bunching.sorted { $0.key < $1.key }.flatMap { year, items in items.map { json($0, year) } }),
      "splitCandidates": .array((study.splits?.groups ?? []).map(json)),
    ])
  }

  private func json(_ item: Bunching, _ year: FiscalYear) -> JSONValue {
    .object([
      "year": .integer(year.startYear), "limit": .integer(item.limit), "window": .integer(item.window),
      "below": .integer(item.below), "above": .integer(item.above), "atLimit": .integer(item.atLimit),
      "leavesOutLimit": .boolean(item.leavesOutLimit), "pValue": .number(item.pValue),
    ])
  }

  private func json(_ group: SplitCandidates.Group) -> JSONValue {
    .object([
      "year": .integer(group.year.startYear), "category": .string(group.category.identifier),
      "office": .string(group.office), "vendor": .string(group.vendor), "total": .integer(group.total),
      "contracts": .array(
        group.parts.map { part in
          .object([
            "amount": .integer(part.amount), "file": .string(part.file), "line": .integer(part.sourceLine),
          ])
        }),
    ])
  }
}
