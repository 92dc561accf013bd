import PolicyDesign

/// The words and digits of what a city may want of a rule.
struct AimWords {
  let language: Language

  /// The name of an aim.
  func name(_ aim: Aim) -> String {
    switch aim {
    case .awards: language("落札者が決まる案件（％）", "Awards, % of tenders")
    case .noAward: language("落札者なし（件）", "No award")
    case .amount: language("落札総額（百万円）", "Amount, million yen")
    case .aboveLowest: language("最低の入札を上回る決定（件）", "Decided above the lowest bid")
    case .firmsWithWin: language("1件以上落札する業者（％）", "Firms with a win, %")
    case .mostWins: language("1者の最多の期待落札件数", "Most expected wins of a firm")
    case .gini: language("ジニ係数（件数）", "Gini, expected wins")
    case .giniAmount: language("ジニ係数（金額）", "Gini, expected amounts")
    case .hhi: language("HHI（件数）", "HHI, wins")
    case .secondWins: language("抑える2件目の落札（件）", "Second wins prevented")
    case .ward: language("施工場所と同じ区の業者（％）", "Awards to firms of the ward, %")
    case .half: language("同じ市域（南部・北部）の業者（％）", "Awards to firms of the half, %")
    case .localSME: language("市内中小企業の金額の割合（％）", "Local SMEs, % of the amount")
    case .losers: language("期待落札件数が減る業者（者）", "Firms that lose")
    case .largestLoss: language("1者の最大の減少（件）", "Largest loss, wins")
    case .draws: language("くじの回数", "Draws of lots")
    case .busiestDay: language("1日の最多のくじの回数", "Draws on the busiest day")
    case .orderSensitivity: language("開札順による変動（件）", "Depends on the order, wins")
    case .clauses: language("定めの数", "Statements needed")
    }
  }

  /// The words for which way an aim goes.
  func direction(_ aim: Aim) -> String {
    aim.wantsMore ? language("大きいほどよい", "more is better") : language("小さいほどよい", "less is better")
  }

  /// A value as people read it.
  func text(_ value: Double?, _ aim: Aim) -> String {
    guard let value else { return "–" }
    return switch aim {
    case .awards, .firmsWithWin, .ward, .half, .localSME: DecimalText.text(100 * value, 2)
    case .amount: DecimalText.text(value / 1e6, 3)
    case .noAward, .aboveLowest, .draws, .busiestDay: DecimalText.text(value, 2)
    case .mostWins, .secondWins, .largestLoss, .orderSensitivity: DecimalText.text(value, 3)
    case .gini, .giniAmount, .hhi: DecimalText.text(value, 4)
    case .losers, .clauses: DecimalText.text(value, 0)
    }
  }

  /// A value with its standard error behind ±.
  func text(_ value: Double?, error: Double?, _ aim: Aim) -> String {
    guard let error, error > 0 else { return text(value, aim) }
    return text(value, aim) + " ± " + text(error, aim)
  }

  /// The difference below which values are equal.
  func materiality(_ aim: WeightedAim) -> String {
    switch aim.materiality {
    case .relative(let part): DecimalText.text(100 * part, 2) + " %"
    case .absolute(let value):
      switch aim.aim {
      case .awards, .firmsWithWin, .ward, .half, .localSME:
        DecimalText.text(100 * value, 3) + language("ポイント", " points")
      case .amount: DecimalText.text(value / 1e6, 3)
      default: DecimalText.text(value, 3)
      }
    }
  }

  /// A requirement as it is given.
  func requirement(_ requirement: Requirement) -> String {
    "\(requirement.aim.rawValue)\(requirement.isMinimum ? ">=" : "<=")\(requirement.limit)"
  }
}
