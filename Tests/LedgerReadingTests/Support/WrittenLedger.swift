import Foundation
import Procurement
import TestSupport

/// A ledger that was made up, and the many ways in which an office would write it down.
struct WrittenLedger {
  /// The contracts, as they must come back.
  var contracts: [Contract] = []
  /// The bytes of the file.
  var data = Data()
  /// What was chosen, for messages.
  var manner = ""
  /// Whether the file has no header, so that a mapping must name columns.
  var hasHeader = true
  /// Whether amounts are in thousands.
  var isInThousands = false

  private static let titles = [
    "①号線舗装工事", "髙橋邸前水路", "事務用品, 一式", "印刷\"特急\"", "清掃業務\n（南部）", "㈱見積 ～分", "ﾎﾟﾝﾌﾟ修繕", "a;b\tc", "",
  ]

  /// Makes a ledger up.
  init(using random: inout SplitMix64) throws {
    let isCP932 = Bool.random(using: &random)
    let hasMark = !isCP932 && Bool.random(using: &random)
    let delimiter = [",", "\t", ";"].randomElement(using: &random) ?? ","
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let quotesAll = Bool.random(using: &random)
    let isJapanese = Bool.random(using: &random)
    hasHeader = Int.random(in: 0..<8, using: &random) > 0
    isInThousands = Int.random(in: 0..<4, using: &random) == 0
    let hasPreamble = hasHeader && Int.random(in: 0..<3, using: &random) == 0
    manner = "\(isCP932 ? "CP932" : "UTF-8")\(hasMark ? " BOM" : "") \(delimiter) \(quotesAll) header \(hasHeader)"
    var lines: [[String]] = []
    if hasPreamble { lines += [["令和3年度 契約一覧"], ["単位：円"]] }
    if hasHeader {
      lines.append(
        isJapanese
          ? ["契約番号", "契約日", "種別", "規模", "所在区分", "契約金額", "件名"]
          : ["contract", "date", "category", "size", "locality", "amount", "title"])
    }
    for number in 1...Int.random(in: 1...6, using: &random) {
      lines.append(row(number, isJapanese: isJapanese, using: &random))
    }
    let text = lines.map { fields in
      fields.map { field in
        let mustQuote = field.contains { "\",;\t\n\r".contains($0) } || quotesAll
        return mustQuote ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
      }.joined(separator: delimiter) + lineEnd
    }.joined()
    data = hasMark ? Data([0xEF, 0xBB, 0xBF]) : Data()
    data += isCP932 ? try cp932(text) : Data(text.utf8)
  }

  private mutating func row(_ number: Int, isJapanese: Bool, using random: inout SplitMix64) -> [String] {
    let year = Int.random(in: 2005...2025, using: &random)
    let month = Int.random(in: 1...12, using: &random)
    let day = Int.random(in: 1...28, using: &random)
    let category = Category.allCases.randomElement(using: &random) ?? .goods
    let size = ([nil] + FirmSize.allCases).randomElement(using: &random) ?? nil
    let locality = Locality.allCases.randomElement(using: &random) ?? .local
    let digits = Int64.random(in: 0...9_999_999_999, using: &random)
    let amount = isInThousands ? digits * 1_000 : digits
    let title = Self.titles.randomElement(using: &random) ?? ""
    guard let date = CivilDate(year: year, month: month, day: day) else { return [] }
    var contract = Contract(
      year: FiscalYear(containing: date), category: category, size: size, locality: locality, amount: Yen(amount))
    contract.texts[.contract] = "第\(number)号"
    if !title.isEmpty { contract.texts[.title] = title }
    contracts.append(contract)
    return [
      "第\(number)号", Self.written(date, using: &random), isJapanese ? category.japanese : category.identifier,
      size.map { isJapanese ? $0.japanese : $0.identifier } ?? "",
      isJapanese ? locality.japanese : locality.identifier,
      written(digits, using: &random), title,
    ]
  }

  private static func written(_ date: CivilDate, using random: inout SplitMix64) -> String {
    let (year, month, day) = (date.year, date.month, date.day)
    let isReiwa = (year, month) >= (2019, 5)
    let era = isReiwa ? year - 2018 : year - 1988
    let name = isReiwa ? "令和" : "平成"
    let serial = daysBetween(1899, 12, 30, year, month, day)
    let forms = [
      date.description, "\(year)/\(month)/\(day)", "\(year)年\(month)月\(day)日",
      "\(name)\(era == 1 ? "元" : String(era))年\(month)月\(day)日", "\(isReiwa ? "R" : "H")\(era).\(month).\(day)",
      wide("\(name)\(era)年\(month)月\(day)日"), "\(name) \(era)年 \(month)月 \(day)日", String(serial),
    ]
    return forms.randomElement(using: &random) ?? forms[0]
  }

  private func written(_ amount: Int64, using random: inout SplitMix64) -> String {
    var groups: [String] = []
    var digits = Substring(String(amount))
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits = digits.dropLast(3)
    }
    groups.insert(String(digits), at: 0)
    let grouped = groups.joined(separator: ",")
    var forms = [String(amount), grouped, "¥\(grouped)", Self.wide(String(amount)), Self.wide(grouped)]
    if !isInThousands {
      forms += ["\(grouped)円", "\(amount).0000000001"]
      let (oku, man, yen) = (amount / 100_000_000, amount / 10_000 % 10_000, amount % 10_000)
      forms.append([(oku, "億"), (man, "万"), (yen, "")].filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined() + "円")
      if amount == 0 { forms.removeLast() }
    }
    return forms.randomElement(using: &random) ?? forms[0]
  }

  /// Days between two dates by Foundation's calendar, so that the reader's arithmetic has a second opinion.
  private static func daysBetween(_ y0: Int, _ m0: Int, _ d0: Int, _ y1: Int, _ m1: Int, _ d1: Int) -> Int {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
    let first = calendar.date(from: DateComponents(year: y0, month: m0, day: d0)) ?? .now
    let last = calendar.date(from: DateComponents(year: y1, month: m1, day: d1)) ?? .now
    return calendar.dateComponents([.day], from: first, to: last).day ?? 0
  }

  private static func wide(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value > 0x20 && $0.value < 0x7F ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0 }))
  }
}

extension Procurement.Category {
  fileprivate var japanese: String {
    switch self {
    case .goods: "物品"
    case .works: "工事"
    case .services: "委託"
    }
  }
}

extension FirmSize {
  fileprivate var japanese: String {
    switch self {
    case .large: "大企業"
    case .sme: "中小企業"
    case .other: "その他"
    }
  }
}

extension Locality {
  fileprivate var japanese: String {
    switch self {
    case .local: "市内"
    case .semiLocal: "準市内"
    case .nonLocal: "市外"
    }
  }
}
