import LotteryStatistics

/// The words for the families of the joint test.
struct FairnessFamilyWords {
  let language: Language

  func text(_ family: FairnessFamily) -> String {
    switch family {
    case .high: language("全業者：偏りが大きい", "all firms: too uneven")
    case .low: language("全業者：均等すぎる、または順番に当たる", "all firms: too even, or taking turns")
    case .firms: language("最も偏る業者", "the firm that deviates most")
    case .arrival: language("到着順", "order of arrival")
    case .officers: language("担当者と業者の組すべて", "all pairs of officer and firm")
    case .officerPairs: language("最も偏る担当者と業者の組", "the pair of officer and firm that deviates most")
    case .firmStreaks: language("業者ごとの連勝・連敗", "runs of wins or losses, firm by firm")
    case .streak: language("誰かの連勝", "anybody's run of wins")
    case .affiliates: language("系列", "affiliates")
    }
  }
}

/// How many firms won how often, runs of wins, and affiliates.
struct FairnessSections {
  private let result: FairnessResult
  private let language: Language

  init(_ result: FairnessResult, language: Language) {
    self.result = result
    self.language = language
  }

  var blocks: [Document.Block] { spread + sequence + affiliates }

  private var spread: [Document.Block] {
    guard let spread = result.test.spread else { return [] }
    var table = TextTable([
      .init(language("くじによる落札件数", "Lotteries won")), .init(language("業者", "Firms")),
      .init(language("公正な場合の期待値", "Expected")),
      .init(language("公正な場合の95％範囲（行ごと）", "95 %, pointwise")),
    ])
    for (place, line) in spread.lines.enumerated() {
      let open = spread.isLastOpen && place == spread.lines.count - 1
      table.rows.append([
        "\(line.wins)" + (open ? language(" 以上", " or more") : ""), NumberText.grouped(line.firms),
        DecimalText.text(line.expected, 2), "\(line.low)–\(line.high)",
      ])
    }
    let (tied, bidders) = (
      NumberText.grouped(result.test.firmCount), NumberText.grouped(result.test.record.account.bidders)
    )
    return [
      .heading(language("くじによる落札件数の分布", "How many firms won how often"), level: 2),
      .paragraph(
        language(
          "一度でも同額になった \(tied) 者について（有効な札のある業者は \(bidders) 者）。範囲は行ごとのもので、全行同時ではない。",
          "Over the \(tied) firms that tied at least once (\(bidders) have a valid bid). "
            + "Each range holds for its own line, not for all lines at once.")),
      .table(table),
    ]
  }

  private var sequence: [Document.Block] {
    guard let sequence = result.test.sequence, let firm = sequence.firm else { return [] }
    let name = ErrorText.printable(result.name(firm))
    let (own, anybody) = (DecimalText.small(sequence.ownProbability), result.p(sequence.pValue))
    let order =
      switch sequence.source {
      case .times: language("開札の時刻順", "by time of opening")
      case .dates: language("開札日順（同じ日のくじはまとめて扱う）", "by day of opening, draws of one day as one")
      case .record: language("記録の順（開札の日時がないため）", "in the order of the record, which has no times of opening")
      }
    return [
      .heading(language("連勝", "Runs of wins"), level: 2),
      .paragraph(
        language(
          "くじ \(sequence.draws) 件を\(order)に見る。最も起こりにくい連勝は \(name) の \(sequence.wins) 連勝："
            + "この業者がこれらのくじ全てに当たる確率は \(own)、公正なくじで誰かにこれほどの連勝が出る確率は \(anybody)。",
          "\(NumberText.english(sequence.draws, "draw")) \(order). The least likely run is \(name)'s of "
            + "\(NumberText.english(sequence.wins, "win")): that this firm wins just these draws has a probability of "
            + "\(own), that anybody has a run as unlikely \(anybody).")),
    ]
  }

  private var affiliates: [Document.Block] {
    guard let affiliates = result.test.affiliates else { return [] }
    var table = TextTable([
      .init(language("系列", "Set"), .left), .init(language("くじ", "Draws")),
      .init(language("うち複数で", "with several")), .init(language("くじによる落札", "Won")),
      .init(language("期待値 Σk/n", "Expected, Σ k/n")),
      .init(language("一者なら", "with one entry each")), .init("p"),
    ])
    for group in affiliates.groups {
      table.rows.append([
        ErrorText.printable(group.name) + (group.isAfterLooking ? " †" : ""), NumberText.grouped(group.draws),
        NumberText.grouped(group.together), NumberText.grouped(group.won), DecimalText.text(group.expected, 2),
        DecimalText.text(group.expectedOfOneEntry, 2), result.p(group.pValue),
      ])
    }
    var blocks: [Document.Block] = [
      .heading(language("系列の業者", "Affiliated firms"), level: 2), .table(table),
      .paragraph(
        language(
          "複数で入札して増える分（Σk/n と一者の場合の差）は同額の組合せによるもので、くじによるものではない。",
          "What entering together gains (Σ k/n beside one entry each) is the tied set's, not the draw's.")),
    ]
    if affiliates.groups.contains(where: \.isAfterLooking) {
      blocks.append(
        .paragraph(
          language(
            "†：記録を見てから選んだ組とみなし、全体の判定には入れない（--chosen-beforehand で入れる）。",
            "†: taken as chosen after looking at the record, and left out of the joint p (--chosen-beforehand puts it in)."
          )))
    }
    return blocks
  }
}
