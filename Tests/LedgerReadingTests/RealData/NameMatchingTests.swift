import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// How often names find the right firm. The two rosters of 中国地方整備局 give the truth: firms on both have one 法人番号.
@Suite("Precision of name matching", .enabled(if: Repository.hasSharedData, "needs ../shared/data"))
struct NameMatchingTests {
  @Test("perturbed names of the works roster find the firm of the same number in the consulting roster")
  func precision() throws {
    let consulting = try roster("chugoku_consulting_roster_20200115")
    let works = try roster("chugoku_construction_roster_20200401")
    let numbers = Set(consulting.entries.compactMap(\.number))
    let shared = works.entries.filter { $0.number.map(numbers.contains) == true }
    #expect(shared.count == 281)
    var random = SplitMix64(seed: 7)
    var (right, namesakes) = (0, 0)
    var matcher = FirmMatcher(consulting)
    // All firms of the works roster are sought, so that a namesake with another number counts as an error.
    for entry in works.entries {
      let name = Perturbation.of(entry.firm.name, using: &random)
      let match = matcher.match(number: nil, name: name, title: nil)
      guard match.firms.count == 1 else { continue }
      if consulting.entries[match.firms[0]].number == entry.number {
        right += 1
      } else {
        namesakes += 1
        #expect(consulting.entries[match.firms[0]].firm.name == entry.firm.name)
      }
    }
    // Recall 281 of 281. Precision 281 of 296: the 15 others are other firms of the very same name.
    #expect(right == 281)
    #expect(namesakes == 15)
  }

  private func roster(_ name: String) throws -> FirmRoster {
    try FirmRosterReader.read(InputFile(try #require(Repository.sharedData("mlit/\(name).csv"))))
  }
}

/// Writes a name as another office would: another corporate form, other widths, other spaces.
enum Perturbation {
  static func of(_ name: String, using random: inout SplitMix64) -> String {
    var text = name
    for (short, others) in [("（株）", ["株式会社", "㈱", "(株)", "（株）"]), ("（有）", ["有限会社", "㈲", "(有)", "（有）"])] {
      if text.contains(short) { text = text.replacing(short, with: others.randomElement(using: &random) ?? short) }
    }
    if Bool.random(using: &random) { text = halfWidth(text) }
    if Bool.random(using: &random) {
      let place = text.index(text.startIndex, offsetBy: Int.random(in: 1...text.count, using: &random))
      text.insert(["　", " "].randomElement(using: &random) ?? " ", at: place)
    }
    return text
  }

  /// Katakana and Latin letters at half width.
  private static func halfWidth(_ text: String) -> String {
    text.map { character in halfWidthKana[character] ?? String(TextFolding.halfWidth(String(character))) }.joined()
  }

  private static let halfWidthKana: [Character: String] = {
    let full = Array("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンー")
    let half = Array("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝｰ")
    var map = Dictionary(uniqueKeysWithValues: zip(full, half.map(String.init)))
    for (voiced, plain) in zip("ガギグゲゴザジズゼゾダヂヅデドバビブベボ", "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ") { map[voiced] = "\(plain)ﾞ" }
    for (voiced, plain) in zip("パピプペポ", "ﾊﾋﾌﾍﾎ") { map[voiced] = "\(plain)ﾟ" }
    return map
  }()
}
