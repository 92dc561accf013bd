/// The files of the library, each under a word that this session alone knows.
enum LibraryPage {
  static func html(_ session: Session, _ library: Library) -> HTML {
    let language = session.language
    var words: [String: Library.Entry] = [:]
    let rows = library.entries().map { entry -> HTML in
      let word = Secret.word(bytes: 16)
      words[word] = entry
      return """
        <tr><td><input type="radio" name="entry" value="\(word)" id="e-\(word)" required></td>
        <th scope="row"><label for="e-\(word)">\(entry.path)</label></th><td class="right">\(Frame.bytes(entry.size))</td></tr>

        """
    }
    session.change { $0.library = words }
    let kinds = Work.Kind.allCases.filter { $0 != .draw }.map { kind in
      (word: kind.rawValue, japanese: HomePage.name(kind, .ja), english: HomePage.name(kind, .en))
    }
    return Frame.page(
      session, title: language("備え付けの資料", "Library"),
      body: """
        <p class="soft crumb"><a href="/">\(language("はじめの画面", "First page"))</a></p>
        <h1>\(language("備え付けの資料", "Library"))</h1>
        <p class="soft">\(language("利用者は全員、ここにあるすべての資料を見られます。", "Every user sees all that is here."))</p>
        <form method="post" action="/take">\(Frame.token(session))
        <div class="scroll" role="radiogroup" aria-label="\(language("備え付けの資料", "Library"))" tabindex="0"><table>
        <thead><tr><th scope="col">\(language("選択", "Chosen"))</th><th scope="col">\(language("資料", "File"))</th><th scope="col" class="right">\(language("大きさ", "Size"))</th></tr></thead>
        <tbody>\(rows)</tbody></table></div>
        <p><label for="kind">\(language("何として開くか", "Open it as"))</label><br>\(Frame.choice("kind", kinds, chosen: "ledger", language))</p>
        <p class="go"><button>\(language("開く", "Open"))</button></p>
        </form>
        """)
  }
}
