import LedgerReading
import TabularReading

/// What is wrong with a document in which tables are looked for.
extension ErrorWords {
  func documentProblem(_ fault: DocumentFault) -> Explanation {
    switch fault {
    case .scanned(let pages):
      (
        language(
          "文字の情報がない PDF（スキャン画像）です：\(pages) ページ",
          "the pages of this PDF are pictures (a scan) without text: \(pages) pages"), nil,
        language("文字を選択できる PDF", "a PDF whose text can be selected"),
        language(
          "元の Excel・Word を入手するか、文字認識（OCR）をかけて人が確かめたものを指定してください",
          "get the workbook or document behind it, or a text made by OCR and checked by a person")
      )
    case .encrypted:
      (
        language("パスワードで保護された文書です", "the document is protected by a password"), nil, nil,
        language("パスワードを解除して保存し直してください", "take the password off and save it again")
      )
    case .broken(let reason):
      (
        language("文書として読めません（壊れている可能性があります）", "the document cannot be read; it may be damaged"),
        ForeignWords.text(reason, language), nil,
        language("閲覧ソフトで開けるか確認し、保存し直してください", "does a viewer open it? save it again")
      )
    case .beyondLimits(let limits):
      (
        language("文書の読取りが制限を超えたため中止しました", "reading the document went beyond its limits and was ended"), nil,
        language("\(limits) 以内", "within \(limits)"),
        language("--pages 12-14 のように表のあるページを指定してください", "name the pages of the table, as in --pages 12-14")
      )
    case .needsExport(let program):
      (
        language("\(program) の文書です", "this is a document of \(program)"), nil, "PDF, .docx, .xlsx",
        language("PDF に書き出してから指定してください", "export it as PDF and name that")
      )
    case .missingLanguagePack(let message):
      (
        language("日本語の文字表がないため PDF の文字を読めません", "characters of the PDF cannot be read without a table of them"),
        ErrorText.printable(message), nil,
        language(
          "poppler-data をインストールしてください（apt install poppler-data）", "install poppler-data (apt install poppler-data)")
      )
    case .missingProgram(let name, let package):
      (
        language("PDF を読むためのプログラム \(name) がありません", "PDF is read through \(name), which is not installed"), nil, name,
        language(
          "\(package) をインストールしてください（apt install \(package) poppler-data）",
          "install \(package) (apt install \(package) poppler-data)")
      )
    case .noPages(let pages):
      (
        language("そのページはありません", "there are no such pages"), pages, nil,
        language("--pages のページ番号を確認してください", "check the numbers of --pages")
      )
    case .noTable(let found):
      (
        language("件数・金額・割合の表として読めるものがありません", "no table of counts, amounts or shares was understood"),
        found.isEmpty
          ? nil
          : ErrorText.printable(
            found.prefix(5).map(ExtractWords(language: language).unread).joined(separator: "; "))
            + (found.count > 5 ? "; …" : ""),
        language("年度・種別・区分の見出しと、件数または金額の列", "headings of years, categories and rows over counts or amounts"),
        language(
          "juchu extract で見つかった部分を確認し、表を CSV か Excel に写して指定してください",
          "see what juchu extract finds, or copy the table into CSV or a workbook")
      )
    case .noYear:
      (
        language("年度が見出しにも表の題にもありません", "neither a heading nor a title of the table names its fiscal year"), nil,
        language("令和3年度 など", "such as 令和3年度 or FY2021"),
        language("表の上に年度を書き足すか、年度の列を加えてください", "write the year above the table, or add a column of years")
      )
    case .noLabel:
      (
        language("区分の書かれていない行があります", "a row of figures has no label"), nil,
        language("市内中小企業 などの区分", "a label such as 市内中小企業"),
        language("結合されたセルの区分を各行に書いてください", "write the label of merged cells on each row")
      )
    case .noHeadings:
      (
        language("見出しのない数値の行があります", "rows of figures stand below no headings"), nil,
        language("表の一番上に、件数・金額・割合の見出し", "headings of counts, amounts or shares on top of the table"),
        language("表の途中の行を詰め、見出しを一番上に書いてください", "close the gap between the rows, and write the headings on top")
      )
    case .noMeasure:
      (
        language("件数・金額・割合のどれか分からない列があります", "nothing says whether a column has counts, amounts or shares"), nil,
        "契約件数, 契約金額, 割合", language("列の見出しに書いてください", "say so in its heading")
      )
    case .list(let command):
      (
        language(
          "契約・入札・業者の一覧（台帳など）で、公表された表ではありません",
          "this is a list of contracts, bids or firms, as a ledger is, and no published table"), nil,
        language("件数・金額・割合を集計した表", "a table of counts, amounts and shares"),
        language("\(command) で読んでください", "read it with \(command)")
      )
    case .noSuchTable(let number, let count):
      (
        language("その番号の表はありません", "there is no table of this number"), "\(number)", "1–\(count)",
        language("juchu extract で表の一覧を確認してください", "juchu extract lists the tables")
      )
    case .severalTables(let count):
      (
        language("表が \(count) 個あります", "the document has \(count) tables"), nil, language("一つの表", "one table"),
        language("--table 番号 で指定してください（一覧は juchu extract）", "choose one by --table N; juchu extract lists them")
      )
    case .openReading(let number):
      (
        language("表 \(number) は読み方が一つに決まりません", "table \(number) can be read in more than one way"), nil,
        language("和か割合が合うただ一つの読み方", "one reading whose sums or shares close"),
        language(
          "juchu extract で読み方を確かめ、表を CSV か Excel にして指定してください",
          "see how juchu extract reads it, and name the table as CSV or a workbook")
      )
    }
  }
}
