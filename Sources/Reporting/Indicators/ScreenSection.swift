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
    text.rows = [
      identical(language), gap(language), rebid(language), rotation(language), turns(language), incumbents(language),
      losers(language),
    ]
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
        )
      ]),
    ]
  }

  private func few(_ language: Language) -> String { language("少数", "too few") }

  private func identical(_ language: Language) -> [String] {
    func count(_ place: EqualPrices) -> String { NumberText.grouped(screens.equal[place] ?? 0) }
    let found =
      screens.compared < BidScreens.least
      ? few(language)
      : language(
        "札が2枚以上の入札 \(NumberText.grouped(screens.compared)) 件中の同額：公表価格のいずれでもない額 \(count(.elsewhere)) 件、最低制限価格・調査基準価格の記載がなく区別できない \(count(.floorUnknown)) 件、最低制限価格 \(count(.atFloor)) 件、調査基準価格 \(count(.atThreshold)) 件、予定価格 \(count(.atCeiling)) 件",
        "of \(NumberText.grouped(screens.compared)) tenders with two prices equal ones: \(count(.elsewhere)) at none of the published prices, \(count(.floorUnknown)) not to be told for want of a floor or threshold in the record, \(count(.atFloor)) at the floor, \(count(.atThreshold)) at the survey threshold, \(count(.atCeiling)) at the ceiling"
      )
    return [
      language("公表価格以外での同額", "Identical prices away from published ones"), found, "–",
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

  private func rebid(_ language: Language) -> [String] {
    let rebids = screens.rebids
    return [
      language("再度入札での最低者", "The lowest in the rebid"),
      rebids.close < BidScreens.least
        ? few(language)
        : language(
          "再度入札 \(rebids.tenders) 件中、第1回の最低者が最終回も最低 \(rebids.staysLowest) 件。第1回の差が1％未満の \(rebids.close) 件中、順序のまま \(rebids.closeStays) 件",
          "of \(rebids.tenders) rebids the lowest of the first round stays lowest in \(rebids.staysLowest); of \(rebids.close) whose first prices lay within 1 % the order stays in \(rebids.closeStays)"
        ), chance(rebids.probability, language("約半数", "about half"), language),
      language("費用の差、第1回最低額の公表", "lower cost, the announced lowest price"),
    ]
  }

  private func turns(_ language: Language) -> [String] {
    let turns = screens.turns
    let isFew = turns.again < BidScreens.least
    return [
      language("同じ顔ぶれでの持ち回り", "Turns among the same bidders"),
      isFew
        ? few(language)
        : language(
          "同じ顔ぶれ（2～10者）で再び行われた \(turns.again) 件中、前回と同じ業者の落札 \(turns.sameWinner) 件",
          "of \(turns.again) tenders with the same two to ten bidders as an earlier one \(turns.sameWinner) won by the same firm"
        ),
      isFew
        ? "–"
        : chance(
          turns.rotationProbability,
          language(
            "各応札者が同じ確率なら \(DecimalText.text(turns.expected, 1)) 件",
            "\(DecimalText.text(turns.expected, 1)) were each bidder as likely"), language),
      language("手持ち工事、受注制限（1者1件）", "works in hand, limits on awards"),
    ]
  }

  private func incumbents(_ language: Language) -> [String] {
    let turns = screens.turns
    return [
      language("僅差の入札での前回落札者", "Incumbents at near ties"),
      turns.incumbencyProbability == nil
        ? few(language)
        : language(
          "僅差（0.5％未満）の入札で、同じ発注課・業種・等級の前回の落札者であるのは落札者 \(turns.winnerIncumbent) 件、次点 \(turns.loserIncumbent) 件",
          "at near ties (0.5 %) the winner had won the last tender of the same office, trade and grade in \(turns.winnerIncumbent), the loser in \(turns.loserIncumbent)"
        ), chance(turns.incumbencyProbability, language("同数程度", "about equal"), language),
      language("現場を知る業者、継続する業務", "knowledge of the site, works that go on"),
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
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
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
          "tenders": .integer(screens.compared),
          "equal": .object(
            Dictionary(
              uniqueKeysWithValues: EqualPrices.allCases.map { ($0.rawValue, .integer(screens.equal[$0] ?? 0)) })),
        ])),
      "rebids": enough(
        screens.rebids.close,
        .object([
          "tenders": .integer(screens.rebids.tenders), "staysLowest": .integer(screens.rebids.staysLowest),
          "close": .integer(screens.rebids.close), "closeStays": .integer(screens.rebids.closeStays),
          "p": number(screens.rebids.probability),
        ])),
      "turns": enough(
        screens.turns.again,
        .object([
          "tenders": .integer(screens.turns.again), "sameWinner": .integer(screens.turns.sameWinner),
          "expected": .number(screens.turns.expected), "p": number(screens.turns.rotationProbability),
        ])),
      "incumbents": enough(
        screens.turns.winnerIncumbent + screens.turns.loserIncumbent,
        .object([
          "winner": .integer(screens.turns.winnerIncumbent), "loser": .integer(screens.turns.loserIncumbent),
          "p": number(screens.turns.incumbencyProbability),
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
