import ArgumentParser
import LedgerReading
import LotteryStatistics
import PolicyDesign
import Procurement
import TabularReading

/// A lattice of rules in YAML: the keys of a policy, each with the values that the city leaves open.
enum LatticeFile {
  private static let keys = [
    "like", "cap", "counted", "outright-win", "sole-remaining", "nobody-remaining", "no-bid-remaining", "order", "draw",
    "scope",
    "joint-ventures", "nearest-first", "minimum-points", "area", "halves", "recorded-under",
  ]

  /// The lattice of a file.
  ///
  /// - Throws: `DataError` where the file is none, with the line.
  static func lattice(_ file: String) throws -> RuleLattice {
    let map = try YAMLMap(file: file)
    try map.allow(keys)
    var lattice = RuleLattice()
    if let name = try map.text("like") { lattice.base = try PolicyFile.policy(name) }
    lattice.caps = try values(map, "cap") { $0 == "none" ? .some(nil) : number($0, from: 1).map { .some($0) } }
    lattice.counted = try words(map, "counted")
    lattice.outrightWins = try words(map, "outright-win")
    lattice.soleRemaining = try words(map, "sole-remaining")
    lattice.nobodyRemaining = try words(map, "nobody-remaining")
    lattice.noBidRemaining = try words(map, "no-bid-remaining")
    lattice.orders = try words(map, "order")
    lattice.drawForms = try words(map, "draw")
    lattice.scopes = try words(map, "scope")
    lattice.jointVentures = try words(map, "joint-ventures")
    lattice.nearestFirst = try values(map, "nearest-first", known: ["true", "false"]) { Bool($0) }
    lattice.minimumPoints = try values(map, "minimum-points") {
      $0 == "recorded" ? .recorded : number($0, from: 0).map { .set($0) }
    }
    let areas = ["recorded"] + AreaCondition.allCases.map(\.rawValue)
    lattice.areas = try values(map, "area", known: areas) {
      $0 == "recorded" ? .recorded : AreaCondition(rawValue: $0).map { .set($0) }
    }
    let halves = try PolicyFile.halves(map)
    if !halves.halfOfWard.isEmpty { lattice.base.halves = halves }
    if let name = try map.text("recorded-under") { lattice.recordedUnder = try PolicyFile.policy(name) }
    return lattice
  }

  private static func number(_ text: String, from least: Int) -> Int? {
    Int(text).flatMap { $0 >= least && $0 <= 1_000_000 ? $0 : nil }
  }

  private static func words<Component: CaseIterable & RawRepresentable>(
    _ map: YAMLMap, _ key: String
  ) throws -> [Component] where Component.RawValue == String {
    try values(map, key, known: Component.allCases.map(\.rawValue)) { Component(rawValue: $0) }
  }

  private static func values<Value>(
    _ map: YAMLMap, _ key: String, known: [String]? = nil, _ value: (String) -> Value?
  ) throws -> [Value] {
    try (map.list(key) ?? []).map { text in
      if let value = value(text) { return value }
      if let known { throw DataError.unknownWord(text, known: known, file: map.file) }
      throw map.wrongShape(key: key, expected: key == "cap" ? "[1, 2, none]" : "[recorded, 20, 60]")
    }
  }
}

/// Aims and what is required of a rule, in YAML or on the command line.
enum AimsFile {
  /// The aims and requirements of a file.
  ///
  /// - Throws: `DataError` where the file is none, or names an aim that there is not.
  static func read(_ file: String, tenders: Int) throws -> (aims: [WeightedAim], requirements: [Requirement]) {
    let map = try YAMLMap(file: file)
    try map.allow(["aims", "require"])
    var aims: [WeightedAim] = []
    if let named = try map.map("aims") {
      for key in named.keys {
        let aim = try self.aim(key, file: file)
        var weighted = WeightedAim(aim, materiality: aim.materiality(tenders: tenders))
        if let part = try named.map(key) {
          try part.allow(["materiality", "weight"])
          if let text = try part.text("materiality") {
            guard let materiality = materiality(text, aim, tenders: tenders) else {
              throw part.wrongShape(key: "materiality", expected: "1, 0.1 %")
            }
            weighted.materiality = materiality
          }
          if let text = try part.text("weight") {
            guard let weight = Double(text), weight >= 0, weight.isFinite else {
              throw part.wrongShape(key: "weight", expected: "0, 1, 2.5 ...")
            }
            weighted.weight = weight
          }
        }
        aims.append(weighted)
      }
    }
    let requirements = try (map.list("require") ?? []).map { try requirement($0, file: file) }
    return (aims, requirements)
  }

  /// An aim of a name.
  static func aim(_ name: String, file: String) throws -> Aim {
    guard let aim = Aim(rawValue: name) else {
      throw DataError.unknownWord(name, known: Aim.allCases.map(\.rawValue), file: file)
    }
    return aim
  }

  /// A requirement as in `awards>=0.99`.
  static func requirement(_ text: String, file: String) throws -> Requirement {
    for (sign, isMinimum) in [(">=", true), ("<=", false)] {
      guard let range = text.firstRange(of: sign) else { continue }
      let name = text[..<range.lowerBound].filter { !$0.isWhitespace }
      let aim = try aim(name, file: file)
      if let limit = Double(text[range.upperBound...].filter { !$0.isWhitespace }), limit.isFinite {
        return Requirement(aim, isMinimum: isMinimum, limit: limit)
      }
    }
    throw DataError(.wrongShape(key: text, expected: "awards>=0.99, amount<=1000000000"), file: file)
  }

  /// A difference in the unit of the aim, of awards in tenders, or a part with %.
  private static func materiality(_ text: String, _ aim: Aim, tenders: Int) -> Materiality? {
    let digits = text.filter { !$0.isWhitespace && $0 != "%" && $0 != "％" }
    guard let value = Double(digits), value >= 0, value.isFinite else { return nil }
    if text.contains("%") || text.contains("％") { return .relative(value / 100) }
    return .absolute(aim == .awards ? value / Double(max(1, tenders)) : value)
  }
}
