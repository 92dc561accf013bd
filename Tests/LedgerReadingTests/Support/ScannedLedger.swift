import CByteScan
import Foundation
import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// What came of reading ledgers, so that two ways of reading can be compared.
struct LedgerOutcome: Equatable {
  struct Rejected: Equatable {
    var error: DataError
    var value: String
    var fields: [String]
  }

  var contracts: [Contract] = []
  var rejected: [Rejected] = []
  var summary: ReadingSummary?
  var error: DataError?

  /// What differs first, nil where nothing does.
  func difference(from other: LedgerOutcome) -> String? {
    if self == other { return nil }
    for (mine, others) in zip(contracts, other.contracts) where mine != others { return "\(mine) instead of \(others)" }
    for (mine, others) in zip(rejected, other.rejected) where mine != others { return "\(mine) instead of \(others)" }
    return """
      \(contracts.count) contracts, \(rejected.count) rejected, \(String(describing: summary)) \(String(describing: error)) \
      instead of \(other.contracts.count), \(other.rejected.count), \(String(describing: other.summary)) \
      \(String(describing: other.error))
      """
  }

  /// Reads ledgers to their end or to an error.
  init(_ paths: [String], rejects: Bool, _ options: ContractReader.Options) throws {
    var contracts: [Contract] = []
    var rejected: [Rejected] = []
    let take: ((RejectedRow) -> Void)? =
      rejects
      ? { rejected.append(Rejected(error: $0.error, value: $0.value, fields: $0.fields)) } : nil
    var reader = ContractReader(paths.map(InputFile.init), options: options, rejects: take)
    do {
      summary = try reader.read { batch, _ in contracts += (0..<batch.count).map { batch[$0] } }
    } catch let error as DataError {
      self.error = error
    }
    // After an error nobody looks at contracts.
    self.contracts = error == nil ? contracts : []
    self.rejected = rejected
  }
}

/// Expects that ledgers are read alike by the readable reader and in passing, cut in blocks of several sizes.
///
/// - Returns: what the readable reader found.
@discardableResult
func expectSameReading(
  _ paths: [String], rejects: Bool, blocks: [Int] = [64, 192, 4_096], paths scanPaths: [bytescan_path] = scanPaths,
  _ comment: @autoclosure () -> String = "", _ change: (inout ContractReader.Options) -> Void = { _ in },
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> LedgerOutcome {
  var options = ContractReader.Options()
  options.hashesFiles = true
  change(&options)
  options.scan.isEnabled = false
  let readable = try LedgerOutcome(paths, rejects: rejects, options)
  options.scan.isEnabled = true
  options.scan.leastBytes = 0
  for path in scanPaths {
    for block in blocks {
      options.scan.path = path
      options.scan.blockSize = block
      options.scan.threads = block / 64 % 3 + 1
      let scanned = try LedgerOutcome(paths, rejects: rejects, options)
      // Whole outcomes are long to print: what differs is named.
      #expect(
        scanned.difference(from: readable) == nil, "\(comment()) blocks of \(block), path \(path.rawValue)",
        sourceLocation: sourceLocation)
    }
  }
  return readable
}

/// A ledger of a few hundred rows in every manner of writing, mostly right.
struct MixedLedger {
  var data = Data()
  var manner = ""

  private static let titles = [
    "①号線舗装工事", "事務用品, 一式", "印刷\"特急\"", "清掃業務\n（南部）", "a\r\nb", "plain", "", "㈱見積 ～分", "髙橋邸 ソ能表",
  ]

  init(rows: Int, using random: inout SplitMix64) throws {
    let isCP932 = Bool.random(using: &random)
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let delimiter = [",", ",", "\t", ";"].randomElement(using: &random) ?? ","
    let quotesAll = Int.random(in: 0..<3, using: &random) == 0
    let isJapanese = Bool.random(using: &random)
    let isDirty = Bool.random(using: &random)
    let endsOpen = Bool.random(using: &random)
    manner =
      "\(isCP932 ? "CP932" : "UTF-8") \(lineEnd.debugDescription) \(delimiter) quotes \(quotesAll) dirty \(isDirty)"
    var text =
      (isJapanese
      ? ["契約番号", "年度", "契約日", "種別", "規模", "所在区分", "契約金額", "法人番号", "会計", "件名"]
      : ["contract", "fiscal_year", "date", "category", "size", "locality", "amount", "vendor_id", "account", "title"])
      .joined(separator: delimiter) + lineEnd
    for number in 1...rows {
      let fields = Self.row(number, isJapanese: isJapanese, isDirty: isDirty, using: &random)
      text +=
        fields.map { field in
          let mustQuote = field.contains { "\",;\t\n\r\r\n".contains($0) } || quotesAll
          return mustQuote ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
        }.joined(separator: delimiter) + (number == rows && endsOpen ? "" : lineEnd)
      if Int.random(in: 0..<60, using: &random) == 0 { text += lineEnd }
    }
    data =
      isCP932 ? try cp932(text) : (Bool.random(using: &random) ? Data([0xEF, 0xBB, 0xBF]) : Data()) + Data(text.utf8)
  }

  private static func row(
    _ number: Int, isJapanese: Bool, isDirty: Bool, using random: inout SplitMix64
  ) -> [String] {
    let spoils = isDirty && Int.random(in: 0..<12, using: &random) == 0
    let year = Int.random(in: 2018...2021, using: &random)
    let isEarly = Bool.random(using: &random)
    let month = isEarly ? Int.random(in: 1...3, using: &random) : Int.random(in: 4...12, using: &random)
    let day = Int.random(in: 1...28, using: &random)
    let digits = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    let fiscalYear = isEarly ? year - 1 : year
    let label = isJapanese ? FiscalYear(startingIn: fiscalYear).japaneseLabel : "\(fiscalYear)"
    let words =
      isJapanese
      ? [["物品", "工事", "委託"], ["大企業", "中小企業", "その他", ""], ["市内", "準市内", "市外", "準市内・市外"]]
      : [
        ["goods", "works", "services"], ["large", "sme", "other", ""], ["local", "semi-local", "non-local", " LOCAL "],
      ]
    let amount = Int64.random(in: 0...Int64(pow(10.0, Double(Int.random(in: 1...16, using: &random)))), using: &random)
    var fields = [
      isJapanese ? "第\(number)号" : "C-\(number)", label, "\(year)-\(digits(month))-\(digits(day))",
    ]
    fields += words.map { $0.randomElement(using: &random) ?? "" }
    fields += [
      "\(amount)", ["7123456789012", "", "7123456789013", "業者12"].randomElement(using: &random) ?? "",
      ["", "general", "企業会計", "enterprise"].randomElement(using: &random) ?? "",
      titles.randomElement(using: &random) ?? "",
    ]
    guard spoils else { return fields }
    let spoiled: [(Int, String)] = [
      (6, "12a"), (6, ""), (6, "△5"), (6, "１２３"), (6, "1,234円"), (6, " 77 "), (6, "9223372036854775808"), (6, "1.5"),
      (6, "99999999999999999"), (3, "リース"), (3, ""), (1, "1999"), (1, ""), (2, "//"), (2, "R3.4.1"), (2, ""),
      (2, "2021-02-29"), (2, "2020-02-29"), (0, ""), (0, " x\(number) "), (0, "か\u{3099}\(number)"),
      (8, "何か"), (4, "大中小"), (0, "key with \"quotes\" \(number)"),
    ]
    let (column, value) = spoiled.randomElement(using: &random) ?? (6, "")
    // U+3099 has no code in CP932; half of the files are in it.
    fields[column] = value.replacing("\u{3099}", with: isJapanese ? "が" : "x")
    return fields
  }
}
