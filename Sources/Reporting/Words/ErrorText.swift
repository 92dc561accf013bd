import LedgerReading
import Procurement

/// Turns a data error into words: what, where, what was found, what was expected and what to do.
public struct ErrorText: Sendable {
  /// One sentence that says what is wrong.
  public let summary: String
  /// What stood there, if anything can be quoted.
  public let found: String?
  /// What should have stood there.
  public let expected: String?
  /// What the user can do.
  public let hint: String?

  private let place: String
  private let language: Language

  /// The words for an error in a language.
  public init(_ error: DataError, language: Language) {
    self.language = language
    place = Self.place(error, language)
    let words = Words(language: language)
    (summary, found, expected, hint) = words.explain(error.problem)
  }

  /// The whole message, without a line end.
  public var text: String {
    var lines = ["\(place): \(summary)"]
    if let found { lines.append(language("  実際： ", "  found:    ") + found) }
    if let expected { lines.append(language("  期待： ", "  expected: ") + expected) }
    if let hint { lines.append(language("  対処： ", "  hint:     ") + hint) }
    return lines.joined(separator: "\n")
  }

  private static func place(_ error: DataError, _ language: Language) -> String {
    var place = error.file == "-" ? language("標準入力", "standard input") : printable(error.file)
    if let line = error.line { place += language(" \(line) 行目", ", line \(line)") }
    if let column = error.column {
      place += language(" \(column.number) 列目", ", column \(column.number)")
      if !column.name.isEmpty { place += language("（\(printable(column.name))）", " (\(printable(column.name)))") }
    }
    return place
  }

  /// Text from a file as a terminal may show it: no control characters, no reordering marks, not too long.
  static func printable(_ text: String, limit: Int = 80) -> String {
    let result = VisibleText.of(
      String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))), spellsLineEnds: true)
    return text.unicodeScalars.count > limit ? result + "…" : result
  }
}

/// The wordings, kind by kind.
private struct Words {
  typealias Explanation = (summary: String, found: String?, expected: String?, hint: String?)

  let language: Language

  func explain(_ problem: DataError.Problem) -> Explanation {
    fileProblem(problem) ?? structureProblem(problem) ?? valueProblem(problem) ?? mappingProblem(problem)
  }

  private func fileProblem(_ problem: DataError.Problem) -> Explanation? {
    switch problem {
    case .missingFile:
      (
        language("ファイルがありません", "there is no such file"), nil, nil,
        language("パスを確認してください", "check the path")
      )
    case .isDirectory:
      (
        language("ファイルではなくフォルダーです", "this is a directory, not a file"), nil, nil,
        language("中のファイルを指定してください", "name the files in it")
      )
    case .unreadable(let reason):
      (
        language("ファイルを読めません", "the file cannot be read"), reason, nil,
        language("読取り権限を確認してください", "check that you may read it")
      )
    case .emptyFile:
      (
        language("ファイルが空です", "the file is empty"), nil,
        language("見出し行とデータ行", "a header line and data lines"), nil
      )
    case .headerOnly:
      (
        language("見出し行だけでデータがありません", "the file has a header and no data"), nil,
        language("1行以上のデータ", "at least one data line"), nil
      )
    default: nil
    }
  }

  /// What a file is that is no ledger, and what to do about it.
  private func foreignProblem(_ format: ForeignFormat) -> Explanation {
    func named(_ ja: String, _ en: String, _ hintJa: String, _ hintEn: String) -> Explanation {
      (language(ja, en), nil, ".xlsx, .ods, CSV", language(hintJa, hintEn))
    }
    let resave = (
      "開いて .xlsx または CSV として保存してください", "open it and save it as .xlsx or CSV"
    )
    func compressed(_ name: String) -> Explanation {
      named(
        "\(name) で圧縮されたファイルです", "this file is compressed by \(name)", "展開してから指定してください（gzip、zstd、zip はそのまま読めます）",
        "decompress it first (gzip, zstd and zip are read as they are)")
    }
    return switch format {
    case .pdf:
      named(
        "PDF ファイルです", "this is a PDF", "元の Excel か CSV を入手するか、表を Excel に写して保存してください",
        "get the workbook or CSV behind it, or copy the table into a workbook")
    case .html:
      named("HTML（ウェブページ）です", "this is HTML, a web page", "Excel で\(resave.0)", "in Excel, \(resave.1)")
    case .workbookXML:
      named(
        "Excel 2003 の XML スプレッドシートです", "this is a workbook in Excel 2003's XML", "Excel で\(resave.0)",
        "in Excel, \(resave.1)")
    case .binaryWorkbook:
      named(
        "バイナリー形式の Excel ファイル（.xlsb）です", "this is a binary workbook (.xlsb)", "Excel で\(resave.0)",
        "in Excel, \(resave.1)")
    case .encryptedWorkbook:
      named(
        "パスワードで保護されたファイルです", "this workbook is protected by a password", "パスワードを解除して保存し直してください",
        "take the password off and save it again")
    case .document:
      named(
        "文書またはスライド（Word、PowerPoint など）です", "this is a document or slides", "表を Excel に写して保存してください",
        "copy the table into a workbook")
    case .richText: named("リッチテキスト（RTF）です", "this is rich text (RTF)", resave.0, resave.1)
    case .image:
      named("画像です", "this is a picture", "表を Excel に入力するか、元のファイルを入手してください", "type the table, or get the file behind it")
    case .database:
      named("データベース（SQLite）です", "this is a database (SQLite)", "表を CSV に書き出してください", "export the table as CSV")
    case .parquet: named("Parquet ファイルです", "this is a Parquet file", "CSV に書き出してください", "export it as CSV")
    case .bzip2: compressed("bzip2")
    case .xz: compressed("xz")
    case .sevenZip: compressed("7-Zip")
    case .rar: compressed("RAR")
    case .lha: compressed("LHA")
    }
  }

  /// Why a cell of a workbook cannot be known.
  private func cellProblem(_ fault: CellFault, place: String) -> Explanation {
    let resave = language("Excel で開いて保存し直してください", "open the workbook in Excel and save it again")
    func damaged(_ ja: String, _ en: String, _ found: String? = nil) -> Explanation {
      (
        ErrorText.printable("\(place)\(language("：", ": "))\(language(ja, en))"), found.map { ErrorText.printable($0) },
        nil, resave
      )
    }
    return switch fault {
    case .missingText(let index): damaged("参照先の文字列がありません", "the text it points to does not exist", index)
    case .repeated: damaged("セルが重複しています", "the cell stands twice")
    case .misplaced: damaged("行の位置が正しくありません", "it stands in another row than its name says")
    case .twoValues: damaged("値が2つあります", "it has two values")
    case .wrongName(let name): damaged("セル名が正しくありません", "this is no name of a cell", name)
    case .notANumber(let text): damaged("数値のセルに数でないものがあります", "a cell of numbers holds none", text)
    case .neverComputed:
      (
        ErrorText.printable("\(place)\(language("：計算されていない数式です", ": its formula was never computed"))"), nil,
        language("計算結果", "a result"),
        language(
          "Excel で一度開いて保存してください（計算結果が書き込まれます）", "open the workbook once in Excel and save it, which stores the results")
      )
    case .sharedAmount(let other):
      (
        ErrorText.printable(
          "\(place)\(language("：金額のセルが \(other) と結合され、複数行にまたがっています", ": the amount is merged with \(other) over several rows"))"
        ),
        nil, language("1行に1契約、1金額", "one contract and one amount a row"),
        language(
          "結合を解除し、金額を1行だけに置くか、行を1つにまとめてください",
          "take the cells apart and leave the amount in one row, or make one row of them")
      )
    }
  }

  private func structureProblem(_ problem: DataError.Problem) -> Explanation? {
    switch problem {
    case .oldWorkbook:
      (
        language("古い形式の Excel ファイル（.xls）です", "this is a workbook in the old binary format (.xls)"), nil, ".xlsx, CSV",
        language(
          "Excel で開き「名前を付けて保存」で .xlsx として保存してください", "open it in Excel and save it as .xlsx")
      )
    case .brokenWorkbook(let reason):
      (
        language("Excel ファイル（.xlsx）として読めません", "this cannot be read as a workbook (.xlsx)"),
        ErrorText.printable(reason), ".xlsx",
        language("Excel で開けるか確認し、保存し直してください", "does Excel open it? save it again")
      )
    case .foreign(let format): foreignProblem(format)
    case .severalMembers(let names):
      (
        language("ZIP に複数のファイルがあります", "the archive holds several files"),
        ErrorText.printable(names.prefix(5).joined(separator: ", ")) + (names.count > 5 ? ", …" : ""), nil,
        language("展開し、読むファイルを指定してください", "unpack it and name the files to be read")
      )
    case .damagedCompression(let compression, let reason):
      (
        language(
          "圧縮ファイル（\(compression.rawValue)）を展開できません", "the file cannot be decompressed (\(compression.rawValue))"),
        ErrorText.printable(reason), nil,
        language(
          "ファイルが途中で切れていないか、暗号化されていないか確認してください", "is it cut off, or encrypted? get it again, or decompress it yourself")
      )
    case .compressedBeyondMeasure:
      (
        language("圧縮率が異常に高いため展開を中止しました", "the file is compressed beyond measure, or many times over"), nil, nil,
        language("内容を確認し、展開してから指定してください", "look at what it is, and decompress it yourself")
      )
    case .noRoom(let reason):
      (
        language("一時ファイルを書けません", "there is no room for a temporary file"), reason, nil,
        language("環境変数 TMPDIR に空きのあるフォルダーを指定してください", "let TMPDIR name a folder with room")
      )
    case .invalidText(let encoding, let byte, _):
      (
        language("\(encoding.rawValue) として読めない文字があります", "the text is not valid \(encoding.rawValue)"),
        language("バイト 0x", "byte 0x") + String(byte, radix: 16, uppercase: true), encoding.rawValue,
        language(
          "--encoding で文字コードを指定するか、UTF-8 で保存し直してください", "name the encoding with --encoding, or save the file as UTF-8")
      )
    case .cell(let sheet, let name, let fault):
      cellProblem(fault, place: language("シート「\(sheet)」の \(name)", "sheet \(sheet), cell \(name)"))
    case .needsFile:
      (
        language("Excel ファイルは標準入力から読めません", "a workbook cannot be read from standard input"), nil, nil,
        language("ファイル名を指定してください", "name the file")
      )
    case .invalidJSON(let reason):
      (
        language("JSON として読めません", "this is not valid JSON"), ErrorText.printable(reason), nil,
        language("ファイルが途中で切れていないか確認してください", "is the file cut off? a line of JSON Lines must be whole")
      )
    case .notARelease:
      (
        language("OCDS のリリースではありません", "this JSON value is no OCDS release, record or package"), nil,
        "ocid, releases, records",
        language("OCDS 1.1 の JSON または JSON Lines を指定してください", "give OCDS 1.1 as JSON or JSON Lines")
      )
    case .strayQuote:
      (
        language(
          "この行以降に、引用符が RFC 4180 にない位置にあり、行の境目を決められません",
          "from here on a quote stands where RFC 4180 has none, so that it is not certain where records begin"), nil,
        nil,
        language(
          "juchu shard plan を先に使うか、--whole-files でファイルごとに分けてください",
          "use juchu shard plan first, or cut between files only with --whole-files")
      )
    case .changed:
      (
        language("計画した時と異なるファイルです", "the file is not the one that was planned with"), nil, nil,
        language("juchu shard plan からやり直してください", "begin again with juchu shard plan")
      )
    case .invalidCP932(let byte, _):
      (
        language("CP932（Shift_JIS）として読めない文字があります", "the text is not valid CP932 (Shift_JIS)"),
        language("バイト 0x", "byte 0x") + String(byte, radix: 16, uppercase: true), "CP932",
        language("--encoding utf-8 を試すか、UTF-8 で保存し直してください", "try --encoding utf-8, or save the file as UTF-8")
      )
    case .invalidUTF8(let byte, _):
      (
        language("UTF-8 として読めない文字があります", "the text is not valid UTF-8"),
        language("バイト 0x", "byte 0x") + String(byte, radix: 16, uppercase: true), "UTF-8",
        language(
          "UTF-8 で保存し直してください（Excel では「CSV UTF-8」）",
          "save the file as UTF-8 (in Excel: \"CSV UTF-8\"); if it is CP932, say --encoding cp932")
      )
    case .nulByte:
      (
        language("NUL バイトがあります", "there is a NUL byte in the text"), "0x00",
        language("文字だけの CSV", "CSV, text only"),
        language("UTF-16 や Excel ファイルのままではないか確認してください", "is it UTF-16, or a spreadsheet? export it as CSV")
      )
    case .unclosedQuote:
      (
        language("ここから始まる引用符が閉じていません", "a quoted field that begins here is never closed"), nil,
        language("閉じる引用符 \"", "a closing quote \""),
        language("この行以降の引用符を確認してください", "look at the quotes from this line on; a quote inside a field is written \"\"")
      )
    case .textAfterQuote:
      (
        language("閉じ引用符の後に文字があります", "there is text after a closing quote"), nil,
        language("区切り文字または行末", "a delimiter or the end of the line"),
        language("項目の中の引用符は \"\" と書いてください", "a quote inside a field is written \"\"")
      )
    case .recordTooLong(let limit):
      (
        language("1行が長すぎます", "a record is too long"), nil,
        language("\(limit >> 20) MiB 以下", "at most \(limit >> 20) MiB"),
        language("改行または引用符が失われていないか確認してください", "is a line end or a closing quote missing?")
      )
    case .tooMany(let excess, let limit): self.excess(excess, limit)
    case .columnCount(let expected, let found):
      (
        language("列の数が見出しと違います", "the number of columns differs from the header"),
        language("\(found) 列", "\(found) columns"), language("\(expected) 列", "\(expected) columns"),
        language("カンマを含む項目は引用符で囲んでください", "a field that contains a comma must be quoted")
      )
    case .repeatedHeader(let name, let first):
      (
        language("同じ見出しが二つあります", "two columns have one name"), quoted(name),
        language("別々の名前（最初は \(first) 列目）", "distinct names (the first is column \(first))"),
        language("どちらかの見出しを変えてください", "rename one of them")
      )
    case .missingColumn(let names, let nearest, let present):
      (
        language("必要な列がありません", "a column is missing"),
        some(present), names.joined(separator: language(" または ", " or ")),
        nearest.map { language("\(quoted($0)) のことでしょうか。", "did you mean \(quoted($0))? ") }.map {
          $0 + language("--mapping で列を指定できます", "a --mapping file says which column is which")
        } ?? language("--mapping で列を指定できます", "a --mapping file says which column is which")
      )
    default: nil
    }
  }

  private func valueProblem(_ problem: DataError.Problem) -> Explanation? {
    let setAside = language(
      "行を直すか、--rejects FILE で別ファイルに除けてください", "correct the row, or set such rows aside with --rejects FILE")
    return switch problem {
    case .missingValue(let field):
      (language("値が空です", "a value is missing"), language("空", "nothing"), field, setAside)
    case .notAnAmount(let text):
      (
        language("金額として読めません", "this is not an amount"), quoted(text),
        language("1234567、1,234,567円 のような整数", "a whole number such as 1234567 or 1,234,567円"), setAside
      )
    case .notWholeUnits(let text):
      (
        language("円未満の端数があります", "the amount has a fraction of a yen"), quoted(text),
        language("円単位の整数", "whole yen"),
        language("マッピングに fractions: half-up と書くと四捨五入します", "fractions: half-up in a mapping rounds such amounts")
      )
    case .negativeAmount(let text):
      (language("金額が負です", "the amount is negative"), quoted(text), language("0 以上", "0 or more"), setAside)
    case .amountTooLarge(let text):
      (
        language("金額が大きすぎます", "the amount is too large"), quoted(text),
        language("9,223,372,036,854,775,807 以下", "at most 9,223,372,036,854,775,807"), setAside
      )
    case .notADate(let text):
      (
        language("日付として読めません", "this is not a date"), quoted(text),
        language("2021-04-01、令和3年4月1日 など", "a date such as 2021-04-01 or 令和3年4月1日"), setAside
      )
    case .notAFiscalYear(let text):
      (
        language("年度として読めません", "this is not a fiscal year"), quoted(text),
        language("2021、令和3年度、R3 など", "a year such as 2021, 令和3年度 or R3"), setAside
      )
    case .notALotteryNumber(let text):
      (
        language("くじ番号として読めません", "this is not a number of an electronic lottery"), quoted(text),
        language("000 から 999 までの3桁の数字", "three digits, 000 to 999"), setAside
      )
    case .unknownWord(let word, let known, let nearest):
      (
        language("知らない言葉です", "this word is not known here"), quoted(word), known.joined(separator: ", "),
        nearest.map { language("\(quoted($0)) のことでしょうか", "did you mean \(quoted($0))?") }
          ?? language("マッピングの values で対応を書けます", "values in a --mapping file say what a word stands for")
      )
    case .yearDisagrees(let year, let date, let yearOfDate):
      (
        language("年度と日付が合いません", "fiscal year and date disagree"), "\(quoted(year)), \(quoted(date))",
        language("日付の年度は \(yearOfDate)", "the date is in fiscal year \(yearOfDate)"), setAside
      )
    case .repeatedContract(let key, let firstFile, let firstLine):
      (
        language("同じ契約が二度あります", "a contract stands twice"), quoted(key),
        firstFile.map { file in
          let line = firstLine ?? 0
          return language(
            "契約番号は一度だけ（最初は \(ErrorText.printable(file)) \(line) 行目）",
            "each contract once (the first is in \(ErrorText.printable(file)), line \(line))")
        } ?? language("契約番号は一度だけ", "each contract once"),
        language(
          "意図したものなら --duplicates keep、最初だけ使うなら --duplicates first",
          "if it is meant, --duplicates keep; to count the first only, --duplicates first")
      )
    case .sumTooLarge:
      (
        language("合計が大きすぎて正確に計算できません", "the sum is too large to be exact"), nil,
        language("年度の合計 9,223,372,036,854,775,807 以下", "at most 9,223,372,036,854,775,807 in one year"),
        language("金額の単位を確認してください", "check the unit of the amounts")
      )
    case .otherCurrency(let code, let expected):
      (
        language("通貨が違います", "the row is in another currency"), quoted(code), expected,
        language(
          "集計する通貨を --currency で選ぶか、--rejects FILE で除けてください",
          "choose one with --currency, or set such rows aside with --rejects FILE")
      )
    case .taxBasesDiffer(let first, let second):
      (
        language("税込と税抜の金額は合計できません", "amounts with and without tax are never added"),
        "\(first.rawValue), \(second.rawValue)", nil,
        language("マッピングの tax を揃えるか、別々に集計してください", "tabulate the files apart, or give their mappings one tax basis")
      )
    case .notAFigure(let text):
      (
        language("表の数字として読めません", "this is not a figure of a table"), quoted(text),
        language("1,234 や 45.67 のような数", "a number such as 1,234 or 45.67"), nil
      )
    case .repeatedFigure(let firstLine):
      (
        language("同じ位置の数字が二度あります", "a figure of this place stands twice"), nil,
        language(
          "年度・種別・区分ごとに一度（最初は \(firstLine) 行目）", "once for each year, category and row (first on line \(firstLine))"),
        nil
      )
    case .meaninglessTable(let reason):
      (
        language("表の行や列のつながりが分かりません", "the rows or columns of the table make no sense together"),
        ErrorText.printable(reason), nil, language("役割の列（role）を確認してください", "check the column of roles (role)")
      )
    case .noFigures:
      (
        language("表の数字の列がありません", "there is no column of figures"), nil,
        language(
          "契約件数、件数割合、契約金額、金額割合 のいずれか", "any of count, countShare, amount, amountShare (or their Japanese names)"), nil
      )
    default: nil
    }
  }

  private func mappingProblem(_ problem: DataError.Problem) -> Explanation {
    switch problem {
    case .invalidYAML(let reason):
      (language("YAML として読めません", "this is not valid YAML"), ErrorText.printable(reason), nil, nil)
    case .unknownKey(let key, let nearest, let known):
      (
        language("知らないキーです", "this key is not known"), quoted(key), known.joined(separator: ", "),
        nearest.map { language("\(quoted($0)) のことでしょうか", "did you mean \(quoted($0))?") }
      )
    case .wrongShape(let key, let expected):
      (language("値の形が違います", "the value has the wrong shape"), key.isEmpty ? nil : quoted(key), expected, nil)
    case .unknownMapping(let name, let nearest, let known):
      (
        language("そのようなマッピングはありません", "there is no such mapping"), quoted(name), known.joined(separator: ", "),
        nearest.map { language("\(quoted($0)) のことでしょうか", "did you mean \(quoted($0))?") }
          ?? language("付属の名前か YAML ファイルのパスを指定してください", "give a shipped name or the path of a YAML file")
      )
    default: ("\(problem)", nil, nil, nil)
    }
  }

  private func excess(_ excess: DataError.Excess, _ limit: Int) -> Explanation {
    let what =
      switch excess {
      case .columns: language("列が多すぎます", "there are too many columns")
      case .tableRows: language("公表表の行が多すぎます", "there are too many rows for a published table")
      case .tableColumns: language("公表表の種別が多すぎます", "there are too many categories for a published table")
      case .firms: language("一つのグループの業者が多すぎます", "there are too many firms in one group of tenders")
      case .linkedFirms: language("同額で結びついた業者が多すぎます", "ties link too many firms")
      case .bytes: language("ファイルが大きすぎます", "the file is too large")
      case .levels: language("入れ子が深すぎます", "values are nested too deep")
      case .aliases: language("別名（*）が多すぎます", "there are too many aliases (*)")
      }
    return (
      what, nil, language("\(limit) 以下", "at most \(limit)"),
      language("別のファイルではないか、区切り文字が正しいか確認してください", "is it another file, or another delimiter?")
    )
  }

  /// The first few of some names.
  private func some(_ names: [String]) -> String {
    let limit = 40
    let first = names.prefix(limit).map(quoted).joined(separator: ", ")
    return names.count > limit
      ? first + language(" ほか \(names.count - limit) 列", " and \(names.count - limit) more") : first
  }

  private func quoted(_ text: String) -> String { "\"\(ErrorText.printable(text))\"" }
}

extension ErrorText {
  /// The words for a file that could not be written.
  public static func text(of failure: WholeFile.Failure, language: Language) -> String {
    switch failure {
    case .exists(let path):
      language(
        "\(printable(path)): 既にあります\n  対処： 上書きするなら --force を付けてください",
        "\(printable(path)): the file exists already\n  hint:     --force replaces it")
    case .refused(let path, let reason):
      language(
        "\(printable(path)): 書けません\n  実際： \(reason)", "\(printable(path)): cannot be written\n  found:    \(reason)")
    }
  }
}
