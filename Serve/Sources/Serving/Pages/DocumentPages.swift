/// A published table: how it was read, and the figures that do not fit.
enum DocumentPages {
  static let roundings: [(word: String, japanese: String, english: String)] = [
    ("", "自動（疑いが最も少ないもの）", "found: the fewest accused"), ("half-up", "四捨五入", "half up"),
    ("truncate", "切り捨て", "cut off"), ("up", "切り上げ", "up"), ("half-even", "偶数丸め", "half even"),
    ("controlled", "合計に合わせた調整", "controlled"),
  ]

  /// Which pages and which table, and the rule of rounding: how it is read, never a figure.
  static func controls(_ session: Session, _ work: Work) -> HTML {
    let language = session.language
    let settings = work.settings
    let isPDF = work.uploads.contains { $0.name.lowercased().hasSuffix(".pdf") }
    let pages: HTML =
      isPDF
      ? """
      <p><label for="pages">\(language("ページ（12 または 12-14）", "Pages, as in 12 or 12-14"))</label><br>
      <input id="pages" name="pages" size="8" maxlength="12" pattern="[0-9]+(-[0-9]+)?" value="\(settings.pages ?? "")"></p>
      """ : ""
    return """
      <details class="reading"><summary>\(language("読み取りを直す（数値は変わりません）", "Correct the reading (no figure changes)"))</summary>
      <form method="post" action="/document">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)">
      <div class="fields">\(pages)
      <p><label for="table">\(language("何番目の表か（空欄はすべて）", "The table's number; empty: all"))</label><br>
      <input id="table" name="table" inputmode="numeric" size="4" maxlength="3" pattern="[0-9]*" value="\(settings.table.map(String.init) ?? "")"></p>
      <p><label for="rounding">\(language("端数処理", "Rounding"))</label><br>\(Frame.choice("rounding", roundings, chosen: settings.rounding ?? "", language))</p></div>
      <p class="go"><button>\(language("読み直す", "Read again"))</button></p>
      </form></details>
      """
  }

  /// What each label was taken for, to be put right: a table that is checked anew follows from it.
  static func labels(_ session: Session, _ work: Work, _ extraction: Extraction) -> HTML {
    let language = session.language
    guard extraction.tables.count == 1, let table = extraction.tables.first else {
      let settings = work.settings
      let buttons = extraction.tables.indices.map { index -> HTML in
        "<button name=\"table\" value=\"\(index + 1)\" class=\"other\">\(language("表\(index + 1)", "Table \(index + 1)"))</button> "
      }
      return extraction.tables.isEmpty
        ? ""
        : """
        <form method="post" action="/document" class="reopen">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)"><input type="hidden" name="v" value="extract">
        <input type="hidden" name="pages" value="\(settings.pages ?? "")"><input type="hidden" name="rounding" value="\(settings.rounding ?? "")">
        <p>\(language("見出しの読み取りを直すには、表を1つ選んでください：", "To correct how labels were read, choose one table:")) \(buttons)</p></form>
        """
    }
    func lines(
      _ labels: [(label: String, word: String?)], _ name: String,
      _ words: [(word: String, japanese: String, english: String)]
    ) -> [HTML] {
      labels.enumerated().map { number, entry in
        let kept = [(word: "", japanese: "読み取りのまま", english: "as it was read")] + words
        let chosen = words.contains { $0.word == entry.word } ? entry.word ?? "" : ""
        let choice = Frame.choice("\(name)-\(number)", kept, chosen: chosen, language, label: entry.label)
        return "<tr><th scope=\"row\">\(entry.label)</th><td>\(choice)</td></tr>\n"
      }
    }
    return """
      <details class="reading"><summary>\(language("見出しの読み取りを直す（数値は変わりません）", "Correct how labels were read (no figure changes)"))</summary>
      <form method="post" action="/labels">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)">
      <table class="typed"><thead><tr><th scope="col">\(language("資料の見出し", "Label"))</th><th scope="col">\(language("意味", "Meaning"))</th></tr></thead>
      <tbody>\(lines(table.rowLabels, "row", LabelCorrection.rows))\(lines(table.categoryLabels, "category", LabelCorrection.categories))</tbody></table>
      <p class="go"><button>\(language("この見出しで検査し直す", "Check again with these labels"))</button></p>
      </form></details>
      """
  }

  /// Bytes of a text that are shown.
  private static let mostShown = 256 << 10

  /// The text that was given, beside what was read of it; where it was pasted it can be put right and checked again.
  static func source(_ session: Session, _ work: Work, isOpen: Bool) -> HTML {
    let language = session.language
    guard let upload = work.uploads.first, upload.size <= mostShown,
      let text = String(validating: upload.file.bytes(atMost: upload.size), as: UTF8.self),
      !text.unicodeScalars.contains(where: { $0.value < 0x20 && !"\t\r\n".unicodeScalars.contains($0) })
    else { return "" }
    let open: HTML = isOpen ? " open" : ""
    guard upload.name == pasted else {
      return """
        <details class="reading"\(open)><summary>\(language("資料の原文", "The text as it was given"))</summary>
        <pre class="source" tabindex="0">\(text)</pre></details>
        """
    }
    return """
      <details class="reading"\(open)><summary>\(language("貼り付けた表（直して検査し直せます）", "The table as it was pasted, to be put right"))</summary>
      <form method="post" action="/upload" enctype="multipart/form-data">\(Frame.token(session))<input type="hidden" name="kind" value="table">
      <p><label for="again">\(language("資料から写した表", "The table as copied"))</label><br>
      <textarea id="again" name="text" rows="12" wrap="off">
      \(text)</textarea></p>
      <p class="go"><button>\(language("この表を検査する", "Check this table"))</button></p>
      </form></details>
      """
  }

  /// A figure with its thousands apart, as the account of the reading has it.
  private static func grouped(_ figure: Extraction.Figure) -> String {
    let isWhole =
      ["count", "amount"].contains(figure.measure) && figure.printed.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isWhole, figure.printed.first != "0", let value = Int(figure.printed) else { return figure.printed }
    return Names.number(value)
  }

  /// What a table is called that came without a file.
  static let pasted = "pasted.txt"

  /// The tables as they were read, with the findings marked in them.
  static func marked(_ session: Session, _ extraction: Extraction, _ audit: Audit) -> HTML {
    let language = session.language
    var isMarked = false
    let tables = extraction.tables.enumerated().map { index, table -> HTML in
      var grid = Grid()
      (grid.contracts, grid.amounts) = (table.contractUnit(language), table.amountUnit(language))
      for figure in table.figures {
        guard let year = figure.year, let category = figure.category, let row = figure.row else { continue }
        let time = Grid.Time(year: year, period: figure.period ?? "year")
        grid.add(Grid.Place(time: time, category: category, row: row, measure: figure.measure), grouped(figure))
        if let label = figure.rowLabel { grid.labels[row] = label }
        if let label = figure.categoryLabel { grid.labels[category] = label }
      }
      guard !grid.rows.isEmpty else { return "" }
      let findings = audit.tables.flatMap { index < $0.count ? $0[index].findings : nil } ?? audit.findings ?? []
      isMarked = isMarked || !findings.isEmpty
      for finding in findings {
        let place = Grid.Place(
          time: Grid.Time(year: finding.year, period: finding.period ?? "year"), category: finding.category,
          row: finding.row, measure: finding.measure)
        grid.marked[place] =
          finding.expected.map { language("整合する値 \($0)", "fits: \($0)") } ?? language("整合しない", "does not fit")
      }
      let number = extraction.tables.count > 1 ? language("表\(index + 1)　", "Table \(index + 1): ") : ""
      return grid.html(
        language, caption: number + (table.title ?? language("読み取った表", "The table as it was read")), explains: false)
    }
    let legend = language("色のついた数値は、表の他の数値と整合しません。", "Marked figures cannot be right together with the others.")
    return "\(tables)" + (isMarked ? "<p class=\"soft\">\(legend)</p>" : "")
  }
}
