import BidStatistics
import Procurement

/// Screens in words and data, each with its innocent causes.
struct ScreenSection: Sendable {
  private let screens: BidScreens

  init(_ screens: BidScreens) { self.screens = screens }

  func blocks(_ language: Language) -> [Document.Block] {
    var text = TextTable([
      .init(language("見るもの", "Screen"), .left), .init(language("値", "found"), .left),
      .init(language("偶然なら", "by chance"), .left), .init(language("ほかの理由", "innocent causes"), .left),
    ])
    text.rows = [identical(language), gap(language), rotation(language), losers(language)]
    return [
      .heading(language("入札の型の点検（証拠ではない）", "Screens (no proof)"), level: 2),
      .paragraph(
        language(
          "以下は談合で見られたことのある型の有無を示すもので、談合の証拠ではない。どれにもほかの理由がある。20 に満たないものは「少数」とし、値を示さない。",
          "Patterns that have been found in cartels. They prove nothing: each has innocent causes. What rests on fewer than 20 is \"too few\"."
        )), .table(text), .table(variation(language)),
      .list([
        language(
          "価格のばらつきは、最低制限価格や公表された算式によっても小さくなる。同じ業種の最低制限価格のある入札とない入札を並べたときだけ比べられる",
          "floors and public formulas press prices together too: the spread can be compared only beside the same trade with and without a floor"
        ),
        language(
          "再度入札で順位が変わるかどうかは、記録に各回の札がないため見ていない",
          "whether the lowest stays lowest in a rebid is not looked at: the record has no rounds"),
      ]),
    ]
  }

  private func few(_ language: Language) -> String { language("少数", "too few") }

  private func identical(_ language: Language) -> [String] {
    let found =
      screens.compared < BidScreens.least
      ? few(language)
      : language(
        "札が2枚以上の入札 \(NumberText.grouped(screens.compared)) 件中、最低制限価格でない同額 \(NumberText.grouped(screens.equalElsewhere)) 件、最低制限価格での同額だけ \(NumberText.grouped(screens.equalAtFloor)) 件",
        "of \(NumberText.grouped(screens.compared)) tenders with two prices \(NumberText.grouped(screens.equalElsewhere)) with equal ones that are not the floor, \(NumberText.grouped(screens.equalAtFloor)) at the floor only"
      )
    return [
      language("最低制限価格でない同額", "Identical prices away from the floor"), found, "–",
      language("同じ公表単価・算式、千円止め", "one public formula, rounding to thousands"),
    ]
  }

  private func gap(_ language: Language) -> [String] {
    let isFew = screens.twiceAsNear < BidScreens.least
    return [
      language("最低額のすぐ上の空白", "Gap just above the lowest price"),
      isFew
        ? few(language)
        : language(
          "2番札が予定価格の0.2％未満上の \(screens.twiceAsNear) 件中、0.1％未満 \(screens.near) 件",
          "of \(screens.twiceAsNear) second prices less than 0.2 % of the ceiling above, \(screens.near) less than 0.1 %"
        ),
      chance(screens.gapProbability, language("約半数", "about half"), language),
      language("最低制限価格への集中、端数処理", "floors, rounding"),
    ]
  }

  private func rotation(_ language: Language) -> [String] {
    let pairs = screens.winnerWonBefore + screens.loserWonBefore
    return [
      language("僅差の入札での直前の落札", "Wins before near ties"),
      pairs < BidScreens.least
        ? few(language)
        : language(
          "僅差（0.5％未満） \(screens.nearTies) 件のうち、前90日に落札があるのは落札者だけ \(screens.winnerWonBefore) 件、次点だけ \(screens.loserWonBefore) 件",
          "of \(screens.nearTies) near ties (0.5 %) the winner alone had won within 90 days in \(screens.winnerWonBefore), the loser alone in \(screens.loserWonBefore)"
        ), chance(screens.rotationProbability, language("同数程度", "about equal"), language),
      language("手持ち工事、技術者の空き", "works in hand, crews that are busy"),
    ]
  }

  private func losers(_ language: Language) -> [String] {
    let isFew = screens.frequentBidders < BidScreens.least
    return [
      language("応札が多く落札のない業者", "Frequent bidders that never win"),
      isFew
        ? few(language)
        : language(
          "応札 \(BidScreens.manyBids) 件以上の \(NumberText.grouped(screens.frequentBidders)) 者中 \(NumberText.grouped(screens.frequentLosers)) 者",
          "\(NumberText.grouped(screens.frequentLosers)) of \(NumberText.grouped(screens.frequentBidders)) firms with \(BidScreens.manyBids) bids or more"
        ),
      isFew
        ? "–"
        : language(
          "各応札者が同じ確率なら \(DecimalText.text(screens.expectedLosers, 1)) 者",
          "\(DecimalText.text(screens.expectedLosers, 1)) were each bidder as likely"),
      language("費用が高い、名簿に残るため", "high cost, a wish to stay on the list"),
    ]
  }

  private func chance(_ probability: Double?, _ expected: String, _ language: Language) -> String {
    probability.map { expected + language("（p = \(DecimalText.text($0, 4))）", " (p = \(DecimalText.text($0, 4)))") }
      ?? "–"
  }

  private func variation(_ language: Language) -> TextTable {
    var text = TextTable([.init(language("価格のばらつき：業種", "Spread of prices: trade"), .left)])
    for group in [language("最低制限価格あり", "with a floor"), language("最低制限価格なし", "without")] {
      text.columns += [
        .init(language("入札", "tenders"), group: group), .init(language("変動係数％", "variation, %"), group: group),
        .init(language("歪度", "skewness"), group: group),
      ]
    }
    func cells(_ own: BidScreens.Variation) -> [String] {
      let isFew = own.tenders < BidScreens.least
      return [
        NumberText.grouped(own.tenders), isFew ? few(language) : DecimalText.text(100 * own.variation, 2),
        isFew ? few(language) : DecimalText.text(own.skewness, 2),
      ]
    }
    text.rows = screens.variations.map { item in
      [item.trade.isEmpty ? language("全業種", "all trades") : ErrorText.printable(item.trade)] + cells(item.withFloor)
        + cells(item.withoutFloor)
    }
    return text
  }

  /// The screens in JSON; what rests on too few is null.
  func json() -> JSONValue {
    func enough(_ count: Int, _ value: JSONValue) -> JSONValue { count >= BidScreens.least ? value : .null }
    func spread(_ own: BidScreens.Variation) -> JSONValue {
      .object([
        "tenders": .integer(own.tenders), "variation": enough(own.tenders, .number(own.variation)),
        "skewness": enough(own.tenders, .number(own.skewness)),
      ])
    }
    return .object([
      "isProof": .boolean(false),
      "identicalPrices": enough(
        screens.compared,
        .object([
          "tenders": .integer(screens.compared), "elsewhere": .integer(screens.equalElsewhere),
          "atFloorOnly": .integer(screens.equalAtFloor),
        ])),
      "gap": enough(
        screens.twiceAsNear,
        .object([
          "within0.2": .integer(screens.twiceAsNear), "within0.1": .integer(screens.near),
          "p": screens.gapProbability.map { .number($0) } ?? .null,
        ])),
      "nearTies": enough(
        screens.winnerWonBefore + screens.loserWonBefore,
        .object([
          "tenders": .integer(screens.nearTies), "winnerAlone": .integer(screens.winnerWonBefore),
          "loserAlone": .integer(screens.loserWonBefore), "p": screens.rotationProbability.map { .number($0) } ?? .null,
        ])),
      "frequentLosers": enough(
        screens.frequentBidders,
        .object([
          "firms": .integer(screens.frequentBidders), "withoutWin": .integer(screens.frequentLosers),
          "expected": .number(screens.expectedLosers),
        ])),
      "variation": .array(
        screens.variations.map { item in
          .object([
            "trade": .string(item.trade), "withFloor": spread(item.withFloor),
            "withoutFloor": spread(item.withoutFloor),
          ])
        }),
    ])
  }
}
