/// How a ledger was read, and what a user may settle about it.
enum LedgerPages {
  /// The page on which columns, unit and words are settled.
  static func inspect(_ session: Session, _ work: Work, _ profile: Profile) -> HTML {
    let language = session.language
    let mapping = work.settings.mapping
    let unknown = profile.unknownWords
    let settled = unknown.filter { entry in
      mapping?.words.contains { $0.field == entry.field && $0.word == entry.word } ?? false
    }
    let missing = profile.missing(mapping).map { field in
      Mapping.fields.first { $0.word == field }.map { language($0.japanese, $0.english) } ?? field
    }
    let state: HTML =
      !missing.isEmpty
      ? "<p class=\"notice\">\(language("次の項目の列が見つかりません：\(missing.joined(separator: "、"))。下の「列」で選んでください。", "No column is known for: \(missing.joined(separator: ", ")). Choose it under Columns below."))</p>"
      : unknown.count > settled.count
        ? "<p class=\"notice\">\(language("意味の分からない語が\(unknown.count - settled.count)個あります。下の「語の意味」で選んでください。", "\(unknown.count - settled.count) words are not understood: say below what they mean."))</p>"
        : "<p class=\"good\">\(language("このまま表を作れます。", "Tables can be made as it stands."))</p>"
    let other: HTML =
      profile.kind.map { kind -> HTML in
        kind == .ledger
          ? ""
          : """
          <p class="notice">\(language("契約の台帳ではなく、\(HomePage.name(kind, language))のようです。", "This does not look like a contract ledger, but like \(HomePage.name(kind, language))."))</p>
          \(WorkPage.reopening(session, work, as: kind))
          """
      } ?? ""
    let sheet: HTML =
      ["xlsx", "ods"].contains(profile.format)
      ? """
      <p><label for="sheet">\(language("シート（左から何枚目か。空欄は自動）", "Sheet, counted from the left; empty: found by itself"))</label><br>
      <input id="sheet" name="sheet" inputmode="numeric" pattern="[0-9]*" size="4" value="\(work.settings.sheet.map(String.init) ?? "")"></p>
      """ : ""
    let facts = language(
      "\(profile.format.uppercased())、\(profile.encoding ?? "–")、\(profile.sheet.map { "シート「\($0)」、" } ?? "")見出し\(profile.headerRows)行、データ\(Names.number(profile.rows))行",
      "\(profile.format.uppercased()), \(profile.encoding ?? "–"), \(profile.sheet.map { "sheet “\($0)”, " } ?? "")\(profile.headerRows) header rows, \(Names.number(profile.rows)) rows"
    )
    return """
      \(other.isEmpty ? state : other)
      <p class="soft">\(facts)</p>
      <form method="post" action="/settle">
      \(Frame.token(session))<input type="hidden" name="w" value="\(work.id)">
      \(words(unknown, mapping, language))
      <p class="go"><button>\(language("この読み取りで表を作る", "Make the tables"))</button></p>
      \(columns(profile, mapping, language))
      <h2>\(language("金額", "Amounts"))</h2>
      <div class="fields">
      <p><label for="unit">\(language("金額の単位", "Unit"))</label><br>\(Frame.choice("unit", Mapping.units, chosen: mapping?.unit ?? "", language))</p>
      <p><label for="tax">\(language("税込・税抜の別", "Tax"))</label><br>\(Frame.choice("tax", Mapping.taxes, chosen: mapping?.tax ?? "unstated", language))</p>
      \(sheet)
      </div>
      <p class="go"><button>\(language("この読み取りで表を作る", "Make the tables"))</button></p>
      </form>
      """
  }

  private static func words(_ unknown: [(field: String, word: String)], _ mapping: Mapping?, _ language: Language)
    -> HTML
  {
    guard !unknown.isEmpty else { return "" }
    let rows = unknown.enumerated().map { index, entry -> HTML in
      let chosen = mapping?.words.first { $0.field == entry.field && $0.word == entry.word }?.meaning ?? ""
      let field =
        Mapping.fields.first { $0.word == entry.field }.map { language($0.japanese, $0.english) } ?? entry.field
      let values = [(word: "", japanese: "選んでください", english: "choose")] + (Mapping.meanings[entry.field] ?? [])
      return """
        <tr><td>\(field)</td><th scope="row">\(entry.word)</th><td>\(Frame.choice("word-\(index + 1)", values, chosen: chosen, language, label: entry.word))</td></tr>

        """
    }
    return """
      <h2>\(language("語の意味", "What words mean"))</h2>
      <div class="scroll"><table><thead><tr><th scope="col">\(language("項目", "Field"))</th><th scope="col">\(language("資料の語", "Word"))</th><th scope="col">\(language("意味", "Meaning"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private static func columns(_ profile: Profile, _ mapping: Mapping?, _ language: Language) -> HTML {
    let rows = profile.columns.map { column -> HTML in
      let settled = mapping?.columns.first { $0.column == column.name || $0.column == String(column.number) }?.field
      let chosen = mapping == nil ? column.field ?? "" : settled ?? ""
      let values =
        [(word: "", japanese: "使わない", english: "not used")]
        + Mapping.fields.map { (word: $0.word, japanese: $0.japanese, english: $0.english) }
      let examples = column.frequent.prefix(3).map { String($0.value.prefix(24)) }.joined(separator: "、")
      return """
        <tr><th scope="row">\(column.name.isEmpty ? column.letter : column.name)</th><td>\(Frame.choice("column-\(column.number)", values, chosen: chosen, language, label: column.name.isEmpty ? column.letter : column.name))</td><td class="soft">\(examples)</td></tr>

        """
    }
    return """
      <h2>\(language("列", "Columns"))</h2>
      <div class="scroll" role="region" aria-label="\(language("列", "Columns"))" tabindex="0"><table>
      <thead><tr><th scope="col">\(language("資料の列", "Column"))</th><th scope="col">\(language("項目", "Field"))</th><th scope="col">\(language("例", "Examples"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  /// A table of shares, each number of contracts a button.
  static func table(_ session: Session, _ work: Work, _ view: View, _ result: TableResult) -> HTML {
    let language = session.language
    let caption =
      view == .table1
      ? language("表1　規模等・種別契約実績割合（件、百万円、％）", "Table 1: contracts by size, locality and category")
      : language("表2　市の補助金の交付を受けた者の発注（件、百万円、％）", "Table 2: orders of subsidy recipients")
    return """
      <form method="post" action="/explain">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)">
      \(result.grid.html(language, caption: caption, explains: view == .table1))
      </form>
      <p class="soft">\(view == .table1 ? language("件数を押すと、その内訳の契約を一覧します。", "Press a number of contracts to list them.") : "")</p>
      \(result.account(language))
      """
  }
}
