import LedgerReading
import Procurement
import TabularReading

/// What is wrong with the structure of a table.
extension ErrorWords {
  func structureProblem(_ problem: DataError.Problem) -> Explanation? {
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
        ForeignWords.text(reason, language), ".xlsx",
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
        ForeignWords.text(reason, language), nil,
        language(
          "ファイルが途中で切れていないか、暗号化されていないか確認してください", "is it cut off, or encrypted? get it again, or decompress it yourself")
      )
    case .compressedBeyondMeasure:
      (
        language("圧縮率が異常に高いため展開を中止しました", "the file is compressed beyond measure, or many times over"), nil, nil,
        language("内容を確認し、展開してから指定してください", "look at what it is, and decompress it yourself")
      )
    case .arrowType(let format):
      (
        language("この列の Arrow の型は読めません", "a column of this Arrow type cannot be read"), quoted(format),
        language("文字列、整数、小数、日付、日時", "strings, integers, decimals, floats, dates or timestamps"),
        language("文字列か数値か日付に変換してください", "cast the column to a string, a number or a date")
      )
    case .cancelled: (language("中断されました", "the work was stopped"), nil, nil, nil)
    case .brokenStream(let reason):
      (
        language("Arrow のストリームを読めません", "the Arrow stream cannot be read"), ForeignWords.text(reason, language), nil,
        language("ストリームは一度しか読めません", "a stream can be read once only")
      )
    case .noRoom(let reason):
      (
        language("一時ファイルを書き込めません", "there is no room for a temporary file"), ForeignWords.text(reason, language), nil,
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
    case .changedWhileRead:
      (
        language("読み取りの途中でファイルが変わりました", "the file changed while it was read"), nil, nil,
        language("書き込みが終わってから、もう一度実行してください", "run again when nobody writes to it")
      )
    case .invalidCP932(let byte, _):
      (
        language("CP932（Shift_JIS）として読めない文字があります", "the text is not valid CP932 (Shift_JIS)"),
        language("バイト 0x", "byte 0x") + String(byte, radix: 16, uppercase: true), "CP932",
        language(
          "--encoding utf-8 のように文字コードを指定するか、UTF-8 で保存し直してください",
          "name the encoding, as --encoding utf-8, or save the file as UTF-8")
      )
    case .invalidUTF8(let byte, _):
      (
        language("UTF-8 として読めない文字があります", "the text is not valid UTF-8"),
        language("バイト 0x", "byte 0x") + String(byte, radix: 16, uppercase: true), "UTF-8",
        language(
          "文字コードが違うなら --encoding cp932 のように指定するか、UTF-8 で保存し直してください（Excel では「CSV UTF-8」）",
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
        found < expected
          ? language("足りない欄もコンマで区切り、空欄にしてください", "write every field, empty ones too, with its comma")
          : language(
            "コンマを含む項目は引用符で囲み、見出しより右にある欄には見出しを付けるか空にしてください",
            "quote fields that contain a comma; give cells to the right of the last heading a heading, or empty them")
      )
    case .repeatedHeader(let name, let first):
      (
        language("同じ見出しが二つあります", "two columns have one name"), quoted(name),
        language("別々の名前（最初は \(first) 列目）", "distinct names (the first is column \(first))"),
        language("どちらかの見出しを変えてください", "rename one of them")
      )
    case .ambiguousColumns(let field, let first, let second, let section):
      (
        language("二つの列がどちらも \(field) と読めます", "two columns could both be \(field)"),
        "\(quoted(first.name)), \(quoted(second.name))",
        language("どちらか一つ", "one of them"),
        language(
          "マッピングに \(line(field, first.name, section)) または \(line(field, second.name, section)) のように書いて決めてください\(section == nil ? "" : "（ほかの項目の列も書きます）")",
          "a --mapping file decides: \(line(field, first.name, section)) or \(line(field, second.name, section)); copy the other fields too"
            + (section == nil ? ", or let inspect --write-mapping write them" : "")
        )
      )
    case .secondHeader(let names):
      (
        language("ここで見出しが繰り返されています", "the header stands again here: a second table begins"),
        language("見出しの名前 \(names) 個", "\(names) names of the header"),
        language("一つのファイルに一つの表", "one table in a file"),
        language("繰り返しの見出しを消すか、表ごとにファイルを分けてください", "take the repeated header out, or give each table a file of its own")
      )
    case .unitBelow(let note):
      (
        language("表の下の注記が金額の単位を示しています", "a note below the table says in which unit its amounts are"), quoted(note),
        language("表の上か見出しに書かれた単位", "the unit above the table or in its header"),
        language(
          "マッピングに unit: thousand（千円）のように書いてください",
          "say it in a --mapping file, as with unit: thousand (千円), million (百万円) or yen")
      )
    case .unitColumn(let unit):
      (
        language("列が行ごとに金額の単位を示しています", "a column says in which unit the amount of each row is"), quoted(unit),
        language("見出しか表の上に書かれた一つの単位", "one unit, in the header or above the table"),
        language(
          "すべての行が同じ単位なら、マッピングに unit: thousand（千円）のように書いてください。違う単位があれば、円に揃えてください",
          "if all rows have it, say so in a --mapping file, as with unit: thousand (千円); if units differ, write all amounts in yen"
        )
      )
    case .rowsOfSeveral(let count):
      (
        language("1行が複数の契約を表しています", "a row stands for several contracts"), quoted(count),
        language("1行に1件の契約", "one contract a row"),
        language(
          "契約ごとの台帳を指定してください。割合のある公表表なら audit で調べられます。この列が契約の件数でないなら見出しを変えてください",
          "give the ledger with each contract; a published table with shares is for juchu audit; if the column does not count contracts, rename it"
        )
      )
    case .endedRow(let word, let column):
      (
        language("取消や解約など、数えない行と読める記載があります", "the row says that it may not stand, as cancelled ones do"), quoted(word),
        language("数える行だけ", "rows that count"),
        language(
          "数えない行は、マッピングに exclude: {\(column): [\(word)]} と書いて外すか、--rejects FILE で分けてください。数える行なら filter: {\(column): [...]} に数える語をすべて書いてください。入札なら bids の status に指定できます",
          "where such rows do not count, a --mapping file leaves them out, exclude: {\(column): [\(word)]}, or --rejects FILE sets them aside; where they do, name all words that count, filter: {\(column): [...]}; of bids the column may be the status, bids: {columns: {status: \(column)}}"
        )
      )
    case .sameFile(let first):
      (
        language("同じ内容のファイルが二度指定されています", "two inputs are the same file"), quoted(first),
        language("一つのファイルは一度だけ", "each file once"),
        language(
          "一方を外してください。契約番号の列がないため、契約の繰り返しとしては見つけられません",
          "leave one of them out; without contract numbers its contracts would be counted twice")
      )
    case .unitUnclear(let note): unclearUnit(note)
    case .missingColumn(let names, let nearest, let present):
      (
        language("必要な列がありません", "a column is missing"), some(present), any(names),
        (nearest.map { language("\(quoted($0)) のことでしょうか。", "did you mean \(quoted($0))? ") } ?? "")
          + (otherContent(names, present)
            ?? language("--mapping で列を指定できます", "a --mapping file says which column is which"))
      )
    case .missingColumns(let wanted, let present):
      (
        language("必要な列がありません", "columns are missing"), some(present),
        wanted.map(any).joined(separator: language("、", "; ")),
        otherContent(wanted.first ?? [], present)
          ?? language(
            "--mapping で列を指定できます（なければ値を constants に）：\(yaml(wanted))",
            "a --mapping file says which column is which, or which value all rows have: \(yaml(wanted))")
      )
    default: nil
    }
  }

  /// That a note above a table leaves the unit of its amounts open, or names another currency.
  private func unclearUnit(_ note: String) -> Explanation {
    if UnitNote.namesCurrency(note) {
      return (
        language("表の上の注記によると金額は円ではありません", "a note above the table says that its amounts are not in yen"), quoted(note),
        language("円の金額", "amounts in yen"),
        language(
          "--currency USD のように通貨を指定し、マッピングに unit: yen（そのままの単位）か unit: thousand（千）のように書いてください",
          "name the currency, as with --currency USD, and say in a --mapping file whether amounts are in its unit (unit: yen) or in thousands (unit: thousand)"
        )
      )
    }
    return (
      language("表の上の注記から金額の単位を決められません", "a note above the table does not settle the unit of its amounts"),
      quoted(note), language("（単位：千円）のような一つの単位", "one unit, as in （単位：千円）"),
      language(
        "マッピングに unit: thousand（千円）、unit: million（百万円）、unit: yen（円）のいずれかを書いてください",
        "say it in a --mapping file, as with unit: thousand (千円), million (百万円) or yen")
    )
  }

  /// The line of a mapping that gives a field its column.
  private func line(_ field: String, _ column: String, _ section: String?) -> String {
    let columns = "columns: {\(field): \(column)}"
    return section.map { "\($0): {\(columns)}" } ?? columns
  }

  /// Names of which any would do.
  private func any(_ names: [String]) -> String { names.joined(separator: language(" または ", " or ")) }

  /// The lines of a mapping that would settle missing columns.
  private func yaml(_ wanted: [[String]]) -> String {
    let fields = wanted.compactMap(\.first).map { "\($0): \(YAMLText.mark)" }
    return "columns: {\(fields.joined(separator: ", "))}"
  }

  /// What a file is that was read as something else, and the command for it.
  private func otherContent(_ names: [String], _ present: [String]) -> String? {
    guard let content = FileContent(names: present), let wanted = FileContent(missing: names), content != wanted else {
      return nil
    }
    let words = ContentWords(language: language).name(content)
    return language("これは\(words)のようです：\(content.command)", "this seems to be \(words): \(content.command)")
  }
}
