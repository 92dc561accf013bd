/// The first page: five doors, and what was given so far.
enum HomePage {
  static func html(_ session: Session, _ room: Room, hasLibrary: Bool) -> HTML {
    let language = session.language
    let library: HTML =
      hasLibrary
      ? "<p><a href=\"/library\">\(language("このサーバーに備え付けの資料から選ぶ", "Choose from this server's library"))</a></p>" : ""
    let works = session.read { state in state.order.reversed().compactMap { state.works[$0] } }
    let most = Frame.bytes(room.limits.file)
    return Frame.page(
      session, title: language("はじめの画面", "First page"),
      body: """
        <h1>\(language("何をしますか", "What would you like to do?"))</h1>
        <p class="soft">\(language("ファイルを下の枠にドラッグするか、選択してください。計算はこのコンピューターの中だけで行い、資料は終了すると消去されます。1つのファイルは\(most)までです。", "Drop a file into a box below, or choose one. Everything is calculated on this computer, and the files are deleted when you end. A file may be up to \(most)."))</p>
        \(library)
        \(given(works, session))
        <div class="doors">
        \(door(session, .ledger))
        \(door(session, .table))
        \(door(session, .bids))
        \(draw(session))
        \(door(session, .draws))
        </div>
        """)
  }

  private static func given(_ works: [Work], _ session: Session) -> HTML {
    guard !works.isEmpty else { return "" }
    let language = session.language
    let rows = works.map { work -> HTML in
      """
      <li><a href="\(work.path(nil))">\(work.title(language))</a> <span class="soft">\(Self.name(work.kind, language))・\(Frame.bytes(work.uploads.reduce(0) { $0 + $1.size }))</span>
      <form method="post" action="/remove">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)"><button class="quiet" aria-label="\(language("\(work.title(language))を削除する", "Delete \(work.title(language))"))">\(language("削除", "Delete"))</button></form></li>
      """
    }
    return """
      <section aria-labelledby="given"><h2 id="given">\(language("預かっている資料", "Files given"))</h2>
      <ul class="given">\(rows)</ul></section>
      """
  }

  /// What a kind of work is called.
  static func name(_ kind: Work.Kind, _ language: Language) -> String {
    switch kind {
    case .ledger: language("契約の台帳", "contract ledger")
    case .table: language("公表された表", "published table")
    case .bids: language("入札の記録", "bids")
    case .draw: language("電子くじの検算", "electronic lottery")
    case .draws: language("過去のくじ", "past draws")
    }
  }

  private static func texts(_ kind: Work.Kind, _ language: Language) -> (title: String, text: String, button: String) {
    switch kind {
    case .ledger:
      (
        language("台帳から表を作る", "Tables from a ledger"),
        language(
          "契約の台帳（Excel、CSV）から、表1・表2、前年度との比較を作ります。年度ごとのファイルは一度に選べます。",
          "Tables 1 and 2 and the change from year to year, from a ledger of contracts (Excel, CSV). Files of several years may be chosen at once."
        ),
        language("読み取る", "Read it")
      )
    case .table:
      (
        language("公表された表を検査する", "Check a published table"),
        language(
          "PDF、Word、Excelの資料、または貼り付けた表を読み、表の他の数値と整合しない数値を示します。",
          "Reads a PDF, Word or Excel document, or a table pasted below, and shows the figures that cannot be right together."
        ),
        language("検査する", "Check it")
      )
    case .bids:
      (
        language("落札件数の制限を試す", "Try a one-win rule"),
        language(
          "入札の記録（1行に1つの札）から、1者1件などの制限があれば落札がどう変わったかを計算します。",
          "From bids, one line a bid: what would a one-win rule have changed?"),
        language("試す", "Try it")
      )
    case .draws:
      (
        language("くじは公正だったか", "Were the draws fair?"),
        language("過去のくじの記録から、落札の偏りが偶然で説明できるかを調べます。", "From the record of past draws: can chance explain who won?"),
        language("調べる", "Look into it")
      )
    case .draw: ("", "", "")
    }
  }

  private static func door(_ session: Session, _ kind: Work.Kind) -> HTML {
    let language = session.language
    let (title, text, button) = texts(kind, language)
    let several: HTML = kind == .ledger ? " multiple" : ""
    let paste: HTML =
      kind == .table
      ? """
      <details><summary>\(language("表を貼り付ける", "Paste a table"))</summary>
      <p><label for="paste">\(language("資料から写した表", "The table as copied"))</label><br>
      <textarea id="paste" name="text" rows="6"></textarea></p></details>
      """ : ""
    let required: HTML = kind == .table ? "" : " required"
    return """
      <form class="door" method="post" action="/upload" enctype="multipart/form-data" data-kind="\(kind.rawValue)">
      <h2>\(title)</h2>
      <p>\(text)</p>
      \(Frame.token(session))
      <input type="hidden" name="kind" value="\(kind.rawValue)">
      <p><label for="file-\(kind.rawValue)">\(language("ファイル", "File"))</label><br>
      <input type="file" id="file-\(kind.rawValue)" name="file"\(several)\(required)></p>
      \(paste)
      <p class="go"><button>\(button)</button></p>
      <p class="upload" hidden><progress max="100" value="0" aria-label="\(language("送信", "Upload"))"></progress></p>
      </form>
      """
  }

  private static func draw(_ session: Session) -> HTML {
    let language = session.language
    return """
      <div class="door">
      <h2>\(language("電子くじを検算する", "Check an electronic lottery"))</h2>
      <p>\(language("業者名、くじ番号、到着時刻を入力すると、計算の過程を1行ずつ示します。", "Type firms, numbers and times of arrival: the working is shown line by line."))</p>
      <p class="go"><a class="button" href="/draw-form">\(language("入力する", "Type them in"))</a></p>
      </div>
      """
  }
}

extension Work {
  /// What a page calls it: its files, and what was typed or pasted by what it is.
  func title(_ language: Language) -> String {
    if kind == .draw { return HomePage.name(.draw, language) }
    if uploads.first?.name == DocumentPages.pasted { return language("貼り付けた表", "Pasted table") }
    return uploads.map(\.name).joined(separator: language("、", ", "))
  }

  /// Whether its files are documents by their names, which hold tables at best.
  var isDocument: Bool {
    uploads.allSatisfy { upload in
      [".pdf", ".docx", ".html", ".htm", ".md"].contains { upload.name.lowercased().hasSuffix($0) }
    }
  }

  /// Where it is looked at.
  func path(_ view: View?) -> String { "/work?w=\(id)&v=\((view ?? firstView).rawValue)" }

  /// What is shown first.
  var firstView: View {
    switch kind {
    case .ledger: .inspect
    case .table: .audit
    case .bids: .whatif
    case .draw: .draw
    case .draws: .fair
    }
  }

  /// The questions of its kind, with their names.
  func views(hasIndicators: Bool, _ language: Language) -> [(view: View, name: String)] {
    switch kind {
    case .ledger:
      [
        (.inspect, language("読み取り", "Reading")), (.table1, language("表1", "Table 1")),
        (.table2, language("表2", "Table 2")), (.compare, language("前年度との比較", "Year over year")),
      ] + (hasIndicators ? [(.indicators, language("指標", "Indicators"))] : [])
    case .table: [(.audit, language("検査", "Check")), (.extract, language("読み取りの詳細", "How it was read"))]
    case .bids:
      [(.whatif, language("規則の効果", "What a rule does")), (.incidence, language("くじの発生", "How often lots decide"))]
    case .draw: [(.draw, language("計算の過程", "The working"))]
    case .draws: [(.fair, language("検定", "The test"))]
    }
  }
}
