import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import TabularReading

/// A policy as a user names it: one of the documented models, or a YAML file of components.
enum PolicyFile {
  /// The policy of a name or file.
  ///
  /// - Throws: `DataError` where the file is no policy, with the line; `PolicyError` where its components do not
  ///   make one.
  static func policy(_ name: String) throws -> LotteryPolicy {
    if let policy = LotteryPolicy.named(PolicyWords.word(name) ?? name) { return policy }
    guard name.contains(".") || name.contains("/") else {
      throw DataError.unknownName(
        name, known: LotteryPolicy.named.map { PolicyWords(language: ProgramLanguage.current).listed($0.name) },
        also: PolicyWords.all, file: "--policy")
    }
    return try read(try YAMLMap(file: name))
  }

  /// The policies of names or files, all documented ones where there is none.
  ///
  /// - Throws: as `policy(_:)`, and `ValidationError` where two have one name.
  static func policies(_ names: [String]) throws -> [LotteryPolicy] {
    let policies = try names.isEmpty ? LotteryPolicy.named : names.map(policy)
    if let name = LotteryPolicy.repeatedName(in: policies) {
      throw ValidationError(
        "同じ名前の方式が2つあります：\(name)。1回ずつ指定し、ファイルでは別の名前（name）を付けてください。",
        "Two policies are called \(name): give each once, and a name of its own in its file.")
    }
    return policies
  }

  private static func read(_ map: YAMLMap) throws -> LotteryPolicy {
    try map.allow([
      "name", "like", "cap", "counted", "outright-win", "sole-remaining", "nobody-remaining", "no-bid-remaining",
      "order", "draw", "scope", "joint-ventures", "weighting", "weighting-limit", "nearest-first", "participation",
      "coverage", "halves",
    ])
    let named = Dictionary(uniqueKeysWithValues: LotteryPolicy.named.map { ($0.name, $0) })
    let base = try map.word("like", named) ?? .oneWin
    let (
      cap, counted, outrightWin, soleRemaining, nobodyRemaining, noBidRemaining, order, drawForm, scope, jointVentures,
      weighting, drawsNearestFirst, participation, coverage, _
    ) = base.components
    var policy = LotteryPolicy(name: try map.text("name") ?? map.file)
    policy.cap = try self.cap(map, cap)
    policy.counted = try word(map, "counted") ?? counted
    policy.outrightWin = try word(map, "outright-win") ?? outrightWin
    policy.soleRemaining = try word(map, "sole-remaining") ?? soleRemaining
    policy.nobodyRemaining = try word(map, "nobody-remaining") ?? nobodyRemaining
    policy.noBidRemaining = try word(map, "no-bid-remaining") ?? noBidRemaining
    policy.order = try word(map, "order") ?? order
    policy.drawForm = try word(map, "draw") ?? drawForm
    policy.scope = try word(map, "scope") ?? scope
    policy.jointVentures = try word(map, "joint-ventures") ?? jointVentures
    policy.weighting = try self.weighting(map, weighting)
    policy.drawsNearestFirst = try map.word("nearest-first", ["true": true, "false": false]) ?? drawsNearestFirst
    policy.participation = try self.participation(map, participation)
    policy.coverage = try self.coverage(map, coverage)
    // No documented model names wards.
    policy.halves = try halves(map)
    return try policy.checked()
  }

  private static func word<Component: CaseIterable & RawRepresentable>(
    _ map: YAMLMap, _ key: String
  ) throws -> Component? where Component.RawValue == String {
    try map.word(key, Dictionary(uniqueKeysWithValues: Component.allCases.map { ($0.rawValue, $0) }))
  }

  /// `none` excludes nobody.
  private static func cap(_ map: YAMLMap, _ standard: Int?) throws -> Int? {
    guard let text = try map.text("cap") else { return standard }
    return text == "none" ? nil : try map.number("cap")
  }

  private static func weighting(_ map: YAMLMap, _ standard: Weighting) throws -> Weighting {
    let limit = try map.number("weighting-limit") ?? 10
    return try map.word("weighting", ["equal": Weighting.equal, "past-losses": .pastLosses(limit: limit)]) ?? standard
  }

  private static func participation(_ map: YAMLMap, _ standard: Participation) throws -> Participation {
    guard let part = try map.map("participation") else { return standard }
    try part.allow(["tender-conditions", "minimum-points", "area", "grades"])
    return Participation(
      appliesTenderConditions: try part.word("tender-conditions", ["true": true, "false": false]) ?? false,
      minimumPoints: try part.number("minimum-points"), area: try word(part, "area") ?? .none,
      grades: try names(part, "grades").map(Set.init))
  }

  /// A list of names as bids have them, in one writing.
  private static func names(_ map: YAMLMap, _ key: String) throws -> [String]? {
    try map.list(key)?.map { WordFolding.name($0).split(separator: " ").joined(separator: " ") }
  }

  private static func coverage(_ map: YAMLMap, _ standard: Coverage) throws -> Coverage {
    guard let part = try map.map("coverage") else { return standard }
    try part.allow(["trades", "grades"])
    return Coverage(trades: try names(part, "trades").map(Set.init), grades: try names(part, "grades").map(Set.init))
  }

  /// The halves that a file names, of a policy or alone.
  static func halves(of file: String) throws -> CityHalves {
    let map = try YAMLMap(file: file)
    let halves = try halves(map)
    guard !halves.halfOfWard.isEmpty else {
      throw map.wrongShape(key: "halves", expected: "{南部: [川崎区, 幸区], 北部: [多摩区]}")
    }
    return halves
  }

  /// Names of halves, each with its wards.
  static func halves(_ map: YAMLMap) throws -> CityHalves {
    guard let part = try map.map("halves") else { return CityHalves() }
    var halfOfWard: [String: String] = [:]
    for half in part.keys {
      for ward in try names(part, half) ?? [] {
        if let other = halfOfWard[ward], other != half {
          throw DataError(.wardInTwoHalves(ward, first: other, second: half), file: map.file)
        }
        halfOfWard[ward] = half
      }
    }
    return CityHalves(halfOfWard)
  }
}
