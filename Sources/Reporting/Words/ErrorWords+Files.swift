import LedgerReading
import Procurement
import TabularReading

/// What is wrong with a file as a whole: not there, of another kind, or with a cell that cannot be known.
extension ErrorWords {
  func fileProblem(_ problem: DataError.Problem) -> Explanation? {
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
        language("ファイルを読めません", "the file cannot be read"), ForeignWords.text(reason, language), nil,
        language("読取り権限を確認してください", "check that you may read it")
      )
    case .noCopy(let folder, let reason):
      (
        language(
          "標準入力・パイプの内容を一時フォルダーに保存できません", "what comes through a pipe cannot be kept in the temporary folder"),
        ErrorText.printable(folder) + language("：", ": ") + ForeignWords.text(reason, language), nil,
        language(
          "環境変数 TMPDIR で空きのあるフォルダーを指定するか、ファイル名を指定してください",
          "name a folder with room in the environment variable TMPDIR, or name the file")
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
    case .document(let fault): documentProblem(fault)
    default: nil
    }
  }

  /// What a file is that is no ledger, and what to do about it.
  func foreignProblem(_ format: ForeignFormat) -> Explanation {
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
  func cellProblem(_ fault: CellFault, place: String) -> Explanation {
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
}
