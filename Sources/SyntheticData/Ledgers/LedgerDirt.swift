import CounterRandom

/// One field that was spoiled on purpose.
public struct SpoiledField: Hashable, Sendable {
  /// The line on which the row begins.
  public var line: Int
  /// The position of the column, from 0.
  public var column: Int
  /// What was done.
  public var kind: DirtKind
  /// What belonged there.
  public var original: String
  /// What stands there.
  public var written: String
}

/// The kinds of dirt of real ledgers (docs/methods/synthetic-ledgers.md).
public enum DirtKind: String, CaseIterable, Sendable {
  // A reader must refuse these.
  case slashesForDate = "slashes-for-date"
  case wordForAmount = "word-for-amount"
  case missingAmount = "missing-amount"
  case negativeAmount = "negative-amount"
  case fractionOfYen = "fraction-of-yen"
  case unknownCategory = "unknown-category"
  case missingCategory = "missing-category"
  case otherYear = "other-year"
  // A reader must understand these.
  case floatNoise = "float-noise"
  case fullWidthDigits = "full-width-digits"
  case thousandsSeparators = "thousands-separators"
  case yenWord = "yen-word"
  case eraDate = "era-date"
  case abbreviatedCompany = "abbreviated-company"
  case lineBreakInTitle = "line-break-in-title"
  case spacesAround = "spaces-around"

  /// Whether no meaning is left, so that a strict reader refuses the row.
  public var isUnusable: Bool {
    switch self {
    case .slashesForDate, .wordForAmount, .missingAmount, .negativeAmount, .fractionOfYen, .unknownCategory,
      .missingCategory, .otherYear:
      true
    case .floatNoise, .fullWidthDigits, .thousandsSeparators, .yenWord, .eraDate, .abbreviatedCompany,
      .lineBreakInTitle,
      .spacesAround:
      false
    }
  }
}

/// Spoils rows of a page at a rate and notes what it did.
struct LedgerDirt {
  private typealias Column = LedgerVocabulary.Column

  private let perMillion: Int
  private let encoder: TextEncoder
  private var words: DrawStream

  init(_ recipe: LedgerRecipe, page: Int) {
    perMillion = recipe.dirtPerMillion
    encoder = TextEncoder(recipe.dirtPerMillion > 0 ? recipe.encoding : .utf8)
    words = SyntheticStreams.ledgerDirt.words(seed: recipe.seed, page)
  }

  /// Whether the next row is spoiled.
  mutating func strikes() -> Bool {
    perMillion > 0 && words.next(below: 1_000_000) < perMillion
  }

  /// Writes a row with one field spoiled.
  ///
  /// - Returns: the number of lines of the row.
  mutating func append(
    _ fields: [String], line: Int, to writer: inout RowWriter, noting spoiled: inout [SpoiledField]
  ) -> Int {
    let kind = DirtKind.allCases[words.next(below: DirtKind.allCases.count)]
    let (column, written) = spoil(fields, kind)
    spoiled.append(
      SpoiledField(line: line, column: column, kind: kind, original: fields[column], written: written))
    var row = fields
    row[column] = written
    let text = row.map(Self.quoted).joined(separator: ",") + "\n"
    writer.append(encoder.encode(text))
    return text.utf8.count { $0 == UInt8(ascii: "\n") }
  }

  private mutating func spoil(_ fields: [String], _ kind: DirtKind) -> (column: Int, written: String) {
    func field(_ column: Column, _ change: (String) -> String) -> (Int, String) {
      (column.rawValue, change(fields[column.rawValue]))
    }
    switch kind {
    case .slashesForDate: return field(.date) { _ in "//" }
    case .wordForAmount:
      let word = ["無効", "辞退", "不参加"][words.next(below: 3)]
      return field(.amount) { _ in word }
    case .missingAmount: return field(.amount) { _ in "" }
    case .negativeAmount: return field(.amount) { "△" + $0 }
    case .fractionOfYen: return field(.amount) { "\($0).5" }
    // What a spreadsheet makes of whole yen in binary arithmetic.
    case .floatNoise: return field(.amount) { "\((Int64($0) ?? 1) - 1).9999999998" }
    case .unknownCategory: return field(.category) { _ in "リース" }
    case .missingCategory: return field(.category) { _ in "" }
    case .otherYear: return field(.fiscalYear) { _ in "1999" }
    case .fullWidthDigits: return field(.amount, Self.fullWidth)
    case .thousandsSeparators: return field(.amount, Self.grouped)
    case .yenWord: return field(.amount) { Self.grouped($0) + "円" }
    case .eraDate: return field(.date, Self.eraDate)
    case .abbreviatedCompany:
      return field(.vendor) { name in
        for (long, short) in [("株式会社", "㈱"), ("有限会社", "（有）"), ("合同会社", "（同）")] where name.contains(long) {
          return name.split(separator: long, omittingEmptySubsequences: false).joined(separator: short)
        }
        return name + "　"
      }
    case .lineBreakInTitle: return field(.title) { $0 + "\n（その２）" }
    case .spacesAround: return field(.amount) { " \($0)　" }
    }
  }

  private static func quoted(_ text: String) -> String {
    text.utf8.contains { $0 == 0x2C || $0 == 0x0A } ? "\"\(text)\"" : text
  }

  private static func fullWidth(_ digits: String) -> String {
    String(String.UnicodeScalarView(digits.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
  }

  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return result
  }

  /// 令和3年4月1日 for 2021-04-01, 平成 before May 2019.
  private static func eraDate(_ date: String) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return date }
    let isReiwa = (parts[0], parts[1]) >= (2019, 5)
    let year = parts[0] - (isReiwa ? 2018 : 1988)
    return "\(isReiwa ? "令和" : "平成")\(year == 1 ? "元" : String(year))年\(parts[1])月\(parts[2])日"
  }
}
