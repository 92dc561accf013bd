/// What a user has chosen for a work, every value of a closed list or a number.
struct Settings: Sendable, Equatable, Codable {
  /// The sheet of a workbook by its number.
  var sheet: Int?
  var mapping: Mapping?
  var cell: Cell?
  var pages: String?
  var table: Int?
  var rounding: String?
  var policy = Policy()
  var scheme = "core-seconds"
  var testPolicy = "independent"
  /// Whether rows that cannot be used are set aside instead of stopping the run; nil is no.
  var setsAside: Bool?
  var draw: [DrawRow] = []

  /// A figure of a table by its place.
  struct Cell: Sendable, Equatable, Codable {
    var year: Int
    var category: String
    var row: String

    /// `YEAR,CATEGORY,ROW` where all three are words of a table.
    init?(_ text: String) {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      guard parts.count == 3, let year = Int(parts[0]), (1800...2999).contains(year),
        parts.dropFirst().allSatisfy({ Settings.isWord($0) })
      else { return nil }
      self.year = year
      category = String(parts[1])
      row = String(parts[2])
    }

    var text: String { "\(year),\(category),\(row)" }
  }

  /// A firm of a draw as a clerk types it.
  struct DrawRow: Sendable, Equatable, Codable {
    var firm: String
    var number: String
    var arrival: String
  }

  /// Whether a text is one of the words by which tables name their parts.
  static func isWord(_ text: some StringProtocol) -> Bool {
    (1...40).contains(text.utf8.count) && text.first != "-"
      && text.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
  }

  /// Pages of a document, as in `12` or `12-14`.
  static func pages(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(parts.count), parts.allSatisfy({ ($0 ?? 0) > 0 && ($0 ?? 0) < 100_000 }) else { return nil }
    return parts.compactMap { $0.map(String.init) }.joined(separator: "-")
  }
}

/// A one-win rule as it is put together with switches.
struct Policy: Sendable, Equatable, Codable {
  /// A switch: its key in the policy's file, and the values that it has, the first by default.
  struct Switch: Sendable {
    var key: String
    var japanese: String
    var english: String
    var values: [(word: String, japanese: String, english: String)]
  }

  static let switches: [Switch] = [
    Switch(
      key: "cap", japanese: "くじで落札できる件数の上限", english: "Wins after which a firm is excluded",
      values: [
        ("1", "1件", "1"), ("2", "2件", "2"), ("3", "3件", "3"), ("none", "上限なし", "no cap"),
      ]),
    Switch(
      key: "counted", japanese: "上限に数える落札", english: "Wins that count",
      values: [("lottery", "くじによる落札だけ", "by lottery only"), ("any", "すべての落札", "any")]),
    Switch(
      key: "nobody-remaining", japanese: "同額の業者がすべて上限に達したとき", english: "When no tied firm is left",
      values: [
        ("waived", "上限を外して全員でくじ", "the rule is waived"), ("no-award", "落札者なし", "no award"),
        ("next-lowest", "次に低い価格へ", "the next lowest bid"),
      ]),
    Switch(
      key: "order", japanese: "開札の順番", english: "Order of opening",
      values: [
        ("case-number", "案件の順", "as numbered"), ("ceiling-descending", "予定価格の高い順", "highest ceiling first"),
        ("ceiling-ascending", "予定価格の低い順", "lowest ceiling first"),
      ]),
    Switch(
      key: "scope", japanese: "件数を数える範囲", english: "Over which tenders wins are counted",
      values: [("group", "同じ対象グループ", "the group"), ("fiscal-year", "年度", "the fiscal year")]),
  ]

  /// The switch of participation by area.
  static let areas: [(word: String, japanese: String, english: String)] = [
    ("none", "地域の条件なし", "no area condition"), ("ward", "同じ区に限る", "the same ward"),
    ("half", "同じ地域（南北）に限る", "the same half"),
  ]

  var values: [String: String] = [:]
  var area = "none"
  var points: Int?

  /// The chosen value of a switch.
  func value(_ one: Switch) -> String { values[one.key] ?? one.values[0].word }

  /// The policy as the program reads it, with the name by which results call it.
  func yaml(_ language: Language) -> String {
    var lines = ["name: \(language("組み立てた規則", "my-rule"))", "like: one-win"]
    for one in Self.switches { lines.append("\(one.key): \(value(one))") }
    if area != "none" || points != nil {
      lines.append("participation:")
      if area != "none" { lines.append("  area: \(area)") }
      if let points { lines.append("  minimum-points: \(points)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Takes what a form says where it is a value of the switches.
  mutating func take(_ fields: FormFields) {
    for one in Self.switches {
      if let value = fields[one.key], one.values.contains(where: { $0.word == value }) { values[one.key] = value }
    }
    if let value = fields["area"], Self.areas.contains(where: { $0.word == value }) { area = value }
    if let value = fields["points"] { points = Int(value).flatMap { (0...100_000).contains($0) ? $0 : nil } }
  }
}
