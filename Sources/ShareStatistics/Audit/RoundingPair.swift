import Procurement

/// How shares became digits: by a rule, out of the exact numbers or out of the printed ones.
public struct ShareRule: Hashable, Sendable, RawRepresentable {
  /// The rule by which quotients are rounded.
  public var rule: RoundingRule
  /// Whether the quotient is one of printed amounts instead of exact ones.
  public var isOfPrinted: Bool

  /// A rule for quotients of exact numbers, or of printed ones.
  public init(_ rule: RoundingRule, isOfPrinted: Bool = false) {
    self.rule = rule
    self.isOfPrinted = isOfPrinted
  }

  private static let suffix = "-of-printed"

  /// Reads `half-up`, or `half-up-of-printed` for shares computed from the printed amounts.
  public init?(rawValue: String) {
    let isOfPrinted = rawValue.hasSuffix(Self.suffix)
    guard let rule = RoundingRule(rawValue: isOfPrinted ? String(rawValue.dropLast(Self.suffix.count)) : rawValue),
      !(isOfPrinted && rule == .controlled)
    else { return nil }
    self.init(rule, isOfPrinted: isOfPrinted)
  }

  /// The rule's name, with `-of-printed` behind it for shares computed from the printed amounts.
  public var rawValue: String { rule.rawValue + (isOfPrinted ? Self.suffix : "") }

  /// Every rule that shares may have, those of exact numbers first.
  public static let all: [ShareRule] =
    RoundingPair.plainRules.map { ShareRule($0) } + [ShareRule(.controlled)]
    + RoundingPair.plainRules.map { ShareRule($0, isOfPrinted: true) }
}

/// The rules of a table: one for its amounts (and for counts with a unit, as 千件), one for its shares.
public struct RoundingPair: Hashable, Sendable {
  /// How amounts became digits.
  public var amount: RoundingRule
  /// How shares did.
  public var share: ShareRule

  /// One rule for everything.
  public init(_ rule: RoundingRule) { self.init(amount: rule, share: ShareRule(rule)) }

  /// A rule for amounts and one for shares.
  public init(amount: RoundingRule, share: ShareRule) {
    self.amount = amount
    self.share = share
  }

  /// Whether parts may have been adjusted to printed totals, which explains nearly everything.
  public var isControlled: Bool { amount == .controlled || share.rule == .controlled }

  /// Whether exact halves go to the even digit somewhere.
  var isHalfEven: Bool { amount == .halfEven || share.rule == .halfEven }

  /// The rules that round each number by itself, from the simplest.
  static let plainRules: [RoundingRule] = [.halfUp, .truncate, .halfEven, .up]

  /// All pairs, from the simplest: one rule for everything; amounts cut off beside shares rounded half-up, as the
  /// Board of Audit has it; other mixtures; shares of printed amounts; parts adjusted to totals.
  public static let bySimplicity: [RoundingPair] = {
    let plain = plainRules
    var pairs = plain.map { RoundingPair($0) }
    pairs.append(RoundingPair(amount: .truncate, share: ShareRule(.halfUp)))
    for isOfPrinted in [false, true] {
      for share in plain {
        for amount in plain { pairs.append(.init(amount: amount, share: ShareRule(share, isOfPrinted: isOfPrinted))) }
      }
    }
    pairs.append(RoundingPair(.controlled))
    pairs += plain.map { .init(amount: $0, share: ShareRule(.controlled)) }
    pairs += plain.map { .init(amount: .controlled, share: ShareRule($0)) }
    var seen: Set<RoundingPair> = []
    return pairs.filter { seen.insert($0).inserted }
  }()

  /// The rule by which a figure was rounded.
  func rule(_ measure: Measure) -> RoundingRule { measure.isShare ? share.rule : amount }
}

extension TableStructure {
  /// What one printed count or amount is worth.
  func unit(_ base: Measure) -> Int64 { base == .count ? table.countUnit : table.unit }

  /// Whether printed counts or amounts lost digits: whole contracts and whole yen did not.
  func isRounded(_ base: Measure) -> Bool {
    table.figures.contains { place, figure in
      place.measure == base && unit(base) > FixedPoint.powerOfTen(min(18, figure.value.decimals))
    }
  }

  /// The pairs of rules that differ for the figures of this table, from the simplest.
  ///
  /// - Parameters:
  ///   - amount: the rule of amounts where it is given.
  ///   - share: the rule of shares where it is given.
  func pairs(amount: RoundingRule?, share: ShareRule?) -> [RoundingPair] {
    let areSharesPrinted = table.figures.keys.contains { $0.measure.isShare }
    let areAmountsRounded = isRounded(.amount) || isRounded(.count)
    var seen: Set<RoundingPair> = []
    return RoundingPair.bySimplicity.compactMap { pair in
      guard amount ?? pair.amount == pair.amount, share ?? pair.share == pair.share else { return nil }
      // A rule that meets no figure is written like the one that does.
      var effective = pair
      if !areSharesPrinted {
        effective.share = ShareRule(pair.amount)
      } else if !areAmountsRounded {
        effective.share.isOfPrinted = false
        effective.amount = effective.share.rule
      }
      guard seen.insert(effective).inserted else { return nil }
      return share == nil && amount == nil ? effective : pair
    }
  }
}
