import ArgumentParser
import LedgerReading
import TabularReading

/// Where the columns of files are and how the files are written: for contracts and for bids alike.
struct SourceOptions: ParsableArguments {
  @Option(
    help: words(
      "列の対応（マッピング）：付属の名前又は YAML ファイル。全ファイルに1つ、又はファイルごとに順に指定します。",
      "How columns become fields: a shipped mapping or a YAML file; once for all files, or once for each in order."))
  var mapping: [String] = []

  @Option(
    help: words(
      "全ての行に与える値（例：--set category=工事）。繰り返し指定できます。",
      "A value for every row, as in --set category=works; may be given several times."))
  var set: [String] = []

  @Option(
    help: words(
      "CSV の文字コード。既定は自動判定。",
      "The encoding of CSV files: utf-8, cp932, utf-16le, utf-16be, euc-jp or iso-2022-jp; detected by default."))
  var encoding: TextEncoding?

  @Option(
    help: words(
      "CSV の区切り。既定は自動判定。",
      "The delimiter of CSV files, comma, tab, semicolon or pipe; detected by default."))
  var delimiter: Delimiter?

  @Option(
    help: words(
      "読むシートの名前又は番号。all は同じ見出しの全シート。既定は、見出しが最もよく合う表示中のシート。",
      "The sheet of a workbook by name or number, or all for every sheet with the same header; by default the visible one whose header fits best."
    ))
  var sheet: String?

  @Flag(
    help: words(
      "シートで非表示の行を除きます。",
      "Leave out the rows that a sheet hides."))
  var visibleOnly = false

  @Option(
    help: words(
      "見出しの行数。0 は見出しなし。既定は自動判定。",
      "How many rows the header has, 0 for none; found by default."))
  var headerRows: Int?

  @Option(
    help: words(
      "この通貨の金額だけを集計します（例：JPY）。",
      "Keep amounts in this currency only, as in JPY."))
  var currency: String?

  @Option(
    parsing: .unconditional,
    help: words(
      "時差の書かれた日時を、どの地域の日付で数えるか（例：-05:00、Z、Asia/Tokyo）。既定は日本（+09:00）。",
      "The zone whose days count for times that name theirs, as in -05:00, Z or Asia/Tokyo; by default Japan's, +09:00."
    )
  )
  var timeZone: String?

  @OptionGroup var parallel: ThreadOptions

  func validate() throws {
    if let headerRows, !(0...20).contains(headerRows) {
      throw ValidationError(
        "--header-rows の値は 0 から 20 までです。",
        "--header-rows is 0 to 20.")
    }
    if let timeZone, DayZone(timeZone) == nil {
      throw ValidationError(
        "--time-zone「\(timeZone)」は、-05:00 のような時差でも Asia/Tokyo のような地域名でもありません。",
        "--time-zone '\(timeZone)' is neither an offset such as -05:00 nor a zone such as Asia/Tokyo.")
    }
    for setting in set {
      let field = setting.prefix { $0 != "=" }
      guard setting.contains("=") else {
        throw ValidationError(
          "「\(setting)」は 項目=値 の形になっていません。例：category=works、種別=工事。",
          "'\(setting)' is not FIELD=VALUE, such as category=works.")
      }
      let contract: LedgerField? = Self.field(String(field))
      let bid: BidField? = Self.field(String(field))
      guard contract != nil || bid != nil else {
        throw Self.noField(String(field))
      }
    }
  }

  /// The field of a name: the canonical one, or a header that is known to mean it.
  private static func field<Field: MappedField>(_ name: String) -> Field? {
    Field(rawValue: name) ?? Field.allCases.first { $0.knownHeaders.contains(ArgumentFolding.word(name)) }
  }

  private static func noField(_ name: String) -> ValidationError {
    let names = LedgerField.allCases.flatMap(\.knownHeaders)
    let nearest = NearestWord.of(ArgumentFolding.word(name), in: names)
    let known = LedgerField.allCases.map(\.rawValue).joined(separator: ", ")
    let japanese = [LedgerField.fiscalYear, .category, .size, .locality, .amount].compactMap {
      $0.knownHeaders.dropFirst().first
    }
    return ValidationError(
      "「\(name)」という項目はありません。" + (nearest.map { "\($0) のことでしょうか。" } ?? "")
        + "使用できる項目：\(japanese.joined(separator: "、")) など、英語では \(known)。",
      "'\(name)' is no field" + (nearest.map { " (did you mean \($0)?)" } ?? "") + ": use \(known).")
  }

  /// What the options say about the files' layout.
  var layout: FileLayout {
    var layout = FileLayout()
    layout.encoding = encoding
    layout.delimiter = delimiter
    layout.sheet = sheet
    layout.visibleOnly = visibleOnly
    layout.headerRows = headerRows
    layout.currency = currency?.uppercased()
    layout.zone = timeZone.flatMap(DayZone.init)
    return layout
  }

  /// The mapping of each file, with the values that were set.
  func mappings(for files: [String]) throws -> [LedgerMapping] {
    guard mapping.count <= 1 || mapping.count == files.count else {
      throw ValidationError(
        "--mapping は1回だけ、または \(files.count) 個のファイルの数だけ指定してください。",
        "Give --mapping once, or once for each of the \(files.count) files.")
    }
    return try files.indices.map { index in
      let name = mapping.count > 1 ? mapping[index] : mapping.first ?? "canonical"
      var chosen = try LedgerMapping.named(name)
      for setting in set {
        let field = String(setting.prefix { $0 != "=" })
        let value = String(setting.dropFirst(field.count + 1))
        if let contract: LedgerField = Self.field(field) { chosen.contracts.constants[contract] = value }
        if let bid: BidField = Self.field(field) { chosen.bids.constants[bid] = value }
      }
      return chosen
    }
  }
}

extension TextEncoding: ExpressibleByArgument {}
