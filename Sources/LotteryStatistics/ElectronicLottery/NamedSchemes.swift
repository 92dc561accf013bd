/// The documented schemes. What a body left unsaid is filled as stated here, never silently.
extension LotteryScheme {
  /// コアシステム標準 (志布志市, 宮崎市, 広島県): typed + last three digits of the second of arrival, cut; the next place
  /// from the rest without the winner, and 001 for a missing number, as in 広島県.
  public static let coreSeconds = make("core-seconds") {
    $0.systemNumber = .seconds
    $0.succession = .recompute
    $0.missingTyped = .number(1)
  }

  /// 徳島県, 静岡県: typed + milliseconds of arrival, cut; the next places in the order of arrival as in 静岡県, 000 for
  /// a missing number as in 徳島県.
  public static let milliseconds = make("milliseconds") {
    $0.systemNumber = .milliseconds
    $0.missingTyped = .number(0)
  }

  /// 高知県: as `milliseconds`, but the sum is cut to three digits too; the next place from the rest without the
  /// winner. A missing number is not provided for.
  public static let millisecondsCut = make("milliseconds-cut") {
    $0.systemNumber = .milliseconds
    $0.cutsSum = true
    $0.succession = .recompute
  }

  /// 大阪府, 香川県, 郡山市, 群馬県, 芦屋市, 兵庫県: typed + three random digits, cut; the next places around the order as in
  /// 大阪府. A missing number is not provided for.
  public static let random = make("random")

  /// 山口県, 北海道HARP (鳥取県 with the order of firm codes): the typed numbers alone. Next places are not documented
  /// and taken around the order; a missing number is not provided for.
  public static let typedOnly = make("typed-only") { $0.systemNumber = .none }

  /// 和歌山県: the digit sums of all arrivals and the milliseconds of the opening, no typed number; firms are numbered
  /// from 1, the winner is N − remainder, and the next place is computed again for the rest.
  public static let wakayama = make("wakayama") {
    $0.usesTypedNumber = false
    $0.systemNumber = .arrivalDigits
    $0.addsOpeningMilliseconds = true
    $0.cutsNumbers = false
    $0.firstNumber = 1
    $0.winningNumber = .countMinusRemainder
    $0.succession = .recompute
  }

  /// Postal notice: the typed numbers alone, firms numbered from 1 by name, remainder and one wins, 999 for a missing
  /// number. Next places are not documented and taken around the order.
  public static let nameOrder = make("name-order") {
    $0.systemNumber = .none
    $0.order = .name
    $0.firstNumber = 1
    $0.winningNumber = .remainderPlusOne
    $0.missingTyped = .number(999)
  }

  /// The documented schemes in the order of the guide.
  public static let named: [LotteryScheme] = [
    coreSeconds, milliseconds, millisecondsCut, random, typedOnly, wakayama, nameOrder,
  ]

  /// The documented scheme of a name, or nil.
  public static func named(_ name: String) -> LotteryScheme? { named.first { $0.name == name } }

  private static func make(_ name: String, _ change: (inout LotteryScheme) -> Void = { _ in }) -> LotteryScheme {
    var scheme = LotteryScheme(name: name)
    change(&scheme)
    return scheme
  }
}
