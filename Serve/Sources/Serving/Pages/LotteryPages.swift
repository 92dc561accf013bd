/// The switches of a rule, and the draw as a clerk types it.
enum LotteryPages {
  /// The switches, with a button for those without script.
  static func rule(_ session: Session, _ work: Work) -> HTML {
    let language = session.language
    let policy = work.settings.policy
    let choices = Policy.switches.map { one -> HTML in
      "<p><label for=\"\(one.key)\">\(language(one.japanese, one.english))</label><br>\(Frame.choice(one.key, one.values, chosen: policy.value(one), language))</p>"
    }
    return """
      <form method="post" action="/rule" class="rule" data-instant>
      \(Frame.token(session))<input type="hidden" name="w" value="\(work.id)">
      <h2>\(language("規則を組み立てる", "Put a rule together"))</h2>
      <div class="fields">
      \(choices)
      <p><label for="area">\(language("参加できる業者の地域", "Who may take part, by area"))</label><br>\(Frame.choice("area", Policy.areas, chosen: policy.area, language))</p>
      <p><label for="points">\(language("経営事項等の最低点数（空欄は条件なし）", "Least points; empty: none"))</label><br>
      <input id="points" name="points" inputmode="numeric" pattern="[0-9]*" size="6" value="\(policy.points.map(String.init) ?? "")"></p>
      </div>
      <p class="go"><button>\(language("この規則で計算する", "Calculate with this rule"))</button></p>
      </form>
      """
  }

  static let policies: [(word: String, japanese: String, english: String)] = [
    ("independent", "制限なし", "no rule"), ("one-win", "1者1件（くじによる落札のみ）", "one win by lottery"),
    ("hiratsuka", "平塚市型（同日抽選の受注数制限）", "Hiratsuka"), ("nabari", "名張市型（一抜け方式）", "Nabari"),
    ("torinuke", "取り抜け方式", "Torinuke"),
  ]

  /// Under which rule past draws were drawn.
  static func test(_ session: Session, _ work: Work) -> HTML {
    let language = session.language
    return """
      <form method="post" action="/test">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)">
      <div class="fields"><p><label for="policy">\(language("当時の規則", "The rule of the time"))</label><br>
      \(Frame.choice("policy", policies, chosen: work.settings.testPolicy, language))</p>
      <p class="go"><button>\(language("この規則で検定する", "Test under this rule"))</button></p></div>
      </form>
      """
  }
}

/// The draw that a clerk checks.
enum DrawPage {
  static let schemes: [(word: String, japanese: String, english: String)] = [
    ("core-seconds", "電子入札コアシステム（入力番号＋到着時刻の秒）", "core system: number and second of arrival"),
    ("milliseconds", "到着時刻のミリ秒", "milliseconds of arrival"),
    ("typed-only", "入力番号だけ", "typed numbers only"),
    ("name-order", "入力番号（業者名の順）", "typed numbers, by name"),
  ]

  static let mostFirms = 8

  /// The form, with what was typed.
  static func form(_ session: Session, _ rows: [Settings.DrawRow], _ problem: String?, scheme: String = "core-seconds")
    -> HTML
  {
    let language = session.language
    let lines = (1...mostFirms).map { number -> HTML in
      let row = number <= rows.count ? rows[number - 1] : Settings.DrawRow(firm: "", number: "", arrival: "")
      return """
        <tr><th scope="row">\(number)</th>
        <td><input name="firm-\(number)" aria-label="\(language("業者\(number)の名称", "Name of firm \(number)"))" value="\(row.firm)" maxlength="60"></td>
        <td><input name="number-\(number)" aria-label="\(language("業者\(number)のくじ番号", "Number of firm \(number)"))" value="\(row.number)" inputmode="numeric" size="4" maxlength="6"></td>
        <td><input name="arrival-\(number)" aria-label="\(language("業者\(number)の到着日時", "Arrival of firm \(number)"))" value="\(row.arrival)" size="24" maxlength="30" placeholder="2026-05-24 08:56:50.121"></td></tr>

        """
    }
    let alert: HTML = problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
    return Frame.page(
      session, title: language("電子くじの検算", "Check an electronic lottery"),
      body: """
        <p class="soft crumb"><a href="/">\(language("はじめの画面", "First page"))</a></p>
        <h1>\(language("電子くじを検算する", "Check an electronic lottery"))</h1>
        \(alert)
        <p>\(language("同額で入札した業者を入力してください。到着日時は 2026-05-24 08:56:50.121 の形です。", "Type the firms whose bids tied. Arrivals are written 2026-05-24 08:56:50.121."))</p>
        <form method="post" action="/draw">\(Frame.token(session))
        <p><label for="scheme">\(language("くじの方式", "Scheme"))</label><br>\(Frame.choice("scheme", schemes, chosen: scheme, language))</p>
        <div class="scroll" role="region" aria-label="\(language("業者", "Firms"))" tabindex="0"><table class="typed"><thead><tr><th scope="col">#</th><th scope="col">\(language("業者", "Firm"))</th><th scope="col">\(language("くじ番号", "Number"))</th><th scope="col">\(language("到着日時", "Arrival"))</th></tr></thead>
        <tbody>\(lines)</tbody></table></div>
        <p class="go"><button>\(language("検算する", "Check"))</button></p>
        </form>
        """)
  }

  /// What was typed as the bids that the program reads: the firms tie at one price.
  static func bids(_ rows: [Settings.DrawRow]) -> String {
    let head = "tender,notice_date,opening_date,requirement,order,ceiling,floor,firm,bid,entered_number,arrival\n"
    return head
      + rows.map { row in
        let arrival = row.arrival.split(separator: " ").joined(separator: "T")
        return
          "検算,2026-04-01,2026-04-02,検算,1,1000,1000,\(quoted(row.firm)),1000,\(quoted(row.number)),\(quoted(arrival))\n"
      }.joined()
  }

  private static func quoted(_ text: String) -> String {
    let flat = String(text.map { $0.isNewline ? " " : $0 })
    return "\"" + flat.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
