import LotteryStatistics
import Procurement
import ShareStatistics

/// How often lots decide tenders, ready to be shown in any format.
package struct LotteryIncidenceResult: PresentableResult, Sendable {
  private let incidence: LotteryIncidence
  private let meta: ResultMeta
  /// How many groups and values a text lists at most; JSON and CSV have all.
  private let limit = 15

  /// An incidence with the facts about its bids.
  package init(_ incidence: LotteryIncidence, meta: ResultMeta) {
    self.incidence = incidence
    self.meta = meta
  }

  /// The incidence in words and tables.
  package func document(_ language: Language) -> Document {
    let all = incidence.all
    var blocks: [Document.Block] = [
      .heading(language("くじ引きの発生状況", "How often lots decide"), level: 1),
      .paragraph(summary(language)),
      .table(tiedTable(language)),
    ]
    let tied = all.tied.sorted { $0.key < $1.key }.map { count, tenders in
      (label: language("\(count) 者が同額", "\(count) firms tied"), count: Int(tenders))
    }
    if let chart = Chart.counts(language("同額入札者の数ごとの案件数", "Tenders by number of firms tied"), tied, language) {
      blocks.append(.chart(chart))
    }
    blocks.append(.table(placeTable(language)))
    for dimension in LotteryIncidence.Dimension.allCases {
      if let table = table(of: dimension, language) { blocks.append(.table(table)) }
    }
    blocks += groupBlocks(language)
    blocks.append(.list(meta.notes(language) + notes(language)))
    return Document(blocks)
  }

  /// How often lots decide, in a sentence.
  func summary(_ language: Language) -> String {
    let all = incidence.all
    let (tenders, lots) = (NumberText.grouped(all.tenders), NumberText.grouped(all.decidedByLot))
    let share = Self.percent(all.decidedByLot, all.tenders) ?? "–"
    return language(
      "有効な入札のある\(tenders)案件のうち\(lots)件（\(share)％）をくじで決定。",
      "Of \(tenders) tenders with a valid bid, lots decide \(lots) (\(share) %).")
  }

  private func tiedTable(_ language: Language) -> TextTable {
    var table = TextTable([.init(language("同額入札者の数", "Firms tied")), .init(language("案件", "Tenders"))])
    for (count, tenders) in incidence.all.tied.sorted(by: { $0.key < $1.key }) {
      table.rows.append([String(count), NumberText.grouped(tenders)])
    }
    return table
  }

  private func placeTable(_ language: Language) -> TextTable {
    var table = TextTable([.init(language("同額となった価格", "Where the bids tie"), .left), .init(language("案件", "Tenders"))])
    table.rows = [
      [language("最低制限価格", "at the floor price"), NumberText.grouped(incidence.all.atFloor)],
      [language("それ以外", "elsewhere"), NumberText.grouped(incidence.all.elsewhere)],
      [language("最低制限価格が不明", "floor price not known"), NumberText.grouped(incidence.all.floorUnknown)],
    ]
    return table
  }

  private func table(of dimension: LotteryIncidence.Dimension, _ language: Language) -> TextTable? {
    let values = incidence.by[dimension] ?? [:]
    guard values.keys.contains(where: { !$0.isEmpty }) else { return nil }
    var table = TextTable([
      .init(Self.name(dimension, language), .left), .init(language("案件", "Tenders")),
      .init(language("くじ", "By lot")), .init("%"),
    ])
    let isOrdered = dimension == .year
    let sorted = values.sorted {
      isOrdered ? $0.key < $1.key : ($0.value.decidedByLot, $1.key) > ($1.value.decidedByLot, $0.key)
    }
    for (value, counts) in sorted.prefix(limit) {
      table.rows.append([
        Self.label(value, of: dimension, language), NumberText.grouped(counts.tenders),
        NumberText.grouped(counts.decidedByLot), Self.percent(counts.decidedByLot, counts.tenders) ?? "–",
      ])
    }
    if sorted.count > limit {
      table.rows.append([language("ほか \(sorted.count - limit)", "and \(sorted.count - limit) more"), "", "", ""])
    }
    return table
  }

  private static func label(
    _ value: String, of dimension: LotteryIncidence.Dimension, _ language: Language
  ) -> String {
    if value.isEmpty { return language("不明", "not known") }
    let category = dimension == .category ? Procurement.Category.allCases.first { $0.identifier == value } : nil
    return category.map { Labels(language: language).category($0) } ?? ErrorText.printable(value)
  }

  private func groupBlocks(_ language: Language) -> [Document.Block] {
    let groups = incidence.groups.groups()
    let touched = groups.filter(\.isTouched)
    let several = groups.count { $0.ties > 1 }
    let ties = groups.reduce(0) { $0 + ($1.ties > 1 ? $1.ties : 0) }
    var blocks: [Document.Block] = [
      .paragraph(
        language(
          "くじが2件以上ある対象グループは\(several)（くじ\(ties)件）。うち同じ業者が2回以上同額となる \(touched.count) グループで、1者1件の制限が働きうる。",
          "\(several) groups have more than one draw (\(ties) draws). In \(touched.count) of them a firm ties more than once: there a one-win rule can bite."
        ))
    ]
    guard !touched.isEmpty else { return blocks }
    var table = TextTable([
      .init(language("対象グループ", "Group"), .left), .init(language("案件", "Tenders")), .init(language("くじ", "Draws")),
      .init(language("2回以上同額の業者数", "Firms tied twice or more")),
    ])
    // Only the groups that are shown are put in order: there may be hundreds of thousands.
    let least = touched.map(\.ties).sorted(by: >).prefix(limit).last ?? 0
    let shown = touched.filter { $0.ties >= least }.sorted { ($0.ties, $1.identifier) > ($1.ties, $0.identifier) }
    for group in shown.prefix(limit) {
      table.rows.append([
        ErrorText.printable(group.identifier), NumberText.grouped(group.tenders), NumberText.grouped(group.ties),
        NumberText.grouped(group.repeatedFirms),
      ])
    }
    blocks.append(.table(table))
    return blocks
  }

  private func notes(_ language: Language) -> [String] {
    var notes = [
      language(
        "最低制限価格での同額は、算定式と単価が公開されているため通常起こる。最低制限価格・調査基準価格・予定価格のいずれとも異なる金額での同額は、経緯の確認が望ましい。同額であることだけで不正を示すものではない",
        "a tie at the floor price is ordinary, as formula and unit prices are public; a tie elsewhere is worth a look")
    ]
    notes.append(language("くじの発生は、有効な最低の札が同額であることからの推定", "lotteries are inferred: equal lowest bids"))
    if incidence.withoutValidBid > 0 {
      let count = NumberText.grouped(incidence.withoutValidBid)
      notes.append(language("有効な入札のない案件：\(count)", "tenders without a valid bid: \(count)"))
    }
    return notes
  }

  private static func name(_ dimension: LotteryIncidence.Dimension, _ language: Language) -> String {
    switch dimension {
    case .trade: language("業種", "Trade")
    case .grade: language("ランク", "Grade")
    case .ward: language("区", "Ward")
    case .year: language("年度", "Year")
    case .category: language("種別", "Category")
    }
  }

  /// A share with one decimal from exact counts.
  private static func percent(_ part: Int, _ whole: Int) -> String? {
    RoundingRule.halfUp.share(of: Int64(part), in: Int64(whole), decimals: 1)?.description
  }

  /// The incidence in the JSON form of the contract.
  package func json() -> JSONValue {
    var members = Self.members(of: incidence.all)
    members["meta"] = meta.json()
    members["withoutValidBid"] = .integer(incidence.withoutValidBid)
    members["groups"] = .array(
      incidence.groups.groups().sorted { $0.identifier < $1.identifier }.map { group in
        .object([
          "group": .string(group.identifier), "tenders": .integer(group.tenders), "ties": .integer(group.ties),
          "firms": .integer(group.firms), "touched": .boolean(group.isTouched),
        ])
      })
    members["by"] = .object(
      Dictionary(
        uniqueKeysWithValues: LotteryIncidence.Dimension.allCases.map { dimension in
          let values = (incidence.by[dimension] ?? [:]).sorted { $0.key < $1.key }
          return (
            dimension.rawValue,
            .array(
              values.map { value, counts in
                .object(Self.members(of: counts).merging([dimension.rawValue: .string(value)]) { $1 })
              })
          )
        }))
    return .object(members)
  }

  private static func members(of counts: LotteryIncidence.Counts) -> [String: JSONValue] {
    [
      "tenders": .integer(counts.tenders), "decidedByLot": .integer(counts.decidedByLot),
      "share": counts.share.map { .number($0) } ?? .null,
      "tied": .object(
        Dictionary(uniqueKeysWithValues: counts.tied.map { (String($0.key), .integer($0.value)) })),
      "atFloor": .integer(counts.atFloor), "elsewhere": .integer(counts.elsewhere),
      "floorUnknown": .integer(counts.floorUnknown),
    ]
  }

  /// The incidence as CSV, one line a value of a dimension.
  package func csv() -> String {
    var lines = [
      ["by", "value", "tenders", "decidedByLot", "share", "atFloor", "elsewhere", "floorUnknown"],
      ["all", ""] + Self.fields(incidence.all),
    ]
    for dimension in LotteryIncidence.Dimension.allCases {
      for (value, counts) in (incidence.by[dimension] ?? [:]).sorted(by: { $0.key < $1.key }) {
        lines.append([dimension.rawValue, value] + Self.fields(counts))
      }
    }
    return CSVText.render(lines)
  }

  private static func fields(_ counts: LotteryIncidence.Counts) -> [String] {
    [
      String(counts.tenders), String(counts.decidedByLot), percent(counts.decidedByLot, counts.tenders) ?? "",
      String(counts.atFloor), String(counts.elsewhere), String(counts.floorUnknown),
    ]
  }
}

extension LotteryIncidenceResult {
  /// How often lots decide.
  package func keyPoints(_ language: Language) -> [String] { [summary(language)] }
}
