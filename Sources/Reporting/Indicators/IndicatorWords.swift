import BidStatistics
import Procurement

/// The names of indicators for people, and how each is computed.
struct IndicatorWords {
  let language: Language

  /// A unit behind a name.
  func bracketed(_ unit: String) -> String { language("（\(unit)）", " (\(unit))") }

  func name(_ indicator: BidIndicator) -> String {
    switch indicator {
    case .tenders: language("入札件数", "Tenders")
    case .awarded: language("落札", "awarded")
    case .noBid: language("不調（応札者なし）", "nobody bid")
    case .aboveCeiling: language("不落（全て予定価格超過）", "all bids above the ceiling")
    case .belowFloor: language("全て最低制限価格未満", "all bids below the floor")
    case .otherwiseFailed: language("その他の不成立", "no award otherwise")
    case .failedShare: language("不成立の割合", "Without an award")
    case .cancelled: language("中止・取止め（外数）", "Cancelled (not among the tenders)")
    case .readvertised: language("再度公告の割合", "Advertised again")
    case .readvertisedAwarded: language("再度公告のうち落札の割合", "Advertised again and awarded")
    case .biddersMean: language("平均応札者数", "Bidders, mean")
    case .biddersMedian: language("応札者数の中央値", "Bidders, median")
    case .biddersLowerQuartile: language("応札者数の第1四分位", "Bidders, lower quartile")
    case .biddersUpperQuartile: language("応札者数の第3四分位", "Bidders, upper quartile")
    case .singleBid: language("1者応札の割合", "Single bid submitted")
    case .singleValidBid: language("有効な入札が1者の割合", "Single valid bid")
    case .singleBidAmount: language("1者応札の割合（金額）", "Single bid submitted, by amount")
    case .invalidShare: language("無効の割合", "Invalid bids")
    case .disqualifiedShare: language("失格の割合", "Disqualified bids")
    case .withdrawnShare: language("辞退の割合", "Withdrawn")
    case .byLot: language("くじによる決定の割合（同額からの推定）", "Decided by lot (inferred from ties)")
    case .secondRound: language("再度入札の割合", "With a second round")
    case .rateMean: language("落札率（単純平均）", "Award rate, mean of the rates")
    case .rateOfSums: language("落札率（加重平均）", "Award rate, rate of sums")
    case .rateMedian: language("落札率の中央値", "Award rate, median")
    case .rateLowerQuartile: language("落札率の第1四分位", "Award rate, lower quartile")
    case .rateUpperQuartile: language("落札率の第3四分位", "Award rate, upper quartile")
    case .rateAtLeast90: language("落札率90％以上の割合", "Award rate at least 90 %")
    case .rateAtLeast95: language("落札率95％以上の割合", "Award rate at least 95 %")
    case .rateAtLeast100: language("落札率100％以上の割合", "Award rate at least 100 %")
    case .amountAtLeast90: language("落札率90％以上の割合（金額）", "At least 90 %, by amount")
    case .amountAtLeast95: language("落札率95％以上の割合（金額）", "At least 95 %, by amount")
    case .amountAtLeast100: language("落札率100％以上の割合（金額）", "At least 100 %, by amount")
    case .atFloor: language("最低制限価格での落札の割合", "Awarded at the floor price")
    case .awardToFloor: language("落札額の最低制限価格に対する比（合計額）", "Award price over floor price, rate of sums")
    case .belowSurveyThreshold: language("調査基準価格未満の落札の割合", "Awarded below the survey threshold")
    case .withoutRate: language("落札率を算定できない落札", "Awards without a rate")
    case .amount: language("落札金額", "Award amount")
    }
  }

  /// How an indicator is computed, in a sentence; the full definitions stand in the method page.
  func formula(_ indicator: BidIndicator) -> String {
    switch indicator {
    case .tenders: language("中止・取止めを除く入札案件の数", "tenders that were not called off")
    case .awarded: language("落札者のある案件の数", "tenders with a winner")
    case .noBid:
      language("応札者がないか全者が辞退した案件の数", "tenders for which nobody bid or all withdrew")
    case .aboveCeiling: language("応札はあるが全て予定価格を超えた案件の数", "tenders with bids, all of them above the ceiling")
    case .belowFloor: language("応札が全て最低制限価格未満の案件の数", "tenders whose bids are all below the floor")
    case .otherwiseFailed: language("上記以外で落札者のない案件の数", "other tenders without a winner")
    case .failedShare: language("落札者のない案件÷入札件数", "tenders without a winner / tenders")
    case .cancelled: language("中止・取止めと記録された案件の数", "tenders recorded as called off")
    case .readvertised:
      language(
        "再度公告と記録された案件÷再度公告の列に記載のある案件", "tenders recorded as advertised again / tenders of which the record says it")
    case .readvertisedAwarded:
      language("落札者のある再度公告の案件÷再度公告の案件", "tenders advertised again with a winner / tenders advertised again")
    case .biddersMean:
      language(
        "応札者数の合計÷応札者のある案件（失格・無効を含み、辞退・不参加を除く）",
        "bidders / tenders with a bidder; disqualified and invalid ones are bidders, withdrawn and absent ones are not")
    case .biddersMedian, .biddersLowerQuartile, .biddersUpperQuartile:
      language("応札者のある案件の応札者数の四分位（QUARTILE.INC）", "quartile of bidders over tenders with one (QUARTILE.INC)")
    case .singleBid: language("応札者が1者の案件÷応札者のある案件", "tenders with one bidder / tenders with a bidder")
    case .singleValidBid:
      language("有効な入札が1者の案件÷有効な入札のある案件", "tenders with one valid bid / tenders with a valid bid")
    case .singleBidAmount: language("1者応札の落札金額÷落札金額", "awards with one bidder / awards, by amount")
    case .invalidShare: language("無効の入札÷応札", "invalid bids / bids submitted")
    case .disqualifiedShare: language("失格（最低制限価格未満を含む）÷応札", "disqualified bids (below the floor too) / bids submitted")
    case .withdrawnShare: language("辞退÷（応札＋辞退）", "withdrawn / (bids submitted + withdrawn)")
    case .byLot:
      language("最低の有効な入札が同額の案件÷有効な入札のある案件", "tenders whose best valid bids tie / tenders with a valid bid")
    case .secondRound:
      language("2回以上入札した案件÷入札の回が分かる案件", "tenders with two rounds or more / tenders whose rounds are known")
    case .rateMean: language("（落札価格÷予定価格）の平均", "mean of (award / ceiling) over awards with both")
    case .rateOfSums: language("落札価格の合計÷予定価格の合計", "sum of awards / sum of ceilings, over awards with both")
    case .rateMedian, .rateLowerQuartile, .rateUpperQuartile:
      language("落札価格÷予定価格の四分位（QUARTILE.INC）", "quartile of award / ceiling (QUARTILE.INC)")
    case .rateAtLeast90, .rateAtLeast95, .rateAtLeast100:
      language("その率以上の落札÷落札率のある落札", "awards at or above the rate / awards with a rate")
    case .amountAtLeast90, .amountAtLeast95, .amountAtLeast100:
      language("その率以上の落札金額÷落札率のある落札の金額", "the same by award amount")
    case .atFloor: language("落札価格＝最低制限価格の落札÷最低制限価格のある落札", "awards at the floor / awards with a floor")
    case .awardToFloor: language("落札価格の合計÷最低制限価格の合計", "sum of awards / sum of floors, over awards with both")
    case .belowSurveyThreshold:
      language("調査基準価格未満の落札÷調査基準価格のある落札", "awards below the survey threshold / awards with one")
    case .withoutRate: language("落札価格又は予定価格のない落札の数", "awards without a price or a ceiling")
    case .amount: language("落札価格の合計（変更前）", "sum of award prices, before changes")
    }
  }

  func name(_ indicator: FirmIndicator, lookBack: Int) -> String {
    switch indicator {
    case .firmsBid: language("応札業者数", "Firms that bid")
    case .firmsWon: language("落札業者数", "Firms that won")
    case .neverWonShare: language("落札のない応札業者の割合", "Firms that bid and never won")
    case .successRate: language("落札件数÷応札件数", "Wins per bid")
    case .newFirms:
      language("新規の応札業者の割合（過去\(lookBack)年度に応札なし）", "New firms (no bid in \(lookBack) years before)")
    case .returningFirms:
      language("うち再参入の業者の割合（それより前に応札あり）", "Of these returning (had bid before that), share of all")
    case .topTenShare: language("上位10者の落札金額の割合", "Ten largest firms, share of the amount")
    case .largestShare: language("最大の業者の落札金額の割合", "Largest firm, share of the amount")
    }
  }

  func part(_ part: BidIndicator.Part) -> String {
    switch part {
    case .tenders: language("入札の結果", "Tenders and their outcome")
    case .competition: language("競争性", "Competition")
    case .rates: language("落札率", "Award rates")
    }
  }

  func unit(_ unit: BidIndicator.Unit) -> String {
    switch unit {
    case .tenders: language("件", "tenders")
    case .bidders: language("者", "bidders")
    case .percent: language("％", "%")
    case .yen: language("円", "yen")
    case .firms: language("者", "firms")
    case .contracts: language("件", "contracts")
    }
  }

  func method(_ method: ContractMethod) -> String {
    switch method {
    case .open: language("一般競争", "open")
    case .designated: language("指名競争", "designated")
    case .selective: language("公募型競争", "selective")
    case .proposal: language("プロポーザル", "proposal")
    case .negotiated: language("随意契約", "negotiated")
    case .afterFailure: language("不落・不調随契", "negotiated after failure")
    case .unknown: language("方式不明", "method not known")
    }
  }

  func division(_ name: String) -> String {
    switch name {
    case "trade": language("業種", "Trade")
    case "grade": language("ランク", "Grade")
    case "office": language("担当課", "Office")
    case "method": language("契約方法", "Method")
    case "category": language("種別", "Category")
    case "ward": language("区", "Ward")
    case "month": language("月", "Month")
    case "period": language("期間", "Period")
    case "size": language("規模", "Size")
    case "locality": language("所在区分", "Locality")
    default: name
    }
  }

  /// A value of a division.
  func value(_ value: String, of name: String, since: CivilDate?) -> String {
    if value.isEmpty { return language("不明", "not known") }
    switch name {
    case "category":
      let category = Procurement.Category.allCases.first { $0.identifier == value }
      return category.map { Labels(language: language).category($0) } ?? value
    case "month": return language("\(value)月", "month \(value)")
    case "period":
      let date = since?.description ?? ""
      return value == IndicatorPlan.periods.before
        ? language("\(date)前", "before \(date)") : language("\(date)以後", "since \(date)")
    default: return ErrorText.printable(value)
    }
  }

  func year(_ year: TenderYear) -> String {
    switch year {
    case .year(let year): Labels(language: language).year(year)
    case .unknown: language("年度不明", "year not known")
    }
  }

  func column(_ column: IndicatorTable.Column) -> String {
    switch column {
    case .year(let year): self.year(year)
    case .all: language("全期間", "all years")
    }
  }
}
