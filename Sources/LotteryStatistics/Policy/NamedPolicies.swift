/// The documented models. What a city left unsaid is filled as stated here, never silently.
extension LotteryPolicy {
  /// Ordinary law: every tie is drawn among all tied firms.
  public static let independent = make("independent") { $0.cap = nil }

  /// 請負工事受注機会確保方式 as the mission words it (川崎市, from FY2022): within a group one win by lottery a firm.
  ///
  /// Not stated by the city and filled as in 名張市: outright wins stand and do not count, the rule is waived
  /// where nobody else is left, tenders open by case number. A sole remaining firm wins by lottery.
  public static let oneWin = make("one-win")

  /// 平塚市 同日抽選案件の受注数制限: as `oneWin`, but waived where one or none would remain.
  ///
  /// What an outright win does is not stated there: it stands and does not count.
  public static let hiratsuka = make("hiratsuka") { $0.soleRemaining = .waived }

  /// 名張市 一抜け方式 (2025): any win excludes from later ties, whose bids become void, so that a dearer bid can win;
  /// outright wins stand; waived where no other valid bid exists.
  ///
  /// Not stated there: a dearer bid of an earlier winner that stands alone wins, as any outright bid does.
  public static let nabari = make("nabari") {
    $0.counted = .any
    $0.nobodyRemaining = .nextLowest
  }

  /// 取り抜け方式 (花巻市, 宇陀市, 安芸高田市, 七尾市): any win voids all later bids, tied or not; no award where no bid
  /// is left.
  public static let torinuke = make("torinuke") {
    $0.counted = .any
    $0.outrightWin = .void
    $0.soleRemaining = .outrightWin
    $0.nobodyRemaining = .nextLowest
    $0.noBidRemaining = .noAward
  }

  /// The documented models in the order of the guide.
  public static let named: [LotteryPolicy] = [independent, oneWin, hiratsuka, nabari, torinuke]

  /// The documented model of a name, or nil.
  public static func named(_ name: String) -> LotteryPolicy? {
    named.first { $0.name == name }
  }

  private static func make(_ name: String, _ change: (inout LotteryPolicy) -> Void = { _ in }) -> LotteryPolicy {
    var policy = LotteryPolicy(name: name)
    change(&policy)
    return policy
  }

  /// The first name that two of some policies have, or nil.
  public static func repeatedName(in policies: [LotteryPolicy]) -> String? {
    var names: Set<String> = []
    return policies.first { !names.insert($0.name).inserted }?.name
  }
}
