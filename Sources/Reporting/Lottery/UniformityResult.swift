import LotteryStatistics

/// How even a scheme is, ready to be shown in any format.
package struct UniformityResult: PresentableResult, Sendable {
  private let studies: [UniformityStudy]
  private let version: ProgramVersion

  /// Studies of one scheme for one or several numbers of firms.
  package init(_ studies: [UniformityStudy], version: ProgramVersion) {
    self.studies = studies
    self.version = version
  }

  private var scheme: LotteryScheme? { studies.first?.scheme }

  /// One number of firms in detail, several side by side.
  package func document(_ language: Language) -> Document {
    guard let scheme, let first = studies.first else { return Document([]) }
    var blocks: [Document.Block] = [
      .heading(language("電子くじの均等さ：\(scheme.name)", "How even the scheme \(scheme.name) is"), level: 1),
      .list(SchemeWords(language: language).description(scheme)),
    ]
    if studies.count == 1 { blocks += detail(first, language) } else { blocks += overview(language) }
    blocks.append(.list(notes(language)))
    return Document(blocks)
  }

  private func detail(_ study: UniformityStudy, _ language: Language) -> [Document.Block] {
    let winner = language("落札者", "winner")
    var table = TextTable([
      .init(language("仮定", "Assumption"), .left), .init(language("均等からの距離", "from even"), group: winner),
      .init(language("最良の順番", "best position"), group: winner), .init("×N", group: winner),
      .init(language("最悪の順番", "worst position"), group: winner), .init("×N", group: winner),
    ])
    if study.findings.contains(where: { $0.firstTwo != nil }) {
      table.columns.append(.init(language("1・2位の組の距離", "first two from even")))
    }
    let showsChoice = study.findings.contains { $0.choice != nil }
    if showsChoice { table.columns.append(.init(language("番号を選ぶ者の確率", "who chooses wins"))) }
    let firms = Double(study.firms)
    for finding in study.findings {
      let isEven = finding.totalVariation < 1e-15
      var row = [assumption(finding.assumption, study, language), distance(finding.totalVariation)]
      for extreme in [finding.best, finding.worst] {
        row.append(isEven ? "–" : "\(extreme.place + study.scheme.firstNumber)")
        row.append(DecimalText.text(extreme.chance * firms, 4))
      }
      if let firstTwo = finding.firstTwo { row.append(distance(firstTwo, error: 1e-12)) }
      if showsChoice { row.append(finding.choice.map { DecimalText.text($0, 4) } ?? "–") }
      table.rows.append(row)
    }
    var blocks: [Document.Block] = [
      .paragraph(
        language(
          "\(study.firms) 者、均等なら 1/\(study.firms) = \(DecimalText.text(1 / firms, 4))。",
          "\(study.firms) firms; an even chance is 1/\(study.firms) = \(DecimalText.text(1 / firms, 4)).")),
      .table(table),
    ]
    if let timing = study.timing {
      let (moment, chance) = (timing.choice.moment, DecimalText.text(timing.choice.chance, 4))
      let ratio = DecimalText.text(timing.choice.chance * firms, 4)
      let typed = ElectronicWorking.digits(timing.choice.typed)
      let seconds = study.scheme.systemNumber == .seconds
      let unit = language(seconds ? "秒" : "ミリ秒", seconds ? "seconds" : "milliseconds")
      let window = NumberText.grouped(timing.window)
      blocks.append(
        .paragraph(
          language(
            "到着を選ぶ者：他の者の入力番号（000）を知り、他の者が \(window) \(unit)の間に無作為に到着するとき、\(moment) \(unit)目に番号 \(typed) で到着すれば確率 \(chance)（均等の \(ratio) 倍）。",
            "Timing the arrival: where the others' typed numbers (000) are known and they arrive at random within "
              + "\(window) \(unit), arriving at \(moment) \(unit) with number \(typed) wins with \(chance), \(ratio) times an even chance."
          )))
    }
    return blocks
  }

  private func overview(_ language: Language) -> [Document.Block] {
    var table = TextTable([.init(language("業者数", "Firms"))])
    for column in columns { table.columns.append(.init(heading(column, language))) }
    for study in studies {
      table.rows.append(
        ["\(study.firms)"]
          + columns.map { column in finding(column, of: study).map { distance($0.totalVariation) } ?? "–" })
    }
    let worst = columns.map { column -> String in
      let values = studies.compactMap { study in finding(column, of: study).map { (study.firms, $0.totalVariation) } }
      guard let most = values.max(by: { $0.1 < $1.1 }) else { return "–" }
      return heading(column, language) + ": N = \(most.0), \(distance(most.1))"
    }
    return [
      .paragraph(language("落札者の確率の、均等からの距離（全変動距離）", "Total variation of the winner from an even chance")),
      .table(table), .paragraph(language("最も偏る業者数：", "The least even:")), .list(worst),
    ]
  }

  /// What stands in a column for several numbers of firms.
  private enum Column: Hashable {
    case uniform(Int)
    case all
    case opening
    case given
  }

  private var columns: [Column] {
    let kinds = Set(studies.flatMap { $0.findings.map(\.assumption) })
    var columns: [Column] = kinds.contains(.uniformOpening) ? [.opening] : []
    if kinds.contains(.uniformNumbers(1)) { columns += [.uniform(1), .uniform(2), .uniform(3), .all] }
    if kinds.contains(.given) { columns.append(.given) }
    return columns
  }

  private func heading(_ column: Column, _ language: Language) -> String {
    switch column {
    case .uniform(let count): language("均一な番号 \(count)", "\(count) uniform")
    case .all: language("全員均一", "all uniform")
    case .opening: language("開札ミリ秒が均一", "opening uniform")
    case .given: language("指定の分布", "as given")
    }
  }

  private func finding(_ column: Column, of study: UniformityStudy) -> UniformityStudy.Finding? {
    let assumption: UniformityStudy.Assumption =
      switch column {
      case .uniform(let count): .uniformNumbers(count)
      case .all: .uniformNumbers(study.firms)
      case .opening: .uniformOpening
      case .given: .given
      }
    return study.findings.first { $0.assumption == assumption }
  }

  private func assumption(
    _ assumption: UniformityStudy.Assumption, _ study: UniformityStudy, _ language: Language
  ) -> String {
    switch assumption {
    case .uniformNumbers(let count) where count == study.firms:
      language("全員の番号が均一", "all numbers uniform")
    case .uniformNumbers(0): language("全て既知", "all numbers known")
    case .uniformNumbers(let count):
      language("\(count) 者の番号が均一、他は既知", "\(count) uniform, the others known")
    case .uniformOpening: language("開札ミリ秒が均一、他は既知", "opening uniform, the others known")
    case .given: language("指定の分布", "as given")
    }
  }

  /// A distance, or the bound of its error where it is below.
  private func distance(_ value: Double, error: Double = 1e-15) -> String {
    value > 0 && value < error ? (error == 1e-15 ? "< 1e-15" : "< 1e-12") : DecimalText.small(value)
  }

  private func notes(_ language: Language) -> [String] {
    var notes = [
      language(
        "厳密な分布（剰余の畳み込み）。番号は互いに独立で、順番と無関係とする",
        "exact, by convolution of residues; numbers are independent of each other and of the order"),
      language("均等からの距離＝全変動距離 ½Σ|p − 1/N|", "from even: the total variation ½ Σ |p − 1/N|"),
    ]
    if studies.count == 1, studies.contains(where: { $0.findings.contains { $0.choice != nil } }) {
      notes.append(
        language(
          "番号を選ぶ者：均一とした番号のほかは全て知り、最初か最後の順番（有利な方）にいる者。自分にもシステムの均一な番号が付くときは何も得ない",
          "who chooses: a firm that knows every number but the uniform ones, first or last in the order, whichever is "
            + "better; with a uniform system number of its own it gains nothing"))
    }
    if studies.count == 1, studies[0].timing != nil {
      notes.append(
        language(
          "到着を選ぶ者：期間の最初と最後の各 50 の時点と、番号 000 から N − 1 のうち最良のもの",
          "timing: the best of the first and the last 50 moments of the window, with numbers 000 to N − 1"))
    }
    notes.append("juchu \(version), docs/methods/electronic-lottery.md")
    return notes
  }

  /// The studies as JSON.
  package func json() -> JSONValue {
    .object([
      "meta": .object(["version": .string(version.number), "build": version.json]), "scheme": .string(scheme?.name),
      "studies": .array(
        studies.map { study in
          .object([
            "firms": .integer(study.firms),
            "timing": study.timing.map { timing in
              .object([
                "window": .integer(timing.window), "moment": .integer(timing.choice.moment),
                "typed": .integer(timing.choice.typed), "chance": .number(timing.choice.chance),
              ])
            } ?? .null,
            "findings": .array(study.findings.map { json($0, study) }),
          ])
        }),
    ])
  }

  private func json(_ finding: UniformityStudy.Finding, _ study: UniformityStudy) -> JSONValue {
    .object([
      "assumption": .string(identifier(finding.assumption)), "totalVariation": .number(finding.totalVariation),
      "best": .object([
        "number": .integer(finding.best.place + study.scheme.firstNumber), "chance": .number(finding.best.chance),
      ]),
      "worst": .object([
        "number": .integer(finding.worst.place + study.scheme.firstNumber), "chance": .number(finding.worst.chance),
      ]),
      "firstTwoTotalVariation": finding.firstTwo.map { .number($0) } ?? .null,
      "chooser": finding.choice.map { .number($0) } ?? .null,
    ])
  }

  private func identifier(_ assumption: UniformityStudy.Assumption) -> String {
    switch assumption {
    case .uniformNumbers(let count): "uniform-\(count)"
    case .uniformOpening: "uniform-opening"
    case .given: "given"
    }
  }

  /// The studies as CSV, one line a number of firms and an assumption.
  package func csv() -> String {
    let header = [
      "scheme", "firms", "assumption", "totalVariation", "bestNumber", "bestChance", "worstNumber", "worstChance",
      "firstTwoTotalVariation", "chooser",
    ]
    let lines = studies.flatMap { study in
      study.findings.map { finding in
        [
          study.scheme.name, "\(study.firms)", identifier(finding.assumption), "\(finding.totalVariation)",
          "\(finding.best.place + study.scheme.firstNumber)", "\(finding.best.chance)",
          "\(finding.worst.place + study.scheme.firstNumber)", "\(finding.worst.chance)",
          finding.firstTwo.map { "\($0)" } ?? "", finding.choice.map { "\($0)" } ?? "",
        ]
      }
    }
    return CSVText.render([header] + lines)
  }
}
