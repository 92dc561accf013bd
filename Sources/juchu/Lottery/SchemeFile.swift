import LedgerReading
import LotteryStatistics
import TabularReading

/// A lottery scheme as a user names it: one of the documented ones, or a YAML file of components.
enum SchemeFile {
  /// The scheme of a name or file.
  ///
  /// - Throws: `DataError` where the file is no scheme, with the line; `SchemeError` where its components do not make
  ///   one.
  static func scheme(_ name: String) throws -> LotteryScheme {
    if let scheme = LotteryScheme.named(name) { return scheme }
    guard name.contains(".") || name.contains("/") else {
      throw DataError.unknownName(name, known: LotteryScheme.named.map(\.name), file: "--scheme")
    }
    return try read(try YAMLMap(file: name))
  }

  private static func read(_ map: YAMLMap) throws -> LotteryScheme {
    try map.allow([
      "name", "like", "typed", "system-number", "number-digits", "add-opening-milliseconds", "cut-numbers", "cut-sum",
      "cut-digits", "order",
      "first-number", "winner", "next-places", "missing-typed", "missing-system", "equal-arrivals", "missing-arrival",
      "exclusion", "hash", "hash-of", "hash-sum",
    ])
    let named = Dictionary(uniqueKeysWithValues: LotteryScheme.named.map { ($0.name, $0) })
    var scheme = try map.word("like", named) ?? .random
    scheme.name = try map.text("name") ?? map.file
    try set(&scheme.usesTypedNumber, map, "typed")
    try set(&scheme.systemNumber, map, "system-number")
    try set(&scheme.addsOpeningMilliseconds, map, "add-opening-milliseconds")
    try set(&scheme.cutsNumbers, map, "cut-numbers")
    try set(&scheme.cutsSum, map, "cut-sum")
    try set(&scheme.order, map, "order")
    scheme.firstNumber = try map.number("first-number") ?? scheme.firstNumber
    try set(&scheme.winningNumber, map, "winner")
    try set(&scheme.succession, map, "next-places")
    try set(&scheme.missingTyped, map, "missing-typed")
    try set(&scheme.missingSystem, map, "missing-system")
    try set(&scheme.equalArrivals, map, "equal-arrivals")
    try set(&scheme.missingArrival, map, "missing-arrival")
    try set(&scheme.exclusion, map, "exclusion")
    scheme.numberDigits = try map.number("number-digits") ?? scheme.numberDigits
    scheme.cutDigits = try map.number("cut-digits") ?? scheme.cutDigits
    scheme.hash = try hash(map)
    return try scheme.checked()
  }

  /// The hash that decides, where a file names one: `none` is as good as nothing.
  private static func hash(_ map: YAMLMap) throws -> RecordHash? {
    var hash = RecordHash()
    let words = Dictionary(uniqueKeysWithValues: RecordHash.Algorithm.allCases.map { ($0.rawValue, $0 as Optional) })
    let algorithm = try map.word("hash", words.merging(["none": nil]) { $1 }) ?? nil
    if let text = try map.text("hash-of") {
      guard let parts = RecordHash.parts(text) else {
        throw DataError.unknownName(text, known: ["{tender}", "{firm}", "{sum}"], file: map.file)
      }
      hash.parts = parts
    }
    try set(&hash.sum, map, "hash-sum")
    guard let algorithm else {
      // A text that nothing hashes would have no effect.
      guard try map.text("hash-of") == nil, try map.text("hash-sum") == nil else {
        throw DataError.unknownName(
          "none", known: RecordHash.Algorithm.allCases.map(\.rawValue), file: "\(map.file), hash")
      }
      return nil
    }
    hash.algorithm = algorithm
    return hash
  }

  private static func set<Component: CaseIterable & RawRepresentable>(
    _ component: inout Component, _ map: YAMLMap, _ key: String
  ) throws where Component.RawValue == String {
    let words = Dictionary(uniqueKeysWithValues: Component.allCases.map { ($0.rawValue, $0) })
    component = try map.word(key, words) ?? component
  }

  private static func set(_ component: inout Bool, _ map: YAMLMap, _ key: String) throws {
    component = try map.word(key, ["true": true, "false": false]) ?? component
  }

  /// A number of three digits, or `refuse`.
  private static func set(_ component: inout MissingNumber, _ map: YAMLMap, _ key: String) throws {
    guard let text = try map.text(key) else { return }
    component = text == "refuse" ? .refuse : .number(try map.number(key) ?? 0)
  }
}
